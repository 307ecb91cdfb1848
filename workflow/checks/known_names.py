"""What is known about names: the forms that translators write for them, and what countries and languages are called (CLDR)."""

import lzma
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from workflow.languages import base_language, locale_of
from workflow.word_filters import RunWords

__all__ = ["NEW", "WORD", "KnownName", "countries", "folded", "known_names", "places", "words_of"]

_FOLDER = Path(__file__).parent / "exonyms"
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MOST_SHARED = 4
"""So many first letters a country and what is of it have in common: ``Congo``, ``Congolese``."""
_NO_ACCENTS = str.maketrans({"ø": "o", "ł": "l", "đ": "d"})
"""Letters that Unicode does not take apart."""


@dataclass(frozen=True, slots=True)
class KnownName:
    """What is known about a name."""

    kept: bool = False
    """Whether translators usually keep it."""
    forms: tuple[str, ...] = ()
    """The beginnings of its other forms, without accents."""


NEW = KnownName()


@cache
def known_names(source: str, target: str) -> dict[str, KnownName] | None:
    """Return the table of a pair, by name; None if there is none."""
    path = _FOLDER / f"{base_language(source)}-{base_language(target)}.txt.xz"
    if not path.is_file():
        return None
    lines = lzma.decompress(path.read_bytes()).decode().splitlines()
    counted = {name: _counted(name, rest) for name, *rest in map(str.split, lines)}
    return {name: known for name, known in counted.items() if known != NEW} | dict(_own_forms(base_language(target)))


def _counted(name: str, cells: list[str]) -> KnownName:
    """A line of a table that was counted. A name without its accents is no other form."""
    forms = (folded(cell) for cell in cells if cell != "=")
    return KnownName("=" in cells, tuple(form for form in forms if name.isascii() or form != folded(name)))


def _own_forms(target: str) -> Iterator[tuple[str, KnownName]]:
    """The names that our own list has forms of in a language."""
    lines = [
        line.split("\t") for line in (_FOLDER / "own.tsv").read_text(encoding="utf-8").splitlines() if line[0] != "#"
    ]
    languages, *names = lines
    if target in languages:
        column = languages.index(target)
        for cells in names:
            if cells[column] != "=":
                yield cells[0], KnownName(forms=tuple(map(folded, cells[column].split())))


_WORDS = RunWords(WORD.findall)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, as ``WORD`` finds them."""
    return _WORDS.of(text)


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """Return a word in small letters, without accents."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold()).translate(_NO_ACCENTS)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


@cache
def countries(source: str) -> frozenset[str]:
    """Return the words of the names of countries and languages in a language."""
    locale = locale_of(source)
    return frozenset(
        word
        for names in (locale.territories, locale.languages)
        for name in names.values()
        for word in WORD.findall(name)
    )


def places(word: str, source: str, target: str) -> tuple[str, ...]:
    """Return how the names begin, in the target language, of the countries and languages that a word begins like."""
    return _places(source, target).get(folded(word)[:_MOST_SHARED], ())


@cache
def _places(source: str, target: str) -> dict[str, tuple[str, ...]]:
    """Countries and languages by CLDR: for the beginnings of their names in one language, those in the other."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for ours, theirs in _display_names(source, target):
        for word in WORD.findall(ours):
            if word[0].isupper():
                found[folded(word)[:_MOST_SHARED]].update(
                    folded(other)[:3] for other in WORD.findall(theirs) if len(other) > 2
                )
    return {start: tuple(others) for start, others in found.items()}


def _display_names(source: str, target: str) -> Iterator[tuple[str, str]]:
    ours, theirs = locale_of(source), locale_of(target)
    for mine, other in ((ours.territories, theirs.territories), (ours.languages, theirs.languages)):
        yield from ((mine[code], other[code]) for code in mine if code in other)
