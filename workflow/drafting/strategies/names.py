"""The strategy for sentences whose every translation changed a name: names, and words in a third script, go as placeholder tags."""

from collections.abc import Iterator

from workflow.checks.names import fixed_names
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.strategies.base import Answers, Candidate, Strategy, StrategyContext
from workflow.drafting.strategies.protected_spans import ProtectedSentence, protect
from workflow.engines.base import Segment

__all__ = ["NAMES"]


def _protected(sentence: Sentence, context: StrategyContext) -> ProtectedSentence | None:
    spans = [
        (index, start, end, part[start:end])
        for index, part in enumerate(sentence.parts)
        if isinstance(part, str)
        for start, end in fixed_names(part, context.pair)
    ]
    return protect(sentence, spans)


def _ask(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
    protected = None if context.keeps_tags else _protected(sentence, context)
    style = context.style(0) if protected else None
    text = style.encode(protected.sentence) if protected and style else None
    return None if text is None else (Segment((text,)),)


def _read(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
    protected, style = _protected(sentence, context), context.style(0)
    assert protected is not None and style is not None
    yield from protected.candidates(style, protected.surfaces, answers[0], context, what="names", may_copy=True)


NAMES = Strategy("names as placeholder tags", _ask, _read, reconsiders=True)
