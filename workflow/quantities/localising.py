"""Write quantities as another language does, and correct those of a translation where it is certain what they should be."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any

from workflow.languages import base_language, language
from workflow.quantities.changes import changes
from workflow.quantities.copied import copied_numbers
from workflow.quantities.finding import literal
from workflow.quantities.literals import usual
from workflow.quantities.model import Quantity, QuantityKind
from workflow.quantities.names import CURRENCY_SIGNS, names
from workflow.quantities.pairing import Pairing, compare
from workflow.quantities.stray_signs import stray_signs
from workflow.quantities.words import roman

__all__ = ["corrections", "groups", "is_mixed", "joint_between", "written", "written_with_unit"]

Edit = tuple[int, int, str]
"""Start and end in the translation, and what belongs there."""
_HALF_LEFT = re.compile(r"[ \u00a0\u202f]?p\.(?![^\W_])")
"""What a model left of ``p.m.``"""
_GAPS = "[ \u00a0\u202f]?|-[ \u00a0]?"
_MOST = 60
"""Maximum number of numbers that are searched."""
_RAW = re.compile(r"\d+(?:[.,'’]\d+)+")
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
_ENGLISH_ORDINAL = re.compile(r"(?:st|nd|rd|th)(?!\w)")
_MORE_UNITS = {"fr": {"volume-cup": {"one": "{0} tasse", "other": "{0} tasses"}}}
"""Names of units that CLDR does not have in a language."""
_TO = {"es": "a", "pt": "a", "it": "a", "fr": "à", "de": "bis", "nl": "tot", "ca": "a"}
_OF = frozenset({"es", "fr", "it", "pt", "ca"})
"""Languages that have a preposition between a million and what it counts."""


@cache
def _locale(code: str) -> Any:
    from babel import Locale

    return Locale.parse(language(code).tag, sep="-")


def written(one: Quantity, codes: tuple[str, str]) -> str:
    """Return a quantity of the first language of ``codes`` as the second writes it: with its symbol, but without a unit in words.

    Versions, dates in digits and codes stay as they are. The places of symbols are CLDR's.
    """
    if one.kind is QuantityKind.TIME:
        return _hour(one, codes[1]) if one.half else one.text
    number = _number(one, codes)
    if one.kind is QuantityKind.ORDINAL:
        if "duration-century" in one.unit and base_language(codes[1]) in _ROMAN_CENTURIES and one.values[0] < 40:
            return _ROMAN_CENTURIES[base_language(codes[1])].format(roman(int(one.values[0])))
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
    number, said = _number(one, codes), name.strip(" -\u00a0").casefold()
    if unit == "percent":
        return _with_symbol(replace(one, symbol="%"), number, codes[1])
    if unit == "percentage-point":
        forms = _POINTS.get(base_language(codes[1]), ())
        return f"{number} {forms[one.values[0] != 1]}" if forms else None
    if not said:
        return None
    count = _locale(codes[1]).plural_form(one.values[0])
    if unit in _locale(codes[0]).currencies:
        ours, theirs = (_locale(code)._data["currency_names_plural"].get(unit, {}) for code in codes)
        currency = theirs.get(count, theirs.get("other", _locale(codes[1]).currencies.get(unit)))
        return f"{number} {currency}" if currency and said in {str(form).casefold() for form in ours.values()} else None
    theirs = _locale(codes[1])._data["unit_patterns"].get(unit, {}).get("long", {})
    theirs = theirs or _MORE_UNITS.get(base_language(codes[1]), {}).get(unit, {})
    pattern = theirs.get(count, theirs.get("other"))
    if said not in _long_names(codes[0], unit) or not isinstance(pattern, str):
        return None
    return pattern.replace("{0}", number)


@cache
def _long_names(code: str, unit: str) -> frozenset[str]:
    """The names of a unit in words; those of all regions, as ``litre`` and ``liter``."""
    locales = [_locale(code), *map(_locale, ("en_GB",) if base_language(code) == "en" else ())]
    forms = [form for one in locales for form in one._data["unit_patterns"].get(unit, {}).get("long", {}).values()]
    return frozenset(form.replace("{0}", "").strip().casefold() for form in forms if isinstance(form, str))


def _number(one: Quantity, codes: tuple[str, str]) -> str:
    number = literal(one.text, codes[0]) if one.kind in (QuantityKind.NUMBER, QuantityKind.ORDINAL) else None
    return one.sign + (one.text if number is None else usual(number, codes[1]))


def _hour(one: Quantity, code: str) -> str:
    """A time with its half of the day, as CLDR's short format has it: ``15:00`` where hours are counted to 24."""
    from babel.dates import format_time

    hour = int(one.values[0]) % 12 + (12 if one.half == "pm" else 0)
    return str(format_time(time(hour, int(one.values[1])), "short", locale=_locale(code)))


def _counts_to_24(code: str) -> bool:
    return "H" in _locale(code).time_formats["short"].pattern


def _magnified(one: Quantity, number: str, codes: tuple[str, str]) -> str:
    """A number with its magnitude in words, from CLDR's compact formats."""
    plain = literal(one.text, codes[0])
    factor = one.values[0] / Decimal(plain.value) if plain and Decimal(plain.value) else Decimal(1)
    forms = _locale(codes[1]).compact_decimal_formats.get("long", {})
    count = _locale(codes[1]).plural_form(Decimal(plain.value)) if plain else "other"
    pattern = forms.get(count, forms.get("other", {})).get(str(int(factor)))
    return number if pattern is None else number + str(pattern.pattern).replace("'", "").lstrip("0")


def _with_symbol(one: Quantity, number: str, code: str) -> str:
    if not one.symbol:
        return number
    if "percent" in one.unit:
        return number + _gap(_locale(code).percent_formats[None].pattern, "%") + one.symbol
    if one.symbol.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") in CURRENCY_SIGNS or (
        one.symbol.isupper() and len(one.symbol) == 3
    ):
        pattern = _locale(code).currency_formats["standard"].pattern.split(";")[0]
        if one.magnitude and base_language(code) in _OF:
            return f"{number} de {one.symbol}"
        if pattern.startswith("¤"):
            return one.symbol + (" " if one.symbol.isalpha() else _gap(pattern, "¤")) + number
        return number + _gap(pattern, "¤") + one.symbol
    return number + ("" if one.symbol in ("°", "p") else "\u00a0") + one.symbol


def _gap(pattern: str, sign: str) -> str:
    """The space between a number and a sign in a pattern of CLDR."""
    return "\u00a0" if f"\u00a0{sign}" in pattern or f"\u202f{sign}" in pattern or f"{sign}\u00a0" in pattern else ""


def corrections(source: str, target: str, codes: tuple[str, str]) -> tuple[Edit, ...]:
    """Return the edits that put the quantities of a translation right where there is only one way to do so, in order.

    Corrected are numbers with the digits of the source in a form that the language does not have or reads otherwise; symbols of
    currencies, units and per cent that are lost or exchanged beside the same number; a lost minus; and hours of the afternoon.
    """
    found = compare(source, target, codes)
    edits = [
        *_exchanged(found, (source, target), codes),
        *_beside(found, (source, target), codes),
        *_localised(found, target, codes),
        *_cased(found, target),
        *_stray(found, (source, target)),
    ]
    result: list[Edit] = []
    for start, end, new in sorted(edits):
        if not result or start >= result[-1][1]:
            result.append((start, end, new))
    return tuple(result)


def _exchanged(found: Pairing, texts: tuple[str, str], codes: tuple[str, str]) -> Iterator[Edit]:
    """Numbers with the digits of a lost one."""
    added: dict[str, list[Quantity]] = defaultdict(list)
    for other in found.added:
        added[other.bare_digits].append(other)
    for one in found.lost:
        others = added.get(one.bare_digits) or (added.get(f"{one.bare_digits}00", []) if one.half else [])
        if not others and one.kind is QuantityKind.NUMBER and any(sign in one.text for sign in ".,"):
            yield from _unreadable(one, found.added, texts[1], codes)
        if not others or (one.kind is QuantityKind.TIME and (not one.half or others[0].half)):
            continue
        other = others.pop(0)
        if one.kind is QuantityKind.TIME:
            yield from _afternoon(one, other, texts[1], codes[1])
        elif one.kind is QuantityKind.VERSION:
            yield *other.digits, one.text
        elif one.kind is QuantityKind.NUMBER and other.kind is QuantityKind.NUMBER and one.magnitude == other.magnitude:
            yield *other.digits, _number(replace(one, sign=""), codes)
        elif one.magnitude and not other.magnitude:
            copied = texts[0][one.digits[1] : one.stop]  # ``$3bn``
            if copied and texts[1].startswith(copied, other.digits[1]):
                yield other.start, other.digits[1] + len(copied), written(one, codes)


def _unreadable(one: Quantity, added: Sequence[Quantity], text: str, codes: tuple[str, str]) -> Iterator[Edit]:
    """A number of the right digits that cannot be read: ``1,234,567,89``."""
    starts = {other.digits[0] for other in added}
    for raw in islice(_RAW.finditer(text), _MOST):
        if raw.start() in starts and re.sub(r"\D", "", raw[0]) == one.bare_digits:
            yield *raw.span(), _number(replace(one, sign=""), codes)
            return


def _afternoon(one: Quantity, other: Quantity, text: str, code: str) -> Iterator[Edit]:
    """``3 Uhr`` for 3 p.m. becomes ``15 Uhr``, and ``a las 3`` becomes ``a las 15:00``."""
    lowered = text.casefold().replace("’", "'")
    if (
        one.half != "pm"
        or not _counts_to_24(code)
        or any(word in lowered for word, half in names(code).halves if half == "am")
    ):
        return
    if other.kind is QuantityKind.TIME or other.unit:
        hour = other.text.removeprefix(str(other.values[0])) if other.text[0] != "0" else other.text[2:]
        new = f"{one.values[0] % 12 + 12}{hour}"
    else:
        new = _hour(one, code)
    rest = _HALF_LEFT.match(text, other.digits[1])
    yield other.digits[0], rest.end() if rest else other.digits[1], new


def _beside(found: Pairing, texts: tuple[str, str], codes: tuple[str, str]) -> Iterator[Edit]:
    """Symbols and signs beside a number that stands once in the source."""
    place = {id(one): number for number, one in enumerate(found.target)}
    times = Counter(one.values for one in found.source)
    for change in changes(found, texts, codes):
        one, other = change.source, change.target
        if one is None or other is None or times[one.values] > 1 or one.kind is not QuantityKind.NUMBER:
            continue
        if one.sign and not other.sign:
            before = texts[1][max(other.digits[0] - 1, 0) : other.digits[0]]
            if not before.strip() or before in "([":
                yield other.digits[0], other.digits[0], one.sign
        elif one.symbol and not one.unit & other.unit and one.magnitude == other.magnitude:
            # A word after the number may be a failed attempt at the unit.
            if other.unit or other.start < other.digits[0] or _stands_alone(one, texts[1][other.end : other.end + 2]):
                yield other.start, other.end, written(one, codes)
        elif one.joint and len(one.joint.strip()) == 1:
            yield from _joint(found.target[place[id(other)] - 1], one, other, texts[1])


def _stands_alone(one: Quantity, after: str) -> bool:
    is_unit = not ("percent" in one.unit or one.symbol[-1:] in CURRENCY_SIGNS or one.symbol.isupper())
    return not (is_unit and after[:2].strip()[:1].isalpha())


def _joint(last: Quantity, one: Quantity, other: Quantity, text: str) -> Iterator[Edit]:
    """The sign between two numbers, where the translation has a strange character or none."""
    between = text[last.end : other.start]
    if last.end <= other.start and (between == " " or (len(between.strip()) == 1 and not between.isascii())):
        yield last.end, other.start, one.joint


def _localised(found: Pairing, text: str, codes: tuple[str, str]) -> Iterator[Edit]:
    """Numbers that are clear, but written as in another language. Those without a unit may be versions if they have no groups."""
    copies = {copy.digits: one for one, copy in copied_numbers(found.source, found.target)}
    for digits, one in copies.items():
        yield *digits, _number(replace(one, sign=""), codes)
    for one, other in found.pairs:
        if one.kind is not other.kind or other.digits in copies:
            continue
        if one.kind is QuantityKind.NUMBER and other.foreign and not one.foreign:
            number = literal(one.text, codes[0])
            if number and (number.group or one.unit or one.magnitude):
                yield *other.digits, usual(number, codes[1])
        elif (
            one.kind is QuantityKind.ORDINAL
            and base_language(codes[0]) == "en"
            and _ENGLISH_ORDINAL.match(text, other.digits[1])
        ):
            yield other.digits[0], other.digits[1] + 2, written(one, codes)


def _cased(found: Pairing, text: str) -> Iterator[Edit]:
    """Symbols whose case or space was changed: ``71 Kg``, ``240- kW``."""
    ours = {one.bare_digits: one for one in found.source if one.symbol.isascii() and one.symbol.isalpha()}
    for other in found.target:
        one = ours.get(other.bare_digits)
        if one is not None and not one.magnitude:
            after = re.match(rf"({_GAPS})({re.escape(one.symbol)})(?![^\W_])", text[other.digits[1] :], re.IGNORECASE)
            if after and (after[2] != one.symbol or len(after[1]) > 1):
                gap = "\u00a0" if len(after[1]) > 1 else after[1]
                yield other.digits[1], other.digits[1] + after.end(), gap + one.symbol


def _stray(found: Pairing, texts: tuple[str, str]) -> Iterator[Edit]:
    """Signs before a number that are what the engine made of a sign it does not know."""
    for at in stray_signs(texts, (found.source, found.target)):
        end = at + 1 + len(texts[1][at + 1 :]) - len(texts[1][at + 1 :].lstrip())
        if any(end == other.start for other in found.target):
            yield at, end, ""


def joint_between(last: Quantity, one: Quantity, text: str, code: str) -> str:
    """What joins two quantities of one group in the language ``code``: as in ``text``, but for the ``to`` of a range."""
    joint = text[last.end : one.start]
    return f" {_TO[base_language(code)]} " if joint.strip() == "to" and base_language(code) in _TO else joint


def is_mixed(last: Quantity, one: Quantity) -> bool:
    """Whether two neighbours are one number: ``2 2/3``."""
    return (
        one.kind is QuantityKind.FRACTION and last.kind is QuantityKind.NUMBER and last.text.isdigit() and not last.unit
    )


def _belong_together(last: Quantity, one: Quantity, text: str) -> bool:
    if text[last.end : one.start] in (" ", "\u00a0") and ((last.symbol and one.symbol) or is_mixed(last, one)):
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
