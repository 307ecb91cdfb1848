"""Join catalogs into one file per language and split it again: nothing is lost, and changes are taken over."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalogs.examples import HEADER, entries
from workflow.catalogs import parse, serialise
from workflow.catalogs.headers import field, with_field
from workflow.catalogs.join_split import join, split, unknown
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
        for base in (None, again):
            result = split(document, catalog, again, base)
            assert serialise(result.catalog) == serialise(catalog)
            assert not result.conflicts
    assert unknown(again, parts) == ()


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
        changed = split(document, catalog, new, joined).catalog
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
    result = split("guide.md", ours, theirs, base)
    closed, opened, room = result.catalog.entries
    assert (closed.text, opened.text) == ("Clausurado", "Abierto")
    assert [conflict.key for conflict in result.conflicts] == [room.key]
    assert {room.text, *(word for word in ("Aula", "Cuarto") if any(word in line for line in room.comments))} == {
        "Aula",
        "Cuarto",
    }


def test_another_number_of_plural_forms_is_not_taken_over() -> None:
    plural = Entry(msgid="%d file", msgid_plural="%d files", msgstr=("%d archivo", "%d archivos"))
    parts = {"a.md": book(plural)}
    joined = join(parts)
    joined = replace(joined, entries=(replace(joined.entries[0], msgstr=("%d fichero", "%d ficheros", "%d …")),))
    assert split("a.md", parts["a.md"], joined).catalog == parts["a.md"]


def test_who_saved_the_joined_file_is_reported_where_something_changed() -> None:
    parts = {"a.md": book(CLOSED), "b.md": book(Entry(msgid="Open", msgstr=("Abierto",)))}
    base = join(parts)
    saved = with_field(base, "Last-Translator", "Ana <ana@example.org>")
    saved = replace(saved, entries=(replace(base.entries[0], msgstr=("Clausurado",)), base.entries[1]))
    first, second = (split(name, parts[name], saved, base).catalog for name in parts)
    assert field(first, "Last-Translator") == "Ana <ana@example.org>"
    assert serialise(second) == serialise(parts["b.md"])
