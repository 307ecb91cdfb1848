"""Vocabulary: words that an engine made up, as small models do (``Mechos`` for *books*), and words that it left untranslated."""

import re
from functools import cache, lru_cache

from workflow.checks.language_pair import LanguagePair
from workflow.lexicon import Lexicon
from workflow.word_filters import TextFilter, WordFilter

__all__ = ["has_unknown", "invented", "invented_words", "left", "left_words", "strange_words"]

_WORD = re.compile(r"[^\W\d_]{3,}")


def invented(source: str, target: str, pair: LanguagePair) -> str | None:
    """Words that the target language does not seem to have."""
    words = invented_words(source, target, pair)
    return f"not a known word: {', '.join(dict.fromkeys(words))}" if words else None


def invented_words(source: str, target: str, pair: LanguagePair) -> list[str]:
    """Return the words of ``target`` that are neither in the source nor in the word list of the language, nor made of listed words.

    None for a language without a list. Rare words and names that the language writes in its own way are among them.
    """
    unknown = _unknown(target, pair.target)
    if not unknown:
        return []
    there = {word.lower() for word in _words(source)}
    return [word for word in unknown if word.lower() not in there]


def left(source: str, target: str, pair: LanguagePair) -> str | None:
    """Words that were not translated."""
    words = left_words(source, target, pair)
    return f"left untranslated: {', '.join(dict.fromkeys(words))}" if words else None


def left_words(source: str, target: str, pair: LanguagePair) -> list[str]:
    """Return the words in lower case that ``target`` has from the source, and that are no words of the target language.

    For a language without a list: all of four letters or more. Languages share many ("transport").
    """
    unknown = _unknown(target, pair.target)
    if unknown is None:
        unknown = tuple(word for word in _words(target) if len(word) > 3)
    if not unknown:
        return []
    there = {word for word in _words(source) if word.islower()}
    return [word for word in unknown if word in there]


def has_unknown(text: str, language: str) -> bool:
    """Return whether a text has words that the language does not seem to have. True for a language without a list."""
    return not _lexicon(language).listed or _stranger_runs(language).finds(text)


def strange_words(source: str, target: str, pair: LanguagePair) -> int:
    """Return the number of words that are made up or not translated."""
    return len(invented_words(source, target, pair)) + len(left_words(source, target, pair))


# Kept until a draft's risk is estimated, when all sentences of a batch are translated.
@lru_cache(maxsize=2048)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


@lru_cache(maxsize=2048)
def _unknown(text: str, language: str) -> tuple[str, ...] | None:
    """The words of a text that the language does not seem to have; None for a language without a list."""
    if not _lexicon(language).listed:
        return None
    return tuple(_strangers(language).find(_words(text)))


@cache
def _strangers(language: str) -> WordFilter:
    lexicon = _lexicon(language)
    return WordFilter(lambda word: not lexicon.may_be_word(word.lower()))


@cache
def _stranger_runs(language: str) -> TextFilter:
    return TextFilter(lambda run: bool(_strangers(language).find(_WORD.findall(run))))


@cache
def _lexicon(language: str) -> Lexicon:
    return Lexicon(language)
