"""Spans of a text."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Self

__all__ = ["Spans"]


class Spans:
    """A set of spans (start, end) that do not overlap; whether another one overlaps them is found without trying them all."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            self.add(start, end)

    @classmethod
    def covering(cls, spans: Iterable[tuple[int, int]]) -> Self:
        """Return the set of spans that covers the same characters as ``spans``, which may overlap."""
        joined: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return cls(joined)

    def add(self, start: int, end: int) -> None:
        """Add a span that overlaps none of the others."""
        at = bisect_right(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)

    def overlap(self, start: int, end: int) -> bool:
        """Whether the span from ``start`` to ``end`` overlaps one of them."""
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end

    def covers(self, start: int, end: int) -> bool:
        """Whether the span from ``start`` to ``end`` lies in one of them."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]
