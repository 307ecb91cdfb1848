"""Matches for a text: exact ones by hash, fuzzy ones by the rarest trigrams and rapidfuzz.

The same content gives the same matches: nothing depends on the order in which pairs were put in.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workflow.inline_tags import Grammar
from workflow.memory.abstraction import Abstract, abstract, put_back
from workflow.memory.model import CONTEXT_MATCH, NOWHERE, MatchKind, MatchOrigin, MemoryMatch, Surroundings
from workflow.memory.store import Store
from workflow.memory.trigram_index import span

__all__ = ["FLOOR", "Query", "find"]

FLOOR = 70
"""The least match score that is looked for unless another is asked for, in per cent: below it a match is of no use."""

_MOST_GRAMS = 16
"""The most trigrams of a text that are looked up."""
_LEAST_GRAMS = 6
"""The fewest trigrams that are looked up, even if they are in more than ``_LISTED`` texts."""
_LISTED = 100_000
"""The most texts that the trigrams may be in together before no more are added."""
_APART = 6
"""The least distance between two trigrams, in characters, in a text that is long enough: a changed word takes all its trigrams with it."""
_ENOUGH = 80
"""How many texts are compared in full; more only if they share as many trigrams."""
_MANY = 320
"""The most texts that are compared in full."""
_FEW = 20
"""Where more than ``_MANY`` texts share as many trigrams: how many texts that share one more are enough by themselves."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked up."""

    text: str
    language: str
    """gettext code of the language translated into."""
    grammar: Grammar
    """How numbers and inline tags of the text are found; the texts in the store were read with the same."""
    place: Surroundings = NOWHERE
    """Where the text stands, for context matches."""
    floor: int = FLOOR
    """The least match score, in per cent."""
    limit: int = 5
    """How many matches are wanted at most."""


def find(store: Store, query: Query) -> tuple[MemoryMatch, ...]:
    """The best matches for a query, the best first."""
    wanted = abstract(query.text, query.grammar)
    matches = _exact(store, query, wanted)
    # Whoever asks for one and has an exact one needs no others.
    if query.floor < 100 and (len(matches) < query.limit or matches[query.limit - 1].score < 100):
        matches += sorted(_fuzzy(store, _alike(store, query, wanted.text)), key=_rank)
        matches.sort(key=lambda match: -match.score)
    return tuple(matches[: query.limit])


def _rank(match: MemoryMatch) -> tuple[float, int, str, str, str]:
    return (-match.score, -match.origin.maker, match.origin.file, match.source, match.target)


def _exact(store: Store, query: Query, wanted: Abstract) -> list[MemoryMatch]:
    """Matches among the pairs whose source differs in nothing but numbers and inline tags. ``wanted``: the query's text without these."""
    text, grammar = query.text, query.grammar
    found: dict[str, MemoryMatch] = {}
    votes: Counter[str] = Counter()
    for _, pair, file in store.pairs(store.exact(query.language, wanted.text)):
        if abstract(pair.source, grammar).text != wanted.text:
            continue  # another text with the same hash
        target = (
            pair.target if pair.source == text else put_back(pair.source, pair.target, text, grammar, query.language)
        )
        if target is None:
            match = MemoryMatch(pair.source, pair.target, 99, MatchKind.FUZZY, MatchOrigin(file, pair.maker))
        elif pair.source == text and query.place.telling and pair.place == query.place:
            match = MemoryMatch(pair.source, target, CONTEXT_MATCH, MatchKind.CONTEXT, MatchOrigin(file, pair.maker))
        else:
            match = MemoryMatch(pair.source, target, 100, MatchKind.EXACT, MatchOrigin(file, pair.maker))
        votes[match.target] += 1
        if match.target not in found or _rank(match) < _rank(found[match.target]):
            found[match.target] = match
    # Of several translations that a person made, the one that is in use most often.
    return sorted(
        found.values(),
        key=lambda match: (-match.score, -match.origin.maker, -votes[match.target], *_rank(match)[2:]),
    )


def _alike(store: Store, query: Query, text: str) -> dict[int, float]:
    """The most similar texts, by number: their match scores in per cent, from the query's floor to below 100."""
    from rapidfuzz import fuzz, process

    candidates = _candidates(store, text, query.language, query.floor / 100)
    scored = process.extract(text, candidates, scorer=fuzz.ratio, score_cutoff=query.floor, limit=None)
    best = sorted(
        ((score, other, number) for other, score, number in scored if other != text), key=lambda x: (-x[0], x[1])
    )
    return {number: score for score, _, number in best[: query.limit]}


def _fuzzy(store: Store, alike: dict[int, float]) -> list[MemoryMatch]:
    found: dict[tuple[str, str], MemoryMatch] = {}
    for number, pair, file in store.pairs(list(alike)):
        match = MemoryMatch(
            pair.source, pair.target, min(int(alike[number]), 99), MatchKind.FUZZY, MatchOrigin(file, pair.maker)
        )
        key = (match.source, match.target)
        if key not in found or _rank(match) < _rank(found[key]):
            found[key] = match
    return list(found.values())


def _candidates(store: Store, text: str, code: str, least_ratio: float) -> dict[int, str]:
    """Texts, by number, that may be like ``text``: those that share the most of its rarest trigrams."""
    import numpy as np

    language = store.language(code)
    chosen = _chosen(store.index.counts(language, text), len(text))
    if not chosen:
        return {}
    lengths = span(len(text), least_ratio)
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
        if len(chosen) >= _LEAST_GRAMS and (len(chosen) >= _MOST_GRAMS or listed + number > _LISTED):
            break
        chosen.append(gram)
        taken.append(place)
        listed += number
    return chosen
