"""Omissions: a run of words of the source that nothing in the translation stands for, by the bilingual word tables.

Each word speaks for an omission or against it, as ``WordWeights`` say; the run of words with the greatest sum is compared with what runs of
human translations reach. An addition is an omission in the other direction.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from workflow.checks.language_pair import LanguagePair
from workflow.checks.word_tables import OTHER, WordTable, word_table
from workflow.glossary.stemming import stem

__all__ = ["added", "covered", "joined", "omitted", "stems_of"]

_LIMIT = 80
"""Minimum sum of a run that is reported, in tenths of a nat. Measured with ``benchmarks/meaning.py``."""
_LEAST = 3
"""Minimum number of words without a counterpart in such a run."""
_PART = 5
"""Minimum length of a stem that is also looked for inside other words, and number of letters by which words are related."""
_WORD = re.compile(r"[^\W_]+")


def omitted(source: str, target: str, pair: LanguagePair) -> str | None:
    """Words of the source that have no counterpart in the target."""
    run = _run(source, target, pair.source, pair.target)
    return f"“{run}” may be missing" if run else None


def added(source: str, target: str, pair: LanguagePair) -> str | None:
    """Words of the target that have no counterpart in the source."""
    run = _run(target, source, pair.target, pair.source)
    return f"“{run}” may be added" if run else None


def stems_of(text: str, language: str) -> list[str]:
    """Return the stems of a text's words, in order, with numbers as they are."""
    return [stem(word, language) for word in _WORD.findall(text)]


def covered(stem: str, table: WordTable, there: frozenset[str], joined: str) -> bool:
    """Whether a stem has a counterpart among the stems of the other text, ``there``.

    ``joined`` has the same stems, each between spaces, without accents: parts of compounds and related words ("organización", "organization")
    count as well.
    """
    counterparts = table.counterparts.get(stem, ())
    if stem in there or not there.isdisjoint(counterparts):
        return True
    if len(stem) >= _PART and f" {_plain(stem)[:_PART]}" in joined:
        return True
    return any(len(one) >= _PART and _plain(one) in joined for one in counterparts)


def joined(stems: Sequence[str]) -> str:
    """Return the stems as ``covered`` wants them."""
    return f" {' '.join(map(_plain, stems))} "


def _run(text: str, other: str, language: str, others: str) -> str | None:
    """The run of words that speaks most for an omission; None if it does not reach the limit."""
    table = word_table(language, others)
    if table is None:
        return None
    words = list(_WORD.finditer(text))
    stems = stems_of(other, others)
    there, line = frozenset(stems), joined(stems)
    best = (0, 0, 0)
    total = begin = alone = 0
    for number, word in enumerate(words):
        key = stem(word.group(), language)
        weight = table.weights.get(key) or table.weights[OTHER]
        if key.isdigit():
            continue
        if covered(key, table, there, line):
            total -= weight.present
        else:
            total += weight.absent
            alone += weight.absent > 0
        if total <= 0:
            total, begin, alone = 0, number + 1, 0
        elif total > best[0] and alone >= _LEAST:
            best = (total, begin, number)
    total, begin, end = best
    return text[words[begin].start() : words[end].end()] if total >= _LIMIT else None


@lru_cache(maxsize=100_000)
def _plain(word: str) -> str:
    """The word without accents."""
    if word.isascii():
        return word
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
