"""The strategy for sentences with a quotation that no translation keeps: it is translated by itself, and goes as a placeholder tag.

``The sign says “quiet, please”.``: engines take the comma for the end of a clause, and lose a quotation mark.
"""

from collections.abc import Iterator

from workflow.checks.brackets import quotations
from workflow.checks.table import failed_check
from workflow.drafting.segments.localisation import localised
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.postedit import postedit
from workflow.drafting.strategies.base import Answers, Candidate, Strategy, StrategyContext, rejected
from workflow.drafting.strategies.protected_spans import ProtectedSentence, protect
from workflow.engines.base import Segment

__all__ = ["QUOTATIONS"]


def _ask(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
    found = None if context.keeps_tags else _protected(sentence)
    style = context.style(0) if found else None
    text = style.encode(found.sentence) if found and style else None
    return (
        None if text is None or found is None else (Segment((text,)), *(Segment((one[1:-1],)) for one in found.words))
    )


def _read(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
    found, style = _protected(sentence), context.style(0)
    assert found is not None and style is not None
    words = []
    for quoted, hypotheses in zip(found.words, answers[1:], strict=True):
        outputs = ["".join(map(str, one.parts)).strip() for one in hypotheses]
        texts = (_edited(quoted[1:-1], output, context) for output in outputs)
        good = next((one for one in texts if failed_check(quoted[1:-1], one, context.pair, names=True) is None), None)
        if good is None:
            yield rejected(f"no translation of {quoted} passes the checks", " | ".join(outputs))
            return
        words.append(quoted[0] + good + quoted[-1])
    yield from found.candidates(style, words, answers[0], context, what="quotations")


def _edited(source: str, output: str, context: StrategyContext) -> str:
    """A translation of a quotation, which begins and ends as its source does."""
    text = postedit(source, str(localised(source, (output,), context.pair)[0]), context.pair.target)
    return text[:1].lower() + text[1:] if source[:1].islower() and context.pair.target != "de" else text


def _protected(sentence: Sentence) -> ProtectedSentence | None:
    spans = [
        (index, start - 1, end + 1, part[start - 1 : end + 1])
        for index, part in enumerate(sentence.parts)
        if isinstance(part, str)
        for start, end in quotations(part)
    ]
    inside = [one for one in spans if not any(one[0] == two[0] and two[1] < one[1] < two[2] for two in spans)]
    return protect(sentence, inside)


QUOTATIONS = Strategy("quotations by themselves", _ask, _read, reconsiders=frozenset({"brackets"}))
