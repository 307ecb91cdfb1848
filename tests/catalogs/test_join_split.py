"""Join catalogs into one file per language and split it again: nothing is lost, and changes are taken over."""

import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalogs.examples import HEADER, entries
from tests.gettext import msgcat, msgmerge, needs_gettext
from workflow.catalogs import parse, serialise
from workflow.catalogs.headers import field, with_field
from workflow.catalogs.join_split import Strays, edits, is_joined, join, split, strays
from workflow.catalogs.provenance import DraftComment, conflict_of, put_draft
from workflow.errors import BadInput
from workflow.model import Catalog, Entry


def book(*parts: Entry) -> Catalog:
    """As it is read from a file."""
    return parse(serialise(Catalog(entries=parts, header=HEADER)))


@st.composite
def books(draw: st.DrawFn) -> dict[str, Catalog]:
    pool = draw(st.lists(entries(), min_size=1, max_size=5, unique_by=lambda entry: entry.key))
    found = {}
    for name in ("guide.md", "news/one.md"):
        chosen = draw(st.lists(st.sampled_from(pool), max_size=4, unique_by=lambda entry: entry.key))
        own = [
            replace(entry, msgstr=("otra",) * len(entry.msgstr)) if draw(st.booleans()) else entry for entry in chosen
        ]
        found[name] = book(*sorted(own, key=lambda entry: entry.obsolete))
    return found


@settings(max_examples=40)
@given(books())
def test_there_and_back_gives_the_same_bytes(parts: dict[str, Catalog]) -> None:
    joined = join(parts)
    again = parse(serialise(joined))
    assert again.entries == joined.entries
    for document, catalog in parts.items():
        result = split(document, catalog, again)
        assert serialise(result.catalog) == serialise(catalog)
        assert not result.conflicts
        assert edits(document, catalog, again) == {}
    assert strays(again, parts) == Strays({}, (), 0)
    assert is_joined(again)
    assert not any(is_joined(catalog) for catalog in parts.values())


@settings(max_examples=40)
@given(books())
def test_every_text_can_be_changed(parts: dict[str, Catalog]) -> None:
    joined = join(parts)
    new = replace(
        joined,
        entries=tuple(
            replace(e, msgstr=tuple(f"nuevo {n}" for n, _ in enumerate(e.msgstr)), flags=()) for e in joined.entries
        ),
    )
    for document, catalog in parts.items():
        changed = split(document, catalog, new).catalog
        assert [entry.key for entry in changed.entries] == [entry.key for entry in catalog.entries]
        assert all(text.startswith("nuevo") for entry in changed.entries for text in entry.msgstr)


CLOSED = Entry(msgid="Closed", msgstr=("Cerrado",), locations=("guide.md",), extracted=("heading | A",))


def test_equal_ones_are_one_and_others_say_where_they_are_from() -> None:
    parts = {
        "guide.md": book(CLOSED, Entry(msgid="Open", msgstr=("Abierto",))),
        "news.md": book(replace(CLOSED, locations=("news.md",)), Entry(msgid="Open", msgstr=("Abrir",))),
    }
    joined = join(parts)
    assert [(entry.context, entry.text, entry.locations) for entry in joined.entries] == [
        (None, "Cerrado", ("guide.md", "news.md")),
        ("[guide.md]", "Abierto", ()),
        ("[news.md]", "Abrir", ()),
    ]


def test_a_context_in_use_is_refused() -> None:
    parts = {
        "a.md": book(Entry(msgid="Open", msgstr=("1",)), Entry(msgid="Open", msgstr=("3",), context="[a.md]")),
        "b.md": book(Entry(msgid="Open", msgstr=("2",))),
    }
    with pytest.raises(BadInput, match=r"the context '\[a\.md\]' exists already"):
        join(parts)


def test_work_in_both_places_is_kept() -> None:
    parts = {"guide.md": book(CLOSED, Entry(msgid="Open", msgstr=("",)), Entry(msgid="Room", msgstr=("Sala",)))}
    base = join(parts)
    theirs = replace(
        base,
        entries=(
            replace(base.entries[0], msgstr=("Clausurado",)),
            *base.entries[1:2],
            replace(base.entries[2], msgstr=("Aula",)),
        ),
    )
    ours = parts["guide.md"]
    ours = replace(
        ours,
        entries=(
            ours.entries[0],
            replace(ours.entries[1], msgstr=("Abierto",)),
            replace(ours.entries[2], msgstr=("Cuarto",)),
        ),
    )
    result = split("guide.md", ours, theirs)
    closed, opened, room = result.catalog.entries
    assert (closed.text, opened.text) == ("Clausurado", "Abierto")
    assert [conflict.key for conflict in result.conflicts] == [room.key]
    assert {room.text, *(word for word in ("Aula", "Cuarto") if any(word in line for line in room.comments))} == {
        "Aula",
        "Cuarto",
    }


def test_who_saved_the_joined_file_is_reported_where_something_changed() -> None:
    parts = {"a.md": book(CLOSED), "b.md": book(Entry(msgid="Open", msgstr=("Abierto",)))}
    base = join(parts)
    saved = with_field(base, "Last-Translator", "Ana <ana@example.org>")
    saved = replace(saved, entries=(replace(base.entries[0], msgstr=("Clausurado",)), base.entries[1]))
    first, second = (split(name, parts[name], saved).catalog for name in parts)
    assert field(first, "Last-Translator") == "Ana <ana@example.org>"
    assert serialise(second) == serialise(parts["b.md"])


# Copies that come back late, in any order


def with_text(catalog: Catalog, msgid: str, *texts: str, **fields: object) -> Catalog:
    """As a translator's program leaves it."""
    entries = [replace(e, msgstr=texts, flags=(), **fields) if e.msgid == msgid else e for e in catalog.entries]  # type: ignore[arg-type]
    return parse(serialise(replace(catalog, entries=tuple(entries))))


def without_comments(catalog: Catalog) -> Catalog:
    """As a program leaves it that drops translator comments."""
    entries = tuple(replace(entry, comments=()) for entry in catalog.entries)
    return parse(serialise(replace(catalog, entries=entries, header=replace(catalog.header, comments=()))))


def text_of(catalog: Catalog, msgid: str) -> str:
    return next(entry.text for entry in catalog.entries if entry.msgid == msgid)


@pytest.fixture
def guide() -> Catalog:
    return book(
        Entry(msgid="Closed", msgstr=("Cerrado",)),
        Entry(msgid="Open", msgstr=("Abierto",)),
        Entry(msgid="Room", msgstr=("",)),
        Entry(msgid="%d day", msgid_plural="%d days", msgstr=("%d día", "%d días")),
    )


def rejoined(catalog: Catalog) -> Catalog:
    return parse(serialise(join({"guide.md": catalog})))


def test_an_older_copy_does_not_bring_back_older_words(guide: Catalog) -> None:
    sent = rejoined(guide)
    newer = with_text(guide, "Closed", "Clausurado")
    back = with_text(sent, "Open", "Abierta")
    result = split("guide.md", newer, back)
    assert (text_of(result.catalog, "Closed"), text_of(result.catalog, "Open")) == ("Clausurado", "Abierta")
    assert not result.conflicts


@pytest.mark.parametrize("order", [("Ana", "Ben"), ("Ben", "Ana")])
def test_copies_of_two_people(guide: Catalog, order: tuple[str, str]) -> None:
    sent = rejoined(guide)
    copies = {"Ana": with_text(sent, "Open", "Abierta"), "Ben": with_text(sent, "Room", "Sala")}
    for name in order:
        result = split("guide.md", guide, copies[name])
        assert not result.conflicts
        guide = result.catalog
    assert (text_of(guide, "Open"), text_of(guide, "Room")) == ("Abierta", "Sala")


def test_two_people_at_one_entry(guide: Catalog) -> None:
    sent = rejoined(guide)
    first = split("guide.md", guide, with_text(sent, "Open", "Abierta")).catalog
    result = split("guide.md", first, with_text(sent, "Open", "Abran"))
    entry = result.catalog.entries[1]
    assert (entry.text, conflict_of(entry), entry.fuzzy) == ("Abierta", ("Abran",), True)
    assert [conflict.key for conflict in result.conflicts] == [(None, "Open")]


def test_a_copy_that_comes_back_twice(guide: Catalog) -> None:
    back = with_text(rejoined(guide), "Open", "Abierta")
    once = split("guide.md", guide, back).catalog
    assert split("guide.md", once, back).catalog.entries == once.entries
    # Somebody improves it meanwhile: with what is known of the first time, that stays.
    better = with_text(once, "Open", "Abierto al público")
    taken = edits("guide.md", guide, back)
    assert split("guide.md", better, back, taken).catalog.entries == better.entries
    assert edits("guide.md", better, back, taken) == {}
    # If what was split is thrown away, it can be split again.
    assert split("guide.md", guide, back, taken).catalog.entries == once.entries
    # Without, both are kept.
    entry = split("guide.md", better, back).catalog.entries[1]
    assert (entry.text, conflict_of(entry)) == ("Abierto al público", ("Abierta",))
    again = split("guide.md", replace(better, entries=(better.entries[0], entry, *better.entries[2:])), back)
    assert again.catalog.entries[1] == entry


@pytest.mark.parametrize("kept", [True, False], ids=["with comments", "without comments"])
def test_empty_never_wins(guide: Catalog, kept: bool) -> None:
    sent = rejoined(guide)
    filled = with_text(guide, "Room", "Sala")
    for text in ("Open", "Room", "Closed"):
        emptied = with_text(sent, text, "")
        back = emptied if kept else without_comments(emptied)
        assert split("guide.md", filled, back).catalog.entries == filled.entries


def test_an_empty_plural_form_never_wins(guide: Catalog) -> None:
    back = with_text(rejoined(guide), "%d day", "%d jornada", "")
    assert split("guide.md", guide, back).catalog.entries[3].msgstr == ("%d jornada", "%d días")
    back = with_text(rejoined(guide), "%d day", "", "")
    assert split("guide.md", guide, back).catalog.entries == guide.entries


def test_another_number_of_plural_forms_is_kept_beside(guide: Catalog) -> None:
    three = ("%d jornada", "%d jornadas", "%d …")
    back = with_text(rejoined(guide), "%d day", *three)
    result = split("guide.md", guide, back)
    entry = result.catalog.entries[3]
    assert (entry.msgstr, conflict_of(entry), entry.fuzzy) == (("%d día", "%d días"), three, True)
    assert [conflict.key for conflict in result.conflicts] == [(None, "%d day")]
    assert split("guide.md", result.catalog, back).catalog.entries == result.catalog.entries


def test_without_comments_both_are_kept(guide: Catalog) -> None:
    newer = with_text(guide, "Closed", "Clausurado")
    back = without_comments(with_text(rejoined(guide), "Room", "Sala"))
    result = split("guide.md", newer, back)
    closed, opened, room, _ = result.catalog.entries
    assert (closed.text, conflict_of(closed)) == ("Clausurado", ("Cerrado",))
    assert (opened.text, opened.fuzzy, room.text) == ("Abierto", False, "Sala")


def test_what_a_translator_deleted_stays(guide: Catalog) -> None:
    back = rejoined(guide)
    back = parse(serialise(replace(back, entries=back.entries[2:])))
    assert split("guide.md", guide, back).catalog.entries == guide.entries


def test_a_draft_gives_way_to_a_person_and_not_the_reverse() -> None:
    draft = put_draft(Entry(msgid="Open", msgstr=("",)), "Abierta", DraftComment(engine="argos"))
    ours = book(draft)
    sent = rejoined(ours)
    accepted = with_text(sent, "Open", "Abierta")
    assert not split("guide.md", ours, accepted).catalog.entries[0].fuzzy
    redrafted = book(put_draft(Entry(msgid="Open", msgstr=("",)), "Abre", DraftComment(engine="other")))
    entry = split("guide.md", redrafted, with_text(sent, "Open", "Abran")).catalog.entries[0]
    assert (entry.text, entry.fuzzy) == ("Abran", False)
    finished = book(Entry(msgid="Open", msgstr=("Abierto",)))
    assert split("guide.md", finished, sent).catalog.entries == finished.entries


def test_remarks_of_both_sides_are_kept(guide: Catalog) -> None:
    sent = rejoined(guide)
    ours = parse(serialise(replace(guide, entries=(replace(guide.entries[0], comments=("ours",)), *guide.entries[1:]))))
    theirs = replace(sent.entries[0], comments=("theirs", *sent.entries[0].comments))
    back = parse(serialise(replace(sent, entries=(theirs, *sent.entries[1:]))))
    assert sorted(split("guide.md", ours, back).catalog.entries[0].comments) == ["ours", "theirs"]
    assert split("guide.md", guide, back).catalog.entries[0].comments == ("theirs",)
    assert split("guide.md", ours, sent).catalog.entries[0].comments == ("ours",)


def test_words_for_a_text_that_is_gone(guide: Catalog) -> None:
    parts = {"guide.md": guide, "news.md": book(Entry(msgid="News", msgstr=("",), locations=("news.md:3",)))}
    sent = parse(serialise(join(parts)))
    parts["news.md"] = book(Entry(msgid="The news", msgstr=("",), locations=("news.md:3",)))
    assert strays(sent, parts) == Strays({}, (), 1)
    back = with_text(sent, "News", "Noticias")
    found = strays(back, parts)
    assert (list(found.edited), found.homeless, found.unchanged) == (["news.md"], (), 0)
    catalog = split("news.md", parts["news.md"], back, added=found.edited["news.md"]).catalog
    entry = catalog.entries[1]
    assert (entry.msgid, entry.text, entry.obsolete, entry.comments) == ("News", "Noticias", True, ())
    parts["news.md"] = parse(serialise(catalog))
    assert strays(back, parts) == Strays({}, (), 0)
    assert split("news.md", parts["news.md"], back).catalog.entries == parts["news.md"].entries
    nowhere = with_text(sent, "News", "Noticias", locations=())
    del parts["news.md"]
    assert [entry.msgid for entry in strays(nowhere, parts).homeless] == ["News"]


# Through other programs


def msgmerged(data: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return msgmerge(data, data, Path(folder))


TOOLS: dict[str, Callable[[bytes], bytes]] = {
    "msgcat": msgcat,
    "msgcat --width": lambda data: msgcat(data, "--width=60"),
    "msgmerge": msgmerged,
    "polib": lambda data: str(polib.pofile(data.decode())).encode(),
}


@needs_gettext
@pytest.mark.parametrize("tool", TOOLS)
def test_the_base_survives(tool: str, guide: Catalog) -> None:
    long = ("a remark of a translator that is longer than a line of a PO file usually is, so that it may be broken",)
    guide = parse(
        serialise(replace(guide, entries=(*guide.entries, Entry(msgid="Late", msgstr=("Tarde",), comments=long))))
    )
    sent = rejoined(guide)
    newer = with_text(guide, "Closed", "Clausurado")
    back = parse(TOOLS[tool](serialise(with_text(sent, "Open", "Abierta"))))
    result = split("guide.md", newer, back)
    assert (text_of(result.catalog, "Closed"), text_of(result.catalog, "Open")) == ("Clausurado", "Abierta")
    assert not result.conflicts


@needs_gettext
def test_two_copies_in_one_file(guide: Catalog, tmp_path: Path) -> None:
    sent = rejoined(guide)
    for name, text in (("ana", "Abierta"), ("ben", "Abran")):
        (tmp_path / f"{name}.po").write_bytes(serialise(with_text(sent, "Open", text)))
    both = subprocess.run(["msgcat", tmp_path / "ana.po", tmp_path / "ben.po"], check=True, capture_output=True).stdout
    result = split("guide.md", with_text(guide, "Closed", "Clausurado"), parse(both)).catalog
    assert text_of(result, "Closed") == "Clausurado"
    assert all(word in text_of(result, "Open") for word in ("Abierta", "Abran"))


# The law


WORDS = ("", "uno", "dos", "tres")
TEXTS = st.sampled_from(WORDS)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), min_size=1, max_size=4),
    st.booleans(),
    st.permutations([0, 1]),
)
def test_no_words_of_anybody_are_lost(
    texts: list[tuple[str, str, str, str]], has_comments: bool, order: list[int]
) -> None:
    """Each entry when it was joined, in the catalog, and in two copies that come back."""
    base = book(*(Entry(msgid=f"Text {n}", msgstr=(was,)) for n, (was, *_) in enumerate(texts)))
    catalog = book(*(Entry(msgid=f"Text {n}", msgstr=(ours,)) for n, (_, ours, *_) in enumerate(texts)))
    sent = rejoined(base)
    for copy in order:
        back = sent
        for number, each in enumerate(texts):
            back = with_text(back, f"Text {number}", each[2 + copy])
        before = catalog
        catalog = split("guide.md", before, back if has_comments else without_comments(back)).catalog
        for number, (old, new) in enumerate(zip(before.entries, catalog.entries, strict=True)):
            was, sent_back = texts[number][0], texts[number][2 + copy]
            kept = {new.text, *(word for line in new.comments for word in WORDS if f'"{word}"' in line)}
            is_untouched = has_comments and sent_back == was
            assert old.text in kept or old.text in ("", was), (old, new)
            assert sent_back in kept or sent_back == "" or is_untouched
            assert new.text or not old.text
