"""From events to units: what ``markdown.parse`` and ``markdown.skeleton`` are made of.

A *run* is a stretch of inline events that one block holds: a paragraph's, a heading's, a cell's, a tight list item's. A run with
words in it is one unit; from a run without (an image alone, a badge) come the texts of its parts.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from workflow.formats import frontmatter
from workflow.formats.base import FormatSettings
from workflow.formats.events import Container, Event, FrontMatter, events
from workflow.formats.htmlblocks import HtmlReader, Piece
from workflow.formats.inline import Code, begin, codes, msgid, speaks, trimmed
from workflow.formats.rawhtml import tag
from workflow.markup import placeholders
from workflow.model import Kind, Span, Unit

__all__ = ["Place", "Reading", "read"]

_INLINE = frozenset(
    [
        "Text",
        "SoftBreak",
        "HardBreak",
        "Code",
        "InlineHtml",
        "InlineMath",
        "DisplayMath",
        "FootnoteReference",
        "TaskListMarker",
        "Emphasis",
        "Strong",
        "Strikethrough",
        "Superscript",
        "Subscript",
        "Link",
        "Image",
    ]
)
_DIRECTIVE = re.compile(r"<!--\s*i18n:(skip-start|skip-end|skip|context|comment)\b\s*(.*?)\s*-->", re.DOTALL)
_QUOTED = r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))"
_TITLE_IN_LINK = re.compile(r"[\s>]" + _QUOTED + r"[\s>]*\)\Z", re.DOTALL)
_TITLE_AT_END = re.compile(r"[\s>]" + _QUOTED + r"\s*\Z", re.DOTALL)
_ATX = re.compile(r"#{1,6}(?:[ \t]|$)", re.MULTILINE)
_NOT_PREFIX = re.compile(r"[^>\s]")
_PARENT_KINDS = {
    "Item": Kind.LIST_ITEM,
    "DefinitionListDefinition": Kind.DEFINITION,
    "FootnoteDefinition": Kind.FOOTNOTE,
}


@dataclass(frozen=True, slots=True)
class Place:
    """How a text has to be written where a unit stands."""

    form: str
    """``flow`` (a paragraph: lines may follow), ``line`` (ATX heading), ``cell``, ``quoted`` and ``bare`` (titles of containers),
    ``alt``, ``title``, ``html``, ``attribute``, ``yaml``, ``toml``."""
    prefix: str = ""
    """What a further line begins with: the container prefixes."""
    breaks: tuple[str, ...] = ()
    """The unit's hard breaks as they are written, line ends included."""
    quote: str = ""
    """What encloses a title or an attribute."""
    labels: tuple[str, ...] = ()
    """Of links that are written ``[label]`` or ``[label][]``: their text names the definition."""
    value: frontmatter.Value | None = None


@dataclass(slots=True)
class Reading:
    """What was read of a text."""

    units: list[Unit] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    blocks: list[object] = field(default_factory=list)
    """The skeleton without the units' codes; only where asked for."""
    codes: list[tuple[Code, ...]] = field(default_factory=list)
    """Each unit's codes; only where asked for."""


@dataclass(slots=True)
class _Scope:
    """A directive's reach: until the block at this depth ends."""

    depth: int
    context: str | None
    notes: tuple[str, ...]


def read(text: str, settings: FormatSettings, *, skeleton: bool = False) -> Reading:
    """The units of a Markdown document, and its skeleton if wanted. Never raises."""
    reader = _Reader(text, settings, skeleton)
    reader.walk(events(text, settings))
    return reader.reading


class _Reader:
    """One walk over one document's events."""

    def __init__(self, text: str, settings: FormatSettings, skeleton: bool) -> None:
        self.text = text
        self.settings = settings
        self.skeleton = skeleton
        self.reading = Reading()
        self.stack: list[Event] = []
        self.headings: list[tuple[int, str]] = []
        self.scopes: list[_Scope] = []
        self.context: str | None = None
        self.notes: tuple[str, ...] = ()
        self.skip_next = False
        self.skip_depth = 0
        self.skip_region = False
        self.html = HtmlReader()
        self.line = 1
        self.counted = 0
        self.line_end = "\n" if "\n" in text or "\r" not in text else "\r"

    @property
    def skipping(self) -> bool:
        return self.skip_region or self.skip_depth > 0 or self.html.skipping

    def walk(self, stream: Iterable[Event]) -> None:
        run: list[Event] = []
        lines: list[Event] = []
        code: list[str] | None = None
        for event in stream:
            name = event.name
            if code is not None:
                if event.type == "leaf":
                    code.append(event.value)
                    continue
                self.note("code", "".join(code))
                code = None
            elif name in _INLINE:
                run.append(event)
                continue
            elif name == "Html":
                lines.append(event)
                continue
            if run:
                self.run(run)
                run = []
            if event.type == "start":
                self.enter(event)
                if name == "CodeBlock":
                    code = []
            elif event.type == "end":
                if name == "HtmlBlock":
                    self.html_block(lines)
                    lines = []
                self.leave(event)
            else:
                self.leaf(event)
        if run:
            self.run(run)

    # Blocks

    def enter(self, event: Event) -> None:
        self.stack.append(event)
        if event.name != "HtmlBlock":
            self.block_begins()
        if self.skeleton:
            value = event.value
            if isinstance(value, Container):
                value = value.opening
            elif isinstance(value, dict):
                value = tuple(value.items())
            self.reading.blocks.append((event.name, value))

    def leave(self, event: Event) -> None:
        depth = len(self.stack)
        if self.skip_depth >= depth:
            self.skip_depth = 0
        while self.scopes and self.scopes[-1].depth >= depth:
            self.scopes.pop()
        if event.name != "HtmlBlock":
            self.context, self.notes, self.skip_next = None, (), False
        self.stack.pop()
        self.note("/", event.name)

    def block_begins(self) -> None:
        """Directives that waited for the next block take hold."""
        depth = len(self.stack)
        if self.skip_next:
            self.skip_next = False
            self.skip_depth = self.skip_depth or depth
        if self.context is not None or self.notes:
            self.scopes.append(_Scope(depth, self.context, self.notes))
            self.context, self.notes = None, ()

    def leaf(self, event: Event) -> None:
        value = event.value
        if isinstance(value, FrontMatter):
            self.front_matter(value)
        elif event.name == "ReferenceDefinition":
            self.note(event.name, value["label"], value["dest"])
            if value["title"] and not self.skipping:
                self.title(event, _TITLE_AT_END)
        else:
            self.note(event.name, value)

    def note(self, *entry: object) -> None:
        if self.skeleton:
            self.reading.blocks.append(entry)

    # Runs

    def run(self, run: Sequence[Event]) -> None:
        if self.skeleton:
            for event in run:
                if event.name == "TaskListMarker":
                    self.note(event.name, event.value)
        comments: list[str] = []
        inner = trimmed(run, comments=comments)
        for comment in comments:
            self.directives(comment)
            self.note("comment", comment)
        if not inner:
            return
        loose = self.skip_next or self.context is not None or bool(self.notes)
        if loose:  # no block has begun since: a tight list item, or a comment in the run itself
            self.stack.append(inner[0])
            self.block_begins()
        self.words(inner)
        if loose:
            depth = len(self.stack)
            self.stack.pop()
            if self.skip_depth >= depth:
                self.skip_depth = 0
            while self.scopes and self.scopes[-1].depth >= depth:
                self.scopes.pop()

    def words(self, run: Sequence[Event]) -> None:
        start, end = begin(self.text, run[0]), run[-1].end
        end = start + len(self.text[start:end].rstrip(" \t\r\n"))
        if self.skipping:
            if self.skeleton:
                self.note("kept", " ".join(self.text[start:end].split()))
            return
        if not speaks(run):
            self.parts(run)
            return
        source, breaks = msgid(self.text, start, end, run)
        kind, form = self.kind()
        prefix = ""
        if form == "flow":
            line = max(self.text.rfind("\n", 0, start), self.text.rfind("\r", 0, start)) + 1
            prefix = _NOT_PREFIX.sub(" ", self.text[line:start].removeprefix("\ufeff"))
        place = Place(form, prefix, breaks, labels=_labels(run))
        self.unit(source, start, end, kind, place, codes(run) if self.skeleton else ())
        if kind is Kind.HEADING:
            self.heading(int(next(e for e in reversed(self.stack) if e.name == "Heading").value["level"][1]), source)

    def kind(self) -> tuple[Kind, str]:
        for event in reversed(self.stack):
            name = event.name
            if name == "Paragraph" or name in _INLINE:
                continue
            if name == "Heading":
                return Kind.HEADING, "line" if _ATX.match(self.text, event.start) else "flow"
            if name == "TableCell":
                return Kind.TABLE_CELL, "cell"
            if name == "ContainerTitle":
                return Kind.ADMONITION_TITLE, "bare" if event.value.style == "container" else "quoted"
            if name == "DefinitionListTitle":
                return Kind.TERM, "flow"
            return _PARENT_KINDS.get(name, Kind.PARAGRAPH), "flow"
        return Kind.PARAGRAPH, "flow"

    def parts(self, run: Sequence[Event]) -> None:
        """The texts in a run that has no words of its own: alt texts, titles, attributes."""
        if self.skeleton:
            self.note("codes", codes([event for event in run if event.name != "Text"]))
        image = -1
        for index, event in enumerate(run):
            if event.name == "Image":
                if event.type == "start" and image < 0:
                    image = index
                elif event.type == "end" and event.start == run[image].start:
                    self.alt(run[image], run[image + 1 : index])
                    self.title(run[image], _TITLE_IN_LINK)
                    image = -1
            elif image >= 0:
                continue
            elif event.name == "Link" and event.type == "end":
                opening = next(e for e in run if e.name == "Link" and e.start == event.start)
                self.title(opening, _TITLE_IN_LINK)
            elif event.name == "InlineHtml":
                self.attributes(event)

    def alt(self, image: Event, run: Sequence[Event]) -> None:
        run = trimmed(run, comments=[])
        if not run:
            return
        start, end = begin(self.text, run[0]), run[-1].end
        end = start + len(self.text[start:end].rstrip(" \t\r\n"))
        source, _ = msgid(self.text, start, end, run)
        place = Place("alt", labels=_labels([image]))
        if image.value["link_type"] == "Collapsed":  # the empty brackets give way to the label
            end = image.end - 1
        self.unit(source, start, end, Kind.ALT_TEXT, place, codes(run) if self.skeleton else ())

    def title(self, event: Event, pattern: re.Pattern[str]) -> None:
        if not event.value["title"] or not event.value["title"].strip():
            return
        if event.value.get("link_type", "Inline") != "Inline":
            return  # it stands at the definition
        found = pattern.search(self.text, event.start, event.end)
        if found:
            start, end = found.start(1) + 1, found.end(1) - 1
            raw = self.text[start:end]
            start += len(raw) - len(raw.lstrip(" \t\r\n"))
            end -= len(raw) - len(raw.rstrip(" \t\r\n"))
            source, _ = msgid(self.text, start, end, ())
            self.unit(source, start, end, Kind.TITLE, Place("title", quote=found[1][0]), ())

    def attributes(self, event: Event) -> None:
        found = tag(self.text[event.start : event.end])
        for attribute in found.readable if found else ():
            self.attribute(attribute.name, event.start + attribute.start, event.start + attribute.end, attribute.quote)

    def attribute(self, name: str, start: int, end: int, quote: str) -> None:
        source, _ = msgid(self.text, start, end, ())
        kind = Kind.ALT_TEXT if name == "alt" else Kind.ATTRIBUTE
        self.unit(source, start, end, kind, Place("attribute", quote=quote), ())

    # HTML blocks and directives

    def html_block(self, lines: Sequence[Event]) -> None:
        if self.skip_region or self.skip_depth:
            raw = "".join(event.value for event in lines)
            self.note("kept", raw)
            self.directives(raw)
            return
        joined, origins, at = "", [], 0
        for event in lines:
            origins.append((at, event.start))
            at += event.end - event.start
        joined = "".join(self.text[event.start : event.end] for event in lines)
        for piece in self.html.read(joined, closed=self.closed_later):
            if piece.what == "comment":
                self.directives(piece.source)
            if piece.what in ("comment", "kept"):
                self.note(piece.what, piece.source)
            else:
                self.html_piece(piece, origins)

    def closed_later(self, name: str) -> bool:
        return f"</{name}" in self.text[self.stack[-1].end :].lower()

    def html_piece(self, piece: Piece, origins: list[tuple[int, int]]) -> None:
        start, end = _original(origins, piece.start, last=False), _original(origins, piece.end, last=True)
        loose = self.skip_next or self.context is not None or bool(self.notes)
        if loose:
            self.stack.append(self.stack[-1])
            self.block_begins()
        if self.skip_depth:
            self.note("kept", piece.source)
        elif piece.what == "attribute":
            kind = Kind.ALT_TEXT if piece.name == "alt" else Kind.ATTRIBUTE
            self.unit(piece.source, start, end, kind, Place("attribute", quote=piece.quote), ())
        else:
            self.unit(piece.source, start, end, piece.kind, Place("html"), piece.codes)
            if piece.kind is Kind.HEADING:
                self.heading(int(piece.name[1]), piece.source)
        if loose:
            self.leave_loose()

    def leave_loose(self) -> None:
        depth = len(self.stack)
        self.stack.pop()
        if self.skip_depth >= depth:
            self.skip_depth = 0
        while self.scopes and self.scopes[-1].depth >= depth:
            self.scopes.pop()

    def directives(self, comment: str) -> None:
        for found in _DIRECTIVE.finditer(comment):
            what, rest = found[1], " ".join(found[2].split())
            if what == "skip":
                self.skip_next = True
            elif what == "context":
                self.context = rest or None
            elif what == "comment":
                self.notes = (*self.notes, rest)
            else:
                self.skip_region = what == "skip-start"

    # Front matter and units

    def front_matter(self, block: FrontMatter) -> None:
        at = block.start
        for value in frontmatter.values(self.text, block, self.settings.front_matter):
            self.note("front matter", self.text[at : value.span.start])
            at = value.span.end
            place = Place(block.style, value=value)
            self.unit(value.text, value.span.start, value.span.end, Kind.FRONT_MATTER, place, ())
        self.note("front matter", self.text[at : block.end])

    def heading(self, level: int, source: str) -> None:
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, source))

    def unit(self, source: str, start: int, end: int, kind: Kind, place: Place, found: tuple[Code, ...]) -> None:
        context = next((scope.context for scope in reversed(self.scopes) if scope.context is not None), None)
        notes = [note for scope in self.scopes for note in scope.notes]
        if start >= self.counted:
            self.line += self.text.count(self.line_end, self.counted, start)
            self.counted = start
        path = self.headings
        if kind is Kind.HEADING and place.form != "html":
            level = int(next(e for e in reversed(self.stack) if e.name == "Heading").value["level"][1])
            path = [heading for heading in path if heading[0] < level]
        index = len(self.reading.units)
        self.reading.units.append(
            Unit(index, source, context, Span(start, end), kind, self.line, tuple(h[1] for h in path), "\n".join(notes))
        )
        self.reading.places.append(place)
        if self.skeleton:
            self.reading.blocks.append(("unit", kind))
            holes = placeholders(source, self.settings.placeholders)
            self.reading.codes.append(tuple(sorted([*found, *(("placeholder", hole.text, "", "") for hole in holes)])))


def _labels(run: Iterable[Event]) -> tuple[str, ...]:
    return tuple(
        event.value["id"]
        for event in run
        if event.type == "start"
        and event.name in ("Link", "Image")
        and event.value["link_type"] in ("Shortcut", "Collapsed")
    )


def _original(origins: list[tuple[int, int]], offset: int, *, last: bool) -> int:
    for at, origin in reversed(origins):
        if at < offset or (at == offset and not last) or at == 0:
            return origin + offset - at
    return offset
