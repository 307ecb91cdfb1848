"""Numbers in words before a magnitude, and twenties: ``two million``, ``un millón``, ``half a million``, ``a score of``."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from workflow.languages import base_language
from workflow.quantities.model import Quantity, QuantityKind
from workflow.quantities.names import Names
from workflow.quantities.patterns import WORDS
from workflow.quantities.words import number_words

__all__ = ["in_words", "scores"]

_HALF = {
    "en": re.compile(r"\bhalf an?\s\Z", re.IGNORECASE),
    "es": re.compile(r"\bmedio\s\Z", re.IGNORECASE),
    "de": re.compile(r"\b(?:eine[rn]?\s)?halben?\s\Z", re.IGNORECASE),
    "fr": re.compile(r"\b(?:un\s)?demi[-\s]\Z", re.IGNORECASE),
}
"""By language: half of the magnitude that follows."""

_SCORE = re.compile(
    r"\b(?:(?P<one>an?|one)|(?P<many>two|three|four|five|six))\sscore\s(?:of\s(?!the\b|his\b|her\b|its\b|their\b|zero\b|nil\b|one\b)[a-z]|and\s(?P<more>two|three|four|five|six|seven|eight|nine|ten)\b)",
    re.IGNORECASE,
)
"""Twenties: ``a score of villagers``, ``three score and ten``."""


def scores(text: str, code: str) -> Iterator[Quantity]:
    """Yield the twenties of an English text: ``a score of villagers`` is 20, ``three score and ten`` 70."""
    if "score" not in text or not code.startswith("en"):
        return
    words = number_words(code)
    for found in _SCORE.finditer(text):
        if found["one"] and (found["more"] or (words.keys() & {text[found.end() - 1 :].split(" ", 1)[0].casefold()})):
            continue  # a result: ``a score of ten``
        many, more = (
            words[found["many"].lower()] if found["many"] else 1,
            words[found["more"].lower()] if found["more"] else 0,
        )
        span = (found.start(), found.start() + len(found[0].split("score")[0]) + len("score"))
        span = (span[0], found.end()) if found["more"] else span
        value = Decimal(many) * 20 + Decimal(more)
        yield Quantity(QuantityKind.WORD, *span, text[slice(*span)], span, (value,), span[1])


def in_words(text: str, code: str, known: Names, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield the numbers of a text that are words before a magnitude. ``found``: its numbers in digits."""
    lowered = text.casefold()
    if not any(word in lowered for word, factor in known.magnitudes.items() if factor >= 10**6):
        return
    words, half = number_words(code), _HALF.get(base_language(code))
    pieces = list(WORDS.finditer(text.replace("demi-", "demi ")))
    taken = [(one.start, one.end) for one in found if one.magnitude]
    at = 0
    while at < len(pieces):
        value, first, stop = Decimal(0), pieces[at], at
        for piece in pieces[at:]:
            factor = known.magnitudes.get(piece[0].casefold())
            if factor is None or factor < 10**6 or len(piece[0]) < 3:
                break
            stop += 1
            value = (value or Decimal(1)) * factor
        if value:
            before = pieces[at - 1] if at else None
            number = (
                words.get(before[0].casefold(), "1" if before[0] in ("a", "A") else None)
                if before and text[before.end() : first.start()].isspace()
                else None
            )
            thousand = known.magnitudes.get(before[0].casefold()) if before and number is None else None
            number = "1000" if thousand == 1000 else number
            last = pieces[stop - 1]
            inside = any(start <= first.start() < end for start, end in taken)
            halved = half.search(text, 0, first.start()) if half else None
            if not inside and before and (number or halved):
                value *= Decimal("0.5") if halved else Decimal(number or 1)
                span = (halved.start() if halved else before.start(), last.end())
                yield Quantity(QuantityKind.WORD, *span, text[slice(*span)], span, (value,), span[1], magnitude=True)
        at = max(stop, at + 1)
