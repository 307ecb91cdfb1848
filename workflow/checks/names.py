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
from workflow.checks.scripts import foreign_words
from workflow.languages import base_language, language
from workflow.lexicon import Lexicon

__all__ = ["changed_names", "fixed_names", "is_kept", "missing_names", "named_words", "only_names"]

_FOLDER = Path(__file__).parent / "exonyms"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_SHORTEST = 3
_INITIALS = re.compile(r"(?<![\w.])(?:[A-ZÀ-ÖØ-Þ]\.[ \u00a0]?)+(?<!U\.S\.)(?<!U\.S\.[ \u00a0])(?=[A-ZÀ-ÖØ-Þ][a-zß-ÿ])")
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


_DERIVED = re.compile(r"(?:[ai]a|[ai]ans?|eans?|ese|ish|ic|ics|isms?|ists?|ites?|esque|oids?|ology)$(?<!man)")
"""Endings of what is derived of names, and of places: other languages have their own."""
_TITLES = frozenset(
    ("Dr", "Prof", "Mr", "Mrs", "Ms", "Mx", "Jr", "Sr", "St", "Ph", "PhD", "MD", "II", "III", "IV", "VI", "VII")
)
_PARTICLES = frozenset(
    (
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "ter",
        "ten",
        "zu",
        "y",
        "e",
    )
)
_COMPANY = re.compile(
    r"\b(?:Ltd|Inc|LLC|GmbH|Corp|Co|AG|PLC|plc|LLP|KG|Pty|S\.A|S\.L|B\.V|N\.V|AB|Oy|SARL|SpA|e\.V)\.?$"
)
_NOT_NAMES = re.compile(r"[^\w\s.,'’&/()·|–—-]|\d")
_MOST_SHARED = 4
"""So many first letters a country and what is of it have in common: ``Congo``, ``Congolese``."""


def changed_names(source: str, target: str, pair: LanguagePair) -> str | None:
    """A name that the target has not, though nobody writes it in another way; lost initials; lost words of a third script."""
    lost = [text for text in _foreign(source, pair) if text not in target]
    if not lost and pair.source_script == pair.target_script:
        lost = [word for word in _lost(source, target, pair) if _stays(word, pair)] or _lost_initials(source, target)
    return f"{', '.join(dict.fromkeys(lost))} changed or missing" if lost else None


def missing_names(source: str, target: str, pair: LanguagePair) -> str | None:
    """A name that is not in the target, neither as it is nor in a known form."""
    lost = _lost(source, target, pair) if pair.source_script == pair.target_script else ()
    return f"{', '.join(dict.fromkeys(lost))} missing" if lost else None


def fixed_names(text: str, pair: LanguagePair) -> list[tuple[int, int]]:
    """Return the spans of ``text`` that come out as they are: names with their initials, adjacent names as one, foreign words."""
    spans = list(foreign_words(text, pair.source_script))
    if pair.source_script == pair.target_script and _table(pair.source, pair.target) is not None:
        spans += [match.span() for match in _INITIALS.finditer(text)]
        spans += [(start, end) for word, start, end in _named(text, pair) if _stays(word, pair)]
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and not text[found[-1][1] : start].strip(" \u00a0"):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return [(start, start + len(text[start:end].rstrip())) for start, end in found]


def only_names(text: str, pair: LanguagePair) -> bool:
    """Whether ``text`` is nothing but names, which are written alike in both languages: ``Dr. Amina Diallo, Nairobi``.

    It is if every word is a name, an initial, a title or a part of names such as ``van``, and no name has another form. A single word
    must be a known name, or spelt as no word is. Names of companies may hold common words.
    """
    table = _table(pair.source, pair.target)
    if pair.source_script != pair.target_script or table is None or _NOT_NAMES.search(text):
        return False
    words = [part for word in _WORD.findall(_INITIALS.sub("", text)) for part in re.split("['’]", word)]
    names = [word for word in words if word not in _PARTICLES and word not in _TITLES]
    if not names or not all(word[0].isupper() for word in names):
        return False
    if len(words) > 1 and _COMPANY.search(text):
        return True
    if not all(_is_name(word, pair) for word in names):
        return False
    sure = len(names) > 1 or len(words) > 1 or _INITIALS.search(text) is not None
    return sure or table.get(names[0], _NEW).kept or not names[0].istitle()


def _is_name(word: str, pair: LanguagePair) -> bool:
    """Whether a word, of any length, is a name that is usually written alike in both languages."""
    if len(word) == 1:
        return word not in "AI"
    if len(word) < _SHORTEST:
        return not _lexicon(pair.source).has(word.lower())
    return _stays(word, pair) or (_table(pair.source, pair.target) or {}).get(word, _NEW).kept


def _foreign(text: str, pair: LanguagePair) -> list[str]:
    return [text[start:end] for start, end in foreign_words(text, pair.source_script)]


@lru_cache(maxsize=64)
def _lost(source: str, target: str, pair: LanguagePair) -> tuple[str, ...]:
    """The names of ``source`` that are not in ``target``."""
    table = _table(pair.source, pair.target)
    if table is None:
        return ()
    lexicon = _lexicon(pair.source)
    return tuple(
        word
        for word, _, _ in _named(source, pair)
        if not is_kept(word, target, pair.target)
        and not (lexicon.is_name(word.lower()) and word not in table)
        and not any(other.startswith(form) for form in table.get(word, _NEW).forms for other in _words(target))
        and not _is_place(word, target, pair.source, pair.target)
    )


@lru_cache(maxsize=64)
def _named(text: str, pair: LanguagePair) -> tuple[tuple[str, int, int], ...]:
    return tuple(named_words(text, _lexicon(pair.source)))


def _stays(word: str, pair: LanguagePair) -> bool:
    """Whether a name is written alike in both languages: it has no other form, and is no country, adjective or people."""
    lexicon, known = _lexicon(pair.source), (_table(pair.source, pair.target) or {}).get(word)
    if known is not None:
        return known.kept and not known.forms and not _DERIVED.search(word)
    if _may_be_word(word.lower(), lexicon) or _DERIVED.search(word):
        return False
    return word not in _countries(pair.source)


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
    return Lexicon(language)


def is_kept(name: str, target: str, language: str) -> bool:
    """Whether ``target``, in ``language``, has a name: as it is, with other accents, as another transliteration, in the genitive."""
    wanted, words = _folded(name), _words(target)
    if wanted in words or (wanted.endswith("s") and wanted[:-1] in words):
        return True
    return (base_language(language) in _GENITIVE and f"{wanted}s" in words) or _sound(wanted) in _sounds(target)


@lru_cache(maxsize=64)
def _words(text: str) -> frozenset[str]:
    found = {_folded(_POSSESSIVE.sub("", word)) for word in _WORD.findall(text)}
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
        for word in _WORD.findall(name)
    )


@cache
def _places(source: str, target: str) -> dict[str, frozenset[str]]:
    """Countries and languages by CLDR: for the beginnings of their names in one language, those in the other."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for ours, theirs in _display_names(source, target):
        for word in _WORD.findall(ours):
            if word[0].isupper():
                found[_folded(word)[:_MOST_SHARED]].update(
                    _folded(other)[:3] for other in _WORD.findall(theirs) if len(other) > 2
                )
    return {start: frozenset(others) for start, others in found.items()}


def _display_names(source: str, target: str) -> Iterator[tuple[str, str]]:
    from babel import Locale

    ours, theirs = (Locale.parse(language(code).tag, sep="-") for code in (source, target))
    for mine, other in ((ours.territories, theirs.territories), (ours.languages, theirs.languages)):
        yield from ((mine[code], other[code]) for code in mine if code in other)


def _lost_initials(source: str, target: str) -> list[str]:
    lost = []
    for match in _INITIALS.finditer(source):
        letters = re.findall(r"[^\W\d_]", match.group())
        if not re.search(r"\.?[ \u00a0-]?".join(map(re.escape, letters)) + r"\b", target):
            lost.append(match.group().strip())
    return lost
