"""How the target languages write a value: regular expressions that a draft's text is searched for.

The separators are those of CLDR and of the usual style guides (RAE, Duden, Imprimerie nationale), with any of the spaces that
people type for them. The English form is accepted where no reader of the target can take it for another value.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["LANGUAGES", "SPACE", "Fact", "alternatives", "bounded", "by_language", "exact", "number", "value", "words"]

LANGUAGES = ("es", "de", "fr")
SPACE = "[ \u00a0\u2009\u202f]"
_GROUPS = {"es": rf"(?:\.|{SPACE})", "de": rf"(?:\.|{SPACE})", "fr": SPACE}
_SMALL = {
    "es": "cero un[ao]? dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "de": "null ein(?:e[nmrs]?|s)? zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "zéro une? deux trois quatre cinq six sept huit neuf dix onze douze",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A planted fact: its text in the source, and for each language a pattern of what says the same."""

    text: str
    forms: Mapping[str, str]
    rule: str = ""
    """The name of another rule of the judge that the whole draft must meet."""
    flag: str = field(default="", compare=False)
    """The format flag of an entry with this fact."""


def value(shown: str) -> str:
    """A number as English writes it, without its grouping: ``1,250.50`` is ``1250.50``."""
    return shown.replace(",", "")


def number(shown: str, to: str) -> str:
    """A pattern, without boundaries, of the numbers that are ``shown`` in English."""
    whole, _, decimals = value(shown).partition(".")
    groups = [whole[max(end - 3, 0) : end] for end in range(len(whole), 0, -3)][::-1]
    local = f"(?:{whole}|{_GROUPS[to].join(groups)})" if len(groups) > 1 else f"0?{whole}" if whole != "0" else "0"
    if not decimals:
        forms = [local]
        if len(groups) > 2:
            forms.append(",".join(groups))
        if not decimals and len(whole) < 3 and int(whole) <= 12:
            forms.append(rf"(?i:{words(to)[int(whole)]})")
        return alternatives(forms)
    short = decimals.rstrip("0")
    zeros = "0*"
    forms = [f"{local},{short}{zeros}" if short else f"{local}(?:,{zeros})?"]
    if len(decimals) != 3 or whole == "0":
        forms.append(rf"{whole}\.{decimals}")
    if len(groups) > 1:
        forms.append(",".join(groups) + rf"\.{decimals}")
    return alternatives(forms)


def words(to: str) -> list[str]:
    """Patterns of the numbers zero to twelve as words."""
    return _SMALL[to].split()


def alternatives(forms: Iterable[str]) -> str:
    """One pattern for any of the forms."""
    return f"(?:{'|'.join(forms)})"


def bounded(pattern: str) -> str:
    """The pattern where it is no part of a longer word or number, and has no sign before it."""
    return rf"(?<!\w)(?<!\d[.,])(?<!\d{SPACE})(?<!\s[-\u2212]){pattern}(?!\w)(?![.,]\d)(?!{SPACE}\d{{3}}(?!\d))"


def exact(text: str) -> dict[str, str]:
    """The text itself in every language, where it is no part of a longer word."""
    before = r"(?<![\w/.@:$%-])" if re.match(r"[\w/.@$~-]", text) else ""
    after = r"(?![\w/@=-])(?![.:]\w)" if re.search(r"[\w/]$", text) else ""
    return dict.fromkeys(LANGUAGES, before + re.escape(text) + after)


def by_language(make: Callable[[str], str]) -> dict[str, str]:
    """The bounded patterns that ``make`` returns for each language."""
    return {to: bounded(make(to)) for to in LANGUAGES}
