"""Strategies for sentences whose every translation lost or changed a fact: quantities, names, or both go as placeholder tags.

A number goes with its symbol or unit, a range or a dimension as one, and comes out as the target language writes it. Names, and words in a
third script, come out as they are.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from workflow.checks.full_names import fixed_names
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.strategies.base import Answers, Candidate, Strategy, StrategyContext
from workflow.drafting.strategies.protected_spans import ProtectedSentence, ProtectedSpan, protect
from workflow.engines.base import Segment
from workflow.quantities import QuantityKind, quantities
from workflow.quantities.dates import dates, written_date
from workflow.quantities.names import CURRENCY_SIGNS
from workflow.quantities.phrases import set_phrases
from workflow.quantities.writing import groups, joint_between, written, written_with_unit

__all__ = ["FACTS", "NAMES", "QUANTITIES"]

_Spans = Callable[[int, str, StrategyContext], Iterable[ProtectedSpan]]
"""From a part of a sentence, and its index, to the spans to protect in it."""


def _quantities(index: int, part: str, context: StrategyContext) -> Iterator[ProtectedSpan]:
    """The quantities in a part of a sentence, as the target language writes them."""
    codes = (context.pair.source, context.pair.target)
    days = [(one, text) for one in dates(part, codes[0]) if one.alone and (text := written_date(one, codes[1]))]
    phrases = [(one.start, one.end, text) for one, text in days]
    phrases += set_phrases(part, codes)
    yield from ((index, *phrase) for phrase in phrases)
    found = [
        one
        for one in quantities(part, context.pair.source)
        if one.kind not in (QuantityKind.CODE, QuantityKind.POWER, QuantityKind.WORD)
        and not any(start <= one.digits[0] < end for start, end, _ in phrases)
    ]
    for group in groups(found, part):
        text, position = "", group[0].start
        for place, one in enumerate(group):
            last = group[place - 1] if place else None
            joint = joint_between(replace(last, end=position), one, part, codes[1]) if last else ""
            if text[-1:] in CURRENCY_SIGNS and joint == joint.strip():
                joint = f" {joint} "  # ``€-5`` would be below zero
            whole = (
                None if part[one.end : one.end + 1] == "-" else written_with_unit(one, part[one.stop : one.end], codes)
            )
            text += joint + (written(one, codes) if whole is None else whole)
            # A name that is not known is left to the engine.
            position = one.stop if whole is None else one.end
        yield index, group[0].start, position, text


def _names(index: int, part: str, context: StrategyContext) -> Iterator[ProtectedSpan]:
    """The names in a part of a sentence, as they are."""
    for start, end in fixed_names(part, context.pair):
        yield index, start, end, part[start:end]


def _both(index: int, part: str, context: StrategyContext) -> list[ProtectedSpan]:
    """Quantities and names."""
    found = list(_quantities(index, part, context))
    names = [
        name
        for name in _names(index, part, context)
        if not any(name[1] < end and start < name[2] for _, start, end, _ in found)
    ]
    return sorted([*found, *names])


def _strategy(
    name: str, what: str, spans: _Spans, mends: frozenset[str], reconsiders: frozenset[str] = frozenset()
) -> Strategy:
    may_copy = "names" in mends

    def protected(sentence: Sentence, context: StrategyContext) -> ProtectedSentence | None:
        parts = [(index, part) for index, part in enumerate(sentence.parts) if isinstance(part, str)]
        return protect(sentence, [span for index, part in parts for span in sorted(spans(index, part, context))])

    def ask(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
        found = None if context.keeps_tags else protected(sentence, context)
        style = context.style(0) if found else None
        text = style.encode(found.sentence) if found and style else None
        return None if text is None else (Segment((text,)),)

    def read(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
        found, style = protected(sentence, context), context.style(0)
        assert found is not None and style is not None
        yield from found.candidates(style, found.words, answers[0], context, what=what, may_copy=may_copy)

    return Strategy(name, ask, read, reconsiders=reconsiders, mends=mends)


# A translation that repeats itself is better searched for once more (``RETRY``), which mends 46 of 48; quantities as placeholder tags mend
# 10 of 16 of those, and 8 of 27 that lost a name, but names as placeholder tags 76 of 81. The latter removed the objection ``name`` in 13 of
# 40 tries and ``omission`` in 12 of 14, but ``negation`` and ``brackets`` in 0 of 9 (3,500 sentences, en to es, de, fr).
# A sign or a letter that the engine does not know may be in a quantity or a name.
_QUANTITY, _NAME = frozenset({"quantities", "symbols", "unknown"}), frozenset({"names", "unknown"})
QUANTITIES = _strategy("quantities as placeholder tags", "quantities", _quantities, _QUANTITY)
NAMES = _strategy("names as placeholder tags", "names", _names, _NAME, frozenset({"name", "omission"}))
FACTS = _strategy("quantities and names as placeholder tags", "quantities, names", _both, _QUANTITY | _NAME)
