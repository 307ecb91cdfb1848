"""Bilingual word tables: which words of a language stand for which of another, and how surely.

``words/en-es.tsv.xz`` and its like have stems (``glossary.stemming``), made from parallel text by ``python -m training words``. A table is
read when it is first asked for, and serves both directions. For a pair without a table there is none, and what needs one finds nothing.
"""

import lzma
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from workflow.languages import base_language

__all__ = ["LIMITS", "OTHER", "WordTable", "WordWeights", "inverted", "word_table"]

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


@cache
def word_table(source: str, target: str) -> WordTable | None:
    """Return the table from one language to another (codes); None if there is none."""
    one, two = base_language(source), base_language(target)
    if (forward := _read(one, two)) is not None:
        return forward[0]
    backward = _read(two, one)
    return backward[1] if backward else None


@cache
def _read(one: str, two: str) -> tuple[WordTable, WordTable] | None:
    path = files("workflow.checks").joinpath("words", f"{one}-{two}.tsv.xz")
    if not path.is_file():
        return None
    first, second = lzma.decompress(path.read_bytes()).decode().split("\n\n")
    rows = [line.split("\t") for line in first.splitlines() if not line.startswith("#")]
    counterparts = {stem: tuple(words[0].split()) for stem, _, _, *words in rows if words}
    return (
        _table(counterparts, rows),
        _table(inverted(counterparts), [line.split("\t") for line in second.splitlines()]),
    )


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
