"""What the memory has for a text: exact matches by hash, fuzzy ones by the rarest trigrams and rapidfuzz.

The same memory gives the same answers, however it came to be: nothing follows from the order in which things were put in.
"""

from collections import Counter
from collections.abc import Sequence

from workflow.inline_tags import Grammar
from workflow.memory.abstraction import Abstract, abstract, put_back
from workflow.memory.model import NOWHERE, Match, MatchKind, Origin, Surroundings
from workflow.memory.store import Store
from workflow.memory.trigram_index import span

__all__ = ["FLOOR", "find"]

FLOOR = 70
"""Below this many per cent a match is of no use to anybody."""

_GRAMS = 16
"""How many trigrams are looked up at most …"""
_LEAST = 6
"""… and at least; between the two as many as together are in no more than …"""
_LISTED = 100_000
"""… so many texts."""
_APART = 6
"""How far apart they lie where the text has the room: one word that is changed takes all trigrams in it with it."""
_ENOUGH = 80
"""How many texts are compared letter by letter, if more don't share as many trigrams …"""
_MANY = 320
"""… and at most; where that many share as many, the ones that share more are …"""
_FEW = 20
"""… enough if there are so many."""


def find(
    store: Store,
    text: str,
    code: str,
    grammar: Grammar,
    *,
    place: Surroundings = NOWHERE,
    floor: int = FLOOR,
    limit: int = 5,
) -> tuple[Match, ...]:
    """The best matches for ``text`` in the language ``code``, the best first; ``floor`` in per cent."""
    wanted = abstract(text, grammar)
    matches = _matches(store, store.exact(code, wanted.text), 100.0, text, wanted, code, grammar, place)
    # Whoever asks for one and has an exact one needs no others.
    if floor < 100 and (len(matches) < limit or matches[limit - 1].score < 100):
        alike = _alike(store, wanted.text, code, floor, limit)
        matches += sorted(_fuzzy(store, alike), key=_rank)
        matches.sort(key=lambda match: -match.score)
    return tuple(matches[:limit])


def _rank(match: Match) -> tuple[float, int, str, str, str]:
    return (-match.score, -match.origin.maker, match.origin.file, match.source, match.target)


def _matches(
    store: Store,
    numbers: Sequence[int],
    likeness: float,
    text: str,
    wanted: Abstract,
    code: str,
    grammar: Grammar,
    place: Surroundings,
) -> list[Match]:
    """Matches among the pairs whose source is the same but for numbers and codes."""
    found: dict[str, Match] = {}
    votes: Counter[str] = Counter()
    for _, pair, file in store.pairs(numbers):
        if abstract(pair.source, grammar).text != wanted.text:
            continue  # another text with the same hash
        target = pair.target if pair.source == text else put_back(pair.source, pair.target, text, grammar, code)
        if target is None:
            match = Match(pair.source, pair.target, 99, MatchKind.FUZZY, Origin(file, pair.maker))
        elif pair.source == text and place.telling and pair.place == place:
            match = Match(pair.source, target, 101, MatchKind.CONTEXT, Origin(file, pair.maker))
        else:
            match = Match(pair.source, target, 100, MatchKind.EXACT, Origin(file, pair.maker))
        votes[match.target] += 1
        if match.target not in found or _rank(match) < _rank(found[match.target]):
            found[match.target] = match
    # Of several translations that a person made, the one that is in use most often.
    return sorted(
        found.values(),
        key=lambda match: (-match.score, -match.origin.maker, -votes[match.target], *_rank(match)[2:]),
    )


def _alike(store: Store, text: str, code: str, floor: int, limit: int) -> dict[int, float]:
    """The most similar texts, by number: how alike they are, in per cent, from ``floor`` to below 100."""
    from rapidfuzz import fuzz, process

    candidates = _candidates(store, text, code, floor / 100)
    scored = process.extract(text, candidates, scorer=fuzz.ratio, score_cutoff=floor, limit=None)
    best = sorted(
        ((score, other, number) for other, score, number in scored if other != text), key=lambda x: (-x[0], x[1])
    )
    return {number: score for score, _, number in best[:limit]}


def _fuzzy(store: Store, alike: dict[int, float]) -> list[Match]:
    found: dict[tuple[str, str], Match] = {}
    for number, pair, file in store.pairs(list(alike)):
        match = Match(pair.source, pair.target, min(int(alike[number]), 99), MatchKind.FUZZY, Origin(file, pair.maker))
        key = (match.source, match.target)
        if key not in found or _rank(match) < _rank(found[key]):
            found[key] = match
    return list(found.values())


def _candidates(store: Store, text: str, code: str, likeness: float) -> dict[int, str]:
    """Texts, by number, that may be like ``text``: those that share the most of its rarest trigrams."""
    import numpy as np

    language = store.language(code)
    chosen = _chosen(store.index.counts(language, text), len(text))
    if not chosen:
        return {}
    lengths = span(len(text), likeness)
    least = 2 if len(chosen) > 2 else 1  # one alone says little, if others share more
    numbers, shared = store.index.sharing(language, chosen, lengths, least)
    if not len(numbers) and least > 1:
        least = 1
        numbers, shared = store.index.sharing(language, chosen, lengths)
    having = np.append(np.bincount(shared, minlength=least + 1)[::-1].cumsum()[::-1], 0)
    least = max(least, int(np.flatnonzero(having >= min(_ENOUGH, len(numbers)))[-1]))
    if having[least] > _MANY and having[least + 1] >= _FEW:
        least += 1
    kept = store.texts(numbers[shared >= least].tolist())
    if len(kept) > _MANY:
        # Too many that share as much: the ones that come first as texts, whatever their numbers are.
        above = set(numbers[shared > least].tolist())
        kept = dict(sorted(kept.items(), key=lambda text: (text[0] not in above, text[1]))[: len(above) + _MANY])
    return kept


def _chosen(counts: Sequence[tuple[int, int, int]], length: int) -> list[int]:
    """The rarest trigrams of a text of that length that lie apart from each other."""
    apart = max(1, min(_APART, length // 8))
    chosen: list[int] = []
    taken: list[int] = []
    listed = 0
    for number, gram, place in sorted(counts):
        if any(abs(place - at) < apart for at in taken):
            continue
        if len(chosen) >= _LEAST and (len(chosen) >= _GRAMS or listed + number > _LISTED):
            break
        chosen.append(gram)
        taken.append(place)
        listed += number
    return chosen
