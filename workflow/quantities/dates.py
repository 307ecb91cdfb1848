"""Dates with a month in words, as one thing: ``Thursday, 1 July 2004``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from workflow.languages import base_language, locale_of
from workflow.quantities.model import Quantity, QuantityKind

__all__ = ["WrittenDate", "date_edits", "dates", "repeated_names", "torn_dates", "written_date"]

_LANGUAGES = frozenset(
    ["en", "es", "de", "fr", "it", "pt", "nl", "ca", "gl", "sv", "da", "nb", "pl", "ru", "uk", "cs", "ro"]
)
"""Languages that put the day beside the name of the month, with nothing but a short word between them."""
_CAPITAL = frozenset({"en", "de"})
"""Languages in which the names of months have a capital, and are other words without."""
_DIGIT = re.compile(r"\d")
_LEAP = 2000


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day of a month, with what else of the date is said beside it."""

    start: int
    end: int
    day: int
    month: int
    year: int | None = None
    weekday: int | None = None
    """From 0 for Monday."""
    alone: bool = True
    """Whether it is not one end of a range, or one of a list of days."""


@lru_cache(maxsize=256)
def dates(text: str, code: str) -> tuple[WrittenDate, ...]:
    """Return the dates with a month in words of a text in the language ``code``, in order; none for a language that joins the words otherwise.

    Raises BadInput for a code that CLDR does not know.
    """
    if base_language(code) not in _LANGUAGES or not _DIGIT.search(text):
        return ()
    pattern, months, weekdays = _reader(code)
    lowered = text.casefold()
    if not any(month in lowered for month in months):
        return ()
    return tuple(_found(match, text, months, weekdays) for match in pattern.finditer(text))


_BEFORE = re.compile(
    r"\d(?:st|nd|rd|th|\.)?\s?(?:[-–—]{1,2}|[/&,]|to|and|or|y|o|e|a|al|und|bis|oder|et|ou|au|à)\s?(?:the|el|le)?\s?\Z"
)
_AFTER = re.compile(r"\s?(?:[-–—]{1,2}|[/&,]|to|and|or|through|until|till)\s?(?:the )?\d{1,2}(?!\d)")


_LAST_WORD = re.compile(r"(?<!\w)([^\W\d_]+),?\s(?:(?:de|del|du|le|el|den|dem|der|am|the|of)\s)?\Z")
_FIRST_WORD = re.compile(r",?\s(?:(?:de|del|du|of|des|im)\s)?([^\W\d_]+)")
_REACH = 20
"""Number of characters before a date that are looked at."""


def _found(match: re.Match[str], text: str, months: dict[str, int], weekdays: dict[str, int]) -> WrittenDate:
    said = match.groupdict()
    day, month = said["day"] or said["later"], said["month"] or said["first"]
    ends = _BEFORE.search(text[max(0, match.start() - 12) : match.start()]) or _AFTER.match(text, match.end())
    return WrittenDate(
        *match.span(),
        int(day),
        months[month.casefold().rstrip(".")],
        int(said["year"]) if said["year"] else None,
        weekdays[said["weekday"].casefold().rstrip(".")] if said["weekday"] else None,
        not ends,
    )


@cache
def _reader(code: str) -> tuple[re.Pattern[str], dict[str, int], dict[str, int]]:
    """The pattern of a date in a language, its months from 1 and its days of the week from 0."""
    locale = locale_of(code)
    months, weekdays = ({}, {}) if locale is None else (_names(locale.months), _names(locale.days))
    month, weekday = (_choice(names) for names in (months, weekdays))
    digits = r"(?:st|nd|rd|th|er|[ºª°]|\.º|\.?(?:ste|te)[nrsm]?|\.)?"
    of = r"(?:(?:de|del|of|des|the|d['’])\s)?"
    pattern = (
        rf"(?:(?<!\w)(?P<weekday>{weekday})\.?,?\s(?:(?:the|el|den|dem|der|le|de|del|du|am)\s)?)?"
        rf"(?:(?<![\w.,:/-])(?P<day>\d{{1,2}}){digits},?\s?{of}(?P<month>{month})(?!\w)\.?"
        rf"|(?<!\w)(?P<first>{month})\.?\s{of}(?P<later>\d{{1,2}})(?![\d%]|[.,:]\d){digits})"
        r"(?:[.,]?\s(?:(?:del?|of|des\sJahres|di|do)\s)?(?P<year>\d{4})(?!\d|[.,]\d))?"
    )
    flags = re.RegexFlag(0) if base_language(code) in _CAPITAL else re.IGNORECASE
    return re.compile(pattern, flags), _lowered(months), _lowered(weekdays)


def _names(calendar: Any) -> dict[str, int]:
    return {
        name.rstrip("."): number
        for context in ("format", "stand-alone")
        for length in ("wide", "abbreviated")
        for number, name in calendar.get(context, {}).get(length, {}).items()
        if len(name.rstrip(".")) > 2
    }


def _choice(names: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)"


def _lowered(names: dict[str, int]) -> dict[str, int]:
    return {name.casefold(): number for name, number in names.items()}


def torn_dates(texts: tuple[str, str], target: Sequence[Quantity], codes: tuple[str, str]) -> Iterator[str]:
    """Yield the dates of ``texts[0]`` that ``texts[1]`` does not say as one thing.

    ``target``: the quantities of ``texts[1]``, among which are the dates in digits.
    """
    ours = dates(texts[0], codes[0])
    if not ours or base_language(codes[1]) not in _LANGUAGES:
        return
    theirs = dates(texts[1], codes[1])
    figures = [set(map(int, one.values)) for one in target if one.kind is QuantityKind.DATE]
    for one in ours:
        same = any((one.day, one.month) == (other.day, other.month) and _agree(one, other) for other in theirs)
        kept = texts[0][one.start : one.end] in texts[1]  # what a program prints
        if one.alone and not same and not kept and not any({one.day, one.month} <= numbers for numbers in figures):
            yield texts[0][one.start : one.end]


def _agree(one: WrittenDate, other: WrittenDate) -> bool:
    return one.year in (None, other.year) and one.weekday in (None, other.weekday)


def date_edits(texts: tuple[str, str], codes: tuple[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield the edits that put the day before the month: ``de diciembre del 5`` becomes ``del 5 de diciembre``."""
    if base_language(codes[0]) != "en" or base_language(codes[1]) not in _LANGUAGES - {"en"}:
        return
    ours = {(one.month, one.day) for one in dates(texts[0], codes[0])}
    for one in dates(texts[1], codes[1]) if ours else ():
        month_first = texts[1][one.start].isalpha() and one.weekday is None and one.alone
        said = written_date(one, codes[1]) if month_first and (one.month, one.day) in ours else None
        if said is None:
            continue
        if texts[1].endswith(".") and one.end == len(texts[1]):  # the stop of the sentence
            said += "."
        before = re.search(r"(?<!\w)([dD]e\s)\Z", texts[1][: one.start]) if base_language(codes[1]) == "es" else None
        if before:
            yield before.start(), one.end, f"{before[1][0]}el {said}"
        else:
            yield one.start, one.end, said


def repeated_names(text: str, code: str) -> Iterator[str]:
    """Yield the months and weekdays of a text that stand directly beside a date that has them: ``7 octobre 2031 octobre``."""
    found = dates(text, code)
    if not found:
        return
    _, months, weekdays = _reader(code)
    for one in found:
        before = _LAST_WORD.search(text, max(0, one.start - _REACH), one.start)
        for word in filter(None, (before, _FIRST_WORD.match(text, one.end))):
            name = word[1].casefold()
            if months.get(name) == one.month or (name in weekdays and weekdays[name] == one.weekday):
                yield word[1]


def written_date(one: WrittenDate, code: str) -> str | None:
    """Return a date as the language ``code`` writes it in words; None if it is not certain how, or if there is no such day."""
    from babel.dates import format_date, format_skeleton

    locale = locale_of(code)
    try:
        day = date(one.year or _LEAP, one.month, one.day)
    except ValueError:
        return None
    if base_language(code) not in _LANGUAGES or base_language(code) == "en":
        return None
    text = str(format_date(day, "long", locale) if one.year else format_skeleton("MMMMd", day, locale=locale))
    if base_language(code) == "fr" and one.day == 1:
        text = text.replace("1", "1er", 1)
    if one.weekday is None:
        return text
    pattern = str(locale.date_formats["full"].pattern)
    return f"{locale.days['format']['wide'][one.weekday]}{', ' if 'EEEE,' in pattern else ' '}{text}"
