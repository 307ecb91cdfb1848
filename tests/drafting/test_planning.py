"""Units are split into verbatim text and sentences without loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.inline_tags.test_inline_tags import PIECES
from workflow.drafting.segments.planning import Role, Sentence, plan
from workflow.drafting.segments.tokens import has_words
from workflow.inline_tags import find_tags


def shown(text: str, *, whole: bool = False) -> list[str]:
    """Sentences in ‹›, with inline tags in braces: ``=`` stands for a thing, ``<`` and ``>`` are the ends of a pair."""
    signs = {Role.NOUN: "=", Role.OPEN: "<", Role.CLOSE: ">"}
    return [
        piece
        if isinstance(piece, str)
        else "‹"
        + "".join(
            f"{{{signs[piece.atoms[p].role]}{piece.atoms[p].text}}}" if isinstance(p, int) else p for p in piece.parts
        )
        + "›"
        for piece in plan(text, find_tags(text), "en", whole=whole)
    ]


@given(PIECES, st.booleans())
def test_a_plan_joined_is_the_unit(text: str, whole: bool) -> None:
    found = plan(text, find_tags(text), "en", whole=whole)
    assert "".join(piece if isinstance(piece, str) else piece.source for piece in found) == text


@given(PIECES)
def test_sentences_are_clean(text: str) -> None:
    for piece in plan(text, find_tags(text), "en"):
        if not isinstance(piece, Sentence):
            continue
        assert has_words(piece.words)
        assert piece.source == piece.source.strip()
        assert sorted(p for p in piece.parts if isinstance(p, int)) == list(range(len(piece.atoms)))
        for number, atom in enumerate(piece.atoms):
            assert (atom.partner is None) == (atom.role is Role.NOUN)
            if atom.partner is not None:
                assert piece.atoms[atom.partner].partner == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.  Three", ["‹One.›", " ", "‹Two.›", "  ", "‹Three›"]),
        ("`only code`, 42", ["`only code`, 42"]),
        ("**All of it.**", ["**", "‹All of it.›", "**"]),
        ("**One. Two.** Three.", ["**", "‹One.›", " ", "‹Two.›", "** ", "‹Three.›"]),
        ("Say **this. And that** now.", ["‹Say {<**}this. And that{>**} now.›"]),
        ("Use `a.b. C` here. Next.", ["‹Use {=`a.b. C`} here.›", " ", "‹Next.›"]),
        ("**Note:** read it.", ["**", "‹Note:›", "** ", "‹read it.›"]),
        ("`--all`: takes all", ["`--all`: ", "‹takes all›"]),
        ("[Name](to) – a place", ["[", "‹Name›", "](to) – ", "‹a place›"]),
        ("see [`code`](to) now", ["‹see {=[`code`](to)} now›"]),
        ("see **[words](to)** now", ["‹see {<**[}words{>](to)**} now›"]),
        ("with `a`, `b` and `c`", ["‹with {=`a`, `b`} and {=`c`}›"]),
        ("A fact.[^1] Another[^2].", ["‹A fact.›", "[^1] ", "‹Another›", "[^2]."]),
        ("one\ntwo", ["‹one›", "\n", "‹two›"]),
        ("1. Begin", ["1. ", "‹Begin›"]),
        ("A. Begin", ["A. ", "‹Begin›"]),
        ("D. F. Quill spoke.", ["‹D. F. Quill spoke.›"]),
        ("D. Zelenqvist spoke.", ["‹D. Zelenqvist spoke.›"]),
        ("D. Open the file.", ["D. ", "‹Open the file.›"]),
        ("![](pic.png) A picture", ["![](pic.png) ", "‹A picture›"]),
        ("Hello {name}, you have %d letters", ["‹Hello {={name}}, you have {=%d} letters›"]),
        ("press <kbd>Ctrl</kbd> twice", ["‹press {<<kbd>}Ctrl{></kbd>} twice›"]),
    ],
)
def test_plans(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_a_whole_unit_is_one_sentence() -> None:
    assert shown(" One `x`. **Two.**\nThree ", whole=True) == [" ", "‹One {=`x`}. {<**}Two.{>**}{=\n}Three›", " "]
