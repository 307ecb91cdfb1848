"""Hours of the clock: the number that stands for one depends on whether a language counts to 12 or to 24."""

from collections.abc import Collection

from workflow.quantities import QuantityKind, quantities

__all__ = ["corresponds", "hour_form"]


def hour_form(text: str, start: int, code: str) -> str:
    """Return how the number at ``start`` is written as an hour in a text in the language ``code``: ``am``, ``pm``, ``hour`` (``9:30``),
    or ``""`` if nothing beside it says that it is one.
    """
    found = (one for one in quantities(text, code) if one.kind is QuantityKind.TIME and one.digits[0] == start)
    return next((one.half or "hour" for one in found), "")


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
