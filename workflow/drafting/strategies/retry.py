"""Rungs for sentences whose every translation was refused: the engine searches in another way, then clause by clause."""

import re
from collections.abc import Iterator
from itertools import islice, product

from workflow.drafting.quality.rules import objection
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.postedit import mended_piece
from workflow.drafting.segments.tokens import has_words
from workflow.drafting.strategies.base import Answers, Candidate, Rung, Situation
from workflow.drafting.strategies.inline_tags import stand_in
from workflow.drafting.strategies.plain import PLAIN
from workflow.engines.base import Hypothesis, Segment

__all__ = ["AGAIN", "CLAUSES"]

# After a stop, a semicolon or a dash; where there is none, after a comma. The white space belongs to no clause.
_CUTS = (re.compile(r"(?<=[.!?;:…])\s+|\s+[–—]\s+|(?<=[。！？；：])"), re.compile(r"(?<=,)\s+|(?<=[、，])"))
_LEAST = 2
"""Words of the shortest clause."""
_MOST = 12
"""Combinations of the clauses' answers that are looked at."""


# Searched in another way


def _ask_again(sentence: Sentence, situation: Situation) -> tuple[Segment, ...] | None:
    if not situation.retries:
        return None
    asked = _first(sentence).ask(sentence, situation)
    return asked and tuple(Segment(segment.parts, retry=True) for segment in asked)


def _read_again(sentence: Sentence, answers: Answers, situation: Situation) -> Iterator[Candidate | str]:
    return _first(sentence).read(sentence, answers, situation)


_STAND_IN = stand_in(0)


def _first(sentence: Sentence) -> Rung:
    return _STAND_IN if sentence.atoms else PLAIN


# Clause by clause


def _ask_clauses(sentence: Sentence, situation: Situation) -> tuple[Segment, ...] | None:
    clauses = _clauses(sentence)
    return tuple(Segment((clause,)) for clause in clauses[::2]) if len(clauses) > 1 else None


def _read_clauses(sentence: Sentence, answers: Answers, situation: Situation) -> Iterator[Candidate | str]:
    pieces = _clauses(sentence)
    usable: list[list[tuple[str, Hypothesis]]] = []
    for clause, found in zip(pieces[::2], answers, strict=True):
        said = [(mended_piece(clause, "".join(map(str, one.parts)), situation.pair.target), one) for one in found]
        reasons = [objection(clause, text, situation.pair, names=True) for text, _ in said]
        usable.append([one for one, reason in zip(said, reasons, strict=True) if reason is None])
        if not usable[-1]:
            yield f"“{clause}”: {reasons[0]}"
            return
    for chosen in islice(product(*usable), _MOST):
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
    """The clauses of a sentence without codes, with what lies between them; the sentence alone where it has only one."""
    source = sentence.source
    if sentence.atoms:
        return [source]
    for pattern in _CUTS:
        pieces: list[str] = []
        start = 0
        for match in pattern.finditer(source):
            rest = source[match.end() :]
            if len(source[start : match.start()].split()) >= _LEAST <= len(rest.split()) and has_words(rest):
                pieces += [source[start : match.start()], match.group()]
                start = match.end()
        if pieces:
            return [*pieces, source[start:]]
    return [source]


AGAIN = Rung("searched in another way", _ask_again, _read_again)
CLAUSES = Rung("clause by clause", _ask_clauses, _read_clauses, context=False)
