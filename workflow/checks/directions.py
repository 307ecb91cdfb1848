"""Directions: ``a third less``, ``up by a quarter``, ``half as much again`` whose less or more a translation lost."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from workflow.word_filters import TextFilter

__all__ = ["lost_direction"]

_FRACTION = r"(?:(?:an?|one|two|three|four|[1-9])[\s-](?:third|quarter|fifth|tenth)s?|(?:a\s|one[\s-])?half|\d{1,2}/\d{1,2}|[½⅓⅔¼¾⅕])"
_SHARE = rf"(?:{_FRACTION}|\d+(?:\.\d+)?(?:\s?%|\sper\s?cent))"
_TIMES = r"(?:twice|(?:two|three|four|five|ten|\d+)\stimes)"
_CHANGED = r"(?:\s\w+){0,2}?\sby\s(?:(?:about|around|almost|nearly|over|more\sthan|up\sto|some|roughly)\s)?"
_SOURCE = re.compile(
    rf"\b(?:(?P<less>(?:{_SHARE}|{_TIMES})\s(?:less|fewer)\b|"
    rf"(?:down|fell|falls?|fallen|dropp?\w*|cuts?|cutting|reduc\w+|decreas\w+|declin\w+|shr[aiu]nk\w*|lower\w*){_CHANGED}{_FRACTION}(?!\w))|"
    rf"(?P<more>{_SHARE}\smore\b(?!\s(?:or|often|likely|\w+(?:ly|ive|[ae]nt|ble))\b)|half\s(?:again\sas|as\s(?:much|many)\s(?:\w+\s)?again)\b|"
    rf"(?:up|rose|rises?|risen|increas\w+|gr[eo]ws?|grown|gain\w*|climb\w*|rais\w+){_CHANGED}{_FRACTION}(?!\w)))",
    re.IGNORECASE,
)
_SIGNS = ("less", "fewer", "more", "again", " by ")
"""What one of is in every text that has a direction."""
_PARTS = (
    "third",
    "quarter",
    "fifth",
    "tenth",
    "half",
    "twice",
    "times",
    "%",
    "cent",
    "/",
    "½",
    "⅓",
    "⅔",
    "¼",
    "¾",
    "⅕",
)


def _has_part(run: str) -> bool:
    lowered = run.casefold()
    return any(part in lowered for part in _PARTS)


_WITH_PART = TextFilter(_has_part)


def lost_direction(source: str, target: str, language: str) -> str | None:
    """Return why ``target`` does not say that something is less, or more, by a fraction or a multiple as the English ``source`` does.

    None for a language without a list (``words/directions.toml``).
    """
    if not _WITH_PART.finds(source):
        return None
    lowered = source.casefold()
    if not any(map(lowered.__contains__, _SIGNS)):
        return None
    found = _SOURCE.search(source)
    words = _words().get(language) if found else None
    if not found or not words:
        return None
    return (
        None
        if words[found.lastgroup or ""].search(target.casefold())
        else f"the {found.lastgroup} of “{found[0]}” is missing"
    )


@cache
def _words() -> dict[str, dict[str, re.Pattern[str]]]:
    """By language and direction: what its words are."""
    text = files("workflow.checks").joinpath("words", "directions.toml").read_text(encoding="utf-8")
    return {
        language: {direction: _reader(words.casefold()) for direction, words in lists.items()}
        for language, lists in tomllib.loads(text).items()
    }


def _reader(words: str) -> re.Pattern[str]:
    choice = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words.split())
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)|[-−+]\s?\d")
