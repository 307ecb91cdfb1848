"""A text made from a document's text so that pulldown-cmark can read syntax that it does not know.

In a *view*, the lines of containers and directives are comments, their titles are ATX headings, and indented bodies lack their
indentation. pulldown-cmark reads the view as ordinary Markdown with marks in it, so links, footnotes and nesting need no further
code. The view maps every piece to its place in the document.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

__all__ = [
    "Edit",
    "Marked",
    "Part",
    "Piece",
    "View",
    "ViewMark",
    "code_and_html",
    "covering",
    "covers",
    "edited",
    "heading",
    "mark",
    "view_of",
]


class Marked(Protocol):
    """What a mark stands for: a container or a directive."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends."""


@dataclass(frozen=True, slots=True)
class ViewMark:
    """A mark in a view."""

    role: str
    """``open``, ``title`` or ``close`` of a container; ``directive``, or the ``text`` inside one."""
    what: Marked
    text: int = -1
    """The index of a directive's text."""


class Piece(Protocol):
    """The attributes of an event that are used here."""

    @property
    def type(self) -> str:
        """``start``, ``end`` or ``leaf``."""

    @property
    def name(self) -> str:
        """The name of the element."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends."""


@dataclass(frozen=True, slots=True)
class View:
    """A text made from the document's, with the mapping of its offsets to the document."""

    text: str
    starts: list[int]
    """The offset in ``text`` at which each piece starts."""
    origins: list[int]
    """The offset in the document from which each piece comes; for an inserted piece, its position."""
    kept: list[bool]
    """Whether the piece is the document's own text."""
    marks: dict[int, ViewMark]
    """By offset in ``text``."""

    @property
    def shift(self) -> int:
        """The number to add to every offset if there is only one piece."""
        return self.origins[0]

    def start(self, offset: int) -> int:
        """The offset in the document for a range that begins at ``offset``."""
        at = bisect_right(self.starts, offset) - 1
        return self.origins[at] + (offset - self.starts[at] if self.kept[at] else 0)

    def end(self, offset: int) -> int:
        """The offset in the document for a range that ends at ``offset``."""
        at = max(bisect_left(self.starts, offset) - 1, 0)
        return self.origins[at] + (offset - self.starts[at] if self.kept[at] else 0)


@dataclass(slots=True)
class Part:
    """A piece of a view while it is being made."""

    text: str
    origin: int
    kept: bool = True
    mark: ViewMark | None = None


Edit = tuple[int, int, list[Part]]
"""A range of a view's text, and the parts that replace it."""


def view_of(parts: Sequence[Part]) -> View:
    """Return the view that consists of ``parts``."""
    starts, marks, at = [], {}, 0
    for part in parts:
        starts.append(at)
        if part.mark:
            marks[at] = part.mark
        at += len(part.text)
    return View("".join(part.text for part in parts), starts, [p.origin for p in parts], [p.kept for p in parts], marks)


def mark(prefix: str, what: ViewMark, origin: int) -> list[Part]:
    """Return the parts of a line that is a mark, after a container prefix."""
    parts = [Part(prefix, origin, kept=False)] if prefix else []
    return [*parts, Part("<!-- -->\n", origin, kept=False, mark=what)]


def heading(view: View, prefix: str, what: ViewMark, start: int, end: int) -> list[Part]:
    """Return the parts of a line that has the text from ``start`` to ``end`` as a heading, so that its inline markup is read."""
    begin = view.start(start)
    return [
        Part(prefix, begin, kept=False),
        Part("# ", begin, kept=False, mark=what),
        Part(view.text[start:end], begin),
        Part(" #\n", view.end(end), kept=False),
    ]


def edited(parts: Sequence[Part], edits: Iterable[Edit]) -> list[Part]:
    """Apply edits to ``parts``; they are in order and do not overlap."""
    result: list[Part] = []
    waiting = iter(edits)
    edit = next(waiting, None)
    at = 0
    for part in parts:
        position, stop = at, at + len(part.text)
        while edit is not None and (edit[0] < stop or (edit[0] == stop and edit[0] == edit[1])):
            if edit[0] >= at:
                result.append(_slice(part, position - at, edit[0] - at))
                result += edit[2]
            position = min(edit[1], stop)
            if edit[1] > stop:
                break
            edit = next(waiting, None)
        result.append(_slice(part, position - at, stop - at))
        at = stop
    if edit is not None and edit[0] >= at:
        result += edit[2]
    return [part for part in result if part.text]


def _slice(part: Part, start: int, end: int) -> Part:
    if start == 0 and end == len(part.text):
        return part
    found = part.mark if start == 0 else None
    return Part(part.text[start:end], part.origin + (start if part.kept else 0), part.kept, found)


def code_and_html(stream: Iterable[Piece]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the spans of code blocks and of HTML blocks."""
    code, html = [], []
    for event in stream:
        if event.type == "start":
            if event.name == "CodeBlock":
                code.append((event.start, event.end))
            elif event.name == "HtmlBlock":
                html.append((event.start, event.end))
    return code, html


def covers(spans: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether one of ``spans``, which are in order, contains ``offset``."""
    return covering(spans, offset) is not None


def covering(spans: Sequence[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """Return the one of ``spans``, which are in order, that contains ``offset``."""
    at = bisect_right(spans, (offset, len(spans) and spans[-1][1])) - 1
    return spans[at] if at >= 0 and spans[at][0] <= offset < spans[at][1] else None
