"""What a second engine says about drafts without scores: agreement with its translation, and its translation back.

    uv run --group training python -m benchmarks.second_engine

The Spanish drafts of the starter package that people read, and Apertium's eng-spa and spa-eng (Debian: apertium-eng-spa). *Agreement* is the
chrF of the draft and Apertium's translation of the source, *back* that of the source and Apertium's translation of the draft. Their weights
beside the risk are fitted to one half of the verdicts, and tested on the other.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sacrebleu.metrics import CHRF

from benchmarks.timing import SHARED, table
from training.readset import is_held_out
from training.risk import auc, judged, without_scores
from workflow.engines.apertium import ApertiumEngine
from workflow.engines.base import Segment

_SAMPLES = 2000
"""How often the held-out half is drawn again, with repetition, for the interval of a gain."""
_RIDGE = 1.0


def main() -> None:
    """Print the table."""
    found = without_scores(judged(SHARED / "corpora", ["en-es"]))
    sources = [one.given.sentence.source for one in found]
    drafts = [one.given.candidate.text for one in found]
    chance = np.array([one.risk for one in found])
    risk = np.log(chance / (1 - chance))
    agreement = -_similarity(drafts, _translated("eng-spa", sources))
    back = -_similarity(sources, _translated("spa-eng", drafts))
    wrong = np.array([one.read.usable == 0 for one in found])
    held = np.array([is_held_out(one.read) for one in found])
    said = {
        "risk without the score": [risk],
        "agreement": [agreement],
        "back": [back],
        "risk and agreement": [risk, agreement],
        "risk and back": [risk, back],
        "all": [risk, agreement, back],
    }
    rows = [["ranked by", "wrong drafts rank higher", "gain over the risk, 90 % interval"]]
    for name, columns in said.items():
        scores = _fitted(columns, wrong, held)[held]
        low, high = np.percentile(_gains(scores, risk[held], wrong[held]), [5, 95])
        gain = f"{100 * low:+.1f} to {100 * high:+.1f} points" if len(columns) > 1 else ""
        rows.append([name, f"{100 * auc(list(scores), list(wrong[held])):.1f} %", gain])
    print(f"{len(found)} drafts, {held.sum()} of them held out, {wrong[held].sum()} of these wrong\n")
    print(table(rows))


def _translated(mode: str, texts: Sequence[str]) -> list[str]:
    found = ApertiumEngine(mode).translate([Segment((text,)) for text in texts])
    return ["".join(map(str, one[0].parts)) if one else "" for one in found]


def _similarity(texts: Sequence[str], others: Sequence[str]) -> Any:
    chrf = CHRF()
    return np.array([chrf.sentence_score(text, [other]).score for text, other in zip(texts, others, strict=True)])


def _fitted(columns: Sequence[Any], wrong: Any, held: Any) -> Any:
    """A score of each draft: logistic regression on the half that is not held out."""
    standard = [(one - one[~held].mean()) / one[~held].std() for one in columns]
    design = np.column_stack([np.ones(len(wrong)), *standard])
    weights = np.zeros(design.shape[1])
    ours, said = design[~held], wrong[~held]
    for _ in range(30):  # Newton's method
        chance = 1 / (1 + np.exp(-ours @ weights))
        curve = ours.T @ (ours * (chance * (1 - chance))[:, None]) + _RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, ours.T @ (said - chance) - _RIDGE * weights)
    return design @ weights


def _gains(scores: Any, risk: Any, wrong: Any) -> list[float]:
    random = np.random.default_rng(1)
    gains = []
    for _ in range(_SAMPLES):
        bad, good = (random.choice(np.flatnonzero(wrong == one), (wrong == one).sum()) for one in (True, False))
        higher = [(one[bad][:, None] > one[good]).mean() for one in (scores, risk)]
        gains.append(float(higher[0] - higher[1]))
    return gains


if __name__ == "__main__":
    main()
