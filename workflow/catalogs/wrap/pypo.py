"""Wrap strings as translate-toolkit's ``pypo`` did for many years, and Weblate with it.

It breaks between words, not by Unicode's rules. It counts characters (wide ones twice), does not count the keyword, and cuts a word
that is longer than a line. The behaviour was found by running version 3.8.4, which the tests compare with. Later versions (3.20)
have rules that change from release to release; they are not implemented. In a file of such a version, a changed entry is wrapped by
the rules that fit the rest of the file best.
"""

import re
import unicodedata
from collections.abc import Iterator

__all__ = ["WIDTH", "lines_of"]

WIDTH = 77
"""The longest text of a line in characters, without the quotes."""

_SEPARATORS = "|".join(
    (
        r"\s+",
        r"[a-zA-Z0-9_-]+/",
        r"\w*\\.\w*",  # an escape, with the word around it
        r"\.(?=\w)",
        r"[\w!'&.,?=<>%]+\s+",  # a word and the spaces after it
        r"[^\s\w]*\w+[a-zA-Z]-(?=\w+[a-zA-Z])",  # the first part of a compound
        r"(?<=[\w!\"'&.,?])-{2,}(?=\w)",  # a dash
    )
)
_CHUNK = re.compile(f"({_SEPARATORS})")


def lines_of(escaped: str, width: int | None) -> list[str]:
    """The strings, without their quotes, that an escaped text becomes in lines of ``width`` columns; one string if that is None."""
    if width is None:
        return [escaped]
    parts = escaped.split("\\n")
    portions = [f"{part}\\n" for part in parts[:-1]] + [parts[-1]]
    several = len(portions) > 2 or (len(portions) == 2 and bool(portions[1])) or len(portions[0]) > width - 6
    out = [""] if several else []
    for portion in portions:
        out += _filled(portion, width)
    return out or [""]


def _filled(portion: str, width: int) -> Iterator[str]:
    line, used = "", 0
    for chunk in filter(None, _CHUNK.split(portion)):
        rest = chunk
        while used + (columns := _columns(rest)) > width:
            if columns > width:  # longer than any line: what fits goes here
                fits = _fitting(rest, width - used)
                line, rest = line + rest[:fits], rest[fits:]
            if line:
                yield line
            line, used = "", 0
        line, used = line + rest, used + _columns(rest)
    if line:
        yield line


def _columns(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def _columns_of(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "FW" else 1


def _fitting(text: str, limit: int) -> int:
    """How many characters of the text fit into ``limit`` columns."""
    for number, char in enumerate(text):
        limit -= _columns_of(char)
        if limit < 0:
            return number
    return len(text)
