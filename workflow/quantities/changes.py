"""What a translation changed about quantities: values, currencies, units, signs, times, ranges."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.quantities.clock_words import lost_times
from workflow.quantities.copied import copied_numbers
from workflow.quantities.dates import repeated_names, torn_dates
from workflow.quantities.joints import BETWEEN, torn_joints
from workflow.quantities.model import Quantity, QuantityKind
from workflow.quantities.names import DOLLARS
from workflow.quantities.pairing import Pairing, time_of_day
from workflow.quantities.patterns import TIMES_SIGN
from workflow.quantities.references import lost_codes, lost_references
from workflow.quantities.stray_signs import stray_signs
from workflow.quantities.unit_words import UnitWords
from workflow.quantities.words import minus_words
from workflow.quantities.years import is_named_year

__all__ = ["Change", "changes", "changes_beside"]

_MONEY = re.compile(r"[A-Z]{3}|cent")
_LETTER = re.compile(r"\s?[^\W\d_]")
_MOST = 60
"""Maximum number of quantities that are searched for one of the same unit."""
_LISTED = 14
"""Maximum number of characters between two numbers that share one unit: ``3 and 4 kg``."""
_MORE_OF_UNIT = re.compile(
    r"\s?(?:(?:an?|per|por|pro|par|la|je|each|/|à l['’])\s?(?:h\b|hour|hora|heure|Stunde|Std|min|s\b|sec|seg|Sek|day|d[ií]a|jour|Tag|"
    r"year|año|an\b|Jahr|km|kilo|m\b|met|mèt|Met|inch|pulgada|Zoll|pouce|gal|li?t|Lit|foot|pie|pied|Fuß)|squared|cuadrad|carr|quadrat)"
)
_AFTER_UNIT = re.compile(
    r"[\s,]*[-‐‑–—/:×x✕&+][\s,]*|,?\s(?:to|a|al|à|aux?|bis|auf|nach|y|e|et|und|o|u|ou|oder|hasta|and|or|by|por|par|mal|von|de|sur|per|über)\s(?:l[aeo]s?\s|zu[rm]?\s)?|,?\s?|[^\x00-\u2e7f]{1,3}"
)
"""What joins a number to one before it whose unit it has, too."""
_NEIGHBOURS = 4
"""Maximum number of numbers in a list that share one unit."""
_DAY = re.compile(r"(?:[\s-])*(?:centur|c\.|[A-Z][a-z]+|(?:of|to|and|until|at|in)\b|[^\w\s]|\Z)")
"""What follows an ordinal that is a day or a century, and need not be one in a translation."""
_LABEL = re.compile(
    r"(?:\b(?:pp?\.|AD|A\.D\.|chapters?|sections?|figures?|fig\.|tables?|steps?|pages?|rooms?|lines?|versions?|parts?|levels?|appendix|items?|rules?|articles?|"
    r"units?|exercises?|volumes?|numbers?|no\.|gates?|platforms?|flights?|routes?|channels?|types?|grades?|lessons?|questions?|scenes?|"
    r"episodes?|seasons?|windows)\s|§\s?)\Z",
    re.IGNORECASE,
)
"""English words before the number of a thing, which counts nothing."""
_CENTURY = re.compile(r"(?:siglos?|siècles?|Jahrhundert\w*|Jh\.?|(?:siglos?|siècles?)\s\w+\s[yaeàut]+)\s\Z")
_CENTURY_AFTER = re.compile(
    r"\.?[\s-](?:(?:und|y|et|bis|a|à)\s\d+\.?\s)?(?:frühe\w+\s)?(?:siglo|siècle|Jahrhundert|Jh)"
)
"""The word for a century before or after its number."""
_HEAT = re.compile(r"\b(?:temperatures?|degrees|heat)\b")
"""What is said of degrees, which may be ``in the 90s``."""
_AGE = re.compile(r"\b(?:birthday|anniversary|years?|ages?|aged|old)\b", re.IGNORECASE)
_SET_OFF = re.compile(
    r"[,(]\s?\Z|\b(?:at|turn(?:s|ed|ing)?|under|over|than|and|or|from|for|is|was|about|around|the|in)\s\Z",
    re.IGNORECASE,
)
"""What stands before an age that is a number alone."""
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
_NOON = 12
_DAY_HOURS = 24
_MATCH = re.compile(
    r"\b(?:w[oi]ns?|lost|lead|led|scores?|beat|defeat(?:ed)?|drew|draw|tied|victory|penalt\w+|goals?)\b"
)
"""What is said of a match, in a text with its score."""
_SCALES = ("celsius", "fahrenheit")
_SCALE = re.compile(r"\s?(?:de\s)?([CF](?!\w)|Celsius|celsius|Fahrenheit|fahrenheit|cent[íi]grad)")
"""What follows degrees."""
_SHARED_NOUNS = frozenset({"CHF", "SEK", "NOK", "DKK", "CZK"})
"""Currencies whose noun means others as well."""
_COUNTRY = re.compile(r"[A-Z]+\$")
"""A dollar sign with the letters of its country."""
_UNIT_CODE = re.compile(r"\s?([A-Z]{2,4}|(?=[^\W\d_aeiou]{3,4}(?!\w))[a-z]{3,4})(?!\w)")
"""An abbreviation after a number that is in no list: ``0.03 AU``, ``45 rpm``."""
_LETTERS = re.compile(r"\s?([^\W\d_]+)")
_GLUED_WORD = re.compile(
    r"(?<=\d)(?!fach|mal|jähr|stünd|tägi|wöch|monat|minüt|sekünd|stell|teil|köpf|zeil|spalt|bänd|seit|gesch|türi|zöll|eck|dimen|ziff|bit|byte)[a-zäöüßéèêñáíóú]{4,}"
)
"""A word without a space after a number, but for German adjectives: ``9boden``, ``5stellig``."""
_SPAN = re.compile(r"\b(?:to|of|for|after|every|within|than)\s\Z")
"""What stands before a number of seconds."""
_TAIL = re.compile(r"-[^\W\d_]")
"""What makes a symbol part of a word: ``32 kr-krum``."""
_OPENING = re.compile(r"[„“”«‘\"″][^\W\d_]")
"""A quotation mark between a number and a word."""
_BARE_YEAR = re.compile(r"(?<!\w)(?:año|ano|an|année|Jahre?|year)\s\Z")
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
    yield from _of_pairs(found, texts, codes)
    yield from _elsewhere(found, texts, codes)
    yield from _of_joints(found, texts, codes)


def changes_beside(found: Pairing, texts: tuple[str, str], codes: tuple[str, str]) -> Iterator[Change]:
    """Yield those of the changes that are of a quantity of ``texts[0]`` and its partner: of what stands beside them, and joins them to others."""
    yield from _of_pairs(found, texts, codes)
    yield from _of_joints(found, texts, codes)


def _of_joints(found: Pairing, texts: tuple[str, str], codes: tuple[str, str]) -> Iterator[Change]:
    for reason, second, other in torn_joints(found, texts, codes[1]):
        yield Change(reason, second, other)


def _of_pairs(found: Pairing, texts: tuple[str, str], codes: tuple[str, str]) -> Iterator[Change]:
    words = UnitWords(texts[1], codes[1])
    place = {id(one): number for among in (found.source, found.target) for number, one in enumerate(among)}
    minus = not minus_words(codes[1]).isdisjoint(texts[1].casefold().split())
    for one, other in found.pairs:
        reason = None
        if is_named_year(one, other, codes):
            continue
        if one.unit or other.unit:
            word = _LETTER.match(texts[1], other.end)  # a name of the unit in a language of which little is known
            reason = (
                None if word and not other.unit and not words.known else _unit(one, other, found, texts, place, words)
            )
        reason = reason or _glued(one, other, texts) or _labelled(one, other, texts) or _form(one, other, texts, words)
        if reason is None and one.sign and not other.sign and not (one.sign != "±" and minus):
            reason = f"the sign {one.sign} before {one.text} is missing"
        if reason:
            yield Change(reason, one, other)
    for one, copy in copied_numbers(found.source, found.target):
        yield Change(f"{_shown(one, texts[0])} became {_shown(copy, texts[1])}", one, copy)


def _elsewhere(found: Pairing, texts: tuple[str, str], codes: tuple[str, str]) -> Iterator[Change]:
    """What changed about dates, times, references and signs that are more, or less, than one quantity."""
    for other in found.target:
        if other.half and other.values[0] > _NOON and _shown(other, texts[1]) not in texts[0]:
            yield Change(f"{_shown(other, texts[1])} counts the hours in two ways", None, other)
    for reason in (*lost_references(texts, codes), *lost_codes(texts)):
        yield Change(reason)
    timed = frozenset(
        time_of_day(other) for other in found.target if other.values and other.kind is not QuantityKind.VERSION
    )
    for time in lost_times(texts, codes, timed):
        yield Change(f"the time “{time}” is changed or missing")
    repeated = list(repeated_names(texts[1], codes[1]))
    if repeated and not any(repeated_names(texts[0], codes[0])):
        yield Change(f"{repeated[0]} is in a date twice")
    for written in torn_dates(texts, found.target, codes):
        yield Change(f"the date {written} is changed or torn apart")
    for at in stray_signs(texts, (found.source, found.target)):
        yield Change(f"the sign {texts[1][at]} was added")


def _shown(one: Quantity, text: str) -> str:
    return text[one.start : one.end].strip()


def _is_money(unit: frozenset[str]) -> bool:
    return any(_MONEY.fullmatch(one) for one in unit)


def _unit(
    one: Quantity,
    other: Quantity,
    found: Pairing,
    texts: tuple[str, str],
    place: Mapping[int, int],
    words: UnitWords,
) -> str | None:
    """A unit or currency that was exchanged, lost or added."""
    if one.unit and other.unit:
        timed = QuantityKind.TIME in (one.kind, other.kind)
        same = (one.unit & other.unit and not _other_dollars(one, other, found)) or timed
        same = same and not _without_scale(one, other, texts[1]) and not _without_country(one, other)
        same = same or ("percentage-point" in one.unit and "percent" in other.unit and not words.points)
        same = same or any(_part(a, b, text) for a, b, text in ((one, other, texts[0]), (other, one, texts[1])))
        return None if same else f"{_shown(one, texts[0])} became {_shown(other, texts[1])}"
    if {one.symbol, other.symbol} & {"°"} and QuantityKind.ORDINAL in (one.kind, other.kind):
        return None  # both signs are used for both
    if "clock" in one.unit or QuantityKind.TIME in (one.kind, other.kind):
        return None  # the word for the hour is not needed
    if (
        one.unit
        and not all(unit.startswith("month-") for unit in one.unit)
        and not (_is_duration(one) and words.may_say(one) and not _are_seconds(one, texts[0]))
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


def _without_scale(one: Quantity, other: Quantity, text: str) -> bool:
    """Whether degrees Celsius or Fahrenheit are degrees alone, or apart from their scale."""
    scale = next(iter(one.unit)).removeprefix("temperature-") if len(one.unit) == 1 else ""
    if scale not in _SCALES or one.unit == other.unit or not other.unit & one.unit:
        return False
    said = _SCALE.match(text, other.end)
    return said is None or said[1][0].casefold() != scale[0]


def _without_country(one: Quantity, other: Quantity) -> bool:
    """Whether francs or crowns of one country are those of any: ``Swiss francs``, ``francs``."""
    return len(one.unit) == 1 < len(other.unit) and not other.symbol and not one.unit.isdisjoint(_SHARED_NOUNS)


def _other_dollars(one: Quantity, other: Quantity, found: Pairing) -> bool:
    """Whether the dollars of one country are those of none, or the other way round. What are dollars may be US dollars."""
    if one.symbol == other.symbol or not one.unit & other.unit & DOLLARS:
        return False
    if len(one.unit) == 1 and len(other.unit) > 1:
        bare = other.symbol == "$" and all(each.symbol != "$" for each in found.source[:_MOST])
        return one.unit != {"USD"} or (bool(_COUNTRY.fullmatch(one.symbol)) and bare)
    return len(one.unit) > 1 and other.unit != {"USD"} and bool(_COUNTRY.fullmatch(other.symbol))


def _is_duration(one: Quantity) -> bool:
    return all(unit.startswith("duration-") for unit in one.unit)


def _are_seconds(one: Quantity, text: str) -> bool:
    """Whether an ``s`` is surely no plural: ``a timeout of 30s``."""
    return one.symbol == "s" and _SPAN.search(text[max(0, one.start - 12) : one.start]) is not None


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
            pattern = _AFTER_UNIT if step < 0 else BETWEEN
            if second.start - first.end > _LISTED or not pattern.fullmatch(text[first.end : second.start]):
                break
            if other.unit:
                if other.unit & unit:
                    return True
                break
            last, at = other, at + step
    return False


def _glued(one: Quantity, other: Quantity, texts: tuple[str, str]) -> str | None:
    """Letters directly after a symbol: ``53 ¢ie``, ``35 ‰„Salz``, ``32 kr-krum``. German has ``5%ige`` and ``10-km-Lauf``."""
    unit = _UNIT_CODE.match(texts[0], one.end) if not one.symbol and texts[0][one.end - 1].isdigit() else None
    said = _LETTERS.match(texts[1], other.end) if unit else None
    if unit and said and said[1] != unit[1] and unit[1] in said[1] and len(said[1]) <= len(unit[1]) + 2:
        return f"{unit[1]} after {one.text} became {said[1]}"
    if _GLUED_WORD.match(texts[1], other.end) and not texts[0][one.end : one.end + 1].isalpha():
        return f"letters were added to {_shown(other, texts[1])}"
    after = texts[1][other.end : other.end + 2]
    if not after or after[0].isspace():
        return None
    reason = f"letters were added to {_shown(other, texts[1])}"
    if _OPENING.match(after):
        return None if _OPENING.match(texts[0], one.end) else reason
    if not other.symbol or not texts[1].startswith(other.symbol, other.end - len(other.symbol)):
        return None
    if other.symbol[-1].isalpha():
        return reason if _TAIL.match(after) and after[1].islower() and texts[0][one.end : one.end + 1] != "-" else None
    if other.symbol != "%" and after[0].isalpha() and not texts[0][one.end : one.end + 1].isalpha():
        return reason
    return None


def _labelled(one: Quantity, other: Quantity, texts: tuple[str, str]) -> str | None:
    """A unit that was added to the number of a thing: ``12 ans`` for ``Chapter 12``, ``101 Uhr`` for ``101st``."""
    if one.unit or not other.unit or _AGE.search(texts[0]) or any(unit.startswith("month-") for unit in other.unit):
        return None
    if other.kind is QuantityKind.ORDINAL and "angle-degree" in other.unit:
        return None  # ``6.º grado``
    if _aged(one, other, texts[0]):
        return f"the unit of {_shown(other, texts[1])} was added"
    timed = other.end > other.digits[1] and all(unit == "clock" or unit.startswith("duration-") for unit in other.unit)
    if timed and (("clock" in other.unit and other.values[0] > _DAY_HOURS) or _is_score(one, texts[0])):
        return f"the unit of {_shown(other, texts[1])} was added"
    ordinal = (
        one.kind is QuantityKind.ORDINAL and other.kind is QuantityKind.NUMBER and "angle-degree" not in other.unit
    )
    if ordinal or (one.kind is QuantityKind.NUMBER and _LABEL.search(texts[0][max(0, one.start - 12) : one.start])):
        return f"the unit of {_shown(other, texts[1])} was added"
    return None


def _aged(one: Quantity, other: Quantity, text: str) -> bool:
    """Whether years were added to a number that may be no age: ``Lot 17 ans``."""
    if one.unit or one.kind is not QuantityKind.NUMBER or "duration-year" not in other.unit or _AGE.search(text):
        return False
    before, after = text[max(0, one.start - 12) : one.start], text[one.end : one.end + 2]
    return not (_SET_OFF.search(before) or after[:1] in ("-", "‑"))


def _is_score(one: Quantity, text: str) -> bool:
    return "-" in one.joint.replace("–", "-") and one.kind is QuantityKind.NUMBER and _MATCH.search(text) is not None


def _form(one: Quantity, other: Quantity, texts: tuple[str, str], words: UnitWords) -> str | None:
    """An ordinal or a decade that is a plain number in the translation, or a side of a rectangle that is an ordinal."""
    if TIMES_SIGN.search(one.joint) and {one.kind, other.kind} == {QuantityKind.NUMBER, QuantityKind.ORDINAL}:
        return f"{_shown(one, texts[0])} became {_shown(other, texts[1])}"
    if not words.known or other.kind is not QuantityKind.NUMBER:
        return None
    lost = f"{_shown(one, texts[0])} became {other.text}"
    if one.kind is QuantityKind.DECADE and not (len(one.text) == len("90") and _HEAT.search(texts[0])):
        alone = _BARE_YEAR.search(texts[1][max(0, other.start - 8) : other.start])  # ``el año 1990`` for ``the 1990s``
        return lost if (alone and len(other.text) == 4) or words.said.isdisjoint(_YEARS) else None
    if one.kind is QuantityKind.ORDINAL and "duration-century" in one.unit and not other.unit:
        beside = _CENTURY.search(texts[1][max(0, other.start - 14) : other.start]) or _CENTURY_AFTER.match(
            texts[1], other.end
        )
        return None if beside else lost
    if one.kind is QuantityKind.ORDINAL and not one.unit and not other.unit:
        dated = _DAY.match(texts[0], one.end) or (words.dotted and texts[1][other.end : other.end + 1] == ".")
        before = re.search(r"([^\W\d_]*)\s?\Z", texts[1][max(0, other.start - 12) : other.start])
        noun = before is not None and len(before[1]) > 3 and before[1].casefold() not in _FEW  # ``la celda 12``
        return None if dated or noun else lost
    return None
