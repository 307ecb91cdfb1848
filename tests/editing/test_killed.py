"""Atomicity: a decision killed at any step leaves every catalog old or new, and what it did can be undone."""

import itertools
from dataclasses import replace

import pytest

from tests.editing.conftest import ENTRIES, HEADER
from tests.faults import killed_at
from tests.program import TemporaryProject
from workflow import catalogs
from workflow.editing import undo
from workflow.errors import BadInput
from workflow.model import Catalog
from workflow.project import load

APPROVE = ("approve", "-l", "es", "--by-rule", "--as", "Ana")
JOURNAL = ".workflow/decisions.jsonl"


def content(project: TemporaryProject) -> dict[str, bytes]:
    return {path: data for path, data in project.files().items() if path.endswith(".po")}


@pytest.mark.parametrize("has_exchange", [True, False])
def test_killed_at_every_step(ferry: TemporaryProject, has_exchange: bool) -> None:
    old = content(ferry)
    ferry.good(*APPROVE)
    new = content(ferry)
    assert all(old[path] != new[path] for path in old)
    kills = undone = 0
    for step in itertools.count(1):
        for path, data in old.items():
            ferry.write(path, data)
        (ferry.root / JOURNAL).unlink()
        killed = killed_at(step, *APPROVE, cwd=ferry.root, has_exchange=has_exchange)
        now = content(ferry)
        assert all(data in (old[path], new[path]) for path, data in now.items())
        if not killed:
            assert now == new
            break
        kills += 1
        try:
            undone += len(undo(load(ferry.root)).undone)
        except BadInput:
            assert now == old, "nothing was done, so there is nothing to undo"
        assert content(ferry) == old
        ferry.write(JOURNAL, "")
    assert kills > 12 and undone > 2


def test_undo_killed_at_every_step(ferry: TemporaryProject) -> None:
    old = content(ferry)
    ferry.good(*APPROVE)
    new, journal = content(ferry), ferry.read(JOURNAL)
    for step in itertools.count(1):
        for path, data in new.items():
            ferry.write(path, data)
        ferry.write(JOURNAL, journal)
        killed = killed_at(step, "undo", cwd=ferry.root)
        assert all(data in (old[path], new[path]) for path, data in content(ferry).items())
        if not killed:
            break
        ferry.run("undo")
        assert content(ferry) == old, "what was left to undo is undone the next time"
    assert step > 8


def steps(project: TemporaryProject, *command: str) -> int:
    data = content(project)
    for step in itertools.count(1):
        for path, old in data.items():
            project.write(path, old)
        if not killed_at(step, *command, cwd=project.root):
            return step
    raise AssertionError


def test_many_entries_of_a_catalog_are_one_write(ferry: TemporaryProject) -> None:
    few = steps(ferry, *APPROVE, "-d", "index.md")
    many = tuple(replace(ENTRIES[1], msgid=f"{ENTRIES[1].msgid} {n}") for n in range(50))
    path = load(ferry.root).catalog_path("es", "index.md")
    catalogs.write(Catalog(tuple(replace(e, comments=(), flags=()) for e in many), HEADER), path)
    assert steps(ferry, *APPROVE, "-d", "index.md", "--translated") == few
