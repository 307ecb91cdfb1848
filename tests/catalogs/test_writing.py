"""Every catalog is written so that this program, gettext and polib read it again, and msgcat leaves it unchanged."""

from dataclasses import replace

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalogs.examples import HEADER, catalogs, texts
from tests.gettext import accepts, msgcat, needs_gettext
from workflow.catalogs import new, parse, serialise, template
from workflow.catalogs.wrap.gettext import StringStyle, quoted
from workflow.model import Catalog, Entry, Kind, Span, Unit


@settings(max_examples=30)
@given(catalogs())
def test_what_was_written_is_read_again(catalog: Catalog) -> None:
    again = parse(serialise(catalog))
    assert again.header == catalog.header
    assert again.entries == catalog.entries


@settings(max_examples=30)
@given(catalogs())
def test_a_second_writing_gives_the_same_bytes(catalog: Catalog) -> None:
    data = serialise(catalog)
    assert serialise(parse(data)) == data


@needs_gettext
@settings(max_examples=30)
@given(st.lists(texts.filter(bool), min_size=1, max_size=40, unique=True))
def test_msgcat_has_nothing_to_add(many: list[str]) -> None:
    entries = tuple(
        Entry(msgid=text, msgstr=(text[::-1],), previous_msgid=text + ".", flags=("fuzzy",)) for text in many
    )
    data = serialise(Catalog(entries=entries, header=HEADER))
    assert msgcat(data) == data


@needs_gettext
@settings(max_examples=25)
@given(catalogs(), st.sampled_from([40, 76, 79, 120]))
def test_msgcat_keeps_whole_entries(catalog: Catalog, width: int) -> None:
    # gettext drops flags that it does not know, and obsolete entries without a text; names with blanks it breaks in its own way.
    entries = tuple(
        replace(
            entry,
            flags=tuple(flag for flag in entry.flags if flag != "markdown-text"),
            locations=tuple(name for name in entry.locations if " " not in name),
        )
        for entry in catalog.entries
        if entry.msgstr[0]
    )
    data = serialise(replace(catalog, entries=entries))
    assert msgcat(data) == data
    assert parse(msgcat(data, f"--width={width}")).entries == entries


@needs_gettext
@settings(max_examples=30)
@given(catalogs())
def test_msgfmt_accepts_it(catalog: Catalog) -> None:
    # msgfmt wants line feeds at the ends of msgid and msgstr to agree, which is a matter of the translation, not of the file.
    entries = tuple(
        replace(entry, msgstr=tuple(text.strip("\n") for text in entry.msgstr))
        for entry in catalog.entries
        if all(text == text.strip("\n") for text in (entry.msgid, entry.msgid_plural or ""))
    )
    assert accepts(serialise(replace(catalog, entries=entries))) == ""


@settings(max_examples=25)
@given(st.lists(texts.filter(bool), max_size=20, unique=True))
def test_polib_reads_the_same(many: list[str]) -> None:
    # polib takes every character that Unicode calls a line end for one, and does not know all escapes.
    plain = [text for text in many if not set(text) & set("\x1c\x1d\x1e\x85\u2028\u2029\a\b\f\v")]
    entries = tuple(Entry(msgid=text, msgstr=(text[::-1],), context="c" * len(text)) for text in plain)
    read = polib.pofile(serialise(Catalog(entries=entries, header=HEADER)).decode())
    assert [(entry.msgctxt, entry.msgid, entry.msgstr) for entry in read] == [
        (e.context, e.msgid, e.text) for e in entries
    ]


@needs_gettext
def test_a_new_catalog_is_what_gettext_wants() -> None:
    units = [
        Unit(0, "Opening hours", None, Span(0, 1), Kind.HEADING, 1),
        Unit(
            1,
            "The library is open from ten to six, and on Thursdays, when the market is held, until eight in the evening.",
            None,
            Span(0, 1),
            Kind.PARAGRAPH,
            3,
            ("Opening hours",),
        ),
    ]
    for code in ("es", "uk", "ar", "ja", "pt_BR", "zh_Hans", "sr@latin"):
        catalog = replace(new(code, title="A book"), entries=template(units, "a guide.md"))
        data = serialise(catalog)
        assert accepts(data) == "", code
        assert accepts(data, "--use-fuzzy") == "", code
        assert msgcat(data) == data, code
    pot = serialise(replace(new(None, title='A "book"'), entries=template(units, "guide.md", locations="line")))
    assert accepts(pot) == ""
    assert msgcat(pot) == pot


def test_a_new_catalog_says_nothing_that_changes_by_itself() -> None:
    assert serialise(new("es", title="A book")).decode() == (
        'msgid ""\n'
        'msgstr ""\n'
        '"Project-Id-Version: A book\\n"\n'
        '"PO-Revision-Date: \\n"\n'
        '"Last-Translator: \\n"\n'
        '"Language-Team: Spanish\\n"\n'
        '"Language: es\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    )


def test_no_line_is_longer_than_the_page() -> None:
    text = "A line of words that goes on and on / with a slash - a dash, some (brackets) and “quotes”. " * 4
    for width in (30, 79, 100):
        lines = quoted("msgid", text, StringStyle(width)).splitlines()
        assert max(map(len, lines)) <= width
        assert max(map(len, lines[1:-1])) > width - 20
    assert len(quoted("msgid", text, StringStyle(None)).splitlines()) == 1


def test_wide_characters_take_two_columns() -> None:
    lines = quoted("msgstr", "図書館は十時から六時まで開いています。" * 5).splitlines()
    assert all(len(line) <= 40 for line in lines)
    assert len(lines) == 4


@pytest.mark.parametrize("gap", [0, 1, 2])
def test_a_new_entry_stands_as_far_from_the_others_as_they_do(gap: int) -> None:
    blank = "\n" * gap
    entries = [f'msgid "{word}"\nmsgstr "{word.upper()}"\n' for word in ("a", "b", "c")]
    text = 'msgid ""\nmsgstr "Language: es\\n"\n' + "".join(blank + entry for entry in entries)
    catalog = parse(text.encode())
    longer = replace(catalog, entries=(*catalog.entries, Entry(msgid="d", msgstr=("D",))))
    assert serialise(longer).decode() == text + blank + 'msgid "d"\nmsgstr "D"\n'
