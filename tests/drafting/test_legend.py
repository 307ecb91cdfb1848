"""Requests as people read them."""

import pytest

from workflow.drafting.segments.planning import Atom, Role, Sentence
from workflow.drafting.strategies.legend import legend
from workflow.drafting.strategies.placeholder_styles import STYLES

FILE = Atom("`file`", Role.NOUN, None)
OPEN, CLOSE = Atom("**", Role.OPEN, 2), Atom("**", Role.CLOSE, 1)
SENTENCE = Sentence(("Open ", 0, " in ", 1, "any editor", 2, "."), (FILE, OPEN, CLOSE))


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_every_style_is_shown_as_numbers(style: object) -> None:
    (one,) = [each for each in STYLES if each is style]
    asked = one.encode(SENTENCE)
    assert asked is not None
    key = legend(SENTENCE, [asked], STYLES)
    third = "[/2]" if one.close == " </#>" or one.close == "</#>" else "[3]"
    assert key.words == (("[1]", "`file`"), ("[2]", "**"), (third, "**"))
    assert " ".join(key.shown(asked).split()) == f"Open [1] in [2] any editor {third}." or "<" in one.open
    assert not set("｟｠⟨⟩").intersection(key.shown(asked + " ｟ ｠"))


def test_words_that_are_in_a_tag_as_well() -> None:
    atoms = (Atom("[", Role.OPEN, 1), Atom("](gate.md)", Role.CLOSE, 0))
    key = legend(
        Sentence(("Open the ", 0, "gate", 1, " at noon."), atoms), ["Open the ｟1｠ gate ｟2｠ at noon."], STYLES
    )
    assert key.words == (("[1]", "["), ("[2]", "](gate.md)"))


def test_tags_kept_by_the_engine() -> None:
    key = legend(SENTENCE, ["Open ⟨1⟩ in ⟨2⟩any editor⟨3⟩."], STYLES)
    assert [words for _, words in key.words] == ["`file`", "**", "**"]
    assert key.shown("Abra ⟨1⟩ en ⟨2⟩un editor⟨3⟩.") == "Abra [1] en [2]un editor[3]."


@pytest.mark.parametrize(
    ("source", "asked", "words"),
    [
        # A strategy may put tags in place of names and quantities, and ask in lower case.
        ("Anna paid 5 EUR.", "｟1｠ paid ｟2｠.", ["Anna", "5 EUR"]),
        ("OPEN THE `file`", "open the ｟1｠", ["`file`"]),
        # Tags side by side stand for it together.
        ("See **`a`** now", "See ｟1｠ ｟2｠ ｟3｠ now", ["", "", "**`a`**"]),
        ("`a`", "｟1｠", ["`a`"]),
        # What is no part of the sentence is left as it is.
        ("Open the file (1) now.", "Open the file (1) now.", []),
        ("Open the house.", "Close ｟1｠.", []),
        ("", "", []),
    ],
)
def test_what_a_tag_stands_for(source: str, asked: str, words: list[str]) -> None:
    key = legend(Sentence((source,), ()), [asked], STYLES)
    assert [found for _, found in key.words] == words


def test_nothing_was_asked() -> None:
    key = legend(SENTENCE, [], STYLES)
    assert key.shown("Abra ｟1｠") == "Abra ｟1｠" and not key.words
