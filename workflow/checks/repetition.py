"""Repetition: loops of words, of syllables and of punctuation, which engines fall into."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from operator import eq

from workflow.checks.language_pair import LanguagePair
from workflow.languages import base_language
from workflow.lexicon import Lexicon
from workflow.word_filters import RunWords, TextFilter

__all__ = ["USUAL_TWICE", "doubled", "loop", "may_be_doubled", "may_be_loop"]

_LOOP = re.compile(r"(?<!\w)(\w[^\n]{0,60}?)(?:[\s,;.\-–/]+\1(?!\w)){2,}", re.IGNORECASE)
_PHRASE = re.compile(r"(?<!\w)(\w+(?:['’ ]+\w+){2,7})[\s,;.]+\1(?!\w)", re.IGNORECASE)
_TOKEN = re.compile(r"\w+")
_STUTTER = re.compile(r"([^\W\d_]{2,6}?)\1{3,}", re.IGNORECASE)
_SIGNS = re.compile(r"([:;,!?]|(?<!\.)\.(?!\.\.(?!\.)))\1{2,}")
_DOUBLED = re.compile(r"(?<!\w)[^\W\d_]{2,20}([^\W\d_]{3,12})\1(?!\w)", re.IGNORECASE)
_TWICE = re.compile(r"(?<![\w'’\-])([^\W\d_]{2,}+)[ \u00a0]+\1(?![\w'’\-])", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{0,20}([a-zß-ÿ])\1\1[^\W\d_]{0,20}")
_THREE = re.compile(r"([a-zß-ÿ])\1\1")
"""What ``_LETTERS`` finds in any case."""
_MOST_WORDS = 31
"""The most words in what ``_LOOP`` finds repeated."""
_PHRASES = range(3, 9)
"""How many words ``_PHRASE`` finds twice."""
_LONG = 8
"""The fewest letters of a word that ``_STUTTER`` or ``_DOUBLED`` finds."""
_FEWEST_AGAIN = 6
"""The fewest letters that a word has again if ``_STUTTER`` finds something in it."""
USUAL_TWICE = {
    "de": frozenset(("die", "der", "das", "den", "dem", "sie", "es", "was")),
    "fr": frozenset(("nous", "vous")),
    "es": frozenset(("ya",)),
}
"""Words that stand twice in good sentences: ``nous nous trompons``, ``das Buch, das das sagt``."""


_TOKENS = RunWords(lambda run: map(str.lower, _TOKEN.findall(run)))


def may_be_loop(text: str) -> bool:
    """Whether ``loop`` may find something in a text, whatever its source is: most have nothing."""
    return _WITHIN_WORDS.finds(text) or _has_repeated(_TOKENS.of(text))


def loop(source: str, target: str, pair: LanguagePair) -> str | None:
    """What is repeated more often than in the source."""
    searched = ((_LOOP, target), (_PHRASE, target)) if _has_repeated(_TOKENS.of(target)) else ()
    within = _WITHIN_WORDS.finds(target)
    if not searched and not within:
        return None
    long = [word for word in _TOKENS.of(target) if len(word) >= _LONG]
    stuttering = " ".join(filter(_may_stutter, long))
    for pattern, text in (*searched, (_STUTTER, stuttering), (_SIGNS, target)):
        match = pattern.search(text)
        if match and len(pattern.findall(text)) > len(pattern.findall(source)):
            return f"repeats “{match.group(1).strip()[:30]}”"
    ending = " ".join(filter(_ends_as_before, long))
    if not ending:
        return None
    known = Lexicon(pair.target)
    odd = [match for match in _DOUBLED.finditer(ending) if not known.has(match.group())]
    return f"repeats “{odd[0].group(1)[:30]}”" if len(odd) > len(_DOUBLED.findall(source)) else None


# Within words, only long ones can repeat anything, and those that do have few different letters, or end as they go on before.
def _may_stutter(word: str) -> bool:
    return len(word) >= _LONG and len(word) - len(set(word)) >= _FEWEST_AGAIN


def _ends_as_before(word: str) -> bool:
    return len(word) >= _LONG and word[-3:] in word[:-3]


_WITHIN_WORDS = TextFilter(
    lambda run: (
        _SIGNS.search(run) is not None
        or any(_may_stutter(word) or _ends_as_before(word) for word in map(str.lower, _TOKEN.findall(run)))
    )
)


def _has_repeated(words: Sequence[str]) -> bool:
    """Whether a run of words stands three times in a row, or one of some length twice. Only then need the patterns search, which takes long."""
    again = len(words) - len(set(words))
    if again < 2 or (again == 2 and max(Counter(words).values()) < 3):
        return False
    # What stands three times has two words side by side twice, as has what is repeated of some length.
    if len(set(pairwise(words))) == len(words) - 1:
        return False
    # What stands three times has each of its words twice again; what stands twice has it once again.
    longest = min(_MOST_WORDS, len(words) // 2, max(again // 2, min(again, _PHRASES[-1])))
    for length in range(1, longest + 1):
        same = bytes(map(eq, words, words[length:]))
        if b"\1" * length * 2 in same or (length in _PHRASES and b"\1" * length in same):
            return True
    return False


def _may_stand_twice(text: str) -> bool:
    """Whether a word may stand twice in a row. Patterns compare letters one by one: ``İ`` is an ``i``, and ``Σ`` is ``σ`` everywhere."""
    words = _TOKENS.of(text)
    return any(map(eq, words, words[1:])) or "İ" in text or "Σ" in text


_THRICE = TextFilter(lambda run: _THREE.search(run) is not None)


def may_be_doubled(text: str) -> bool:
    """Whether ``doubled`` may find something in a text, whatever its source is: most have nothing."""
    return _may_stand_twice(text) or _THRICE.finds(text)


def doubled(source: str, target: str, pair: LanguagePair) -> str | None:
    """A word that stands twice, or a letter that stands three times, though nothing does so in the source."""
    usual = USUAL_TWICE.get(base_language(pair.target), frozenset())
    twice = _TWICE.findall(target) if _may_stand_twice(target) else []
    found = next((word for word in twice if word.lower() not in usual), None)
    if found and len(_TWICE.findall(source)) < len(twice):
        return f"“{found}” stands twice"
    # German compounds have three: Schifffahrt.
    thrice = _LETTERS.search(target) if base_language(pair.target) != "de" and _THRICE.finds(target) else None
    return f"“{thrice.group()[:30]}” has a letter thrice" if thrice and not _LETTERS.search(source) else None
