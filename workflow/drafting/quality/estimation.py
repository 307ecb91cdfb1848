"""How likely a draft is to be bad: from 0 (probably fine) to 1 (look closely), and why.

Evidence that was fitted: a few figures of a sentence (``FEATURES``), put together by the weights of ``weights.py``, which
``benchmarks/risk_fit.py`` makes: the chance that a draft of a starter package belongs to the worst fifth of its pair. Evidence that is too rare
there to be fitted is added by hand (``EXTRAS``). What an engine cannot tell counts as usual. docs/quality.md shows how much of the bad drafts it finds.

A text has the mean of its sentences, by length, drawn half-way to the worst of them.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workflow.drafting.quality.rules import Pair
from workflow.drafting.quality.weights import BIAS, WEIGHTS
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.strategies import WHOLE
from workflow.drafting.strategies.base import Attempt, Candidate
from workflow.drafting.strategies.plain import LOWERED, TERM
from workflow.risk_levels import REASONS

__all__ = ["EXTRAS", "FEATURES", "Doubt", "Evidence", "Risk", "judged", "text_risk"]

_USUAL = {"Jpan": 0.5, "Hans": 0.35, "Hant": 0.35, "Kore": 0.6}
"""Characters of a text for one of Latin script."""
_LEAST = 15
"""Characters of a sentence whose translation's length says something."""
_MOST = 2.5
"""The most that one piece of evidence weighs, in logits: the drafts it was fitted on had no more."""
_TERM = 0.02
"""Of a unit that is one of the glossary's terms."""
_TOLD = 0.7
"""The weight from which on a piece of evidence is told: so much more, in logits, than usual."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one sentence's draft."""

    sentence: Sentence
    candidate: Candidate
    taken: Attempt
    attempts: tuple[Attempt, ...]
    pair: Pair

    @property
    def said(self) -> str:
        """The draft without codes."""
        return self.candidate.words

    @property
    def source(self) -> list[str]:
        """The source's words."""
        return re.findall(r"[^\W\d_]+", self.sentence.words)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a risk is higher than usual."""

    name: str
    """By which ``advice.REASONS`` knows it."""
    text: str
    """What it says of this sentence."""


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk and what it comes from."""

    value: float
    doubts: tuple[Doubt, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """The doubts in words."""
        return tuple(doubt.text for doubt in self.doubts)


def judged(evidence: Evidence) -> Risk:
    """The risk of one sentence's translation, with the reasons that make it higher than usual, the heaviest first."""
    if evidence.taken.rung == TERM.name:
        return Risk(_TERM)
    logit = BIAS
    told: list[tuple[float, Doubt]] = []
    for name, (feature, reason) in FEATURES.items():
        value = feature(evidence)
        if value is None:
            continue
        usual, weight = WEIGHTS[name]
        share = min(max(weight * (value - usual), -_MOST), _MOST)
        logit += share
        if reason:
            told.append((share, Doubt(reason, REASONS[reason])))
    value = 1 / (1 + math.exp(-logit))
    for name, extra in EXTRAS.items():
        more, reason = extra(evidence)
        value += more
        if more:
            told.append((max(_TOLD, 10 * more), Doubt(name, reason or REASONS[name])))
    told.sort(key=lambda one: -one[0])
    return Risk(min(value, 1.0), tuple(doubt for weight, doubt in told if weight >= _TOLD))


def text_risk(sentences: Sequence[tuple[float, int]]) -> float:
    """The risk of a text from its sentences' risks and lengths."""
    total = sum(length for _, length in sentences)
    if not total:
        return 0.0
    mean = sum(risk * length for risk, length in sentences) / total
    return round((mean + max(risk for risk, _ in sentences)) / 2, 2)


# What was fitted


def _sure(evidence: Evidence) -> float | None:
    """The mean log-probability of a token, as the engine had it when it chose the draft. What a second run of the
    model says of the same tokens adds too little for the time it takes (docs/quality.md)."""
    return evidence.candidate.score or None


def _length(evidence: Evidence) -> float | None:
    """How long the draft is beside its source, beside what is usual between the two scripts; a logarithm."""
    source, target = evidence.sentence.words.strip(), evidence.said.strip()
    if len(source) < _LEAST or not target:
        return None
    pair = evidence.pair
    return math.log(
        len(target) / len(source) * _USUAL.get(pair.source_script, 1.0) / _USUAL.get(pair.target_script, 1.0)
    )


def _count(evidence: Evidence) -> float | None:
    """How many words the source has; a logarithm. Long sentences say more of what is meant; below ten, little was measured."""
    return math.log(max(len(evidence.source), 10))


def _letters(evidence: Evidence) -> float | None:
    """Letters a word of the source: idioms are made of short words. For English, whose words were counted."""
    found = evidence.source
    return sum(map(len, found)) / len(found) if found and evidence.pair.source.split("_")[0] == "en" else None


def _clauses(evidence: Evidence) -> float | None:
    """Commas, colons and dashes of the source that stand between words."""
    return len(re.findall(r"[,;:—–、，；：](?=\s)", evidence.sentence.words))


FEATURES: dict[str, tuple[Callable[[Evidence], float | None], str]] = {
    "sure": (_sure, "unsure"),
    "length": (_length, "short"),
    "words": (_count, ""),
    "letters": (_letters, "idiom"),
    "clauses": (_clauses, "clauses"),
}
"""Figures of a draft, each with the name of the reason that is told where it makes the risk higher (or none); their weights are in ``weights.py``."""


# What is added by hand


def _unknown(evidence: Evidence) -> tuple[float, str]:
    count = evidence.candidate.unknown
    share = min(count / max(len(evidence.source), 1) / 0.25, 1.0)
    return (
        0.3 * share,
        f"{count} words that the engine did not know" if count > 1 else "a word that the engine did not know",
    )


def _left(evidence: Evidence) -> tuple[float, str]:
    """Words as the source has them. Languages share many ("transport"), so this weighs little."""
    there = {word for word in evidence.source if len(word) > 3}
    left = [word for word in re.findall(r"[^\W\d_]{4,}", evidence.said) if word in there and word.islower()]
    share = min(len(left) / max(len(evidence.source), 1) / 0.25, 1.0)
    return 0.1 * share, f"left as in the source: {', '.join(dict.fromkeys(left))}"


def _odd_length(evidence: Evidence) -> tuple[float, str]:
    ratio = _length(evidence)
    odd = 0.0 if ratio is None else min(max((abs(ratio - 0.1) - math.log(1.5)) / math.log(2), 0.0), 1.0)
    return 0.25 * odd, ""


def _in_pieces(evidence: Evidence) -> tuple[float, str]:
    return 0.0 if evidence.taken.rung in WHOLE else 0.2, ""


def _in_lower_case(evidence: Evidence) -> tuple[float, str]:
    return 0.1 if evidence.taken.rung == LOWERED.name else 0.0, ""


def _refused(evidence: Evidence) -> tuple[float, str]:
    attempts = evidence.attempts
    before = attempts[: attempts.index(evidence.taken)] if evidence.taken in attempts else ()
    reasons = [attempt.refused for attempt in before if attempt.refused is not None]
    return min(0.2, 0.05 * len(reasons)), f"better guesses were refused ({reasons[0]})" if reasons else ""


def _copied(evidence: Evidence) -> tuple[float, str]:
    return 0.3 if evidence.said.split() == evidence.sentence.words.split() else 0.0, ""


EXTRAS: dict[str, Callable[[Evidence], tuple[float, str]]] = {
    "unknown": _unknown,
    "left": _left,
    "odd": _odd_length,
    "pieces": _in_pieces,
    "capitals": _in_lower_case,
    "refused": _refused,
    "copy": _copied,
}
"""What rarely happens, by the name of the reason: how much each adds to the risk, and what there is to say beyond ``advice.REASONS``."""
