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
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from workflow.checks.language_pair import LanguagePair
from workflow.languages import base_language, language
from workflow.lexicon import Lexicon

__all__ = [
    "WORD",
    "is_kept",
    "is_known",
    "is_new",
    "is_usual",
    "lost_names",
    "missing_names",
    "named_words",
    "same_name",
    "stays",
]

_FOLDER = Path(__file__).parent / "exonyms"
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_UNIT = re.compile(r"[KMGTPE]?(?:bits?|bytes?|bps|Hz|Pa|Wh|Ah|eV|flops)")
"""After a number no name, but a unit, which may be in words in a translation."""
_SHORTEST = 3
_GENITIVE = frozenset({"de", "sv", "da", "nb", "nn", "no", "nl", "lb", "fo"})
"""Languages that write a genitive as ``Kovalenkos``."""
_SOUNDS = (
    (re.compile("tsch|tch|sch|sh|ch|zh|dj|dzh|sz|cz|s|z|c(?=[ei])"), "s"),
    (re.compile("ff"), "v"),
    (re.compile("ou|oe|ue|u"), "u"),
    (re.compile("kh|gh|h"), "h"),
    (re.compile("ii$|ie|y|j|i"), "i"),
)
"""Spellings by which transliterations into different languages differ: ``Saakashvili``, ``Saakachvili``."""


_CLASSICAL = re.compile("(?:us|os|es|as|is|um|ops|aon|amun|amen|jah)$|kh|gh|zh|dh|bh|shch|aa")
"""Signs of names of antiquity, and of other scripts, which many languages have in a form of their own."""
_RESPELT = (
    (re.compile("ph"), "f"),
    (re.compile("kh|ch|ck|qu|[cqkj]"), "k"),
    (re.compile("sh|[zx]"), "s"),
    (re.compile(r"([^aeiou])\1"), r"\1"),
    (re.compile("[wvb]"), "v"),
    (re.compile("ou|oe|ae|[eiouy]+"), "e"),
    (re.compile("h"), ""),
    (re.compile("(?<=...)(?:[ae]+[ns]?|[ae]*s)$"), ""),
)
_SHORTEST_STEM = 3
_DERIVED = re.compile(r"(?:[ai]a|[aei]ans?|[ln]ans|ese|ish|ic|ics|isms?|ists?|ites?|esque|oids?|ology)$(?<!man)")
"""Endings of what is derived of names, and of places: other languages have their own."""
_MOST_SHARED = 4
"""So many first letters a country and what is of it have in common: ``Congo``, ``Congolese``."""


def missing_names(source: str, target: str, pair: LanguagePair) -> str | None:
    """A name that is not in the target, neither as it is nor in a known form."""
    lost = lost_names(source, target, pair)
    return f"{', '.join(dict.fromkeys(lost))} missing" if lost else None


@lru_cache(maxsize=64)
def lost_names(source: str, target: str, pair: LanguagePair) -> tuple[str, ...]:
    """Return the names of ``source`` that are not in ``target``; none where nothing is known of the pair."""
    table = _table(pair.source, pair.target)
    if table is None or pair.source_script != pair.target_script:
        return ()
    lexicon = _lexicon(pair.source)
    return tuple(
        word
        for word in _named(source, pair.source)
        if not is_kept(word, target, pair.target)
        and not (lexicon.is_name(word.lower()) and word not in table)
        and not _is_adapted(word, target, pair)
        and not any(other.startswith(form) for form in table.get(word, _NEW).forms for other in _words(target))
        and not _is_place(word, target, pair.source, pair.target)
    )


def is_known(pair: LanguagePair) -> bool:
    """Whether there are names that both languages of the pair write alike: it has a table, and one script."""
    return pair.source_script == pair.target_script and _table(pair.source, pair.target) is not None


def stays(word: str, pair: LanguagePair) -> bool:
    """Return whether a name is written alike in both languages: it has no other form, and is no country, adjective or people."""
    lexicon, known = _lexicon(pair.source), (_table(pair.source, pair.target) or {}).get(word)
    if known is not None:
        return known.kept and not known.forms and not _DERIVED.search(word)
    if _may_be_word(word.lower(), lexicon) or _DERIVED.search(word):
        return False
    return word not in _countries(pair.source)


def is_usual(word: str, pair: LanguagePair) -> bool:
    """Return whether a word is a known name that translators usually keep, though some have another form of it."""
    return (_table(pair.source, pair.target) or {}).get(word, _NEW).kept


def is_new(word: str, pair: LanguagePair) -> bool:
    """Return whether a word is in no list, whatever it may be made of, and has no other form that is known."""
    known = (_table(pair.source, pair.target) or {}).get(word)
    listed = _lexicon(pair.source)
    is_word = listed.has(word.lower()) and not listed.is_name(word.lower())
    return not is_word and not (known and known.forms) and word not in _countries(pair.source)


def named_words(text: str, lexicon: Lexicon) -> Iterator[tuple[str, int, int]]:
    """Yield the words of ``text`` that are names or rather names, with their spans; without a possessive ending."""
    for match in WORD.finditer(text):
        word = match.group()
        if not word[0].isupper():
            continue
        word = _POSSESSIVE.sub("", word)
        if len(word) < _SHORTEST or word.isupper() or not word.isalpha():
            continue
        if _UNIT.fullmatch(word) and text[: match.start()].rstrip()[-1:].isdigit():
            continue
        lower = word.lower()
        if lexicon.is_name(lower) or not _may_be_word(lower, lexicon):
            yield word, match.start(), match.start() + len(word)


@lru_cache(maxsize=64)
def _named(text: str, language: str) -> tuple[str, ...]:
    return tuple(word for word, _, _ in named_words(text, _lexicon(language)))


@lru_cache(maxsize=4096)
def _may_be_word(word: str, lexicon: Lexicon) -> bool:
    return lexicon.may_be_word(word)


@cache
def _lexicon(language: str) -> Lexicon:
    return Lexicon(language)


def is_kept(name: str, target: str, language: str) -> bool:
    """Whether ``target``, in ``language``, has a name: as it is, with other accents, as another transliteration, in the genitive."""
    wanted, words = _folded(name), _words(target)
    if wanted in words or wanted.removesuffix("s") in words or _sound(wanted) in _sounds(target):
        return True
    return f"{wanted}s" in words and base_language(language) in _GENITIVE


@lru_cache(maxsize=16_384)
def same_name(name: str, word: str, pair: LanguagePair, *, capitals: bool) -> bool:
    """Whether a word of a target is a name, as in ``is_kept`` or in the spelling of its language; with its ``capitals``, if asked for."""
    short = _POSSESSIVE.sub("", word)
    same = _is_form(_folded(name), _folded(short), pair.target) or _is_adapted(name, short, pair)
    return same and (not capitals or _capitals(name) == _capitals(short))


def _is_form(wanted: str, word: str, language: str) -> bool:
    if word in (wanted, wanted.removesuffix("s")) or _sound(word) == _sound(wanted):
        return True
    return word == f"{wanted}s" and base_language(language) in _GENITIVE


def _is_adapted(name: str, target: str, pair: LanguagePair) -> bool:
    """Whether the target has the name in its own spelling, as with those of antiquity: ``Sophocles``, ``Sófocles``; ``Maori``, ``maoríes``.

    An engine that garbles a name seldom does so by the rules of a spelling, and hardly ever puts an accent on it.
    """
    stem = _stem(name)
    if len(stem) < _SHORTEST_STEM:
        return False
    listed, classical = _lexicon(pair.target), _CLASSICAL.search(name.lower()) is not None
    return any(
        _stem(word) == stem
        and (classical or _is_accented(name, word) or listed.has(word.lower()) or listed.is_name(word.lower()))
        for word in _plain_words(target)
    )


def _is_accented(name: str, word: str) -> bool:
    """Whether a word has an accent that its name has not, other than on a vowel that was put to its end."""
    added = word[-1:].lower() in "áéíóúàèìòù" and _folded(name)[-1:] not in "aeiouy"
    return not word.isascii() and not added


@lru_cache(maxsize=64)
def _plain_words(text: str) -> tuple[str, ...]:
    return tuple(part for word in WORD.findall(text) for part in re.split("['’]", word))


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """A word as it sounds, without its ending and without letters that not all languages write."""
    found = _folded(word)
    for spellings, sound in _RESPELT:
        found = spellings.sub(sound, found)
    return found


def _capitals(word: str) -> tuple[bool, bool]:
    """Whether a word begins with a capital, and whether it has others."""
    return word[:1].isupper(), word[1:] != word[1:].lower()


@lru_cache(maxsize=64)
def _words(text: str) -> frozenset[str]:
    found = {_folded(_POSSESSIVE.sub("", word)) for word in WORD.findall(text)}
    return frozenset(found.union(*(re.split("['’]", word) for word in found if not word.isalpha())))


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


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known about a name."""

    kept: bool = False
    """Whether translators usually keep it."""
    forms: tuple[str, ...] = ()
    """The beginnings of its other forms, without accents."""


_NEW = _Known()


@cache
def _table(source: str, target: str) -> dict[str, _Known] | None:
    """The table of a pair, by name; None if there is none."""
    path = _FOLDER / f"{base_language(source)}-{base_language(target)}.txt.xz"
    if not path.is_file():
        return None
    lines = lzma.decompress(path.read_bytes()).decode().splitlines()
    return {
        name: _Known("=" in rest, tuple(_folded(form) for form in rest if form != "="))
        for name, *rest in map(str.split, lines)
    }


def _is_place(word: str, target: str, source_language: str, target_language: str) -> bool:
    """Whether a word is a country, a language or what is of it, and the target has a word that begins like its name there."""
    if not _DERIVED.search(word) and word not in _countries(source_language):
        return False
    start = _folded(word)[:_MOST_SHARED]
    places = _places(source_language, target_language).get(start, ())
    return any(other.startswith(place) for place in places for other in _words(target))


@cache
def _countries(source: str) -> frozenset[str]:
    from babel import Locale

    locale = Locale.parse(language(source).tag, sep="-")
    return frozenset(
        word
        for names in (locale.territories, locale.languages)
        for name in names.values()
        for word in WORD.findall(name)
    )


@cache
def _places(source: str, target: str) -> dict[str, frozenset[str]]:
    """Countries and languages by CLDR: for the beginnings of their names in one language, those in the other."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for ours, theirs in _display_names(source, target):
        for word in WORD.findall(ours):
            if word[0].isupper():
                found[_folded(word)[:_MOST_SHARED]].update(
                    _folded(other)[:3] for other in WORD.findall(theirs) if len(other) > 2
                )
    return {start: frozenset(others) for start, others in found.items()}


def _display_names(source: str, target: str) -> Iterator[tuple[str, str]]:
    from babel import Locale

    ours, theirs = (Locale.parse(language(code).tag, sep="-") for code in (source, target))
    for mine, other in ((ours.territories, theirs.territories), (ours.languages, theirs.languages)):
        yield from ((mine[code], other[code]) for code in mine if code in other)
