"""A line of a text with marks under its parts, cut to the width of a terminal."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate

import click

from workflow.cli.console import printable
from workflow.cli.wrapping import columns_of

__all__ = ["Part", "changed_parts", "marked"]

_LEAD = 12
"""Characters of a long text that are shown before the first part."""
_LONGEST = 400
"""Length up to which two texts are compared character by character."""
_SHOWN = str.maketrans({"\n": "⏎", "\r": "⏎", "\t": "→", "\x1b": "␛", "\u00a0": "⍽", "\u202f": "⍽", "\u2007": "⍽"})
Part = tuple[int, int]
"""Start and end, in characters. An empty one marks a place."""


def marked(text: str, parts: Sequence[Part], columns: int, *, colour: str = "red") -> tuple[str, str]:
    """Return a line of the text, and a line of marks under its parts, empty without any.

    A text of more than ``columns`` is cut around the first part; without parts, its beginning is shown. Control characters are
    written as a terminal shows them (``\\x07``).
    """
    shown = text.translate(_SHOWN)
    if (readable := printable(shown)) != shown:
        starts = list(accumulate((len(printable(sign)) for sign in shown), initial=0))
        shown, parts = readable, [(starts[start], starts[end]) for start, end in parts]
    first, last = 0, len(shown)
    if columns_of(shown) > columns:
        start = min((part[0] for part in parts), default=0)
        end = max((part[1] for part in parts), default=0)
        if columns_of(shown[: end + 1]) > columns - 1:
            first = max(start - _LEAD, 0)
            while first and columns_of(shown[first - 1 :]) <= columns - 1:
                first -= 1
        room = columns - 1 - (first > 0)
        last = min(len(shown), first + columns)
        while last > first + 1 and columns_of(shown[first:last]) > room + (last == len(shown)):
            last -= 1
    lead = "…" if first else ""
    line = f"{lead}{shown[first:last]}{'…' if last < len(shown) else ''}"
    marks = ""
    for start, end in parts:
        if first <= start <= last:
            marks += " " * (columns_of(lead + shown[first:start]) - len(marks))
            marks += "^" * max(columns_of(shown[start : min(end, last)]), 1)
    return line, click.style(marks, fg=colour) if marks else ""


def changed_parts(before: str, after: str) -> tuple[list[Part], list[Part]]:
    """Return the parts of two texts that differ. Where only one of them has something, the other has an empty part at that place."""
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if max(len(old), len(new)) > _LONGEST:
        return [(start, start + len(old))], [(start, start + len(new))]
    changes = [one for one in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if one[0] != "equal"]
    return (
        [(start + one[1], start + one[2]) for one in changes],
        [(start + one[3], start + one[4]) for one in changes],
    )


def _common(one: str, two: str) -> int:
    """The number of equal characters at the beginning of both."""
    return next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
