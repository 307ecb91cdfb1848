"""Drafting a project: filled entries, unchanged entries, written files, reports."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.drafting.conftest import ProjectOf
from workflow import catalogs
from workflow.catalogs.approvals import approve
from workflow.catalogs.provenance import draft_of, refusal_of, refuse
from workflow.catalogs.states import state
from workflow.drafting import Budget, DraftOptions, discard, draft
from workflow.engines.argos import ArgosEngine
from workflow.formats import FORMATS
from workflow.inline_tags import Grammar
from workflow.model import Entry, Observer, Selection, State
from workflow.project import Project

GUIDE = """---
title: A small guide
---

# How to begin

Open the file `notes.txt` in **any editor**. It is short.

| Step | What it does |
|---|---|
| `open` | It opens the house |
| close | It closes the door |

- The first man reads [the book](book.md).
- https://example.org/`x`

> [!NOTE]
> The door is open at night.[^1]

[^1]: Only in summer.
"""
INDEX = "# Welcome\n\nThis is the house of books.\n\nOpen the file `notes.txt` in **any editor**. It is short.\n"


def entries(project: Project, document: str, code: str = "es") -> dict[str, Entry]:
    return {entry.msgid: entry for entry in catalogs.read(project.catalog_path(code, document)).entries}


def change(project: Project, document: str, msgid: str, *, code: str = "es", **fields: object) -> None:
    """What a person does to one entry in an editor."""
    path = project.catalog_path(code, document)
    catalog = catalogs.read(path)
    changed = tuple(
        replace(entry, **fields) if entry.msgid == msgid else entry  # type: ignore[arg-type]
        for entry in catalog.entries
    )
    assert changed != catalog.entries
    catalogs.write(replace(catalog, entries=changed), path)


def snapshot(project: Project) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(project.layout.locales.rglob("*.po"))}


def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever loads a model fails."""

    def load(engine: ArgosEngine) -> None:
        raise AssertionError("a model was loaded")

    monkeypatch.setattr(ArgosEngine, "_load", load)


def test_every_draft_is_fuzzy_valid_and_says_where_it_came_from(project_of: ProjectOf) -> None:
    project = project_of({"guide.md": GUIDE, "index.md": INDEX})
    report = draft(project)
    (es,) = report.languages
    assert es.units == es.drafted + len(es.refused)
    assert es.drafted >= es.units - 1
    assert es.engine == "starter" and es.package.startswith("translate-en_es") and es.quality
    assert set(report.written) == {project.catalog_path("es", name) for name in ("guide.md", "index.md")}
    for name in ("guide.md", "index.md"):
        document = project.parse(name)
        found = entries(project, name)
        targets = {}
        for unit in document.units:
            entry = found[unit.source]
            targets[unit.index] = entry.text
            if not entry.text:
                assert refusal_of(entry) is not None
                continue
            made = draft_of(entry)
            assert made is not None and made.risk is not None and 0 <= made.risk <= 1
            assert made.engine in ("starter", "copy")
            assert state(entry) is State.DRAFT and "fuzzy" in entry.flags
            assert Grammar().verify(unit.source, entry.text) is None
        assert not FORMATS[".md"].splice(document, targets).refused
        subprocess.run(
            ["msgfmt", "--check-format", "--use-fuzzy", "-o", "/dev/null", project.catalog_path("es", name)], check=True
        )
    copied = entries(project, "guide.md")["https://example.org/`x`"]
    assert copied.text == copied.msgid
    assert copied.comments[0].startswith("workflow-draft: engine=copy src=")


def test_a_second_run_drafts_nothing_and_loads_no_model(project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch) -> None:
    project = project_of({"guide.md": GUIDE})
    draft(project)
    before = snapshot(project)
    no_model(monkeypatch)
    report = draft(project)
    assert report.languages[0].units == 0 and report.written == ()
    assert snapshot(project) == before


def test_discard_gives_the_same_bytes(project_of: ProjectOf) -> None:
    """On catalogs without drafts."""
    project = project_of({"guide.md": GUIDE, "index.md": INDEX})
    change(project, "guide.md", "How to begin", msgstr=("Cómo empezar",))
    change(project, "guide.md", "close", comments=("mind the door",), flags=("fuzzy",))
    before = snapshot(project)
    assert draft(project).drafted
    assert snapshot(project) != before
    report = discard(project)
    assert report.discarded and len(report.written) == 2
    assert snapshot(project) == before
    assert discard(project).written == ()


def test_same_in_same_out(project_of: ProjectOf) -> None:
    """Twice, together and document by document."""
    one = project_of({"guide.md": GUIDE, "index.md": INDEX}, name="one")
    two = project_of({"guide.md": GUIDE, "index.md": INDEX}, name="two")
    draft(one)
    draft(two, Selection(documents=("index",)))
    draft(two, options=DraftOptions(budget=Budget(units=3)))
    draft(two)
    assert list(snapshot(one).values()) == list(snapshot(two).values())


def test_a_persons_text_is_never_touched(project_of: ProjectOf) -> None:
    project = project_of({"guide.md": GUIDE})
    change(project, "guide.md", "How to begin", msgstr=("Cómo empezar",))
    change(project, "guide.md", "close", msgstr=("cierra",), flags=("fuzzy",))
    change(project, "guide.md", "Only in summer.", msgstr=("Sólo en verano.",))
    path = project.catalog_path("es", "guide.md")
    catalog = catalogs.read(path)
    done = tuple(
        approve(entry, "Ana", "2026-11-23") if entry.msgid == "Only in summer." else entry for entry in catalog.entries
    )
    catalogs.write(replace(catalog, entries=done), path)
    kept = {msgid: entry for msgid, entry in entries(project, "guide.md").items() if any(entry.msgstr)}
    draft(project)
    draft(project, options=DraftOptions(redo=True))
    # A draft that a person made theirs:
    change(project, "guide.md", "A small guide", flags=())
    change(project, "guide.md", "Step", msgstr=("Escalón",))
    kept |= {msgid: entries(project, "guide.md")[msgid] for msgid in ("A small guide", "Step")}
    draft(project, options=DraftOptions(redo=True))
    discard(project)
    now = entries(project, "guide.md")
    for msgid, entry in kept.items():
        assert (now[msgid].msgstr, now[msgid].flags) == (entry.msgstr, entry.flags)
    assert state(now["Only in summer."]) is State.APPROVED


def test_what_a_person_saves_meanwhile_wins(project_of: ProjectOf) -> None:
    """The engine works for minutes; the catalog is read again before it is written."""
    project = project_of({"guide.md": GUIDE})
    path = project.catalog_path("es", "guide.md")
    saved = False

    def person(done: int, total: int, what: str) -> None:
        nonlocal saved
        if not saved:
            saved = True
            change(project, "guide.md", "How to begin", msgstr=("Cómo empezar",), comments=("by hand",))
            catalog = catalogs.read(path)
            rest = tuple(entry for entry in catalog.entries if entry.msgid != "Only in summer.")
            catalogs.write(replace(catalog, entries=rest), path)

    report = draft(project, observer=Observer(person))
    assert saved
    found = entries(project, "guide.md")
    assert found["How to begin"].msgstr == ("Cómo empezar",) and found["How to begin"].comments == ("by hand",)
    assert state(found["How to begin"]) is State.TRANSLATED
    assert "Only in summer." not in found
    assert report.languages[0].skipped == 2
    assert state(found["A small guide"]) is State.DRAFT


def test_a_catalog_broken_meanwhile_is_left_as_it_is(project_of: ProjectOf) -> None:
    project = project_of({"guide.md": GUIDE, "index.md": INDEX})
    path = project.catalog_path("es", "guide.md")

    def person(done: int, total: int, what: str) -> None:
        path.write_bytes(b'msgid "x\n')

    report = draft(project, observer=Observer(person))
    assert path.read_bytes() == b'msgid "x\n'
    assert [str(path) in str(problem) for problem in report.problems] == [True]
    assert draft_of(entries(project, "index.md")["Welcome"])


def test_ctrl_c_keeps_what_was_written_and_the_next_run_goes_on(
    project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflow.drafting.engine_pass.CHUNK", 1)
    documents = {"a.md": "The house is big.\n", "b.md": "The door is open.\n", "c.md": "The night is long.\n"}
    project = project_of(documents, name="stopped")
    whole = project_of(documents, name="whole")

    def stop(done: int, total: int, what: str) -> None:
        if what.endswith("b.md"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draft(project, observer=Observer(stop))
    states = [state(next(iter(entries(project, name).values()))) for name in documents]
    assert states == [State.DRAFT, State.DRAFT, State.UNTRANSLATED]
    report = draft(project)
    assert report.drafted == 1
    draft(whole)
    assert list(snapshot(project).values()) == list(snapshot(whole).values())


def test_limit_languages_documents(project_of: ProjectOf) -> None:
    project = project_of({"guide.md": GUIDE, "index.md": INDEX}, languages=("es", "uk"))
    report = draft(project, Selection(languages=("es",), documents=("index",)), DraftOptions(budget=Budget(units=2)))
    (es,) = report.languages
    assert (es.units, es.left, es.drafted) == (2, 1, 2)
    assert report.written == (project.catalog_path("es", "index.md"),)
    assert draft(project, Selection(languages=("es",), documents=("index",))).languages[0].units == 1


def test_dry_run_writes_and_loads_nothing(project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch) -> None:
    no_model(monkeypatch)
    project = project_of({"guide.md": GUIDE})
    before = snapshot(project)
    (es,) = draft(project, options=DraftOptions(dry_run=True)).languages
    assert es.units == len(before and entries(project, "guide.md")) and es.words > 40
    assert es.minutes is not None and es.drafted == 0
    assert snapshot(project) == before


def test_a_language_without_an_engine_is_reported_with_a_remedy(project_of: ProjectOf) -> None:
    project = project_of({"index.md": INDEX}, languages=("uk", "es"))
    uk, es = draft(project).languages
    assert (uk.language, uk.engine, uk.units, uk.drafted) == ("uk", "", 3, 0)
    assert uk.reason and "en-uk" in uk.remedy
    assert es.drafted == 3
    assert not any(entry.text or entry.comments for entry in entries(project, "index.md", "uk").values())


def test_refused_units_say_why_and_are_not_tried_again(project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch) -> None:
    # No model that copies numbers well keeps these apart.
    project = project_of(
        {"index.md": "Add 11 12 21 22 111 112 121 122 211 212 221 222 2111 2112 2121 and 2122 apples.\n"}
    )
    report = draft(project)
    assert report.drafted == 0 and len(report.refused) == 1
    (entry,) = entries(project, "index.md").values()
    found = refusal_of(entry)
    assert found is not None and found.engine == "starter" and "quantities" in found.reason
    assert (report.refused[0].unit or "").startswith("es:index#")
    assert state(entry) is State.UNTRANSLATED and not entry.fuzzy
    no_model(monkeypatch)
    again = draft(project)
    assert again.languages[0].units == 0 and again.languages[0].earlier == 1
    monkeypatch.undo()
    assert len(draft(project, options=DraftOptions(redo=True)).refused) == 1
    change(project, "index.md", entry.msgid, comments=(entry.comments[0].replace("pkg=", "pkg=0"),))
    assert draft(project).languages[0].units == 1
    discard(project)
    assert entries(project, "index.md")[entry.msgid].comments == ()


def test_a_persons_refusal_is_final(project_of: ProjectOf) -> None:
    project = project_of({"index.md": INDEX})
    path = project.catalog_path("es", "index.md")
    catalog = catalogs.read(path)
    first = refuse(catalog.entries[0], engine="argos", hash="00000000", reason="by a person", by="Ana")
    catalogs.write(replace(catalog, entries=(first, *catalog.entries[1:])), path)
    draft(project, options=DraftOptions(redo=True))
    assert entries(project, "index.md")[first.msgid].text == ""
    discard(project)
    assert entries(project, "index.md")[first.msgid] == replace(first, line=0)


def test_redo_drafts_again_only_untouched_drafts(project_of: ProjectOf) -> None:
    project = project_of({"index.md": INDEX})
    draft(project)
    after = snapshot(project)
    # A draft of another package, and one that a person changed.
    welcome = entries(project, "index.md")["Welcome"]
    other = catalogs.provenance.put_draft(
        replace(welcome, msgstr=("",), flags=(), comments=()),
        ("Otra cosa",),
        catalogs.provenance.DraftComment("argos", "translate-en_es-9.9", "00000000", risk=0.5),
    )
    change(project, "index.md", "Welcome", msgstr=other.msgstr, comments=other.comments)
    assert state(entries(project, "index.md")["Welcome"]) is State.DRAFT
    assert draft(project).languages[0].units == 0
    assert draft(project, options=DraftOptions(redo=True)).languages[0].units == 3
    assert snapshot(project) == after


def test_a_catalog_that_cannot_be_read_keeps_no_other_from_being_drafted(project_of: ProjectOf) -> None:
    project = project_of({"guide.md": GUIDE, "index.md": INDEX})
    path = project.catalog_path("es", "guide.md")
    path.write_text('msgid "one"\nmsgstr "uno\n')
    report = draft(project)
    assert [f"{path}:2" in str(problem) for problem in report.problems] == [True]
    assert report.drafted == 3
    assert path.read_text() == 'msgid "one"\nmsgstr "uno\n'
    assert len(discard(project).problems) == 1


def test_entries_that_the_document_no_longer_has_are_left(project_of: ProjectOf) -> None:
    project = project_of({"index.md": INDEX})
    (project.layout.source / "index.md").write_text(INDEX.replace("house of books", "house of cards"))
    (es,) = draft(project).languages
    assert es.outdated == (project.catalog_path("es", "index.md"),)
    assert entries(project, "index.md")["This is the house of books."].text == ""
    assert entries(project, "index.md")["Welcome"].text


def test_missing_catalogs_are_reported(project_of: ProjectOf) -> None:
    project = project_of({"index.md": INDEX, "empty.md": "<!-- nothing -->\n"})
    for name in ("index.md", "empty.md"):
        project.catalog_path("es", name).unlink(missing_ok=True)
    (es,) = draft(project).languages
    assert es.missing == (project.catalog_path("es", "index.md"),)
    assert not project.catalog_path("es", "index.md").exists()


def test_progress_never_goes_back(project_of: ProjectOf) -> None:
    seen: list[tuple[int, int]] = []
    project = project_of({"guide.md": GUIDE, "index.md": INDEX})
    draft(project, observer=Observer(lambda done, total, what: seen.append((done, total))))
    assert seen and [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]


def test_apertium_drafts_whole_documents(project_of: ProjectOf) -> None:
    """Its state goes from unit to unit: which units are wanted changes nothing in what they become."""
    import shutil

    if shutil.which("apertium") is None:
        pytest.skip("Apertium is not installed")
    one = project_of({"guide.md": GUIDE}, engines="[apertium]", name="one")
    two = project_of({"guide.md": GUIDE}, engines="[apertium]", name="two")
    report = draft(one)
    assert report.languages[0].package == "eng-spa" and report.drafted >= 10
    for entry in entries(one, "guide.md").values():
        if entry.text:
            assert Grammar().verify(entry.msgid, entry.text) is None
    for _ in range(20):
        if not draft(two, options=DraftOptions(budget=Budget(units=6))).languages[0].units:
            break
    assert list(snapshot(one).values()) == list(snapshot(two).values())
