"""Names that a machine garbled: with other letters, in another order, without their title. People write them as they are, or in a known form.

``Hope Adeyemi`` is not ``Hoppe Adeyemi``, ``Lindqvist`` not ``Lindqt``, ``Pellam Street`` not ``Street Pellam``, ``St. Brannoc`` not ``Brannoc``.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice, pairwise

from workflow.checks.known_names import WORD, folded
from workflow.checks.language_pair import LanguagePair
from workflow.checks.names import derived_stem, is_place, same_name
from workflow.languages import base_language
from workflow.lexicon import Lexicon
from workflow.quantities.names import names
from workflow.word_filters import RunWords, TextFilter

__all__ = ["garbled_names"]

_LEAST_CODE = 4
_PROSE = 2
"""The words with a small letter that a text has at least if it is no heading."""
_SHORTEST = 4
"""The letters that a name has at least in which other letters are looked for."""
_POSSESSIVE = re.compile(r"['’]s?$")
_GIVEN = frozenset(
    [
        "Grace",
        "Hope",
        "Faith",
        "Joy",
        "Rose",
        "Violet",
        "Lily",
        "Daisy",
        "Ivy",
        "Olive",
        "Ruby",
        "Pearl",
        "Amber",
        "Dawn",
        "Summer",
        "Autumn",
        "Eve",
        "Mark",
        "Will",
        "Frank",
        "Jack",
        "Rob",
        "Dick",
        "Guy",
        "Miles",
        "Chase",
        "Hunter",
        "Rich",
        "Pat",
        "Drew",
        "Ray",
        "Dean",
        "Earl",
        "Cliff",
        "Grant",
        "Lance",
        "Wade",
        "Reed",
        "Rusty",
        "Sandy",
        "Constance",
        "Prudence",
        "Patience",
    ]
)
"""Given names that are words, too, and are not translated as the words are."""
_FIRST = frozenset((name,) for name in _GIVEN)
_MOST = 60
"""Maximum number of words that are compared with each other."""
_ARTICLE = re.compile(r"(?:\b(?:the|a|an|this|that|his|her|its|their|our|your|my|no|of|to|Of)|[.!?:“\"«(])\s?\Z")
_PERSON = re.compile(r"(?:['’]s)?\s(?:and\s(?:her|his)\b|said\b|told\b|asked\b|was\sborn\b)")
"""What follows a person at the beginning of a sentence."""
_PARTICLES = frozenset({"van", "von", "de", "di", "da", "del", "le"})
_TITLE = re.compile(
    r"(?<!\w)(St\.?|Dr\.?|Sgt\.?|Capt\.?|Lt\.?|Col\.?|Gen\.?|Prof\.?|Lord|Lady|HM[AC]?S|USS|RMS|SS|MV)\s(?=[A-Z][a-z])"
)
_TITLES = {
    "st": r"st[ae]?\b|san(?:t[aoe]?|kt)?\b|saint|heilig|s\.|estación|calle|straße|rue",
    "dr": r"d[rt][ae]?\b|doc|dok|médec|ärzt|arzt",
    "sgt": r"sgt|sarg|sgto|serg|feldw|unteroff",
    "capt": r"cap|kap|hauptm",
    "lt": r"lt|tte|ten|leut|lieut|oberl",
    "col": r"col|cnel|oberst|cor",
    "gen": r"gen|gral|gén",
    "prof": r"prof",
    "lord": r"lord|señor|herr|fürst|seigneur|monseigneur",
    "lady": r"lady|dama|señora|dame|frau|madame",
}
"""By title: how those of other languages begin. What stands before the name of a ship is kept, or the ship is named as one."""
_SHIPS = r"buque|barco|navío|vapor|ferri|transbord|schiff|\w*schiff|fähre|dampfer|navire|bateau|paquebot|vaisseau"
_MODEL = re.compile(
    r"(?:\b[Tt]he|['’]s)\s([A-Z][a-z]{3,}) (\d{1,3})(?=\s[a-z]|[.,;:!?)]|\Z)(?!\s(?:of|percent|per|million|years?|men|people|and)\b)"
)
"""A product with its number: ``the Kite 2``."""
_NUMBERED = re.compile(r"(?<![^\W_])([A-Z][a-z]{3,}) (\d{1,4})(?!\w)")
"""A name with its number."""
_PARTICLE = re.compile(r"(?<!\w)[dD]['’][aeiouAE]\s(?=[A-Z])")
"""What a model makes of ``da Vinci``."""
_GOVERNED = (
    r"(?:(?:\A|[.,!?:]\s)|(?i:(?<!\w)(?:nach|in|aus|von|zu|bei|mit|an|auf|für|über|durch|gegen|ohne|um|bis|vor|unter|neben|zwischen|und))\s)"
    r"{}s(?![\w-])(?!(?:\s[a-zäöüß]+e[nrsm]?){{0,2}}\s[A-ZÄÖÜ])"
)
"""A German name with the ending of a genitive where no noun follows that it could belong to: ``nach Katoombas``."""
_TWICE = re.compile(r"(?<!\w)([^\W\d_a-z][a-z]{3,})\s(?:[^\W\d_]+\s)?\1(?!\w)")
_BESIDE = re.compile(rf"(?<![^\W\d_])(?![a-z]){WORD.pattern} (?![a-z])[^\W\d_]")
"""Two words of which none begins with a small letter of ASCII."""
_SPLIT = re.compile("['’]")
_DIGIT = re.compile(r"\d")


def garbled_names(source: str, target: str, pair: LanguagePair) -> list[str]:
    """Return the names of ``source`` that ``target`` garbled; none for a target language without a word list."""
    theirs = Lexicon(pair.target)
    if not theirs.listed:
        return []
    ours, capitalised = _words(source), _capitalised(source)
    if not capitalised or (capitalised == ours[:1] and ours[:1] not in _FIRST):
        return []
    found = list(_respelt(source, target, pair)) or _longer(source, target, pair)
    found = found or list(_translated(source, target, Lexicon(pair.source))) or list(_swapped(source, target, pair))
    found = found or list(_half_kept(source, target, pair))
    particle = _PARTICLE.search(target) if "'" in target or "’" in target else None
    if particle and not _PARTICLE.search(source):
        found.append(particle[0].strip())
    found = found or [*_untitled(source, target), *_misplaced_numbers(source, target), *_governed(source, target, pair)]
    return found or list(_again(source, target))


def _of_run(run: str) -> list[str]:
    return [word if word.isalpha() else _POSSESSIVE.sub("", word) for word in WORD.findall(run)]


_WORDS = RunWords(_of_run)
_CAPITALISED = RunWords(lambda run: [word for word in _of_run(run) if word[0].isupper()])


_words, _capitalised = _WORDS.of, _CAPITALISED.of
"""The words of a text, without a possessive ending, and those of them that have a capital."""


def _respelt(source: str, target: str, pair: LanguagePair) -> Iterator[str]:
    """Names that are words of nearly the same letters, which are in no list: ``Fenwick`` and ``Fennick``."""
    if not _strange(pair.source).finds(source):
        return
    ours, there = _words(source), _words(target)
    kept = frozenset(there)
    if not any(len(word) >= _SHORTEST and word not in kept for word in _capitalised(source)):
        return
    known = frozenset(ours)
    others = [
        word
        for whole in there[1:] or there
        for word in ((whole,) if whole.isalpha() else _SPLIT.split(whole))
        if len(word) > 2 and word[0].isupper() and word not in known
    ][:_MOST]
    if not others:
        return
    from rapidfuzz.distance import Levenshtein

    plain = frozenset(
        folded(piece) for word in there for piece in ((word,) if word.isalpha() else (word, *_SPLIT.split(word)))
    )
    for place, word in enumerate(ours):
        if len(word) < _SHORTEST or not word[0].isupper() or word.isupper() or word in kept:
            continue
        short = folded(word)
        if not plain.isdisjoint((short, f"{short}s", f"{short}es", short.removesuffix("s"), _SPLIT.split(short)[-1])):
            continue
        most = 1 + (len(word) > 5) + (len(word) > 8)
        near = (
            one
            for one in others
            if Levenshtein.distance(short, folded(one), score_cutoff=most) <= most
            or (len(one) >= _SHORTEST and short.startswith(folded(one)))
        )
        if any(_is_garbled(word, one, pair) for one in near) and _may_be_name(place, ours, pair):
            yield word


@cache
def _strange(language: str) -> TextFilter:
    """Words with a capital that are no ordinary ones: without any, no word is a name or stands beside one."""
    listed = Lexicon(language)

    def test(run: str) -> bool:
        return any(word[0].isupper() and not listed.is_ordinary(word.lower()) for word in _of_run(run))

    return TextFilter(test)


def _is_garbled(word: str, other: str, pair: LanguagePair) -> bool:
    """Whether a word is no word, no name that is known, and no form of ``word``."""
    theirs = Lexicon(pair.target)
    return not (theirs.may_be_word(other.lower()) or theirs.is_name(other.lower()) or _is_form(word, other, pair))


def _is_form(word: str, other: str, pair: LanguagePair) -> bool:
    """Whether a word is a name in the form of another language."""
    stem = derived_stem(word)
    return (
        same_name(word, other, pair, capitals=True)
        or (stem is not None and folded(other).startswith(folded(stem)))
        or is_place(word, other, pair)
    )


def _may_be_name(place: int, ours: Sequence[str], pair: LanguagePair) -> bool:
    """Whether a word is a name, or stands beside one."""
    listed = Lexicon(pair.source)
    if not listed.is_ordinary(ours[place].lower()):
        return not listed.may_be_word(ours[place].lower()) or listed.is_name(ours[place].lower())
    beside = (ours[at] for at in (place - 1, place + 1) if 0 <= at < len(ours))
    return any(
        one[0].isupper() and len(one) > 2 and not listed.is_ordinary(one.lower()) and derived_stem(one) is None
        for one in beside
    )


def _longer(source: str, target: str, pair: LanguagePair) -> list[str]:
    """Ordinary words that are a name here, and have letters more or fewer in the target, where that is no word: ``Moose Jawam``."""
    words = _ordinary(source, pair.source)
    others = frozenset(_capitalised(target)).difference(_words(source)) if words else ()
    if not others:
        return []
    theirs = Lexicon(pair.target)
    beginnings = {word[:2] for word in others}
    words = tuple(word for word in words if word[:2] in beginnings or word[0] in beginnings)
    return [
        word
        for word in words
        if any(
            (other.startswith(word) or word.startswith(other))
            and 0 < abs(len(other) - len(word)) < _LEAST_CODE
            and not (theirs.has(other.lower()) if len(other) == 1 else theirs.may_be_word(other.lower()))
            for other in others
        )
    ]


def _ordinary(text: str, language: str) -> tuple[str, ...]:
    """The ordinary words that have a capital within a text, each once, in order."""
    known = Lexicon(language)
    found = [one for one in _capitalised(text) if len(one) > 2 and one.istitle() and known.is_ordinary(one.lower())]
    # The first word has a capital in any case.
    return tuple(dict.fromkeys(found[1:] if found[:1] == list(_words(text)[:1]) else found))


def _translated(source: str, target: str, known: Lexicon) -> Iterator[str]:
    """Given names that are gone: ``Gracia`` for ``Grace``."""
    if _GIVEN.isdisjoint(_words(source)):
        return
    if sum(word[0].islower() for word in WORD.findall(source)) < _PROSE:
        return
    kept = {one for word in _words(target) for one in (word, word.removesuffix("s"), _SPLIT.split(word)[-1])}
    found = list(WORD.finditer(source))
    for place, match in enumerate(found):
        word = _POSSESSIVE.sub("", match[0])
        if word not in _GIVEN or word in kept:
            continue
        after = found[place + 1] if place + 1 < len(found) else None
        joined = after is not None and source[match.end() : after.start()] == " "
        follower = after[0] if after is not None and joined else ""
        surname = follower[:1].isupper() and (follower.lower() in _PARTICLES or not known.is_ordinary(follower.lower()))
        before = found[place - 1][0] if place > 1 else ""
        alone = not (
            place == 0
            or _ARTICLE.search(source[max(0, match.start() - 8) : match.start()])
            or before[:1].isupper()
            or follower[:1].isupper()
        )
        person = _PERSON.match(source, match.end())
        if surname or person or (alone and follower != "of"):
            yield word


def _swapped(source: str, target: str, pair: LanguagePair) -> Iterator[str]:
    """Two words of a name that changed places though neither was translated: ``Street Pellam``."""
    pairs = _capitalised_pairs(source)
    if not pairs:
        return
    beside, ours = set(pairwise(_words(target))), set(pairwise(_words(source)))
    for first, second in pairs:
        swapped = (second, first) in beside - ours and (first, second) not in beside
        if swapped and not (Lexicon(pair.target).has(second.lower()) or is_place(first, second, pair)):
            yield f"{first} {second}"


def _half_kept(source: str, target: str, pair: LanguagePair) -> Iterator[str]:
    """Titles of two words of which the second was kept and the first became no word: ``Sinte Lanterns`` for ``Seven Lanterns``."""
    pairs = _capitalised_pairs(source)
    before = {other: one for one, other in pairwise(_words(target))} if pairs else {}
    for first, second in pairs:
        left = before.get(second, first)
        odd = left[0].isupper() and left not in _words(source) and not Lexicon(pair.target).has(second.lower())
        if odd and _is_garbled(first, left, pair):
            yield f"{first} {second}"


@lru_cache(maxsize=64)
def _capitalised_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """The words with a capital that stand side by side, at most so many as are looked at."""
    if not _BESIDE.search(text):
        return ()
    pairs = (
        (_POSSESSIVE.sub("", one[0]), _POSSESSIVE.sub("", other[0]))
        for one, other in pairwise(WORD.finditer(text))
        if one[0][0].isupper() and other[0][0].isupper() and text[one.end() : other.start()] == " "
    )
    return tuple(pair for pair in pairs if min(map(len, pair)) > 2 and pair[0] != pair[1])[:_MOST]


def _again(source: str, target: str) -> Iterator[str]:
    """Names that stand twice in the target with at most a word between them: ``Jovana Haverrad Jovana Havergerald``."""
    for match in islice(_TWICE.finditer(target), _MOST):
        if match[1] in source and len(re.findall(rf"(?<!\w){match[1]}(?!\w)", source)) == 1:
            yield match[1]


def _governed(source: str, target: str, pair: LanguagePair) -> Iterator[str]:
    """Names with the ending of a German genitive that nothing governs."""
    if base_language(pair.target) != "de":
        return
    there = frozenset(_capitalised(target))
    for word in dict.fromkeys(_capitalised(source)):
        inflected = f"{word}s" in there and word not in there and f"{word}s" not in source and f"{word}'s" not in source
        if inflected and f"{word}’s" not in source and re.search(_GOVERNED.format(re.escape(word)), target):
            yield word


def _untitled(source: str, target: str) -> Iterator[str]:
    """Titles that are gone while the name is there: ``St. Brannoc's``."""
    if not _TITLES_IN.finds(source):
        return
    for match in islice(_TITLE.finditer(source), _MOST):
        there = frozenset(word.lower() for word in _words(target))
        name, title = WORD.match(source, match.end()), match[1].strip(".").lower()
        kept = name is not None and _POSSESSIVE.sub("", name[0]).lower() in there
        forms = _TITLES.get(title, f"{title}|{_SHIPS}")
        if name and kept and not re.search(rf"(?<!\w)(?:{forms})", target, re.IGNORECASE):
            yield f"{match[0]}{name[0]}"


_TITLES_IN = TextFilter(lambda run: _TITLE.search(f"{run} Xx") is not None)


def _misplaced_numbers(source: str, target: str) -> Iterator[str]:
    """Names with a number that is not where it belongs."""
    if _DIGIT.search(source):
        yield from _swapped_numbers(source, target)
        yield from _torn_models(source, target)


def _swapped_numbers(source: str, target: str) -> Iterator[str]:
    """Names that became part of a word, or whose number stands before them: ``Installationspolor 130``, ``130 Polor``."""
    for match in islice(_NUMBERED.finditer(source), _MOST):
        name, number = match.groups()
        in_word = re.search(rf"\w{name.lower()} {number}(?!\w)|(?<!\w){name} {number}[a-z]+(?!\w)", target)
        swapped = re.search(rf"(?<![\w.,]){number} {name}(?!\w)", target) and f"{name} {number}" not in target
        # ``September 24`` may be the other way round.
        if in_word or (swapped and f"{number} {name}" not in source and name.casefold() not in names("en").beside):
            yield f"{name} {number}"


def _torn_models(source: str, target: str) -> Iterator[str]:
    """Products with their number, where the target has both apart: ``Cygnet de la NASA 4``."""
    for match in islice(_MODEL.finditer(source), _MOST):
        name, number = match.groups()
        apart = re.search(rf"(?<!\w){name}(?!\w)", target) and re.search(rf"(?<![\w.,]){number}(?![\w.,]*\w)", target)
        if apart and not re.search(rf"(?<!\w){name}[\W_]{{1,3}}{number}(?!\w)", target):
            yield f"{name} {number}"
