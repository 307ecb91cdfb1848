"""Words and their stems: ``ediciones`` is a form of ``edición``.

The stems are Snowball's (snowballstemmer). They also join words that only have a root in common (``edition`` and ``edited``). Where
that is known to happen, derivational endings separate them. In a language without a stemmer, words are case-folded.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from workflow.languages import base_language

__all__ = ["UNSPACED", "Word", "forms", "same", "stem", "words_of"]

UNSPACED = frozenset({"ja", "zh", "th", "km", "lo", "my", "ko"})
"""Languages in which a term is searched as a run of characters: no spaces between words, or (Korean) particles after them."""

_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "eo": "esperanto",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali",
    "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

# Derivational endings, longest first: a word with such an ending is not a form of the word without it.
_DERIVED = {
    "en": ("ation", "ition", "ence", "ance", "ability", "ibility", "ment", "ness", "able", "ible", "ity", "ism", "ist", "ive", "ful", "ion", "ous", "ly", "er", "or", "al"),
    "es": ("idad", "miento", "mente", "able", "ible", "ismo", "ista", "ción", "sión", "dora", "dor", "oso"),
}  # fmt: skip
_PLURALS = {"en": ("s",), "es": ("es", "s"), "pt": ("es", "s"), "ca": ("s",), "fr": ("s", "x")}

_WORD = re.compile(r"[^\W_]+")

Word = tuple[str, int, int]
"""A word, its start and its end (characters)."""


def words_of(text: str) -> list[Word]:
    """Return the words of a text: letters and digits. An apostrophe or hyphen ends a word."""
    return [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=100_000)
def forms(word: str, language: str) -> frozenset[str]:
    """Return the stems of a word, with its plural ending and without: two forms of one word have a stem in common."""
    name = base_language(language)
    folded = word.casefold()
    stemmer = _stemmer(name)
    if stemmer is None or len(folded) < 3 or not folded.isalpha():
        return frozenset((folded,))
    found = {stemmer(folded)}
    # Snowball's Spanish makes "unid" of "unidad" and "unidad" of "unidades".
    found |= {
        stemmer(folded[: -len(end)]) for end in _PLURALS.get(name, ()) if folded.endswith(end) and len(folded) > 4
    }
    if name == "es" and folded.endswith("ces"):
        found.add(stemmer(f"{folded[:-3]}z"))
    return frozenset(found)


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """Return the stem of a word, or the word itself, case-folded, if it is short or the language has no stemmer."""
    folded = word.casefold()
    stemmer = _stemmer(base_language(language))
    return folded if stemmer is None or len(folded) < 3 or not folded.isalpha() else stemmer(folded)


@lru_cache(maxsize=100_000)
def same(one: str, two: str, language: str) -> bool:
    """Whether both are forms of one word; case is ignored."""
    if one.casefold() == two.casefold():
        return True
    if forms(one, language).isdisjoint(forms(two, language)):
        return False
    name = base_language(language)
    return _derivation(one.casefold(), name) == _derivation(two.casefold(), name)


def _derivation(word: str, language: str) -> str:
    endings = _DERIVED.get(language, ())
    for bare in (word, *(word[: -len(end)] for end in _PLURALS.get(language, ()) if word.endswith(end))):
        bare = {"en": _y, "es": _accented}.get(language, str)(bare)
        found = next((end for end in endings if bare.endswith(end) and len(bare) > len(end) + 1), "")
        if found:
            return found
    return ""


def _y(word: str) -> str:
    """Restore a final ``y``: ``universitie``, without the ``s`` of the plural, becomes ``university``."""
    return f"{word[:-2]}y" if word.endswith("ie") else word


def _accented(word: str) -> str:
    """Restore an accent: ``edicion``, from ``ediciones``, becomes ``edición``."""
    return f"{word[:-3]}ión" if word.endswith("ion") else word


@cache
def _stemmer(language: str) -> Callable[[str], str] | None:
    name = _ALGORITHMS.get(language)
    if name is None:
        return None
    import snowballstemmer

    if name not in snowballstemmer.algorithms():
        return None
    stemmer: Any = snowballstemmer.stemmer(name)
    return lambda word: str(stemmer.stemWord(word))
