"""Quality estimation: the risk that a draft is wrong, from 0 to 1, and the reasons.

The risk of a sentence is a logistic regression on ``features.FEATURES`` with the weights of ``weights.py``, which were fitted to the verdicts of
readers on drafts of the starter packages. A feature that an engine cannot provide counts as usual; without scores, the others
have weights of their own. docs/quality.md shows how many of the
wrong drafts are found; ``risk_levels`` puts a risk into words.

The risk of a text is that of any of its sentences being wrong.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from workflow.drafting.quality.features import FEATURES, EstimationInput
from workflow.drafting.quality.weights import BIAS, BIASES, UNSCORED, WEIGHTS
from workflow.drafting.strategies.plain import TERM
from workflow.risk_levels import REASONS

__all__ = ["Risk", "RiskReason", "estimate", "text_risk"]

_MAX_SHARE = 2.5
"""Maximum share of one feature, in logits: no draft that the weights were fitted on had more."""
_TERM = 0.02
"""Risk of a sentence that is a glossary term."""
_MIN_SHARE = 0.3
"""Minimum share of a feature, in logits, for its reason to be shown."""


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
    """The heaviest first. Every objection to the draft is among them."""


def estimate(given: EstimationInput) -> Risk:
    """The risk of one sentence's translation, with the reasons that make it higher than usual."""
    if given.candidate.strategy == TERM.name:
        return Risk(_TERM)
    weights = WEIGHTS if given.candidate.score else UNSCORED
    logit = BIASES.get(given.package, BIAS)
    objections = {one.name for one in given.candidate.objections}
    shares: list[tuple[float, RiskReason]] = []
    for name, feature in FEATURES.items():
        value = feature.value(given)
        if value is None:
            continue
        usual, weight = weights[name]
        share = min(max(weight * (value - usual), -_MAX_SHARE), _MAX_SHARE)
        logit += share
        if feature.reason and (share >= _MIN_SHARE or name in objections):
            text = feature.text(given) if feature.text else REASONS[feature.reason]
            shares.append((share, RiskReason(feature.reason, text)))
    shares.sort(key=lambda one: -one[0])
    return Risk(1 / (1 + math.exp(-logit)), tuple(reason for _, reason in shares))


def text_risk(sentences: Iterable[float]) -> float:
    """The risk of a text, rounded, from the risks of its sentences: that at least one of them is wrong."""
    return round(1 - math.prod(1 - risk for risk in sentences), 2)
