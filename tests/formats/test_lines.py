"""The search at the beginnings of lines finds what ``re`` does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.formats.lines import find_in_lines, search_lines
from workflow.formats.markdown import components, containers, events

PATTERNS = [
    containers._CANDIDATE,
    components._TAG,
    events._CODE_TEXTS,
    re.compile(r"^ab*(?:\n|\Z)", re.MULTILINE),
    re.compile(r"^(?:a\n)+", re.MULTILINE),
]
TEXTS = st.lists(
    st.sampled_from(
        [
            "a",
            "b",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            " ",
            "> ",
            "- ",
            "```{x}",
            ":::",
            "!!! note",
            "<A>",
            "</A>",
            "=",
            "\u2028",
        ]
    ),
    max_size=30,
).map("".join)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=TEXTS)
def test_finds_what_re_finds(pattern: re.Pattern[str], text: str) -> None:
    assert [found.span() for found in find_in_lines(pattern, text)] == [
        found.span() for found in pattern.finditer(text)
    ]
    for at in range(len(text) + 2):
        found, expected = search_lines(pattern, text, at), pattern.search(text, at)
        assert (found and found.span()) == (expected and expected.span())
