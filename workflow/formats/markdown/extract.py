"""Extract units and the skeleton from the event stream, for ``markdown.parse`` and ``markdown.skeleton``.

Blocks are read here, and the *runs* of inline events in them (a paragraph, a heading, a cell, a tight list item) in ``runs``.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from workflow.formats import front_matter
from workflow.formats.markdown.admonitions import in_admonitions
from workflow.formats.markdown.code_blocks import read_code, unread_markup
from workflow.formats.markdown.collecting import FoundUnit, Reading
from workflow.formats.markdown.events import Container, Directive, DirectiveText, Event, FrontMatter, events
from workflow.formats.markdown.html_blocks import HtmlPiece
from workflow.formats.markdown.inline import only_tags
from workflow.formats.markdown.placement import Placement
from workflow.formats.markdown.runs import INLINE, RunReader
from workflow.formats.markdown.settings import MarkdownSettings
from workflow.model import Kind

__all__ = ["read"]

_ONLY_COMMENTS = re.compile(r"(?:\s*<!--(?:(?!-->).)*+-->)*+\s*", re.DOTALL)
_NOTHING: Mapping[int, int] = {}


def read(
    text: str, settings: MarkdownSettings, *, skeleton: bool = False, known: Mapping[int, int] = _NOTHING
) -> Reading:
    """Return the units of a Markdown document, and its skeleton if requested. Never raises.

    ``known`` are texts, by their start with their end, that are units even if they have no words: translations.
    """
    reader = _Reader(text, settings, skeleton, known)
    stream = events(text, settings)
    reader.walk(stream)
    if not skeleton:
        reader.reading.units = in_admonitions(reader.reading.units, stream, text)
    reader.reading.ignores = tuple(reader.directives.all_ignores)
    return reader.reading


class _Reader(RunReader):
    """One walk over one document's events."""

    def __init__(self, text: str, settings: MarkdownSettings, skeleton: bool, known: Mapping[int, int]) -> None:
        super().__init__(text, settings, skeleton, known)
        self.places = sorted(known.items())
        self.described = ""
        """What the directive before the code block being read has of its skeleton: ``code fence`` or ``code block``."""

    def walk(self, stream: Iterable[Event]) -> None:
        run: list[Event] = []
        lines: list[Event] = []
        code: list[Event] | None = None
        for event in stream:
            name = event.name
            if code is not None:
                if event.type == "leaf":
                    code.append(event)
                    continue
                if self.described != "code block":
                    self.code_block(code)
                self.described = ""
                code = None
            elif name in INLINE:
                if event.start < event.end:  # otherwise the rest of a tab of which a container took a part
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
            self.directives.begin(len(self.stack))
        if self.skeleton:
            value = event.value
            if isinstance(value, Container):
                value = value.opening
            elif isinstance(value, DirectiveText):
                value = value.kind
            elif self.described and event.name == "CodeBlock":
                value = None
            elif isinstance(value, dict):
                value = tuple(value.items())
            self.reading.blocks.append((event.name, value))

    def leave(self, event: Event) -> None:
        self.directives.end(len(self.stack))
        if event.name != "HtmlBlock":
            self.directives.forget()
        self.stack.pop()
        self.reading.add_block("/", event.name)

    def leaf(self, event: Event) -> None:
        value = event.value
        if isinstance(value, FrontMatter):
            self.front_matter(value)
        elif isinstance(value, Directive):
            self.described = value.rule if value.rule in ("code fence", "code block") else ""
            self.directive(value)
        elif event.name == "ReferenceDefinition":
            self.reading.add_block(event.name, value["label"], value["dest"])
            self.reading.references.append((value["label"], value["dest"]))
            if value["title"] and not self.skipping:
                self.reference_title(event)
        else:
            self.reading.add_block(event.name, value)

    def code_block(self, leaves: Sequence[Event]) -> None:
        """Add the code of the block that is being read, and the units in it."""
        comments = self.settings.code_comments and not self.skipping
        code, units = read_code(self.text, self.stack[-1], leaves, self.known, comments=comments)
        if self.skipping:
            code, units = ["".join(event.value for event in leaves)], []
        if not self.skeleton and not self.skipping and (remark := unread_markup(self.text, self.stack[-1], code)):
            self.reading.remarks.append(remark)
        self.reading.add_block("code", *code)
        for unit in units:
            self.unit(unit)

    # HTML blocks and directives

    def html_block(self, lines: Sequence[Event]) -> None:
        joined = "".join(self.text[event.start : event.end] for event in lines).replace("\r", "\n")
        if self.directives.skipping:
            self.reading.add_block("kept", joined)
            self.directives.read(joined)
            return
        if not _ONLY_COMMENTS.fullmatch(joined):
            self.directives.begin(len(self.stack))
        origins = _origins(lines)
        known = self.known_in(origins) if self.known else ()
        for piece in self.html.read(joined, closed=self.closed_later, known=known):
            if piece.what in ("unit", "attribute") and not self.directives.skipping:
                with self.loose(self.stack[-1]):
                    self.html_piece(piece, origins)
            else:
                self.reading.add_block(piece.what, piece.source)
                if piece.what == "comment":
                    self.directives.read(piece.source)

    def known_in(self, origins: tuple[list[int], list[int]]) -> list[tuple[int, int]]:
        """The known units in an HTML block, by their offsets in its text."""
        starts, places = origins

        def offset(place: int) -> int:
            line = bisect_right(places, place) - 1
            return starts[line] + place - places[line]

        within = slice(bisect_left(self.places, (places[0], 0)), bisect_right(self.places, (self.stack[-1].end, 0)))
        return [(offset(start), offset(end)) for start, end in self.places[within]]

    def closed_later(self, name: str) -> bool:
        return f"</{name}" in self.text[self.stack[-1].end :].lower()

    def html_piece(self, piece: HtmlPiece, origins: tuple[list[int], list[int]]) -> None:
        start, end = _original(origins, piece.start, last=False), _original(origins, piece.end, last=True)
        if self.directives.skipping or (start not in self.known and only_tags(piece.source, self.grammar)):
            self.reading.add_block("kept", piece.source)
        elif piece.what == "attribute":
            self.attribute(piece.name, piece.source, start, end, piece.quote)
        else:
            level = int(piece.name[1]) if piece.kind is Kind.HEADING else 7
            self.unit(FoundUnit(piece.source, start, end, piece.kind, Placement("html"), piece.tags, level))
        if piece.kind is Kind.HEADING:
            self.reading.heading(int(piece.name[1]), piece.source)

    # Front matter and units

    def front_matter(self, block: FrontMatter) -> None:
        at = block.start
        found = front_matter.read(self.text, block)
        for value in front_matter.offered(found, self.settings.front_matter_keys):
            self.reading.add_block("front matter", self.text[at : value.span.start])
            at = value.span.end
            place = Placement("front matter", value=value)
            self.unit(FoundUnit(value.text, value.span.start, value.span.end, Kind.FRONT_MATTER, place))
        self.reading.add_block("front matter", self.text[at : block.end])


def _origins(lines: Sequence[Event]) -> tuple[list[int], list[int]]:
    """The offset at which each line of an HTML block starts: in the block's text, and in the document."""
    starts = accumulate((event.end - event.start for event in lines), initial=0)
    return list(starts)[:-1], [event.start for event in lines]


def _original(origins: tuple[list[int], list[int]], offset: int, *, last: bool) -> int:
    """Map an offset in an HTML block's text to the document; ``last``: for the end of a range."""
    starts, places = origins
    line = max((bisect_left if last else bisect_right)(starts, offset) - 1, 0)
    return places[line] + offset - starts[line]
