"""Repetition: loops of words, of syllables and of punctuation, which engines fall into."""

import re
from collections import Counter
from collections.abc import Sequence
from operator import eq

from workflow.checks.language_pair import LanguagePair
from workflow.languages import base_language
from workflow.lexicon import Lexicon

__all__ = ["doubled", "loop"]

_LOOP = re.compile(r"(?<!\w)(\w[^\n]{0,60}?)(?:[\s,;.\-–/]+\1(?!\w)){2,}", re.IGNORECASE)
_PHRASE = re.compile(r"(?<!\w)(\w+(?:['’ ]+\w+){2,7})[\s,;.]+\1(?!\w)", re.IGNORECASE)
_TOKEN = re.compile(r"\w+")
_STUTTER = re.compile(r"([^\W\d_]{2,6}?)\1{3,}", re.IGNORECASE)
_SIGNS = re.compile(r"([:;,!?]|(?<!\.)\.(?!\.\.(?!\.)))\1{2,}")
_DOUBLED = re.compile(r"(?<!\w)[^\W\d_]{2,20}([^\W\d_]{3,12})\1(?!\w)", re.IGNORECASE)
_TWICE = re.compile(r"(?<![\w'’\-])([^\W\d_]{2,}+)[ \u00a0]+\1(?![\w'’\-])", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{0,20}([a-zß-ÿ])\1\1[^\W\d_]{0,20}")
_THRICE = re.compile(r"([a-zß-ÿ])\1\1")
"""What ``_LETTERS`` finds in any case; it is quick."""
_MOST_WORDS = 31
"""The most words in what ``_LOOP`` finds repeated."""
_PHRASES = range(3, 9)
"""How many words ``_PHRASE`` finds twice."""
_LONG = 8
"""The fewest letters of a word that ``_STUTTER`` or ``_DOUBLED`` finds."""
_FEWEST_AGAIN = 6
"""The fewest letters that a word has again if ``_STUTTER`` finds something in it."""
_USUAL = {
    "de": frozenset(("die", "der", "das", "den", "dem", "sie", "es", "was")),
    "fr": frozenset(("nous", "vous")),
    "es": frozenset(("ya",)),
}
"""Words that stand twice in good sentences: ``nous nous trompons``, ``das Buch, das das sagt``."""


def loop(source: str, target: str, pair: LanguagePair) -> str | None:
    """What is repeated more often than in the source."""
    words = [word.lower() for word in _TOKEN.findall(target)]
    # Within words, only long ones can repeat anything, and those that do have few different letters, or end as they go on before.
    long = [word for word in words if len(word) >= _LONG]
    stuttering = " ".join(word for word in long if len(word) - len(set(word)) >= _FEWEST_AGAIN)
    searched = ((_LOOP, target), (_PHRASE, target)) if _has_repeated(words) else ()
    for pattern, text in (*searched, (_STUTTER, stuttering), (_SIGNS, target)):
        match = pattern.search(text)
        if match and len(pattern.findall(text)) > len(pattern.findall(source)):
            return f"repeats “{match.group(1).strip()[:30]}”"
    ending = " ".join(word for word in long if word[-3:] in word[:-3])
    if not ending:
        return None
    known = Lexicon(pair.target)
    odd = [match for match in _DOUBLED.finditer(ending) if not known.has(match.group())]
    return f"repeats “{odd[0].group(1)[:30]}”" if len(odd) > len(_DOUBLED.findall(source)) else None


def _has_repeated(words: Sequence[str]) -> bool:
    """Whether a run of words stands three times in a row, or one of some length twice. Only then need the patterns search, which takes long."""
    again = len(words) - len(set(words))
    if again < 2 or (again == 2 and max(Counter(words).values()) < 3):
        return False
    # What stands three times has each of its words twice again; what stands twice has it once again.
    longest = max(again // 2, min(again, _PHRASES[-1]))
    for length in range(1, min(_MOST_WORDS, len(words) // 2, longest) + 1):
        same = bytes(map(eq, words, words[length:]))
        if b"\1" * length * 2 in same or (length in _PHRASES and b"\1" * length in same):
            return True
    return False


def doubled(source: str, target: str, pair: LanguagePair) -> str | None:
    """A word that stands twice, or a letter that stands three times, though nothing does so in the source."""
    usual = _USUAL.get(base_language(pair.target), frozenset())
    twice = _TWICE.findall(target)
    found = next((word for word in twice if word.lower() not in usual), None)
    if found and len(_TWICE.findall(source)) < len(twice):
        return f"“{found}” stands twice"
    # German compounds have three: Schifffahrt.
    thrice = _LETTERS.search(target) if base_language(pair.target) != "de" and _THRICE.search(target) else None
    return f"“{thrice.group()[:30]}” has a letter thrice" if thrice and not _LETTERS.search(source) else None
