"""MkDocs admonitions (``!!! note "Title"``) and ``:::`` containers, which pulldown-cmark does not know.

They are found between two parses. In a *view* of the text, the lines that open and close a container are comments, its title is
an ATX heading, and an admonition's body lacks its four spaces. pulldown-cmark reads the view as ordinary Markdown with marks in
it, so links, footnotes and nesting need no further code. The view maps every piece to its place in the document.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from workflow.model import Span

__all__ = ["Container", "View", "cut"]

_CANDIDATE = re.compile(
    r"^(?P<prefix>[ \t>]*)(?:"
    r"(?P<bang>!!!|\?\?\?\+?)[ ]?(?P<type>[\w-]+(?:[ ]+[\w-]+)*)(?:[ ]+\"(?P<title>[^\r\n]*)\")?[ \t]*"
    r"|(?P<colons>:{3,})(?P<info>[^\r\n]*)"
    r")(?P<end>\r\n|\r|\n|\Z)",
    re.MULTILINE,
)
_NEXT_LINE = re.compile(r"(?P<prefix>[ \t>]*)(?P<rest>[^\r\n]*)(?:\r\n|\r|\n|\Z)")
_INFO = re.compile(
    r"""[ \t]*(?:
        \{(?P<braces>[^{}]*)\}
      | (?P<word>[^\s{}\[\]:"'`]+)(?:[ \t]*\[(?P<bracket>.*)\])?(?:[ \t]*\{(?P<attributes>[^{}]*)\})?
    )(?P<rest>.*)$""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Container:
    """An admonition or a ``:::`` container."""

    style: str
    """``admonition`` (``!!!``), ``details`` (``???``) or ``container`` (``:::``)."""
    classes: tuple[str, ...]
    """The classes; the first is the type: ``note`` …"""
    title: Span | None
    """The span of the title in the document. None: no title was given (the type is shown). Empty: no title (``""``)."""
    start: int
    end: int
    opened: bool = True
    """False for ``???`` without ``+``: folded until the reader opens it."""
    opening: str = field(default="", compare=False)
    """The opening line without its title: skeleton."""


class _Piece(Protocol):
    """The attributes of an event that ``cut`` uses."""

    @property
    def type(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


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
    marks: dict[int, tuple[str, Container]]
    """By offset in ``text``: ``open``, ``title`` or ``close``, and of which container."""

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
class _Part:
    """A piece of a view while it is being made."""

    text: str
    origin: int
    kept: bool = True
    mark: tuple[str, int] | None = None


def cut(
    text: str,
    begin: int,
    styles: frozenset[str],
    parse: Callable[[str], Iterable[_Piece]],
    left_alone: Collection[int] = (),
) -> View:
    """Return the view of ``text`` from ``begin`` on, with every container marked except those that start at ``left_alone``.

    ``styles``: the styles to look for, ``admonitions`` and ``containers``.

    Nested containers are found in further rounds: the body of an admonition is an indented code block until its spaces are removed.
    """
    parts = [_Part(text[begin:], begin)]
    containers: list[Container] = []
    if styles and ("!!!" in text or "???" in text or ":::" in text):
        while _round(parts, containers, styles, parse, left_alone):
            pass
    return _view(parts, containers)


def _view(parts: list[_Part], containers: list[Container]) -> View:
    starts, marks, at = [], {}, 0
    for part in parts:
        starts.append(at)
        if part.mark:
            marks[at] = (part.mark[0], containers[part.mark[1]])
        at += len(part.text)
    return View("".join(part.text for part in parts), starts, [p.origin for p in parts], [p.kept for p in parts], marks)


def _round(
    parts: list[_Part],
    containers: list[Container],
    styles: frozenset[str],
    parse: Callable[[str], Iterable[_Piece]],
    left_alone: Collection[int],
) -> bool:
    """Mark the outermost containers that are not marked yet; False when there are none."""
    view = _view(parts, containers)
    candidates = list(_CANDIDATE.finditer(view.text))
    if not candidates:
        return False
    code, html = _blocks(parse(view.text))
    candidates = [
        found
        for found in candidates
        if not _inside(code, found.end("prefix")) and view.start(found.end("prefix")) not in left_alone
    ]
    edits: list[tuple[int, int, list[_Part]]] = []
    fences: list[re.Match[str]] = []
    done = 0
    for found in candidates:
        at = found.end("prefix")
        if found["bang"]:
            if "admonitions" in styles and at >= done and not _inside(html, at):
                edit = _admonition(view, found, containers)
                if edit:
                    edits += edit
                    done = edit[-1][1]
        elif "containers" in styles and at >= done:
            if found["info"].strip(" \t:"):
                if not _inside(html, at):
                    fences.append(found)
            else:
                while fences and fences[-1]["prefix"].count(">") > found["prefix"].count(">"):
                    fences.pop()
                if fences:
                    edits += _fenced(view, fences.pop(), found, containers, blank=_inside(html, at))
    if not edits:
        return False
    parts[:] = _edited(parts, sorted(edits, key=lambda edit: edit[0]))
    return True


def _blocks(stream: Iterable[_Piece]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The spans of code blocks and of HTML blocks."""
    code, html = [], []
    for event in stream:
        if event.type == "start":
            if event.name == "CodeBlock":
                code.append((event.start, event.end))
            elif event.name == "HtmlBlock":
                html.append((event.start, event.end))
    return code, html


def _inside(spans: list[tuple[int, int]], offset: int) -> bool:
    at = bisect_right(spans, (offset, len(spans) and spans[-1][1])) - 1
    return at >= 0 and spans[at][0] <= offset < spans[at][1]


def _admonition(
    view: View, found: re.Match[str], containers: list[Container]
) -> list[tuple[int, int, list[_Part]]] | None:
    """The edits for one admonition: its opening line, four blanks of each body line, its end."""
    text, prefix = view.text, found["prefix"]
    edits: list[tuple[int, int, list[_Part]]] = []
    at = last = found.end()
    chunk = ""
    while at < len(text):
        line = _NEXT_LINE.match(text, at)
        assert line is not None
        if not line["rest"]:
            chunk = ""
        else:
            body = _dedent(line["prefix"], prefix)
            if body is None:
                break
            edits.append((at + body[0], at + body[1], []))
            chunk += line["rest"].lstrip("> \t")[:1]
            last = line.end()
        at = line.end()
    if not edits and found["title"] is None:
        return None
    title = found.span("title") if found["title"] is not None else None
    start, end = found.end("prefix"), found.end()
    container = Container(
        style="admonition" if found["bang"] == "!!!" else "details",
        classes=tuple(found["type"].split()),
        title=Span(view.start(title[0]), view.end(title[1])) if title else None,
        start=view.start(start),
        end=view.end(last),
        opened=found["bang"] != "???",
        opening=_without(text, start, end, title),
    )
    number = len(containers)
    containers.append(container)
    close = [] if text[last - 1] in "\r\n" else [_Part("\n", view.end(last), kept=False)]
    if "<" in chunk:
        close.append(_Part(prefix.rstrip() + "\n", view.end(last), kept=False))
    close += _mark(prefix, ("close", number), view.end(last))
    opening = (start, end, _opening(view, prefix, title, number, start))
    return [opening, *edits, (last, last, close)]


def _dedent(prefix: str, outer: str) -> tuple[int, int] | None:
    """The range of a body line's prefix that is the admonition's four spaces."""
    if not prefix.startswith(outer):
        return None
    inner = prefix[len(outer) :]
    if inner.startswith("    "):
        return len(outer), len(outer) + 4
    blanks = len(inner) - len(inner.lstrip(" "))
    if blanks < 4 and inner[blanks : blanks + 1] == "\t":
        return len(outer), len(outer) + blanks + 1
    return None


def _fenced(
    view: View, opening: re.Match[str], closing: re.Match[str], containers: list[Container], *, blank: bool
) -> list[tuple[int, int, list[_Part]]]:
    """The edits for one ``:::`` container: its two fence lines."""
    classes, title = _information(opening)
    start, end = opening.end("prefix"), opening.end()
    container = Container(
        style="container",
        classes=classes,
        title=Span(view.start(title[0]), view.end(title[1])) if title else None,
        start=view.start(start),
        end=view.end(closing.end()),
        opening=_without(view.text, start, end, title),
    )
    number = len(containers)
    containers.append(container)
    at = view.start(closing.end("prefix"))
    close = [_Part("\n" + closing["prefix"], at, kept=False)] if blank else []
    close += _mark("", ("close", number), at)
    return [
        (start, end, _opening(view, opening["prefix"], title, number, start)),
        (closing.end("prefix"), closing.end(), close),
    ]


def _information(opening: re.Match[str]) -> tuple[tuple[str, ...], tuple[int, int] | None]:
    """Return the classes, and the range of the title in the text after the colons.

    Known forms: ``warning Title`` (VitePress), ``note[Title]{…}`` (Docusaurus), ``{.note #id}`` (Pandoc), ``{note} Title`` (MyST).
    """
    found = _INFO.match(opening["info"])
    if not found:
        return (), None
    words = (
        found["braces"] if found["braces"] is not None else found["word"] + " " + (found["attributes"] or "")
    ).split()
    classes = tuple(word.lstrip(".") for word in words if "=" not in word and not word.startswith("#"))
    if found["bracket"] is not None:
        place = found.span("bracket")
    else:
        place = found.span("rest")
        tail = re.search(r"(?:[ \t]*\{[^{}]*\})?(?:[ \t]+:{3,})?[ \t]*$", found["rest"])
        place = (place[0], place[0] + tail.start() if tail else place[1])
    title = opening["info"][place[0] : place[1]]
    stripped = title.strip(" \t")
    if not stripped:
        return classes, None
    begin = opening.start("info") + place[0] + title.index(stripped)
    return classes, (begin, begin + len(stripped))


def _without(text: str, start: int, end: int, title: tuple[int, int] | None) -> str:
    line = text[start:end] if title is None else text[start : title[0]] + "…" + text[title[1] : end]
    return line.strip()


def _opening(view: View, prefix: str, title: tuple[int, int] | None, number: int, start: int) -> list[_Part]:
    """The replacement of an opening line after its prefix: a comment, and the title as a heading."""
    at = view.start(start)
    parts = _mark("", ("open", number), at)
    if title and title[0] < title[1]:
        begin = view.start(title[0])
        parts += [
            _Part(prefix, at, kept=False),
            _Part("# ", begin, kept=False, mark=("title", number)),
            _Part(view.text[title[0] : title[1]], begin),
            _Part(" #\n", view.end(title[1]), kept=False),
        ]
    return parts


def _mark(prefix: str, mark: tuple[str, int], origin: int) -> list[_Part]:
    parts = [_Part(prefix, origin, kept=False)] if prefix else []
    return [*parts, _Part("<!-- -->\n", origin, kept=False, mark=mark)]


def _edited(parts: list[_Part], edits: list[tuple[int, int, list[_Part]]]) -> list[_Part]:
    """Apply edits to ``parts``; they are in order and do not overlap."""
    result: list[_Part] = []
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


def _slice(part: _Part, start: int, end: int) -> _Part:
    if start == 0 and end == len(part.text):
        return part
    mark = part.mark if start == 0 else None
    return _Part(part.text[start:end], part.origin + (start if part.kept else 0), part.kept, mark)
