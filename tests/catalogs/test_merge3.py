"""Three-way merge of catalogs: merged entries, conflicts, and that nothing is lost."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.catalogs.edits import Side, pairs, words
from tests.catalogs.examples import po
from tests.shared import SHARED, needs_shared
from workflow.catalogs import MergedCatalog, merge3, parse, serialise
from workflow.catalogs.approvals import approve
from workflow.catalogs.comment_syntax import comment_values
from workflow.catalogs.provenance import DraftComment, conflict_of, put_draft
from workflow.catalogs.states import Need, need, state
from workflow.model import Catalog, Entry, State

BASE = """\
#. heading
#: guide.md
msgid "House"
msgstr "Casa"

#: guide.md
#, fuzzy
msgid "Door"
msgstr "Puerto"

#: guide.md
msgid "Window"
msgstr ""

#~ msgid "Old"
#~ msgstr "Viejo"
"""


def kept(catalog: Catalog) -> set[str]:
    """Every text that is in a catalog, in comments too."""
    found = words(catalog)
    for entry in catalog.entries:
        for kind in ("conflict", "was"):
            for value in comment_values(entry, kind):
                data = json.loads(value)
                found |= {data} if isinstance(data, str) else set(data)
    return found


def merged(ours: str, theirs: str, base: str = BASE) -> tuple[str, MergedCatalog]:
    merge = merge3(parse(po(base)), parse(po(ours)), parse(po(theirs)))
    data = serialise(merge.catalog)
    assert serialise(parse(data)) == data
    return data.decode().split("\n\n", 1)[1], merge


# What holds for any pair of edits


@settings(max_examples=500)
@given(pairs())
def test_no_text_is_lost(pair: tuple[Catalog, Side, Side]) -> None:
    base, ours, theirs = pair
    merge = merge3(base, ours.catalog, theirs.catalog)
    given_by_people = (words(ours.catalog) | words(theirs.catalog)) - words(base)
    assert given_by_people <= kept(merge.catalog)
    # A text of the base is gone only where a side took it away.
    assert words(base) & words(ours.catalog) & words(theirs.catalog) <= kept(merge.catalog)
    notes = {line for side in (ours, theirs) for e in side.catalog.entries for line in e.comments if "says" in line}
    assert notes <= {line for entry in merge.catalog.entries for line in entry.comments}
    keys = [entry.key for entry in merge.catalog.entries]
    assert len(keys) == len(set(keys))
    for conflict in merge.conflicts:
        if conflict.key[1]:
            entry = next(entry for entry in merge.catalog.entries if entry.key == conflict.key)
            assert entry.fuzzy
            assert conflict_of(entry) == conflict.other
    data = serialise(merge.catalog)
    assert kept(parse(data)) == kept(merge.catalog)


@settings(max_examples=200)
@given(pairs(disjoint=True))
def test_edits_of_different_entries_never_meet(pair: tuple[Catalog, Side, Side]) -> None:
    base, ours, theirs = pair
    merge = merge3(base, ours.catalog, theirs.catalog)
    assert merge.conflicts == ()
    after = {entry.key: entry for entry in merge.catalog.entries}
    for side in (ours, theirs):
        own = {entry.key: entry for entry in side.catalog.entries}
        for part in side.touched:
            if isinstance(part, tuple):
                assert after.get(part) == own.get(part)
            else:
                assert f"{part}: " in merge.catalog.header.text


@settings(max_examples=200)
@given(pairs())
def test_one_side_alone_is_taken_as_it_is(pair: tuple[Catalog, Side, Side]) -> None:
    base, ours, _ = pair
    assert merge3(base, ours.catalog, base) == MergedCatalog(ours.catalog)
    assert merge3(base, base, ours.catalog) == MergedCatalog(ours.catalog)
    assert merge3(base, ours.catalog, ours.catalog) == MergedCatalog(ours.catalog)


@settings(max_examples=200)
@given(pairs())
def test_it_does_not_matter_who_merges_whom(pair: tuple[Catalog, Side, Side]) -> None:
    base, ours, theirs = pair
    one = merge3(base, ours.catalog, theirs.catalog)
    two = merge3(base, theirs.catalog, ours.catalog)
    assert {c.key for c in one.conflicts} == {c.key for c in two.conflicts}
    assert kept(one.catalog) == kept(two.catalog)
    first = {entry.key: entry for entry in one.catalog.entries}
    second = {entry.key: entry for entry in two.catalog.entries}
    assert first.keys() == second.keys()
    for key, entry in first.items():
        assert (entry.obsolete, entry.fuzzy, set(entry.flags)) == (
            second[key].obsolete, second[key].fuzzy, set(second[key].flags),
        )  # fmt: skip


# Cases


def test_different_entries() -> None:
    text, merge = merged(
        BASE.replace('"Casa"', '"La casa"'),
        BASE.replace('msgid "Window"\nmsgstr ""', 'msgid "Window"\nmsgstr "Ventana"'),
    )
    assert merge.conflicts == ()
    assert text == BASE.replace('"Casa"', '"La casa"').replace(
        'msgid "Window"\nmsgstr ""', 'msgid "Window"\nmsgstr "Ventana"'
    )


def test_the_same_entry() -> None:
    text, merge = merged(BASE.replace('"Casa"', '"La casa"'), BASE.replace('"Casa"', '"Hogar \\"dulce\\"\\n"'))
    assert len(merge.conflicts) == 1
    assert (
        '# workflow-conflict: "Hogar \\"dulce\\"\\n"\n#. heading\n#: guide.md\n#, fuzzy\nmsgid "House"\nmsgstr "La casa"\n'
        in text
    )
    entry = merge.catalog.entries[0]
    assert need(entry) is Need.CONFLICT
    # Merged once more, the same text is not put down twice.
    again = merge3(parse(po(BASE)), merge.catalog, parse(po(BASE.replace('"Casa"', '"Hogar \\"dulce\\"\\n"'))))
    assert again.catalog.entries[0].comments == entry.comments


def test_the_same_words_twice_are_no_conflict() -> None:
    text, merge = merged(
        "# mine\n" + BASE.replace('"Casa"', '"Hogar"'), "# theirs\n" + BASE.replace('"Casa"', '"Hogar"')
    )
    assert merge.conflicts == ()
    assert text.startswith("# theirs\n# mine\n") or text.startswith("# mine\n# theirs\n")


def test_another_wrapping_is_no_edit() -> None:
    long = "Una frase tan larga que cada programa la corta en otro lugar de la línea, según le parece."
    wrapped = BASE.replace('"Casa"', f'""\n"{long[:40]}"\n"{long[40:]}"')
    base = BASE.replace('"Casa"', f'"{long}"')
    text, merge = merged(base.replace('"Puerto"', '"Puerta"'), wrapped, base)
    assert merge.conflicts == ()
    assert text == base.replace('"Puerto"', '"Puerta"')


def test_comments_flags_and_references_of_one_entry() -> None:
    ours = BASE.replace("#. heading\n#: guide.md\n", "# by me\n#. heading\n#: guide.md\n#: other.md\n#, no-wrap\n", 1)
    theirs = BASE.replace("#. heading\n#: guide.md\n", "# by them\n#. heading | Top\n#: new.md\n", 1)
    _, merge = merged(ours, theirs.replace('"Casa"', '"La casa"'))
    assert merge.conflicts == ()
    entry = merge.catalog.entries[0]
    assert set(entry.comments) == {"by me", "by them"}
    assert entry.extracted == ("heading | Top",)
    assert entry.locations == ("new.md", "other.md")
    assert entry.flags == ("no-wrap",)
    assert entry.text == "La casa"


def test_removed_here_and_edited_there_stays() -> None:
    without = BASE.replace('#. heading\n#: guide.md\nmsgid "House"\nmsgstr "Casa"\n\n', "")
    edited = BASE.replace('"Casa"', '"Hogar"')
    for ours, theirs in ((without, edited), (edited, without)):
        text, merge = merged(ours, theirs)
        assert merge.conflicts == ()
        assert text == edited
    assert merged(without, BASE)[0] == without
    moved = BASE.replace("#. heading\n#: guide.md", "#. heading\n#: moved.md")
    assert merged(without, moved)[0] == without  # what the document says of it is no edit


def test_new_entries_of_both_sides_and_their_order() -> None:
    ours = BASE.replace("#: guide.md\n#, fuzzy", '#: guide.md\nmsgid "Roof"\nmsgstr "Techo"\n\n#: guide.md\n#, fuzzy')
    theirs = BASE.replace("#~ msgid", '#: guide.md\nmsgid "Floor"\nmsgstr "Suelo"\n\n#~ msgid', 1)
    _, merge = merged(ours, theirs + '\n#~ msgid "Older"\n#~ msgstr "Anciano"\n')
    assert [e.msgid for e in merge.catalog.entries] == ["House", "Roof", "Door", "Window", "Floor", "Old", "Older"]


def test_the_order_of_whoever_changed_it() -> None:
    base, blocks = parse(po(BASE)), parse(po(BASE)).entries
    turned = replace(base, entries=(blocks[2], blocks[0], blocks[1], blocks[3]))
    new = replace(base, entries=(*blocks[:2], Entry(msgid="Roof", msgstr=("Techo",)), *blocks[2:]))
    for ours, theirs in ((turned, new), (new, turned)):
        found = [entry.msgid for entry in merge3(base, ours, theirs).catalog.entries]
        assert found == ["Window", "House", "Door", "Roof", "Old"]


def test_obsolete_here_and_edited_there() -> None:
    removed = BASE.replace('#. heading\n#: guide.md\nmsgid "House"\nmsgstr "Casa"\n\n', "")
    removed += '\n# workflow-obsolete: 2026-11-23\n#~ msgid "House"\n#~ msgstr "Casa"\n'
    _, merge = merged(removed, BASE.replace('"Casa"', '"Hogar"'))
    entry = next(entry for entry in merge.catalog.entries if entry.msgid == "House")
    assert (entry.obsolete, entry.text, entry.locations) == (True, "Hogar", ())
    back = BASE.replace('#~ msgid "Old"\n#~ msgstr "Viejo"\n', '#: guide.md\nmsgid "Old"\nmsgstr "Viejo"\n')
    _, merge = merged(back, BASE.replace('"Viejo"', '"Antiguo"'))
    entry = merge.catalog.entries[-1]
    assert (entry.obsolete, entry.text, entry.locations) == (False, "Antiguo", ("guide.md",))


def test_translated_there_while_the_source_was_edited_here() -> None:
    edited = BASE.replace(
        'msgid "House"\nmsgstr "Casa"', '#, fuzzy\n#| msgid "House"\nmsgid "The house"\nmsgstr "Casa"'
    )
    translated = BASE.replace('"Casa"', '"Hogar"').replace("#. heading", "# a name\n#. heading")
    for ours, theirs in ((edited, translated), (translated, edited)):
        _, merge = merged(ours, theirs)
        assert merge.conflicts == ()
        assert [entry.msgid for entry in merge.catalog.live] == ["The house", "Door", "Window"]
        entry = merge.catalog.entries[0]
        assert (entry.text, entry.previous_msgid, entry.fuzzy) == ("Hogar", "House", True)
        assert entry.comments == ("a name",)


def test_drafted_there_while_the_source_was_edited_here() -> None:
    """A draft of the old source text is no translation of the new one."""
    base = parse(po(BASE))
    edited = replace(base.entries[0], msgid="The house", flags=("fuzzy",), previous_msgid="House")
    drafted = put_draft(base.entries[0], "La casa", DraftComment("argos", "p", "12345678"))
    sides = [replace(base, entries=(entry, *base.entries[1:])) for entry in (edited, drafted)]
    for pair in (sides, sides[::-1]):
        after = {entry.msgid: entry for entry in merge3(base, *pair).catalog.entries}
        assert after["The house"] == edited
        assert after["House"] == drafted


def test_fuzzy_goes_with_its_text() -> None:
    # Declared good on one side, put in other words on the other: both have spoken.
    _, merge = merged(BASE.replace("#, fuzzy\n", ""), BASE.replace('"Puerto"', '"Puerta"'))
    assert [(c.kept, c.other) for c in merge.conflicts] == [(("Puerto",), ("Puerta",))]
    # Doubted on one side, put in other words on the other.
    doubted = BASE.replace('#. heading\n#: guide.md\nmsgid "House"', '#. heading\n#: guide.md\n#, fuzzy\nmsgid "House"')
    _, merge = merged(doubted, BASE.replace('"Casa"', '"Hogar"'))
    assert merge.conflicts == ()
    assert (merge.catalog.entries[0].text, merge.catalog.entries[0].fuzzy) == ("Hogar", True)
    # Declared good on one side, commented on the other.
    _, merge = merged(BASE.replace("#, fuzzy\n", ""), BASE.replace("#, fuzzy", "#, fuzzy, no-wrap"))
    assert merge.catalog.entries[1].flags == ("no-wrap",)


def test_a_machine_gives_way_to_a_person() -> None:
    base = parse(po(BASE))
    empty = base.entries[2]
    draft = put_draft(empty, "La ventana", DraftComment("argos", "p", "12345678"))
    person = replace(empty, msgstr=("Ventana",))
    for ours, theirs in ((draft, person), (person, draft)):
        sides = [replace(base, entries=(*base.entries[:2], side, base.entries[3])) for side in (ours, theirs)]
        merge = merge3(base, *sides)
        assert merge.conflicts == ()
        assert merge.catalog.entries[2] == person
    # Two machines: one of them will do.
    other = put_draft(empty, "Una ventana", DraftComment("apertium", "p", "87654321"))
    sides = [replace(base, entries=(*base.entries[:2], side, base.entries[3])) for side in (draft, other)]
    assert merge3(base, *sides).catalog.entries[2] == draft
    # A draft that was approved on one side while the other drafted anew.
    drafted = replace(base, entries=(*base.entries[:2], draft, base.entries[3]))
    approved = replace(base, entries=(*base.entries[:2], approve(draft, "Ana", "2026-11-23"), base.entries[3]))
    redone = replace(base, entries=(*base.entries[:2], other, base.entries[3]))
    for pair in ((approved, redone), (redone, approved)):
        merge = merge3(drafted, *pair)
        assert state(merge.catalog.entries[2]) is State.APPROVED
        assert merge.conflicts == ()


def test_a_draft_that_keeps_a_persons_newer_words_does_not_give_way() -> None:
    base = parse(po(BASE))
    edited = replace(base.entries[0], msgstr=("Hogar",))
    draft = put_draft(edited, "La casa", DraftComment("argos", "p", "12345678"))
    person = replace(base.entries[0], msgstr=("Vivienda",))
    for ours, theirs in ((draft, person), (person, draft)):
        sides = [replace(base, entries=(side, *base.entries[1:])) for side in (ours, theirs)]
        merge = merge3(base, *sides)
        assert [(conflict.kept, conflict.other) for conflict in merge.conflicts] == [(ours.msgstr, theirs.msgstr)]
        assert need(merge.catalog.entries[0]) is Need.CONFLICT
        assert {"Hogar", "La casa", "Vivienda"} <= kept(merge.catalog)
    # Over the words that both sides know, it does.
    draft = put_draft(base.entries[0], "La casa", DraftComment("argos", "p", "12345678"))
    sides = [replace(base, entries=(side, *base.entries[1:])) for side in (draft, person)]
    for pair in (sides, sides[::-1]):
        merge = merge3(base, *pair)
        assert merge.conflicts == ()
        assert merge.catalog.entries[0].msgstr == ("Vivienda",)


def test_what_a_person_took_from_a_machine_is_no_draft_again() -> None:
    base = parse(po(BASE))
    draft = put_draft(base.entries[2], "La ventana", DraftComment("argos", "p", "12345678"))
    taken = replace(draft, flags=())
    sides = [
        replace(base, entries=(*base.entries[:2], side, base.entries[3]))
        for side in (taken, replace(base.entries[2], msgstr=("Ventana",)))
    ]
    merge = merge3(base, *sides)
    assert [(c.kept, c.other) for c in merge.conflicts] == [(("La ventana",), ("Ventana",))]
    assert state(merge.catalog.entries[2]) is State.NEEDS_WORK


def test_plural_forms() -> None:
    plural = '\nmsgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    base = BASE + plural
    one = base.replace('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "%d a"\nmsgstr[1] "%d as"')
    two = base.replace('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "%d b"\nmsgstr[1] "%d bs"')
    text, merge = merged(one, two, base)
    assert '# workflow-conflict: ["%d b", "%d bs"]\n' in text
    assert merge.conflicts[0].other == ("%d b", "%d bs")
    # One side's document has a plural now, the other translated the singular.
    single = BASE + '\nmsgid "%d file"\nmsgstr "%d archivo"\n'
    text, merge = merged(one, single.replace("archivo", "fichero"), single)
    assert {"%d fichero", "%d a", "%d as"} <= kept(merge.catalog)
    serialise(merge.catalog)


def header(*lines: str) -> bytes:
    fields = ["Content-Type: text/plain; charset=UTF-8", *lines]
    return ('msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in fields)).encode()


def test_header_fields() -> None:
    base = header("PO-Revision-Date: 2026-01-01 10:00+0000", "Last-Translator: Eva", "X-One: 1", "X-Two: 2")
    ours = header(
        "PO-Revision-Date: 2026-03-01 10:00+0000", "Last-Translator: Ana", "X-One: 1", "X-Mine: m", "X-Two: 2"
    )
    theirs = header("PO-Revision-Date: 2026-02-01 10:00+0000", "Last-Translator: Olena", "X-Two: 3", "X-Theirs: t")
    for one, two in ((ours, theirs), (theirs, ours)):
        merge = merge3(parse(base), parse(one), parse(two))
        assert merge.conflicts == ()
        assert sorted(merge.catalog.header.text.splitlines()) == sorted(
            [
                "Content-Type: text/plain; charset=UTF-8",
                "PO-Revision-Date: 2026-03-01 10:00+0000",
                "Last-Translator: Ana",
                "X-Two: 3",
                "X-Mine: m",
                "X-Theirs: t",
            ]
        )


def test_of_two_headers_of_one_time_ours_counts() -> None:
    base = header("PO-Revision-Date: 2026-01-01 10:00+0000", "Last-Translator: Eva")
    sides = [
        header("PO-Revision-Date: 2026-03-01 10:00+0000", f"Last-Translator: {name}", f"X-Mine: {name}")
        for name in ("Ana", "Olena")
    ]
    for ours, theirs, name in ((sides[0], sides[1], "Ana"), (sides[1], sides[0], "Olena")):
        text = merge3(parse(base), parse(ours), parse(theirs)).catalog.header.text
        assert f"Last-Translator: {name}\n" in text


def test_header_fields_that_meet() -> None:
    sides = [header("Campaign: spring"), header("Campaign: summer"), header("Campaign: winter")]
    merge = merge3(*map(parse, sides))
    assert [conflict.other for conflict in merge.conflicts] == [("Campaign: winter",)]
    assert merge.catalog.header.comments == ('workflow-conflict: "Campaign: winter"',)
    assert "Campaign: summer\n" in merge.catalog.header.text
    assert not merge.catalog.header.fuzzy


def test_one_side_converted_the_file() -> None:
    latin = po(BASE.replace("Viejo", "Año")).replace(b"charset=UTF-8", b"charset=ISO-8859-1").decode().encode("latin-1")
    ours = latin.replace(b'"Casa"', b'"Hogar"')
    theirs = latin.decode("latin-1").replace("ISO-8859-1", "UTF-8").replace("Puerto", "Двері").encode()
    for one, two in ((ours, theirs), (theirs, ours)):
        data = serialise(merge3(parse(latin), parse(one), parse(two)).catalog)
        assert b"charset=UTF-8" in data
        assert {entry.text for entry in parse(data).entries} == {"Hogar", "Двері", "", "Año"}


def test_no_base() -> None:
    """Both made the file: as git has it when two branches add it."""
    merge = merge3(parse(b""), parse(po(BASE)), parse(po(BASE.replace('"Casa"', '"Hogar"'))))
    assert [(c.kept, c.other) for c in merge.conflicts] == [(("Casa",), ("Hogar",))]
    assert len(merge.catalog.entries) == 4
    merge = merge3(parse(b""), parse(po(BASE)), parse(po('msgid "Window"\nmsgstr "Ventana"\n')))
    assert merge.conflicts == ()
    assert [entry.text for entry in merge.catalog.entries] == ["Casa", "Puerto", "Ventana", "Viejo"]


@pytest.mark.shared
@needs_shared
def test_real_files_keep_their_bytes() -> None:
    """Edits of two entries, merged, give the very bytes of both edits made one after the other."""
    looked_at = 0
    for path in sorted((SHARED / "realworld" / "po").rglob("*.po")):
        data = path.read_bytes()
        if len(data) > 60_000:
            continue
        base = parse(data, path)
        live = [number for number, entry in enumerate(base.entries) if not entry.obsolete and any(entry.msgstr)]
        if len(live) < 2:
            continue

        def edited(data: bytes, number: int) -> bytes:
            catalog = parse(data)
            entry = catalog.entries[number]
            changed = replace(
                entry, msgstr=(f"{entry.text} (a few words more, so that it may be wrapped)", *entry.msgstr[1:])
            )
            entries = (*catalog.entries[:number], changed, *catalog.entries[number + 1 :])
            return serialise(replace(catalog, entries=entries))

        ours, theirs = edited(data, live[0]), edited(data, live[-1])
        both = edited(ours, live[-1])
        for one, two in ((ours, theirs), (theirs, ours)):
            merge = merge3(base, parse(one), parse(two))
            assert merge.conflicts == ()
            assert serialise(merge.catalog) == both, path.name
        looked_at += 1
    assert looked_at > 30
