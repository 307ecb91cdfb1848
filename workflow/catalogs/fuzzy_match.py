"""Find the old translations that are useful suggestions for new texts.

Few old texts are compared with every new text of a similar length, all at once. Of many old texts, only those that share the rarest
words of the new text are compared: similar texts share most of their words, so the time grows with the number of texts, not with
the number of pairs.

The minimum scores were chosen with ``benchmarks/merging.py``: no suggestion is better than a useless one. A short text must be
nearly equal, unless it stands between the same neighbours as before; a long one may have lost a third of its words there. Case does not count.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from workflow.catalogs.templates import kind_of
from workflow.model import Entry, Key, Kind

__all__ = [
    "EDGE",
    "CandidatePool",
    "FuzzyMatch",
    "PlacedEntry",
    "best_matches",
    "contained",
    "placed",
    "required_score",
]

_RUNNING: set[Kind | None] = {
    Kind.PARAGRAPH,
    Kind.LIST_ITEM,
    Kind.DEFINITION,
    Kind.FOOTNOTE,
    Kind.HTML,
    Kind.CAPTION,
    Kind.COMMENT,
}
"""Kinds of running text: a translation may move from one of them to another."""
_SHORT, _LONG = 16, 60
"""Length in characters of a text of a few words, and of a paragraph. Between the two the minimum score falls linearly."""
_SHORT_SCORE = 90.0
"""Minimum score (0-100) of short texts."""
_LONG_SCORE = 66.0
"""Minimum score (0-100) of long texts."""
_PLACE_SCORE = 68.0
"""Minimum score (0-100) of a short text between the same neighbours as before."""
_OTHER_KIND_SCORE = 85.0
"""Minimum score (0-100) where a long text became another kind, such as a heading."""
_NEVER = 101.0
"""A minimum score that no pair of texts reaches."""
_NEIGHBOUR_BONUS = 4.0
"""Reduction of the minimum score for each neighbour that is the same as before."""
_HEADING_BONUS = 2.0
"""Reduction of the minimum score for the same heading path."""
_CUTOFF = 55.0
"""rapidfuzz stops comparing two texts below this score (0-100); the lowest minimum score is 56."""
_SHARED_SCORE = 92.0
"""Minimum score (0-100) between two new texts that may use the same old translation."""
_PART_SCORE = 88.0
"""Minimum score (0-100) of a partial match between a text and one that contains it."""
_PART_LENGTH = 16
"""Minimum length in characters of a text that is searched inside another one."""
_WHOLE_LENGTH = 3000
"""Maximum length in characters of a text in which another one is searched: rapidfuzz's time may grow with the cube of the length."""
_BLOCK = 128
"""Number of new texts, sorted by length, that are compared in one call of rapidfuzz."""
_MANY = 1000
"""Number of old texts above which they are looked up by their words."""
_RAREST = 8
"""Maximum number of a text's words that are looked up, the rarest first."""
_MAX_SHARING = 2000
"""Stop looking up words once this many old texts share one."""
_NEAREST = 100
"""Maximum number of old texts, those that share the most words, that are compared."""
_WORD = re.compile(r"\w+")
_LONG_WORD = 12
"""Length in characters above which a word is looked up in pieces: some scripts put no spaces between words."""


EDGE: Key = (None, "")
"""What stands before the first text of a document, and after the last: the key that no text has."""


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry with the place of its text in the document, as far as it is known."""

    entry: Entry
    kind: Kind | None = None
    headings: str = ""
    """The heading path, as in the ``#.`` line."""
    before: Key | None = None
    after: Key | None = None
    """Keys of the neighbours; ``EDGE`` where the document begins or ends, None where they are not known."""


def placed(entry: Entry, before: Key | None = None, after: Key | None = None) -> PlacedEntry:
    """Return the entry with its kind and heading path, and the keys of its neighbours if they are known."""
    return PlacedEntry(entry, *kind_of(entry), before, after)


@dataclass(frozen=True, slots=True)
class FuzzyMatch:
    """A new text and the old one whose translation it may use."""

    new: int
    """Number of the new text."""
    old: int
    """Number of the old text in its pool."""
    score: float
    """The score above the minimum; 100 for an edit that was undone."""


def required_score(old: PlacedEntry, new: PlacedEntry) -> float:
    """Return the minimum score (0-100, rapidfuzz's ``ratio``) for the translation of ``old`` to be a suggestion for ``new``.

    More than 100 if it never is one, such as the translation of a heading for a table cell.
    """
    length = min(len(old.entry.msgid), len(new.entry.msgid))
    share = min(max((length - _SHORT) / (_LONG - _SHORT), 0.0), 1.0)
    needed = _SHORT_SCORE - share * (_SHORT_SCORE - _LONG_SCORE)
    if _is_in_place(old, new):
        needed = min(needed, _PLACE_SCORE)
    kinds = {old.kind, new.kind}
    if None not in kinds and len(kinds) == 2 and not kinds <= _RUNNING:
        if length < _LONG or kinds == {Kind.HEADING, Kind.TABLE_CELL}:
            return _NEVER
        needed = max(needed, _OTHER_KIND_SCORE)
    bonus = 0.0
    if old.before is not None and old.before == new.before:
        bonus += _NEIGHBOUR_BONUS
    if old.after is not None and old.after == new.after:
        bonus += _NEIGHBOUR_BONUS
    if old.headings and old.headings == new.headings:
        bonus += _HEADING_BONUS
    return needed - bonus * (0.5 + share / 2)


def _is_in_place(old: PlacedEntry, new: PlacedEntry) -> bool:
    """Whether a text stands where the other one stood; after a merge of two branches it may stand beside it."""
    if None in (old.before, old.after):
        return False
    return old.before in (new.before, new.entry.key) and old.after in (new.after, new.entry.key)


def _lengths(length: int) -> tuple[int, int]:
    """The shortest and the longest text that can reach the minimum score with one of ``length`` characters."""
    # ratio = 2·common / (a + b) ≤ 2·min / (a + b); the lowest minimum score is 56.
    return int(length * 0.38), int(length * 2.6) + 1


def contained(new: PlacedEntry, old: PlacedEntry) -> bool:
    """Whether one of two texts is a part of the other: a paragraph that was split, joined, or gained a sentence.

    Call it only for texts at the same place of their document.
    """
    from rapidfuzz import fuzz

    one, other = new.entry.msgid, old.entry.msgid
    if (
        min(len(one), len(other)) < _PART_LENGTH
        or max(len(one), len(other)) > _WHOLE_LENGTH
        or required_score(old, new) >= _NEVER
    ):
        return False
    return fuzz.partial_ratio(one, other, score_cutoff=_PART_SCORE) > 0


def _are_similar(one: str, other: str) -> bool:
    """Whether two new texts are so similar that one old translation may serve both."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other, score_cutoff=_SHARED_SCORE) > 0


class CandidatePool:
    """Old texts, prepared for many searches."""

    def __init__(self, candidates: Sequence[PlacedEntry]) -> None:
        self.candidates = candidates
        self.order = sorted(range(len(candidates)), key=lambda number: len(candidates[number].entry.msgid))
        self.texts = [candidates[number].entry.msgid.lower() for number in self.order]
        self.lengths = [len(text) for text in self.texts]
        self.former: dict[Key, int] = {}
        """Numbers by the text before an edit (``#|``), for edits that are undone."""
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
        """Numbers of the old texts that share most of a text's rarest words; ties by order."""
        lists = sorted((self._by_word[word] for word in _words(text) if word in self._by_word), key=len)
        shared = Counter[int]()
        limit = _MAX_SHARING
        for numbers in lists[:_RAREST]:
            if len(numbers) > limit and shared:
                break  # the remaining words are in very many texts
            shared.update(numbers)
            limit -= len(numbers)
        low, high = _lengths(len(text))
        fitting = [number for number in shared if low <= len(self.entry(number).msgid) <= high]
        return sorted(fitting, key=lambda number: (-shared[number], number))[:_NEAREST]


def _words(text: str) -> dict[str, None]:
    """The words of a text, each once, in order; long ones as pieces of four characters."""
    words: dict[str, None] = {}
    for word in _WORD.findall(text.lower()):
        if len(word) <= _LONG_WORD and not (len(word) > 3 and "\u2e80" <= word[0] <= "\U0003ffff"):
            words[word] = None
        else:
            words |= dict.fromkeys(word[at : at + 4] for at in range(len(word) - 3))
    return words


def best_matches(new: Sequence[PlacedEntry], pool: CandidatePool, min_score: float = 0.0) -> list[FuzzyMatch]:
    """Return the best old text for each new one that has a match: one to one, the highest scores first; ties by order.

    An old text serves several new ones only if those are similar. No pair below ``min_score`` (0-100) matches, whatever its bonuses.
    """
    if not new or not pool.candidates:
        return []
    pairs = [FuzzyMatch(n, pool.former[c.entry.key], 100.0) for n, c in enumerate(new) if c.entry.key in pool.former]
    pairs += _pairs(new, pool, max(min_score, _CUTOFF))
    pairs.sort(key=lambda match: (-match.score, match.new, match.old))
    taken: dict[int, list[int]] = {}
    served: dict[int, FuzzyMatch] = {}
    for match in pairs:
        if match.new in served:
            continue
        users = taken.get(match.old)
        if users is None or all(_are_similar(new[match.new].entry.msgid, new[user].entry.msgid) for user in users):
            taken.setdefault(match.old, []).append(match.new)
            served[match.new] = match
    return [served[number] for number in sorted(served)]


def _pairs(new: Sequence[PlacedEntry], pool: CandidatePool, cutoff: float) -> list[FuzzyMatch]:
    """Every pair that reaches its minimum score."""
    if len(pool.candidates) > _MANY:
        return _near_pairs(new, pool, cutoff)
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    queries = sorted(range(len(new)), key=lambda number: len(new[number].entry.msgid))
    found = []
    for start in range(0, len(queries), _BLOCK):
        block = queries[start : start + _BLOCK]
        first = bisect_left(pool.lengths, _lengths(len(new[block[0]].entry.msgid))[0])
        last = bisect_right(pool.lengths, _lengths(len(new[block[-1]].entry.msgid))[1])
        if first == last:
            continue
        table = process.cdist(
            [new[number].entry.msgid.lower() for number in block],
            pool.texts[first:last],
            scorer=Indel.normalized_similarity,
            score_cutoff=cutoff / 100,
        )
        for row, column in zip(*table.nonzero(), strict=True):
            number, old = block[int(row)], pool.order[first + int(column)]
            found += _match(new, pool, number, old, float(table[row, column]))
    return found


def _near_pairs(new: Sequence[PlacedEntry], pool: CandidatePool, cutoff: float) -> list[FuzzyMatch]:
    from rapidfuzz.distance import Indel

    found = []
    for number, candidate in enumerate(new):
        text = candidate.entry.msgid
        for old in pool.near(text):
            before = pool.entry(old).msgid.lower()
            similarity = Indel.normalized_similarity(text.lower(), before, score_cutoff=cutoff / 100)
            if similarity:
                found += _match(new, pool, number, old, similarity)
    return found


def _match(
    new: Sequence[PlacedEntry], pool: CandidatePool, number: int, old: int, similarity: float
) -> list[FuzzyMatch]:
    """The match, if the pair reaches its minimum score. ``similarity`` is from 0 to 1."""
    needed = required_score(pool.candidates[old], new[number])
    score = similarity * 100
    return [FuzzyMatch(number, old, round(score - needed, 3))] if score >= needed else []
