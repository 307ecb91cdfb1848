"""Quality estimation: the risk that a draft is bad, from 0 (probably fine) to 1 (look closely), and the reasons.

``FEATURES`` are fitted: a few figures of a sentence, combined with the weights of ``weights.py``, which ``benchmarks/risk_fit.py`` makes. The
result is the chance that a draft of a starter package belongs to the worst fifth of its pair. ``EXTRAS`` are too rare to be fitted and have
weights set by hand. A feature that an engine cannot provide counts as usual. docs/quality.md shows how many of the bad drafts are found.

The risk of a text is the mean of its sentences by length, drawn half-way to the worst of them.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workflow.checks.language_pair import LanguagePair
from workflow.drafting.quality.weights import BIAS, WEIGHTS
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.strategies import WHOLE_SENTENCE
from workflow.drafting.strategies.base import Candidate
from workflow.drafting.strategies.plain import LOWERED, TERM
from workflow.risk_levels import REASONS

__all__ = ["EXTRAS", "FEATURES", "EstimationInput", "Risk", "RiskReason", "estimate", "text_risk"]

_USUAL = {"Jpan": 0.5, "Hans": 0.35, "Hant": 0.35, "Kore": 0.6}
"""Characters of a text for each character of the same text in Latin script."""
_MIN_LENGTH = 15
"""Minimum length of a sentence, in characters, for its length ratio to count."""
_MAX_SHARE = 2.5
"""Maximum share of one feature, in logits: no draft that the weights were fitted on had more."""
_TERM = 0.02
"""Risk of a sentence that is a glossary term."""
_MIN_SHARE = 0.7
"""Minimum share of a feature, in logits, for its reason to be shown."""


@dataclass(frozen=True, slots=True)
class EstimationInput:
    """One sentence's draft, and the candidates that were tried."""

    sentence: Sentence
    candidate: Candidate
    """The candidate that was chosen."""
    tried: tuple[Candidate, ...]
    """All candidates that were validated, in order; the chosen one included."""
    pair: LanguagePair

    @property
    def words(self) -> str:
        """The draft without inline tags."""
        return self.candidate.words

    @property
    def source_words(self) -> list[str]:
        """The words of the source."""
        return re.findall(r"[^\W\d_]+", self.sentence.words)


@dataclass(frozen=True, slots=True)
class RiskReason:
    """A reason why a risk is higher than usual."""

    name: str
    """A key of ``risk_levels.REASONS``."""
    text: str
    """The reason for this sentence, in words."""


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk and its reasons."""

    value: float
    reasons: tuple[RiskReason, ...] = ()
    """The heaviest first."""


def estimate(given: EstimationInput) -> Risk:
    """The risk of one sentence's translation, with the reasons that make it higher than usual."""
    if given.candidate.strategy == TERM.name:
        return Risk(_TERM)
    logit = BIAS
    shares: list[tuple[float, RiskReason]] = []
    for name, (feature, reason) in FEATURES.items():
        value = feature(given)
        if value is None:
            continue
        usual, weight = WEIGHTS[name]
        share = min(max(weight * (value - usual), -_MAX_SHARE), _MAX_SHARE)
        logit += share
        if reason:
            shares.append((share, RiskReason(reason, REASONS[reason])))
    value = 1 / (1 + math.exp(-logit))
    for name, extra in EXTRAS.items():
        more, reason = extra(given)
        value += more
        if more:
            shares.append((max(_MIN_SHARE, 10 * more), RiskReason(name, reason or REASONS[name])))
    shares.sort(key=lambda one: -one[0])
    return Risk(min(value, 1.0), tuple(reason for weight, reason in shares if weight >= _MIN_SHARE))


def text_risk(sentences: Sequence[tuple[float, int]]) -> float:
    """The risk of a text, rounded, from the (risk, length in characters) of its sentences."""
    total = sum(length for _, length in sentences)
    if not total:
        return 0.0
    mean = sum(risk * length for risk, length in sentences) / total
    return round((mean + max(risk for risk, _ in sentences)) / 2, 2)


# Fitted features


def _sure(given: EstimationInput) -> float | None:
    """The mean log-probability of a token, from the engine's search. Scoring the tokens in a second run adds too little for its time
    (docs/quality.md)."""
    return given.candidate.score or None


def _length(given: EstimationInput) -> float | None:
    """The logarithm of the ratio of lengths, relative to the usual ratio of the two scripts."""
    source, target = given.sentence.words.strip(), given.words.strip()
    if len(source) < _MIN_LENGTH or not target:
        return None
    pair = given.pair
    return math.log(
        len(target) / len(source) * _USUAL.get(pair.source_script, 1.0) / _USUAL.get(pair.target_script, 1.0)
    )


def _count(given: EstimationInput) -> float | None:
    """The logarithm of the source's word count, at least ten: little was measured below. Long sentences are less ambiguous."""
    return math.log(max(len(given.source_words), 10))


def _letters(given: EstimationInput) -> float | None:
    """The mean length of the source's words: idioms have short words. For English only, where it was measured."""
    found = given.source_words
    return sum(map(len, found)) / len(found) if found and given.pair.source.split("_")[0] == "en" else None


def _clauses(given: EstimationInput) -> float | None:
    """The number of commas, colons and dashes between words of the source."""
    return len(re.findall(r"[,;:—–、，；：](?=\s)", given.sentence.words))


FEATURES: dict[str, tuple[Callable[[EstimationInput], float | None], str]] = {
    "sure": (_sure, "unsure"),
    "length": (_length, "short"),
    "words": (_count, ""),
    "letters": (_letters, "idiom"),
    "clauses": (_clauses, "clauses"),
}
"""By name: a feature, and the reason shown if it raises the risk (a key of ``risk_levels.REASONS``, or empty)."""


# Weights set by hand


def _unknown(given: EstimationInput) -> tuple[float, str]:
    count = given.candidate.unknown
    share = min(count / max(len(given.source_words), 1) / 0.25, 1.0)
    return 0.3 * share, f"{count} words unknown to the engine" if count > 1 else "a word unknown to the engine"


def _left(given: EstimationInput) -> tuple[float, str]:
    """Words as in the source. Languages share many ("transport"), so the weight is low."""
    there = {word for word in given.source_words if len(word) > 3}
    left = [word for word in re.findall(r"[^\W\d_]{4,}", given.words) if word in there and word.islower()]
    share = min(len(left) / max(len(given.source_words), 1) / 0.25, 1.0)
    return 0.1 * share, f"left untranslated: {', '.join(dict.fromkeys(left))}"


def _odd_length(given: EstimationInput) -> tuple[float, str]:
    ratio = _length(given)
    odd = 0.0 if ratio is None else min(max((abs(ratio - 0.1) - math.log(1.5)) / math.log(2), 0.0), 1.0)
    return 0.25 * odd, ""


def _in_pieces(given: EstimationInput) -> tuple[float, str]:
    return 0.0 if given.candidate.strategy in WHOLE_SENTENCE else 0.2, ""


def _in_lower_case(given: EstimationInput) -> tuple[float, str]:
    return 0.1 if given.candidate.strategy == LOWERED.name else 0.0, ""


def _refused(given: EstimationInput) -> tuple[float, str]:
    tried = given.tried
    before = tried[: tried.index(given.candidate)] if given.candidate in tried else ()
    reasons = [candidate.refused for candidate in before if candidate.refused is not None]
    return min(0.2, 0.05 * len(reasons)), f"better candidates failed validation ({reasons[0]})" if reasons else ""


def _copied(given: EstimationInput) -> tuple[float, str]:
    return 0.3 if given.words.split() == given.sentence.words.split() else 0.0, ""


def _number_words(given: EstimationInput) -> tuple[float, str]:
    """A number in words that may be another one."""
    reason = next((one.text for one in given.candidate.objections if one.name == "words"), "")
    return 0.05 if reason else 0.0, reason


EXTRAS: dict[str, Callable[[EstimationInput], tuple[float, str]]] = {
    "unknown": _unknown,
    "left": _left,
    "odd": _odd_length,
    "pieces": _in_pieces,
    "capitals": _in_lower_case,
    "refused": _refused,
    "copy": _copied,
    "words": _number_words,
}
"""By name of the reason (a key of ``risk_levels.REASONS``): what is added to the risk, and a more precise text (or empty)."""
