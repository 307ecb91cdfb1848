"""What joins two numbers of a text: the signs and words of ranges, dimensions, scores and measures of two units."""

import re
from collections.abc import Iterator

from workflow.languages import base_language
from workflow.quantities.model import Quantity
from workflow.quantities.pairing import Pairing
from workflow.quantities.patterns import TIMES_SIGN

__all__ = ["BETWEEN", "has_strange_word", "torn_joints"]

_DASH = re.compile(r"[-‐‑–—−/:×x✕]")
BETWEEN = re.compile(
    r"[\s,]*[-‐‑–—/:×x✕&+][\s,]*|,?\s(?!(?:.*\s)?(?:not|no|non|pas|nicht|kein|nor|ni|noch)\b)(?:(?:jusqu['’]?|desde)\s?)?[^\W\d_]{1,5}(?:\s[^\W\d_]{1,5})?\s|,\s?|\s?[~∼]\s?|[^\x00-\u2e7f]{1,3}|[가-힣]{1,4}\s"
)
"""What joins two numbers: a sign, a short word or two, such as ``hasta las``."""
_BY = re.compile(
    r"\D{0,16}?\s*(?:[x×✕*хХ✖]|(?<=\s)(?:by|por|per|sur|par|mal|auf|na|на|su|op|bij|fois)(?=\s))\s*", re.IGNORECASE
)
"""What joins the sides of a rectangle."""
_SHARE = re.compile(r"\s(?:in|out of|of)\s")
_RANGE = re.compile(r"\s?[-‐‑–—]\s?|\s(?:a|à|bis|to)\s")
_DASHED = r"\s?[-‐‑–—]{1,2}\s?"
_TO = {
    "es": re.compile(rf"{_DASHED}|\s(?:al?|hasta|y)\s(?:(?:el|los|las|la|un|una)\s)?"),
    "de": re.compile(rf"{_DASHED}|\s(?:bis|und)\s(?:zu[mr]?\s)?"),
    "fr": re.compile(rf"{_DASHED}|\s(?:à|au|aux|et|jusqu['’]à)\s(?:(?:la|les)\s)?"),
}
"""By language: what stands for the ``to`` between two numbers."""
_WORDS = {
    "es": "al?|hasta|y|e|o|u|por|contra|de|del|el|la|los|las|unos|unas|desde|frente",
    "de": "bis|und|oder|zu|zum|zur|gegen|mal|von|nach|auf|in|die|das|den|der|über|sowie",
    "fr": "à|aux?|et|ou|jusqu['’]à|sur|contre|par|de|des|du|la|le|les|puis",
}
"""By language: the words that may stand between two numbers in place of a dash."""
_MOST_WORDS = 3
_FROM = re.compile(r"\b(?:von|vom|um)\b(?!.*\bbis\b)")
"""A change from one number to another: ``von 3 auf 4``."""
_COMPOUND = re.compile(r"(?:,?\s(?:(?:and|y|und|et|e|en|i)\s)?)?")
"""What may stand between the parts of one measure."""
_APART = 40
"""Minimum number of characters between two numbers that are no longer meant as one thing."""


def torn_joints(found: Pairing, texts: tuple[str, str], code: str) -> Iterator[tuple[str, Quantity, Quantity]]:
    """Yield ranges, dimensions, scores and measures whose numbers are no longer joined, and ``1 in 10`` that became a range.

    Each comes as the reason, and the second of the two numbers in both texts. ``code``: the language of the translation.
    """
    partner = {id(one): other for one, other in found.pairs}
    place = {id(one): number for number, one in enumerate(found.target)}
    for last, one in zip(found.source, found.source[1:], strict=False):
        share = _SHARE.fullmatch(texts[0], last.end, one.start)
        worded = _is_range(last, one, texts[0])
        between_units = _is_compound(last, one, texts[0])
        sides = one.joint.strip() == "by" and _are_lengths(last, one)
        if not share and not worded and not between_units and not sides and not _DASH.search(one.joint):
            continue
        first, second = partner.get(id(last)), partner.get(id(one))
        if first is None or second is None:
            continue
        if between_units and place[id(first)] == place[id(second)] + 1:  # ``5 min 39 h``
            yield f"{last.text}{texts[0][last.end : one.start]}{one.text} is the other way round", one, second
        if place[id(second)] != place[id(first)] + 1:
            continue
        between = texts[1][first.end : second.start]
        if worded or between_units:
            pattern = _COMPOUND if between_units else _TO.get(base_language(code), BETWEEN)
            before = texts[1][: first.start]
            torn = not pattern.fullmatch(between) and not (worded and _FROM.search(before))
        else:
            torn = (
                not _BY.fullmatch(between) if sides else _is_torn(last, one, between) or has_strange_word(between, code)
            )
            torn = bool(_RANGE.fullmatch(between)) if share else torn
        if torn:
            joint = texts[0][last.end : one.start]
            yield f"{last.text}{joint}{one.text} became {texts[1][first.start : second.end]}", one, second


def has_strange_word(between: str, code: str) -> bool:
    """Return whether one of up to three words between two numbers, where the source has a dash, joins no numbers: ``11 tot 35`` in German.

    Words in languages without a list may be anything.
    """
    known, words = _WORDS.get(base_language(code)), between.split()
    if known is None or not 0 < len(words) <= _MOST_WORDS or not all(word.isalpha() for word in words):
        return False
    return any(len(word) > 1 and re.fullmatch(known, word, re.IGNORECASE) is None for word in words)


def _is_range(last: Quantity, one: Quantity, text: str) -> bool:
    """Whether two numbers with ``to`` are the ends of a range, and not a score or an increase."""
    alike = not last.unit or not one.unit or bool(last.unit & one.unit)
    return (
        one.joint.strip() == "to"
        and last.values[0] < one.values[0]
        and alike
        and text[: last.start].split()[-1:] != ["by"]
    )


def _are_lengths(last: Quantity, one: Quantity) -> bool:
    """Whether two numbers with ``by`` are the sides of a rectangle."""
    return all(any(unit.startswith("length-") for unit in each.unit) for each in (last, one))


def _is_compound(last: Quantity, one: Quantity, text: str) -> bool:
    """Whether two numbers are one measure: ``3 lb 4 oz``."""
    return bool(last.symbol and one.symbol and text[last.end : one.start] in (" ", "\u00a0")) and not any(
        unit.isupper() for unit in one.unit
    )


def _is_torn(last: Quantity, one: Quantity, between: str) -> bool:
    """Whether what stands between two numbers does not join them as in the source."""
    if TIMES_SIGN.search(one.joint):
        return not _BY.fullmatch(between)
    if len(last.text) == 3 and len(one.text) == 4:  # a telephone number
        return False
    minus = between.strip() == "−" and one.joint == one.joint.strip()
    return minus or not between.strip() or (not BETWEEN.fullmatch(between) and len(between) < _APART)
