"""Times and numbers that Spanish, German and French have one sure form of: ``at half past nine``, ``a score of``, ``pages 5 to 7``."""

import re
from collections.abc import Iterator

from workflow.languages import base_language
from workflow.quantities.clock_words import has_times, times
from workflow.quantities.literals import read, usual
from workflow.quantities.magnitude_words import scores

__all__ = ["set_phrases", "without_doubled"]

_NOON = {"es": ("mediodía", "medianoche"), "de": ("12 Uhr", "Mitternacht"), "fr": ("midi", "minuit")}
_AT = {"es": "a ", "de": "um ", "fr": "à "}
_BEFORE = re.compile(r"\bat\s(?:(?:about|around|exactly|precisely)\s)?\Z", re.IGNORECASE)
_TWENTY = {"es": "una veintena de", "de": "zwanzig", "fr": "une vingtaine de"}


_LABELS = {
    "page": {"es": "página páginas", "de": "Seite Seiten", "fr": "page pages"},
    "chapter": {"es": "capítulo capítulos", "de": "Kapitel Kapitel", "fr": "chapitre chapitres"},
    "section": {"es": "sección secciones", "de": "Abschnitt Abschnitte", "fr": "section sections"},
    "figure": {"es": "figura figuras", "de": "Abbildung Abbildungen", "fr": "figure figures"},
    "table": {"es": "tabla tablas", "de": "Tabelle Tabellen", "fr": "tableau tableaux"},
    "room": {"es": "sala salas", "de": "Raum Räume", "fr": "salle salles"},
    "row": {"es": "fila filas", "de": "Reihe Reihen", "fr": "rangée rangées"},
    "line": {"es": "línea líneas", "de": "Zeile Zeilen", "fr": "ligne lignes"},
}
"""By English word before the number of a thing: one and several of it."""
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"
_LABELLED = re.compile(
    rf"(?<![\w-])({'|'.join(_LABELS)})(s)?\s({_NUMBER})(?:(\s?[-–]\s?|\sto\s|\sand\s)({_NUMBER}))?(?![\w%]|[.,:/-]\w|\s(?:to|and)\s\d)",
    re.IGNORECASE,
)
_JOINTS = {"es": {"to": "a", "and": "y"}, "de": {"to": "bis", "and": "und"}, "fr": {"to": "à", "and": "et"}}


def set_phrases(text: str, codes: tuple[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield the phrases of an English text, each with its span and as the second language of ``codes`` has it; none for other languages.

    An hour keeps the half of the day that the source leaves open: ``9.30 Uhr``.
    """
    to = base_language(codes[1])
    if base_language(codes[0]) != "en" or to not in _AT:
        return
    if has_times(text, codes[0]):
        for (hour, minute), start, end in times(text, codes[0]):
            at = _BEFORE.search(text, max(0, start - 20), start)
            straight = at is not None and at[0].split() == [at[0].strip()]
            begin = at.start() if at and straight else start
            said = _hour(hour, minute, to, midnight=text[start:end].casefold() == "midnight")
            yield begin, end, f"{_AT[to]}{said}" if at and straight else said
    for found in _LABELLED.finditer(text):
        label, several, first, joint, last = found.groups()
        name = _LABELS[label.lower()][to].split()[bool(several)]
        between = f" {_JOINTS[to][joint.strip()]} " if joint and joint.strip().isalpha() else joint or ""
        numbers = [_written(number, codes) for number in (first, last or "")]
        yield *found.span(), f"{name} {numbers[0]}{between}{numbers[1]}"
    for score in scores(text, codes[0]):
        of = " of" if text.startswith(" of", score.end) else ""
        said = _TWENTY[to] if of and score.values[0] == 20 else str(score.values[0])
        yield score.start, score.end + len(of), said


_DOUBLED = {
    "a la": re.compile(r"(?<!\w)(?:a|al|en|de|para)\s\Z", re.IGNORECASE),
    "a m": re.compile(r"(?<!\w)(?:a|al|en)\s\Z", re.IGNORECASE),
    "las ": re.compile(r"(?<!\w)las\s\Z", re.IGNORECASE),
    "um ": re.compile(r"(?<!\w)(?:um|an|am|bei|auf|in)\s\Z", re.IGNORECASE),
    "à ": re.compile(r"(?<!\w)(?:à|au|aux|en|dans)\s\Z", re.IGNORECASE),
    "una ": re.compile(r"(?<!\w)(?:los|las|el|la|unos|unas|una?)\s\Z", re.IGNORECASE),
    "une ": re.compile(r"(?<!\w)(?:les|des|le|la|une?)\s\Z", re.IGNORECASE),
    "zwan": re.compile(r"(?<!\w)(?:eine?)\s\Z", re.IGNORECASE),
}
"""By beginning of a phrase: the words before it that say the same. An engine takes the phrase for a name."""


def without_doubled(before: str, phrase: str) -> str:
    """Return the words before a phrase without one that the phrase has: ``a`` before ``a las 9:30``."""
    pattern = next((pattern for start, pattern in _DOUBLED.items() if phrase.startswith(start)), None)
    return pattern.sub("", before) if pattern else before


def _written(number: str, codes: tuple[str, str]) -> str:
    read_as = read(number, codes[0])
    return usual(read_as, codes[1]) if read_as else number


def _hour(hour: int, minute: int, to: str, *, midnight: bool) -> str:
    if (hour, minute) == (0, 0):
        return _NOON[to][midnight]
    shown = hour or 12
    if to == "es":
        return f"{'la' if shown == 1 else 'las'} {shown}:{minute:02}"
    return f"{shown}.{minute:02} Uhr" if to == "de" else f"{shown}\u00a0h\u00a0{minute:02}"
