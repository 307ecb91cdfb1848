"""Atomicity: ``draft`` killed at any step of any write leaves every file old or new."""

import itertools

from tests.drafting.conftest import ProjectOf
from tests.faults import killed_at
from workflow import catalogs
from workflow.drafting import draft
from workflow.project import Project


def test_killed_at_every_step(project_of: ProjectOf) -> None:
    documents = {"a.md": "The **house** is big.\n", "b.md": "The door is open.\n"}
    whole = project_of(documents, name="whole")
    old = contents(whole)
    draft(whole)
    new = contents(whole)
    project = project_of(documents, name="killed")
    assert contents(project) == old
    kills = 0
    for step in itertools.count(1):
        for path, data in zip(sorted(project.layout.locales.rglob("*.po")), old, strict=True):
            path.write_bytes(data)
        killed = killed_at(step, "draft", cwd=project.root)
        assert all(one in pair for one, pair in zip(contents(project), zip(old, new, strict=True), strict=True))
        for path in project.layout.locales.rglob("*.po"):
            catalogs.read(path)
        if not killed:
            break
        kills += 1
    assert kills > 8
    assert contents(project) == new


def contents(project: Project) -> list[bytes]:
    return [path.read_bytes() for path in sorted(project.layout.locales.rglob("*.po"))]
