"""Concurrent writes of a catalog: both changes are kept, and a killed command leaves the file old or new."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.catalogs.examples import po
from tests.faults import killed_at
from tests.program import TemporaryProject
from workflow import catalogs
from workflow.extraction import Extraction, extract
from workflow.model import Catalog, Entry, Observer
from workflow.project import load

TODAY = "2026-11-23"
FERRY = "The ferry leaves from the northern harbour at ten o'clock every morning."
MILL = "Who comes late finds the side door in the lane behind the mill."
INN = "The inn at the corner has been closed since the winter before last."


@pytest.fixture
def book(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", "title: A book\nsource_language: en\nlanguages: [es]\n")
    project.write("source/guide.md", f"{FERRY}\n\n{MILL}\n\n{INN}\n")
    run(project)
    translate(project, {FERRY: "El ferry", MILL: "El molino"})
    run(project)
    return project


def run(book: TemporaryProject, meanwhile: Callable[[], object] | None = None) -> Extraction:
    """Extract; ``meanwhile`` is done once, when the catalogs have been read and none is written."""
    waiting = [meanwhile] if meanwhile else []

    def progress(done: int, total: int, what: str) -> None:
        if what.startswith("es ") and waiting:
            waiting.pop()()

    found = extract(load(book.root / "workflow.yaml"), today=TODAY, observer=Observer(progress))
    assert not waiting
    return found


def path(book: TemporaryProject, place: str = "guide") -> Path:
    return book.root / "locales" / "es" / "LC_MESSAGES" / f"{place}.po"


def translate(book: TemporaryProject, texts: dict[str, str]) -> None:
    """Somebody saves with an editor that knows nothing of locks."""
    found = catalogs.read(path(book))
    entries = [replace(e, msgstr=(texts[e.msgid],)) if e.msgid in texts else e for e in found.entries]
    path(book).write_bytes(catalogs.serialise(replace(found, entries=tuple(entries))))


def live(book: TemporaryProject) -> dict[str, Entry]:
    return {entry.msgid: entry for entry in catalogs.read(path(book)).live}


def test_translated_while_extract_runs(book: TemporaryProject) -> None:
    later = FERRY.replace("ten o'clock", "nine o'clock")
    book.write("source/guide.md", f"{later}\n\n{MILL}\n\n{INN}\n")
    found = run(book, lambda: translate(book, {INN: "La posada", MILL: "El viejo molino"}))
    assert found.problems == ()
    entries = live(book)
    assert list(entries) == [later, MILL, INN]
    assert [entry.text for entry in entries.values()] == ["El ferry", "El viejo molino", "La posada"]
    assert entries[later].previous_msgid == FERRY
    # What was merged is looked at once more, and then left alone.
    assert run(book).parsed == 1
    last = run(book)
    assert (last.parsed, last.changed) == (0, False)


def test_the_very_text_that_was_edited_is_translated_while_extract_runs(book: TemporaryProject) -> None:
    later = FERRY.replace("ten o'clock", "nine o'clock")
    book.write("source/guide.md", f"{later}\n\n{MILL}\n\n{INN}\n")
    assert run(book, lambda: translate(book, {FERRY: "El transbordador"})).problems == ()
    entry = live(book)[later]
    assert (entry.text, entry.fuzzy, entry.previous_msgid) == ("El transbordador", True, FERRY)
    assert FERRY not in live(book)


def test_words_that_meet_are_reported(book: TemporaryProject) -> None:
    book.write("source/later.md", f"{FERRY}\n")
    theirs = po(f'#. paragraph\n#: later.md\nmsgid "{FERRY}"\nmsgstr "La lancha"\n')
    found = run(book, lambda: path(book, "later").write_bytes(theirs))
    (problem,) = found.problems
    assert "later.po: somebody saved this file during the run" in str(problem)
    (entry,) = catalogs.read(path(book, "later")).entries
    assert (entry.text, entry.fuzzy, entry.comments) == ("El ferry", True, ('workflow-conflict: "La lancha"',))


def test_broken_while_extract_runs(book: TemporaryProject) -> None:
    book.write("source/guide.md", f"{FERRY}\n\n{INN}\n")
    broken = b"<<<<<<< HEAD\n" + path(book).read_bytes()
    found = run(book, lambda: path(book).write_bytes(broken))
    assert [str(problem).partition(": ")[0] for problem in found.problems] == [f"{path(book)}:1"]
    assert path(book).read_bytes() == broken


def test_a_merge_driver_killed_at_any_step(tmp_path: Path) -> None:
    base = catalogs.parse(po("".join(f'msgid "{n}"\nmsgstr ""\n\n' for n in range(3))))

    def edited(number: int) -> Catalog:
        entries = [replace(e, msgstr=("x",)) if e.msgid == str(number) else e for e in base.entries]
        return replace(base, entries=tuple(entries))

    old = catalogs.serialise(edited(0))
    new = catalogs.serialise(catalogs.merge3(base, edited(0), edited(2)).catalog)
    (tmp_path / "O").write_bytes(catalogs.serialise(base))
    (tmp_path / "B").write_bytes(catalogs.serialise(edited(2)))
    seen = set()
    for step in itertools.count(1):
        (tmp_path / "A").write_bytes(old)
        killed = killed_at(step, "git-merge-driver", "O", "A", "B", cwd=tmp_path)
        seen.add((tmp_path / "A").read_bytes())
        if not killed:
            break
    assert step > 4
    assert seen == {old, new}
