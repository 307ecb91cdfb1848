"""Strategies for sentences whose every translation was refused: an alternative search, then clause by clause."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product

from workflow.checks.table import SERIOUS, failed_check
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.postedit import postedit_piece
from workflow.drafting.segments.tokens import has_words
from workflow.drafting.strategies.base import Answers, Candidate, Strategy, StrategyContext, rejected
from workflow.drafting.strategies.inline_tags import NATIVE, placeholder_tags
from workflow.drafting.strategies.plain import PLAIN
from workflow.engines.base import Hypothesis, Segment
from workflow.languages import base_language

__all__ = ["CLAUSES", "RETRY"]

# After a stop, a semicolon or a dash; after a comma. The white space belongs to no clause.
_CUTS = (re.compile(r"(?<=[.!?;:…])\s+|\s+[–—]\s+|(?<=[。！？；：])"), re.compile(r"(?<=,)\s+|(?<=[、，])"))
_CONJUNCTIONS = {
    "de": "und|oder|aber|denn|sondern",
    "en": "and|or|but|so|because|while|whereas",
    "es": "y|e|o|pero|sino|porque|mientras",
    "fr": "et|ou|mais|car|tandis",
    "it": "e|ed|o|ma|perché|mentre",
    "nl": "en|of|maar|want",
    "pt": "e|ou|mas|porque|enquanto",
    "uk": "і|й|та|або|але|бо",
}
"""By source language: words before which a long clause without a comma is cut."""
_LONG = 24
"""Number of words from which a clause is cut again, at the next kind of place."""
_MIN_LONG = 6
"""Minimum number of words of a clause before or after a conjunction: those of lists have fewer."""
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
    clauses = _clauses(sentence, context.pair.source)
    return tuple(Segment((clause,)) for clause in clauses[::2]) if len(clauses) > 1 else None


def _read_clauses(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
    pieces = _clauses(sentence, context.pair.source)
    usable: list[list[tuple[str, Hypothesis]]] = []
    for clause, found in zip(pieces[::2], answers, strict=True):
        texts = [(postedit_piece(clause, "".join(map(str, one.parts)), context.pair.target), one) for one in found]
        reasons = [failed_check(clause, text, context.pair, names=True) for text, _ in texts]
        usable.append([one for one, reason in zip(texts, reasons, strict=True) if reason is None])
        if not usable[-1]:
            yield rejected(f"“{clause}”: {reasons[0]}", " | ".join(text for text, _ in texts))
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


def _clauses(sentence: Sentence, language: str) -> list[str]:
    """The clauses of a sentence without inline tags, alternating with the white space between them; one item if it has one clause."""
    if sentence.atoms:
        return [sentence.source]
    pieces = [sentence.source]
    for pattern in _CUTS:
        if len(pieces) == 1 or any(_is_long(piece) for piece in pieces):
            pieces = _cut(pieces, pattern, _MIN_WORDS)
    words = _CONJUNCTIONS.get(base_language(language))
    return _cut(pieces, re.compile(rf"\s+(?=(?:{words})\s)"), _MIN_LONG) if words else pieces


def _cut(pieces: Sequence[str], pattern: re.Pattern[str], least: int) -> list[str]:
    """Cut the long clauses among the pieces where the pattern matches, and the sentence if it is in one piece.

    ``least``: the number of words that a clause has at least.
    """
    found: list[str] = []
    for number, piece in enumerate(pieces):
        start = 0
        if number % 2 == 0 and (_is_long(piece) or (len(pieces) == 1 and least == _MIN_WORDS)):
            for match in pattern.finditer(piece):
                rest = piece[match.end() :]
                if len(piece[start : match.start()].split()) >= least <= len(rest.split()) and has_words(rest):
                    found += [piece[start : match.start()], match.group()]
                    start = match.end()
        found.append(piece[start:])
    return found


def _is_long(clause: str) -> bool:
    return len(clause.split()) >= _LONG


RETRY = Strategy("alternative search", _ask_again, _read_again)
CLAUSES = Strategy("clause by clause", _ask_clauses, _read_clauses, whole=False, reconsiders=SERIOUS)
