"""What is known about the words of a language: its word list, and the words in the project's other texts.

The lists hold ordinary words; those that are rather names have a capital letter (``scripts/make_words.py``). A word that is in no list may still be a word, so what follows from
its absence is decided with care.
"""

import lzma
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from workflow.languages import base_language

__all__ = ["Lexicon", "word_set"]

_FOLDER = Path(__file__).parent
_ENDINGS = ("s", "es", "ed", "ing", "ly", "er", "est", "ers", "ness", "less", "able", "ment", "'s", "en")
_DOUBLING = ("ed", "ing", "er", "ers", "est")
"""Endings before which a consonant is doubled."""
_ENDINGS_AFTER_E = ("d", "r", "rs", "n")
_AFTER_I = ("es", "ed", "er", "ers", "est", "ly", "ness", "less", "able", "ment")
"""Endings before which a final ``y`` becomes ``i``."""
_DOUBLED = re.compile(r"[^aeiou][aeiouy]([^aeiouwxy])\1$")
"""The end of an English stem whose last consonant was doubled: after one vowel."""
_THRICE = re.compile(r"(.)\1\1")
_BEGINNINGS = (
    *("un", "re", "non", "pre", "over", "under", "out", "mis", "dis", "in", "inter", "sub", "multi", "co", "anti"),
    *("im", "ir", "il", "de", "fore", "semi", "super", "trans", "micro", "post", "en", "up", "down", "off", "on"),
)
_LINKS = ("", "s", "es", "n", "en", "er")
"""Letters between the parts of a German compound."""
_SHORTEST_PART = 4
"""Minimum length in characters of a part of a compound, and of a word with an ending."""
_RARE = 6
"""Number of listed words from which three letters in a row are usual."""
_SHORTEST_STEM = 5
"""The same for a word with a prefix."""
_LONGEST_PART = 60
"""No listed word is longer."""
_SHORTEST_MISSPELT = 7
"""The least length of a word that is looked for among misspelt ones: shorter ones are nearly like many."""


def word_set(text: str) -> frozenset[str]:
    """The words of ``text``, which stand between spaces."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The known words of ``language`` (a gettext code). ``elsewhere``: words in the project's other texts, in lower case."""

    language: str
    elsewhere: Set[str] = field(default_factory=frozenset)

    def __hash__(self) -> int:
        # It is part of the keys of caches.
        return hash(self.language)

    @property
    def base(self) -> str:
        """The language without its territory."""
        return base_language(self.language)

    @property
    def listed(self) -> bool:
        """Whether there is a word list for the language."""
        return _words(self.base) is not None

    def has(self, word: str) -> bool:
        """Whether a word (in lower case) is in the list, or in another text of the project."""
        return word in self.elsewhere or word in _listed(self.language)

    def is_ordinary(self, word: str) -> bool:
        """Whether a word (in lower case) is in the list, and not rather a name. True where there is no list."""
        words = _words(self.base)
        return words is None or (word in words and not self.is_name(word))

    def is_name(self, word: str) -> bool:
        """Whether a listed word (in lower case) is rather a name."""
        return _words(self.base) is not None and word in _rather_names(self.base)

    def may_be_word(self, word: str) -> bool:
        """Whether a word is known, or made of known parts: with an ending, with a prefix, of two words."""
        if self.has(word):
            return True
        if self.base == "en" and _THRICE.search(word):
            return False
        if any(len(stem) >= _SHORTEST_PART and self.has(stem) for stem in _stems(word, english=self.base == "en")):
            return True
        bases = [word.removeprefix(start) for start in _BEGINNINGS if word.startswith(start)]
        return any(len(base) >= _SHORTEST_STEM and self.has(base) for base in bases) or self._is_compound(word)

    def is_unheard_of(self, word: str) -> bool:
        """Whether a word has three letters in a row that hardly a listed word has."""
        listed, spelt = _text(self.base), f"\n{word}\n"
        return bool(listed) and any(listed.count(spelt[at : at + 3]) < _RARE for at in range(len(spelt) - 2))

    def is_misspelt(self, word: str) -> bool:
        """Whether a long word that is not listed differs from a listed one by a letter that is missing, added or another one."""
        from rapidfuzz.distance import Levenshtein
        from rapidfuzz.process import extractOne

        listed = _words(self.base) or frozenset()
        if len(word) < _SHORTEST_MISSPELT or word in listed:
            return False
        return extractOne(word, listed, scorer=Levenshtein.distance, score_cutoff=1) is not None

    def _is_compound(self, word: str) -> bool:
        links = _LINKS if self.base == "de" else ("",)
        return any(
            self.has(word[cut:])
            and any(self.has(word[:cut].removesuffix(link)) for link in links if word[:cut].endswith(link))
            for cut in range(max(_SHORTEST_PART, len(word) - _LONGEST_PART), len(word) - _SHORTEST_PART + 1)
        )


def _stems(word: str, *, english: bool) -> Iterator[str]:
    """What is left of a word without an ending. English keeps an ``e`` before a consonant and drops it before another ``e``."""
    for end in _ENDINGS:
        stem = word.removesuffix(end)
        if stem == word:
            continue
        if not (english and stem.endswith("e") and end.startswith("e")):
            yield stem
        if not english or end[0] in "aei":
            yield f"{stem}e"
        if stem.endswith("i") and (not english or end in _AFTER_I):
            yield f"{stem[:-1]}y"
        if end in _DOUBLING and stem[-1:] == stem[-2:-1] and (not english or _DOUBLED.search(stem)):
            yield stem[:-1]
    yield from (word.removesuffix(end) for end in _ENDINGS_AFTER_E if word.endswith(f"e{end}"))


@cache
def _text(language: str) -> str:
    """The word list as it is, in lower case: a word on each line. Empty if there is none."""
    path = _FOLDER / f"{language}.txt.xz"
    return f"\n{lzma.decompress(path.read_bytes()).decode().lower()}\n" if path.is_file() else ""


@cache
def _words(language: str) -> frozenset[str] | None:
    listed = _text(language)
    return frozenset(listed.strip("\n").split("\n")) if listed else None


@cache
def _listed(code: str) -> frozenset[str]:
    return _words(base_language(code)) or frozenset()


@cache
def _rather_names(language: str) -> frozenset[str]:
    """The words that are listed with a capital letter."""
    listed = lzma.decompress((_FOLDER / f"{language}.txt.xz").read_bytes()).decode().split("\n")
    return frozenset(word.lower() for word in listed if word[:1].isupper())
