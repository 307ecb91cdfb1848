"""Updates of catalogs after changes of their documents.

A case is told as two files are: the catalog before, the document's texts now, the catalog after. ``kind | heading`` before a text
makes its ``#.`` line; a text without is a paragraph.
"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalogs.examples import HEADER
from workflow.catalogs import Changes, changes, expire, merge, parse, serialise, template
from workflow.catalogs.approvals import approvals_of, approve
from workflow.catalogs.headers import with_field
from workflow.catalogs.provenance import DraftComment, previous_text, put_draft, refuse
from workflow.catalogs.states import state
from workflow.model import Catalog, Entry, Kind, Span, State, Unit

TODAY = "2026-11-23"

FERRY = "The ferry leaves the northern harbour every morning at seven."
FERRY_8 = "The ferry leaves the northern harbour every morning at eight."
FERRY_ES = "El transbordador sale del puerto norte cada mañana a las siete."
MARKET = "On market days the square is closed to cars from dawn until noon."
MARKET_ES = "Los días de mercado la plaza está cerrada a los coches hasta mediodía."
BRIDGE = "Nobody remembers who built the wooden bridge behind the mill."
BRIDGE_ES = "Nadie recuerda quién construyó el puente de madera."
LIBRARY = "Children under twelve borrow books without paying anything at all."
DRAFT = DraftComment(engine="argos", package="translate-en_es-0_1", hash="0badcafe")


def units(*texts: str, notes: str = "") -> list[Unit]:
    found = []
    for number, text in enumerate(texts):
        head, bar, rest = text.partition(" :: ")
        kind, _, heading = (head if bar else "paragraph").partition(" | ")
        path = (heading,) if heading else ()
        source = rest if bar else text
        found.append(Unit(number, source, None, Span(0, 0), Kind(kind), number * 2 + 1, path, notes))
    return found


def catalog(*pairs: tuple[str, str] | Entry) -> Catalog:
    """A catalog as an earlier extraction left it: (text, translation) or whole entries."""
    entries = []
    for pair in pairs:
        if isinstance(pair, Entry):
            entries.append(pair)
        else:
            (entry,) = template(units(pair[0]), "guide.md")
            entries.append(replace(entry, msgstr=(pair[1],)))
    return Catalog(tuple(entries), HEADER)


def merged(before: Catalog, *texts: str, others: tuple[Catalog, ...] = ()) -> Catalog:
    return merge(template(units(*texts), "guide.md"), before, others, today=TODAY)


def summary(after: Catalog) -> list[tuple[str, str, str]]:
    """Each entry as (how it stands, text, translation)."""
    rows = []
    for entry in after.entries:
        how = "obsolete" if entry.obsolete else str(state(entry))
        if entry.previous_msgid is not None and not entry.obsolete:
            how = f"was: {entry.previous_msgid}"
        rows.append((how, entry.msgid, entry.text))
    return rows


# name: (before, the document now, after)
CASES: dict[str, tuple[list[tuple[str, str]], list[str], list[tuple[str, str, str]]]] = {
    "nothing changed": (
        [(FERRY, FERRY_ES), (MARKET, "")],
        [FERRY, MARKET],
        [("translated", FERRY, FERRY_ES), ("untranslated", MARKET, "")],
    ),
    "a new text": (
        [(FERRY, FERRY_ES)],
        [MARKET, FERRY],
        [("untranslated", MARKET, ""), ("translated", FERRY, FERRY_ES)],
    ),
    "texts in another order": (
        [(FERRY, FERRY_ES), (MARKET, MARKET_ES)],
        [MARKET, FERRY],
        [("translated", MARKET, MARKET_ES), ("translated", FERRY, FERRY_ES)],
    ),
    "an edited text": (
        [(FERRY, FERRY_ES), (MARKET, MARKET_ES)],
        [FERRY_8, MARKET],
        [(f"was: {FERRY}", FERRY_8, FERRY_ES), ("translated", MARKET, MARKET_ES)],
    ),
    "an edited text in another place": (
        [(FERRY, FERRY_ES), (MARKET, MARKET_ES), (BRIDGE, BRIDGE_ES)],
        [MARKET, BRIDGE, FERRY_8],
        [("translated", MARKET, MARKET_ES), ("translated", BRIDGE, BRIDGE_ES), (f"was: {FERRY}", FERRY_8, FERRY_ES)],
    ),
    "a deleted text": (
        [(FERRY, FERRY_ES), (MARKET, MARKET_ES)],
        [MARKET],
        [("translated", MARKET, MARKET_ES), ("obsolete", FERRY, FERRY_ES)],
    ),
    "a deleted text without a translation": (
        [(FERRY, ""), (MARKET, MARKET_ES)],
        [MARKET],
        [("translated", MARKET, MARKET_ES)],
    ),
    "a text replaced by another": (
        [(FERRY, FERRY_ES), (BRIDGE, BRIDGE_ES), (MARKET, MARKET_ES)],
        [FERRY, LIBRARY, MARKET],
        [
            ("translated", FERRY, FERRY_ES),
            ("untranslated", LIBRARY, ""),
            ("translated", MARKET, MARKET_ES),
            ("obsolete", BRIDGE, BRIDGE_ES),
        ],
    ),
    "a paragraph split in two": (
        [(MARKET, MARKET_ES), (f"{FERRY} {BRIDGE}", f"{FERRY_ES} {BRIDGE_ES}")],
        [MARKET, FERRY, BRIDGE],
        [
            ("translated", MARKET, MARKET_ES),
            (f"was: {FERRY} {BRIDGE}", FERRY, f"{FERRY_ES} {BRIDGE_ES}"),
            (f"was: {FERRY} {BRIDGE}", BRIDGE, f"{FERRY_ES} {BRIDGE_ES}"),
        ],
    ),
    "a split paragraph among rewritten ones": (
        [
            (LIBRARY, "Los menores de doce años toman libros prestados."),
            ("The bell rings twice at dusk.", "La campana suena dos veces."),
            (f"{FERRY} {BRIDGE}", f"{FERRY_ES} {BRIDGE_ES}"),
            ("Bicycles are repaired for free.", "Las bicicletas se reparan gratis."),
            (MARKET, MARKET_ES),
        ],
        [LIBRARY, "A new clock was ordered.", FERRY, BRIDGE, "Bring warm clothes in winter!", MARKET],
        [
            ("translated", LIBRARY, "Los menores de doce años toman libros prestados."),
            ("untranslated", "A new clock was ordered.", ""),
            (f"was: {FERRY} {BRIDGE}", FERRY, f"{FERRY_ES} {BRIDGE_ES}"),
            (f"was: {FERRY} {BRIDGE}", BRIDGE, f"{FERRY_ES} {BRIDGE_ES}"),
            ("untranslated", "Bring warm clothes in winter!", ""),
            ("translated", MARKET, MARKET_ES),
            ("obsolete", "The bell rings twice at dusk.", "La campana suena dos veces."),
            ("obsolete", "Bicycles are repaired for free.", "Las bicicletas se reparan gratis."),
        ],
    ),
    "a part of a text that stood elsewhere": (
        [(MARKET, MARKET_ES), ("Opening hours", "Horario"), (f"{FERRY} {BRIDGE} {LIBRARY}", FERRY_ES)],
        [MARKET, FERRY, "Opening hours"],
        [
            ("translated", MARKET, MARKET_ES),
            ("untranslated", FERRY, ""),
            ("translated", "Opening hours", "Horario"),
            ("obsolete", f"{FERRY} {BRIDGE} {LIBRARY}", FERRY_ES),
        ],
    ),
    "a few words of a deleted text": (
        [(FERRY, FERRY_ES)],
        ["The ferry"],
        [("untranslated", "The ferry", ""), ("obsolete", FERRY, FERRY_ES)],
    ),
    "a sentence added": (
        [(FERRY, FERRY_ES)],
        [f"{FERRY} {LIBRARY} {BRIDGE}"],
        [(f"was: {FERRY}", f"{FERRY} {LIBRARY} {BRIDGE}", FERRY_ES)],
    ),
    # A guess that a short text allows is a nonsense guess more often than not.
    "a short text replaced by one that looks like it": (
        [("Storing Books", "Guardar libros")],
        ["String"],
        [("untranslated", "String", ""), ("obsolete", "Storing Books", "Guardar libros")],
    ),
    "a short text with a typo corrected": (
        [("Openning hours in winter", "Horario de invierno")],
        ["Opening hours in winter"],
        [("was: Openning hours in winter", "Opening hours in winter", "Horario de invierno")],
    ),
    "a heading is nothing for a table cell": (
        [("heading :: Opening hours in the winter", "Horario de invierno")],
        ["table cell :: Opening hours in the winter."],
        [
            ("untranslated", "Opening hours in the winter.", ""),
            ("obsolete", "Opening hours in the winter", "Horario de invierno"),
        ],
    ),
    "a list item that became a paragraph": (
        [(f"list item :: {FERRY}", FERRY_ES)],
        [FERRY_8],
        [(f"was: {FERRY}", FERRY_8, FERRY_ES)],
    ),
    "one translation serves one text": (
        [(FERRY, FERRY_ES)],
        [FERRY_8, "The ferry left the northern harbour one evening, at seven, for ever."],
        [
            (f"was: {FERRY}", FERRY_8, FERRY_ES),
            ("untranslated", "The ferry left the northern harbour one evening, at seven, for ever.", ""),
        ],
    ),
    "or several that are similar": (
        [(FERRY, FERRY_ES)],
        [FERRY_8, FERRY_8.replace("eight", "nine")],
        [(f"was: {FERRY}", FERRY_8, FERRY_ES), (f"was: {FERRY}", FERRY_8.replace("eight", "nine"), FERRY_ES)],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    before, now, after = CASES[name]
    start = catalog(*before)
    result = merged(start, *now)
    # The entry of an edited text stays as well, obsolete, for the day on which the edit is undone.
    texts = [text.rpartition(" :: ")[2] for text in now]
    kept = [("obsolete", entry.msgid, entry.text) for entry in start.entries if entry.msgid not in texts and entry.text]
    assert summary(result) == [row for row in after if row[0] != "obsolete"] + kept
    # Through a file and once more: nothing is left to do.
    stored = parse(serialise(result))
    assert serialise(merged(stored, *now)) == serialise(stored)


def test_nothing_of_a_persons_is_lost_by_a_move() -> None:
    entry = replace(
        catalog((FERRY, FERRY_ES)).entries[0],
        flags=("no-wrap", "my-flag"),
        comments=("ask the harbour master",),
        extracted=("heading | Old",),
        locations=("old.md",),
    )
    entry = approve(entry, "Ana", TODAY)
    (after,) = merged(catalog(entry), FERRY).live
    assert after == replace(entry, extracted=("paragraph",), locations=("guide.md",))
    assert state(after) is State.APPROVED


def test_an_edited_text_keeps_flags_and_notes_and_is_fuzzy() -> None:
    entry = replace(catalog((FERRY, FERRY_ES)).entries[0], flags=("no-wrap",), comments=("ask the harbour master",))
    (after,) = merged(catalog(entry), FERRY_8).live
    assert after.flags == ("fuzzy", "no-wrap")
    assert after.comments[0] == "ask the harbour master"
    assert (after.previous_context, after.previous_msgid) == (None, FERRY)


def test_a_second_edit_keeps_the_text_that_was_translated() -> None:
    once = merged(catalog((FERRY, FERRY_ES)), FERRY_8)
    (twice,) = merged(once, FERRY_8.replace("morning", "evening")).live
    assert (twice.text, twice.previous_msgid) == (FERRY_ES, FERRY)


def test_an_edit_taken_back() -> None:
    stale = merged(catalog((FERRY, FERRY_ES)), FERRY_8)
    assert merged(stale, FERRY).entries == catalog((FERRY, FERRY_ES)).entries
    purged = Catalog(stale.live, HEADER)
    assert merged(purged, FERRY).entries == catalog((FERRY, FERRY_ES)).entries, "by the comment alone"
    approved = Catalog((approve(catalog((FERRY, FERRY_ES)).entries[0], "Ana", TODAY),), HEADER)
    (back,) = merged(merged(approved, FERRY_8), FERRY).live
    assert state(back) is State.APPROVED, "the hashes prove that it is what was approved"
    assert back.previous_msgid is None


def test_a_deleted_text_says_since_when_and_comes_back() -> None:
    removed = merged(catalog((FERRY, FERRY_ES), (MARKET, MARKET_ES)), MARKET)
    (entry,) = (entry for entry in removed.entries if entry.obsolete)
    assert entry.comments == (f"workflow-obsolete: {TODAY}",)
    assert entry.locations == ()
    later = merge(template(units(MARKET), "guide.md"), removed, today="2027-01-01")
    assert later is removed, "the date is that of the first day"
    back = merged(removed, MARKET, FERRY)
    assert summary(back) == [("translated", MARKET, MARKET_ES), ("translated", FERRY, FERRY_ES)]
    assert back.live[1].comments == ()


def test_an_obsolete_text_serves_a_text_like_it() -> None:
    removed = merged(catalog((FERRY, FERRY_ES), (MARKET, MARKET_ES)), MARKET)
    after = merged(removed, MARKET, FERRY_8)
    assert summary(after)[1] == (f"was: {FERRY}", FERRY_8, FERRY_ES)
    assert summary(after)[2] == ("obsolete", FERRY, FERRY_ES)


def test_machine_words_for_a_text_that_changed_go() -> None:
    entry = replace(put_draft(catalog((FERRY, "")).entries[0], FERRY_ES, DRAFT), flags=("fuzzy", "no-wrap"))
    noted = replace(entry, comments=(*entry.comments, "ask the harbour master"))
    (after,) = merged(catalog(noted), FERRY_8).live
    assert state(after) is State.UNTRANSLATED
    assert (after.flags, after.comments, after.previous_msgid) == (("no-wrap",), ("ask the harbour master",), None)


def test_machine_words_for_a_text_that_went_stay_with_it() -> None:
    drafted = put_draft(catalog((FERRY, "")).entries[0], FERRY_ES, DRAFT)
    removed = merged(catalog(drafted, (MARKET, MARKET_ES)), MARKET)
    assert summary(removed)[1] == ("obsolete", FERRY, FERRY_ES)
    assert merged(removed, MARKET, FERRY).live[1] == drafted


def test_machine_words_never_serve_another_text_later() -> None:
    drafted = put_draft(catalog((FERRY, "")).entries[0], FERRY_ES, DRAFT)
    removed = merged(catalog(drafted, (MARKET, MARKET_ES)), MARKET)
    assert summary(merged(removed, MARKET, FERRY_8))[1] == ("untranslated", FERRY_8, "")


def test_machine_words_that_msgmerge_left_at_another_text_go() -> None:
    drafted = put_draft(catalog((FERRY, "")).entries[0], FERRY_ES, DRAFT)
    left = replace(drafted, msgid=FERRY_8)
    (after,) = merged(catalog(left), FERRY_8).live
    assert state(after) is State.UNTRANSLATED
    assert after.comments == ()


def test_a_repaired_text_goes_back_to_the_persons_words() -> None:
    stale = merged(catalog((FERRY, FERRY_ES)), FERRY_8).live[0]
    repaired = put_draft(stale, FERRY_ES.replace("siete", "ocho"), DRAFT)
    (after,) = merged(catalog(repaired), FERRY_8.replace("morning", "evening")).live
    assert (after.text, after.previous_msgid, after.fuzzy) == (FERRY_ES, FERRY, True)
    assert previous_text(after) is None
    (same,) = merged(catalog(repaired), FERRY_8).live
    assert same == replace(repaired, extracted=same.extracted, locations=same.locations)


def test_a_persons_edit_of_a_draft_is_a_persons_text() -> None:
    edited = replace(put_draft(catalog((FERRY, "")).entries[0], FERRY_ES, DRAFT), msgstr=("Sale a las siete.",))
    (after,) = merged(catalog(edited), FERRY_8).live
    assert (after.text, after.fuzzy, after.previous_msgid) == ("Sale a las siete.", True, FERRY)
    assert after.comments == ()


def test_a_refusal_does_not_follow_to_another_text() -> None:
    refused = refuse(catalog((FERRY, FERRY_ES)).entries[0], engine="argos", hash="1", reason="code lost")
    assert not any("refused" in line for line in merged(catalog(refused), FERRY_8).live[0].comments)
    assert merged(catalog(refused), FERRY).live[0].comments == refused.comments


# Plural forms

FILES = Entry(msgid="%d file", msgid_plural="%d files", locations=("guide.md",), extracted=("paragraph",))
THREE = "nplurals=3; plural=(n%10==1 ? 0 : n%10>=2 ? 1 : 2);"


def in_forms(entry: Entry, forms: str) -> Catalog:
    return merge([FILES], with_field(catalog(entry), "Plural-Forms", forms), today=TODAY)


@pytest.mark.parametrize(
    ("before", "forms", "after"),
    [
        (("",), THREE, ("", "", "")),
        (("a", "b"), THREE, ("a", "b", "")),
        (("a", "b", "c"), THREE, ("a", "b", "c")),
        (("a", "b", ""), "nplurals=2; plural=(n != 1);", ("a", "b")),
        (("a", "b"), "nplurals=1; plural=0;", ("a",)),
        (("a", "b"), "nplurals=INTEGER; plural=EXPRESSION;", ("a", "b")),
    ],
)
def test_plural_forms_are_as_many_as_the_header_says(
    before: tuple[str, ...], forms: str, after: tuple[str, ...]
) -> None:
    result = in_forms(replace(FILES, msgstr=before), forms)
    (entry,) = result.live
    assert entry.msgstr == after
    lost = [text for text in before if text and text not in after]
    assert entry.fuzzy is bool(lost)
    assert previous_text(entry) == (before if lost else None)
    assert merge([FILES], result, today=TODAY) is result


def test_a_text_that_gets_a_plural_has_all_its_forms() -> None:
    (entry,) = in_forms(replace(FILES, msgid_plural=None, msgstr=("a",)), THREE).live
    assert entry.msgstr == ("a", "", "")
    assert state(entry) is State.NEEDS_WORK


# What speaks for a text besides its words


def test_a_heading_never_serves_a_table_cell_nor_a_cell_a_heading() -> None:
    long = "Everything that the harbour office wants to know before a boat may leave again in winter"
    for kind, other in (("heading", "table cell"), ("table cell", "heading")):
        for elsewhere in (False, True):
            old = catalog((f"{kind} :: {long}", "x"))
            source = (expire((), old),) if elsewhere else ()
            after = merged(catalog() if elsewhere else old, f"{other} :: {long} time", others=source)
            assert [entry.text for entry in after.live] == [""], (kind, elsewhere)


def test_of_two_equally_similar_texts_that_under_the_same_heading_is_taken() -> None:
    summer, winter = (
        f"paragraph | {season} :: The ferry leaves at {time}." for season, time in (("Summer", "7"), ("Winter", "9"))
    )
    for order in ([summer, winter], [winter, summer]):
        start = catalog(*((text, text.partition(" | ")[2][:6]) for text in order))
        (after,) = merged(start, "paragraph | Winter :: The ferry leaves at 8.").live
        assert after.text == "Winter"


def test_of_two_equally_similar_texts_that_between_the_same_neighbours_is_taken() -> None:
    one, other = "The ferry leaves the harbour at seven sharp.", "The ferry leaves the harbour at eight sharp."
    new = "The ferry leaves the harbour at three sharp."
    for texts in ([one, MARKET, other, BRIDGE], [other, MARKET, one, BRIDGE]):
        start = catalog(*((text, f"«{text}»") for text in texts))
        after = merged(start, MARKET, new, BRIDGE)
        assert after.live[1].text == f"«{texts[2]}»"


def test_edited_texts_keep_their_order() -> None:
    old = [f"Step {number}: open valve {number} slowly and wait until the bell rings." for number in (1, 2, 3, 4)]
    new = [text.replace("slowly", "gently") for text in old]
    after = merged(catalog(*((text, f"«{text}»") for text in old)), *new)
    assert [entry.previous_msgid for entry in after.live] == old


# Other documents


def other(*pairs: tuple[str, str] | Entry) -> Catalog:
    made = catalog(*pairs)
    return replace(made, entries=tuple(replace(entry, locations=("other.md",)) for entry in made.entries))


def test_a_text_is_followed_into_another_document() -> None:
    entry = approve(replace(other((FERRY, FERRY_ES)).entries[0], comments=("ask the harbour master",)), "Ana", TODAY)
    elsewhere = expire(template(units(MARKET)), other(entry, (MARKET, MARKET_ES)))
    (after,) = merged(catalog(), FERRY, others=(elsewhere,)).live
    assert after == replace(entry, locations=("guide.md",))


def test_a_copy_of_a_text_is_approved_by_all_who_approved_it() -> None:
    entry = approve(approve(other((FERRY, FERRY_ES)).entries[0], "Ana", TODAY), "Ben", TODAY)
    (after,) = merged(catalog(), FERRY, others=(other(entry),)).live
    assert [one.name for one in approvals_of(after)] == ["Ana", "Ben"]


def test_an_edited_text_is_followed_too() -> None:
    elsewhere = expire((), other((FERRY, FERRY_ES)))
    assert summary(merged(catalog(), FERRY_8, others=(elsewhere,))) == [(f"was: {FERRY}", FERRY_8, FERRY_ES)]


def test_a_copy_of_a_long_text_is_translated_as_its_original_is() -> None:
    elsewhere = other((FERRY, FERRY_ES), ("Note", "Nota"), put_draft(Entry(msgid=MARKET), MARKET_ES, DRAFT))
    assert summary(merged(catalog(), FERRY, "Note", MARKET, others=(elsewhere,))) == [
        ("translated", FERRY, FERRY_ES),
        ("untranslated", "Note", ""),
        ("untranslated", MARKET, ""),
    ]
    assert summary(merged(catalog(), FERRY_8, others=(elsewhere,))) == [("untranslated", FERRY_8, "")]


def test_a_copy_of_an_approved_text_is_approved_as_long_as_the_approval_is_valid() -> None:
    approved = approve(Entry(msgid=FERRY, msgstr=(FERRY_ES,)), "Ana", "2026-11-01")
    (copy,) = merged(catalog(), FERRY, others=(other(approved),)).live
    assert (copy.text, state(copy)) == (FERRY_ES, State.APPROVED)
    edited = replace(approved, msgstr=("El barco sale a las siete.",))
    (copy,) = merged(catalog(), FERRY, others=(other(edited),)).live
    assert (copy.text, state(copy), copy.comments) == ("El barco sale a las siete.", State.TRANSLATED, ())


def test_other_catalogs_are_not_searched_for_what_the_catalog_has() -> None:
    elsewhere = expire((), other((FERRY, FERRY_ES)))
    before = catalog((FERRY, ""))
    assert merged(before, FERRY, others=(elsewhere,)) is before


def test_own_words_come_before_those_of_others() -> None:
    elsewhere = expire((), other((FERRY, "otra cosa")))
    removed = merged(catalog((FERRY, FERRY_ES)), MARKET)
    assert summary(merged(removed, FERRY, others=(elsewhere,)))[0] == ("translated", FERRY, FERRY_ES)


# Templates


def test_a_text_that_occurs_twice_has_one_entry() -> None:
    found = template(
        units("heading :: Fees", "table cell | Fees :: free", "table cell | Fees :: free", "paragraph | Fees :: free"),
        "guide.md",
        locations="line",
    )
    assert [entry.msgid for entry in found] == ["Fees", "free"]
    assert found[1].extracted == ("table cell | Fees", "table cell | Fees", "paragraph | Fees")
    assert found[1].locations == ("guide.md:3", "guide.md:5", "guide.md:7")
    (_, by_file) = template(units("heading :: Fees", "free", "free"), "guide.md")
    assert by_file.locations == ("guide.md",)


def test_notes_and_headings_are_one_line_each() -> None:
    (entry,) = template(units("paragraph | A\n  B :: x", notes="first\nsecond"), "guide.md")
    assert entry.extracted == ("paragraph | A B", "first", "second")


def test_contexts_keep_equal_texts_apart() -> None:
    one, two = units("Open", "Open")
    assert len(template([one, replace(two, context="menu")])) == 2


def test_what_changed_is_counted() -> None:
    before = catalog((FERRY, FERRY_ES), (MARKET, MARKET_ES), put_draft(Entry(msgid=BRIDGE), BRIDGE_ES, DRAFT))
    elsewhere = expire((), other((LIBRARY, "x")))
    after = merged(before, FERRY_8, LIBRARY, "A new text that nobody has seen before.", others=(elsewhere,))
    assert changes(before, after) == Changes(new=1, stale=1, followed=1, obsolete=2, retired=1)
    assert changes(after, merged(after, FERRY_8, MARKET)) == Changes(revived=1, obsolete=2, retired=1)
    assert not changes(before, before)


_sentences = st.sampled_from([FERRY, FERRY_8, MARKET, BRIDGE, LIBRARY, "Note", "Fees", f"{FERRY} {BRIDGE}"])
_documents = st.lists(_sentences, max_size=7).map(lambda texts: tuple(dict.fromkeys(texts)))


@settings(max_examples=60)
@given(st.lists(_documents, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_any_history_loses_nothing_and_comes_to_rest(history: list[tuple[str, ...]], random: object) -> None:
    current = catalog()
    written: set[str] = set()
    for number, texts in enumerate(history):
        current = merged(parse(serialise(current)), *texts)
        assert [entry.msgid for entry in current.live] == list(texts)
        assert len({entry.key for entry in current.entries}) == len(current.entries)
        again = merged(parse(serialise(current)), *texts)
        assert serialise(again) == serialise(current)
        filled = []
        for entry in current.entries:
            if not entry.obsolete and not entry.text:
                words = f"traducción {number} de {entry.msgid}"
                written.add(words)
                entry = replace(entry, msgstr=(words,))
            filled.append(entry)
        current = replace(current, entries=tuple(filled))
    assert written <= {entry.text for entry in current.entries}
