"""Texts whose inline tags are found without the parser, or without the patterns: the same tags as otherwise."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.inline_tags import InlineTag, find_tags, inline, patterns
from workflow.inline_tags.simple_markup import simple_tags

_PARTS = [*"a1 é_.(«²日。-\t\n", "\u00a0", "*", "**", " *", "* ", "`", "``", "_", "x y"]
_SIGNS = [
    *"aB:/_.-()`=@{}%$~+*,\\ é…",
    "8<",
    "[[",
    "]]",
    "[",
    "]",
    "0x",
    "v1",
    "12345",
    "foo.Bar",
    "->",
    "7z",
    ".md",
    "www.",
    "ftp://",
]


def _shape(found: list[InlineTag]) -> list[tuple[object, ...]]:
    """Tags in order, whatever their order in the list."""
    partners = [None if tag.partner is None else found[tag.partner].start for tag in found]
    return sorted((tag.start, tag.end, tag.text, tag.kind, one) for tag, one in zip(found, partners, strict=True))


@given(st.lists(st.sampled_from(_PARTS), max_size=12).map("".join))
@settings(max_examples=300)
def test_simple_markup_is_read_as_the_parser_reads_it(text: str) -> None:
    found = simple_tags(text)
    assert found is None or _shape(found) == _shape(list(inline._parsed(text, frozenset(), math=False)))


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Run `make` and ``a`b``.", ["`make`", "``a`b``"]),
        ("A *small* and a **big** one", ["*", "*", "**", "**"]),
        ("2 * 3 in snake_case", []),
        ("(*yes*), *no*", ["*", "*", "*", "*"]),
        ("an unclosed ` sign", None),
        ("a *b **c** d*", None),
        ("a*b*c", None),
        (r"\*no*", None),
        ("[a](b) *c*", None),
        ("_yes_", None),
        ("«*yes*»", None),
        ("***yes***", None),
        ("*yes", None),
    ],
)
def test_simple_markup(text: str, tags: list[str] | None) -> None:
    found = simple_tags(text)
    assert (None if found is None else [tag.text for tag in found]) == tags


@given(st.lists(st.sampled_from(_SIGNS), max_size=14).map("".join))
@settings(max_examples=200)
def test_patterns_match_nothing_in_a_text_without_a_sign(text: str) -> None:
    assert patterns._ANY.search(text) or not [match for match in patterns._all().finditer(text) if match.lastgroup]


def test_a_code_span_hides_names() -> None:
    text = "See :func:`os.path` and `a.txt` in README.md."
    assert [tag.text for tag in find_tags(text)] == [":func:", "`os.path`", "`a.txt`", "README.md"]
