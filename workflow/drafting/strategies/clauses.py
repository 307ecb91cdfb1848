"""The strategy for sentences whose every translation was refused or lacks something: each clause alone.

A clause is a sentence of its own, with the inline tags in it; a pair of inline tags lies within one clause.
"""

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from itertools import islice, tee
from typing import TypeVar

from workflow.checks.table import SERIOUS, failed_check
from workflow.drafting.segments.localisation import edited
from workflow.drafting.segments.planning import Role, Sentence
from workflow.drafting.segments.postedit import join_parts, postedit_piece
from workflow.drafting.segments.tokens import has_words
from workflow.drafting.strategies.base import NOTHING, Answers, Candidate, Strategy, StrategyContext, rejected
from workflow.drafting.strategies.placeholder_styles import PlaceholderStyle
from workflow.engines.base import Hypothesis, Segment
from workflow.languages import base_language

__all__ = ["CLAUSES"]

T = TypeVar("T")

# After a stop that is none of a number's sign (``no. 4``), a semicolon or a dash; after a comma. The white space belongs to no clause.
_CUTS = (
    re.compile(r"(?<=[.!?;:…])(?<!\b[Nn]o\.)\s+|\s+[–—]\s+|(?<=[。！？；：])"),
    re.compile(r"(?<=,)\s+|(?<=[、，])"),
)
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
_ATOM = 0xE000
"""The first of the private characters that stand for atoms while a sentence is cut."""
_ATOMS = re.compile("([\ue000-\uf8ff])")
_MAX_ATOMS = 0xF8FF - _ATOM


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a sentence."""

    sentence: Sentence
    numbers: tuple[int, ...]
    """The numbers that its atoms have in the whole sentence."""
    gap: str
    """The white space after it."""

    def requests(self, context: StrategyContext) -> "tuple[_Request, ...]":
        """What the engine is asked: the clause in each style of placeholder tags in which it can be written."""
        if not self.numbers or context.keeps_tags:
            return (_Request(Segment(self.sentence.parts)),)
        written = [(style.encode(self.sentence), style) for style in context.styles()]
        return tuple(_Request(Segment((text,)), style) for text, style in written if text is not None)

    def read(
        self, hypothesis: Hypothesis, style: PlaceholderStyle | None, context: StrategyContext
    ) -> "_Translation | str":
        """A translation, or why it cannot be used."""
        given = hypothesis.parts
        if style is not None:
            decoded = style.decode("".join(map(str, given)), self.sentence)
            if decoded is None:
                return "inline tags were lost or duplicated"
            given = decoded
        words, source, target = self.sentence.words, self.sentence.source, context.pair.target
        parts = edited(words, given, context.pair)
        if not self.numbers:
            text = postedit_piece(source, "".join(map(str, parts)), target)
            parts, words = (text,), text
        else:
            text = postedit_piece(source, join_parts(self.sentence, parts, target), target)
            words = replace(self.sentence, parts=parts).words
        reason = failed_check(self.sentence.words, words, context.pair, names=True)
        if reason:
            return reason
        return _Translation(
            text, tuple(self.numbers[part] if isinstance(part, int) else part for part in parts), hypothesis
        )


@dataclass(frozen=True, slots=True)
class _Request:
    """A clause as the engine gets it."""

    segment: Segment
    style: PlaceholderStyle | None = None
    """The style of its placeholder tags; None if it has none."""


@dataclass(frozen=True, slots=True)
class _Translation:
    """The translation of a clause."""

    text: str
    parts: tuple[str | int, ...]
    """With the numbers that atoms have in the whole sentence."""
    hypothesis: Hypothesis


def _ask(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
    clauses = _clauses(sentence, context.pair.source)
    if len(clauses) < 2:
        return None
    asked = [clause.requests(context) for clause in clauses]
    return tuple(one.segment for requests in asked for one in requests) if all(asked) else None


def _read(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
    """Combine the first translation of every clause, then the next ones of single clauses."""
    clauses = _clauses(sentence, context.pair.source)
    left = iter(answers)
    hypotheses = [
        [(one, request.style) for request in clause.requests(context) for one in next(left)] for clause in clauses
    ]
    usable = [tee(_usable(clause, found, context), 1)[0] for clause, found in zip(clauses, hypotheses, strict=True)]
    for clause, found, translations in zip(clauses, hypotheses, usable, strict=True):
        if next(copy(translations), None) is None:
            output = " | ".join("".join(map(str, one.parts)) for one, _ in found)
            reason = clause.read(*found[0], context) if found else NOTHING
            yield rejected(f"“{clause.sentence.source}”: {reason}", output)
            return
    for chosen in islice(_product(usable), _MAX_COMBINATIONS):
        text = "".join(one.text + clause.gap for clause, one in zip(clauses, chosen, strict=True))
        parts: tuple[str | int, ...] = (text,)
        if sentence.atoms:
            parts = tuple(
                part
                for clause, one in zip(clauses, chosen, strict=True)
                for part in (*one.parts, clause.gap)
                if part != ""
            )
        yield Candidate(
            text,
            " | ".join(one.text for one in chosen),
            parts,
            sum(one.hypothesis.score for one in chosen) / len(chosen),
            sum(one.hypothesis.unknown for one in chosen),
        )


def _usable(
    clause: _Clause, found: Sequence[tuple[Hypothesis, PlaceholderStyle | None]], context: StrategyContext
) -> Iterator[_Translation]:
    read = (clause.read(one, style, context) for one, style in found)
    return (one for one in read if isinstance(one, _Translation))


def _product(choices: Sequence[Iterator[T]]) -> Iterator[tuple[T, ...]]:
    """Combine choices, which can be copied, as ``itertools.product`` does, but read each only as far as it is needed."""
    if not choices:
        yield ()
        return
    for one in copy(choices[0]):
        yield from ((one, *rest) for rest in _product(choices[1:]))


def _clauses(sentence: Sentence, language: str) -> list[_Clause]:
    """The clauses of a sentence; one if it cannot be cut."""
    if len(sentence.atoms) > _MAX_ATOMS or any(
        isinstance(part, str) and _ATOMS.search(part) for part in sentence.parts
    ):
        return [_Clause(sentence, tuple(range(len(sentence.atoms))), "")]
    text = "".join(chr(_ATOM + part) if isinstance(part, int) else part for part in sentence.parts)
    pieces = [text]
    for pattern in _CUTS:
        if len(pieces) == 1 or any(_is_long(piece) for piece in pieces):
            pieces = _cut(pieces, pattern, _MIN_WORDS)
    words = _CONJUNCTIONS.get(base_language(language))
    if words:
        pieces = _cut(pieces, re.compile(rf"\s+(?=(?:{words})\s)"), _MIN_LONG)
    return [_clause(sentence, words, gap) for words, gap in _whole(sentence, pieces)]


def _cut(pieces: Sequence[str], pattern: re.Pattern[str], least: int) -> list[str]:
    """Cut the long clauses among the pieces where the pattern matches, and the sentence if it is in one piece.

    ``pieces``: clauses, alternating with white space. ``least``: the number of words that a clause has at least.
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


def _whole(sentence: Sentence, pieces: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The clauses, each with the white space after it. Those that share a pair of inline tags are one."""
    opened = 0
    clause = ""
    for piece, gap in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        for atom in _ATOMS.findall(piece):
            role = sentence.atoms[ord(atom) - _ATOM].role
            opened += (role is Role.OPEN) - (role is Role.CLOSE)
        clause += piece
        if opened:
            clause += gap
        else:
            yield clause, gap
            clause = ""
    if clause:
        yield clause, ""


def _clause(sentence: Sentence, text: str, gap: str) -> _Clause:
    """A clause of a sentence, whose atoms are private characters in ``text``."""
    numbers = [ord(atom) - _ATOM for atom in _ATOMS.findall(text)]
    places = {number: place for place, number in enumerate(numbers)}
    atoms = tuple(
        replace(atom, partner=None if atom.partner is None else places.get(atom.partner))
        for atom in (sentence.atoms[number] for number in numbers)
    )
    parts = tuple(places[ord(part) - _ATOM] if _ATOMS.match(part) else part for part in _ATOMS.split(text) if part)
    return _Clause(Sentence(parts, atoms), tuple(numbers), gap)


CLAUSES = Strategy("clause by clause", _ask, _read, whole=False, reconsiders=SERIOUS)
