"""What a translation changed about quantities: values, currencies, units, signs, times, ranges."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from workflow.languages import base_language
from workflow.quantities.copied import copied_numbers
from workflow.quantities.dates import torn_dates
from workflow.quantities.model import Quantity, QuantityKind
from workflow.quantities.names import names
from workflow.quantities.pairing import Pairing
from workflow.quantities.patterns import TIMES_SIGN
from workflow.quantities.stray_signs import stray_signs
from workflow.quantities.words import minus_words, number_words

__all__ = ["Change", "changes"]

_MONEY = re.compile(r"[A-Z]{3}|cent")
_LETTER = re.compile(r"\s?[^\W\d_]")
_DASH = re.compile(r"[-‐‑–—−/:×x✕]")
_BETWEEN = re.compile(
    r"[\s,]*[-‐‑–—/:×x✕&+][\s,]*|,?\s(?!(?:.*\s)?(?:not|no|non|pas|nicht|kein|nor|ni|noch)\b)(?:(?:jusqu['’]?|desde)\s?)?[^\W\d_]{1,5}(?:\s[^\W\d_]{1,5})?\s|,\s?|[^\x00-\u2e7f]{1,3}"
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
_FROM = re.compile(r"\b(?:von|vom|um)\b(?!.*\bbis\b)")
"""A change from one number to another: ``von 3 auf 4``."""
_COMPOUND = re.compile(r"(?:,?\s(?:(?:and|y|und|et|e|en|i)\s)?)?")
"""What may stand between the parts of one measure."""
_APART = 40
"""Minimum number of characters between two numbers that are no longer meant as one thing."""
_MOST = 60
"""Maximum number of quantities that are searched for one of the same unit."""
_LISTED = 14
"""Maximum number of characters between two numbers that share one unit: ``3 and 4 kg``."""
_MORE_OF_UNIT = re.compile(
    r"\s?(?:(?:an?|per|por|pro|par|la|je|each|/|à l['’])\s?(?:h\b|hour|hora|heure|Stunde|Std|min|s\b|sec|seg|Sek|day|d[ií]a|jour|Tag|"
    r"year|año|an\b|Jahr|km|kilo|m\b|met|mèt|Met|inch|pulgada|Zoll|pouce|gal|li?t|Lit|foot|pie|pied|Fuß)|squared|cuadrad|carr|quadrat)"
)
_NEIGHBOURS = 4
"""Maximum number of numbers in a list that share one unit."""
_DAY = re.compile(r"(?:[\s-])*(?:centur|c\.|[A-Z][a-z]+|(?:of|to|and|until|at|in)\b|[^\w\s]|\Z)")
"""What follows an ordinal that is a day or a century, and need not be one in a translation."""
_LABEL = re.compile(
    r"\b(?:chapters?|sections?|figures?|fig\.|tables?|steps?|pages?|rooms?|lines?|versions?|parts?|levels?|appendix|items?|rules?|articles?|"
    r"units?|exercises?|volumes?|numbers?|no\.|gates?|platforms?|flights?|routes?|channels?|types?|grades?|lessons?|questions?|scenes?|"
    r"episodes?|seasons?|windows)\s\Z",
    re.IGNORECASE,
)
"""English words before the number of a thing, which counts nothing."""
_AGE = re.compile(r"\b(?:birthday|anniversary|years?|ages?|aged|old)\b", re.IGNORECASE)
_DOTTED = frozenset(["de", "pl", "cs", "sk", "da", "nb", "nn", "no", "fi", "hu", "hr", "sl", "sr", "et", "lv", "tr"])
"""Languages that write an ordinal with a point."""
_FEW = frozenset(
    [
        "dans",
        "avec",
        "pour",
        "sous",
        "vers",
        "entre",
        "après",
        "avant",
        "para",
        "desde",
        "hasta",
        "sobre",
        "como",
        "nach",
        "unter",
        "über",
    ]
)
"""Words that may stand before a number, and are no nouns."""
_YEARS = frozenset({"duration-decade", "duration-year", "duration-century"})


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that is not as in the source."""

    text: str
    """What is wrong, in words."""
    source: Quantity | None = None
    target: Quantity | None = None


def changes(found: Pairing, texts: tuple[str, str], codes: tuple[str, str]) -> Iterator[Change]:
    """Yield what ``texts[1]`` changed about the quantities of ``texts[0]``, which ``found`` compares."""
    if found.lost:
        yield Change(f"{', '.join(_shown(one, texts[0]) for one in found.lost)} missing", found.lost[0])
    if found.added:
        yield Change(f"{', '.join(_shown(one, texts[1]) for one in found.added)} added", None, found.added[0])
    words = _UnitWords(texts[1], codes[1])
    place = {id(one): number for among in (found.source, found.target) for number, one in enumerate(among)}
    minus = not minus_words(codes[1]).isdisjoint(texts[1].casefold().split())
    for one, other in found.pairs:
        reason = None
        if one.unit or other.unit:
            word = _LETTER.match(texts[1], other.end)  # a name of the unit in a language of which little is known
            reason = None if word and not other.unit and not words.known else _unit(one, other, found, texts, place)
        reason = reason or _labelled(one, other, texts) or _form(one, other, texts, words)
        if reason is None and one.sign and not other.sign and not (one.sign != "±" and minus):
            reason = f"the sign {one.sign} before {one.text} is missing"
        if reason:
            yield Change(reason, one, other)
    for one, copy in copied_numbers(found.source, found.target):
        yield Change(f"{_shown(one, texts[0])} became {_shown(copy, texts[1])}", one, copy)
    for written in torn_dates(texts, found.target, codes):
        yield Change(f"the date {written} is changed or torn apart")
    for at in stray_signs(texts, (found.source, found.target)):
        yield Change(f"the sign {texts[1][at]} was added")
    yield from _joints(found, texts, codes[1])


def _shown(one: Quantity, text: str) -> str:
    return text[one.start : one.end].strip()


def _is_money(unit: frozenset[str]) -> bool:
    return any(_MONEY.fullmatch(one) for one in unit)


def _unit(
    one: Quantity, other: Quantity, found: Pairing, texts: tuple[str, str], place: Mapping[int, int]
) -> str | None:
    """A unit or currency that was exchanged, lost or added."""
    if one.unit and other.unit:
        timed = QuantityKind.TIME in (one.kind, other.kind)
        same = one.unit & other.unit or timed
        same = same or any(_part(a, b, text) for a, b, text in ((one, other, texts[0]), (other, one, texts[1])))
        return None if same else f"{_shown(one, texts[0])} became {_shown(other, texts[1])}"
    if {one.symbol, other.symbol} & {"°"} and QuantityKind.ORDINAL in (one.kind, other.kind):
        return None  # both signs are used for both
    if "clock" in one.unit or QuantityKind.TIME in (one.kind, other.kind):
        return None  # the word for the hour is not needed
    if (
        one.unit
        and not all(unit.startswith("month-") for unit in one.unit)
        and (not _is_duration(one) or (one.symbol and not texts[0].endswith("s", one.digits[1], one.digits[1] + 1)))
    ):
        alike = any(each is not one and each.unit & one.unit for each in found.source[:_MOST])
        if not (alike and _shared(place[id(other)], one.unit, found.target, texts[1])):
            return f"the unit of {_shown(one, texts[0])} is missing"
    elif (
        other.unit
        and (other.symbol or "percent" in other.unit or _is_money(other.unit))
        and one.kind is not QuantityKind.TIME
    ):
        timed = not other.unit.isdisjoint({"clock", "duration-hour"})
        if not timed and not _shared(place[id(one)], other.unit, found.source, texts[0]):
            return f"the unit of {_shown(other, texts[1])} was added"
    return None


def _is_duration(one: Quantity) -> bool:
    return all(unit.startswith("duration-") for unit in one.unit)


def _part(one: Quantity, other: Quantity, text: str) -> bool:
    """Whether the unit of ``one`` is that of ``other`` by name, with more words to come: ``kilometers an hour``, ``cm squared``."""
    return _MORE_OF_UNIT.match(text, one.end) is not None and any(
        (a.split("-", 1)[-1] in b and "-per-" in b) or ("square" in b and a.split("-", 1)[-1] in b)
        for a in one.unit
        for b in other.unit
    )


def _shared(place: int, unit: frozenset[str], among: Sequence[Quantity], text: str) -> bool:
    """Whether a quantity next to that at ``place`` has the unit for both: ``3 and 4 kg``."""
    for step in (-1, 1):
        last, at = among[place], place + step
        while 0 <= at < len(among) and abs(at - place) <= _NEIGHBOURS:
            other = among[at]
            first, second = (other, last) if step < 0 else (last, other)
            if second.start - first.end > _LISTED or not _BETWEEN.fullmatch(text[first.end : second.start]):
                break
            if other.unit:
                if other.unit & unit:
                    return True
                break
            last, at = other, at + step
    return False


class _UnitWords:
    """The names of units in a text, wherever they stand."""

    def __init__(self, text: str, code: str) -> None:
        self._text, self._code = text, code
        self.known = bool(number_words(code))
        """Whether the language's words are known well enough to miss one."""
        self.dotted = base_language(code) in _DOTTED

    @cached_property
    def said(self) -> frozenset[str]:
        """The units that are named."""
        beside = names(self._code).beside
        words = re.findall(r"[^\W\d_]+", self._text.casefold())
        return frozenset(unit for word in words for unit in (beside.get(word) or beside.get(word[:-1]) or ()))


def _labelled(one: Quantity, other: Quantity, texts: tuple[str, str]) -> str | None:
    """A unit that was added to the number of a thing: ``12 ans`` for ``Chapter 12``, ``101 Uhr`` for ``101st``."""
    if one.unit or not other.unit or _AGE.search(texts[0]) or any(unit.startswith("month-") for unit in other.unit):
        return None
    ordinal = (
        one.kind is QuantityKind.ORDINAL and other.kind is QuantityKind.NUMBER and "angle-degree" not in other.unit
    )
    if ordinal or (one.kind is QuantityKind.NUMBER and _LABEL.search(texts[0][max(0, one.start - 12) : one.start])):
        return f"the unit of {_shown(other, texts[1])} was added"
    return None


def _form(one: Quantity, other: Quantity, texts: tuple[str, str], words: _UnitWords) -> str | None:
    """An ordinal or a decade that is a plain number in the translation."""
    if not words.known or other.kind is not QuantityKind.NUMBER:
        return None
    lost = f"{_shown(one, texts[0])} became {other.text}"
    if one.kind is QuantityKind.DECADE and len(one.text) == 4:
        return lost if words.said.isdisjoint(_YEARS) else None
    if one.kind is QuantityKind.ORDINAL and "duration-century" in one.unit and not other.unit:
        return None if "duration-century" in words.said else lost
    if one.kind is QuantityKind.ORDINAL and not one.unit and not other.unit:
        dated = _DAY.match(texts[0], one.end) or (words.dotted and texts[1][other.end : other.end + 1] == ".")
        before = re.search(r"([^\W\d_]*)\s?\Z", texts[1][max(0, other.start - 12) : other.start])
        noun = before is not None and len(before[1]) > 3 and before[1].casefold() not in _FEW  # ``la celda 12``
        return None if dated or noun else lost
    return None


def _joints(found: Pairing, texts: tuple[str, str], code: str) -> Iterator[Change]:
    """Ranges, dimensions and scores whose numbers are no longer joined, and ``1 in 10`` that became a range."""
    partner = {id(one): other for one, other in found.pairs}
    place = {id(one): number for number, one in enumerate(found.target)}
    for last, one in zip(found.source, found.source[1:], strict=False):
        share = _SHARE.fullmatch(texts[0], last.end, one.start)
        worded = _is_range(last, one, texts[0])
        between_units = _is_compound(last, one, texts[0])
        if not share and not worded and not between_units and not _DASH.search(one.joint):
            continue
        first, second = partner.get(id(last)), partner.get(id(one))
        if first is None or second is None or place[id(second)] != place[id(first)] + 1:
            continue
        between = texts[1][first.end : second.start]
        if worded or between_units:
            pattern = _COMPOUND if between_units else _TO.get(base_language(code), _BETWEEN)
            before = texts[1][: first.start]
            torn = not pattern.fullmatch(between) and not (worded and _FROM.search(before))
        else:
            torn = bool(_RANGE.fullmatch(between)) if share else _is_torn(last, one, between)
        if torn:
            joint = texts[0][last.end : one.start]
            yield Change(f"{last.text}{joint}{one.text} became {texts[1][first.start : second.end]}", one, second)


def _is_range(last: Quantity, one: Quantity, text: str) -> bool:
    """Whether two numbers with ``to`` are the ends of a range, and not a score or an increase."""
    alike = not last.unit or not one.unit or bool(last.unit & one.unit)
    return (
        one.joint.strip() == "to"
        and last.values[0] < one.values[0]
        and alike
        and text[: last.start].split()[-1:] != ["by"]
    )


def _is_compound(last: Quantity, one: Quantity, text: str) -> bool:
    """Whether two numbers are one measure: ``3 lb 4 oz``."""
    return bool(last.symbol and one.symbol and text[last.end : one.start] in (" ", "\u00a0")) and not _is_money(
        one.unit
    )


def _is_torn(last: Quantity, one: Quantity, between: str) -> bool:
    """Whether what stands between two numbers does not join them as in the source."""
    if len(last.text) == 3 and len(one.text) == 4:  # a telephone number
        return False
    if TIMES_SIGN.search(one.joint):
        return not _BY.fullmatch(between)
    minus = between.strip() == "−" and one.joint == one.joint.strip()
    return minus or not between.strip() or (not _BETWEEN.fullmatch(between) and len(between) < _APART)
