"""States and provenance comments: each row is an entry as in a file, with its state and provenance."""

import subprocess
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.catalogs.examples import HEADER, comments, po, texts
from tests.gettext import msgcat, msgmerge, needs_gettext
from tests.growth import fault
from workflow.catalogs import parse, serialise
from workflow.catalogs.approvals import Review, approval_of, approvals_of, approve
from workflow.catalogs.comment_syntax import add_comment, as_json, own_comments
from workflow.catalogs.hashes import short_key, source_hash, target_hash, text_hash
from workflow.catalogs.provenance import (
    DraftComment,
    conflict_of,
    draft_of,
    drop_draft,
    ignore,
    ignore_hash,
    ignored,
    ignores_of,
    is_machine_text,
    previous_text,
    put_draft,
    refusal_of,
    refusals_of,
    refuse,
    untouched_draft_of,
)
from workflow.catalogs.states import Need, need, state
from workflow.model import Catalog, Entry, State

DRAFT = DraftComment(engine="argos", package="translate-en_es-1.9", hash="3f2a91c0", risk=0.125)
EMPTY = Entry(msgid="Good morning")
TRANSLATED = replace(EMPTY, msgstr=("Buenos días",))
DRAFTED = put_draft(EMPTY, "Buen día", DRAFT)
STALE = replace(TRANSLATED, flags=("fuzzy",), previous_msgid="Good evening")
APPROVED = approve(TRANSLATED, "Ana", "2026-11-23")
PLURAL = Entry(msgid="one day", msgid_plural="{n} days", msgstr=("", ""))

ROWS: dict[str, tuple[Entry, State, Need | None]] = {
    "no text": (EMPTY, State.UNTRANSLATED, None),
    "no text, fuzzy": (replace(EMPTY, flags=("fuzzy",)), State.UNTRANSLATED, None),
    "a text of spaces": (replace(EMPTY, msgstr=(" \u00a0",)), State.NEEDS_WORK, Need.UNFINISHED),
    "a plural form of spaces": (replace(PLURAL, msgstr=("un día", " ")), State.NEEDS_WORK, Need.UNFINISHED),
    "spaces for spaces": (Entry(msgid=" ", msgstr=(" ",)), State.TRANSLATED, None),
    "a text": (TRANSLATED, State.TRANSLATED, None),
    "a machine's words": (DRAFTED, State.DRAFT, None),
    "a machine's words, changed by a person": (
        replace(DRAFTED, msgstr=("Buenos días",)),
        State.NEEDS_WORK,
        Need.UNFINISHED,
    ),
    "a machine's words, no longer fuzzy": (replace(DRAFTED, flags=()), State.TRANSLATED, None),
    "a machine's words for another source": (replace(DRAFTED, msgid="Good night"), State.NEEDS_WORK, Need.UNFINISHED),
    "two draft comments, one matches": (
        replace(DRAFTED, comments=(*put_draft(EMPTY, "Otra cosa", DRAFT).comments, *DRAFTED.comments)),
        State.DRAFT,
        None,
    ),
    "fuzzy with a former source": (STALE, State.NEEDS_WORK, Need.STALE),
    "fuzzy with a former text": (
        add_comment(replace(TRANSLATED, flags=("fuzzy",)), "was", '"Buenas"'),
        State.NEEDS_WORK,
        Need.STALE,
    ),
    "fuzzy": (replace(TRANSLATED, flags=("fuzzy",)), State.NEEDS_WORK, Need.UNFINISHED),
    "fuzzy with another side's text": (add_comment(STALE, "conflict", '"Buenas"'), State.NEEDS_WORK, Need.CONFLICT),
    "msgcat's marks": (
        replace(TRANSLATED, msgstr=("#-#-#-#-#  a.po  #-#-#-#-#\nA\n#-#-#-#-#  b.po  #-#-#-#-#\nB",)),
        State.NEEDS_WORK,
        Need.CONFLICT,
    ),
    "approved": (APPROVED, State.APPROVED, None),
    "approved, then edited": (replace(APPROVED, msgstr=("Hola",)), State.TRANSLATED, None),
    "approved for another source": (replace(APPROVED, msgid="Good night"), State.TRANSLATED, None),
    "approved, then fuzzy": (replace(APPROVED, flags=("fuzzy",)), State.NEEDS_WORK, Need.UNFINISHED),
    "plural without any text": (PLURAL, State.UNTRANSLATED, None),
    "plural with one form missing": (replace(PLURAL, msgstr=("un día", "")), State.NEEDS_WORK, Need.UNFINISHED),
    "plural drafted": (put_draft(PLURAL, ("un día", "{n} días"), DRAFT), State.DRAFT, None),
}


@pytest.mark.parametrize("row", ROWS)
def test_state(row: str) -> None:
    entry, expected, why = ROWS[row]
    assert state(entry) is expected
    assert need(entry) is why


@pytest.mark.parametrize("row", ROWS)
def test_state_outlasts_a_file(row: str) -> None:
    entry, expected, why = ROWS[row]
    (again,) = parse(serialise(Catalog((entry,), HEADER))).entries
    assert (state(again), need(again)) == (expected, why)


TOOLS = {
    "msgcat": lambda data, folder: msgcat(data),
    "msgcat, narrow": lambda data, folder: msgcat(data, "--width=30"),
    "msgcat, no wrap": lambda data, folder: msgcat(data, "--no-wrap"),
    "msgcat, escaped": lambda data, folder: msgcat(data, "--escape"),
    "msgattrib": lambda data, folder: (
        subprocess.run(["msgattrib", "-"], input=data, capture_output=True, check=True).stdout
    ),
    "msgconv": lambda data, folder: (
        subprocess.run(["msgconv", "-t", "ISO-8859-1", "-"], input=data, capture_output=True, check=True).stdout
    ),
    "msgmerge": lambda data, folder: msgmerge(data, data, folder),
    "polib": lambda data, folder: str(polib.pofile(data.decode())).encode(),
}


@needs_gettext
@pytest.mark.parametrize("tool", TOOLS)
def test_states_outlast_tools(tool: str, tmp_path: Path) -> None:
    entries = {row: replace(entry, msgid=f"{row}: {entry.msgid}") for row, (entry, _, _) in ROWS.items()}
    renewed = {row: _renewed(entry) for row, entry in entries.items()}
    before = {entry.key: (state(entry), need(entry)) for entry in renewed.values()}
    data = serialise(Catalog(tuple(renewed.values()), HEADER))
    after = {entry.key: (state(entry), need(entry)) for entry in parse(TOOLS[tool](data, tmp_path)).live}
    assert after == before
    assert {found for found, _ in after.values()} == set(State)


@given(
    st.integers(20, 90),
    st.text(st.sampled_from("ab -=\"'\\#é日\u00a0"), min_size=1, max_size=60),
    st.sampled_from(["same", "numbers", "unbalanced_quotation_marks"]),
)
@example(40, "a name, and no word", "numbers")
def test_comments_outlast_every_width_of_polib(width: int, text: str, check: str) -> None:
    text = " ".join(text.split()) or "x"
    entry = ignore(
        approve(refuse(TRANSLATED, engine="", hash="", reason=text, by="Ana Ruiz"), "Ana Ruiz", "2026-11-23"),
        check,
        by="Ana",
        reason=text,
    )
    entry = replace(add_comment(entry, "was", as_json((text,))), comments=(*entry.comments, "ask Maria"))
    data = serialise(Catalog((entry,), HEADER)).decode()
    (again,) = parse(str(polib.pofile(data, wrapwidth=width)).encode()).live
    assert ignored(again) == ignored(entry)
    assert ignored(entry)[0].reason == text
    assert (approvals_of(again), refusals_of(again)) == (approvals_of(entry), refusals_of(entry))
    assert previous_text(again) == previous_text(entry)
    assert own_comments(again) == ("ask Maria",)


def _renewed(entry: Entry) -> Entry:
    """The comments' hashes for the row's own msgid, where they matched before the row's name was put there."""
    original = replace(entry, msgid=entry.msgid.split(": ", 1)[1])
    old, new = source_hash(original), source_hash(entry)
    return replace(entry, comments=tuple(comment.replace(f"src={old}", f"src={new}") for comment in entry.comments))


def test_msgmerge_carries_a_draft_to_an_edited_source(tmp_path: Path) -> None:
    """The fact that ``src`` is there for: without it the machine's words would pass for a draft of the new text."""
    long = "The ferry leaves the northern harbour every morning at seven."
    drafted = put_draft(Entry(msgid=long), "El transbordador sale cada mañana.", DRAFT)
    data = msgmerge(
        serialise(Catalog((drafted,), HEADER)), po(f'msgid "{long.replace("seven", "eight")}"\nmsgstr ""\n'), tmp_path
    )
    (entry,) = parse(data).live
    assert entry.text == drafted.text
    assert draft_of(entry) is None
    assert untouched_draft_of(entry) is not None


def test_the_comments_are_those_of_the_manual() -> None:
    source, text = source_hash(DRAFTED), target_hash(DRAFTED)
    assert DRAFTED.comments == (
        f"workflow-draft: engine=argos package=translate-en_es-1.9 pkg=3f2a91c0 src={source} txt={text} risk=0.12",
    )
    assert APPROVED.comments == (f"workflow-approved: 2026-11-23 src={source} txt={target_hash(TRANSLATED)} Ana",)
    refused = refuse(EMPTY, engine="argos", hash="3f2a91c0", reason="code lost: `x`")
    assert refused.comments == (f"workflow-refused: engine=argos pkg=3f2a91c0 src={source} code lost: `x`",)
    assert refusal_of(refused, engine="argos", hash="3f2a91c0") is not None
    assert refusal_of(refused, engine="argos", hash="00000000") is None
    assert refusal_of(replace(refused, msgid="Good night")) is None


def test_hashes_are_of_decoded_normal_form() -> None:
    assert text_hash("café") == text_hash("cafe\u0301")
    assert text_hash("a", "b") != text_hash("ab")
    assert short_key((None, "a")) != short_key(("", "a"))
    assert short_key(("menu", "Open")) == source_hash(Entry(msgid="Open", context="menu"))
    assert len(text_hash("")) == 8


BEFORE_DRAFTING = {
    "empty": EMPTY,
    "empty with a note": replace(EMPTY, comments=("ask Maria",)),
    "empty and fuzzy": replace(EMPTY, flags=("fuzzy", "no-wrap"), previous_msgid="Good"),
    "empty, refused by a person": refuse(EMPTY, engine="argos", hash="3f2a91c0", reason="too stiff", by="Ana"),
    "plural": PLURAL,
    "stale": STALE,
    "stale, with a note": replace(STALE, comments=("ask Maria",)),
}


@pytest.mark.parametrize("name", BEFORE_DRAFTING)
def test_a_dropped_draft_leaves_no_trace(name: str) -> None:
    entry = BEFORE_DRAFTING[name]
    data = serialise(Catalog((entry,), HEADER))
    drafted = put_draft(entry, ("uno",) * len(entry.msgstr), DRAFT)
    twice = put_draft(drafted, ("dos",) * len(entry.msgstr), DRAFT)
    for version in (drafted, twice):
        assert state(version) is State.DRAFT
        held = serialise(replace(parse(data), entries=(version,)))
        (again,) = parse(held).entries
        assert drop_draft(again) == entry
        assert serialise(replace(parse(held), entries=(drop_draft(again),))) == data


def test_a_repaired_text_keeps_the_words_of_the_person() -> None:
    repaired = put_draft(STALE, "Buenas noches", DRAFT)
    assert previous_text(repaired) == ("Buenos días",)
    again = put_draft(repaired, "Buenas tardes", DRAFT)
    assert previous_text(again) == ("Buenos días",)
    assert drop_draft(again) == STALE


def test_what_a_person_edited_is_no_draft_to_drop() -> None:
    edited = replace(DRAFTED, msgstr=("Muy buenos días",))
    assert drop_draft(edited) == edited
    assert drop_draft(TRANSLATED) == TRANSLATED
    assert untouched_draft_of(edited) is None


def test_dropping_removes_the_machines_refusals_only() -> None:
    refused = refuse(EMPTY, engine="argos", hash="3f2a91c0", reason="code lost")
    refused = refuse(refused, engine="argos", hash="3f2a91c0", reason="no", by="Ana")
    assert [refusal.by for refusal in refusals_of(drop_draft(refused))] == ["Ana"]


def test_an_approval_clears_what_came_before() -> None:
    entry = approve(add_comment(put_draft(STALE, "Buenas", DRAFT), "conflict", '"x"'), "Ana María", "2026-11-23")
    assert own_comments(entry) == ()
    assert entry.previous_msgid is None
    assert not entry.fuzzy
    found = approval_of(entry)
    assert found is not None
    assert (found.name, found.date, found.by_rule) == ("Ana María", "2026-11-23", False)
    by_rule = approval_of(approve(TRANSLATED, "by=rule", "2026-11-23"))
    assert by_rule is not None
    assert by_rule.by_rule


@given(st.lists(texts.filter(bool), min_size=1, max_size=3))
def test_whole_texts_are_kept_to_the_letter(kept: list[str]) -> None:
    entry = Entry(msgid="x", msgid_plural="xs" if len(kept) > 1 else None, msgstr=tuple(kept), flags=("fuzzy",))
    drafted = put_draft(entry, ("z",) * len(kept), DRAFT)
    (again,) = parse(serialise(Catalog((drafted,), HEADER))).entries
    assert previous_text(again) == tuple(kept)
    assert drop_draft(again) == entry


@given(comments, comments, comments)
def test_pairs_hold_any_value(engine: str, package: str, reason: str) -> None:
    drafted = put_draft(EMPTY, "x", DraftComment(engine=engine, package=package, extra=(("sentences", engine),)))
    (again,) = parse(serialise(Catalog((drafted,), HEADER))).entries
    found = draft_of(again)
    assert found is not None
    assert (found.engine, found.package, dict(found.extra).get("sentences", "")) == (engine, package, engine)
    refused = refuse(EMPTY, engine=engine or "x", hash="1", reason=reason)
    refusal = refusal_of(refused)
    assert refusal is not None
    assert refusal.engine == (engine or "x")
    assert refusal.reason == " ".join(reason.split()) or refusal.reason == reason.strip()


def test_dismissed_findings_hold_until_the_text_changes() -> None:
    entry = add_comment(TRANSLATED, "ignore", f"end_stop {ignore_hash(TRANSLATED)} the source has none")
    (found,) = ignores_of(entry)
    assert (found.check, found.reason) == ("end_stop", "the source has none")
    assert ignores_of(replace(entry, msgstr=("Hola",))) == ()


def test_the_approvals_are_those_of_the_manual() -> None:
    source, text = source_hash(TRANSLATED), target_hash(TRANSLATED)
    entry = approve(TRANSLATED, "Ana", "2026-11-28", review=Review.BILINGUAL, seconds=41.2, edit=0.123)
    entry = approve(entry, "Ben Gray", "2026-11-29")
    assert entry.comments == (
        f"workflow-approved: 2026-11-28 review=bilingual src={source} txt={text} time=41 edit=0.12 Ana",
        f'workflow-approved: 2026-11-29 src={source} txt={text} "Ben Gray"',
    )
    assert [(one.name, one.review, one.seconds, one.edit) for one in approvals_of(entry)] == [
        ("Ana", Review.BILINGUAL, 41.0, 0.12),
        ("Ben Gray", Review.TARGET, None, None),
    ]


@pytest.mark.parametrize(
    ("comment", "name", "review"),
    [
        ("2026-11-28 src=SRC txt=TXT Ana María", "Ana María", Review.TARGET),
        ("2026-11-28 review=rule src=SRC txt=TXT Ana", "Ana", Review.RULE),
        ("2026-11-28 review=glance src=SRC txt=TXT Ana", "Ana", Review.TARGET),
        ("2026-11-28 txt=TXT src=SRC time=soon edit=-3 Ana", "Ana", Review.TARGET),
        ("2026-11-28 src=SRC txt=TXT", "", Review.TARGET),
        ("2026-11-28 src=SRC txt=TXT by=rule", "", Review.RULE),
        ('2026-11-28 src=SRC txt=TXT "half', '"half', Review.TARGET),
    ],
)
def test_approvals_as_people_and_other_versions_write_them(comment: str, name: str, review: Review) -> None:
    value = comment.replace("SRC", source_hash(TRANSLATED)).replace("TXT", target_hash(TRANSLATED))
    entry = replace(TRANSLATED, comments=(f"workflow-approved: {value}", "ask Maria"))
    found = approval_of(entry)
    assert found is not None
    assert (found.name, found.review, own_comments(entry)) == (name, review, ("ask Maria",))


def test_a_rule_leaves_a_persons_words_a_persons() -> None:
    assert is_machine_text(approve(DRAFTED, "Ana", "2026-11-28", review=Review.RULE))
    assert not is_machine_text(approve(TRANSLATED, "Ana", "2026-11-28", review=Review.RULE))
    assert not is_machine_text(approve(DRAFTED, "Ana", "2026-11-28"))
    assert not is_machine_text(replace(DRAFTED, flags=()))
    edited = replace(DRAFTED, msgstr=("Buenos días",), flags=())
    assert not is_machine_text(approve(edited, "Ana", "2026-11-28", review=Review.RULE))


def test_broken_comments_are_comments() -> None:
    entry = replace(
        TRANSLATED,
        flags=("fuzzy",),
        comments=(
            'workflow-was: "half',
            "workflow-conflict: 12",
            "workflow-draft: risk=much",
            "workflow-approved: soon",
        ),
    )
    assert previous_text(entry) is None
    assert conflict_of(entry) is None
    assert draft_of(entry) is None
    assert approval_of(replace(entry, flags=())) is None
    assert need(entry) is Need.UNFINISHED


@pytest.mark.parametrize(
    "start", ['ignore: numbers 1f2e3d4c by="Ana', 'was: "The door', "refused: engine=argos", "edit: facts"]
)
def test_the_time_for_the_lines_after_an_unfinished_comment_grows_as_their_number(start: str) -> None:
    def lines(count: int) -> tuple[str, ...]:
        return (f"workflow-{start}", *(f"some words of line {number}" for number in range(count)))

    assert fault(lambda comments: own_comments(Entry("Door", comments=comments)), lines, 1000) is None
