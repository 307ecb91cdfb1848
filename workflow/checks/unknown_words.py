"""Words of a translation that no dictionary has: which of them are worth showing.

Names, addresses, codes, words of the source and of the glossary are spelt as they are for good reasons. Without a dictionary for the
language (``workflow.spelling``), nothing is said.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from workflow.checks.known_names import countries
from workflow.checks.model import MARK, OBJECT, TextPair
from workflow.checks.scripts import SCRIPTS, of_script
from workflow.languages import base_language
from workflow.lexicon import Lexicon
from workflow.model import Span

__all__ = ["unknown_words", "words_of"]

_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0970-\u0dff])"
"""A letter, or a mark that belongs to one: combining accents, vowels of Hebrew, Arabic and the scripts of India."""
_INNER = r"['’·\-\u2011\u00ad\u200c\u200d]"
_WORD = re.compile(rf"{_LETTER}+(?:{_INNER}{_LETTER}+)*")
_PART = re.compile(rf"{_LETTER}+")
_CHUNK = re.compile(r"\S+")
_TECHNICAL = re.compile(rf"[\d_@/\\={{}}<>$%]|\w\.\w|\w::?\w|\w\(\)|\w{OBJECT}|{OBJECT}\w|\w{MARK}+\w|^-+\w")
"""What shows that signs between spaces are no word: an address, a path, a name in code, an option; a word that a tag is a part of."""
_OPENS = re.compile(rf"(?:^|[.!?:;…\n¿¡|–—•*])[\s\"'“”„«»‘’()\[\]{MARK}-]*$")
"""What stands before the first word of a sentence."""
_NOUNS = frozenset({"de", "lb"})
"""Languages whose nouns have a capital, which says nothing about names."""
_SHORTEST = 3
"""Minimum length in letters of a word, and of a part between hyphens, that is looked up."""


def unknown_words(pair: TextPair) -> list[tuple[str, Span]]:
    """Return the words of a translation that are not known, each once, with the span of its first occurrence."""
    speller = pair.speller
    # The quick test first: most texts have only words that are known, whatever stands between them.
    if not speller or not speller.unknown(_WORD.findall(pair.target)):
        return []
    found: dict[str, Span] = {}
    for word, start in _words(pair.masked_target, names=base_language(pair.languages.target) not in _NOUNS):
        if word not in found and _is_unknown(word, pair):
            found[word] = Span(start, start + len(word))
    return list(found.items())


def words_of(text: str) -> frozenset[str]:
    """Return all words of a text, and their parts, for comparisons: case-folded, those in code and addresses as well."""
    return frozenset(part.casefold() for word in _WORD.findall(text) for part in (word, *_PART.findall(word)))


def _words(text: str, *, names: bool) -> Iterator[tuple[str, int]]:
    """The words of a masked text that are neither code nor names, with their places. ``names``: whether a capital makes a name."""
    for chunk in _CHUNK.finditer(text):
        if _TECHNICAL.search(chunk[0]):
            continue
        for match in _WORD.finditer(text, chunk.start(), chunk.end()):
            word = match[0]
            if len(word) < _SHORTEST or not (word[1:].islower() or word.lower() == word.upper()):
                continue
            if names and word[0].isupper() and not _OPENS.search(text, max(0, match.start() - 40), match.start()):
                continue
            yield word, match.start()


def _is_unknown(word: str, pair: TextPair) -> bool:
    """Whether a word is not known, and has a part that is not, either, nor excused by the source or the glossary."""
    if not pair.speller.unknown([word]):
        return False
    parts = [part for part in _PART.findall(word) if len(part) >= _SHORTEST]
    return any(
        not _is_excused(part, pair)
        for part in (pair.speller.unknown(parts) if len(parts) > 1 or parts != [word] else parts)
    )


def _is_excused(word: str, pair: TextPair) -> bool:
    """Whether an unknown word is of another script, of the source or the glossary, or known to the program: in its word list, a country."""
    language = pair.languages.target
    letters = SCRIPTS.get(pair.languages.target_script)
    return (
        (letters is not None and not of_script(word[0], letters))
        or not _source_words(pair.source).isdisjoint(_forms(word))
        or Lexicon(language).has(word.lower())
        or word in countries(language)
        or (pair.terms is not None and pair.terms.has_target_word(word))
    )


def _forms(word: str) -> tuple[str, ...]:
    """A word as it may be in the source: in small letters, with or without an ``s``."""
    folded = word.casefold()
    return folded, folded.removesuffix("s"), f"{folded}s"


@lru_cache(maxsize=1024)
def _source_words(text: str) -> frozenset[str]:
    return words_of(text)
