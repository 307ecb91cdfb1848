"""Write quantities as another language does."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time
from decimal import Decimal
from functools import cache

from workflow.languages import base_language, locale_of
from workflow.quantities.finding import literal
from workflow.quantities.literals import Literal, usual
from workflow.quantities.model import Quantity, QuantityKind
from workflow.quantities.more_units import more_unit
from workflow.quantities.names import CURRENCY_SIGNS
from workflow.quantities.words import roman

__all__ = [
    "counts_to_24",
    "groups",
    "has_foreign_unit",
    "joint_between",
    "written",
    "written_hour",
    "written_number",
    "written_with_unit",
]

_ORDINALS = {"es": "{}.º", "pt": "{}.º", "it": "{}º", "fr": "{}e", "de": "{}.", "nl": "{}e", "pl": "{}."}
_ROMAN_CENTURIES = {"es": "{}", "pt": "{}", "ca": "{}", "it": "{}", "ro": "{}", "pl": "{}", "fr": "{}e"}
_DECADES = {"es": "años {}", "pt": "anos {}", "it": "anni {}", "fr": "années {}", "de": "{}er", "nl": "jaren {}"}
_POINTS = {
    "es": ("punto porcentual", "puntos porcentuales"),
    "fr": ("point de pourcentage", "points de pourcentage"),
    "de": ("Prozentpunkt", "Prozentpunkte"),
    "it": ("punto percentuale", "punti percentuali"),
    "pt": ("ponto percentual", "pontos percentuais"),
    "nl": ("procentpunt", "procentpunten"),
}
_TO = {"es": "a", "pt": "a", "it": "a", "fr": "à", "de": "bis", "nl": "tot", "ca": "a"}
_OF = frozenset({"es", "fr", "it", "pt", "ca"})
"""Languages that have a preposition between a million and what it counts."""


_JOINED_FRACTION = re.compile(r"(?<=\d)(?:[-\u2011]|\s[^\W\d_]+\s)(?=[\d¼-¾⅐-⅞])")
"""What English has between the whole number and the fraction, and other languages have not."""
_INDIAN = (10**5, 10**7)
"""Lakh and crore, for which other languages have no word."""


def written(one: Quantity, codes: tuple[str, str]) -> str:
    """Return a quantity of the first language of ``codes`` as the second writes it: with its symbol, but without a unit in words.

    Versions, dates in digits and codes stay as they are. The places of symbols are CLDR's.
    """
    if one.kind is QuantityKind.TIME:
        return written_hour(one, codes[1]) if one.half else one.text
    number = written_number(one, codes)
    if one.kind is QuantityKind.ORDINAL:
        if "duration-century" in one.unit and base_language(codes[1]) in _ROMAN_CENTURIES and one.values[0] < 40:
            return _ROMAN_CENTURIES[base_language(codes[1])].format(roman(int(one.values[0])))
        if base_language(codes[1]) == "fr" and number == "1":
            return "1er"
        return _ORDINALS.get(base_language(codes[1]), "{}").format(number)
    if one.kind is QuantityKind.DECADE:
        return _DECADES.get(base_language(codes[1]), "{}s").format(number)
    if one.magnitude and one.kind is QuantityKind.NUMBER:
        number = _magnified(one, number, codes)
    return _with_symbol(one, number, codes[1])


def written_with_unit(one: Quantity, name: str, codes: tuple[str, str]) -> str | None:
    """Return a quantity with its unit in words as CLDR has it: ``12 millas`` for ``12 miles``.

    ``name`` is the unit in the source. None if CLDR has no such name in the first language, or no unit in the second.
    """
    if (
        len(one.unit) != 1
        or (one.kind is not QuantityKind.NUMBER and one.kind is not QuantityKind.FRACTION)
        or one.magnitude
    ):
        return None
    (unit,) = one.unit
    number, said = written_number(one, codes), name.strip(" -\u00a0").casefold()
    if unit == "percent":
        return _with_symbol(replace(one, symbol="%"), number, codes[1])
    if unit == "percentage-point":
        forms = _POINTS.get(base_language(codes[1]), ())
        return f"{number} {forms[one.values[0] != 1]}" if forms else None
    if not said:
        return None
    count = locale_of(codes[1]).plural_form(one.values[0])
    if unit in locale_of(codes[0]).currencies:
        ours, forms = (locale_of(code)._data["currency_names_plural"].get(unit, {}) for code in codes)
        currency = forms.get(count, forms.get("other", locale_of(codes[1]).currencies.get(unit)))
        if currency and said in {str(form).casefold() for form in ours.values()}:
            return f"{number} {currency}"
    theirs = more_unit(unit, codes[1]) or locale_of(codes[1])._data["unit_patterns"].get(unit, {}).get("long", {})
    pattern = theirs.get(count, theirs.get("other"))
    if said not in _long_names(codes[0], unit) or not isinstance(pattern, str):
        return None
    return pattern.replace("{0}", number)


def has_foreign_unit(name: str, unit: str, codes: tuple[str, str]) -> bool:
    """Return whether the name of a unit in a translation is that of the first language of ``codes``, which the second does not have."""
    said = name.strip(" -\u00a0").casefold()
    return said in _long_names(codes[0], unit) and said not in _long_names(codes[1], unit)


@cache
def _long_names(code: str, unit: str) -> frozenset[str]:
    """The names of a unit in words; those of all regions, as ``litre`` and ``liter``."""
    locales = [locale_of(code), *map(locale_of, ("en_GB",) if base_language(code) == "en" else ())]
    forms = [form for one in locales for form in one._data["unit_patterns"].get(unit, {}).get("long", {}).values()]
    forms += more_unit(unit, code).values()
    return frozenset(form.replace("{0}", "").strip().casefold() for form in forms if isinstance(form, str))


def written_number(one: Quantity, codes: tuple[str, str]) -> str:
    """Return the number of a quantity with its sign, as the second language of ``codes`` writes it."""
    number = literal(one.text, codes[0]) if one.kind in (QuantityKind.NUMBER, QuantityKind.ORDINAL) else None
    if number is None:
        return one.sign + (_JOINED_FRACTION.sub(" ", one.text) if one.kind is QuantityKind.FRACTION else one.text)
    return one.sign + usual(number, codes[1])


def written_hour(one: Quantity, code: str) -> str:
    """Return a time with its half of the day, as CLDR's short format has it: ``15:00`` where hours are counted to 24."""
    from babel.dates import format_time

    hour = int(one.values[0]) % 12 + (12 if one.half == "pm" else 0)
    return str(format_time(time(hour, int(one.values[1])), "short", locale=locale_of(code)))


def counts_to_24(code: str) -> bool:
    """Return whether a language counts the hours to 24."""
    return "H" in locale_of(code).time_formats["short"].pattern


def _magnified(one: Quantity, number: str, codes: tuple[str, str]) -> str:
    """A number with its magnitude in words, from CLDR's compact formats."""
    plain = literal(one.text, codes[0])
    factor = one.values[0] / Decimal(plain.value) if plain and Decimal(plain.value) else Decimal(1)
    if factor in _INDIAN:
        return usual(Literal("", str(int(one.values[0])), "", ","), codes[1])
    forms = locale_of(codes[1]).compact_decimal_formats.get("long", {})
    count = locale_of(codes[1]).plural_form(Decimal(plain.value)) if plain else "other"
    pattern = forms.get(count, forms.get("other", {})).get(str(int(factor)))
    return number if pattern is None else number + str(pattern.pattern).replace("'", "").lstrip("0")


def _with_symbol(one: Quantity, number: str, code: str) -> str:
    if not one.symbol:
        return number
    if "percent" in one.unit:
        return number + _gap(locale_of(code).percent_formats[None].pattern, "%") + one.symbol
    if one.symbol.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") in CURRENCY_SIGNS or (
        one.symbol.isupper() and len(one.symbol) == 3
    ):
        pattern = locale_of(code).currency_formats["standard"].pattern.split(";")[0]
        if one.magnitude and base_language(code) in _OF:
            return f"{number} de {one.symbol}"
        if pattern.startswith("¤"):
            return one.symbol + (" " if one.symbol.isalpha() else _gap(pattern, "¤")) + number
        return number + _gap(pattern, "¤") + one.symbol
    return number + ("" if one.symbol in ("°", "p") else "\u00a0") + one.symbol


def _gap(pattern: str, sign: str) -> str:
    """The space between a number and a sign in a pattern of CLDR."""
    return "\u00a0" if f"\u00a0{sign}" in pattern or f"\u202f{sign}" in pattern or f"{sign}\u00a0" in pattern else ""


def joint_between(last: Quantity, one: Quantity, text: str, code: str) -> str:
    """What joins two quantities of one group in the language ``code``: as in ``text``, but for the ``to`` of a range."""
    joint = text[last.end : one.start]
    return f" {_TO[base_language(code)]} " if joint.strip() == "to" and base_language(code) in _TO else joint


def _belong_together(last: Quantity, one: Quantity, text: str) -> bool:
    if text[last.end : one.start] in (" ", "\u00a0") and last.symbol and one.symbol:
        return True
    if one.joint.strip() == "to":
        return last.values[0] < one.values[0]
    return bool(one.joint) and not any(sign.isalpha() and sign not in "x" for sign in one.joint)


def groups(found: Sequence[Quantity], text: str) -> Iterator[list[Quantity]]:
    """The quantities in groups of which each is one thing: a range, a dimension, ``3 lb 4 oz``."""
    group: list[Quantity] = []
    for one in found:
        last = group[-1] if group else None
        if last is not None and _belong_together(last, one, text):
            group.append(one)
        else:
            if group:
                yield group
            group = [one]
    if group:
        yield group
