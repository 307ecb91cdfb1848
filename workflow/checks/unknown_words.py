"""Words of a translation that no dictionary has: which of them are worth showing.

Names, addresses, codes, words of the source and of the glossary are spelt as they are for good reasons. Without a dictionary for the
language (``workflow.spelling``), nothing is said.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from workflow.checks.known_names import countries
from workflow.checks.model import MARK, OBJECT, TextPair
from workflow.checks.scripts import SCRIPTS, of_script
from workflow.languages import base_language
from workflow.lexicon import Lexicon
from workflow.model import Span
from workflow.spelling import Speller
from workflow.word_filters import TextFilter, WordFilter

__all__ = ["unknown_words", "words_of"]

_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0970-\u0dff])"
"""A letter, or a mark that belongs to one: combining accents, vowels of Hebrew, Arabic and the scripts of India."""
_INNER = r"['’·\-\u2011\u00ad\u200c\u200d]"
_WORD = re.compile(rf"{_LETTER}+(?:{_INNER}{_LETTER}+)*")
_PLAIN = re.compile(r"[^\W\d_]{3,}")
"""Words, and pieces of words, of a text with its inline tags."""
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
    if not pair.speller:
        return []
    known = _known(pair.speller, pair.languages.target, pair.languages.target_script)
    # The quick tests first: most texts have no word that is not known, whatever stands between them.
    if not known.plain_words.finds(pair.target):
        return []
    text = pair.masked_target
    suspicious = set(known.chunks.find(text.split()))
    found: dict[str, Span] = {}
    for chunk in _CHUNK.finditer(text) if suspicious else ():
        for word, start in _strange_words(chunk[0], known) if chunk[0] in suspicious else ():
            at = chunk.start() + start
            if word not in found and not _is_name(text, at, known) and not _is_excused(known.strange_parts(word), pair):
                found[word] = Span(at, at + len(word))
    return list(found.items())


def words_of(text: str) -> frozenset[str]:
    """Return all words of a text, and their parts, for comparisons: case-folded, those in code and addresses as well."""
    return frozenset(part.casefold() for word in _WORD.findall(text) for part in (word, *_PART.findall(word)))


class _KnownWords:
    """What is known of the words of a language, whatever the text in which they stand."""

    def __init__(self, speller: Speller, language: str, script: str) -> None:
        self._speller = speller
        self._lexicon = Lexicon(language)
        self._countries = countries(language)
        self._letters = SCRIPTS.get(script)
        self.has_nouns = base_language(language) in _NOUNS
        self.plain_words = TextFilter(lambda run: any(map(self._is_unknown, _PLAIN.findall(run))))
        self.chunks = WordFilter(lambda chunk: any(True for _ in _strange_words(chunk, self)))

    def strange_parts(self, word: str) -> tuple[str, ...]:
        """Return the parts of a word, between its hyphens and apostrophes, that are not known; none if the whole is."""
        if not self._is_unknown(word):
            return ()
        parts = _PART.findall(word)
        return (word,) if parts == [word] else tuple(filter(self._is_unknown, parts))

    @lru_cache(maxsize=100_000)  # noqa: B019  (there is one for each language and dictionary)
    def _is_unknown(self, word: str) -> bool:
        if len(word) < _SHORTEST or (self._letters is not None and not of_script(word[0], self._letters)):
            return False
        lower = word.lower()
        # Of German nouns, any that is made of listed words: dictionaries lack many compounds.
        by_parts = self.has_nouns and word[0].isupper()
        listed = self._lexicon.may_be_word(lower) if by_parts else self._lexicon.has(lower)
        return not listed and word not in self._countries and bool(self._speller.unknown([word]))


@lru_cache(maxsize=64)
def _known(speller: Speller, language: str, script: str) -> _KnownWords:
    return _KnownWords(speller, language, script)


def _strange_words(chunk: str, known: _KnownWords) -> Iterator[tuple[str, int]]:
    """Yield the words of what stands between two spaces that are neither known nor code, with their places."""
    if _TECHNICAL.search(chunk):
        return
    for match in _WORD.finditer(chunk):
        word = match[0]
        if (word[1:].islower() or word.lower() == word.upper()) and known.strange_parts(word):
            yield word, match.start()


def _is_name(text: str, at: int, known: _KnownWords) -> bool:
    """Whether the word at a place has a capital inside a sentence."""
    return not known.has_nouns and text[at].isupper() and not _OPENS.search(text, max(0, at - 40), at)


def _is_excused(parts: Sequence[str], pair: TextPair) -> bool:
    """Whether all unknown parts of a word are in the source or in the glossary."""
    return all(
        not _source_words(pair.source).isdisjoint(_forms(part))
        or (pair.terms is not None and pair.terms.has_target_word(part))
        for part in parts
    )


def _forms(word: str) -> tuple[str, ...]:
    """A word as it may be in the source: in small letters, with or without an ``s``."""
    folded = word.casefold()
    return folded, folded.removesuffix("s"), f"{folded}s"


@lru_cache(maxsize=1024)
def _source_words(text: str) -> frozenset[str]:
    return words_of(text)
