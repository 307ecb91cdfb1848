"""Code lenses of ``workflow lsp``, seen and chosen by a real client over its standard streams."""

from dataclasses import replace

import pytest
from lsprotocol import types

from tests.language_server.conftest import CATALOG
from tests.language_server.editor import Editor
from tests.program import TemporaryProject
from workflow import catalogs
from workflow.catalogs.approvals import approve
from workflow.catalogs.provenance import DraftComment, put_draft
from workflow.catalogs.states import state
from workflow.model import Entry, State

WATER, TIDE, TITLE = "The water comes twice a day.", "The tide", "The guide"
HARBOUR = "The harbour is small."


@pytest.fixture
def mixed(project: TemporaryProject) -> TemporaryProject:
    """A draft, an approval, an approval that no longer holds, a text that nobody has finished, one that is missing."""

    def changed(entry: Entry) -> Entry:
        if entry.msgid == WATER:
            return put_draft(
                replace(entry, msgstr=("",)), entry.text, DraftComment("argos", "en_es-1.9", "3f2a91c0", risk=0.42)
            )
        if entry.msgid == TIDE:
            return replace(approve(entry, "Ana", "2026-11-28"), msgstr=("La marea alta",))
        if entry.msgid == TITLE:
            return approve(entry, "Ana", "2026-11-28")
        return replace(entry, flags=("fuzzy",)) if "again" in entry.msgid else entry

    path = project.root / CATALOG
    catalog = catalogs.read(path)
    catalogs.write(replace(catalog, entries=tuple(map(changed, catalog.entries))), path)
    return project


def by_entry(editor: Editor) -> dict[str, list[types.Command]]:
    """The lenses by the ``msgid`` that they are above."""
    lines = editor.texts[editor.uri(CATALOG)].split("\n")
    found: dict[str, list[types.Command]] = {}
    for line, command in editor.lenses(CATALOG):
        msgid = next(one for one in lines[line:] if one.startswith("msgid"))
        found.setdefault(msgid.split('"')[1], []).append(command)
    return found


def test_entries_that_want_somebody_have_lenses_and_no_others(mixed: TemporaryProject, editor: Editor) -> None:
    editor.open(CATALOG)
    found = {source: [one.title for one in commands] for source, commands in by_entry(editor).items()}
    assert set(found) == {WATER, TIDE, *(source for source in found if "again" in source)}
    assert len(found) == 3
    [draft, further] = found[WATER]
    assert draft.startswith("Approve: draft, ")
    assert draft.endswith("risk 0.42, by argos en_es-1.9")
    assert further == "Next"
    assert found[TIDE][0] == ("Approve: approved by Ana on 2026-11-28, but since then the translation has changed")
    [unfinished] = [titles[0] for source, titles in found.items() if "again" in source]
    assert "needs-work: unfinished" in unfinished


def test_a_draft_is_approved_by_its_lens(mixed: TemporaryProject, editor: Editor) -> None:
    editor.open(CATALOG)
    before = mixed.files()
    editor.choose(by_entry(editor)[WATER][0])
    text = editor.texts[editor.uri(CATALOG)]
    [entry] = [one for one in catalogs.parse(text.encode()).live if one.msgid == WATER]
    assert state(entry) is State.APPROVED
    assert "review=bilingual" in text
    assert "Ana María" in text
    assert "# workflow-draft: engine=argos" in text  # as a record
    assert mixed.files() == before  # the person saves it


def test_a_lens_of_an_entry_that_has_changed_approves_nothing(mixed: TemporaryProject, editor: Editor) -> None:
    editor.open(CATALOG)
    [approve_it, further] = by_entry(editor)[WATER]
    editor.edit(CATALOG, "dos veces al día", "tres veces al día")
    text = editor.texts[editor.uri(CATALOG)]
    editor.choose(approve_it)
    assert editor.texts[editor.uri(CATALOG)] == text
    assert editor.messages == ["The entry has changed. Read it again."]
    editor.shown.clear()
    editor.choose(further)
    assert len(editor.shown) == 1


def test_next_goes_round_through_all_that_want_somebody(mixed: TemporaryProject, editor: Editor) -> None:
    editor.open(CATALOG)
    found = by_entry(editor)
    editor.shown.clear()
    for commands in found.values():
        editor.choose(commands[-1])
    lines = editor.texts[editor.uri(CATALOG)].split("\n")
    places = [one.selection.start.line for one in editor.shown if one.selection]
    seen = [next(one for one in lines[line:] if one.startswith("msgid")).split('"')[1] for line in places]
    assert seen == [*list(found)[1:], next(iter(found))]


def test_a_broken_file_and_a_template_have_none(mixed: TemporaryProject, editor: Editor) -> None:
    editor.open(CATALOG)
    editor.edit(CATALOG, f'msgid "{WATER}"', f'msgid "{WATER}')
    assert editor.lenses(CATALOG) == []
    template = "locales/templates/guide.pot"
    editor.open(template)
    assert editor.lenses(template) == []


def test_paragraphs_that_a_language_lacks_have_a_lens_that_leads_there(mixed: TemporaryProject, editor: Editor) -> None:
    editor.open("source/guide.md", kind="markdown")
    lines = editor.texts[editor.uri("source/guide.md")].split("\n")
    found = {lines[line]: command for line, command in editor.lenses("source/guide.md")}
    assert found[WATER].title == "es: draft, uk: untranslated"
    assert found[HARBOUR].title == "es: untranslated, uk: untranslated"
    assert found["# The tide"].title == "es: translated, uk: untranslated"
    editor.shown.clear()
    editor.choose(found[WATER])
    [shown] = editor.shown
    assert shown.uri == editor.uri(CATALOG)
    assert shown.selection is not None
    written = mixed.read(CATALOG).split("\n")[shown.selection.start.line :]
    assert next(one for one in written if one.startswith("msgid")) == f'msgid "{WATER}"'


def test_a_paragraph_that_every_language_has_has_none(mixed: TemporaryProject, editor: Editor) -> None:
    mixed.write("workflow.yaml", "title: A test\nsource_language: en\nlanguages: [es]\nengines: []\n")
    editor.open("source/guide.md", kind="markdown")
    lines = editor.texts[editor.uri("source/guide.md")].split("\n")
    assert "# The tide" not in {lines[line] for line, _ in editor.lenses("source/guide.md")}
    editor.edit("source/guide.md", "The harbour is small.", "The harbour is big.")
    found = {
        editor.texts[editor.uri("source/guide.md")].split("\n")[line]: one
        for line, one in editor.lenses("source/guide.md")
    }
    assert found["The harbour is big."].title == "es: not extracted"
    editor.choose(found["The harbour is big."])
    assert editor.messages == ["There is no entry in es yet. Run `workflow extract`."]
