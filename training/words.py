"""Make a bilingual word table from the parallel texts of a pair (``workflow.checks.word_tables``). Reproducible.

Words are stems. Those in more than 4 % of the sentences are left out: they stand for anything. What stands for what is learned with the
aligner; then each word is looked up in the pairs themselves, and in pairs of sentences that do not belong together, which gives its weights.
"""

import lzma
import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from training.alignment import Aligner
from workflow.checks.omission import covered, joined, stems_of, strongest_run
from workflow.checks.word_tables import LIMITS, OTHER, WordTable, WordWeights, inverted

__all__ = ["make_table"]

_FREQUENT = 0.04
_LONGEST = 250
"""Characters of a source."""
_LEAST_LENGTH = 40
"""Characters of a source whose length is compared with that of its translation."""
_VOCABULARY = 25_000
_LIKELY, _VERY_LIKELY = 0.02, 0.1
"""Minimum probability of a counterpart in both directions, and in one of them."""
_LEAST = 3
"""Minimum number of sentences that a word with weights of its own occurs in."""
_SAMPLE = 200_000
"""Pairs by which the words are weighed."""
_ALARMS = 0.02
"""Share of human translations to which there is an objection."""
_MOST = 1.2
"""The most that the presence of a counterpart may count, in nats: it may belong to another word of the sentence."""

_Stems = tuple[Sequence[str], Sequence[str]]


def make_table(
    pair: tuple[str, str], texts: Iterable[Path], judges: Sequence[tuple[str, str]], out: Path, *, seed: int = 1
) -> dict[str, int]:
    """Write the table of a pair of languages to ``out``; returns how many words it has, its limits, and its size in bytes.

    ``texts``: files of pairs, as ``prepare`` reads them. ``judges``: human translations that are in none of them; a run of words is
    reported if its sum is greater than in nearly all of these.
    """
    pairs: list[_Stems] = []
    ratios: list[float] = []
    for one, two in (found for path in texts for found in _pairs(path)):
        if len(one) <= _LONGEST:
            pairs.append((stems_of(one, pair[0]), stems_of(two, pair[1])))
            if len(one) >= _LEAST_LENGTH:
                ratios.append(math.log(len(two) / len(one)))
    random.Random(seed).shuffle(pairs)
    frequent = [_frequent(found[side] for found in pairs) for side in (0, 1)]
    counterparts = _counterparts(pairs, frequent)
    ratio = round(100 * sum(ratios) / max(len(ratios), 1))
    turned = [(two, one) for one, two in pairs[:_SAMPLE]]
    weights = (
        _weights(pairs[:_SAMPLE], counterparts, frequent[0]),
        _weights(turned, inverted(counterparts), frequent[1]),
    )
    counterparts = {word: others for word, others in counterparts.items() if word in weights[0]}
    ours = WordTable(counterparts, weights[0], ratio / 100, 0)
    theirs = WordTable(inverted(counterparts), weights[1], -ratio / 100, 0)
    limits = (_limit(judges, pair, ours), _limit([(two, one) for one, two in judges], pair[::-1], theirs))
    lines = [
        f"# Word table {pair[0]}-{pair[1]}, made by training/words.py (seed {seed}); README.md beside this file names the texts and licences.",
        *_written(ours, limits[0], counterparts),
        "",
        *_written(theirs, limits[1], {}),
    ]
    data = lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME)
    out.write_bytes(data)
    sizes = {"words": len(ours.weights), "of the target": len(theirs.weights)}
    return sizes | {"limit of omissions": limits[0], "limit of additions": limits[1], "bytes": len(data)}


def _written(table: WordTable, limit: int, counterparts: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    yield f"{LIMITS}\t{round(100 * table.ratio)}\t{limit}"
    for word, weights in sorted(table.weights.items()):
        words = f"\t{' '.join(counterparts[word])}" if word in counterparts else ""
        yield f"{word}\t{weights.absent}\t{weights.present}{words}"


def _limit(judges: Sequence[tuple[str, str]], languages: tuple[str, str], table: WordTable) -> int:
    """The sum that only ``_ALARMS`` of the human translations reach."""
    sums = sorted((strongest_run(*texts, languages, table)[0] for texts in judges), reverse=True)
    return math.floor(sums[int(_ALARMS * len(sums))]) + 1


def _pairs(path: Path) -> Iterable[tuple[str, str]]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            *_, source, target = line.rstrip("\n").split("\t")
            yield source, target


def _frequent(texts: Iterable[Sequence[str]]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    number = 0
    for words in texts:
        counts.update(set(words))
        number += 1
    return frozenset(word for word, count in counts.items() if count > _FREQUENT * number)


def _counterparts(pairs: Sequence[_Stems], frequent: Sequence[frozenset[str]]) -> Mapping[str, tuple[str, ...]]:
    aligner = Aligner(
        [
            tuple(
                " ".join(word for word in words if word.isalpha() and word not in left_out)
                for words, left_out in zip(pair, frequent, strict=True)
            )  # type: ignore[misc]
            for pair in pairs
        ],
        vocabulary=_VOCABULARY,
        rounds=6,
    )
    found: dict[str, list[tuple[float, str]]] = {}
    for word, other, forth, back in aligner.table():
        if min(forth, back) >= _LIKELY or max(forth, back) >= _VERY_LIKELY:
            found.setdefault(word, []).append((-forth, other))
    return {word: tuple(other for _, other in sorted(others)[:12]) for word, others in found.items()}


def _weights(
    pairs: Sequence[_Stems], counterparts: Mapping[str, tuple[str, ...]], frequent: frozenset[str]
) -> Mapping[str, WordWeights]:
    """By word: its weights. Frequent words say nothing."""
    table = WordTable(counterparts, {}, 0.0, 0)
    seen: Counter[str] = Counter()
    present: Counter[str] = Counter()
    by_chance: Counter[str] = Counter()
    for number, (words, others) in enumerate(pairs):
        strangers = pairs[number - 1][1]
        for stems, counts in ((others, present), (strangers, by_chance)):
            there, line = frozenset(stems), joined(tuple(stems))
            for word in set(words) - frequent:
                if word.isdigit():
                    continue
                key = word if word in counterparts else OTHER
                counts[key] += covered(word, table, there, line)
                if counts is present:
                    seen[key] += 1
    weights = dict.fromkeys(frequent, WordWeights(0, 0))
    for word, count in seen.items():
        if count >= _LEAST:
            true, chance = (present[word] + 0.5) / (count + 1), (by_chance[word] + 0.5) / (count + 1)
            absent = max(math.log((1 - chance) / (1 - true)), 0.0)
            against = min(max(math.log(true / chance), 0.0), _MOST)
            weights[word] = WordWeights(round(10 * min(absent, 4.0)), round(10 * against))
    return weights
