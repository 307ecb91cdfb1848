"""The risk of a draft, fitted to what readers said of the read sets, and the labels that hold for it.

``fit`` uses one half of the drafts, ``labels`` tests on the other. A draft is *usable* here if both readers say so (perhaps with small
edits), and *wrong* if both call it wrong.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from training.readset import Read, digest, drafted, draw, load
from training.recipes import RECIPES
from workflow.checks.language_pair import LanguagePair
from workflow.drafting.quality.estimation import estimate
from workflow.drafting.quality.features import FEATURES, EstimationInput
from workflow.drafting.translation.draft import Draft

__all__ = ["Judged", "Labels", "auc", "fit", "judged", "labels", "weights_module", "without_scores"]

_RIDGE = 4.0
_PRIORS = {
    "unknown": 0.5,
    "left": 0.3,
    "odd": 3.0,
    "pieces": 0.8,
    "capitals": 0.3,
    "refused": 0.15,
    "copy": 1.0,
    "brackets": 0.5,
    "short": 1.0,
    "negation": 1.5,
    "omission": 1.5,
}
"""Weights of features that few drafts have; the fit starts from them. For others: none, and 0.5 for an objection."""
_RARE = 0.05
"""Standard deviation below which a feature is too rare to be scaled by it."""
_FINE, _CLOSELY = 0.9, 0.5
"""Share of usable drafts among those that are probably fine, and risk from which a draft needs a close look: as likely wrong as not. If
most of a package's drafts below it are wrong as well, they all do."""
_LEAST = 8
"""Minimum number of drafts in each half for a label to be used."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft that readers judged."""

    pair: str
    package: str
    read: Read
    given: EstimationInput

    @property
    def features(self) -> list[float]:
        """The features; NaN for one that cannot be had."""
        values = [feature.value(self.given) for feature in FEATURES.values()]
        return [float("nan") if value is None else float(value) for value in values]

    @property
    def risk(self) -> float:
        """The risk by the weights of the program."""
        return estimate(self.given).value


@dataclass(frozen=True, slots=True)
class Labels:
    """The thresholds of a package's labels."""

    fine: float | None
    closely: float | None


def judged(corpora: Path, pairs: Iterable[str] = RECIPES) -> list[Judged]:
    """Return the drafts of the read sets that are one sentence. Raises EngineError; drafts that changed since they were read are left out."""
    found = []
    for pair in pairs:
        reads = {(read.name, read.line): read for read in load(pair)}
        samples = draw(pair, corpora)
        engine, drafts = drafted(pair, samples)
        for sample, draft in zip(samples, drafts, strict=True):
            read = reads.get((sample.name, sample.line))
            given = _estimation(draft, pair, engine.hash)
            if read is not None and read.verdicts and read.draft == digest(draft) and given is not None:
                found.append(Judged(pair, engine.hash, read, given))
    return found


def _estimation(draft: Draft, pair: str, package: str) -> EstimationInput | None:
    source, target = pair.split("-")
    if len(draft.sentences) != 1 or (chosen := draft.sentences[0].chosen) is None:
        return None
    languages = LanguagePair.of(source, target)
    return EstimationInput(draft.sentences[0].sentence, chosen, draft.sentences[0].tried, languages, package)


@dataclass(frozen=True, slots=True)
class Fit:
    """Biases by package, and for each feature its usual value and its weight."""

    biases: Mapping[str, float]
    weights: Mapping[str, tuple[float, float]]

    def risk(self, one: Judged) -> float:
        """The risk of a draft by this fit."""
        values = np.array(one.features)
        usual, weight = np.array(list(self.weights.values())).T
        shares = np.clip(np.nan_to_num(values - usual) * weight, -2.5, 2.5)
        return float(1 / (1 + np.exp(-(self.biases[one.package] + shares.sum()))))


def fit(found: Sequence[Judged]) -> Fit:
    """Logistic regression on the share of readers who call a draft wrong, ridge towards ``_PRIORS``, with a bias for each package."""
    values = np.array([one.features for one in found])
    wrong = np.array([1 - one.read.usable for one in found])
    has = ~np.isnan(values)
    usual = np.where(has, values, 0).sum(axis=0) / np.maximum(has.sum(axis=0), 1)
    spread = np.sqrt(np.where(has, (values - usual) ** 2, 0).sum(axis=0) / np.maximum(has.sum(axis=0), 1))
    spread[spread < _RARE] = 1.0
    standard = np.nan_to_num((values - usual) / spread)
    prior = np.array([_PRIORS.get(name, 0.5 if name == feature.reason else 0.0) for name, feature in FEATURES.items()])
    packages = sorted({one.package for one in found})
    belongs = np.array([[one.package == package for package in packages] for one in found], dtype=float)
    design = np.hstack([belongs, standard])
    start = np.concatenate([np.zeros(len(packages)), prior * spread])
    penalty = np.diag([0.01] * len(packages) + [_RIDGE] * len(prior))
    weights = start.copy()
    for _ in range(30):  # Newton's method
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (wrong - chance) - penalty @ (weights - start)
        curve = design.T @ (design * (chance * (1 - chance))[:, None]) + penalty
        weights = weights + np.linalg.solve(curve, slope)
    slopes = weights[len(packages) :] / spread
    # No objection makes a draft better: a few drafts that contradict it are chance.
    objections = np.array([feature.reason == name for name, feature in FEATURES.items()])
    slopes = np.where(objections, np.maximum(slopes, 0), slopes)
    return Fit(
        dict(zip(packages, map(float, weights), strict=False)),
        {name: (float(a), float(b)) for name, a, b in zip(FEATURES, usual, slopes, strict=True)},
    )


def without_scores(found: Sequence[Judged]) -> list[Judged]:
    """The drafts as they are for an engine that has no scores."""
    return [replace(one, given=replace(one.given, candidate=replace(one.given.candidate, score=0.0))) for one in found]


def cross_validated(found: Sequence[Judged], folds: int = 5) -> list[float]:
    """The risk of each draft by a fit on the others; a text is in one fold in all languages."""
    places = [hash_of(one) % folds for one in found]
    risks = [0.0] * len(found)
    for fold in range(folds):
        fitted = fit([one for one, place in zip(found, places, strict=True) if place != fold])
        for number, one in enumerate(found):
            if places[number] == fold:
                risks[number] = fitted.risk(one)
    return risks


def hash_of(one: Judged) -> int:
    """A number that depends on the text only."""
    import hashlib

    return hashlib.sha256(f"fold {one.read.name} {one.read.line}".encode()).digest()[0]


def labels(risks: Sequence[float], found: Sequence[Judged], held_out: Sequence[Judged]) -> Labels:
    """The thresholds that hold in both halves: ``risks`` are the cross-validated ones of the half ``found`` that was used for fitting."""
    halves = [
        [(risk, one.read.usable) for risk, one in zip(risks, found, strict=True)],
        [(one.risk, one.read.usable) for one in held_out],
    ]
    fine = closely = None
    for threshold in np.arange(0.01, 1.0, 0.01):
        below = [[usable == 1 for risk, usable in half if risk <= threshold] for half in halves]
        if all(len(one) >= _LEAST and sum(one) >= _FINE * len(one) for one in below):
            fine = round(float(threshold), 2)
    above = [[usable == 0 for risk, usable in half if risk >= _CLOSELY] for half in halves]
    if all(len(one) >= _LEAST and sum(one) >= len(one) / 2 for one in above):
        rest = [usable == 0 for half in halves for risk, usable in half if risk < _CLOSELY]
        closely = 0.0 if sum(rest) > len(rest) / 2 else _CLOSELY
    return Labels(fine, closely)


def weights_module(fitted: Fit, unscored: Fit) -> str:
    """The text of ``workflow/drafting/quality/weights.py``. ``unscored``: a fit to drafts without scores."""
    lines = [
        '"""The weights of a draft\'s risk. Made by ``python -m training readset fit``, from the verdicts on one half of the read sets."""',
        "",
        '__all__ = ["BIAS", "BIASES", "UNSCORED", "WEIGHTS"]',
        "",
        "BIASES = {",
        *(f'    "{package}": {bias:.3f},' for package, bias in fitted.biases.items()),
        "}",
        '"""By the hash of a package: the logit of a draft that is usual in everything."""',
        f"BIAS = {sum(fitted.biases.values()) / len(fitted.biases):.3f}",
        '"""The same for packages whose drafts nobody read."""',
        "WEIGHTS = {",
        *_table(fitted),
        '"""By name of the feature: its usual value, and how much a unit of it adds to the logit."""',
        "UNSCORED = {",
        *_table(unscored),
        '"""The same for drafts of an engine that gives no scores: other features have to say what the score would."""',
    ]
    return "\n".join(lines) + "\n"


def _table(fitted: Fit) -> list[str]:
    return [*(f'    "{name}": ({usual:.3f}, {weight:.3f}),' for name, (usual, weight) in fitted.weights.items()), "}"]


def auc(risks: Sequence[float], wrong: Sequence[bool]) -> Any:
    """The chance that a wrong draft has a higher risk than another one."""
    bad = [risk for risk, is_wrong in zip(risks, wrong, strict=True) if is_wrong]
    good = [risk for risk, is_wrong in zip(risks, wrong, strict=True) if not is_wrong]
    return float(np.mean([(a > b) + 0.5 * (a == b) for a in bad for b in good])) if bad and good else float("nan")
