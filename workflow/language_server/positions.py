"""Positions of the language server protocol: lines, and columns in the units that client and server agreed on.

A line ends with ``\\n``, ``\\r\\n`` or ``\\r``, and nothing else. Columns count UTF-16 units, unless the client offers another encoding.
"""

import io
import re
from bisect import bisect_right
from itertools import accumulate

from lsprotocol import types

from workflow.model import Span

__all__ = ["TextLines"]

_LINE_END = re.compile(r"\r\n|\n|\r")
_WIDTHS = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
_CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}


class TextLines:
    """The lines of a text. Offsets are characters of the text."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        """``encoding``: that of the columns, as the protocol names it."""
        self.text = text
        self._codec, self._width = _CODECS[encoding], _WIDTHS[encoding]
        # With an empty ``newline``, lines end as they do here, and keep their ends.
        self._starts = list(accumulate(map(len, io.StringIO(text, newline="")), initial=0))
        if text and text[-1] not in "\r\n":
            self._starts.pop()

    def position(self, offset: int) -> types.Position:
        """Return the position of an offset."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, offset) - 1
        before = self.text[self._starts[line] : offset]
        column = len(before) if before.isascii() else len(before.encode(self._codec, "surrogatepass")) // self._width
        return types.Position(line, column)

    def range(self, span: Span) -> types.Range:
        """Return the range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """Return the offset of a position. One after the end of its line is the end of the line, one after the last line that of the text;
        one within a character is its start."""
        if position.line >= len(self._starts):
            return len(self.text)
        start = self._starts[max(position.line, 0)]
        line = self.text[start : self._end(max(position.line, 0))]
        if line.isascii():
            return start + max(0, min(position.character, len(line)))
        raw = line.encode(self._codec, "surrogatepass")[: max(position.character, 0) * self._width]
        before = _decoded(raw, self._codec)
        # Half of a pair of surrogates is decoded as a character of its own.
        return start + len(before) - (not line.startswith(before))

    def span(self, place: types.Range) -> Span:
        """Return the span of a range."""
        start, end = self.offset(place.start), self.offset(place.end)
        return Span(min(start, end), max(start, end))

    def line(self, number: int) -> Span:
        """Return a line without its end; ``number`` is 1-based, as in messages. The last one if there are fewer."""
        number = max(0, min(number - 1, len(self._starts) - 1))
        return Span(self._starts[number], self._end(number))

    def _end(self, line: int) -> int:
        """Where a line ends, before its line end."""
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        if end > self._starts[line] and line + 1 < len(self._starts):
            end -= 2 if self.text.endswith("\r\n", self._starts[line], end) else 1
        return end


def _decoded(raw: bytes, codec: str) -> str:
    """The whole characters of bytes that may end within one."""
    while True:
        try:
            return raw.decode(codec, "surrogatepass")
        except UnicodeDecodeError as error:
            raw = raw[: error.start]
