"""The benchmark of the checks: what it plants, and that the checks it names find it."""

import random

import pytest

from benchmarks.corruptions import CORRUPTIONS
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import TextPair
from workflow.checks.rules import RULES, check_text

PAIRS = (
    ("It has 120 doors (and “windows”), and nobody closed them. Everybody went home in the evening after a long day.",
     "Tiene 120 puertas (y «ventanas»), y nadie las cerró. Por la noche, todos se fueron a casa después de un día largo."),
    ("Is it open?", "¿Está abierto?"),
    ("Bring these things:", "Traiga estas cosas:"),
    ("Opening hours", "Horario de atención"),
    ("Run `make` for {name}, see https://example.org/help and press <kbd>A</kbd>.",
     "Ejecute `make` para {name}, consulte https://example.org/help y pulse <kbd>A</kbd>."),
)  # fmt: skip


@pytest.mark.parametrize("kind", CORRUPTIONS)
def test_what_is_planted_is_found(kind: str) -> None:
    corruption = CORRUPTIONS[kind]
    assert corruption.checks <= set(RULES)
    languages = LanguagePair.of("en", "es")
    found = planted = 0
    for number, (source, target) in enumerate(PAIRS):
        pair = TextPair(source, target, languages)
        assert not [check.id for check, _ in check_text(pair)]
        bad = corruption.change(pair, random.Random(kind), PAIRS[number - 1][1])
        if bad is not None and bad != target:
            planted += 1
            problems = check_text(TextPair(source, bad, languages))
            found += any(check.id in corruption.checks for check, _ in problems)
    assert planted and found == planted
