"""Corrections: proposed from findings, one after the other, and made through ``editing``."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.program import TemporaryProject
from workflow import catalogs
from workflow.catalogs.approvals import Review, approvals_of, approve, void_approvals_of
from workflow.catalogs.provenance import DraftComment, draft_of, ignore, is_machine_text, previous_text, put_draft
from workflow.catalogs.states import state
from workflow.checking import CheckOptions, FixReport, ProposedFix, propose_file_fixes, propose_fixes
from workflow.checking.corrections import corrected
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import CheckedEntry
from workflow.checks.rules import RULES
from workflow.editing import Decision, DecisionKind, DecisionReport, Seen, Signature, UnitPlace, decide, undo
from workflow.model import Catalog, Entry, State
from workflow.project import Project, load

HEADER = Entry("", ("Content-Type: text/plain; charset=UTF-8\nLanguage: es\n",))
SOURCES = ("Close the door.", "Open it.", "Wait…", "Read `it`.")
DRAFT = DraftComment("argos", "p-1", "3f2a91c0", risk=0.4)
SOURCE = "\n\n".join(SOURCES) + "\n"


def with_entries(place: TemporaryProject, *entries: Entry) -> tuple[Project, Path]:
    place.write("workflow.yaml", "title: A test\nsource_language: en\nlanguages: [es]\n")
    place.write("source/guide.md", SOURCE)
    loaded = load(place.root)
    path = loaded.catalog_path("es", "guide.md")
    catalogs.write(Catalog(entries, HEADER), path)
    return loaded, path


def make(loaded: Project | None, report: FixReport, *, people: bool = False) -> DecisionReport:
    """Make the corrections as the command does."""
    by = Signature("Ana", "2026-11-29")
    decisions = [
        Decision(DecisionKind.FIX, _place(fix), Seen.of(fix.entry), by, fix.texts, everybody=people)
        for fix in report.fixes
        if fix.changed
    ]
    return decide(loaded, decisions)


def _place(fix: ProposedFix) -> UnitPlace:
    return UnitPlace(fix.place.language, fix.place.name, fix.place.catalog, fix.entry.key)


def texts(path: Path) -> list[str]:
    return [entry.text for entry in catalogs.read(path).live]


def test_a_corrected_draft_is_a_draft_and_can_be_undone(project: TemporaryProject) -> None:
    kept = put_draft(Entry(SOURCES[1], ("Mi texto",)), "Ábralo  ya", DRAFT)
    loaded, path = with_entries(project, put_draft(Entry(SOURCES[0]), "Cierre  la puerta ", DRAFT), kept)
    before = path.read_bytes()
    report = propose_fixes(loaded)
    assert [fix.texts for fix in report.fixes] == [("Cierre la puerta.",), ("Ábralo ya.",)]
    assert path.read_bytes() == before, "nothing is written before a person agrees"
    made = make(loaded, report)
    assert (made.changed, made.problems) == (2, ())
    one, two = catalogs.read(path).live
    for entry, text in ((one, "Cierre la puerta."), (two, "Ábralo ya.")):
        draft = draft_of(entry)
        assert draft is not None and (draft.engine, draft.hash, draft.risk) == ("argos", "3f2a91c0", 0.4)
        assert (entry.text, state(entry), is_machine_text(entry)) == (text, State.DRAFT, True)
    assert previous_text(two) == ("Mi texto",), "a person's words are still kept below the draft"
    assert propose_fixes(loaded).fixes == ()
    undo(loaded)
    assert path.read_bytes() == before


def test_peoples_texts_are_counted_and_left_alone(project: TemporaryProject) -> None:
    approved = approve(Entry(SOURCES[1], ("Ábralo",)), "Ana", "2026-11-20", review=Review.BILINGUAL)
    loaded, path = with_entries(project, Entry(SOURCES[0], ("Cierre la puerta",)), approved)
    report = propose_fixes(loaded)
    assert (report.fixes, report.by_people) == ((), 2)
    report = propose_fixes(loaded, people=True)
    assert [fix.consequences for fix in report.fixes] == [
        (),
        ("the approval by Ana no longer holds, since the text changes",),
    ]
    make(loaded, report, people=True)
    one, two = catalogs.read(path).live
    assert (one.text, state(one), one.fuzzy) == ("Cierre la puerta.", State.TRANSLATED, False)
    assert (two.text, state(two), two.fuzzy) == ("Ábralo.", State.TRANSLATED, False)
    assert not approvals_of(two) and len(void_approvals_of(two)) == 1


def test_what_only_a_rule_approved_is_a_draft_again(project: TemporaryProject) -> None:
    accepted = approve(put_draft(Entry(SOURCES[0]), "Cierre la puerta", DRAFT), "Ana", "2026-11-20", review=Review.RULE)
    assert is_machine_text(accepted) and not accepted.fuzzy
    loaded, path = with_entries(project, accepted)
    assert propose_fixes(loaded).fixes == ()
    make(loaded, propose_fixes(loaded, people=True), people=True)
    [entry] = catalogs.read(path).live
    assert (entry.text, state(entry)) == ("Cierre la puerta.", State.DRAFT), (
        "nobody has read it, so it is not a person's"
    )
    assert previous_text(entry) is None


def test_what_changed_since_it_was_shown_is_left_as_it_is(project: TemporaryProject) -> None:
    first = put_draft(Entry(SOURCES[0]), "Cierre la puerta", DRAFT)
    second = put_draft(Entry(SOURCES[1]), "Ábralo", DRAFT)
    loaded, path = with_entries(project, first, second)
    report = propose_fixes(loaded)
    accepted = replace(second, flags=())
    catalogs.write(Catalog((replace(first, msgstr=("Cierre ya la puerta",)), accepted), HEADER), path)
    before = path.read_bytes()
    made = make(loaded, report)
    assert made.changed == 0
    assert ["has changed since" in str(one) or "no longer a draft" in str(one) for one in made.problems] == [True, True]
    assert path.read_bytes() == before


def test_what_people_dismissed_is_not_corrected(project: TemporaryProject) -> None:
    draft = put_draft(Entry(SOURCES[0]), "Cierre  la puerta", DRAFT)
    loaded, _ = with_entries(project, ignore(draft, "end_stop", by="Ana", reason="a title"))
    [fix] = propose_fixes(loaded).fixes
    assert fix.texts == ("Cierre la puerta",)
    assert fix.consequences == ("the comment that ignores end_stop no longer holds, since the text changes",)
    assert propose_fixes(loaded, options=CheckOptions(ignore=("double_space",))).fixes == ()


def test_every_form_of_a_plural_is_corrected(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(
        'msgid ""\nmsgstr "Language: es\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "%d file."\nmsgid_plural "%d files."\nmsgstr[0] "%d  fichero."\nmsgstr[1] "%d ficheros"\n',
        encoding="utf-8",
    )
    before = path.read_text(encoding="utf-8")
    report = propose_file_fixes([path], people=True)
    assert [fix.texts for fix in report.fixes] == [("%d fichero.", "%d ficheros.")]
    made = make(None, report, people=True)
    assert made.problems == () and made.changed == 1
    assert path.read_text(encoding="utf-8") == before.replace("%d  f", "%d f").replace('ficheros"', 'ficheros."')


KEPT = ("`a  b`", "{name}", "%(n)s", '<b title="a  b">', "</b>", "https://a.org/b?c;d", "me@a.org", "&nbsp;")
PIECES = st.sampled_from(
    (*KEPT, "word", "字", "คำ", "a ,b", "“q”", "'q'", "10:30", "...", "( a )", ";", "5 %", "\u200b")
)
TEXTS = st.lists(PIECES, min_size=1, max_size=6).map(" ".join)
LANGUAGES = ["fr", "fr_CA", "fr_CH", "de", "de_CH", "es", "ja", "zh_CN", "ar", "he", "th", "el", "ko", "tr", "ru"]


@given(st.sampled_from(LANGUAGES), TEXTS, st.sampled_from(["", ".", "?", "…", ":", " "]), st.data())
@settings(max_examples=60)
def test_a_second_correction_changes_nothing(code: str, source: str, end: str, data: st.DataObject) -> None:
    words = [*data.draw(st.permutations(source.split(" "))), data.draw(st.sampled_from(["", ".", " !", "。", "..."]))]
    target = data.draw(st.sampled_from(["", " ", "  "])).join(words)
    checked = CheckedEntry(Entry(source + end, (target,)), LanguagePair.of("en", code))
    once = corrected(checked, frozenset(RULES))
    again = corrected(replace(checked, entry=replace(checked.entry, msgstr=once.texts)), frozenset(RULES))
    assert again.texts == once.texts
    for kept in KEPT:
        assert once.texts[0].count(kept) == target.count(kept)


def test_a_code_span_beside_letters_of_japanese_is_left_alone() -> None:
    entry = Entry("Open the file `a  b` now.", ("今ファイル`a  b`を開きます。",))
    assert corrected(CheckedEntry(entry, LanguagePair.of("en", "ja")), frozenset(RULES)).texts == entry.msgstr


def test_no_correction_leaves_a_text_of_spaces() -> None:
    entry = Entry("\u00a0:", ("\u00a0\n",))
    found = corrected(CheckedEntry(entry, LanguagePair.of("en", "de")), frozenset(RULES))
    assert found.texts == entry.msgstr
    assert "it would leave no text" in [one.reason for one in found.refused]


def test_a_correction_that_would_cause_an_error_is_named() -> None:
    pair = LanguagePair.of("en", "es")
    entry = Entry("the edition", ("la edi%dcio\u0301n",))
    found = corrected(CheckedEntry(entry, pair), frozenset(RULES))
    assert found.texts == entry.msgstr
    [refused] = found.refused
    assert refused.check == "decomposed_letters" and refused.reason.startswith("it would cause an error: ")


def test_a_correction_that_its_document_refuses_is_named(project: TemporaryProject) -> None:
    closed = put_draft(Entry(SOURCES[0]), "Cierre *\u200b/ la puerta.", DRAFT)
    loaded, path = with_entries(project, closed, put_draft(Entry(SOURCES[1]), "Ábralo", DRAFT))
    project.write("source/guide.md", f"```c\n/* {SOURCES[0]} */\nint door;\n```\n\n{SOURCES[1]}\n")
    project.write("workflow.yaml", project.read("workflow.yaml") + "markdown: {code_comments: true}\n")
    loaded = load(project.root)
    one, two = propose_fixes(loaded).fixes
    assert not one.changed and one.refused[0].reason.startswith("its document refuses the text: ")
    assert two.texts == ("Ábralo.",)
    make(loaded, propose_fixes(loaded))
    assert texts(path) == ["Cierre *\u200b/ la puerta.", "Ábralo."]


@pytest.mark.skipif(os.geteuid() == 0, reason="by nature: root may write everywhere")
def test_a_catalog_that_cannot_be_written_is_named(project: TemporaryProject) -> None:
    loaded, path = with_entries(project, put_draft(Entry(SOURCES[0]), "Cierre la puerta", DRAFT))
    report = propose_fixes(loaded)
    path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert len(make(loaded, report).problems) == 1
    finally:
        path.parent.chmod(stat.S_IRWXU)
    assert texts(path) == ["Cierre la puerta"]
