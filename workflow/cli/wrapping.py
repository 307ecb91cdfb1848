"""Wrap text for a terminal. A character of Chinese, Japanese or Korean takes two columns, and a line may break beside it."""

import re
import unicodedata

import click

__all__ = ["columns_of", "wrap"]

_WIDE = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003fffd"
)
_CLOSING = "、。，．！？：；）」』】〉》”’"
_UNIT = re.compile(rf"(?P<gap>[ \t\r\n]*)(?P<unit>[{_WIDE}][{_CLOSING}]*|[^ \t\r\n{_WIDE}]+[{_CLOSING}]*)")
"""A word or a wide character, with the white space before it. No-break spaces belong to words."""


def columns_of(text: str) -> int:
    """Return the number of columns that a line takes in a terminal, without the codes of its colours."""
    plain = click.unstyle(text)
    if plain.isascii():
        return len(plain)
    return sum(_columns(char) for char in plain)


def wrap(text: str, columns: int, lead: str = "", indent: str | None = None) -> list[str]:
    """Return the lines of a text of at most ``columns`` columns, as far as its words allow; none of them is cut.

    ``lead`` stands before the first line, ``indent`` before the others; None: as many spaces as ``lead`` has columns.
    """
    indent = " " * columns_of(lead) if indent is None else indent
    lines = [lead]
    filled = columns_of(lead)
    empty = True
    for match in _UNIT.finditer(text):
        unit = match["unit"]
        gap = "" if empty else " " if match["gap"] else ""
        size = columns_of(unit)
        if not empty and filled + len(gap) + size > columns:
            lines.append(indent)
            filled, gap = columns_of(indent), ""
        lines[-1] += gap + unit
        filled += len(gap) + size
        empty = False
    return [line.rstrip(" ") for line in lines]


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
