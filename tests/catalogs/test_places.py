"""A changed entry is a replacement of lines, and the result is what is written to the file."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.catalogs.parse.parser import parse, parse_text
from workflow.catalogs.places import CatalogPlaces
from workflow.catalogs.write.serialiser import serialise
from workflow.errors import CatalogError

FILE = """msgid ""
msgstr ""
"Language: es\\n"
"Content-Type: text/plain; charset=ISO-8859-1\\n"

# A note.
#: guide.md
msgid "One"
msgstr "Uno"


#. paragraph
#, fuzzy
msgid ""
"Two lines of text that are long enough to be wrapped by a tool that wraps them at eighty "
"columns."
msgstr "Dos"

#~ msgid "old"
#~ msgstr "viejo"
"""


@given(
    st.sampled_from([0, 1]),
    st.text(st.sampled_from('ab é"\\\t\n😀中. '), max_size=150),
    st.lists(st.sampled_from(["x", "workflow-ignore: same 0f0f0f0f intended"]), max_size=2),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([FILE, FILE.removesuffix("\n"), FILE.partition("\n#~")[0], FILE.partition("\n#~")[0].rstrip("\n")]),
)
def test_a_change_is_what_would_be_written(
    number: int, text: str, comments: list[str], newline: str, file: str
) -> None:
    file = file.replace("\n", newline).replace("ISO-8859-1", "UTF-8")
    catalog = parse_text(file)
    entry = replace(catalog.entries[number], msgstr=(text,), comments=tuple(comments), flags=())
    span, lines = CatalogPlaces(catalog).change(entry)
    entries = tuple(entry if one.key == entry.key else one for one in catalog.entries)
    expected = serialise(replace(catalog, entries=entries)).decode()
    assert file[: span.start] + lines + file[span.end :] == expected


def test_the_same_entry_changes_nothing() -> None:
    places = CatalogPlaces(parse_text(FILE))
    for entry in places.catalog.live:
        span, lines = places.change(entry)
        assert (span.start, lines) == (span.end, "")


def test_the_entry_at_an_offset() -> None:
    places = CatalogPlaces(parse_text(FILE))
    assert places.entry_at(0) is None
    assert places.entry_at(FILE.index("Language")) is None
    for part, source in (("# A note", "One"), ("guide.md", "One"), ("Uno", "One"), ("#. para", "Two"), ("Dos", "Two")):
        found = places.entry_at(FILE.index(part))
        assert found is not None
        assert found.msgid.startswith(source)
    assert places.entry_at(FILE.index("viejo")) is None
    assert places.entry_at(len(FILE) + 5) is None
    one = places.catalog.entries[0]
    span = places.span(one)
    assert FILE[span.start : span.end] == '# A note.\n#: guide.md\nmsgid "One"\nmsgstr "Uno"\n'


def test_the_text_of_an_editor_needs_no_charset() -> None:
    text = FILE.replace("Uno", "Єдине 中")
    assert parse_text(text).entries[0].text == "Єдине 中"
    assert parse_text("\ufeff" + text).entries == parse_text(text).entries
    with pytest.raises(CatalogError, match="byte"):
        parse(text.replace("ISO-8859-1", "ASCII").encode())


def test_lone_surrogates_do_no_harm() -> None:
    text = 'msgid "a"\nmsgstr "\udc80 \ud83d"\n'
    places = CatalogPlaces(parse_text(text))
    assert places.strings(places.catalog.entries[0])["msgstr"].length


@given(st.integers(0, len(FILE)), st.integers(0, len(FILE)), st.text(st.sampled_from('ab"\n#~ msgid'), max_size=12))
def test_what_an_earlier_version_had_is_taken_over(one: int, two: int, new: str) -> None:
    start, end = sorted((one, two))
    earlier, text = parse_text(FILE), FILE[:start] + new + FILE[end:]
    try:
        expected = parse_text(text)
    except CatalogError as error:
        with pytest.raises(CatalogError) as again:
            parse_text(text, earlier=earlier)
        assert str(again.value) == str(error)
        return
    found = parse_text(text, earlier=earlier)
    assert found == expected
    assert [entry.line for entry in found.entries] == [entry.line for entry in expected.entries]
    assert serialise(found) == serialise(expected)
