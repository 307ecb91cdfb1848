"""Strategies for sentences whose every translation was refused: an alternative search, then clause by clause."""

import re
from collections.abc import Iterator
from itertools import islice, product

from workflow.checks.table import failed_check
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.postedit import postedit_piece
from workflow.drafting.segments.tokens import has_words
from workflow.drafting.strategies.base import Answers, Candidate, Strategy, StrategyContext, rejected
from workflow.drafting.strategies.inline_tags import NATIVE, placeholder_tags
from workflow.drafting.strategies.plain import PLAIN
from workflow.engines.base import Hypothesis, Segment

__all__ = ["CLAUSES", "RETRY"]

# After a stop, a semicolon or a dash; if there is none, after a comma. The white space belongs to no clause.
_CUTS = (re.compile(r"(?<=[.!?;:…])\s+|\s+[–—]\s+|(?<=[。！？；：])"), re.compile(r"(?<=,)\s+|(?<=[、，])"))
_MIN_WORDS = 2
"""Minimum number of words in a clause."""
_MAX_COMBINATIONS = 12
"""Maximum number of combinations of the clauses' hypotheses."""


# Alternative search


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


# Clause by clause


def _ask_clauses(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
    clauses = _clauses(sentence)
    return tuple(Segment((clause,)) for clause in clauses[::2]) if len(clauses) > 1 else None


def _read_clauses(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
    pieces = _clauses(sentence)
    usable: list[list[tuple[str, Hypothesis]]] = []
    for clause, found in zip(pieces[::2], answers, strict=True):
        texts = [(postedit_piece(clause, "".join(map(str, one.parts)), context.pair.target), one) for one in found]
        reasons = [failed_check(clause, text, context.pair, names=True) for text, _ in texts]
        usable.append([one for one, reason in zip(texts, reasons, strict=True) if reason is None])
        if not usable[-1]:
            yield rejected(f"“{clause}”: {reasons[0]}")
            return
    for chosen in islice(product(*usable), _MAX_COMBINATIONS):
        text = chosen[0][0]
        for gap, (clause, _) in zip(pieces[1::2], chosen[1:], strict=True):
            text += gap + clause
        yield Candidate(
            text,
            " | ".join(clause for clause, _ in chosen),
            (text,),
            sum(one.score for _, one in chosen) / len(chosen),
            sum(one.unknown for _, one in chosen),
        )


def _clauses(sentence: Sentence) -> list[str]:
    """The clauses of a sentence without inline tags, alternating with the white space between them; one item if it has one clause."""
    source = sentence.source
    if sentence.atoms:
        return [source]
    for pattern in _CUTS:
        pieces: list[str] = []
        start = 0
        for match in pattern.finditer(source):
            rest = source[match.end() :]
            if len(source[start : match.start()].split()) >= _MIN_WORDS <= len(rest.split()) and has_words(rest):
                pieces += [source[start : match.start()], match.group()]
                start = match.end()
        if pieces:
            return [*pieces, source[start:]]
    return [source]


RETRY = Strategy("alternative search", _ask_again, _read_again, reconsiders=True)
CLAUSES = Strategy("clause by clause", _ask_clauses, _read_clauses, whole=False, reconsiders=True)
