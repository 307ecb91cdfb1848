"""Quantities: numbers of the same values in both texts, with the same currencies, units, signs and ranges beside them."""

import re
from collections import Counter

from workflow.checks.language_pair import LanguagePair
from workflow.quantities import changes, compare, has_quantities
from workflow.quantities.names import names
from workflow.quantities.words import cardinals

__all__ = ["number_words", "quantities"]

_WORD = re.compile(r"[^\W\d_]+")
_SHOWN = 3
"""Maximum number of changes in one reason."""


def quantities(source: str, target: str, pair: LanguagePair) -> str | None:
    """Quantities that are missing, added or changed. What is compared, and how, is in ``workflow.quantities``."""
    codes = (pair.source, pair.target)
    if not any(
        has_quantities(text) or _has_magnitude(text, code) for text, code in zip((source, target), codes, strict=True)
    ):
        return None
    found = list(changes(compare(source, target, codes), (source, target), codes))
    return " and ".join(change.text for change in found[:_SHOWN]) or None


def number_words(source: str, target: str, pair: LanguagePair) -> str | None:
    """A number from two to twelve in words that is another one in the translation, or that is in digits on one side only."""
    known = cardinals(pair.source), cardinals(pair.target)
    if not all(known):
        return None
    ours, theirs = (_cardinals(text, words) for text, words in zip((source, target), known, strict=True))
    if has_quantities(source) or has_quantities(target):
        for digits, word in compare(source, target, (pair.source, pair.target)).in_words:
            if word.casefold() in known[0] or word.casefold() in known[1]:
                return f"{digits} is “{word}” on the other side"
    lost = {number for number in ours - theirs if str(number) not in target}
    added = {number for number in theirs - ours if str(number) not in source}
    if lost and added:
        return f"the number {min(lost)} became {min(added)}"
    return None


def _cardinals(text: str, known: dict[str, int]) -> Counter[int]:
    return Counter(known[word] for word in _WORD.findall(text.casefold()) if word in known)


def _has_magnitude(text: str, code: str) -> bool:
    lowered = text.casefold()
    return any(word in lowered for word, factor in names(code).magnitudes.items() if factor > 1000 and len(word) > 2)
