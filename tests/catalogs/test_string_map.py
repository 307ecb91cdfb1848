"""The place of a part of a text in its PO file decodes to that part."""

from hypothesis import given
from hypothesis import strategies as st

from workflow.catalogs.parse.lines import unquote
from workflow.catalogs.parse.parser import parse_text
from workflow.catalogs.parse.string_map import string_maps
from workflow.catalogs.write.serialiser import serialise
from workflow.model import Catalog, Entry, Span

TEXTS = st.text(st.sampled_from('ab é"\\\t\n😀ñ中. '), max_size=200)
CHARACTERS = st.sampled_from(["a", "é", "😀", " ", '"', "\\", "\n", "\t", "中"])


def written(text: str, ways: list[int]) -> str:
    """A text as strings of a PO file: each character raw, escaped, or as bytes, with line ends between strings and within them."""
    out = ['"']
    for number, character in enumerate(text):
        way = ways[number % len(ways)] if ways else 0
        simple = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}.get(character, character)
        octal = "".join(f"\\{byte:03o}" for byte in character.encode())
        hexadecimal = "".join(f"\\x{byte:02x}" for byte in character.encode())
        out.append([simple, octal, hexadecimal + '""', simple + '"\n"', simple + "\\\n", simple + '"  "'][way % 6])
    return "".join([*out, '"'])


@given(TEXTS, st.integers(0, 200), st.integers(0, 200))
def test_as_this_program_writes_it(text: str, one: int, two: int) -> None:
    file = serialise(Catalog((Entry("a source", (text,), comments=('msgstr "no"',)),))).decode()
    entry = parse_text(file).entries[0]
    found = string_maps(file, 0, len(file))["msgstr"]
    holds(file, entry.text, found.place(Span(*sorted((one, two)))), one, two)


@given(st.lists(CHARACTERS, max_size=30).map("".join), st.lists(st.integers(0, 5), min_size=1), st.data())
def test_as_any_program_writes_it(text: str, ways: list[int], data: st.DataObject) -> None:
    file = f'# "no"\nmsgid "a"\nmsgstr {written(text, ways)}\n\nmsgid "b"\nmsgstr "c"\n'
    entry = parse_text(file).entries[0]
    assert entry.text == text
    one, two = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))
    found = string_maps(file, 0, file.index("\n\nmsgid"))["msgstr"]
    assert found.length == len(text)
    holds(file, text, found.place(Span(*sorted((one, two)))), one, two)


def holds(file: str, text: str, place: Span, one: int, two: int) -> None:
    start, end = sorted((one, two))
    raw = file[place.start : place.end]
    assert unquote(f'"{raw}"') == text[start:end]


def test_plural_forms_contexts_and_previous_texts() -> None:
    file = '#| msgid "old"\n#, fuzzy\nmsgctxt "c"\nmsgid "one"\nmsgid_plural "many"\nmsgstr[0] ""\n"uno"\nmsgstr[ 1 ] "más"\n'
    found = string_maps(file, 0, len(file))
    assert list(found) == ["msgctxt", "msgid", "msgid_plural", "msgstr[0]", "msgstr[1]"]
    place = found["msgstr[1]"].place(Span(1, 2))
    assert file[place.start : place.end] == "á"
    assert file[found["msgstr[1]"].keyword.start : found["msgstr[1]"].keyword.end] == "msgstr[ 1 ]"
    first = found["msgstr[0]"]
    assert file[first.content.start : first.content.end] == '"\n"uno'


def test_an_empty_text_is_between_its_quotes() -> None:
    file = 'msgid "a"\nmsgstr ""\n'
    place = string_maps(file, 0, len(file))["msgstr"].place(Span(0, 0))
    assert place == Span(len(file) - 2, len(file) - 2)
    assert file[place.start] == '"'


def test_half_a_character_as_bytes_does_no_harm() -> None:
    file = 'msgid "a"\nmsgstr "\\303x\\303\\251"\n'
    assert string_maps(file, 0, len(file))["msgstr"].length
