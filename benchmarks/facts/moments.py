"""Dates, times of day, ordinals, decades and centuries, with the forms that the target languages give them."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from babel.dates import get_day_names, get_month_names

from benchmarks.facts.forms import SPACE, Fact, alternatives, by_language

__all__ = ["MOMENTS"]

_GAP = rf"{SPACE}?"


def _day(dice: Random, *, late: bool = False) -> date:
    found = date(1985, 1, 1) + timedelta(days=dice.randrange(17_000))
    return found if not late or found.day > 12 else found.replace(day=dice.randrange(13, 29))


def _month(day: date, to: str) -> str:
    names = {get_month_names(width, context, to)[day.month] for width in ("wide",) for context in ("format",)}
    more = {"septiembre": ["setiembre"], "Januar": ["Jänner"]}
    return (
        f"(?i:{'|'.join([*names, *(one for name in names for one in more.get(name, []))])}){'s?' if to == 'de' else ''}"
    )


def _figures(day: date, *, with_year: bool) -> list[str]:
    numbers = rf"0?{day.day}[./-]{SPACE}?0?{day.month}"
    if not with_year:
        return [numbers + r"\.?"]
    year = f"(?:{day.year}|{day.year % 100:02})"
    return [numbers + rf"[./-]{SPACE}?{year}", f"{day.year}-{day.month:02}-{day.day:02}"]


def _in_words(day: date, to: str, *, with_year: bool) -> str:
    number = rf"0?{day.day}"
    if day.day == 1:
        number = {"es": r"(?:1\.?[ºo°]?|uno|primero)", "de": "0?1", "fr": "(?:1 ?er|1ᵉʳ|1)"}[to]
    month = _month(day, to)
    of = {"es": "(?:de )?", "de": "(?:des )?", "fr": "(?:de )?"}[to]
    year = rf"[.,]? (?:del? )?{day.year}" if with_year else ""
    return alternatives([rf"{number}[.,]? ?{of}{month}{year}", rf"{month} {of}{number}\.?{year}"])


def _dated(text: str, day: date, *, with_year: bool = True, weekday: bool = False) -> Fact:
    """A date as it is written in English, which may stay as it is, or in words or figures of the target."""

    def pattern(to: str) -> str:
        forms = [_in_words(day, to, with_year=with_year), *_figures(day, with_year=with_year)]
        if not weekday:
            return alternatives(forms)
        name = get_day_names("wide", "format", to)[day.weekday()]
        return rf"(?i:{name}s?),? (?:el |de |del |den |dem |le |du |, )?{alternatives(forms)}"

    return Fact(text, by_language(lambda to: alternatives([pattern(to), text.replace(".", r"\.")])))


def iso_date(dice: Random) -> list[Fact]:
    day = _day(dice)
    return [_dated(day.isoformat(), day)]


def us_date(dice: Random) -> list[Fact]:
    day = _day(dice, late=True)
    return [_dated(f"{day.month:02}/{day.day:02}/{day.year}", day)]


def uk_date(dice: Random) -> list[Fact]:
    day = _day(dice, late=True)
    return [_dated(f"{day.day:02}/{day.month:02}/{day.year}", day)]


def long_date_us(dice: Random) -> list[Fact]:
    day = _day(dice)
    return [_dated(f"{day:%B} {day.day}, {day.year}", day)]


def long_date_uk(dice: Random) -> list[Fact]:
    day = _day(dice)
    return [_dated(f"{day.day} {day:%B} {day.year}", day)]


def day_and_month(dice: Random) -> list[Fact]:
    day = _day(dice)
    text = dice.choice([f"{day.day} {day:%B}", f"{day:%B} {day.day}"])
    return [_dated(text, day, with_year=False)]


def date_with_weekday(dice: Random) -> list[Fact]:
    day = _day(dice)
    return [_dated(f"{day:%A}, {day.day} {day:%B} {day.year}", day, weekday=True)]


def _clock(text: str, hour: int, minute: int) -> Fact:
    """A time of day: in 24 hours, or in twelve with the half of the day."""
    short = hour % 12 or 12
    afternoon = hour >= 12
    minutes = f"{minute:02}"

    def pattern(to: str) -> str:
        unit = {"es": "(?:h|hs|hrs?|horas)", "de": "(?:Uhr|h)", "fr": "(?:h|heures?)"}[to]
        halves = {
            ("es", False): r"a\.? ?m\.?|de la (?:mañana|madrugada)",
            ("es", True): r"p\.? ?m\.?|de la (?:tarde|noche)",
            ("de", False): r"a\.? ?m\.?|vormittags|morgens|früh|nachts|am (?:Morgen|Vormittag)|in der (?:Früh|Nacht)",
            ("de", True): r"p\.? ?m\.?|nachmittags|abends|am (?:Nachmittag|Abend)",
            ("fr", False): r"a\.? ?m\.?|du matin",
            ("fr", True): r"p\.? ?m\.?|de l['’]après-midi|du soir",
        }
        half = rf"(?i:{halves[to, afternoon]})"
        full = [rf"0?{hour}{_GAP}[:.h]{_GAP}{minutes}(?:{_GAP}{unit})?", rf"0?{hour} (?:Uhr|heures) {minutes}"]
        twelve = [rf"0?{short}{_GAP}[:.h]{_GAP}{minutes}(?:{_GAP}{unit})?[ \u00a0\u202f-]?{half}"]
        if minute == 0:
            full.append(rf"0?{hour}(?:{_GAP}{unit})?")
            twelve.append(rf"0?{short}(?:{_GAP}{unit})?[ \u00a0\u202f-]?{half}")
        if minute == 30:
            twelve.append(
                {"es": rf"{short} y media {half}", "de": r"(?!)", "fr": rf"{short} heures? et demie {half}"}[to]
            )
        return alternatives([*full, *twelve])

    return Fact(text, by_language(pattern))


def clock_twelve(dice: Random) -> list[Fact]:
    hour, minute = dice.choice([*range(1, 12), *range(13, 24)]), dice.choice([0, 0, 15, 30, 45, 20])
    half = dice.choice([("a.m.", "p.m."), ("am", "pm"), ("AM", "PM")])[hour >= 12]
    short = hour % 12
    return [_clock(f"{short} {half}" if minute == 0 else f"{short}:{minute:02} {half}", hour, minute)]


def clock_full(dice: Random) -> list[Fact]:
    hour, minute = dice.randrange(0, 24), dice.randrange(1, 60)
    return [_clock(f"{hour:02}:{minute:02}", hour, minute)]


def _english_ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_ORDINALS = {
    "es": {
        **{3: "tercer[oa]?", 4: "cuart[oa]", 5: "quint[oa]", 6: "sext[oa]", 7: "séptim[oa]", 8: "octav[oa]"},
        **{9: "noven[oa]", 10: "décim[oa]", 11: "(?:undécim[oa]|decimoprimer[oa]?)"},
        **{12: "(?:duodécim[oa]|decimosegund[oa])", 20: "vigésim[oa]"},
    },
    "de": {
        **{3: "dritte[nrsm]?", 4: "vierte[nrsm]?", 5: "fünfte[nrsm]?", 6: "sechste[nrsm]?", 7: "siebte[nrsm]?"},
        **{8: "achte[nrsm]?", 9: "neunte[nrsm]?", 10: "zehnte[nrsm]?", 11: "elfte[nrsm]?", 12: "zwölfte[nrsm]?"},
    },
    "fr": {
        **{3: "troisième", 4: "quatrième", 5: "cinquième", 6: "sixième", 7: "septième", 8: "huitième"},
        **{9: "neuvième", 10: "dixième", 11: "onzième", 12: "douzième", 20: "vingtième"},
    },
}


def ordinal(dice: Random) -> list[Fact]:
    number = dice.choice([dice.randrange(3, 13), dice.randrange(13, 150)])

    def pattern(to: str) -> str:
        figures = {
            "es": rf"(?:{number}\.?\s?(?:[ºª°oa]|er|ro|ra|ta|to|mo|ma|vo|va|no|na|avo|ava)|(?<=\w\w\w\w ){number})",
            "de": rf"{number}(?:\.|-?ste[nrsm]?|-?te[nrsm]?)",
            "fr": rf"{number}\s?(?:e|ᵉ|è?me|ième|er|re)",
        }[to]
        word = _ORDINALS[to].get(number)
        return alternatives([figures, f"(?i:{word})"] if word else [figures])

    return [Fact(_english_ordinal(number), _ended(pattern))]


def _ended(pattern: Callable[[str], str]) -> dict[str, str]:
    """German ordinals end in a point, which may stand before a number."""
    found = by_language(pattern)
    return found | {"de": rf"(?<!\w)(?<!\d[.,]){pattern('de')}"}


_ROMAN = ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)
_TENS = {
    20: ("veinte", "zwanziger", "vingt"),
    30: ("treinta", "dreißiger", "trente"),
    40: ("cuarenta", "vierziger", "quarante"),
    50: ("cincuenta", "fünfziger", "cinquante"),
    60: ("sesenta", "sechziger", "soixante"),
    70: ("setenta", "siebziger", "soixante-dix"),
    80: ("ochenta", "achtziger", "quatre-vingts?"),
    90: ("noventa", "neunziger", "quatre-vingt-dix"),
}


def century(dice: Random) -> list[Fact]:
    number = dice.randrange(11, 22)
    roman, rest = "", number
    for sign, worth in _ROMAN:
        while rest >= worth:
            roman, rest = roman + sign, rest - worth

    def pattern(to: str) -> str:
        return {
            "es": rf"(?i:siglos? (?:{roman}|{number})|{number}\.?[ºo°]? siglos?)",
            "de": rf"{number}\. ?Jahrhunderts?",
            "fr": rf"(?:{roman}|{number}) ?(?:e|ᵉ|è?me|ième)? siècles?",
        }[to]

    return [Fact(f"{_english_ordinal(number)} century", _ended(pattern))]


def decade(dice: Random) -> list[Fact]:
    year = dice.randrange(192, 200) * 10
    text = dice.choice([f"{year}s", f"{year}s", f"{year % 100}s" if year >= 1950 else f"{year}s"])
    words = _TENS[year % 100]
    figures = rf"(?:{year}|['’]?{year % 100})"

    def pattern(to: str) -> str:
        return {
            "es": rf"(?i:años|década(?: de)?(?: los| los años)?|decenio de|l[oa]s) (?:{figures}s?|{words[0]})",
            "de": rf"(?:{figures}er(?:n|[- ]?Jahren?)?|{figures} ?[-–]?Jahren?|(?i:{words[1]})n?(?:[- ]?[Jj]ahren?)?)",
            "fr": rf"(?i:années|décennie(?: des?)?) (?:{figures}|{words[2]})",
        }[to]

    return [Fact(text, by_language(lambda to: alternatives([pattern(to), rf"['’]?{text}"])))]


MOMENTS = {
    "ISO date": ("date", iso_date),
    "US date": ("date", us_date),
    "UK date": ("date", uk_date),
    "long date, US": ("date", long_date_us),
    "long date, UK": ("date", long_date_uk),
    "day and month": ("date", day_and_month),
    "date with weekday": ("date", date_with_weekday),
    "12-hour clock": ("clock", clock_twelve),
    "24-hour clock": ("clock", clock_full),
    "ordinal": ("place", ordinal),
    "century": ("century", century),
    "decade": ("decade", decade),
}
"""By kind: the role of the carriers, and the generator."""
