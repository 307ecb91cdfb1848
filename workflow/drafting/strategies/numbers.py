"""Rung for sentences whose every translation lost a number: numbers are stand-ins, and come out as they went in.

Only the sign between thousands is the language's own.
"""

import re
from collections.abc import Iterator

from workflow.drafting.segments.planning import Sentence
from workflow.drafting.strategies.base import Answers, Candidate, Rung, Situation
from workflow.drafting.strategies.protected_spans import Protected, Span, protected, spoken
from workflow.engines.base import Segment
from workflow.languages import number_signs

__all__ = ["NUMBERS"]

_NUMBER = re.compile(
    r"(?:(?<![^\s(])[−–+\-])?(?<![^\W_])\d+(?:[.,'’:/–\-]\d+)*[½⅓⅔¼¾⅛⅜⅝⅞]?(?![^\W_])"
    r"|(?<![^\W_])\d+(?=(?:st|nd|rd|th|s)\b)"
)
"""A number that is a word of its own, with its sign, or a range; and what an English ordinal or ``1920s`` begins with."""
_GROUPED = re.compile(r"([−–+\-]?)(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?")
_ENDING = re.compile(r"(?:st|nd|rd|th|s)\b")


def _made(sentence: Sentence, situation: Situation) -> Protected | None:
    spans = [span for place, part in enumerate(sentence.parts) for span in _spans(place, part, situation)]
    return protected(sentence, spans)


def _spans(place: int, part: str | int, situation: Situation) -> Iterator[Span]:
    if isinstance(part, int):
        return
    for match in _NUMBER.finditer(part):
        number = _localised(match.group(), situation)
        # "the 16th century": an ending of one language means nothing in another.
        ending = _ENDING.match(part, match.end())
        yield place, match.start(), ending.end() if ending else match.end(), number


def _localised(number: str, situation: Situation) -> str:
    """``1,234.5`` as the target language writes it; a number without a sign between thousands could be anything, and stays."""
    found = _GROUPED.fullmatch(number)
    if found is None or number_signs(situation.pair.source) != (",", "."):
        return number
    group, decimal = number_signs(situation.pair.target)
    sign, whole, rest = found.groups()
    return f"{sign}{whole.replace(',', group)}{decimal + rest if rest else ''}"


def _ask(sentence: Sentence, situation: Situation) -> tuple[Segment, ...] | None:
    made = None if situation.keeps_codes else _made(sentence, situation)
    style = situation.style(0) if made else None
    text = style.encode(made.sentence) if made and style else None
    return None if text is None else (Segment((text,)),)


def _read(sentence: Sentence, answers: Answers, situation: Situation) -> Iterator[Candidate | str]:
    made, style = _made(sentence, situation), situation.style(0)
    assert made is not None and style is not None
    numbers = [atom.text for atom, old in zip(made.sentence.atoms, made.numbers, strict=True) if old is None]
    yield from spoken(sentence, made, style, numbers, answers[0], situation, what="numbers")


NUMBERS = Rung("numbers as stand-ins", _ask, _read)
