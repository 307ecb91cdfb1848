"""Which old entries are worth offering for which new texts, found fast.

Of few old texts all pairs of a window of lengths are compared, at once. Of many those that share the rarest words with the new
text: what is alike at all shares most of its words, and so the time grows with the number of texts, not with that of pairs.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from workflow.catalogs.match_features import Place, required, windows
from workflow.model import Entry, Key

__all__ = ["Candidate", "Match", "Pool", "alike", "best", "contained"]

_BLOCK = 128
_CUTOFF = 55.0
_ALIKE = 92.0
_PART = 88.0
_PART_LENGTH = 16
_MANY = 1000
"""From how many old texts on they are looked up by their words."""
_RAREST = 8
"""How many of a text's words are looked up, …"""
_ENOUGH = 2000
"""… in how many texts at most, …"""
_NEAREST = 100
"""… and how many of the texts that share the most of them are compared."""
_WORD = re.compile(r"\w+")
_LONG_WORD = 12
"""Longer ones are broken up: some scripts put no blanks between words."""


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

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, candidate in enumerate(self.candidates):
            for word in _words(candidate.entry.msgid):
                found.setdefault(word, []).append(number)
        return found

    def near(self, text: str) -> list[int]:
        """The numbers of the old texts that share the most of a text's rarest words; of equals the first ones."""
        lists = sorted((self._by_word[word] for word in _words(text) if word in self._by_word), key=len)
        shared = Counter[int]()
        room = _ENOUGH
        for numbers in lists[:_RAREST]:
            if len(numbers) > room and shared:
                break  # the rest are words that are everywhere
            shared.update(numbers)
            room -= len(numbers)
        low, high = windows(len(text))
        fitting = [number for number in shared if low <= len(self.entry(number).msgid) <= high]
        return sorted(fitting, key=lambda number: (-shared[number], number))[:_NEAREST]


def _words(text: str) -> dict[str, None]:
    """The words of a text, each once, in order; pieces of four characters of the long ones."""
    words: dict[str, None] = {}
    for word in _WORD.findall(text.lower()):
        if len(word) <= _LONG_WORD and not (len(word) > 3 and "\u2e80" <= word[0] <= "\U0003ffff"):
            words[word] = None
        else:
            words |= dict.fromkeys(word[at : at + 4] for at in range(len(word) - 3))
    return words


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
    if len(pool.candidates) > _MANY:
        return _near_pairs(new, pool, cutoff)
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
            found += _match(new, pool, number, old, float(table[row, column]))
    return found


def _near_pairs(new: Sequence[Candidate], pool: Pool, cutoff: float) -> list[Match]:
    from rapidfuzz.distance import Indel

    found = []
    for number, candidate in enumerate(new):
        text = candidate.entry.msgid
        for old in pool.near(text):
            alikeness = Indel.normalized_similarity(text, pool.entry(old).msgid, score_cutoff=cutoff / 100)
            if alikeness:
                found += _match(new, pool, number, old, alikeness)
    return found


def _match(new: Sequence[Candidate], pool: Pool, number: int, old: int, alikeness: float) -> list[Match]:
    """The match, where the pair is alike enough."""
    here, there = new[number], pool.candidates[old]
    needed = required(there.entry.msgid, here.entry.msgid, there.place, here.place)
    score = alikeness * 100
    return [Match(number, old, round(score - needed, 3))] if score >= needed else []
