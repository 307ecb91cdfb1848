"""Numbers as languages write them: the value of a literal, and its renderings in a translation. The separators are CLDR's."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from workflow.languages import base_language, locale_of, number_signs

__all__ = ["Literal", "agrees", "read", "read_foreign", "rendered", "renderings", "usual"]

_GROUPS = (",", ".", "\u00a0", "\u202f", " ", "'", "’")
_YEARS = range(1000, 3000)
_REPEATED = re.compile(r"\d{1,3}(?:([.,'’])\d{3})(?:\1\d{3})+")
_ONE_GROUP = re.compile(r"\d{1,3}([.,])\d{3}")
_INDIAN = re.compile(r"(\d{1,2}(?:,\d\d)+,\d{3})(?:\.(\d+))?")
"""Lakhs and crores, with commas in all languages: ``12,50,000``."""
_BOTH = re.compile(r"(\d{1,3}(?:([.,'’\u00a0\u202f ])\d{3})(?:\2\d{3})*)(?!\2)([.,])(\d+)")
_DECIMAL = re.compile(r"(\d+)([.,])(\d{1,2}|\d{4,})")
_LATE_GROUPING = frozenset(["bg", "ca", "es", "et", "hu", "it", "ka", "lv", "pl", "pt_PT", "sk"])
"""Languages that separate thousands from five digits on (CLDR: ``minimumGroupingDigits`` is 2), which babel does not have."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A number in a text."""

    sign: str
    whole: str
    """The digits before the decimal sign, without separators."""
    fraction: str
    group: str
    """The thousands separator; empty if there is none."""

    @property
    def value(self) -> str:
        """The value: digits with a point. 1.5 and 1.50 are two values, as a version or a price may be meant."""
        return f"{self.sign}{self.whole}.{self.fraction}" if self.fraction else f"{self.sign}{self.whole}"


def read(text: str, code: str) -> Literal | None:
    """Return the number that ``text`` is in the language ``code``; None if it is no plain number, such as a version or a date."""
    if base_language(code) == "en" and (found := _INDIAN.fullmatch(text)):
        return Literal("", re.sub(r"\D", "", found[1]), found[2] or "", ",")
    found = _pattern(code).fullmatch(text)
    if found is None or not all(sign.isascii() for sign in text if sign.isdigit()):
        return None
    whole = re.sub(r"\D", "", found[2])
    return Literal("-" if found[1] else "", whole, found[4] or "", found[3] or "")


@cache
def _pattern(code: str) -> re.Pattern[str]:
    group, decimal = number_signs(code)
    groups = re.escape("".join(sorted({group, "\u00a0", "\u202f", "'", "’"} - {decimal})))
    return re.compile(rf"([-−–]?)(\d{{1,3}}(?:([{groups}])\d{{3}})(?:\3\d{{3}})*|\d+)(?:{re.escape(decimal)}(\d+))?")


def read_foreign(text: str) -> Literal | None:
    """Return the number that ``text`` is in whatever language, without a sign; None if it is none, or could be two.

    ``2,100,500`` and ``1.234,5`` can be read in one way only. So can ``1.250``, where the point is no decimal sign: ask ``read`` first.
    """
    if found := _REPEATED.fullmatch(text) or _ONE_GROUP.fullmatch(text):
        return Literal("", re.sub(r"\D", "", text), "", found[1])
    if found := _INDIAN.fullmatch(text):
        return Literal("", re.sub(r"\D", "", found[1]), found[2] or "", ",")
    if found := _BOTH.fullmatch(text):
        return Literal("", re.sub(r"\D", "", found[1]), found[4], found[2])
    if found := _DECIMAL.fullmatch(text):
        return Literal("", found[1], found[3], "")
    return None


def usual(number: Literal, code: str) -> str:
    """Write a number as the language ``code`` does. One that had no thousands separator gets none: it may be a year or a code."""
    group, decimal = number_signs(code)
    late = code in _LATE_GROUPING or (code not in ("es_MX", "es_US") and base_language(code) in _LATE_GROUPING)
    shown = bool(number.group) and len(number.whole) >= (5 if late else 4)
    return _written(number, group if shown else "", decimal)


def renderings(number: Literal, code: str) -> dict[str, str]:
    """The ways to write a number in a translation into ``code``, each with its thousands separator."""
    _, decimal = number_signs(code)
    forms: dict[str, str] = {}
    for group in ("", *_GROUPS):
        if group != decimal:
            forms.setdefault(_written(number, group, decimal), group)
    return forms


def rendered(number: Literal, group: str, code: str) -> str:
    """Write a number as the old one in its place was: with the same thousands separator, or the language's where that had none to show."""
    usual, decimal = number_signs(code)
    return _written(number, group or (usual if number.group else ""), decimal)


def _written(number: Literal, group: str, decimal: str) -> str:
    whole = number.whole
    if group and len(whole) > 3:
        lead = len(whole) % 3
        whole = group.join(
            part for part in (whole[:lead], *(whole[at : at + 3] for at in range(lead, len(whole), 3))) if part
        )
    return number.sign + whole + (decimal + number.fraction if number.fraction else "")


def agrees(old: Literal, new: Literal, code: str) -> bool:
    """Whether the words beside the number keep their form in the language ``code``: both numbers are of one plural category.

    Years are always of one category.
    """
    if _may_be_year(old) and _may_be_year(new):
        return True
    rule = locale_of(code).plural_form
    return bool(rule(Decimal(old.value.lstrip("-"))) == rule(Decimal(new.value.lstrip("-"))))


def _may_be_year(number: Literal) -> bool:
    return not number.fraction and not number.group and int(number.whole[:9]) in _YEARS
