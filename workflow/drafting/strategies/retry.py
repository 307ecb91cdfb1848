"""The strategy for sentences whose every translation was refused: an alternative search."""

from collections.abc import Iterator

from workflow.drafting.segments.planning import Sentence
from workflow.drafting.strategies.base import Answers, Candidate, Strategy, StrategyContext
from workflow.drafting.strategies.inline_tags import NATIVE, placeholder_tags
from workflow.drafting.strategies.plain import PLAIN
from workflow.engines.base import Segment

__all__ = ["RETRY"]


def _ask_again(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
    if not context.retries:
        return None
    asked = _first(sentence, context).ask(sentence, context)
    return asked and tuple(Segment(segment.parts, retry=True) for segment in asked)


def _read_again(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
    return _first(sentence, context).read(sentence, answers, context)


_PLACEHOLDER_TAGS = placeholder_tags(0)


def _first(sentence: Sentence, context: StrategyContext) -> Strategy:
    if not sentence.atoms:
        return PLAIN
    return NATIVE if context.keeps_tags else _PLACEHOLDER_TAGS


RETRY = Strategy("alternative search", _ask_again, _read_again)
