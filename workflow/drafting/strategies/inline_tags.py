"""Strategies for sentences with inline tags: kept by the engine, as placeholder tags, split at the tags."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product

from workflow.checks.table import failed_check
from workflow.drafting.segments.localisation import edited
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.postedit import join_parts, postedit_piece
from workflow.drafting.segments.tokens import has_words
from workflow.drafting.strategies.base import (
    NOTHING,
    Answers,
    Candidate,
    Strategy,
    StrategyContext,
    make_candidate,
    readable,
    rejected,
)
from workflow.engines.base import Hypothesis, Segment
from workflow.languages import NO_SPACES

__all__ = ["NATIVE", "SPLIT", "placeholder_tags"]

_MAX_COMBINATIONS = 12
"""Maximum number of combinations of the pieces' hypotheses."""


def _ask_native(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
    return (Segment(sentence.parts),) if context.keeps_tags else None


def _read_native(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
    for hypothesis in answers[0]:
        yield make_candidate(sentence, hypothesis.parts, readable(hypothesis.parts), hypothesis, context)


def placeholder_tags(rank: int) -> Strategy:
    """The strategy that writes inline tags in the package's placeholder style of that rank."""

    def ask(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
        style = context.style(rank) if sentence.atoms else None
        text = style.encode(sentence) if style else None
        return None if text is None else (Segment((text,)),)

    def read(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
        style = context.style(rank)
        assert style is not None
        for hypothesis in answers[0]:
            output = "".join(map(str, hypothesis.parts))
            parts = style.decode(output, sentence)
            if parts is None:
                yield rejected(f"inline tags were lost or duplicated in “{style.shown(output, sentence)}”", output)
            else:
                yield make_candidate(sentence, parts, output, hypothesis, context)

    return Strategy(f"placeholder tags {rank + 1}", ask, read)


def _ask_pieces(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
    return tuple(Segment((_trimmed(piece)[1],)) for piece in _pieces(sentence)) if sentence.atoms else None


def _read_pieces(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
    """Combine the first hypothesis of every piece, then the next ones of single pieces."""
    pieces = [_trimmed(piece)[1] for piece in _pieces(sentence)]
    usable: list[list[tuple[str, Hypothesis]]] = []
    for piece, found in zip(pieces, answers, strict=True):
        good = []
        reason: str | None = NOTHING
        for hypothesis in found:
            given = edited(piece, ("".join(map(str, hypothesis.parts)),), context.pair)
            text = postedit_piece(piece, str(given[0]), context.pair.target)
            reason = failed_check(piece, text, context.pair)
            if reason is None:
                good.append((text, hypothesis))
        if not good:
            # One or two untranslated words are better than a sentence that stays empty.
            if reason and reason.startswith("same") and len(piece.split()) <= 2:
                good.append((piece, Hypothesis((piece,), unknown=1)))
            else:
                answers_found = " | ".join("".join(map(str, one.parts)) for one in found)
                yield rejected(f"“{piece}”: {reason}", answers_found)
                return
        usable.append(good)
    for chosen in islice(product(*usable), _MAX_COMBINATIONS):
        rest = iter(chosen)
        parts: list[str | int] = []
        for part in sentence.parts:
            if isinstance(part, str) and has_words(part):
                lead, _, tail = _trimmed(part)
                parts.append(lead + next(rest)[0] + tail)
            else:
                parts.append(part)
        text = _in_place(sentence, parts, context.pair.target)
        yield Candidate(
            text,
            " | ".join(text for text, _ in chosen),
            tuple(parts),
            sum(hypothesis.score for _, hypothesis in chosen) / len(chosen),
            sum(hypothesis.unknown for _, hypothesis in chosen),
        )


def _in_place(sentence: Sentence, parts: Sequence[str | int], language: str) -> str:
    """Join pieces with the source's white space; languages without spaces have none around inline tags."""
    if language.split("_")[0] in NO_SPACES:
        return join_parts(sentence, tuple(parts), language)
    return "".join(sentence.atoms[part].text if isinstance(part, int) else part for part in parts)


def _pieces(sentence: Sentence) -> list[str]:
    """The strings with words between the inline tags."""
    return [part for part in sentence.parts if isinstance(part, str) and has_words(part)]


def _trimmed(piece: str) -> tuple[str, str, str]:
    """Leading punctuation, words, trailing punctuation, where the punctuation is set off by white space: ``, and then (``."""
    lead = re.match(r"[^\w]*\s+|", piece)
    tail = re.search(r"\s+[^\w]*\Z|\Z", piece)
    start, end = lead.end() if lead else 0, tail.start() if tail else len(piece)
    return piece[:start], piece[start:end], piece[end:]


NATIVE = Strategy("inline tags kept by the engine", _ask_native, _read_native)
SPLIT = Strategy("split at the inline tags", _ask_pieces, _read_pieces, whole=False)
