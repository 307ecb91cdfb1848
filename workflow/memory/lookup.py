"""Matches for a text: exact ones by hash, fuzzy ones by the rarest trigrams and rapidfuzz.

The same content gives the same matches, whatever the order in which pairs were added.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workflow.inline_tags import Grammar
from workflow.memory.abstraction import Abstract, abstract, put_back
from workflow.memory.model import CONTEXT_MATCH, NOWHERE, MatchKind, MatchOrigin, MemoryMatch, Surroundings
from workflow.memory.store import Store
from workflow.memory.trigram_index import span

__all__ = ["MIN_SCORE", "Query", "find"]

MIN_SCORE = 70
"""Default minimum match score in %: matches below it are of no use."""

_MAX_TRIGRAMS = 16
"""Maximum number of trigrams of a text that are looked up."""
_MIN_TRIGRAMS = 6
"""Minimum number of trigrams that are looked up, even if they are in more than ``_MAX_POSTINGS`` texts."""
_MAX_POSTINGS = 100_000
"""Stop adding trigrams once their posting lists together have this many texts."""
_MIN_DISTANCE = 6
"""Minimum distance between two trigrams, in characters, in a long text: a changed word changes all its trigrams."""
_MIN_CANDIDATES = 80
"""Number of texts that are compared in full; more only if they share as many trigrams."""
_MAX_CANDIDATES = 320
"""Maximum number of texts that are compared in full."""
_MIN_BETTER = 20
"""If more than ``_MAX_CANDIDATES`` texts share as many trigrams: minimum number of texts with one more to compare only those."""


@dataclass(frozen=True, slots=True)
class Query:
    """A text to look up, and the options of the look-up."""

    text: str
    language: str
    """The gettext code of the target language."""
    grammar: Grammar
    """The inline grammar of the text; the texts in the store were read with the same one."""
    place: Surroundings = NOWHERE
    """The text's surroundings, for context matches."""
    min_score: int = MIN_SCORE
    """Minimum match score in %."""
    limit: int = 5
    """Maximum number of matches."""


def find(store: Store, query: Query) -> tuple[MemoryMatch, ...]:
    """Return the best matches for a query, the best first."""
    wanted = abstract(query.text, query.grammar)
    matches = _exact(store, query, wanted)
    # With enough exact matches, no fuzzy ones are needed.
    if query.min_score < 100 and (len(matches) < query.limit or matches[query.limit - 1].score < 100):
        matches += sorted(_fuzzy(store, _similar(store, query, wanted.text)), key=_rank)
        matches.sort(key=lambda match: -match.score)
    return tuple(matches[: query.limit])


def _rank(match: MemoryMatch) -> tuple[float, int, str, str, str]:
    return (-match.score, -match.origin.maker, match.origin.file, match.source, match.target)


def _exact(store: Store, query: Query, wanted: Abstract) -> list[MemoryMatch]:
    """Matches among the pairs whose source differs only in numbers and inline tags. ``wanted``: the query's abstract text."""
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
        elif pair.source == text and query.place.is_distinctive and pair.place == query.place:
            match = MemoryMatch(pair.source, target, CONTEXT_MATCH, MatchKind.CONTEXT, MatchOrigin(file, pair.maker))
        else:
            match = MemoryMatch(pair.source, target, 100, MatchKind.EXACT, MatchOrigin(file, pair.maker))
        votes[match.target] += 1
        if match.target not in found or _rank(match) < _rank(found[match.target]):
            found[match.target] = match
    # Of several translations by people, the most frequent one comes first.
    return sorted(
        found.values(),
        key=lambda match: (-match.score, -match.origin.maker, -votes[match.target], *_rank(match)[2:]),
    )


def _similar(store: Store, query: Query, text: str) -> dict[int, float]:
    """The most similar texts, by number: their match scores in per cent, from the query's ``min_score`` to below 100."""
    from rapidfuzz import fuzz, process

    candidates = _candidates(store, text, query.language, query.min_score / 100)
    scored = process.extract(text, candidates, scorer=fuzz.ratio, score_cutoff=query.min_score, limit=None)
    best = sorted(
        ((score, other, number) for other, score, number in scored if other != text), key=lambda x: (-x[0], x[1])
    )
    return {number: score for score, _, number in best[: query.limit]}


def _fuzzy(store: Store, scores: dict[int, float]) -> list[MemoryMatch]:
    found: dict[tuple[str, str], MemoryMatch] = {}
    for number, pair, file in store.pairs(list(scores)):
        match = MemoryMatch(
            pair.source, pair.target, min(int(scores[number]), 99), MatchKind.FUZZY, MatchOrigin(file, pair.maker)
        )
        key = (match.source, match.target)
        if key not in found or _rank(match) < _rank(found[key]):
            found[key] = match
    return list(found.values())


def _candidates(store: Store, text: str, code: str, least_ratio: float) -> dict[int, str]:
    """The texts, by number, that may be similar to ``text``: those that share the most of its rarest trigrams."""
    import numpy as np

    language = store.language(code)
    trigrams = _rarest_trigrams(store.index.counts(language, text), len(text))
    if not trigrams:
        return {}
    lengths = span(len(text), least_ratio)
    least = 2 if len(trigrams) > 2 else 1  # one shared trigram means little if other texts share more
    numbers, shared = store.index.sharing(language, trigrams, lengths, least)
    if not len(numbers) and least > 1:
        least = 1
        numbers, shared = store.index.sharing(language, trigrams, lengths)
    having = np.append(np.bincount(shared, minlength=least + 1)[::-1].cumsum()[::-1], 0)
    least = max(least, int(np.flatnonzero(having >= min(_MIN_CANDIDATES, len(numbers)))[-1]))
    if having[least] > _MAX_CANDIDATES and having[least + 1] >= _MIN_BETTER:
        least += 1
    kept = store.texts(numbers[shared >= least].tolist())
    if len(kept) > _MAX_CANDIDATES:
        # If too many share as many, the first ones in the order of their texts are taken, whatever their numbers.
        above = set(numbers[shared > least].tolist())
        kept = dict(
            sorted(kept.items(), key=lambda text: (text[0] not in above, text[1]))[: len(above) + _MAX_CANDIDATES]
        )
    return kept


def _rarest_trigrams(counts: Sequence[tuple[int, int, int]], length: int) -> list[int]:
    """The rarest trigrams of a text of that length, at a distance from each other."""
    distance = max(1, min(_MIN_DISTANCE, length // 8))
    trigrams: list[int] = []
    taken: list[int] = []
    postings = 0
    for number, gram, place in sorted(counts):
        if any(abs(place - at) < distance for at in taken):
            continue
        if len(trigrams) >= _MIN_TRIGRAMS and (len(trigrams) >= _MAX_TRIGRAMS or postings + number > _MAX_POSTINGS):
            break
        trigrams.append(gram)
        taken.append(place)
        postings += number
    return trigrams
