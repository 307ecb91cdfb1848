"""Bilingual word tables: which words of a language stand for which of another, and how surely.

``words/en-es.tsv.xz`` and its like have stems (``glossary.stemming``), made from parallel text by ``python -m training words``. For other
pairs, a table is made of the installed dictionary of the pair. A table is read when it is first asked for, and serves both directions. For a
pair without either there is none, and what needs one finds nothing.
"""

import logging
import lzma
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from workflow.checks.dictionaries import find_dictionary, read_dictionary
from workflow.errors import BadInput
from workflow.languages import base_language

__all__ = ["LIMITS", "OTHER", "WordTable", "WordWeights", "inverted", "table_origin", "table_problem", "word_table"]

_log = logging.getLogger(__name__)

OTHER = "*"
"""The entry that has the weights of words without an entry."""

LIMITS = "~"
"""The entry that has ``ratio``, in hundredths, and ``limit`` of the table instead of weights."""


class WordWeights(NamedTuple):
    """What a word of a text says about an omission, in tenths of a nat (log likelihood ratio)."""

    absent: int
    """How much it speaks for one if no counterpart is in the other text."""
    present: int
    """How much it speaks against one if a counterpart is there."""


@dataclass(frozen=True, slots=True)
class WordTable:
    """The table of one direction."""

    counterparts: Mapping[str, tuple[str, ...]]
    """By stem: the stems that it is translated with."""
    weights: Mapping[str, WordWeights]
    """By stem; ``OTHER`` for all others."""
    ratio: float
    """The logarithm of the usual ratio of the lengths of a translation and its source, in characters."""
    limit: int
    """The sum of a run that few human translations reach, in tenths of a nat."""


@dataclass(frozen=True, slots=True)
class _DictionaryWeights:
    """The weights of a table that is made of a dictionary, which knows no frequencies."""

    listed: WordWeights
    """Of words that it has."""
    other: WordWeights
    ratio: float
    limit: int

    def table(self, counterparts: Mapping[str, tuple[str, ...]]) -> WordTable:
        weights = dict.fromkeys(counterparts, self.listed)
        weights |= {word: WordWeights(0, 0) for word in counterparts if len(word) <= _SHORT}
        return WordTable(counterparts, weights | {OTHER: self.other}, self.ratio, self.limit)


_SHORT = 3
"""Maximum length of a stem that says nothing: such are mostly words of grammar, which translations add and drop."""
_DICTIONARY = (
    _DictionaryWeights(WordWeights(11, 12), WordWeights(2, 12), 0.05, 30),
    _DictionaryWeights(WordWeights(8, 12), WordWeights(0, 12), -0.05, 50),
)
"""From the language of the headwords, and into it. Measured with the dictionaries of FreeDict from English to Spanish, French and German:
a word that has an entry has a counterpart in 7 of 10 human translations, and by chance in 1 of 20."""


@cache
def word_table(source: str, target: str) -> WordTable | None:
    """Return the table from one language to another (codes); None if there is none, or if it cannot be read (see ``table_problem``)."""
    try:
        return _word_table(base_language(source), base_language(target))
    except BadInput as error:
        _log.warning("%s", error)
        return None


def table_problem(source: str, target: str) -> BadInput | None:
    """Return why the table from one language to another cannot be read: the file is damaged, missing or too large. None if it can."""
    if word_table(source, target) is not None:
        return None
    try:
        _word_table(base_language(source), base_language(target))
    except BadInput as error:
        return error
    return None


def table_origin(source: str, target: str) -> str | None:
    """Return what the table is made of, as a clause: a table of the program or an installed dictionary; None if there is none.

    Raises ``BadInput`` with the name of the file if the dictionary cannot be read.
    """
    one, two = base_language(source), base_language(target)
    if _word_table(one, two) is None:
        return None
    index = _dictionary(one, two)
    shipped = _shipped(one, two) or _shipped(two, one)
    return "comes with the program" if shipped or not index else f"dictionary {index[0].with_suffix('')}"


def _word_table(one: str, two: str) -> WordTable | None:
    if (forward := _shipped(one, two)) is not None:
        return forward[0]
    if (backward := _shipped(two, one)) is not None:
        return backward[1]
    found = _dictionary(one, two)
    if found is None:
        return None
    index, pair = found
    return _of_dictionary(index, *pair)[pair != (one, two)]


def _dictionary(one: str, two: str) -> tuple[Path, tuple[str, str]] | None:
    """The index of a pair's dictionary, in either direction, and its direction."""
    for pair in ((one, two), (two, one)):
        if index := find_dictionary(*pair):
            return index, pair
    return None


@cache
def _of_dictionary(index: Path, one: str, two: str) -> tuple[WordTable, WordTable]:
    counterparts = read_dictionary(index, one, two)
    forward, backward = _DICTIONARY
    return forward.table(counterparts), backward.table(inverted(counterparts))


@cache
def _shipped(one: str, two: str) -> tuple[WordTable, WordTable] | None:
    path = files("workflow.checks").joinpath("words", f"{one}-{two}.tsv.xz")
    if not path.is_file():
        return None
    try:
        first, second = lzma.decompress(path.read_bytes()).decode().split("\n\n")
        rows = [line.split("\t") for line in first.splitlines() if not line.startswith("#")]
        counterparts = {stem: tuple(words[0].split()) for stem, _, _, *words in rows if words}
        return (
            _table(counterparts, rows),
            _table(inverted(counterparts), [line.split("\t") for line in second.splitlines()]),
        )
    except (lzma.LZMAError, EOFError, KeyError, OSError, ValueError) as error:
        raise BadInput(f"{path}: the word table is damaged. Install the program again.") from error


def _table(counterparts: Mapping[str, tuple[str, ...]], rows: Iterable[list[str]]) -> WordTable:
    weights = {stem: WordWeights(int(absent), int(present)) for stem, absent, present, *_ in rows}
    limits = weights.pop(LIMITS)
    return WordTable(counterparts, weights, limits.absent / 100, limits.present)


def inverted(counterparts: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Return the counterparts of the other direction."""
    found: dict[str, list[str]] = {}
    for stem, words in counterparts.items():
        for word in words:
            found.setdefault(word, []).append(stem)
    return {word: tuple(stems) for word, stems in found.items()}
