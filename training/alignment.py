"""Word alignment between a translation and its source, learned from the pairs themselves.

IBM's first model (Brown et al. 1993, "The mathematics of statistical machine translation") in both directions, with a preference for the
diagonal (Dyer et al. 2013, "A simple, fast, and effective reparameterization of IBM model 2"); a link counts where both agree.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

__all__ = ["Aligner", "words"]

_WORD = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")
_DIAGONAL = 6.0


def words(text: str) -> list[tuple[str, int, int]]:
    """Return the words and signs of a text, each with its start and end (characters)."""
    return [(match[0].casefold(), match.start(), match.end()) for match in _WORD.finditer(text)]


class Aligner:
    """A word aligner, trained once on a sample of pairs."""

    def __init__(self, pairs: Sequence[tuple[str, str]], *, vocabulary: int = 12_000, rounds: int = 5):
        """``pairs``: source and target. Pairs over 24 words are left out: short ones are as useful and cost less."""
        split = [([w for w, _, _ in words(a)], [w for w, _, _ in words(b)]) for a, b in pairs]
        split = [(a, b) for a, b in split if 0 < len(a) <= 24 and 0 < len(b) <= 24]
        self._sources = _numbers((w for a, _ in split for w in a), vocabulary)
        self._targets = _numbers((w for _, b in split for w in b), vocabulary)
        self._size = len(self._targets) + 1
        left: list[int] = []
        right: list[int] = []
        group: list[int] = []
        for number, (a, b) in enumerate(split):
            ours, theirs = self._known(a, b)
            for i in ours:
                left += [i] * len(theirs)
                right += theirs
            group += [number] * (len(ours) * len(theirs))
        s, t = np.array(left, dtype=np.int64), np.array(right, dtype=np.int64)
        self._keys, cells = np.unique(s * self._size + t, return_inverse=True)
        sentences = np.array(group, dtype=np.int64)
        self._forward = _learn(cells, self._keys // self._size, sentences * self._size + t, rounds)
        self._backward = _learn(cells, self._keys % self._size, sentences * (len(self._sources) + 1) + s, rounds)

    def table(self) -> Iterator[tuple[str, str, float, float]]:
        """Return the words that occur together: source, target, and the probability of each given the other one."""
        ours, theirs = ({number: word for word, number in one.items()} for one in (self._sources, self._targets))
        for key, forth, back in zip(self._keys.tolist(), self._forward.tolist(), self._backward.tolist(), strict=True):
            source, target = divmod(key, self._size)
            if source and target:
                yield ours[source], theirs[target], forth, back

    def _known(self, a: Sequence[str], b: Sequence[str]) -> tuple[list[int], list[int]]:
        return [self._sources.get(w, 0) for w in a], [self._targets.get(w, 0) for w in b]

    def links(self, source: Sequence[str], target: Sequence[str]) -> dict[int, int]:
        """Return target words by source words (positions); only links on which both directions agree."""
        if not source or not target:
            return {}
        a, b = self._known(source, target)
        keys = np.array(a)[:, None] * self._size + np.array(b)[None, :]
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        found = self._keys[places] == keys
        off = np.abs(np.arange(len(a))[:, None] / len(a) - np.arange(len(b))[None, :] / len(b))
        same = np.array([[x == y for y in target] for x in source])
        prior = np.exp(-_DIAGONAL * off)
        scores = [
            np.maximum(np.where(found, table[places], 1e-9), np.where(same, 0.9, 0.0)) * prior
            for table in (self._forward, self._backward)
        ]
        forth, back = scores[0].argmax(1), scores[1].argmax(0)
        return {i: int(j) for i, j in enumerate(forth) if back[j] == i and min(s[i, j] for s in scores) > 1e-3}


def _numbers(found: Iterable[str], size: int) -> dict[str, int]:
    counts = Counter(found)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:size]
    return {word: number for number, (word, _) in enumerate(ranked, 1)}


def _learn(cells: np.ndarray, given: np.ndarray, rivals: np.ndarray, rounds: int) -> np.ndarray:
    """Probabilities by cell (a pair of words): of the other word where ``given`` is known; ``rivals`` share one count."""
    _, places = np.unique(given, return_inverse=True)
    _, contest = np.unique(rivals, return_inverse=True)
    table = np.ones(len(given)) / np.bincount(places)[places]
    for _ in range(rounds):
        weights = table[cells]
        weights /= np.bincount(contest, weights)[contest]
        counts = np.bincount(cells, weights, len(given))
        table = counts / np.bincount(places, counts)[places]
    return table
