"""Further features for the risk of drafts, beside those of ``workflow.drafting.quality.estimation``, and an upper bound.

    uv run --group training python -m benchmarks.risk_ideas [--corpora FOLDER] [--to es fr de]

Only the half of the development sets that is for fitting is looked at. Each idea is a few figures more (or others) in the same ridge regression as
``benchmarks.risk_fit``'s, cross-validated in ten parts, five times; a text is in the same part in every language.
"""

import argparse
import lzma
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sacrebleu.metrics import CHRF

from benchmarks.risk import FITTED, drafts, estimation, half
from benchmarks.timing import SHARED, table
from workflow.drafting.quality.estimation import FEATURES
from workflow.engines.argos import ArgosEngine
from workflow.engines.base import Engine, EngineSettings, Segment
from workflow.engines.choice import choose

_RIDGE = 30.0
_PARTS, _TIMES = 10, 5
_CHRF = CHRF()


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora")
    parser.add_argument("--to", nargs="+", default=["es", "fr", "de"])
    options = parser.parse_args()
    sets = {to: gathered(options.corpora, to) for to in options.to}
    head = ["features", *(f"en-{to}" for to in sets), "mean", "in the first three tenths", "correlation with chrF"]
    names = list(FEATURES)
    tried: list[tuple[str, list[str], Fit]] = [(idea, change(names), ridge) for idea, change in IDEAS.items()]
    tried += [
        ("all of these and their products", names, products),
        ("60 boosted stumps on all of these", names, stumps),
    ]
    rows = [head]
    for idea, columns, fit in tried:
        shares, wider, correlations = crossed(sets, columns, fit)
        rows.append(
            [
                idea,
                *(f"{one:.0%}" for one in [*shares, np.mean(shares), np.mean(wider)]),
                f"{np.mean(correlations):.2f}",
            ]
        )
    print(table(rows), end="\n\n")
    rows = [["known", *(f"en-{to}" for to in sets)]]
    for share in (0.1, 0.3, 0.5):
        found = [_share(known["chrf"], known[f"without {share}"]) for known, _ in sets.values()]
        rows.append([f"the reference, without {share:.0%} of its words", *(f"{one:.0%}" for one in found)])
    others = [second(options.corpora, to) for to in sets]
    rows.append(["the translation of a larger engine (news)", *(f"{one:.0%}" for one, _ in others)])
    rows.append(["the mean log-probability (same news)", *(f"{one:.0%}" for _, one in others)])
    print(table(rows))


Known = dict[str, Any]
"""Columns of figures, by name."""
Fit = Callable[[Any, Any], Callable[[Any], Any]]


def ridge(figures: Any, good: Any) -> Callable[[Any], Any]:
    """Predicts chrF as ``benchmarks.risk_fit`` does."""
    usual, spread = figures.mean(axis=0), figures.std(axis=0) + 1e-9
    standard = (figures - usual) / spread
    slopes = np.linalg.solve(standard.T @ standard + _RIDGE * np.eye(standard.shape[1]), standard.T @ good)
    return lambda others: ((others - usual) / spread) @ slopes


def products(figures: Any, good: Any) -> Callable[[Any], Any]:
    """The same with all products of two figures."""
    usual, spread = figures.mean(axis=0), figures.std(axis=0) + 1e-9
    pairs = [(a, b) for a in range(figures.shape[1]) for b in range(a, figures.shape[1])]

    def wider(some: Any) -> Any:
        standard = (some - usual) / spread
        return np.column_stack([standard, *(standard[:, a] * standard[:, b] for a, b in pairs)])

    predict = ridge(wider(figures), good)
    return lambda others: predict(wider(others))


def stumps(figures: Any, good: Any) -> Callable[[Any], Any]:
    """Boosted stumps: one threshold on one figure at a time."""
    edges = np.quantile(figures, np.linspace(0.1, 0.9, 9), axis=0)
    left, chosen = good.copy(), []
    for _ in range(60):
        best: tuple[float, Any] = (np.inf, None)
        for column in range(figures.shape[1]):
            for edge in np.unique(edges[:, column]):
                low = figures[:, column] <= edge
                if low.all() or not low.any():
                    continue
                means = left[low].mean(), left[~low].mean()
                error = ((left - np.where(low, *means)) ** 2).sum()
                if error < best[0]:
                    best = error, (column, edge, *means)
        column, edge, *means = best[1]
        chosen.append((column, edge, 0.2 * means[0], 0.2 * means[1]))
        left -= np.where(figures[:, column] <= edge, *chosen[-1][2:])
    return lambda others: sum(np.where(others[:, column] <= edge, a, b) for column, edge, a, b in chosen)


def crossed(
    sets: dict[str, tuple[Known, list[str]]], names: Sequence[str], fit: Fit = ridge
) -> tuple[list[float], list[float], list[float]]:
    """The share of the worst tenth in the first tenth, in the first three, and the correlation of prediction and chrF, for each language."""
    columns = {to: np.column_stack([known[name] for name in names]) for to, (known, _) in sets.items()}
    good = {to: (known["chrf"] - known["chrf"].mean()) / known["chrf"].std() for to, (known, _) in sets.items()}
    everything = sorted({text for _, texts in sets.values() for text in texts})
    shares, wider, correlations = [], [], []
    for time in range(_TIMES):
        random.Random(100 + time).shuffle(everything)
        part = {text: number % _PARTS for number, text in enumerate(everything)}
        parts = {to: np.array([part[text] for text in texts]) for to, (_, texts) in sets.items()}
        predicted = {to: np.zeros(len(good[to])) for to in sets}
        for held in range(_PARTS):
            predict = fit(
                np.concatenate([columns[to][parts[to] != held] for to in sets]),
                np.concatenate([good[to][parts[to] != held] for to in sets]),
            )
            for to in sets:
                predicted[to][parts[to] == held] = predict(columns[to][parts[to] == held])
        shares.append([_share(good[to], predicted[to]) for to in sets])
        wider.append([_share(good[to], predicted[to], 3) for to in sets])
        correlations.append([np.corrcoef(predicted[to], good[to])[0, 1] for to in sets])
        everything.sort()
    return list(np.mean(shares, axis=0)), list(np.mean(wider, axis=0)), list(np.mean(correlations, axis=0))


def _share(good: Any, predicted: Any, tenths: int = 1) -> float:
    """How much of the worst tenth is in the tenths that are predicted to be the worst."""
    count = len(good) // 10
    return len(set(np.argsort(good)[:count]) & set(np.argsort(predicted)[: tenths * count])) / count


def _like(one: str, other: str) -> float:
    return float(_CHRF.sentence_score(one, [other]).score) if one and other else 0.0


def gathered(corpora: Path, to: str) -> tuple[Known, list[str]]:
    """Figures of the drafts of one sentence, and their sources."""
    engine, found = drafts(corpora, to)
    assert isinstance(engine, ArgosEngine)
    lines = (corpora / f"en-{to}" / f"dev.{to}").read_text(encoding="utf-8").splitlines()
    inputs = [
        (given, one[1], right)
        for one, right in half([one and (one, right) for one, right in zip(found, lines, strict=True)], FITTED)
        if (given := estimation(one[0], to)) is not None
    ]
    drafted = [given for given, _, _ in inputs]
    sources, outputs = [one.candidate.asked[0] for one in drafted], [one.candidate.output for one in drafted]
    tokens = scored(engine, sources, outputs)
    blind = scored(engine, ["."] * len(outputs), outputs)
    answers = engine.translate([Segment((source,)) for source in sources], hypotheses=4)
    known: Known = {
        "chrf": np.array([score for _, score, _ in inputs]),
        **{
            name: np.array([value if (value := feature(one)) is not None else 0.0 for one in drafted])
            for name, (feature, _) in FEATURES.items()
        },
        "mean probability": np.array([np.exp(one).mean() for one in tokens]),
        "mean": np.array([np.mean(one) for one in tokens]),
        "least": np.array([min(one) for one in tokens]),
        "low tenth": np.array([np.quantile(one, 0.1) for one in tokens]),
        "unsure": np.array([np.mean(np.exp(one) < 0.3) for one in tokens]),
        "blind": np.array([np.mean(one) for one in blind]),
        "consensus": np.array(
            [
                np.mean([_like(str(h.parts[0]), text) for h in some[1:]] or [100])
                for some, text in zip(answers, outputs, strict=True)
            ]
        ),
        "gap": np.array([some[0].score - some[-1].score if some else 0 for some in answers]),
        "capitals": np.array(
            [np.mean([word[0].isupper() for word in one.source_words[1:]] or [False]) for one in drafted]
        ),
        "digits": np.array([sum(map(str.isdigit, source)) / len(source) for source in sources]),
        "little words": np.array([np.mean([len(word) < 4 for word in one.source_words] or [False]) for one in drafted]),
        "repeated": np.array([_repeated(one.words) - _repeated(one.sentence.words) for one in drafted]),
        "left": np.array(
            [len(set(one.source_words) & set(_words(one.words))) / max(len(one.source_words), 1) for one in drafted]
        ),
    }
    encode = engine._load()[1].encode  # the tokenizer has no public API, since only this script needs it
    pieces = [(encode(source), encode(text)) for source, text in zip(sources, outputs, strict=True)]
    known["pieces"] = np.array([len(a) / len(source.split()) for (a, _), source in zip(pieces, sources, strict=True)])
    known["their pieces"] = np.array([len(b) / len(text.split()) for (_, b), text in zip(pieces, outputs, strict=True)])
    known["letters alone"] = np.array([np.mean([len(piece.strip("▁")) < 2 for piece in b]) for _, b in pieces])
    known["without stop"] = agreement(engine, [[source.rstrip(".!?")] for source in sources], outputs)
    known["lower case"] = agreement(engine, [[source.lower()] for source in sources], outputs)
    known["in clauses"] = agreement(engine, [re.split(r"(?<=[,;:—–]) ", source) for source in sources], outputs)
    other = choose("en", to, EngineSettings(order=("apertium",))).engine
    known["second engine"] = (
        agreement(other, [[source] for source in sources], outputs) if other else np.zeros(len(outputs))
    )
    for share in (0.1, 0.3, 0.5):
        less = [_without(right, share, number) for number, (_, _, right) in enumerate(inputs)]
        known[f"without {share}"] = np.array([_like(text, right) for text, right in zip(outputs, less, strict=True)])
    return known, [one.sentence.source for one in drafted]


def scored(engine: ArgosEngine, sources: list[str], outputs: list[str]) -> list[tuple[float, ...]]:
    """Log-probabilities of the tokens; for a draft that was made in parts, average values."""
    translator, tokenizer = engine._load()
    rows = [[tokenizer.encode(text) for text in texts] for texts in (sources, outputs)]
    return [tuple(one.log_probs) or (-0.6,) for one in translator.score_batch(*rows, max_input_length=0)]


def agreement(engine: Engine, asked: list[list[str]], outputs: list[str]) -> Any:
    """The similarity of the drafts to the outputs for other sources."""
    answers = iter(engine.translate([Segment((part,)) for parts in asked for part in parts]))
    joined = [[next(answers) for _ in parts] for parts in asked]
    whole = [" ".join(str(one[0].parts[0]) for one in some if one) for some in joined]
    return np.array([_like(other, text) for other, text in zip(whole, outputs, strict=True)])


def second(corpora: Path, to: str) -> tuple[float, float]:
    """News of the training texts that a person and a larger engine translated: how much of the worst tenth by the person's is in the worst
    tenth by the engine's, and by the mean log-probability."""
    both: dict[str, dict[str, str]] = {}
    with lzma.open(corpora / f"en-{to}" / "train.tsv.xz", "rt", encoding="utf-8") as file:
        for line in file:
            domain, origin, source, target = line.rstrip("\n").split("\t")[:4]
            if domain == "news" and 10 <= len(source.split()) <= 40:
                both.setdefault(source, {}).setdefault(origin, target)
    texts = [source for source, one in both.items() if {"human", "bergamot"} <= set(one)]
    random.Random(3).shuffle(texts)
    engine = choose("en", to, EngineSettings(order=("argos",))).engine
    assert engine
    texts = texts[:1000]
    answers = engine.translate([Segment((text,)) for text in texts], hypotheses=4)
    joined = [(both[text], one[0]) for text, one in zip(texts, answers, strict=True) if one]
    human, larger = (
        np.array([_like(str(one.parts[0]), right[origin]) for right, one in joined]) for origin in ("human", "bergamot")
    )
    return _share(human, larger), _share(human, np.array([one.score for _, one in joined]))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{4,}", text)


def _repeated(text: str) -> float:
    found = [word.lower() for word in _words(text)]
    return 1 - len(set(found)) / len(found) if found else 0.0


def _without(text: str, share: float, seed: int) -> str:
    chance = random.Random(seed)
    return " ".join(word for word in text.split() if chance.random() >= share)


def _and(*more: str) -> Callable[[list[str]], list[str]]:
    return lambda names: [*names, *more]


IDEAS: dict[str, Callable[[list[str]], list[str]]] = {
    "current features": _and(),
    "`sure` alone": lambda names: ["sure"],
    "without `clauses`": lambda names: [name for name in names if name != "clauses"],
    "earlier version: mean token probability of a second run for `sure`; no `clauses`": lambda names: [
        "mean probability",
        *(name for name in names if name not in ("sure", "clauses")),
    ],
    "mean token probability of a second run for `sure`": lambda names: [
        "mean probability",
        *(name for name in names if name != "sure"),
    ],
    "plus that probability": _and("mean probability"),
    "plus mean, minimum, lowest tenth and share of uncertain tokens of a second run": _and(
        "mean", "least", "low tenth", "unsure"
    ),
    "plus likelihood of the draft without a source": _and("blind"),
    "plus agreement and score gap of the four hypotheses": _and("consensus", "gap"),
    "plus agreement with the draft of the source without its full stop": _and("without stop"),
    "plus agreement with the draft of the source in lower case": _and("lower case"),
    "plus agreement with the draft made clause by clause": _and("in clauses"),
    "plus agreement with Apertium (es only)": _and("second engine"),
    "plus subwords per word, subwords of one letter (rare words)": _and("pieces", "their pieces", "letters alone"),
    "plus capitals, digits, short words, repeated and copied words": _and(
        "capitals", "digits", "little words", "repeated", "left"
    ),
    "all of these": _and(
        *("mean probability", "mean", "least", "low tenth", "unsure", "blind", "consensus", "gap", "without stop"),
        *("lower case", "in clauses", "pieces", "their pieces", "letters alone"),
        *("capitals", "digits", "little words", "repeated", "left"),
    ),
}
"""The columns of each idea, from the names of those that the program uses."""


if __name__ == "__main__":
    main()
