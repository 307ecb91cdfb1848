"""Repetition: loops of words, of syllables and of punctuation, which engines fall into."""

import re

from workflow.checks.language_pair import LanguagePair

__all__ = ["loop"]

_LOOP = re.compile(r"(?<!\w)(\w[^\n]{0,60}?)(?:[\s,;.]+\1(?!\w)){2,}", re.IGNORECASE)
_STUTTER = re.compile(r"([^\W\d_]{2,6}?)\1{3,}", re.IGNORECASE)
_SIGNS = re.compile(r"([:;,!?]|(?<!\.)\.(?!\.\.(?!\.)))\1{2,}")
_DOUBLED = re.compile(r"[^\W\d_]{2}([^\W\d_]{3,12})\1(?!\w)", re.IGNORECASE)


def loop(source: str, target: str, pair: LanguagePair) -> str | None:
    """What is repeated more often than in the source."""
    for pattern in (_LOOP, _STUTTER, _DOUBLED, _SIGNS):
        match = pattern.search(target)
        if match and len(pattern.findall(target)) > len(pattern.findall(source)):
            return f"repeats “{match.group(1).strip()[:30]}”"
    return None
