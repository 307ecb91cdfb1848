"""Hours of the clock: the number that stands for one depends on whether a language counts to 12 or to 24."""

import re
from collections.abc import Collection

__all__ = ["corresponds", "hour_form"]

_MINUTES = re.compile(r"\s?[:h]\s?[0-5]\d(?!\d)")
_HALF_DAY = re.compile(r"\s?([ap])\.?\s?m\b", re.IGNORECASE)
_OF_MINUTES = re.compile(r"\d\s?[:h]\s?$")


def hour_form(text: str, start: int, end: int) -> str:
    """Return how the number between ``start`` and ``end`` is written as an hour: ``am``, ``pm``, ``hour`` (``9:30``), or ``""`` if nothing
    beside it says that it is one.
    """
    if _OF_MINUTES.search(text, max(0, start - 4), start):
        return ""
    minutes = _MINUTES.match(text, end)
    half = _HALF_DAY.match(text, minutes.end() if minutes else end)
    if half is not None:
        return f"{half[1].lower()}m"
    return "hour" if minutes else ""


def corresponds(source: Collection[str], target: Collection[str], hours: tuple[str, str]) -> bool:
    """Whether a number of the source can be exchanged in its translation as it stands there.

    ``source`` and ``target`` are the forms of its places in both (``hour_form``), ``hours`` its old and its new value. 12:30 p.m. is
    12:30 in a language that counts to 24, but 11:30 p.m. is 23:30 there; from 1 to 11 in the morning both count alike.
    """
    if not {"am", "pm"}.isdisjoint(target):
        return sorted(source) == sorted(target)
    early = [number.isdigit() and 1 <= int(number[:4]) <= 11 for number in hours]
    if not {"am", "pm"}.isdisjoint(source):
        return set(source) == {"am"} and all(early)
    is_clock = "hour" in source or "hour" in target
    return not is_clock or early[0] == early[1]
