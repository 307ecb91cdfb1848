"""An engine's hypotheses are read once and put in order; only those that are needed are validated: most sentences need one of four."""

from collections.abc import Sequence

import pytest

from tests.drafting.fake_engines import FakeEngine
from workflow.drafting.translation.draft import Text
from workflow.drafting.translation.drafter import Drafter


class Answer(str):
    """A hypothesis that is listed once it is read."""

    read: list[str]

    @classmethod
    def of(cls, text: str, read: list[str]) -> "Answer":
        answer = cls(text)
        answer.read = read
        return answer

    def __str__(self) -> str:
        text = str.__str__(self)
        self.read.append(text)
        return text


TEXTS = ["The house is by the river.", "Open the `file` in **any editor** now."]
SPANISH = {
    "The house is by the river": "La casa está junto al río",
    "Open the": "Abra el",
    " in ": " en ",
    "any editor": "un editor",
    "now": "ahora",
}


def spanish(text: str) -> str:
    for words, translation in SPANISH.items():
        text = text.replace(words, translation)
    return text


@pytest.mark.parametrize("source", TEXTS)
@pytest.mark.parametrize("bad", range(4))
def test_hypotheses_are_validated_until_one_is_valid(source: str, bad: int) -> None:
    read: list[str] = []

    def answer(text: str) -> Sequence[str]:
        good = [f"{lead}{spanish(text)}" for lead in ("", "Así: ", "Sí: ", "No: ")]
        return [
            Answer.of(one, read)
            for one in (["casa " * (3 + number) + spanish(text) for number in range(bad)] + good)[:4]
        ]

    drafter = Drafter(FakeEngine(answer), "en", "es")
    drafter.styles()
    read.clear()
    (draft,) = drafter.draft([Text(source)])
    (sentence,) = draft.sentences
    assert len(read) == 4
    assert len(sentence.tried) == bad + 1
    assert draft.text is not None and sentence.chosen is sentence.tried[-1]
    assert sentence.chosen.output == read[bad]
    # Whoever asks for the others gets them.
    others = sentence.others()
    assert len(others) == len(set(others)) == 3 - bad
    assert len(read) == 4
    assert sentence.others() == others and len(read) == 4
