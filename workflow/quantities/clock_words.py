"""Times of the clock in words: ``half past nine``, ``las seis menos cuarto``, ``halb zehn``, ``midi``."""

import re
from collections.abc import Iterator
from functools import cache

from workflow.languages import base_language
from workflow.quantities.words import cardinals

__all__ = ["has_times", "lost_times", "spoken_times", "times", "without_times"]

Time = tuple[int, int]
"""Hour from 0 to 11 and minute: the half of the day is not in the words."""
_ONE = {"en": "one", "es": "una", "de": "eins", "fr": "une"}
_NOON = {
    "en": "noon|midday|midnight",
    "es": "mediod[ií]a|media\\s?noche",
    "de": "mittag\\w*|mitternacht\\w*",
    "fr": "midi|minuit",
}
_PATTERNS = {
    "en": (
        (r"half\spast\s({hour})", 0, 30),
        (r"(?:a\s)?quarter\s(?:past|after)\s({hour})", 0, 15),
        (r"(?:a\s)?quarter\s(?:to|before|till)\s({hour})(?!\w|\s(?:of|per)\b)", -1, 45),
        (r"(?:a\s)?quarter\sof\s({hour})(?=[.,;:!?)]|\s*\Z|\s(?:and|in|on|when|sharp)\b)", -1, 45),
        (r"{minute}(?:\sminutes)?\spast\s({hour})", 0, 0),
        (r"(?<=\bat\s){minute}(?:\sminutes)?\sto\s({hour})", -1, 60),
    ),
    "es": (
        (r"({hour})\sy\smedia", 0, 30),
        (r"({hour})\sy\scuarto", 0, 15),
        (r"({hour})\smenos\scuarto|cuarto\spara\slas?\s({hour})", -1, 45),
        (r"(?:(?<=las\s)|(?<=\bla\s))({hour})\sy\s{minute}", 0, 0),
        (r"({hour})\smenos\s{minute}", -1, 60),
    ),
    "de": (
        (r"halb\s({hour})", -1, 30),
        (r"({hour})\suhr\sdreissig", 0, 30),
        (r"viertel\snach\s({hour})", 0, 15),
        (r"(?:viertel\svor|dreiviertel)\s({hour})", -1, 45),
        (r"{minute}(?:\sminuten)?\snach\s({hour})", 0, 0),
        (r"{minute}(?:\sminuten)?\svor\s({hour})", -1, 60),
    ),
    "fr": (
        (r"({hour})(?:\sheures?|h)?\set\sdemie?|({hour})\sheures?\strente", 0, 30),
        (r"({hour})(?:\sheures?|h)?\set\s(?:un\s)?quart", 0, 15),
        (r"({hour})(?:\sheures?|h)?\smoins\s(?:le\s|un\s)?quart", -1, 45),
        (r"({hour})\sheures?\s{minute}", 0, 0),
        (r"({hour})\sheures?\smoins\s{minute}", -1, 60),
    ),
}
"""By language: how the parts of an hour are said, what is added to the hour that is named, and the minutes. From 60, others are taken."""
_MINUTES = {
    "en": {"five": 5, "ten": 10, "twenty": 20, "twenty-five": 25},
    "es": {"cinco": 5, "diez": 10, "veinte": 20, "veinticinco": 25},
    "de": {"fünf": 5, "zehn": 10, "zwanzig": 20, "fünfundzwanzig": 25},
    "fr": {"cinq": 5, "dix": 10, "vingt": 20, "vingt-cinq": 25},
}
_SIGNS = {
    "en": (" past ", "at five", "at ten", "at twenty", "quarter", "noon", "midday", "midnight"),
    "es": (" y media", " menos ", " y cinco", " y diez", " y veint", "cuarto", "mediod", "medianoche", "media noche"),
    "de": ("uhr dreissig", "halb ", "fünf ", "zehn ", "zwanzig ", "viertel", "mittag", "mitternacht"),
    "fr": (
        " et demi",
        "heures trente",
        "heures cinq",
        "heures dix",
        "heures vingt",
        "heures moins",
        "quart",
        "midi",
        "minuit",
    ),
}
"""What one of is in every text that has such a time, in lower case."""
_AT = re.compile(r"\b(?:at|by|until|till|before|after|from|to|around|between|and|is)\s(?:(?:12|twelve)\s)?\Z")
"""What stands before the noon of a time, and not before that of ``midnight blue``."""
_THING = re.compile(
    r"\s(?!(?:and|or|to|on|in|at|until|till|every|each|for|the|by|of|today|tomorrow|sharp|when|if|local)\b)\w"
)
_TWELVE = {
    "en": r"\b(?:12|twelve)\b",
    "es": r"\b(?:12|0|00:00|doce|24)\b",
    "de": r"\b(?:12|0|24|zwölf|null)\b",
    "fr": r"\b(?:12|0|24|douze|zéro)(?:\b|h)",
}


def has_times(text: str, code: str) -> bool:
    """Whether a text may have a time in words: most texts do not, and that is quickly seen."""
    lowered = text.casefold()
    return any(map(lowered.__contains__, _SIGNS.get(base_language(code), ())))


def spoken_times(text: str, code: str) -> frozenset[Time]:
    """Return the times that are words in a text; none for a language without patterns."""
    return frozenset(time for time, _, _ in _found(text.casefold(), base_language(code)))


def times(text: str, code: str) -> Iterator[tuple[Time, int, int]]:
    """Yield the times in words that an English text surely means, each with its span. ``midnight`` is also a name."""
    lowered = text.casefold()
    if len(lowered) != len(text):
        return
    for time, start, end in _found(lowered, base_language(code)):
        if time != (0, 0) or _is_sure(lowered, start, end):
            yield time, start, end


def lost_times(texts: tuple[str, str], codes: tuple[str, str], others: frozenset[Time]) -> Iterator[str]:
    """Yield the times in words of ``texts[0]`` that ``texts[1]`` has neither in words nor among ``others``, the times in digits."""
    languages = base_language(codes[0]), base_language(codes[1])
    if languages[1] not in _PATTERNS:
        return
    lowered = texts[0].casefold(), texts[1].casefold()
    theirs: frozenset[Time] | None = None
    for time, start, end in _found(lowered[0], languages[0]):
        if theirs is None:
            theirs = spoken_times(texts[1], codes[1]) | others
        if time in theirs:
            continue
        if time == (0, 0) and (not _is_sure(lowered[0], start, end) or re.search(_TWELVE[languages[1]], lowered[1])):
            continue
        yield texts[0][start:end] if len(lowered[0]) == len(texts[0]) else lowered[0][start:end]


def _is_sure(lowered: str, start: int, end: int) -> bool:
    """Whether a word such as ``noon`` is a time."""
    return _AT.search(lowered, max(0, start - 20), start) is not None and not _THING.match(lowered, end)


def without_times(text: str, code: str) -> str:
    """Return a text in lower case with a space in place of each time in words."""
    lowered = text.casefold()
    for _, start, end in sorted(_found(lowered, base_language(code)), key=lambda one: -one[1]):
        lowered = f"{lowered[:start]} {lowered[end:]}"
    return lowered


def _found(lowered: str, language: str) -> Iterator[tuple[Time, int, int]]:
    if not any(map(lowered.__contains__, _SIGNS.get(language, ()))):
        return
    hours, minutes = _hours(language), _MINUTES[language]
    for pattern, step, minute in _readers(language):
        place = pattern.groupindex.get("m", 0)
        for match in pattern.finditer(lowered):
            hour = next(filter(None, (match[group] for group in range(1, pattern.groups + 1) if group != place)), None)
            minute_of = abs(minute - minutes[match["m"]]) if place else minute
            yield ((0, 0) if hour is None else ((hours[hour] + step) % 12, minute_of)), *match.span()


@cache
def _hours(language: str) -> dict[str, int]:
    digits = {str(number): number for number in range(1, 25)}
    return digits | cardinals(language) | {_ONE[language]: 1}


@cache
def _readers(language: str) -> tuple[tuple[re.Pattern[str], int, int], ...]:
    """By form: its pattern, whose groups are the hour and ``m``, the minutes, what is added to that, and the minutes."""
    hour = "|".join(sorted(map(re.escape, _hours(language)), key=len, reverse=True))
    minutes = f"(?P<m>{'|'.join(sorted(_MINUTES[language], key=len, reverse=True))})"
    forms = [(_NOON[language], 0, 0), *_PATTERNS[language]]
    return tuple(
        (re.compile(rf"(?<!\w)(?:{form.replace('{hour}', hour).replace('{minute}', minutes)})(?!\w)"), step, minute)
        for form, step, minute in forms
    )
