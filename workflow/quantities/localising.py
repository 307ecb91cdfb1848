"""Correct the quantities of a translation where it is certain what they should be."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from unicodedata import category

from workflow.languages import base_language
from workflow.quantities.changes import Change, changes_beside
from workflow.quantities.copied import copied_numbers
from workflow.quantities.dates import date_edits
from workflow.quantities.eras import era_edits
from workflow.quantities.finding import literal
from workflow.quantities.joints import has_strange_word
from workflow.quantities.literals import usual
from workflow.quantities.model import Quantity, QuantityKind
from workflow.quantities.names import CURRENCY_SIGNS, names
from workflow.quantities.pairing import Pairing, compare
from workflow.quantities.proportions import proportion_edits
from workflow.quantities.references import number_sign_edits
from workflow.quantities.stray_signs import stray_signs
from workflow.quantities.writing import (
    counts_to_24,
    has_foreign_unit,
    written,
    written_hour,
    written_number,
    written_with_unit,
)

__all__ = ["corrections"]

Edit = tuple[int, int, str]
"""Start and end in the translation, and what belongs there."""
_HALF_LEFT = re.compile(r"[ \u00a0\u202f]?p\.(?![^\W_])")
"""What a model left of ``p.m.``"""
_GAPS = "[ \u00a0\u202f]?|-[ \u00a0]?"
_NOON = 12
_SHORT = 3
_MOST = 60
"""Maximum number of numbers that are searched."""
_RAW = re.compile(r"\d+(?:[.,'’]\d+)+")
_ENGLISH_ORDINAL = re.compile(r"(?:st|nd|rd|th)(?!\w)")
_WRONG_ORDINAL = {
    "es": re.compile(r"\.?(?P<letter>[oa])(?=\s|\Z|[,;:.)])"),
    "de": re.compile(r"(?:-?(?:ers?|ème|e|er?te|º|ª)|\.s?te[nrsm]?)(?=\s[A-ZÄÖÜ])"),
}
"""By language: endings of an ordinal that it does not have, or not in print."""
_DOTTED_ENDING = re.compile(r"\.s?te[nrsm]?(?!\w)")
"""German has a point or an ending, not both: ``1.ste``."""
_ENGLISH_DECADE = re.compile(r"['’]?s(?!\w)")
_YEARS = re.compile(r"(?:años|années|anos|anni|jaren)\s\Z")
_MIDDLE = {
    "es": (re.compile(r"(?:(?<!\w)en )?(?:(?<!\w)(?:el|los|la) )?mid-\Z", re.IGNORECASE), "a mediados de los años {}"),
    "de": (re.compile(r"(?:(?<!\w)(?:in den|in der|im|in) )?mid-\Z", re.IGNORECASE), "Mitte der {}er"),
    "fr": (
        re.compile(r"(?:(?<!\w)(?:au|dans les|dans le|en) )?(?:(?:milieu )?(?:des|de) )?mid-\Z", re.IGNORECASE),
        "au milieu des années {}",
    ),
}
"""By language: what a model leaves of ``in the mid-`` before a decade, and how it is said."""
_ODD_POINTS = {
    "es": re.compile(r"\spuntos?(?:\s(?:del?\sporcentajes?|por\sciento(?:\sde\spuntos?)?))?(?!\w|\sporcentual)")
}
"""By language: what a model makes of percentage points."""
_LEFT_OF_DOLLARS = r"(?:(?:EE\.\s?)?UU\.?|ÉE\.?-?U\.?|US|(?<!\w){country})[\s-]?\Z"
"""What a model left before an amount of the sign of a country's dollars."""


_MOST = 50
"""Number of lost or added quantities from which nothing is corrected: what belongs where is uncertain, and every pair would be tried."""


def corrections(source: str, target: str, codes: tuple[str, str]) -> tuple[Edit, ...]:
    """Return the edits that put the quantities of a translation right where there is only one way to do so, in order.

    Corrected are numbers with the digits of the source in a form that the language does not have or reads otherwise; symbols of
    currencies, units and per cent that are lost or exchanged beside the same number; units in the words of the source; a lost minus;
    hours of the afternoon; and proportions that were translated word by word.
    """
    found = compare(source, target, codes)
    if len(found.lost) > _MOST or len(found.added) > _MOST:
        return ()
    edits = [
        *_exchanged(found, (source, target), codes),
        *_beside(found, (source, target), codes),
        *_localised(found, (source, target), codes),
        *_cased(found, target),
        *_stray(found, (source, target)),
        *era_edits((source, target), codes),
        *number_sign_edits((source, target), codes),
        *proportion_edits((source, target), codes),
        *date_edits((source, target), codes),
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
            yield *other.digits, written_number(replace(one, sign=""), codes)
        elif one.magnitude and not other.magnitude:
            copied = texts[0][one.digits[1] : one.stop]  # ``$3bn``
            if copied and texts[1].startswith(copied, other.digits[1]):
                yield _first_letter(texts[1], one, other), other.digits[1] + len(copied), written(one, codes)


def _unreadable(one: Quantity, added: Sequence[Quantity], text: str, codes: tuple[str, str]) -> Iterator[Edit]:
    """A number of the right digits that cannot be read: ``1,234,567,89``."""
    starts = {other.digits[0] for other in added}
    for raw in islice(_RAW.finditer(text), _MOST):
        if raw.start() in starts and re.sub(r"\D", "", raw[0]) == one.bare_digits:
            yield *raw.span(), written_number(replace(one, sign=""), codes)
            return


def _afternoon(one: Quantity, other: Quantity, text: str, code: str) -> Iterator[Edit]:
    """``3 Uhr`` for 3 p.m. becomes ``15 Uhr``, and ``a las 3`` becomes ``a las 15:00``."""
    lowered = text.casefold().replace("’", "'")
    if (
        one.half != "pm"
        or not counts_to_24(code)
        or any(word in lowered for word, half in names(code).halves if half == "am")
    ):
        return
    if other.kind is QuantityKind.TIME or other.unit:
        hour = other.text.removeprefix(str(other.values[0])) if other.text[0] != "0" else other.text[2:]
        new = f"{one.values[0] % 12 + 12}{hour}"
    else:
        new = written_hour(one, code)
    rest = _HALF_LEFT.match(text, other.digits[1])
    yield other.digits[0], rest.end() if rest else other.digits[1], new


def _beside(found: Pairing, texts: tuple[str, str], codes: tuple[str, str]) -> Iterator[Edit]:
    """Symbols and signs beside a number that stands once in the source."""
    place = {id(one): number for number, one in enumerate(found.target)}
    times = Counter(one.values for one in found.source)
    for change in changes_beside(found, texts, codes):
        one, other = change.source, change.target
        if one is None or other is None or times[one.values] > 1 or one.kind is not QuantityKind.NUMBER:
            continue
        if one.sign and not other.sign:
            before = texts[1][max(other.digits[0] - 1, 0) : other.digits[0]]
            if not before.strip() or before in "([":
                yield other.digits[0], other.digits[0], one.sign
        elif one.symbol and one.symbol != other.symbol and one.magnitude == other.magnitude and _is_of_unit(change):
            # A word after the number may be a failed attempt at the unit.
            if other.unit or other.start < other.digits[0] or _stands_alone(one, texts[1][other.end : other.end + 2]):
                yield _first_letter(texts[1], one, other), other.end, written(one, codes)
        elif one.joint and len(one.joint.strip()) == 1:
            yield from _joint(found.target[place[id(other)] - 1], one, other, texts[1], codes[1])


def _is_of_unit(change: Change) -> bool:
    """Whether a unit or a currency changed, and not what stands beside it."""
    assert change.source and change.target
    ours, theirs = change.source, change.target
    return not ours.unit & theirs.unit or "$" in (ours.symbol[-1:], theirs.symbol[-1:])


def _first_letter(text: str, one: Quantity, other: Quantity) -> int:
    """Where a quantity begins with the letters that are left of its sign: ``un$79,95``, ``A79,95``, ``EE.UU.$22`` for ``US$22``."""
    start = other.start
    if start and category(text[start - 1]) == "Lm":  # a letter above or below the line
        start -= 1
    code = one.symbol if one.symbol.isalpha() and one.symbol.isupper() and len(one.symbol) == len("SEK") else ""
    if code and (left := re.search(rf"(?<!\w){code[:2]}{code[2]}?\s\Z", text[max(0, start - 8) : start])):
        return start - len(left[0])
    if one.symbol.endswith("$") and one.symbol[:-1].isalpha():
        left = re.search(_LEFT_OF_DOLLARS.format(country=one.symbol[:-1]), text[max(0, start - 8) : start])
        if left:
            return start - len(left[0])
    while 0 < start < other.digits[0] and text[start - 1].islower() and other.start - start < _SHORT:
        start -= 1
    return start if start == 0 or not text[start - 1].isalnum() else other.start


def _stands_alone(one: Quantity, after: str) -> bool:
    is_unit = not ("percent" in one.unit or one.symbol[-1:] in CURRENCY_SIGNS or one.symbol.isupper())
    return not (is_unit and after[:2].strip()[:1].isalpha())


def _joint(last: Quantity, one: Quantity, other: Quantity, text: str, code: str) -> Iterator[Edit]:
    """The sign between two numbers, where the translation has a strange character, a word that joins nothing, or none."""
    between = text[last.end : other.start]
    strange = len(between.strip()) == 1 and not between.isascii()
    if last.end <= other.start and (between == " " or strange or has_strange_word(between, code)):
        yield last.end, other.start, one.joint


def _in_own_words(one: Quantity, other: Quantity, texts: tuple[str, str], codes: tuple[str, str]) -> str | None:
    """The quantity with its unit in the language of the translation, where that has the name as in the source: ``12 miles``."""
    shared = sorted(one.unit & other.unit)
    if other.symbol or len(shared) != 1 or texts[1].startswith("-", other.end):
        return None
    if not has_foreign_unit(texts[1][other.stop : other.end], shared[0], codes):
        return None
    return written_with_unit(replace(one, unit=frozenset(shared)), texts[0][one.stop : one.end], codes)


def _points(one: Quantity, other: Quantity, texts: tuple[str, str], codes: tuple[str, str]) -> Edit | None:
    """Percentage points in words that nobody says: ``15 puntos del porcentaje``."""
    odd = _ODD_POINTS.get(base_language(codes[1]))
    said = odd.match(texts[1], other.digits[1]) if odd and "percentage-point" in one.unit else None
    whole = written_with_unit(one, texts[0][one.stop : one.end], codes) if said else None
    return (other.digits[0], said.end(), whole) if said and whole else None


def _localised(found: Pairing, texts: tuple[str, str], codes: tuple[str, str]) -> Iterator[Edit]:
    """Numbers and units that are clear, but written as in another language.

    Numbers without a unit may be versions if they have no groups.
    """
    text = texts[1]
    copies = {copy.digits: one for one, copy in copied_numbers(found.source, found.target)}
    for digits, one in copies.items():
        yield *digits, written_number(replace(one, sign=""), codes)
    for other in found.target:
        if other.half == "pm" and other.values[0] > _NOON and counts_to_24(codes[1]):  # ``22.15pm``
            yield other.digits[0], other.end, written_hour(other, codes[1])
    for one, other in found.pairs:
        ordinal = one.kind is QuantityKind.ORDINAL and _DOTTED_ENDING.match(text, other.digits[1])
        if (one.kind is not other.kind and not ordinal) or other.digits in copies:
            continue
        if points := _points(one, other, texts, codes):
            yield points
            continue
        if whole := _in_own_words(one, other, texts, codes):
            yield other.digits[0], other.end, whole
            continue
        if one.kind is QuantityKind.NUMBER and other.foreign and not one.foreign:
            number = literal(one.text, codes[0])
            if number and (number.group or one.unit or one.magnitude):
                yield *other.digits, usual(number, codes[1])
        elif base_language(codes[0]) == "en" and one.kind in (QuantityKind.ORDINAL, QuantityKind.DECADE):
            yield from _ended(one, other, text, codes)


def _ended(one: Quantity, other: Quantity, text: str, codes: tuple[str, str]) -> Iterator[Edit]:
    """The endings of ordinals and decades: ``124er Platz``, ``el 9o``, ``los 1960s``."""
    start, end = other.digits
    if "duration-century" in one.unit and (new := written(one, codes))[:1] in "IVX" and text[:start].endswith("siglo "):
        yield start, max(other.end, end), new
    elif one.kind is QuantityKind.DECADE:
        if (copied := _ENGLISH_DECADE.match(text, end)) and (new := written(one, codes)) != f"{one.text}s":
            named = _YEARS.search(text[max(0, start - 10) : start]) is not None
            middle, before = _MIDDLE.get(base_language(codes[1])), text[max(0, start - 20) : start]
            if middle and (mid := middle[0].search(before)):
                said = middle[1].format(other.text)
                said = said[0].upper() + said[1:] if mid[0][0].isupper() else said
                yield start - len(mid[0]), copied.end(), said
            else:
                yield start, copied.end(), other.text if named else new
    elif _ENGLISH_ORDINAL.match(text, end):
        yield start, end + 2, written(one, codes)
    elif (wrong := _WRONG_ORDINAL.get(base_language(codes[1]))) and (ending := wrong.match(text, end)):
        new = f".{'ªº'[ending['letter'] == 'o']}" if "letter" in wrong.groupindex else "."
        yield end, ending.end(), new


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
