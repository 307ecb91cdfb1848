"""Projection of inline tags onto a translation without tags: no projection is better than a wrong one."""

import re

import pytest

from tests.drafting.fake_engines import FakeEngine
from workflow.drafting.translation.draft import Text
from workflow.drafting.translation.drafter import Drafter
from workflow.inline_tags import Grammar


def target(source: str, words: dict[str, str]) -> str | None:
    """The draft of an engine that knows these texts, and copies no placeholder tag."""
    engine = FakeEngine(lambda text: [words[text]] if text in words else [])
    (draft,) = Drafter(engine, "en", "es", styles=()).draft([Text(source)])
    if draft.text is not None:
        assert Grammar().verify(source, draft.text) is None
        assert all(one.chosen and one.chosen.strategy == "projected by matching words" for one in draft.sentences)
    return draft.text


@pytest.mark.parametrize(
    ("source", "words", "expected"),
    [
        # The words of a pair, translated alone, are looked for.
        ("the **old** house", {"the old house": "la casa vieja", "old": "vieja"}, "la casa **vieja**"),
        ("the **old** house", {"the old house": "la casa vieja", "old": "Viejo"}, None),
        # Another form of them is near enough where it is long enough to tell.
        (
            "see [the old libraries](x.md) now",
            {"see the old libraries now": "ve las viejas bibliotecas ahora", "the old libraries": "viejas bibliotecas"},
            "ve las [viejas bibliotecas](x.md) ahora",
        ),
        # Two occurrences, or two equally good ones: ambiguous.
        ("the **old** house", {"the old house": "la vieja casa vieja", "old": "vieja"}, None),
        # What stands for something is found by its name.
        ("open `notes.txt` now", {"open notes.txt now": "abre notes.txt ahora"}, "abre `notes.txt` ahora"),
        ("open `notes.txt` now", {"open notes.txt now": "abre notas.txt ahora"}, None),
        ("open `notes.txt` now", {"open notes.txt now": "abre notes.txt y notes.txt"}, None),
        # A name that is a word of any language may be that word.
        ("let `a` be big", {"let a be big": "que sea a grande"}, None),
        ("let `A1` be big", {"let A1 be big": "que sea A1 grande"}, "que sea `A1` grande"),
        # A name that stands in the source twice, once as a word.
        ("the error is `error` here", {"the error is error here": "el error está aquí"}, None),
        # Brackets that belong together stay together; stops stay outside.
        (
            "call <b>the page (old)</b>.",
            {"call the page (old).": "llama la página (vieja).", "the page (old)": "la página (vieja)"},
            "llama <b>la página (vieja)</b>.",
        ),
        # Within each other.
        (
            "he saw **the [old](x.md) house** there",
            {
                "he saw the old house there": "vio la casa vieja allí",
                "the old house": "la casa vieja",
                "old": "vieja",
            },
            "vio **la casa [vieja](x.md)** allí",
        ),
        # An inline tag without a name, or with one that is too long.
        ("press `+` now", {"press + now": "pulsa + ahora"}, None),
        (f"see `{'x' * 50}` now", {f"see {'x' * 50} now": f"ve {'x' * 50} ahora"}, None),
    ],
)
def test_places(source: str, words: dict[str, str], expected: str | None) -> None:
    assert target(source, words) == expected


@pytest.mark.parametrize(
    ("best", "other", "expected"),
    [
        # Similarities to the words translated alone: 100 and 90, which is far enough; 100 and 94, which is not.
        ("casa vieja", "casa viejo", "ve la **casa vieja** con la casa viejo"),
        ("biblioteca vieja", "biblioteca viejo", None),
    ],
)
def test_a_runner_up_has_to_be_clearly_worse(best: str, other: str, expected: str | None) -> None:
    words = {"see the old one and an old other": f"ve la {best} con la {other}", "old one": best}
    assert target("see the **old one** and an old other", words) == expected


def test_the_reason_names_the_tag_without_a_place() -> None:
    engine = FakeEngine(lambda text: ["abre el archivo"] if re.search("notes", text) else [])
    (draft,) = Drafter(engine, "en", "es", styles=()).draft([Text("open `notes.txt` now")])
    assert draft.text is None
    assert "no place for `notes.txt`" in draft.reason
