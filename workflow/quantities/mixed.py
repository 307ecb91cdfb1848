"""Mixed numbers in words, and hours with their minutes: ``one and a half``, ``una hora y media``, ``anderthalb``, ``1 heure 30``."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from workflow.languages import base_language
from workflow.quantities.model import Quantity, QuantityKind
from workflow.quantities.words import cardinals

__all__ = ["is_mixed", "mixed_words", "take_durations", "take_halves", "take_words"]

_MOST = 1000
"""More than the whole number of any that is said with a fraction."""

_ONE = {"en": "one|an?", "es": "una?|uno", "fr": "une?", "de": "eine?|eins"}
_PARTS = {
    "en": {"half": "1/2", "third": "1/3", "quarter": "1/4", "three quarters": "3/4", "two thirds": "2/3"},
    "es": {"media": "1/2", "medio": "1/2", "tercio": "1/3", "cuarto": "1/4", "tres cuartos": "3/4", "dos tercios": "2/3"},
    "fr": {"demie": "1/2", "demi": "1/2", "tiers": "1/3", "quart": "1/4", "trois quarts": "3/4", "deux tiers": "2/3"},
    "de": {"halb": "1/2", "halbe": "1/2", "halben": "1/2", "drittel": "1/3", "viertel": "1/4", "dreiviertel": "3/4", "drei viertel": "3/4", "zwei drittel": "2/3"},
}  # fmt: skip
_MINUTES = {
    "en": {"fifteen": 15, "thirty": 30, "forty-five": 45},
    "es": {"quince": 15, "treinta": 30, "cuarenta y cinco": 45},
    "fr": {"quinze": 15, "trente": 30, "quarante-cinq": 45},
    "de": {"fünfzehn": 15, "dreißig": 30, "fünfundvierzig": 45},
}
_FORMS = {
    "en": r"{n}(?:[\s-]{w})?[\s-]and[\s-](?:an?[\s-]|one[\s-])?{p}",
    "es": r"{n}(?:\s{w})?\sy\s(?:un\s)?{p}",
    "fr": r"{n}(?:\s{w})?\set\s(?:une?\s)?{p}",
    "de": r"{n}(?:\s{w})?\sund\s(?:eine?n?\s)?{p}",
}
_COMPOUND = (
    r"{n}(?:und)?(?:ein(?P<tail>halb|viertel|drittel)|(?P<tail3>dreiviertel))[^\W\d_]*|(?P<whole>anderthalb)[^\W\d_]*"
)
"""German: ``zweieinhalb``, ``eindreiviertel``, ``anderthalbstündig``."""
_HOURS = r"{n}\s?(?:hours?|horas?|heures?|stunden?|h|std\.?)\s(?:(?:and|y|et|und)\s)?{m}(?:\s(?:min\b|minut[^\W\d_]*))?"
_SIGNS = re.compile(
    "hal|third|tercio|tiers|drittel|quarter|cuarto|quart|viertel|medi[oa]|demi|hour|hora|heure|stunde|std|h\\b", re.IGNORECASE
)  # fmt: skip
"""What one of is in every text that has such a number."""


def mixed_words(text: str, code: str) -> Iterator[tuple[Decimal, int, int]]:
    """Yield the mixed numbers that are words in a text, each as its value and its span; none for a language without a list."""
    language = base_language(code)
    if language not in _FORMS or not _SIGNS.search(text):
        return
    wholes = cardinals(language)
    for found in _reader(language).finditer(text):
        groups = {name.rstrip("0123456789"): said for name, said in found.groupdict().items() if said}
        said = groups.get("n", "").lower()
        whole = Decimal(1 if "whole" in groups else said if said.isdigit() else wholes.get(said, 1))
        yield whole + _part(groups, language), *found.span()


_DURATIONS = {
    "en": ((r"half\san\shour|half[\s-]hour", 30), (r"(?<!three\s)quarter\sof\san\shour", 15), (r"three[\s-]quarters\sof\san\shour", 45)),
    "es": ((r"media\shora", 30), (r"(?:un\s)?cuarto\sde\shora", 15), (r"tres\scuartos\sde\shora", 45), (r"(?<!una\s)hora\sy\smedia", 90)),
    "fr": ((r"demi(?:e\s|-)heure", 30), (r"(?<!trois\s)quart\sd['’]heure", 15), (r"trois\squarts\sd['’]heure", 45)),
    "de": ((r"halbe[nr]?\sstunde|halbstündig\w*", 30), (r"viertelstunde", 15), (r"dreiviertelstunde", 45)),
}  # fmt: skip
"""By language: durations in words, in minutes."""
_HOUR = re.compile(r"h\b|hour|hora|heure|stund|stünd", re.IGNORECASE)
_HOUR_MINUTES = {"duration-hour": 60, "duration-minute": 1}


def take_durations(left: list[Quantity], right: list[Quantity], text: str, code: str) -> None:
    """Remove from ``left`` the hours that are minutes in the other text, or a duration in words, and from ``right`` the digits of the same:
    ``90 minutes``, ``hora y media``, ``eine halbe Stunde``. ``text``: the other text, of which ``right`` is left over."""
    ours = [one for one in left if _minutes(one)]
    if not ours:
        return
    said = _spoken_durations(text, base_language(code))
    for one in ours:
        other = next((each for each in right if _minutes(each) == _minutes(one)), None)
        if other is not None:
            left.remove(one)
            right.remove(other)
        elif span := next((span for minutes, *span in said if minutes == _minutes(one)), None):
            left.remove(one)
            right[:] = [each for each in right if not span[0] <= each.digits[0] < span[1]]


def _minutes(one: Quantity) -> Decimal:
    """The minutes of a number of hours or minutes; 0 of another quantity."""
    factor = next((_HOUR_MINUTES[unit] for unit in one.unit if unit in _HOUR_MINUTES), 0)
    return round(one.values[0] * factor, 3) if one.kind in (QuantityKind.NUMBER, QuantityKind.FRACTION) else Decimal(0)


def _spoken_durations(text: str, language: str) -> list[tuple[Decimal, int, int]]:
    """The durations of a text that are words, each in minutes and with its span."""
    lowered = text.lower()
    found = [
        (Decimal(minutes), *match.span())
        for form, minutes in _DURATIONS.get(language, ())
        for match in re.finditer(rf"(?<!\w){form}(?!\w)", lowered)
    ]
    for value, start, end in mixed_words(text, language):
        if _HOUR.search(text, start, end + len(" Stunden")):
            found.append((round(value * 60, 3), start, end))
    return found


def is_mixed(one: Quantity) -> bool:
    """Whether a number is a whole number and a fraction in digits: ``1 1/2``."""
    return one.kind is QuantityKind.FRACTION and len(re.findall(r"\d+", one.text)) > len(("1", "2"))


def take_words(left: list[Quantity], right: list[Quantity], text: str, code: str) -> None:
    """Remove from ``left`` what is in words, or in hours and minutes, in the other text, and from ``right`` the digits of the same:
    ``anderthalb``, ``2 horas y media``, ``1 h 30``. ``text``: the other text, of which ``right`` is left over."""
    kinds = (QuantityKind.NUMBER, QuantityKind.FRACTION)
    ours = [one for one in left if one.kind in kinds and one.values[0] < _MOST and one.values[0] % 1]
    if not ours:
        return
    times = (one for one in right if one.kind is QuantityKind.TIME and not one.half)
    found = [(one.values[0] + round(one.values[1] / 60, 6), *one.digits) for one in times]
    found += mixed_words(text, code)
    for one in ours:
        said = next((each for each in found if each[0] == one.values[0]), None)
        if said is not None:
            found.remove(said)
            left.remove(one)
            right[:] = [other for other in right if not said[1] <= other.digits[0] < said[2]]


def take_halves(lost: list[Quantity], added: list[Quantity], source: str) -> None:
    """Remove from ``lost`` and ``added`` the ``24 1/2-inch bolts`` of a source that are 24 of half an inch in the translation."""
    for one in [one for one in lost if is_mixed(one) and source.startswith("-", one.digits[1])]:
        values = one.values[0] // 1, one.values[0] % 1
        pieces = [next((other for other in added if other.values[0] == value), None) for value in values]
        if all(pieces):
            lost.remove(one)
            added[:] = [other for other in added if other not in pieces]


def _part(groups: dict[str, str], language: str) -> Decimal:
    """What is added to the whole number, to six places as for fractions in digits."""
    if minutes := groups.get("m"):
        number = minutes if minutes.isdigit() else _MINUTES[language][minutes.lower()]
        return round(Decimal(number) / 60, 6)
    part = re.sub(r"[\s-]+", " ", groups.get("p") or groups.get("tail") or "halb").lower()
    over, _, under = _PARTS[language][part].partition("/")
    return round(Decimal(over) / Decimal(under), 6)


@cache
def _reader(language: str) -> re.Pattern[str]:
    number = rf"(?P<n#>{'|'.join(cardinals(language))}|{_ONE[language]}|\d{{1,3}})"
    parts = sorted(_PARTS[language], key=len, reverse=True)
    part = rf"(?P<p>{'|'.join(parts)})".replace(" ", r"[\s-]")
    minutes = rf"(?P<m>{'|'.join(_MINUTES[language])}|[0-5]\d)"
    forms = [_HOURS, _FORMS[language], *([_COMPOUND] if language == "de" else [])]
    filled = (
        form.replace("{n}", number.replace("#", str(at))).replace("{w}", r"[^\W\d_]+").replace("{p}", part).replace("{m}", minutes)
        for at, form in enumerate(forms)
    )  # fmt: skip
    return re.compile(rf"(?<![\w.,/])(?:{'|'.join(filled)})(?!\w)", re.IGNORECASE)
