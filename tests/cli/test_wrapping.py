"""Lines of a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.cli.wrapping import columns_of, wrap

TEXTS = st.text(st.sampled_from("ab ,.-\n\t港湾、。ーé\u0301\u00a0"), max_size=80)


@given(TEXTS, st.integers(10, 40), st.sampled_from(["", "  ", "  · ", "label  "]))
def test_no_line_is_too_long_and_nothing_is_lost(text: str, columns: int, lead: str) -> None:
    lines = wrap(text, columns, lead)
    assert lines[0].startswith(lead.rstrip())
    assert "".join("".join(lines).split()) == "".join((lead + text).split())
    for line in lines:
        assert columns_of(line) <= columns or len(line.strip().split(" ")) <= 2
    assert all(line.startswith(" " * len(lead)) for line in lines[1:])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three four", ["> one two", "  three four"]),
        ("one\n two", ["> one two"]),
        ("", [">"]),
        ("https://example.org/long", ["> https://example.org/long"]),
        ("港湾事務所は、開く。", ["> 港湾事務所", "  は、開く。"]),
        ("12 3 km", ["> 12 3 km"]),
        ("ab \x1b[31mcd\x1b[0m efg hij", ["> ab \x1b[31mcd\x1b[0m efg", "  hij"]),
    ],
)
def test_a_text_after_its_label(text: str, lines: list[str]) -> None:
    assert wrap(text, 12, "> ") == lines


def test_further_lines_can_begin_elsewhere() -> None:
    assert wrap("one two three", 10, "note: ", "  ") == ["note: one", "  two", "  three"]
