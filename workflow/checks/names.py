"""Names: a name comes out as it went in, or in a form in which translators know it.

A name is a capitalised word that is not a word of the source language (``lexicon``), or rather a name than a word. ``exonyms`` has the forms
that people write for names (``Warsaw``, ``Varsovia``), made by ``scripts/make_exonyms.py`` from parallel corpora. Languages without a word
list, and pairs without a table of forms, have no such names: nothing is refused where nothing is known.
"""

import lzma
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from workflow.checks.language_pair import LanguagePair
from workflow.languages import base_language, language
from workflow.lexicon import Lexicon

__all__ = ["changed_names", "is_kept", "lost_names", "named_words"]

_FOLDER = Path(__file__).parent / "exonyms"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_SHORTEST = 3
_INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_a-zß-ÿ]\.[ \u00a0]?)+(?=[^\W\d_][^\W\d_])")
"""The initials of a person, before a word: ``J. R. R. ``."""
_GENITIVE = frozenset({"de", "sv", "da", "nb", "nn", "no", "nl", "lb", "fo"})
"""Languages that write a genitive as ``Kovalenkos``."""
_SOUNDS = (
    (re.compile("tsch|tch|sch|sh|ch|zh|dj|dzh|sz|cz|s|z|c(?=[ei])"), "s"),
    (re.compile("w|ff"), "v"),
    (re.compile("ou|oe|ue|u"), "u"),
    (re.compile("kh|gh|h"), "h"),
    (re.compile("y|j|ie|ii|i"), "i"),
)
"""Spellings by which transliterations into different languages differ: ``Saakashvili``, ``Saakachvili``."""


_MOST_SHARED = 4
"""So many first letters a country and what is of it have in common: ``Congo``, ``Congolese``."""


def changed_names(source: str, target: str, pair: LanguagePair) -> str | None:
    """A name that is not in the target, neither as it is nor in a known form; initials that are lost."""
    if pair.source_script != pair.target_script:
        return None
    found = lost_names(source, target, (pair.source, pair.target))
    if found:
        return f"{', '.join(dict.fromkeys(found))} changed or missing"
    return _initials(source, target)


def lost_names(source: str, target: str, languages: tuple[str, str]) -> list[str]:
    """The names of ``source`` that are not in ``target``. ``languages``: the codes of both."""
    forms = _forms(*languages)
    if forms is None:
        return []
    lexicon = _lexicon(languages[0])
    return [
        word
        for word, _, _ in named_words(source, lexicon)
        if not is_kept(word, target, languages[1])
        and not (lexicon.is_name(word.lower()) and word not in forms)
        and not any(other.startswith(form) for form in forms.get(word, ()) for other in _words(target))
        and not _is_place(word, target, *languages)
    ]


def named_words(text: str, lexicon: Lexicon) -> Iterator[tuple[str, int, int]]:
    """Yield the words of ``text`` that are names or rather names, with their spans; without a possessive ending."""
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match.group())
        if len(word) < _SHORTEST or not word[0].isupper() or word.isupper() or not word.isalpha():
            continue
        lower = word.lower()
        if lexicon.is_name(lower) or not _may_be_word(lower, lexicon):
            yield word, match.start(), match.start() + len(word)


@lru_cache(maxsize=4096)
def _may_be_word(word: str, lexicon: Lexicon) -> bool:
    return lexicon.may_be_word(word)


@cache
def _lexicon(language: str) -> Lexicon:
    return Lexicon(base_language(language))


def is_kept(name: str, target: str, language: str) -> bool:
    """Whether ``target``, in ``language``, has a name: as it is, with other accents, as another transliteration, in the genitive."""
    wanted, words = _folded(name), _words(target)
    if wanted in words or (wanted.endswith("s") and wanted[:-1] in words):
        return True
    return (base_language(language) in _GENITIVE and f"{wanted}s" in words) or _sound(wanted) in _sounds(target)


@lru_cache(maxsize=64)
def _words(text: str) -> frozenset[str]:
    found = (_folded(_POSSESSIVE.sub("", word)) for word in _WORD.findall(text))
    return frozenset(part for word in found for part in (word, *re.split("['’]", word)))


@lru_cache(maxsize=64)
def _sounds(text: str) -> frozenset[str]:
    return frozenset(map(_sound, _words(text)))


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign))


@lru_cache(maxsize=4096)
def _sound(word: str) -> str:
    for spellings, sound in _SOUNDS:
        word = spellings.sub(sound, word)
    return word


@cache
def _forms(source: str, target: str) -> dict[str, tuple[str, ...]] | None:
    """The table of a pair: for each name, the beginnings of its forms. None if there is no table."""
    path = _FOLDER / f"{base_language(source)}-{base_language(target)}.txt.xz"
    if not path.is_file():
        return None
    lines = lzma.decompress(path.read_bytes()).decode().splitlines()
    return {name: tuple(map(_folded, forms)) for name, *forms in map(str.split, lines)}


def _is_place(word: str, target: str, source_language: str, target_language: str) -> bool:
    """Whether a word is a country, a language or what is of it, and the target has a word that begins like its name there."""
    start = _folded(word)[:_MOST_SHARED]
    places = _places(source_language, target_language).get(start, ())
    return any(other.startswith(place) for place in places for other in _words(target))


@cache
def _places(source: str, target: str) -> dict[str, frozenset[str]]:
    """Countries and languages by CLDR: for the beginnings of their names in one language, those in the other."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for ours, theirs in _display_names(source, target):
        for word in _WORD.findall(ours):
            if word[0].isupper():
                found[_folded(word)[:_MOST_SHARED]].update(_folded(other)[:3] for other in _WORD.findall(theirs) if len(other) > 2)
    return {start: frozenset(others) for start, others in found.items()}


def _display_names(source: str, target: str) -> Iterator[tuple[str, str]]:
    from babel import Locale

    ours, theirs = (Locale.parse(language(code).tag, sep="-") for code in (source, target))
    for mine, other in ((ours.territories, theirs.territories), (ours.languages, theirs.languages)):
        yield from ((mine[code], other[code]) for code in mine if code in other)


def _initials(source: str, target: str) -> str | None:
    for match in _INITIALS.finditer(source):
        letters = re.findall(r"[^\W\d_]", match.group())
        if not re.search(r"\.?[ \u00a0]?".join(map(re.escape, letters)) + r"\b", target):
            return f"the initials {match.group().strip()} changed"
    return None
