"""Repetition: loops of words, of syllables and of punctuation, which engines fall into."""

import re
from collections import Counter

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
_TWICE = re.compile(r"(?<![\w'’\-])([^\W\d_]{2,})[ \u00a0]+\1(?![\w'’\-])", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{0,20}([a-zß-ÿ])\1\1[^\W\d_]{0,20}")
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
    # Without a word that stands thrice, or three words that stand twice, there is nothing to search for.
    words = _TOKEN.findall(target)
    times = Counter(map(str.lower, words))
    repeated = max(times.values(), default=0) > 2 or times.total() > len(times) + 2
    # Within words, only long ones can repeat anything, and those that do have few different letters, or end as they go on before.
    long = [word.lower() for word in words if len(word) >= _LONG]
    stuttering = " ".join(word for word in long if len(word) - len(set(word)) >= _FEWEST_AGAIN)
    searched = ((_LOOP, target), (_PHRASE, target)) if repeated else ()
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


def doubled(source: str, target: str, pair: LanguagePair) -> str | None:
    """A word that stands twice, or a letter that stands three times, though nothing does so in the source."""
    usual = _USUAL.get(base_language(pair.target), frozenset())
    found = next((word for word in _TWICE.findall(target) if word.lower() not in usual), None)
    if found and len(_TWICE.findall(source)) < len(_TWICE.findall(target)):
        return f"“{found}” stands twice"
    # German compounds have three: Schifffahrt.
    thrice = _LETTERS.search(target) if base_language(pair.target) != "de" else None
    return f"“{thrice.group()[:30]}” has a letter thrice" if thrice and not _LETTERS.search(source) else None
