"""Fuzzy matches of new texts with old ones, among few and among many."""

import random

import pytest

from workflow.catalogs.fuzzy_match import CandidatePool, FuzzyMatch, PlacedEntry, best_matches, placed
from workflow.model import Entry

WORDS = [
    f"{first}{last}"
    for first in ("har", "wind", "mill", "stone", "river", "bell", "clock", "lan", "gar", "north", "tim", "sal")
    for last in ("bour", "ow", "stone", "tern", "den", "ward", "er", "ted", "ing", "ly", "en", "side")
]
SIGNS = "海風石川鐘時燈園北鹽船橋門路山田雨雪火樹鳥魚書紙筆墨茶酒米麥"


def sentence(dice: random.Random) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(dice.randrange(8, 25))).capitalize() + "."


def line(dice: random.Random) -> str:
    return "".join(dice.choice(SIGNS) for _ in range(dice.randrange(20, 50))) + "。"


def edited(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) // 2)
    return text[:at] + dice.choice(["x", "", text[-3]]) + text[at + 2 :]


def candidates(texts: list[str]) -> list[PlacedEntry]:
    entries = [Entry(msgid=text, msgstr=("x",)) for text in texts]
    return [placed(entry) for entry in entries]


@pytest.mark.parametrize("make", [sentence, line])
@pytest.mark.parametrize("count", [300, 3000])
def test_an_edited_text_finds_what_it_was(make: object, count: int) -> None:
    dice = random.Random(count)
    old = [make(dice) for _ in range(count)]  # type: ignore[operator]
    origins = dice.sample(range(count), 40)
    new = [edited(old[number], dice) for number in origins]
    found = best_matches(candidates(new), CandidatePool(candidates(old)), 75.0)
    assert [(match.new, match.old) for match in found] == list(enumerate(origins))


def test_nothing_is_found_for_texts_about_other_things() -> None:
    dice = random.Random(1)
    old = [sentence(dice) for _ in range(3000)]
    assert (
        best_matches(
            candidates(["Nobody knew what the committee would decide about pensions."]), CandidatePool(candidates(old))
        )
        == []
    )
    assert best_matches(candidates(["…", "?!"]), CandidatePool(candidates(old))) == []


def test_many_are_searched_as_few_are() -> None:
    """The same old texts, once alone and once among two thousand that share nothing with them."""
    dice = random.Random(2)
    old = [sentence(dice) for _ in range(200)]
    new = candidates([edited(edited(text, dice), dice) for text in old[::4]] + [sentence(dice) for _ in range(20)])
    others = [line(dice) for _ in range(2000)]

    def reported(matches: list[FuzzyMatch]) -> list[tuple[int, int, float]]:
        return [(match.new, match.old, match.score) for match in matches]

    # The score is a 32-bit number in one way and a 64-bit one in the other.
    few, many = (
        best_matches(new, CandidatePool(candidates(old))),
        best_matches(new, CandidatePool(candidates(old + others))),
    )
    assert [item[:2] for item in reported(few)] == [item[:2] for item in reported(many)]
    assert [item[2] for item in reported(few)] == pytest.approx([item[2] for item in reported(many)], abs=0.002)


@pytest.mark.parametrize("count", [3, 2000])
def test_case_does_not_count(count: int) -> None:
    dice = random.Random(2)
    old = ["HELLO WORLD TODAY", "Opening Hours And Fares", *(sentence(dice) for _ in range(count))]
    found = best_matches(candidates(["Opening hours and fares", "Hello world today"]), CandidatePool(candidates(old)))
    assert [(match.new, match.old) for match in found] == [(0, 1), (1, 0)]
