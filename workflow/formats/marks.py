"""The attributes of the elements of units, found by offsets in a text."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflow.formats.base import NO_UNIT, Attributes
from workflow.html import attributes
from workflow.model import Kind, Span, Unit

__all__ = ["Mark", "Marks", "marked", "marks_of"]

_OUTSIDE = frozenset({Kind.ALT_TEXT, Kind.TITLE, Kind.ATTRIBUTE, Kind.FRONT_MATTER, Kind.COMMENT, Kind.LABEL})
"""Kinds whose text is not part of the content of the surrounding element."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A unit whose element gets attributes; ``start`` and ``end`` are characters of the rendered text."""

    start: int
    end: int
    attributes: Attributes


class Marks:
    """Marks in the order of the text, found by offset."""

    def __init__(self, marks: list[Mark]) -> None:
        self._marks = sorted(marks, key=lambda mark: (mark.start, mark.end))
        self._starts = [mark.start for mark in self._marks]

    def __bool__(self) -> bool:
        return bool(self._marks)

    def within(self, start: int, end: int) -> list[Mark]:
        """The marks within these characters."""
        found = self._marks[bisect_left(self._starts, start) : bisect_right(self._starts, end)]
        return [mark for mark in found if mark.end <= end]

    def at(self, start: int, end: int) -> Mark | None:
        """The mark that covers ``start``, else the first one within these characters."""
        found = bisect_right(self._starts, start) - 1
        if found >= 0 and start < self._marks[found].end:
            return self._marks[found]
        return next(iter(self.within(start, end)), None)


def marks_of(units: Sequence[Unit], spans: Mapping[int, Span], wanted: Mapping[int, Attributes]) -> tuple[Marks, Marks]:
    """Return the marks of the units with attributes: those in the running text, and the others.

    If words outside every unit get attributes, each unit has a mark, so that it is recognised as a unit.
    """
    every = NO_UNIT in wanted
    inside: list[Mark] = []
    outside: list[Mark] = []
    for unit in units:
        if unit.index in spans and (every or wanted.get(unit.index)):
            mark = Mark(spans[unit.index].start, spans[unit.index].end, wanted.get(unit.index, {}))
            (outside if unit.kind in _OUTSIDE else inside).append(mark)
    return Marks(inside), Marks(outside)


def marked(html: str, start: int, marks: list[Mark]) -> str:
    """Return a line of raw HTML that begins at offset ``start``, with a ``<span>`` around each unit."""
    end = start + len(html)
    parts, at = [], start
    for mark in marks:
        for offset, tag in ((mark.start, f"<span{attributes(mark.attributes)}>"), (mark.end, "</span>")):
            # A unit begins in the line of its first character and ends in the line of its last one.
            inside = start < offset <= end if tag == "</span>" else start <= offset < end
            if mark.attributes and inside:
                parts += [html[at - start : offset - start], tag]
                at = offset
    return "".join(parts) + html[at - start :]
