"""Fit the weights of a draft's risk, and print ``workflow/drafting/quality/weights.py``.

    uv run --group training python -m benchmarks.risk_fit [--corpora FOLDER] [--to es fr de] > weights.py

From one half of the development sets (``benchmarks.risk.half``), drafted by the starter packages: ridge regression of the sentence's chrF,
in standard deviations of its pair, on ``workflow.drafting.quality.estimation.FEATURES``; then the chance of being in the pair's worst fifth, a
logistic of what that predicts. Texts of several sentences are left out, as chrF is the whole text's. ``benchmarks.risk`` tests on the other half.
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.risk import FITTED, drafts, estimation, half
from benchmarks.timing import SHARED
from workflow.drafting.quality.estimation import FEATURES

_RIDGE = 30.0
_WORST = 0.2

HEAD = '''"""The weights of a draft's risk. Made by ``benchmarks/risk_fit.py``, which says from what; not edited by hand."""

__all__ = ["BIAS", "WEIGHTS"]
'''


def main() -> None:
    """Print the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora")
    parser.add_argument("--to", nargs="+", default=["es", "fr", "de"])
    options = parser.parse_args()
    figures: list[list[float]] = []
    good: list[float] = []
    bad: list[bool] = []
    for to in options.to:
        features, chrf = features_of(options.corpora, to)
        figures += features
        good += list((chrf - chrf.mean()) / chrf.std())
        bad += list(chrf < np.quantile(chrf, _WORST))
    bias, weights = fit(np.array(figures), np.array(good), np.array(bad))
    print(HEAD)
    print(f'BIAS = {bias:.3f}\n"""The logit of a draft that is usual in everything."""\nWEIGHTS = {{')
    for name, (usual, weight) in zip(FEATURES, weights, strict=True):
        print(f'    "{name}": ({usual:.3f}, {weight:.3f}),')
    print('}\n"""By name of the feature: its usual value, and how much a unit of it adds to the logit."""')


def features_of(corpora: Path, to: str) -> tuple[list[list[float]], Any]:
    """Features and chrF of the drafts of one sentence in the half that is for fitting."""
    features, chrf = [], []
    for draft, score in half(drafts(corpora, to)[1], FITTED):
        if (given := estimation(draft, to)) is None:
            continue
        values = [feature(given) for feature, _ in FEATURES.values()]
        if all(value is not None for value in values):
            features.append([value for value in values if value is not None])
            chrf.append(score)
    return features, np.array(chrf)


def fit(figures: Any, good: Any, bad: Any) -> tuple[float, list[tuple[float, float]]]:
    """The bias, and the usual value and weight of each feature."""
    usual, spread = figures.mean(axis=0), figures.std(axis=0)
    standard = (figures - usual) / spread
    slopes = np.linalg.solve(standard.T @ standard + _RIDGE * np.eye(standard.shape[1]), standard.T @ good)
    predicted = np.column_stack([np.ones(len(good)), standard @ slopes])
    logistic = np.zeros(2)
    for _ in range(30):  # Newton's method
        chance = 1 / (1 + np.exp(-predicted @ logistic))
        curve = predicted.T @ (predicted * (chance * (1 - chance))[:, None])
        logistic = logistic + np.linalg.solve(curve, predicted.T @ (bad - chance))
    weights = logistic[1] * slopes / spread
    return float(logistic[0]), [(float(a), float(b)) for a, b in zip(usual, weights, strict=True)]


if __name__ == "__main__":
    main()
