"""The strategy for sentences whose every translation lost a number: numbers go as placeholder tags.

Only the thousands separator and the decimal sign are localised.
"""

import re
from collections.abc import Iterator

from workflow.drafting.segments.planning import Sentence
from workflow.drafting.strategies.base import Answers, Candidate, Strategy, StrategyContext
from workflow.drafting.strategies.protected_spans import ProtectedSentence, ProtectedSpan, protect
from workflow.engines.base import Segment
from workflow.languages import number_signs

__all__ = ["NUMBERS"]

_NUMBER = re.compile(
    r"(?:(?<![^\s(])[−–+\-])?(?<![^\W_])\d+(?:[.,'’:/–\-]\d+)*[½⅓⅔¼¾⅛⅜⅝⅞]?(?![^\W_])"
    r"|(?<![^\W_])\d+(?=(?:st|nd|rd|th|s)\b)"
)
"""A number that stands alone, with its sign, or a range; and the digits of an English ordinal or of ``1920s``."""
_GROUPED = re.compile(r"([−–+\-]?)(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?")
_ENDING = re.compile(r"(?:st|nd|rd|th|s)\b")


def _protected(sentence: Sentence, context: StrategyContext) -> ProtectedSentence | None:
    spans = [span for index, part in enumerate(sentence.parts) for span in _spans(index, part, context)]
    return protect(sentence, spans)


def _spans(index: int, part: str | int, context: StrategyContext) -> Iterator[ProtectedSpan]:
    if isinstance(part, int):
        return
    for match in _NUMBER.finditer(part):
        number = _localised(match.group(), context)
        # "the 16th century": an English ending means nothing in another language.
        ending = _ENDING.match(part, match.end())
        yield index, match.start(), ending.end() if ending else match.end(), number


def _localised(number: str, context: StrategyContext) -> str:
    """``1,234.5`` as the target language writes it. A number without a thousands separator is ambiguous and stays as it is."""
    found = _GROUPED.fullmatch(number)
    if found is None or number_signs(context.pair.source) != (",", "."):
        return number
    group, decimal = number_signs(context.pair.target)
    sign, whole, rest = found.groups()
    return f"{sign}{whole.replace(',', group)}{decimal + rest if rest else ''}"


def _ask(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
    protected = None if context.keeps_tags else _protected(sentence, context)
    style = context.style(0) if protected else None
    text = style.encode(protected.sentence) if protected and style else None
    return None if text is None else (Segment((text,)),)


def _read(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
    protected, style = _protected(sentence, context), context.style(0)
    assert protected is not None and style is not None
    numbers = [atom.text for atom, old in zip(protected.sentence.atoms, protected.numbers, strict=True) if old is None]
    yield from protected.candidates(style, numbers, answers[0], context, what="numbers")


NUMBERS = Strategy("numbers as placeholder tags", _ask, _read)
