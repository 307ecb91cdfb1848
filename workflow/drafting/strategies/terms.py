"""Strategies for sentences whose drafts lack a glossary term: the term goes as an atom and comes out as the glossary has it.

They are tried after ``STRATEGIES``; their candidates pass the same validation.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.terminology import inflected
from workflow.drafting.segments.tidying import tidied
from workflow.drafting.strategies.base import Answers, Candidate, StrategyContext, readable, rejected
from workflow.drafting.strategies.protected_spans import ProtectedSentence, protect
from workflow.engines.base import Segment
from workflow.glossary import Concept

__all__ = ["TERM_STRATEGIES", "TermStrategy"]

Missing = tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class TermStrategy:
    """One way to get the terms ``missing`` from a draft into it; otherwise like ``Strategy``."""

    name: str
    ask: Callable[[Sentence, Missing, StrategyContext], tuple[Segment, ...] | None]
    read: Callable[[Sentence, Missing, Answers, StrategyContext], Iterator[Candidate]]


def _segments(protected: ProtectedSentence, text: Segment) -> tuple[Segment, ...]:
    """The sentence, and each term by itself: the engine may know a form that the glossary does not give."""
    return (text, *(Segment((surface,)) for surface in protected.surfaces))


def _names(
    protected: ProtectedSentence, sentence: Sentence, missing: Missing, answers: Answers, context: StrategyContext
) -> list[str]:
    """The names of the terms, in the forms that the engine gives them."""
    assert context.terminology is not None
    outputs = [
        ["".join(map(str, tidied("", hypothesis.parts, context.pair.target))) for hypothesis in found]
        for found in answers[1:]
    ]
    matches = context.terminology.occurrences(sentence, missing)
    return [
        inflected(context.terminology.terms, match.concept, surface, texts)
        for (_, match), surface, texts in zip(matches, protected.surfaces, outputs, strict=True)
    ]


def _ask_native(sentence: Sentence, missing: Missing, context: StrategyContext) -> tuple[Segment, ...] | None:
    protected = _protected(sentence, missing, context)
    return _segments(protected, Segment(protected.sentence.parts)) if protected and context.keeps_tags else None


def _read_native(
    sentence: Sentence, missing: Missing, answers: Answers, context: StrategyContext
) -> Iterator[Candidate]:
    protected = _protected(sentence, missing, context)
    assert protected is not None
    names = _names(protected, sentence, missing, answers, context)
    for hypothesis in answers[0]:
        numbers = sorted(part for part in hypothesis.parts if isinstance(part, int))
        output = readable(hypothesis.parts)
        if numbers != list(range(len(protected.numbers))):
            yield rejected(
                f"terms or inline tags were lost or duplicated in “{protected.sentence.written(hypothesis.parts)}”",
                output,
            )
        else:
            yield protected.restore(hypothesis, names, output, context, may_copy=True)


def _placeholder_tags(rank: int) -> TermStrategy:
    def ask(sentence: Sentence, missing: Missing, context: StrategyContext) -> tuple[Segment, ...] | None:
        protected = _protected(sentence, missing, context)
        if protected is None or (style := context.style(rank)) is None:
            return None
        text = style.encode(protected.sentence)
        return None if text is None else _segments(protected, Segment((text,)))

    def read(sentence: Sentence, missing: Missing, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
        protected, style = _protected(sentence, missing, context), context.style(rank)
        assert protected is not None and style is not None
        names = _names(protected, sentence, missing, answers, context)
        yield from protected.candidates(style, names, answers[0], context, what="terms", may_copy=True)

    return TermStrategy(f"terms as placeholder tags {rank + 1}", ask, read)


def _protected(sentence: Sentence, missing: Missing, context: StrategyContext) -> ProtectedSentence | None:
    if context.terminology is None:
        return None
    found = context.terminology.occurrences(sentence, missing)
    return protect(sentence, [(index, one.start, one.end, one.concept.targets[0]) for index, one in found])


TERM_STRATEGIES: tuple[TermStrategy, ...] = (
    TermStrategy("terms kept by the engine", _ask_native, _read_native),
    _placeholder_tags(0),
    _placeholder_tags(1),
    _placeholder_tags(2),
)
"""Strategies, in the order in which they are tried."""
