"""Which old entries are worth offering for which new texts, found fast: by length windows, all pairs of a window at once."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from workflow.catalogs.evidence import Place, required, windows
from workflow.model import Entry, Key

__all__ = ["Candidate", "Match", "Pool", "alike", "best", "contained"]

_BLOCK = 128
_CUTOFF = 55.0
_ALIKE = 92.0
_PART = 88.0
_PART_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text and its place: a new one that looks for a translation, or an old one that has one."""

    entry: Entry
    place: Place


@dataclass(frozen=True, slots=True)
class Match:
    """A new text (by number) and the old one (by number) that serves it."""

    new: int
    old: int
    score: float


def alike(one: str, other: str) -> bool:
    """Whether two new texts are so alike that one old translation may serve both."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other, score_cutoff=_ALIKE) > 0


def contained(here: Candidate, there: Candidate) -> bool:
    """Whether one of two texts is a part of the other: a paragraph that was split, joined, or got one more sentence.

    Asked only of texts at the same place of their document.
    """
    from rapidfuzz import fuzz

    new, old = here.entry.msgid, there.entry.msgid
    if min(len(new), len(old)) < _PART_LENGTH or required(old, new, there.place, here.place) > 100:
        return False
    return fuzz.partial_ratio(new, old, score_cutoff=_PART) > 0


class Pool:
    """Old candidates, sorted by length once for many searches."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates
        self.order = sorted(range(len(candidates)), key=lambda number: len(candidates[number].entry.msgid))
        self.texts = [candidates[number].entry.msgid for number in self.order]
        self.lengths = [len(text) for text in self.texts]
        self.former: dict[Key, int] = {}
        """By the text before an edit (``#|``): for edits that are taken back."""
        for number, candidate in enumerate(candidates):
            entry = candidate.entry
            if entry.previous_msgid is not None:
                self.former.setdefault((entry.previous_context, entry.previous_msgid), number)

    def entry(self, number: int) -> Entry:
        """The entry of a match."""
        return self.candidates[number].entry


def best(new: Sequence[Candidate], pool: Pool, floor: float = 0.0) -> list[Match]:
    """The best old candidate for each new one that has any: one to one, the most alike pairs first; ties by order.

    An old one serves several new ones only when those are alike. ``floor``: the least likeness (per cent), whatever speaks for a pair.
    """
    if not new or not pool.candidates:
        return []
    pairs = [Match(n, pool.former[c.entry.key], 100.0) for n, c in enumerate(new) if c.entry.key in pool.former]
    pairs += _pairs(new, pool, max(floor, _CUTOFF))
    pairs.sort(key=lambda match: (-match.score, match.new, match.old))
    taken: dict[int, list[int]] = {}
    served: dict[int, Match] = {}
    for match in pairs:
        if match.new in served:
            continue
        users = taken.get(match.old)
        if users is None or all(alike(new[match.new].entry.msgid, new[user].entry.msgid) for user in users):
            taken.setdefault(match.old, []).append(match.new)
            served[match.new] = match
    return [served[number] for number in sorted(served)]


def _pairs(new: Sequence[Candidate], pool: Pool, cutoff: float) -> list[Match]:
    """Every pair that is alike enough; its score is the likeness beyond what is required."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    queries = sorted(range(len(new)), key=lambda number: len(new[number].entry.msgid))
    found = []
    for start in range(0, len(queries), _BLOCK):
        block = queries[start : start + _BLOCK]
        first = bisect_left(pool.lengths, windows(len(new[block[0]].entry.msgid))[0])
        last = bisect_right(pool.lengths, windows(len(new[block[-1]].entry.msgid))[1])
        if first == last:
            continue
        table = process.cdist(
            [new[number].entry.msgid for number in block],
            pool.texts[first:last],
            scorer=Indel.normalized_similarity,
            score_cutoff=cutoff / 100,
        )
        for row, column in zip(*table.nonzero(), strict=True):
            number, old = block[int(row)], pool.order[first + int(column)]
            here, there = new[number], pool.candidates[old]
            score = float(table[row, column]) * 100
            needed = required(there.entry.msgid, here.entry.msgid, there.place, here.place)
            if score >= needed:
                found.append(Match(number, old, round(score - needed, 3)))
    return found
