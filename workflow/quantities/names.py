"""What may stand beside a number in a language, from CLDR by way of babel: units, currencies, magnitudes, months, parts of the day."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from workflow.languages import base_language, locale_of
from workflow.quantities.more_units import more_names

__all__ = ["COUNTRY_DOLLARS", "CURRENCY_SIGNS", "DOLLARS", "Names", "names"]

CURRENCY_SIGNS = {
    "€": "EUR", "£": "GBP EGP LBP", "$": "USD AUD CAD NZD HKD SGD MXN ARS COP", "¥": "JPY CNY", "￥": "JPY CNY", "₹": "INR",
    "₽": "RUB", "₩": "KRW", "₴": "UAH", "₺": "TRY", "₪": "ILS", "฿": "THB", "¢": "cent", "円": "JPY", "元": "CNY", "원": "KRW",
}  # fmt: skip
"""By sign: the currencies that it stands for."""
DOLLARS = frozenset(CURRENCY_SIGNS["$"].split())
COUNTRY_DOLLARS = {
    "US": "USD", "A": "AUD", "AU": "AUD", "C": "CAD", "CA": "CAD", "HK": "HKD", "NZ": "NZD", "S": "SGD", "MX": "MXN", "AR": "ARS", "R": "BRL",
    "NT": "TWD",
}  # fmt: skip
"""By the letters before a dollar sign: the one currency that both stand for."""
_GROUPS = (
    "USD AUD CAD NZD HKD SGD", "GBP EGP LBP", "INR PKR LKR", "CHF XAF GNF", "SEK NOK DKK CZK", "RUB BYN", "MXN ARS COP", "KRW KPW",
)  # fmt: skip
"""Currencies with one noun, which is what their names share: ``dollar`` of ``US dollar`` and ``Australian dollar``."""
_SINGLE = "EUR JPY CNY PLN CZK HUF BRL ZAR UAH TRY ILS THB"
_ISO = frozenset(
    [
        "USD",
        "AUD",
        "CAD",
        "NZD",
        "HKD",
        "SGD",
        "GBP",
        "INR",
        "CHF",
        "SEK",
        "NOK",
        "DKK",
        "RUB",
        "MXN",
        "KRW",
        "EUR",
        "JPY",
        "CNY",
        "PLN",
        "CZK",
        "HUF",
        "BRL",
        "ZAR",
        "UAH",
        "ILS",
        "THB",
    ]
)
"""Codes that are no common words."""
_NO_UNITS = re.compile(
    r"concentr-(?!percent|permille)|acceleration|consumption|light-(?!lux|lumen|candela)|torque|force-|-solar|earth-|graphics-(?!pixel|megapixel)|"
    r"length-(?:point|mile-scandinavian|furlong|picometer|parsec|fathom)|volume-(?:drop|pinch|jigger|dram|cup-metric|pint-metric|dessert-spoon)|duration-(?:quarter|night)|speed-(?:beaufort|light)|"
    r"mass-(?:grain|dalton)|pressure-bar$|angle-(?:radian|revolution)|per-inch|per-centimeter|dunam"
)
"""CLDR's units that texts do not have, or whose names are common words."""
_SAME = re.compile(r"-(?:imperial|metric|person|us|troy)$")
_ALIKE = {
    "mass-ton": "mass-tonne", "energy-foodcalorie": "energy-kilocalorie", "energy-calorie": "energy-kilocalorie", "concentr-percent": "percent",
    "concentr-permille": "permille", "length-nautical-mile": "length-mile",
}  # fmt: skip
"""Units whose names are used for each other."""
_DEGREES = frozenset({"angle-degree", "temperature-generic", "temperature-celsius", "temperature-fahrenheit"})
_LETTER_UNITS = {
    "s": "duration-second",
    "h": "duration-hour",
    "l": "volume-liter",
    "ml": "volume-milliliter",
    "kph": "speed-kilometer-per-hour",
    "lbs": "mass-pound",
    "mph": "speed-mile-per-hour",
    "mpg": "length-mile",
    "sq ft": "area-square-foot",
    "sq in": "area-square-inch",
    "sq yd": "area-square-yard",
    "sq mi": "area-square-mile",
    "sq m": "area-square-meter",
    "sq km": "area-square-kilometer",
    "cwt": "mass-hundredweight",
    "psi": "pressure-pound-force-per-square-inch",
    "dpi": "graphics-dot-per-inch",
    "ppi": "graphics-dot-per-inch",
    "bar": "pressure-bar",
    "rpm": "rotation",
    "bpm": "beat",
    "l/s": "flow-liter-per-second",
    "L/s": "flow-liter-per-second",
    "dB": "sound-decibel",
    "kbit/s": "digital-kilobit",
    "Mbit/s": "digital-megabit",
    "Gbit/s": "digital-gigabit",
    "kr": "SEK NOK DKK",
    "zł": "PLN",
    "Kč": "CZK",
}
"""Abbreviations that CLDR does not have, and that texts in all languages have."""
_SHORT = 4
"""Maximum length of an abbreviation, whose case matters: ``MB`` and ``Mb``."""
_LETTERS = frozenset("gmhsltLVW%‰°")
"""Units of one letter; others are too often something else."""
_SYMBOL = re.compile(
    r"[kMGTPmcdhnμ]?(?:[gltLVWA]|m[²³]?|Wh|Hz|B|b|bits?|bytes?|Pa|J|bar)|[°%‰]|°[CF]|km/h|m/s|mph|mi|lb|lbs|oz|ft|yd|ha|kcal|hp|px|min|ms|h|s|sec|bn|[kKMGTP]o"
)
"""Abbreviations that a translation has as well, or the word for them."""
_COMMON = frozenset(
    [
        "in",
        "at",
        "a",
        "y",
        "c",
        "d",
        "as",
        "au",
        "em",
        "me",
        "mas",
        "pi",
        "pt",
        "st",
        "ch",
        "pol",
        "cal",
        "bar",
        "gal",
    ]
)
"""Abbreviations of units that are words, too."""
_FRENCH_SPOONS = {"tablespoon": "soupe s table", "teaspoon": "café c thé"}
_FURTHER_NAMES = {
    "en": {"per cent": "percent", "pct": "percent", "mph": "speed-mile-per-hour", "kph": "speed-kilometer-per-hour", "lbs": "mass-pound",
           "cents": "cent", "cent": "cent", "pence": "cent", "penny": "cent", "inch": "length-inch", **dict.fromkeys(("tbsps", "tblsp", "tbs"), "volume-tablespoon"), "tsps": "volume-teaspoon", "o'clock": "clock",
           "percentage points": "percentage-point", "percentage point": "percentage-point", **dict.fromkeys(("decibel", "decibels"), "sound-decibel"),
           "secs": "duration-second", "mins": "duration-minute", "hrs": "duration-hour", "kilo": "mass-kilogram", "kilos": "mass-kilogram", "celsius": "temperature-celsius",
           "fahrenheit": "temperature-fahrenheit", **dict.fromkeys(("rouble", "roubles"), "RUB"), "bucks": "USD AUD CAD", "quid": "GBP",
           **dict.fromkeys(("crown", "crowns", "krona", "kronor", "krone", "kroner", "koruna", "korunas"), "SEK NOK DKK CZK")},
    "es": {"ppp": "graphics-dot-per-inch", **dict.fromkeys(("cdas", "cuch", "cucharada sopera", "cucharadas soperas"), "volume-tablespoon"), **dict.fromkeys(("cdtas", "cdita", "cditas", "cucharada de té", "cucharadas de té"), "volume-teaspoon"),
           **dict.fromkeys(("r/min", "revoluciones", "vueltas"), "rotation"), **dict.fromkeys(("ppm", "lpm", "pulsaciones", "latidos"), "beat"), **dict.fromkeys(("litros por segundo", "litro por segundo"), "flow-liter-per-second"),
           "kilo": "mass-kilogram", "kilos": "mass-kilogram", "por ciento": "percent", "horas": "clock duration-hour", "h": "clock duration-hour", "hs": "clock duration-hour",
           "metros": "length-meter", "centavos": "cent", **dict.fromkeys(("puntos porcentuales", "punto porcentual", "puntos de porcentaje", "puntos"), "percentage-point"), **dict.fromkeys(("decibelio", "decibelios", "decibeles"), "sound-decibel"), "céntimos": "cent", "penique": "cent", "peniques": "cent", "pence": "cent"},
    "fr": {"ppp": "graphics-dot-per-inch", **{f"{head} à {tail}": f"volume-{unit}" for unit, tails in _FRENCH_SPOONS.items() for tail in tails.split() for head in ("c.", "c", "cuil.", "cuiller", "cuillers", "cuillère", "cuillères", "cuillerée", "cuillerées")},
           "càs": "volume-tablespoon", "càc": "volume-teaspoon",
           **dict.fromkeys(("tr/min", "tours"), "rotation"), **dict.fromkeys(("battements", "pulsations"), "beat"), **dict.fromkeys(("litres par seconde", "litre par seconde"), "flow-liter-per-second"),
           "kilo": "mass-kilogram", "kilos": "mass-kilogram", "km/heure": "speed-kilometer-per-hour", "pour cent": "percent", **dict.fromkeys(("points de pourcentage", "point de pourcentage", "points"), "percentage-point"), **dict.fromkeys(("décibel", "décibels"), "sound-decibel"), "année": "duration-year", "années": "duration-year", "heures": "clock duration-hour", "heure": "clock duration-hour", "h": "clock duration-hour",
           "cents": "cent", "centimes": "cent", "pence": "cent", "penny": "cent", "o": "digital-byte"},
    "de": {**dict.fromkeys(("u/min", "1/min", "umdrehungen"), "rotation"), "schläge": "beat", **dict.fromkeys(("liter pro sekunde", "litern pro sekunde"), "flow-liter-per-second"),
           **dict.fromkeys(("essl.", "essl"), "volume-tablespoon"), **dict.fromkeys(("teel.", "teel"), "volume-teaspoon"), "prozent": "percent", "zloty": "PLN", "dezibel": "sound-decibel", **dict.fromkeys(("prozentpunkte", "prozentpunkten", "prozentpunkt", "punkte", "punkten"), "percentage-point"), **dict.fromkeys(("prozentige", "prozentigen", "prozentiger"), "percent"), "std.": "duration-hour", "stunden": "duration-hour", "tagen": "duration-day", "jahren": "duration-year",
           "monaten": "duration-month", "metern": "length-meter", "kilometern": "length-kilometer", "fuss": "length-foot", "franken": "CHF", "fässer": "volume-barrel", "fässern": "volume-barrel", "cent": "cent", "pence": "cent", "penny": "cent", "kilo": "mass-kilogram",
           **dict.fromkeys(("stundenkilometer", "stundenkilometern"), "speed-kilometer-per-hour"), "pfunden": "mass-pound GBP", "km/std": "speed-kilometer-per-hour"},
}  # fmt: skip
"""By language: names that CLDR lacks for units that it has (other spellings, inflected forms, hours of the clock). Units that CLDR lacks are in
``more_units``."""
_MORE_MAGNITUDES = {
    "en": {"k": 3, "m": 6, "mn": 6, "bn": 9, "tn": 12, "thousands": 3, "millions": 6, "billions": 9, "trillions": 12},
    "es": {"miles": 3, "millardo": 9, "millardos": 9},
    "fr": {"million": 6, "milliard": 9, "milliers": 3},
    "de": {"tsd.": 3, "mio": 6, "mrd": 9, "bio": 12},
}
_INDIAN = {"lakh": 5, "lakhs": 5, "crore": 7, "crores": 7}
"""Magnitudes that texts in all languages have."""
_MORE_HALVES = {
    "es": {"mañana": "am", "madrugada": "am", "tarde": "pm", "noche": "pm", "mediodía": "pm", "medianoche": "am"}
}
_HALVES = {"am": "am", "pm": "pm", "noon": "pm", "midnight": "am", "morning": "am", "afternoon": "pm", "evening": "pm"}


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one language. Names are in lower case, but for abbreviations, whose case matters."""

    beside: dict[str, frozenset[str]] = field(default_factory=dict)
    """By name of a unit, a currency or a month: what it may mean."""
    symbols: frozenset[str] = frozenset()
    """The names that are abbreviations or signs."""
    magnitudes: dict[str, Decimal] = field(default_factory=dict)
    """By word: what it multiplies by."""
    percent_first: bool = False
    """Whether the sign for per cent stands before the number, as in Turkish."""
    halves: tuple[tuple[str, str], ...] = ()
    """Words for parts of the day, each with ``am`` or ``pm``; ``night`` is either, and not here."""


@cache
def names(code: str) -> Names:
    """Return what may stand beside a number in the language ``code``. Raises BadInput for a code that CLDR does not know."""
    locale, base = locale_of(code), base_language(code)
    beside: dict[str, set[str]] = {}
    for name, meant in _own_names(code):
        beside.setdefault(name, set()).update(meant)
    for name, meant in _english_names():
        beside.setdefault(name, set(meant))
    beside |= {sign: set(codes.split()) for sign, codes in CURRENCY_SIGNS.items()} | {sign: {sign} for sign in _ISO}
    for name, meant in _letter_names(base):
        beside.setdefault(name, set()).update(meant)
    beside.setdefault("kb", set()).add("digital-kilobyte")
    for scale in ("C", "F"):  # with the sign of Spanish ordinals, which keyboards have
        beside[f"º{scale}"] = beside.get(f"°{scale}", set())
    abbreviations = {name for name, _ in _abbreviations(locale) if _SYMBOL.fullmatch(name)}
    letters = {name for name, _ in _letter_names(base)}
    return Names(
        {name: frozenset(units) for name, units in beside.items()},
        frozenset(abbreviations | letters | {*CURRENCY_SIGNS, *_ISO, "%", "‰"}),
        dict(_magnitudes(locale))
        | {word: Decimal(10) ** n for word, n in (_INDIAN | _MORE_MAGNITUDES.get(base, {})).items()},
        locale.percent_formats[None].pattern.startswith("%"),
        tuple(_halves(locale, base)),
    )


def _own_names(code: str) -> Iterator[tuple[str, Collection[str]]]:
    """The names that a language has, each with what it may mean; and abbreviations, which are English in most languages."""
    locale, base = locale_of(code), base_language(code)
    yield from _abbreviations(locale)
    for one in (locale, locale_of("en_GB")) if base == "en" else (locale,):
        yield from ((name.casefold(), units) for name, units in _units(one, "long"))
    yield from ((name, (currency,)) for name, currency in _currencies(locale))
    yield from ((name, units.split()) for name, units in _FURTHER_NAMES.get(base, {}).items())
    yield from ((name, (f"month-{number}",)) for name, number in _months(locale))
    yield from ((name, ("clock",)) for name in _clock(locale))
    yield from ((name, (unit,)) for name, unit in more_names(code))


def _english_names() -> Iterator[tuple[str, Collection[str]]]:
    """The names in English, which a translation may have as well: a unit that was not translated is the same unit."""
    for code in ("en", "en_GB"):
        yield from ((name.casefold(), units) for name, units in _units(locale_of(code), "long"))
    yield from ((name, (unit,)) for name, unit in more_names("en"))


def _letter_names(base: str) -> Iterator[tuple[str, Collection[str]]]:
    """Abbreviations that CLDR does not have: of units of one letter, and of bytes."""
    yield from ((name, units.split()) for name, units in _LETTER_UNITS.items())
    for letter, size in (("K", "kilo"), ("M", "mega"), ("G", "giga"), ("T", "tera")):
        for ending in ("iB", "io", "B", "o") if base == "fr" else ("iB", "B"):
            yield letter + ending, (f"digital-{size}byte",)


def _abbreviations(locale: Any) -> Iterator[tuple[str, Collection[str]]]:
    """The abbreviations of units, in English and in a language."""
    for one in (locale_of("en"), locale):
        yield from ((name, units) for name, units in _units(one, "short") if _is_abbreviation(name))


def _is_abbreviation(name: str) -> bool:
    return (len(name) > 1 or name in _LETTERS) and name not in _COMMON and (len(name) <= _SHORT or "/" in name)


def _units(locale: Any, length: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The names of units, without the place of the number."""
    for key, forms in locale._data["unit_patterns"].items():
        if _NO_UNITS.search(key):
            continue
        key = _SAME.sub("", key)
        unit = _DEGREES if key in ("angle-degree", "temperature-generic") else frozenset({_ALIKE.get(key, key)})
        for count, pattern in forms.get(length, {}).items():
            name = re.sub(r"\s+", " ", pattern.replace("{0}", "")).strip() if isinstance(pattern, str) else ""
            if name and count not in ("per", "case", "gender"):
                yield name, unit


def _currencies(locale: Any) -> Iterator[tuple[str, str]]:
    """The names of currencies, and the nouns that those of one group share."""

    def all_names(code: str) -> set[str]:
        plural = locale._data["currency_names_plural"].get(code, {})
        return {str(one).casefold() for one in (locale.currencies.get(code, ""), *plural.values()) if one}

    for code in _ISO:
        yield from ((name, code) for name in all_names(code))
    for group in _GROUPS:
        words = [{word for name in all_names(code) for word in re.split(r"[\s-]+", name)} for code in group.split()]
        for word in set().union(*words):
            if sum(word in one for one in words) > 1 and len(word) > 2:
                yield from ((word, code) for code in group.split())
    for code in _SINGLE.split():
        for name in all_names(code):
            own = re.split(r"[\s-]+", name)
            # ``Japanese yen``, ``yen japonés``: the noun is the shorter word.
            yield min(own, key=len) if len(own) == 2 else name, code


def _months(locale: Any) -> Iterator[tuple[str, int]]:
    for context in ("format", "stand-alone"):
        for length in ("wide", "abbreviated"):
            for number, name in locale.months.get(context, {}).get(length, {}).items():
                if len(name.strip(".")) > 2:
                    yield name.casefold(), number
                    yield name.casefold().rstrip("."), number


def _clock(locale: Any) -> Iterator[str]:
    """The word after an hour of the clock: ``Uhr``, ``h``."""
    pattern = locale.datetime_skeletons.get("H")
    yield from (word.casefold() for word in re.findall(r"'([^']+)'", pattern.pattern if pattern else ""))


def _magnitudes(locale: Any) -> Iterator[tuple[str, Decimal]]:
    for length in ("short", "long"):
        for forms in locale.compact_decimal_formats.get(length, {}).values():
            for key, pattern in forms.items():
                found = re.fullmatch(r"(0+)[\s\u00a0\u202f]*([^\s\u00a0\u202f0]+)", pattern.pattern.replace("'", ""))
                word = found[2].casefold() if found else ""
                if (
                    found
                    and (len(word) > 1 if length == "long" else len(word) > 2 or not word.isascii())
                    and key.isdigit()
                ):
                    yield word, Decimal(int(key)) / 10 ** (len(found[1]) - 1)


def _halves(locale: Any, base: str) -> Iterator[tuple[str, str]]:
    for context in ("format", "stand-alone"):
        widths = locale.day_periods.get(context, {})
        for key, name in [*widths.get("abbreviated", {}).items(), *widths.get("wide", {}).items()]:
            half = _HALVES.get(key.rstrip("0123456789"))
            if half and (len(name) > 2 or name[0] > "\u2e80"):  # ``AM`` is in too many words, ``午前`` is not
                yield re.sub(r"\s", " ", name).casefold().replace("’", "'"), half
    yield from _MORE_HALVES.get(base, {}).items()
