"""Vocabulary: words that an engine made up, as small models do (``Mechos`` for *books*), and words that it left untranslated."""

import re
from functools import cache, lru_cache

from workflow.checks.language_pair import LanguagePair
from workflow.lexicon import Lexicon

__all__ = ["invented", "invented_words", "left", "left_words", "strange_words"]

_WORD = re.compile(r"[^\W\d_]{3,}")


def invented(source: str, target: str, pair: LanguagePair) -> str | None:
    """Words that the target language does not seem to have."""
    words = invented_words(source, target, pair)
    return f"not a known word: {', '.join(dict.fromkeys(words))}" if words else None


def invented_words(source: str, target: str, pair: LanguagePair) -> list[str]:
    """Return the words of ``target`` that are neither in the source nor in the word list of the language, nor made of listed words.

    None for a language without a list. Rare words and names that the language writes in its own way are among them.
    """
    lexicon = _lexicon(pair.target)
    if not lexicon.listed:
        return []
    there = {word.lower() for word in _WORD.findall(source)}
    return [word for word in _WORD.findall(target) if (low := word.lower()) not in there and not _known(lexicon, low)]


def left(source: str, target: str, pair: LanguagePair) -> str | None:
    """Words that were not translated."""
    words = left_words(source, target, pair)
    return f"left untranslated: {', '.join(dict.fromkeys(words))}" if words else None


def left_words(source: str, target: str, pair: LanguagePair) -> list[str]:
    """Return the words in lower case that ``target`` has from the source, and that are no words of the target language.

    For a language without a list: all of four letters or more. Languages share many ("transport").
    """
    lexicon = _lexicon(pair.target)
    there = {word for word in _WORD.findall(source) if word.islower()}
    kept = [word for word in _WORD.findall(target) if word in there]
    return [word for word in kept if (not _known(lexicon, word) if lexicon.listed else len(word) > 3)]


def strange_words(source: str, target: str, pair: LanguagePair) -> int:
    """Return the number of words that are made up or not translated."""
    return len(invented_words(source, target, pair)) + len(left_words(source, target, pair))


@cache
def _lexicon(language: str) -> Lexicon:
    return Lexicon(language)


@lru_cache(maxsize=65536)
def _known(lexicon: Lexicon, word: str) -> bool:
    return lexicon.may_be_word(word)
