"""Lines and columns, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from workflow.language_server.open_texts import OpenText, file_of
from workflow.language_server.positions import TextLines
from workflow.model import Span

TEXTS = st.text(st.sampled_from("ab é😀中\n\r\t\u2028\u0085\x0b\x0c"), max_size=60)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32"])


@given(TEXTS, ENCODINGS, st.integers(0, 60))
def test_there_and_back(text: str, encoding: str, offset: int) -> None:
    offset = min(offset, len(text))
    back = TextLines(text, encoding).offset(TextLines(text, encoding).position(offset))
    between = offset > 0 and text[offset - 1 : offset + 1] == "\r\n"  # no position is within a line end
    assert back == (offset - 1 if between else offset)


@given(TEXTS, ENCODINGS)
def test_columns_are_units_of_the_encoding(text: str, encoding: str) -> None:
    lines = TextLines(text, encoding)
    widths = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
    last = text.replace("\r\n", "\n").replace("\r", "\n").rpartition("\n")[2]
    codec = encoding if encoding == "utf-8" else f"{encoding}-le"
    assert lines.position(len(text)).character == len(last.encode(codec)) // widths[encoding]
    assert lines.position(len(text)).line == text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


@given(TEXTS, ENCODINGS, st.integers(0, 5), st.integers(0, 50))
def test_any_position_is_in_the_text(text: str, encoding: str, line: int, column: int) -> None:
    assert 0 <= TextLines(text, encoding).offset(types.Position(line, column)) <= len(text)


@pytest.mark.parametrize(("character", "offset"), [(0, 0), (1, 0), (2, 1), (3, 2), (9, 2)])
def test_half_a_pair_is_its_start_and_too_far_is_the_end(character: int, offset: int) -> None:
    assert TextLines("😀a\nb").offset(types.Position(0, character)) == offset


def test_a_lone_surrogate_does_no_harm() -> None:
    lines = TextLines("\ud83d\udc80x", "utf-16")
    assert lines.position(3).character == 3
    assert TextLines("\ud83dx", "utf-8").offset(types.Position(0, 4)) == 2


def test_lines() -> None:
    lines = TextLines("one\r\ntwo\n")
    assert [lines.line(number) for number in (1, 2, 3, 9)] == [Span(0, 3), Span(5, 8), Span(9, 9), Span(9, 9)]


@given(st.lists(st.tuples(TEXTS, st.integers(0, 60), st.integers(0, 60)), max_size=6), ENCODINGS)
def test_changes_are_those_of_the_editor(changes: list[tuple[str, int, int]], encoding: str) -> None:
    text = expected = "One 😀\ntwo\n"
    opened = OpenText("untitled:1", "po", 1, text, encoding)
    for version, (new, one, two) in enumerate(changes, 2):
        lines = TextLines(expected, encoding)
        span = lines.span(lines.range(Span(*sorted((one, two)))))
        change = types.TextDocumentContentChangePartial(lines.range(span), new)
        opened = opened.changed(version, [change])
        expected = expected[: span.start] + new + expected[span.end :]
        assert (opened.text, opened.version) == (expected, version)
    whole = opened.changed(99, [types.TextDocumentContentChangeWholeDocument("new")])
    assert whole.text == "new"


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a/b%20c.po", "/a/b c.po"),
        ("untitled:Untitled-1", None),
        ("file:///a%00b.po", None),
        ("not-a-uri:[", None),
        ("http://[", None),
        ("", None),
        ("file:", None),
        ("a.po", None),
    ],
)
def test_the_file_of_a_uri(uri: str, path: str | None) -> None:
    found = file_of(uri)
    assert (None if found is None else str(found)) == path
