"""The strategy for sentences whose every translation lost or changed a quantity: quantities go as placeholder tags.

A number goes with its symbol or unit, a range or a dimension as one. They come out as the target language writes them.
"""

from collections.abc import Iterator

from workflow.drafting.segments.planning import Sentence
from workflow.drafting.strategies.base import Answers, Candidate, Strategy, StrategyContext
from workflow.drafting.strategies.protected_spans import ProtectedSentence, ProtectedSpan, protect
from workflow.engines.base import Segment
from workflow.quantities import QuantityKind, quantities
from workflow.quantities.localising import groups, written, written_with_unit
from workflow.quantities.names import CURRENCY_SIGNS

__all__ = ["QUANTITIES"]


def _protected(sentence: Sentence, context: StrategyContext) -> ProtectedSentence | None:
    spans = [span for index, part in enumerate(sentence.parts) for span in _spans(index, part, context)]
    return protect(sentence, spans)


def _spans(index: int, part: str | int, context: StrategyContext) -> Iterator[ProtectedSpan]:
    if isinstance(part, int):
        return
    codes = (context.pair.source, context.pair.target)
    found = [
        one
        for one in quantities(part, context.pair.source)
        if one.kind not in (QuantityKind.CODE, QuantityKind.POWER, QuantityKind.WORD)
    ]
    for group in groups(found, part):
        text, position = "", group[0].start
        for one in group:
            joint = part[position : one.start] if text else ""
            if text[-1:] in CURRENCY_SIGNS and joint == joint.strip():
                joint = f" {joint} "  # ``€-5`` would be below zero
            whole = (
                None if part[one.end : one.end + 1] == "-" else written_with_unit(one, part[one.stop : one.end], codes)
            )
            text += joint + (written(one, codes) if whole is None else whole)
            # A name that is not known is left to the engine.
            position = one.stop if whole is None else one.end
        yield index, group[0].start, position, text


def _ask(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
    protected = None if context.keeps_tags else _protected(sentence, context)
    style = context.style(0) if protected else None
    text = style.encode(protected.sentence) if protected and style else None
    return None if text is None else (Segment((text,)),)


def _read(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
    protected, style = _protected(sentence, context), context.style(0)
    assert protected is not None and style is not None
    words = [atom.text for atom, old in zip(protected.sentence.atoms, protected.numbers, strict=True) if old is None]
    yield from protected.candidates(style, words, answers[0], context, what="quantities")


QUANTITIES = Strategy("quantities as placeholder tags", _ask, _read)
