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
from workflow.checks.omission import covered, joined, stems_of
from workflow.checks.word_tables import OTHER, RATIO, WordTable

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
_MOST = 1.2
"""The most that the presence of a counterpart may count, in nats: it may belong to another word of the sentence."""

_Stems = tuple[list[str], list[str]]


def make_table(source: str, target: str, texts: Iterable[Path], out: Path, *, seed: int = 1) -> dict[str, int]:
    """Write the table of a pair of languages to ``out``; returns how many words it has, and its size in bytes.

    ``texts``: files of pairs, as ``prepare`` reads them.
    """
    pairs: list[_Stems] = []
    ratios: list[float] = []
    for one, two in (pair for path in texts for pair in _pairs(path)):
        if len(one) <= _LONGEST:
            pairs.append((stems_of(one, source), stems_of(two, target)))
            if len(one) >= _LEAST_LENGTH:
                ratios.append(math.log(len(two) / len(one)))
    random.Random(seed).shuffle(pairs)
    frequent = [_frequent(pair[side] for pair in pairs) for side in (0, 1)]
    counterparts = _counterparts(pairs, frequent)
    backward: dict[str, list[str]] = {}
    for word, others in counterparts.items():
        for other in others:
            backward.setdefault(other, []).append(word)
    sample = pairs[:_SAMPLE]
    ours = _weights(sample, counterparts, frequent[0])
    turned = [(two, one) for one, two in sample]
    theirs = _weights(turned, {word: tuple(others) for word, others in backward.items()}, frequent[1])
    lines = [
        f"# Word table {source}-{target}, made by training/words.py (seed {seed}); README.md beside this file names the texts and licences.",
        f"{RATIO}\t{round(100 * sum(ratios) / len(ratios))}\t0\t",
        *(f"{word}\t{ours[word]}\t{' '.join(counterparts.get(word, ()))}" for word in sorted(ours)),
        "",
        *(f"{word}\t{theirs[word]}" for word in sorted(theirs)),
    ]
    data = lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME)
    out.write_bytes(data)
    return {"words": len(ours), "of the target": len(theirs), "bytes": len(data)}


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
            tuple(" ".join(word for word in words if word.isalpha() and word not in left_out) for words, left_out in zip(pair, frequent, strict=True))  # type: ignore[misc]
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
) -> Mapping[str, str]:
    """By word: its two weights, as they are written. Frequent words say nothing."""
    table = WordTable(counterparts, {}, 0.0)
    seen: Counter[str] = Counter()
    present: Counter[str] = Counter()
    by_chance: Counter[str] = Counter()
    for number, (words, others) in enumerate(pairs):
        strangers = pairs[number - 1][1]
        for stems, counts in ((others, present), (strangers, by_chance)):
            there, line = frozenset(stems), joined(stems)
            for word in set(words) - frequent:
                if word.isdigit():
                    continue
                key = word if word in counterparts else OTHER
                counts[key] += covered(word, table, there, line)
                if counts is present:
                    seen[key] += 1
    weights = dict.fromkeys(frequent, "0\t0")
    for word, count in seen.items():
        if count >= _LEAST:
            there, chance = (present[word] + 0.5) / (count + 1), (by_chance[word] + 0.5) / (count + 1)
            absent = max(math.log((1 - chance) / (1 - there)), 0.0)
            against = min(max(math.log(there / chance), 0.0), _MOST)
            weights[word] = f"{round(10 * min(absent, 4.0))}\t{round(10 * against)}"
    return weights
