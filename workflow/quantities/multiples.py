"""Multiples and fractions in words: ``twice``, ``tres veces``, ``ein Drittel``, ``la moitié``."""

import re
from functools import cache

from workflow.languages import base_language

__all__ = ["has_multiples", "lost_fold", "multiples"]

_WORDS = {
    "en": {
        "2": r"twice|two\stimes|doubl(?:ed|es|ing)(?!\s?-?click)|double\s(?:the|that|what)", "3": r"thrice|three\stimes|tripl(?:ed|es|ing)|threefold", "4": r"four\stimes|quadrupled", "5": r"five\stimes",
        "10": r"ten\stimes", "1/2": r"half(?=\sof\b|\sthe\b|\sas\b|\stheir\b|\sits\b|\s?[.,;]|\Z)|halv(?:ed|ing)", "1/3": r"(?:a|one|two)[\s-]thirds?\sof",
        "1/4": r"(?:a|one|three)[\s-]quarters?\sof|three[\s-]quarters", "12": r"dozen",
    },
    "es": {
        "2": r"dos\sveces|dobl\w+|duplic\w+|redobl\w+|dual\w*|dupl\w+", "3": r"tres\sveces|tripl\w+", "4": r"cuatro\sveces|cu[aá]dr[ui]pl\w+",
        "5": r"cinco\sveces", "10": r"diez\sveces", "1/2": r"mitad\w*|medi[oa]s?|semi\w+", "1/3": r"tercios?|terceras?\spartes?|tercera",
        "1/4": r"cuart[oa]s?", "12": r"docenas?|doce",
    },
    "de": {
        "2": r"zwei\s?mal\w*|doppel\w*|verdopp\w+|zweifach\w*|gedoppel\w+|\w*doppel\w*|zwei\sMale?", "3": r"drei\s?mal\w*|dreifach\w*|verdreifach\w+|drei\smale?",
        "4": r"vier\s?mal\w*|vierfach\w*|vervierfach\w+", "5": r"fünf\s?mal\w*|fünffach\w*", "10": r"zehn\s?mal\w*|zehnfach\w*",
        "1/2": r"\w*halb\w*|\w*hälfte\w*|anderthalb\w*", "1/3": r"\w*drittel\w*", "1/4": r"\w*viertel\w*", "12": r"dutzend\w*|zwölf",
    },
    "fr": {
        "2": r"deux\sfois|doubl\w+|redoubl\w+|double-\w+", "3": r"trois\sfois|tripl\w+", "4": r"quatre\sfois|quadrupl\w+", "5": r"cinq\sfois|quintupl\w+",
        "10": r"dix\sfois|décupl\w+", "1/2": r"moitiés?|demie?s?|mi|mi-\w+|semi\w*", "1/3": r"tiers", "1/4": r"quarts?", "12": r"douzaines?|douze",
    },
}  # fmt: skip
"""By language and multiple: its words."""
_SIGNS = ("twice", "times", "thrice", "doubl", "tripl", "threefold", "quadrupl", "hal", "third", "quarter", "dozen")
"""What one of is in every English text that has one."""


def has_multiples(text: str) -> bool:
    """Whether an English text may have a multiple or a fraction in words: most texts do not."""
    lowered = text.casefold()
    return any(sign in lowered for sign in _SIGNS)


def multiples(text: str, code: str) -> frozenset[str]:
    """Return the multiples (``2``) and fractions (``1/2``) that a text has in words; none for a language without a list."""
    pattern = _reader(base_language(code))
    return (
        frozenset()
        if pattern is None
        else frozenset(_NAMES[found.lastgroup or ""] for found in pattern.finditer(text.casefold()))
    )


_NAMES = {f"m{name.replace('/', '_')}": name for name in _WORDS["en"]}


@cache
def _reader(language: str) -> re.Pattern[str] | None:
    words = _WORDS.get(language)
    if words is None:
        return None
    choice = "|".join(f"(?P<m{name.replace('/', '_')}>{forms})" for name, forms in words.items())
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)")


_FOLD = re.compile(r"(?<![\w.,-])(\d+(?:[.,]\d+)?)-?fold(?!\w)")
_TIMES = {
    "es": re.compile(r"ve(?:z|ces)\b|multipli|múltipl|factor|upl", re.IGNORECASE),
    "de": re.compile(r"fach|mal(?:e|s|ig\w*)?\b|faktor", re.IGNORECASE),
    "fr": re.compile(r"\bfois|multipli|facteur|upl", re.IGNORECASE),
}
"""By language: what makes a multiple of a number, or is a part of a multiple in one word."""


def lost_fold(texts: tuple[str, str], codes: tuple[str, str]) -> str | None:
    """Return the ``12-fold`` of an English text that is no multiple in its translation (``12 heures``); None if there is none, or if the
    translation has the number in words (``el doble``).
    """
    if "fold" not in texts[0] or base_language(codes[0]) != "en":
        return None
    found, times = _FOLD.search(texts[0]), _TIMES.get(base_language(codes[1]))
    if found is None or times is None or times.search(texts[1]):
        return None
    return found[0] if re.search(rf"(?<!\d){re.escape(found[1])}(?!\d)", texts[1]) else None
