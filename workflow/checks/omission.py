"""Omissions: a run of words of the source that nothing in the translation stands for, by the bilingual word tables.

Each word speaks for an omission or against it, as ``WordWeights`` say. To the sum of the run of words with the greatest sum comes what the
lengths of the two texts say: whether they are nearer to the usual ratio with the run or without it. The result is compared with what human
translations reach. An addition is an omission in the other direction.
"""

import math
import re
import unicodedata
from functools import cache, lru_cache

from workflow.checks.language_pair import LanguagePair
from workflow.checks.word_tables import OTHER, WordTable, WordWeights, word_table
from workflow.glossary.stemming import stem
from workflow.word_filters import RunWords

__all__ = [
    "added",
    "coverage",
    "covered",
    "joined",
    "omitted",
    "omitted_run",
    "stems_of",
    "strongest_run",
    "unmatched",
    "words_of",
]

_LEAST = 3
"""Minimum number of words without a counterpart in such a run."""
_DEVIATION = 0.15
"""Standard deviation of the logarithm of the ratio of lengths; it is 0.13 in documentation and 0.14 in news."""
_MOST_LENGTH = 50
"""The most that the lengths say, in tenths of a nat."""
_SHORTER = -0.1
"""The logarithm of the ratio of lengths, less the usual one, above which nothing of any length can be missing."""
_PART = 5
"""Minimum length of a stem that is also looked for inside other words, and number of letters by which words are related."""
_LABEL = 80
"""The longest text, in characters, that is no more than a label or a short sentence: no run of its words says enough."""
_APART = 75
"""What the words of such a text and of its translation say together, at least, if they have nothing in common."""
_UNLISTED = WordWeights(0, 12)
"""The weights of a word that a table does not have."""
_STRANGE = 4
"""A table that lacks more than one in so many words of a text says nothing about it."""
_WORD = re.compile(r"[^\W_]+")


def omitted(source: str, target: str, pair: LanguagePair) -> str | None:
    """Words of the source that have no counterpart in the target, or a target that has nothing in common with it."""
    reason = omitted_run(source, target, pair)
    if reason is None and len(source) <= _LABEL and _apart(source, target, (pair.source, pair.target)):
        reason = f"“{source.strip()}” may be missing"
    return reason


def omitted_run(source: str, target: str, pair: LanguagePair) -> str | None:
    """Words of the source that have no counterpart in the target. People translate labels freely: these are not looked at as a whole."""
    run = _missing(source, target, (pair.source, pair.target))
    return f"“{run}” may be missing" if run else None


def added(source: str, target: str, pair: LanguagePair) -> str | None:
    """Words of the target that have no counterpart in the source."""
    run = _missing(target, source, (pair.target, pair.source))
    return f"“{run}” may be added" if run else None


# A draft's risk is estimated when all sentences of a batch are translated: what was found in each is still there then.
@lru_cache(maxsize=2048)
def stems_of(text: str, language: str) -> tuple[str, ...]:
    """Return the stems of a text's words, in order, with numbers as they are."""
    return _stems(language).of(text)


@cache
def _stems(language: str) -> RunWords[str]:
    return RunWords(lambda run: [stem(word, language) for word in words_of(run)])


def words_of(text: str) -> list[str]:
    """Return the words of a text that have stems: runs of letters and digits."""
    return _WORD.findall(text)


def covered(stem: str, table: WordTable, there: frozenset[str], joined: str) -> bool:
    """Whether a stem has a counterpart among the stems of the other text, ``there``.

    ``joined`` has the same stems, each between spaces, without accents: parts of compounds and related words ("organización", "organization")
    count as well.
    """
    if stem in there:
        return True
    counterparts = table.counterparts.get(stem, ())
    if not there.isdisjoint(counterparts):
        return True
    if len(stem) >= _PART and f" {_plain(stem)[:_PART]}" in joined:
        return True
    return any(len(one) >= _PART and _plain(one) in joined for one in counterparts)


@lru_cache(maxsize=2048)
def joined(stems: tuple[str, ...]) -> str:
    """Return the stems as ``covered`` wants them."""
    return f" {' '.join(map(_plain, stems))} "


def strongest_run(text: str, other: str, languages: tuple[str, str], table: WordTable) -> tuple[float, int, int]:
    """Return the run of words that speaks most for an omission: its sum, in tenths of a nat, its start and its end.

    ``languages``: those of the text and of the other one, which may lack something of it. The sum is 0 if there is no such run, and if
    the other text is not shorter than usual.
    """
    if not text or not other or math.log(len(other) / len(text)) - table.ratio > _SHORTER:
        return 0.0, 0, 0
    stems = stems_of(other, languages[1])
    there, line = frozenset(stems), joined(stems)
    ours, weights, counterparts = stems_of(text, languages[0]), table.weights, table.counterparts
    # Most words are covered by a counterpart.
    left = {key for key in ours if key not in there and there.isdisjoint(counterparts.get(key, ()))}
    best = (0, 0, 0)
    total = begin = alone = 0
    for number, key in enumerate(ours):
        if key.isdigit():
            continue
        weight = weights.get(key) or weights[OTHER]
        if total == 0:
            begin, alone = number, 0
        if key not in left or covered(key, table, there, line):
            total = max(total - weight.present, 0)
        else:
            total += weight.absent
            alone += weight.absent > 0
            if total > best[0] and alone >= _LEAST:
                best = (total, begin, number)
    total, first, last = best
    if not total:
        return 0.0, 0, 0
    words = list(_WORD.finditer(text))
    begin, end = words[first].start(), words[last].end()
    return total + _length_says(len(other) / len(text), (end - begin) / len(text), table), begin, end


def coverage(text: str, other: str, languages: tuple[str, str]) -> float | None:
    """Return how well the words of ``text`` are covered by ``other``: the mean over its words of what each says for an omission, in
    tenths of a nat; below 0 if most have a counterpart. None without a table, and for a text without words.

    ``languages``: those of the text and of the other one.
    """
    table, stems = word_table(*languages), [one for one in stems_of(text, languages[0]) if not one.isdigit()]
    if table is None or not stems:
        return None
    others = stems_of(other, languages[1])
    there, line = frozenset(others), joined(others)
    total = 0
    for one in stems:
        weight = table.weights.get(one) or table.weights[OTHER]
        total += -weight.present if covered(one, table, there, line) else weight.absent
    return total / len(stems)


def unmatched(text: str, other: str, languages: tuple[str, str], *, least: int, chance: int) -> float:
    """Return what the content words of ``text`` say together for their omission from ``other``, in tenths of a nat.

    Words that the table does not have say nothing, unless ``other`` has them too, as names. It is minus infinity without a table, with fewer
    content words than ``least``, if the table lacks many words of the text, and if more than one of ``chance`` words has a counterpart.
    ``languages``: those of the text and of the other one.
    """
    table = word_table(*languages)
    if table is None:
        return -math.inf
    weights, content = _weights_of(text, languages)
    if content < least:
        return -math.inf
    others = stems_of(other, languages[1])
    there, line = frozenset(others), joined(others)
    says, left = 0, content // chance
    for one, weight in weights:
        if not covered(one, table, there, line):
            says += weight.absent
        elif left:
            says, left = says - weight.present, left - 1
        else:
            return -math.inf
    return says


# The same text is compared with several others.
@lru_cache(maxsize=64)
def _weights_of(text: str, languages: tuple[str, str]) -> tuple[tuple[tuple[str, WordWeights], ...], int]:
    """The weights of the content words of a text and of those that the table lacks, and the number of the content words; 0 if it lacks many."""
    table = word_table(*languages)
    assert table is not None
    weights = {one: table.weights.get(one, _UNLISTED) for one in stems_of(text, languages[0]) if not one.isdigit()}
    unlisted = sum(weight is _UNLISTED for weight in weights.values())
    found = tuple((one, weight) for one, weight in weights.items() if weight.absent > 0 or weight is _UNLISTED)
    return found, 0 if unlisted * _STRANGE > len(weights) else len(found) - unlisted


def _apart(source: str, target: str, languages: tuple[str, str]) -> bool:
    """Whether no content word of either text has a counterpart in the other, and some of them should."""
    ours = unmatched(source, target, languages, least=2, chance=_LABEL)
    return ours > 0 and ours + unmatched(target, source, languages[::-1], least=1, chance=_LABEL) >= _APART


def _missing(text: str, other: str, languages: tuple[str, str]) -> str | None:
    table = word_table(*languages)
    if table is None:
        return None
    total, begin, end = strongest_run(text, other, languages, table)
    return text[begin:end] if total >= table.limit else None


def _length_says(ratio: float, run: float, table: WordTable) -> float:
    """What the ratio of the lengths adds to the sum of a run that is that part of the text: more if it is usual without the run."""
    here = math.log(ratio) - table.ratio
    without = here - math.log(max(1 - run, 0.05))
    says = 10 * (here * here - without * without) / (2 * _DEVIATION * _DEVIATION)
    return max(min(says, _MOST_LENGTH), -_MOST_LENGTH)


@lru_cache(maxsize=100_000)
def _plain(word: str) -> str:
    """The word without accents."""
    if word.isascii():
        return word
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
