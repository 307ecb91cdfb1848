"""Names: a name comes out as it went in, or in a form in which translators know it.

A name is a capitalised word that is not a word of the source language (``lexicon``), or rather a name than a word. ``exonyms`` has the forms
that people write for names (``Warsaw``, ``Varsovia``): our own list, and a table made by ``scripts/make_exonyms.py`` from parallel corpora.
Languages without a word list, and pairs without a table of forms, have no such names: nothing is refused where nothing is known.
"""

import re
from functools import cache, lru_cache

from workflow.checks.known_names import NEW, WORD, countries, folded, known_names, places, words_of
from workflow.checks.language_pair import LanguagePair
from workflow.languages import base_language
from workflow.lexicon import Lexicon
from workflow.word_filters import RunWords, TextFilter

__all__ = [
    "COMPANY_FORMS",
    "derived_stem",
    "is_kept",
    "is_known",
    "is_new",
    "is_place",
    "is_unheard_of",
    "is_usual",
    "lost_names",
    "may_be_name",
    "missing_names",
    "named_words",
    "same_name",
    "stays",
]

COMPANY_FORMS = frozenset(
    ("Ltd", "Inc", "LLC", "GmbH", "Corp", "Co", "AG", "PLC", "plc", "LLP", "KG", "Pty", "AB", "Oy", "SARL", "SpA")
)
"""What a company is by law: kept beside its name, and otherwise often said in the way of the other language."""
_POSSESSIVE = re.compile(r"['’]s?$")
_LETTERS = re.compile(r"[^\W\d_]+")
_UNIT = re.compile(r"[KMGTPE]?(?:bits?|bytes?|bps|Hz|Pa|Wh|Ah|eV|flops)")
"""After a number no name, but a unit, which may be in words in a translation."""
_SCALES = frozenset({"Celsius", "Fahrenheit"})
"""Names that are units, too, which quantities compare: ``90 °F``."""
_SHORTEST = 3
_GERMANIC = frozenset({"de", "sv", "da", "nb", "nn", "no", "nl", "lb", "fo"})
"""Languages that write a genitive as ``Kovalenkos``, and a name and what it names as one word: ``Onegasee``, ``Zentraloregon``."""
_LEAST_OF_COMPOUND = 3
"""The letters that a part of such a word has at least."""
_SOUNDS = (
    (re.compile("tsch|tch|sch|sh|ch|zh|dj|dzh|sz|cz|s|z|c(?=[ei])"), "s"),
    (re.compile("ff"), "v"),
    (re.compile("ou|oe|ue|u"), "u"),
    (re.compile("kh|gh|h"), "h"),
    (re.compile("ii$|ie|y|j|i"), "i"),
)
"""Spellings by which transliterations into different languages differ: ``Saakashvili``, ``Saakachvili``."""
_TRANSLITERATED = re.compile("[cgksz]h|dj|ts|ou|[uo]e|ii|[yjvw]")
"""What a transliteration has, in one of the two languages at least: ``Tobruk``, ``Tobrouk``."""


_GIVEN = 6
"""Maximum number of letters of given names that have forms in ``y`` and ``ie``: ``Mary``, ``Marie``."""
_DROPPED = frozenset(("", "a", "as", "e", "es", "o", "os", "s", "um", "us"))
"""Endings that a language may leave away from a name of antiquity: ``Augustus``, ``August``."""
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
_UMLAUT = re.compile("[äöüÄÖÜ]")
_UNHEARD = re.compile(
    "(?:b[^aeiouylrhd]|c[^aeiouylrhz]|d[^aeiouyrwjhd]|f[^aeiouylrj]|g[^aeiouylrnhw]|j[^aeiouy]|k[^aeiouylrnhvw]|m[^aeiouyn]|n[^aeiouy]"
    "|p[^aeiouylrhstn]|q[^u]|r[^aeiouyh]|t[^aeiouyrhwsz]|v[^aeiouylr]|w[^aeiouyhr]|x[^aeiouy]|z[^aeiouylw])[a-z]*[aeiouy][a-z]*"
)
"""Beginnings that no word has."""
_SHORTEST_STEM = 3
_DERIVED = re.compile(r"(?:[ai]a|[aei]ans?|[ln]ans|ese|ish|ic|ics|isms?|ists?|ites?|esque|oids?|ology)$(?<!man)")
"""Endings of what is derived of names, and of places: other languages have their own."""


def missing_names(source: str, target: str, pair: LanguagePair) -> str | None:
    """A name that is not in the target, neither as it is nor in a known form, or that begins with a small letter there."""
    lost = lost_names(source, target, pair)
    if lost:
        return f"{', '.join(dict.fromkeys(lost))} missing"
    small = [
        word for word in _named(source, pair.source) if word not in target and _is_small(word.lower(), target, pair)
    ]
    return f"{', '.join(small)} written with a small letter" if small else None


def _is_small(word: str, target: str, pair: LanguagePair) -> bool:
    """Whether a target has a word that is unknown in its language."""
    return word in target and word in _plain_words(target) and not _lexicon(pair.target).has(word) and is_known(pair)


@lru_cache(maxsize=64)
def lost_names(source: str, target: str, pair: LanguagePair) -> tuple[str, ...]:
    """Return the names of ``source`` that are not in ``target``; none where nothing is known of the pair."""
    table = known_names(pair.source, pair.target)
    if table is None or pair.source_script != pair.target_script:
        return ()
    lexicon = _lexicon(pair.source)
    return tuple(
        word
        for word in _named(source, pair.source)
        if not (lexicon.is_name(word.lower()) and word not in table)
        and not is_kept(word, target, pair.target)
        and not _is_adapted(word, target, pair)
        and not any(other.startswith(form) for form in table.get(word, NEW).forms for other in _words(target))
        and not _is_place(word, target, pair.source, pair.target)
    )


def is_known(pair: LanguagePair) -> bool:
    """Whether there are names that both languages of the pair write alike: it has a table, and one script."""
    return pair.source_script == pair.target_script and known_names(pair.source, pair.target) is not None


def stays(word: str, pair: LanguagePair) -> bool:
    """Return whether a name is written alike in both languages: it has no other form, and is no country, adjective or people."""
    lexicon, known = _lexicon(pair.source), (known_names(pair.source, pair.target) or {}).get(word)
    if known is not None:
        return known.kept and not known.forms and not _DERIVED.search(word)
    if _may_be_word(word.lower(), lexicon) or _DERIVED.search(word):
        return False
    return word not in countries(pair.source)


def is_usual(word: str, pair: LanguagePair) -> bool:
    """Return whether a word is a known name that translators usually keep, though some have another form of it."""
    return (known_names(pair.source, pair.target) or {}).get(word, NEW).kept


def is_new(word: str, pair: LanguagePair) -> bool:
    """Return whether a word is in no list, whatever it may be made of, and has no other form that is known."""
    known = (known_names(pair.source, pair.target) or {}).get(word)
    listed = _lexicon(pair.source)
    is_word = listed.has(word.lower()) and not listed.is_name(word.lower())
    return not is_word and not (known and known.forms) and word not in countries(pair.source)


def is_unheard_of(word: str, pair: LanguagePair) -> bool:
    """Return whether a word of small letters begins as no word does, so that it is written alike everywhere: ``nginx``."""
    return _is_unheard_of(word) and is_known(pair)


@lru_cache(maxsize=65_536)
def _is_unheard_of(word: str) -> bool:
    return len(word) > _SHORTEST and _UNHEARD.fullmatch(word) is not None


# Of a source, which comes again with each strategy.
@lru_cache(maxsize=1024)
def named_words(text: str, lexicon: Lexicon) -> tuple[tuple[str, int, int], ...]:
    """Return the words of ``text`` that are names or rather names, with their spans; without a possessive ending."""
    found: list[tuple[str, int, int]] = []
    if not _may_be_names(lexicon).finds(text):
        return ()
    for match in WORD.finditer(text):
        word = match.group()
        if not word[0].isupper():
            continue
        if not word.isalpha():
            word = _POSSESSIVE.sub("", word)
        if len(word) < _SHORTEST or word.isupper() or not word.isalpha() or word in _SCALES:
            continue
        if _UNIT.fullmatch(word) and text[: match.start()].rstrip()[-1:].isdigit():
            continue
        lower = word.lower()
        if may_be_name(lower, lexicon):
            found.append((word, match.start(), match.start() + len(word)))
    return tuple(found)


def may_be_name(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word, in lower case, is rather a name, or no word that is known."""
    return lexicon.is_name(word) or not _may_be_word(word, lexicon)


@cache
def _may_be_names(lexicon: Lexicon) -> TextFilter:
    def test(word: str) -> bool:
        lower = (word if word.isalpha() else _POSSESSIVE.sub("", word)).lower()
        return word[0].isupper() and may_be_name(lower, lexicon)

    return TextFilter(lambda run: any(map(test, WORD.findall(run))))


# Of a source, which comes again with each strategy.
@lru_cache(maxsize=1024)
def _named(text: str, language: str) -> tuple[str, ...]:
    return tuple(word for word, _, _ in named_words(text, _lexicon(language)) if word not in COMPANY_FORMS)


@lru_cache(maxsize=65_536)
def _may_be_word(word: str, lexicon: Lexicon) -> bool:
    return lexicon.may_be_word(word)


@cache
def _lexicon(language: str) -> Lexicon:
    return Lexicon(language)


def is_kept(name: str, target: str, language: str) -> bool:
    """Whether ``target``, in ``language``, has a name: as it is, with other accents, as another transliteration, in the genitive."""
    if name in _plain_words(target):
        return True
    wanted, words = folded(name), _words(target)
    if wanted in words or wanted.removesuffix("s") in words:
        return True
    if _sound(wanted) in _sounds(target) and any(_is_transliterated(wanted, word) for word in words):
        return True
    if _genitive(wanted, language) in words:
        return True
    return base_language(language) in _GERMANIC and any(_is_in_compound(wanted, word, language) for word in words)


@lru_cache(maxsize=16_384)
def same_name(name: str, word: str, pair: LanguagePair, *, capitals: bool) -> bool:
    """Whether a word of a target is a name, as in ``is_kept`` or in the spelling of its language; with its ``capitals``, if asked for."""
    short = _POSSESSIVE.sub("", word)
    if capitals and _capitals(name) != _capitals(short):
        return False
    if _has_new_umlaut(name, short, pair.target):
        return False
    forms = (known_names(pair.source, pair.target) or {}).get(name, NEW).forms
    return (
        _is_form(folded(name), folded(short), pair.target)
        or folded(short).startswith(forms)
        or _is_adapted(name, short, pair)
    )


def _has_new_umlaut(name: str, word: str, language: str) -> bool:
    """Whether a German word that is not listed has an umlaut, and the name none: ``Nürsultan``."""
    umlaut = not word.isascii() and name.isascii() and base_language(language) == "de" and _UMLAUT.search(word)
    return bool(umlaut) and not _lexicon(language).has(word.lower())


def _is_form(wanted: str, word: str, language: str) -> bool:
    if word in (wanted, wanted.removesuffix("s")):
        return True
    # Letters at the end of a name are no other spelling of it: ``Zanbri``, ``Zanbrie``.
    if not word.startswith(wanted) and _is_transliterated(wanted, word):
        return True
    return word == _genitive(wanted, language) or (
        base_language(language) in _GERMANIC and _is_in_compound(wanted, word, language)
    )


def _is_transliterated(name: str, word: str) -> bool:
    """Whether a word is the same transliterated name in another spelling. Other respellings are mistakes of an engine: ``Liesl``, ``Lisl``."""
    ending = len(name) > _GIVEN and name.endswith("y") and word.endswith("ie")  # ``Tewkesburie``
    return not ending and _sound(name) == _sound(word) and _TRANSLITERATED.search(f"{name} {word}") is not None


def _genitive(name: str, language: str) -> str | None:
    """The name with the ending of a genitive, in the languages that have one for names; ``James`` has none."""
    return f"{name}s" if base_language(language) in _GERMANIC and name[-1:] not in "sxzß" else None


def _is_in_compound(name: str, word: str, language: str) -> bool:
    """Whether a word is made of a name and a known word."""
    if len(word) < len(name) + _LEAST_OF_COMPOUND or not (word.startswith(name) or word.endswith(name)):
        return False
    rest = word.removeprefix(name) if word.startswith(name) else word.removesuffix(name)
    return any(map(_lexicon(language).has, (rest, rest.removeprefix("s"))))


def _is_adapted(name: str, target: str, pair: LanguagePair) -> bool:
    """Whether the target has the name in its own spelling, as with those of antiquity: ``Sophocles``, ``Sófocles``; ``Maori``, ``maoríes``.

    An engine that garbles a name seldom does so by the rules of a spelling, and hardly ever puts an accent on it.
    """
    stem = _stem(name)
    if len(stem) < _SHORTEST_STEM or stem not in _stems(target):
        return False
    listed, classical = _lexicon(pair.target), _CLASSICAL.search(name.lower()) is not None
    return any(
        _stem(word) == stem
        and word != f"{name}{name[-1]}"
        and (not name.startswith(word) or name[len(word) :] in _DROPPED)
        and (classical or _is_accented(name, word) or listed.has(word.lower()) or listed.is_name(word.lower()))
        for word in _plain_words(target)
    )


def _is_accented(name: str, word: str) -> bool:
    """Whether a word has an accent and its name none, other than on a vowel that was put to its end."""
    added = word[-1:].lower() in "áéíóúàèìòù" and folded(name)[-1:] not in "aeiouy"
    return name.isascii() and not word.isascii() and not added


_plain_words = RunWords(_LETTERS.findall).of


@lru_cache(maxsize=64)
def _stems(text: str) -> frozenset[str]:
    return frozenset(map(_stem, _plain_words(text)))


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    """A word as it sounds, without its ending and without letters that not all languages write."""
    found = folded(word)
    for spellings, sound in _RESPELT:
        found = spellings.sub(sound, found)
    return found


def _capitals(word: str) -> tuple[bool, bool]:
    """Whether a word begins with a capital, and whether it has others."""
    return word[:1].isupper(), word[1:] != word[1:].lower()


@lru_cache(maxsize=64)
def _words(text: str) -> frozenset[str]:
    found = {folded(word if word.isalpha() else _POSSESSIVE.sub("", word)) for word in words_of(text)}
    return frozenset(found.union(*(re.split("['’]", word) for word in found if not word.isalpha())))


@lru_cache(maxsize=64)
def _sounds(text: str) -> frozenset[str]:
    return frozenset(map(_sound, _words(text)))


@lru_cache(maxsize=65_536)
def _sound(word: str) -> str:
    for spellings, sound in _SOUNDS:
        word = spellings.sub(sound, word)
    return word


def derived_stem(word: str) -> str | None:
    """Return a word without the ending of what is derived of names; None if it has none: ``Jude`` of ``Judean``."""
    found = _DERIVED.search(word)
    return word[: found.start()] if found else None


def is_place(word: str, target: str, pair: LanguagePair) -> bool:
    """Whether a word is a country, a language or what is of it, and the target has a word that begins like its name there."""
    return _is_place(word, target, pair.source, pair.target)


def _is_place(word: str, target: str, source_language: str, target_language: str) -> bool:
    """Whether a word is a country, a language or what is of it, and the target has a word that begins like its name there."""
    if not _DERIVED.search(word) and word not in countries(source_language):
        return False
    starts = places(word, source_language, target_language)
    return any(other.startswith(starts) for other in _words(target))
