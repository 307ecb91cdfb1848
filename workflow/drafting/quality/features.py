"""The features of a sentence's draft that tell how likely it is wrong: one table, ``FEATURES``.

A feature is a figure, or None if it cannot be had. ``weights.py`` has the weight of each; ``training/risk.py`` fits them to what readers
said. Each objection to the draft (``checks.table.OBJECTIONS``) is a feature too.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from workflow.checks.language_pair import LanguagePair
from workflow.checks.omission import coverage
from workflow.checks.table import OBJECTIONS
from workflow.checks.vocabulary import invented_words, left_words
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.strategies import WHOLE_SENTENCE
from workflow.drafting.strategies.base import Candidate
from workflow.drafting.strategies.plain import LOWERED

__all__ = ["FEATURES", "EstimationInput", "Feature"]

_USUAL = {"Jpan": 0.5, "Hans": 0.35, "Hant": 0.35, "Kore": 0.6}
"""Characters of a text for each character of the same text in Latin script."""
_LONGER, _SPREAD = 0.1, math.log(1.5)
"""The usual logarithm of the ratio of lengths, and how far from it a ratio is still usual."""
_MIN_LENGTH = 15
"""Minimum length of a sentence, in characters, for its length ratio to count."""
_MOST = 3
"""Maximum count of a feature that counts words: one such word is bad enough."""


@dataclass(frozen=True, slots=True)
class EstimationInput:
    """One sentence's draft, and the candidates that were tried."""

    sentence: Sentence
    candidate: Candidate
    """The candidate that was chosen."""
    tried: tuple[Candidate, ...]
    """All candidates that were validated, in order; the chosen one included."""
    pair: LanguagePair
    package: str = ""
    """The hash of the engine's package."""

    @property
    def words(self) -> str:
        """The draft without inline tags."""
        return self.candidate.words

    @property
    def source_words(self) -> list[str]:
        """The words of the source."""
        return re.findall(r"[^\W\d_]+", self.sentence.words)

    @property
    def ratio(self) -> float | None:
        """The logarithm of the ratio of lengths, relative to the usual ratio of the two scripts; None for a short sentence."""
        source, target = self.sentence.words.strip(), self.words.strip()
        if len(source) < _MIN_LENGTH or not target:
            return None
        scripts = _USUAL.get(self.pair.source_script, 1.0) / _USUAL.get(self.pair.target_script, 1.0)
        return math.log(len(target) / len(source) * scripts)


@dataclass(frozen=True, slots=True)
class Feature:
    """A figure of a draft, and the reason to show if it raises the risk."""

    value: Callable[[EstimationInput], float | None]
    reason: str = ""
    """A key of ``risk_levels.REASONS``; empty for a figure that says nothing to a person."""
    text: Callable[[EstimationInput], str] | None = None
    """The reason for this draft, if it can be said more precisely."""


def _sure(given: EstimationInput) -> float | None:
    """The mean log-probability of a token, from the engine's search. Scoring the tokens in a second run adds too little for its time
    (docs/quality-history.md)."""
    return given.candidate.score or None


def _count(given: EstimationInput) -> float:
    """The logarithm of the source's word count, at least four."""
    return math.log(max(len(given.source_words), 4))


def _clauses(given: EstimationInput) -> float:
    """The number of commas, colons and dashes between words of the source."""
    return len(re.findall(r"[,;:—–、，；：](?=\s)", given.sentence.words))


def _unknown(given: EstimationInput) -> float:
    return min(given.candidate.unknown, _MOST)


def _unknown_text(given: EstimationInput) -> str:
    count = given.candidate.unknown
    return f"{count} words unknown to the engine" if count > 1 else "a word unknown to the engine"


def _left(given: EstimationInput) -> float:
    return min(len(left_words(given.sentence.words, given.words, given.pair)), _MOST)


def _invented(given: EstimationInput) -> float:
    return min(len(invented_words(given.sentence.words, given.words, given.pair)), _MOST)


def _missing(given: EstimationInput) -> float | None:
    """How badly the words of the source are covered by the draft."""
    return coverage(given.sentence.words, given.words, (given.pair.source, given.pair.target))


def _length(given: EstimationInput) -> float | None:
    """The ratio of lengths as far as it is usual: a text that is much longer is odd, and not the better for it."""
    return None if given.ratio is None else min(given.ratio, _LONGER + _SPREAD)


def _odd(given: EstimationInput) -> float:
    ratio = given.ratio
    return 0.0 if ratio is None else min(max((abs(ratio - _LONGER) - _SPREAD) / math.log(2), 0.0), 1.0)


def _in_pieces(given: EstimationInput) -> float:
    return given.candidate.strategy not in WHOLE_SENTENCE


def _in_lower_case(given: EstimationInput) -> float:
    return given.candidate.strategy == LOWERED.name


def _refusals(given: EstimationInput) -> list[str]:
    tried = given.tried
    before = tried[: tried.index(given.candidate)] if given.candidate in tried else ()
    return [candidate.refused for candidate in before if candidate.refused is not None]


def _refused(given: EstimationInput) -> float:
    return min(len(_refusals(given)), _MOST)


def _refused_text(given: EstimationInput) -> str:
    return f"better candidates failed validation ({next(iter(_refusals(given)), '')})"


def _objected(given: EstimationInput, *, name: str) -> float:
    return any(one.name == name for one in given.candidate.objections)


def _objection_text(given: EstimationInput, *, name: str) -> str:
    return next((one.text for one in given.candidate.objections if one.name == name), "")


FEATURES: dict[str, Feature] = {
    **{name: Feature(partial(_objected, name=name), name, partial(_objection_text, name=name)) for name in OBJECTIONS},
    "sure": Feature(_sure, "unsure"),
    "length": Feature(_length, "brief"),
    "words": Feature(_count),
    "clauses": Feature(_clauses, "clauses"),
    "unknown": Feature(_unknown, "unknown", _unknown_text),
    "left": Feature(_left, "left", partial(_objection_text, name="left")),
    "invented": Feature(_invented, "invented", partial(_objection_text, name="invented")),
    "missing": Feature(_missing, "missing"),
    "odd": Feature(_odd, "odd"),
    "pieces": Feature(_in_pieces, "pieces"),
    "capitals": Feature(_in_lower_case, "capitals"),
    "refused": Feature(_refused, "refused", _refused_text),
}
"""By name."""
