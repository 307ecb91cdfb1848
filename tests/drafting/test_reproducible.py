"""Reproducibility: the same bytes whatever the number of workers, in a fresh process and in a warm one."""

import shutil

import pytest

from tests.drafting.conftest import ProjectOf
from tests.program import workflow
from workflow.drafting import Budget, DraftOptions, draft
from workflow.project import Project

GUIDE = """# How to begin

Open the file `notes.txt` in **any editor**. It is short, and nobody has to read it twice. The first man who came here read
[the book](book.md) in the morning, and in the evening he wrote a letter to the people of the town.

- The house is big.
- The door is open at night; the garden is closed until 8 o'clock.

The committee said that the report will be published in 2027. The minister did not answer.
"""
NEWS = """# News from the river

The house is big. The bridge over the river was opened on Sunday, and thousands of people came to see it.

A boat with 40 people reached the island. **Nobody** was hurt, but the `captain` asked for help.

The committee said that the report will be published in 2027.
"""
DOCUMENTS = {"guide.md": GUIDE, "news.md": NEWS, "short.md": "The door is open.\n"}


def written(project: Project) -> list[bytes]:
    return [path.read_bytes() for path in sorted(project.layout.locales.rglob("*.po"))]


def test_workers_and_processes_change_no_byte(project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Real inference with the starter: one worker or two, in this process twice, in fresh ones, in small pieces."""
    projects = {
        name: project_of(DOCUMENTS, name=name) for name in ("cold", "warm", "two", "fresh-1", "fresh-2", "pieces")
    }
    draft(projects["cold"], options=DraftOptions(workers=1))
    draft(projects["warm"], options=DraftOptions(workers=1))
    draft(projects["two"], options=DraftOptions(workers=2))
    for workers in ("1", "2"):
        project = projects[f"fresh-{workers}"]
        done = workflow("draft", "--workers", workers, cwd=project.root)
        assert done.code == 0, done.err
    monkeypatch.setattr("workflow.drafting.engine_pass.CHUNK", 100)
    draft(projects["pieces"], options=DraftOptions(workers=2))
    expected = written(projects["cold"])
    assert all(b"workflow-draft: engine=starter" in data for data in expected)
    for name, project in projects.items():
        assert written(project) == expected, name


def test_apertium_gets_a_document_in_one_process_whatever_workers_says(
    project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shutil.which("apertium")
    if real is None:
        pytest.skip("Apertium is not installed")
    from workflow.engines.apertium import ApertiumEngine

    runs: list[int] = []
    run = ApertiumEngine._run

    def counted(engine: ApertiumEngine, text: str) -> str:
        runs.append(len(text))
        return run(engine, text)

    one = project_of(DOCUMENTS, engines="[apertium]", name="one")
    two = project_of(DOCUMENTS, engines="[apertium]", name="two")
    parts = project_of(DOCUMENTS, engines="[apertium]", name="parts")
    with monkeypatch.context() as patch:
        patch.setattr(ApertiumEngine, "_run", counted)
        draft(one, options=DraftOptions(workers=1))
        first, runs[:] = list(runs), []
        draft(two, options=DraftOptions(workers=2))
        assert runs == first
    monkeypatch.setattr("workflow.drafting.engine_pass.CHUNK", 100)
    while draft(parts, options=DraftOptions(budget=Budget(units=3))).languages[0].units:
        pass
    assert written(one) == written(two) == written(parts)
