"""An edit of a source that is undone leaves no trace: the catalog has the bytes that it had, whatever its entries' states were."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.catalogs.examples import HEADER
from tests.catalogs.test_msgmerge import FERRY, FERRY_ES, MARKET, MARKET_ES, TODAY, units
from workflow.catalogs import merge, merge3, parse, serialise, template
from workflow.catalogs.approvals import approval_of, approve
from workflow.catalogs.provenance import DraftComment, draft_of, keep_text, put_conflict, put_draft, refuse
from workflow.catalogs.source_edits.kinds import EditKind, EditRules
from workflow.catalogs.states import state
from workflow.model import Catalog, Entry, State

RULES = EditRules("en", "es")
DRAFT = DraftComment("argos", package="translate-en_es-0_1", hash="0badcafe", risk=0.2)
TEXTS = (
    FERRY,
    MARKET,
    "The library lends 4,200 books to 310 readers. Bring a card. It is free.",
    "See [the map](a.md) before you leave the harbour, and take `map.pdf` with you.",
    "Opening hours in winter",
    "Nobody remembers who built the bridge behind the mill.",
    "Nobody remembers who built the tower behind the mill.",
)


def fuzzy(entry: Entry) -> Entry:
    return replace(entry, flags=("fuzzy", *entry.flags))


STATES: dict[str, Callable[[Entry], Entry]] = {
    "untranslated": lambda entry: entry,
    "untranslated, with a note": lambda entry: replace(entry, comments=("ask the harbour master",)),
    "untranslated, refused": lambda entry: refuse(entry, engine="argos", hash="1", reason="a tag is lost"),
    "untranslated, refused by a person": lambda entry: refuse(entry, engine="argos", hash="1", reason="no", by="Ana"),
    "draft": lambda entry: put_draft(entry, f"«{entry.msgid}»", DRAFT),
    "draft with a note and a flag": lambda entry: put_draft(
        replace(entry, comments=("a note",), flags=("no-wrap",)), f"«{entry.msgid}»", DRAFT
    ),
    "translated": lambda entry: replace(entry, msgstr=(f"«{entry.msgid}»",)),
    "translated, with flags": lambda entry: replace(entry, msgstr=(f"«{entry.msgid}»",), flags=("no-wrap",)),
    "approved": lambda entry: approve(replace(entry, msgstr=(f"«{entry.msgid}»",)), "Ana", TODAY),
    "unfinished": lambda entry: fuzzy(replace(entry, msgstr=(f"«{entry.msgid}»",))),
    "stale": lambda entry: fuzzy(
        replace(entry, msgstr=(f"«{entry.msgid}»",), previous_msgid=f"{entry.msgid} Once more.")
    ),
    "repaired": lambda entry: put_draft(
        fuzzy(replace(entry, msgstr=("Una vez.",), previous_msgid=f"{entry.msgid} Once more.")), "Otra vez.", DRAFT
    ),
    "conflict": lambda entry: put_conflict(replace(entry, msgstr=(f"«{entry.msgid}»",)), ("otra",)),
    "kept text": lambda entry: keep_text(fuzzy(replace(entry, msgstr=(f"«{entry.msgid}»",)))),
    "obsolete": lambda entry: replace(
        entry, msgstr=("Antes.",), obsolete=True, locations=(), comments=("workflow-obsolete: 2026-01-02",)
    ),
}

EDITS: dict[str, Callable[[str], str]] = {
    "typo": lambda text: text.replace("harbour", "harbuor").replace("library", "libary").replace("who", "wo"),
    "emphasis": lambda text: text.replace("the", "*the*", 1),
    "punctuation": lambda text: f"{text.rstrip('.')}!",
    "spaces": lambda text: text.replace(" ", "  ", 1),
    "numbers": lambda text: text.replace("4,200", "5,100").replace("310", "320"),
    "links": lambda text: text.replace("a.md", "b.md").replace("map.pdf", "plan.pdf"),
    "negation": lambda text: text.replace(" is ", " is not ").replace("Nobody remembers", "Everybody knows"),
    "sentence added": lambda text: f"{text} It is closed in summer, and on the first day of every month.",
    "sentence removed": lambda text: text.partition(". ")[0] + ".",
    "rewritten": lambda text: " ".join(reversed(text.split())),
    "gone": lambda text: "",
    "another text": lambda text: f"Something else was said of {len(text)} things, at length and in other words.",
}


def extracted(catalog: Catalog, texts: tuple[str, ...]) -> Catalog:
    """The catalog after an extraction, as its file has it."""
    wanted = template(units(*(text for text in texts if text)), "guide.md")
    return parse(serialise(merge(wanted, catalog, rules=RULES, today=TODAY)))


@st.composite
def catalogs(draw: st.DrawFn) -> tuple[Catalog, tuple[str, ...]]:
    """A catalog in which every entry is in some state, and the texts of its document."""
    texts = draw(st.permutations(TEXTS).map(lambda found: tuple(found[:5])))
    made = [STATES[draw(st.sampled_from(list(STATES)))](entry) for entry in template(units(*texts), "guide.md")]
    live = tuple(text for text, entry in zip(texts, made, strict=True) if not entry.obsolete)
    # An obsolete text is a suggestion for a similar new one. Somebody emptied that one by hand, and nothing in the file remembers it.
    assume(
        not any(e.obsolete for e in made if e.msgid in TEXTS[5:])
        or all(e.msgstr[0] for e in made if e.msgid in TEXTS[5:])
    )
    made.sort(key=lambda entry: entry.obsolete)
    return extracted(Catalog(tuple(made), HEADER), live), live


@settings(deadline=None, max_examples=150)
@given(catalogs(), st.data())
def test_an_edit_that_is_undone_leaves_no_trace(made: tuple[Catalog, tuple[str, ...]], data: st.DataObject) -> None:
    catalog, texts = made
    chosen = data.draw(st.lists(st.sampled_from(["", *EDITS]), min_size=len(texts), max_size=len(texts)))
    edited = tuple(EDITS[name](text) if name else text for name, text in zip(chosen, texts, strict=True))
    between = extracted(catalog, edited)
    assert serialise(extracted(between, texts)) == serialise(catalog)


@pytest.mark.parametrize("how", EDITS)
@pytest.mark.parametrize("name", [name for name in STATES if name != "obsolete"])
def test_every_state_survives_every_edit(name: str, how: str) -> None:
    for text in TEXTS:
        (entry,) = template(units(text), "guide.md")
        (other,) = template(units(LAST), "guide.md")
        before = extracted(Catalog((STATES[name](entry), replace(other, msgstr=("Última.",))), HEADER), (text, LAST))
        assert state(before.entries[0]) is state(STATES[name](entry))
        between = extracted(before, (EDITS[how](text), LAST))
        assert serialise(extracted(between, (text, LAST))) == serialise(before)
        # A second edit, and both are undone at once.
        further = extracted(between, (EDITS["sentence added"](EDITS[how](text)), LAST))
        assert serialise(extracted(further, (text, LAST))) == serialise(before)


LAST = "The last line of the page says who wrote it."


@pytest.mark.parametrize("name", ["translated", "approved", "unfinished", "stale"])
def test_a_machine_between_the_edit_and_its_undoing(name: str) -> None:
    (entry,) = template(units(FERRY), "guide.md")
    before = extracted(Catalog((STATES[name](entry),), HEADER), (FERRY,))
    later = FERRY.replace("seven", "eight")
    between = extracted(before, (later,))
    live = tuple(put_draft(one, "Sale a las ocho.", DRAFT) for one in between.live)
    assert draft_of(live[0]) is not None
    drafted = parse(serialise(replace(between, entries=(*live, *(e for e in between.entries if e.obsolete)))))
    assert serialise(extracted(drafted, (FERRY,))) == serialise(before)


def test_a_new_translation_made_after_the_edit_is_kept_when_the_edit_is_undone() -> None:
    (entry,) = template(units(FERRY), "guide.md")
    before = extracted(Catalog((approve(replace(entry, msgstr=(FERRY_ES,)), "Ana", TODAY),), HEADER), (FERRY,))
    later = FERRY.replace("seven", "eight")
    between = extracted(before, (later,))
    mine = tuple(e if e.obsolete else replace(e, msgstr=("Sale a las ocho.",), flags=()) for e in between.entries)
    back = extracted(replace(between, entries=mine), (FERRY,))
    assert [(e.msgid, e.text) for e in back.entries] == [(FERRY, FERRY_ES), (later, "Sale a las ocho.")]
    assert approval_of(back.live[0]) is not None
    again = extracted(back, (later,))
    assert [(e.text, state(e)) for e in again.live] == [("Sale a las ocho.", State.TRANSLATED)]


def test_a_plural_entry() -> None:
    entry = Entry("%d file", ("%d archivo", "%d archivos"), msgid_plural="%d files", extracted=("paragraph",))
    before = parse(serialise(Catalog((approve(entry, "Ana", TODAY),), HEADER)))
    wanted = replace(entry, msgstr=("", ""), locations=())
    edited = replace(wanted, msgid="%d file was found", msgid_plural="%d files were found")
    between = parse(serialise(merge([edited], before, rules=RULES, today=TODAY)))
    assert serialise(merge([wanted], between, rules=RULES, today=TODAY)) == serialise(before)


def test_translated_on_one_branch_and_edited_on_another() -> None:
    """After the merge the file has both texts: the old one with its translation, the new one without."""
    old, new = template(units(FERRY, FERRY.replace("seven", "eight")), "guide.md")
    market = replace(template(units(MARKET), "guide.md")[0], msgstr=(MARKET_ES,))
    both = Catalog((replace(old, msgstr=(FERRY_ES,)), new, market), HEADER)
    after = extracted(both, (new.msgid, MARKET))
    assert [(e.text, e.fuzzy, e.previous_msgid) for e in after.live] == [
        (FERRY_ES, True, FERRY),
        (MARKET_ES, False, None),
    ]
    assert serialise(extracted(after, (new.msgid, MARKET))) == serialise(after)
    assert EditKind.SENTENCE in after.live[0].comments[0]


def test_translated_on_one_branch_where_the_other_had_a_draft() -> None:
    old, new = template(units(FERRY, FERRY.replace("seven", "eight")), "guide.md")
    base = extracted(Catalog((put_draft(old, "Sale.", DRAFT),), HEADER), (FERRY,))
    ours = replace(base, entries=(replace(old, msgstr=(FERRY_ES,)),))
    theirs = extracted(base, (new.msgid,))
    both = merge3(base, ours, theirs).catalog
    (after,) = extracted(both, (new.msgid,)).live
    assert (after.text, after.fuzzy, after.previous_msgid) == (FERRY_ES, True, FERRY)


def test_a_draft_of_the_text_between_is_given_up_with_it() -> None:
    (entry,) = template(units(FERRY), "guide.md")
    (other,) = template(units(LAST), "guide.md")
    before = extracted(Catalog((replace(entry, msgstr=(FERRY_ES,)), other), HEADER), (FERRY, LAST))
    written = "Nobody has ever asked for the price of a ticket."
    between = extracted(before, (written, LAST))
    live = tuple(put_draft(one, "Nadie.", DRAFT) if one.msgid == written else one for one in between.live)
    drafted = replace(between, entries=(*live, *(e for e in between.entries if e.obsolete)))
    assert serialise(extracted(drafted, (FERRY, LAST))) == serialise(before)
    noted = tuple(replace(e, comments=(*e.comments, "ask Ana")) if e.msgid == written else e for e in drafted.entries)
    kept = extracted(replace(drafted, entries=noted), (FERRY, LAST))
    assert [e.msgid for e in kept.entries if e.obsolete] == [written]


def test_a_text_that_was_edited_untranslated_stays_without_a_suggestion() -> None:
    (entry,) = template(units(TEXTS[6]), "guide.md")
    (old,) = template(units(TEXTS[5]), "guide.md")
    before = extracted(Catalog((entry, STATES["obsolete"](old)), HEADER), (TEXTS[6],))
    between = extracted(before, (EDITS["typo"](TEXTS[6]),))
    assert not between.live[0].text
    assert serialise(extracted(between, (TEXTS[6],))) == serialise(before)
