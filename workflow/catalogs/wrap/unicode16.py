"""Where a line may break by Unicode 16: the rules of gettext 0.23 and later that differ from those of gettext 0.21.

Unicode Standard Annex #14 has changed its rules for full stops and colons before letters, for numbers, for quotation marks and for a
hyphen that begins a word. New classes of characters, and the rule for Brahmic syllables (LB28a), are not implemented: those texts
break by the old rules.
"""

import unicodedata
from functools import cache

__all__ = ["breaks16"]

_INITIAL, _FINAL, _OTHER = 1, 2, 0

_NO_BREAK_AFTER = ("OP", "OPW", "BB", "GL", "WJ")
"""Classes after which no line breaks."""
_NO_BREAK_BEFORE = ("CL", "CP", "EX", "IS", "SY", "NS", "BA", "HY", "IN", "GL", "WJ")
"""Classes before which no line breaks."""


@cache
def _quote(char: str) -> int:
    category = unicodedata.category(char)
    return _INITIAL if category == "Pi" else _FINAL if category == "Pf" else _OTHER


@cache
def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "FWH"


def breaks16(classes: tuple[str, ...], body: str, at: int, before: int, usual: bool) -> bool:
    """Whether a line may break before the character ``at`` (neither the first nor a combining mark).

    ``classes`` are the line breaking classes of the characters of ``body``. ``before`` is the index of the last character before
    ``at`` that is neither a space nor a combining mark. ``usual`` is the result of the older rules.
    """
    left, right = classes[before], classes[at]
    spaced = classes[at - 1] == "SP"
    following = classes[at + 1] if at + 1 < len(classes) else ""
    if right == "IS":  # LB15c, LB15d
        return spaced and following == "NU"
    if "QU" in (left, right) and (decided := _quoted(classes, body, at, before, spaced)) is not None:
        return decided
    if spaced:
        if (left, right) == ("CP", "NS"):  # LB16
            return False
        return usual
    if left in ("HY", "BA") and right == "HL" and before and classes[before - 1] == "HL":  # LB21a no longer applies
        return True
    if left == "IS" and right in ("AL", "HL"):  # LB29
        return False
    if right == "AL" and _begins_word(classes, body, before):  # LB20a
        return False
    return _numeric(classes, at, before, left, right, usual)


def _begins_word(classes: tuple[str, ...], body: str, at: int) -> bool:
    """Whether the character ``at`` is a hyphen that begins a word."""
    hyphen = classes[at] == "HY" or body[at] == "\u2010"
    return hyphen and (at == 0 or classes[at - 1] in ("SP", "ZW", "BK", "GL"))


def _quoted(classes: tuple[str, ...], body: str, at: int, before: int, spaced: bool) -> bool | None:
    """The result of LB15a, LB15b, LB19 and LB19a; None if none of them applies."""
    left, right = classes[before], classes[at]
    following = classes[at + 1] if at + 1 < len(classes) else ""
    if left == "QU" and _quote(body[before]) == _INITIAL:
        opens = before == 0 or classes[before - 1] in ("BK", "OP", "OPW", "QU", "GL", "SP", "ZW")
        if opens:
            return False
    if right == "QU" and _quote(body[at]) == _FINAL:
        ends = ("", "SP", "GL", "WJ", "CL", "QU", "CP", "EX", "IS", "SY", "BK", "ZW")
        if following in ends:
            return False
    if spaced:
        return left not in ("OP", "OPW") if right == "QU" else (True if right in ("OP", "OPW") else None)
    if right == "QU":
        after = body[at + 1 : at + 2]
        if _quote(body[at]) != _INITIAL or not _wide(body[before]) or not (after and _wide(after)):
            return False
    if left == "QU":
        behind = body[before - 1] if before else ""
        if _quote(body[before]) != _FINAL or not _wide(body[at]) or not (behind and _wide(behind)):
            return False
    return left not in _NO_BREAK_AFTER and right not in _NO_BREAK_BEFORE


def _numeric(classes: tuple[str, ...], at: int, before: int, left: str, right: str, usual: bool) -> bool:
    """The result of LB25, which keeps a number and its signs together."""
    if left in ("CL", "CP") and right in ("PO", "PR"):
        return not _in_number(classes, before)
    if left in ("SY", "IS") and right in ("PO", "PR") and _in_number(classes, before):
        return False
    if left in ("PO", "PR") and right in ("OP", "OPW"):
        behind = classes[at + 1 : at + 3]
        return not (behind[:1] == ("NU",) or behind == ("IS", "NU"))
    if left == "SY" and right == "NU":
        return not _in_number(classes, before)
    return usual


def _in_number(classes: tuple[str, ...], end: int) -> bool:
    at = end - 1
    while at >= 0 and classes[at] in ("SY", "IS", "CM", "ZWJ"):
        at -= 1
    return at >= 0 and classes[at] == "NU"
