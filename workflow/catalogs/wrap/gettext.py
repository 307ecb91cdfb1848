"""Quote and wrap strings as gettext does, so that msgcat leaves the result unchanged; or as another program that wrote the file does.

gettext (write-po.c, function ``wrap``) divides a text after each line feed, escapes each portion, and has libunistring break it
(Unicode Standard Annex #14) so that a line with its quotes fits the page width. If there is more than one line, the first stays
empty.
"""

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import accumulate

from workflow.catalogs.wrap import pypo
from workflow.catalogs.wrap.break_rules import ESCAPES, character_class, letters_of, may_break, unicode16_rules
from workflow.catalogs.wrap.format_directives import inside

__all__ = ["GETTEXT_STYLE", "PAGE_WIDTH", "StringStyle", "WrapRules", "escape", "quoted"]


class WrapRules(Enum):
    """The program whose rules break the lines."""

    __hash__ = object.__hash__  # Enum's own is written in Python, and is called for every string

    GETTEXT = "gettext"
    """gettext up to 0.22, and Poedit, which calls it."""
    GETTEXT_16 = "gettext by Unicode 16"
    """gettext 0.23 and later."""
    PYPO = "pypo"
    """translate-toolkit up to 3.8: pot2po, older Weblate. Its lines are two columns shorter, since it does not count the quotes."""


PAGE_WIDTH = 79
"""gettext's default: no line is longer, the closing quote included, unless one word is."""


@dataclass(frozen=True, slots=True)
class StringStyle:
    """The style of a file's strings. The defaults are gettext's."""

    width: int | None = PAGE_WIDTH
    """Page width in columns. None: break after line feeds only (pypo: not at all)."""
    newline: str = "\n"
    """The line end: ``\\n`` or ``\\r\\n``."""
    rules: WrapRules = WrapRules.GETTEXT


GETTEXT_STYLE = StringStyle()
"""The style of msgcat."""
_NO_DIRECTIVE: frozenset[int] = frozenset()
_TO_ESCAPE = re.compile(r'[\\"\n\t\a\b\f\v\r\0]')
_PORTIONS = re.compile(r"[^\n]*\n|[^\n]+\Z")
_NARROW = re.compile("[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u202f-\u205e]*\\Z")
"""Texts of characters of one column only: Latin, Greek and Cyrillic letters, general punctuation."""
_SEGMENTS = re.compile("[^\x85\u2028\u2029]*[\x85\u2028\u2029]|[^\x85\u2028\u2029]+\\Z")


def escape(text: str) -> str:
    """Return the text as written between quotes."""
    return _TO_ESCAPE.sub(lambda found: ESCAPES[found[0]], text)


@lru_cache(maxsize=16384)  # the catalogs of all languages have the same msgids
def quoted(
    name: str, text: str, style: StringStyle = GETTEXT_STYLE, prefix: str = "", flags: tuple[str, ...] = ()
) -> str:
    """Return the lines of a keyword and its string, each with its line end.

    ``name`` is the keyword (``msgid``, ``msgstr[0]``), ``prefix`` the beginning of each line (``#| ``, ``#~ ``), ``flags`` those
    flags of the entry that name a kind of format directive.
    """
    newline, rules = style.newline, style.rules
    if not text:
        return f'{prefix}{name} ""{newline}'
    if rules is WrapRules.PYPO:
        first, *others = pypo.lines_of(escape(text), None if style.width is None else style.width - 2)
        return f'{prefix}{name} "{first}"{newline}' + "".join(f'{prefix}"{line}"{newline}' for line in others)
    portions = _PORTIONS.findall(text)
    width = None if style.width is None else max(style.width - 2 - len(prefix), 0)
    start = len(name) + 1
    unbroken = inside(text, flags) if flags else _NO_DIRECTIVE
    if len(portions) <= 1:
        lines = _lines(text, start, width, rules, unbroken)
        if len(lines) <= 1 and (width is None or start <= width):
            return f'{prefix}{name} "{escape(text)}"{newline}'
    out = [f'{prefix}{name} ""{newline}']
    at = 0
    for portion in portions:
        here = frozenset(one - at for one in unbroken) if unbroken else unbroken
        out += [f'{prefix}"{line}"{newline}' for line in _lines(portion, 0, width, rules, here)]
        at += len(portion)
    return "".join(out)


def _lines(portion: str, start: int, width: int | None, rules: WrapRules, unbroken: Collection[int]) -> list[str]:
    """One portion, escaped, in lines of at most ``width`` columns; the first one begins in column ``start``."""
    body = escape(portion)
    if width is None or start + 2 * len(body) <= width or (start + len(body) <= width and _NARROW.match(body)):
        return [body]
    lines = [""]
    at = 0
    # After a line separator inside the text libunistring begins to count anew, on the same line.
    for segment in _SEGMENTS.findall(portion):
        here = (
            {len(escape(segment[: one - at])) for one in unbroken if at < one < at + len(segment)}
            if unbroken
            else unbroken
        )
        first, *others = _filled(segment, start, width, rules, here)
        lines[-1] += first
        lines += others
        start = 0
        at += len(segment)
    return lines


def _filled(segment: str, start: int, width: int, rules: WrapRules, unbroken: Collection[int]) -> list[str]:
    """libunistring's ``width_linebreaks``: as much on each line as fits; a piece that cannot be broken may be longer.

    No line breaks before the characters in ``unbroken``.
    """
    body = escape(segment)
    letters = letters_of(segment)
    breaks = may_break if rules is WrapRules.GETTEXT else unicode16_rules(letters, body)
    last = {len(body) - 2, *unbroken} if segment.endswith("\n") else unbroken  # no line begins with the closing \n
    columns = None if _NARROW.match(body) else list(accumulate((character_class(c)[1] for c in body), initial=0))
    lines = []
    begin = 0
    offset = start
    while True:
        fits = width - offset
        limit = begin + fits if columns is None else bisect_right(columns, columns[begin] + fits) - 1
        if limit >= len(body):
            break
        at = limit
        while at > begin and (at in last or not breaks(letters, at)):
            at -= 1
        if at <= begin:
            at = max(limit, begin) + 1
            while at < len(body) and (at in last or not breaks(letters, at)):
                at += 1
            if at >= len(body):
                break
        lines.append(body[begin:at])
        begin, offset = at, 0
    lines.append(body[begin:])
    return lines
