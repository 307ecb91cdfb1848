"""Numbers and inline tags are replaced and restored."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workflow.inline_tags import Grammar
from workflow.memory import abstraction
from workflow.memory.abstraction import abstract, put_back

MARKDOWN = Grammar()
PIECES = st.sampled_from(
    ["The door", " ", "is", "open", "5", "12,000", "3.5", "1990s", "`a`", "**", "[x](y.md)", "{name}", "%s", "/usr/lib/x", "and/or", "Ctrl+C", "A=b",
     "a.txt", "snakeCase", "v1.2.3", "2026-11-23", "(1994)", "5-year", "&quot;", "\ue000", "\ue001", "é", ".", "?", "--dry-run",
     "5%", "%5d", "%.3f", "$5", "$HOME", "0xFF", "10000", "0..9", "v2", "p.m.", "U.S.A.", "W.H.", "www.1-x.b", "--", "f()", "../x",
     "MacBook", "McAdam", "YouTube", "eBay", "aBcDe", "#", "MP3", "9-year-old", "80-85", "2013-14.", "@", "/", "(", ")", "1.2"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=8).map(" ".join) | st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=30)


@given(TEXTS)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    import unicodedata

    found = abstract(text, MARKDOWN)
    assert found.filled(found.tokens) == unicodedata.normalize("NFC", text)


@example("0.0(0)")
@example("0+A")
@example("DEBUG=1")
@given(TEXTS)
def test_the_short_way_gives_what_the_long_way_gives(text: str) -> None:
    import re

    short = abstract(text, MARKDOWN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(abstraction, "_MAYBE", re.compile(""))  # there may be an inline tag anywhere
        assert abstract(text, MARKDOWN) == short


@given(TEXTS, TEXTS)
def test_what_is_the_same_keeps_its_translation(source: str, target: str) -> None:
    assert put_back(source, target, source, MARKDOWN, "es") == target


@pytest.mark.parametrize(
    ("source", "target", "wanted", "code", "result"),
    [
        ("Page 5 of [x](a.md)", "Página 5 de [x](a.md)", "Page 7 of [x](b.md)", "es", "Página 7 de [x](b.md)"),
        ("5 and 5", "5 y 5", "6 and 7", "es", None),  # one number would have to be two
        ("1,000 doors", "1.000 puertas", "2,000 doors", "es", None),  # not there in the same form
        ("Five is 5", "Cinco", "Five is 6", "es", None),
        ("5 files", "5 файлов", "25 files", "ru", "25 файлов"),
        ("5 files", "5 файлов", "22 files", "ru", None),  # 22 файла
        ("1 door", "1 puerta", "2 door", "es", None),
        ("Open `a`", "Abra `a`", "Open `b`", "es", "Abra `b`"),
        ("Open `a`", "Abra `a`", "Shut `b`", "es", None),
    ],
)
def test_what_is_put_back(source: str, target: str, wanted: str, code: str, result: str | None) -> None:
    assert put_back(source, target, wanted, MARKDOWN, code) == result
