"""Extract units and the skeleton from the event stream, for ``markdown.parse`` and ``markdown.skeleton``.

A *run* is the sequence of inline events in one block: a paragraph, a heading, a cell, a tight list item. A run with words is one
unit. A run without words (an image alone, a badge) gives the texts of its parts: alt texts, titles, attributes.
"""

import contextlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from workflow.formats import front_matter
from workflow.formats.directives import Directives
from workflow.formats.markdown.code_blocks import read_code
from workflow.formats.markdown.collecting import FoundUnit, Reading
from workflow.formats.markdown.dialects import argument_texts, is_strict, parameter_texts
from workflow.formats.markdown.directive_lines import directive_at
from workflow.formats.markdown.events import Container, Directive, DirectiveText, Event, FrontMatter, events
from workflow.formats.markdown.html_blocks import HtmlPiece, HtmlReader
from workflow.formats.markdown.inline import (
    TagKey,
    begin,
    collapsed,
    has_words,
    msgid,
    only_tags,
    protection,
    tag_keys,
    trimmed,
)
from workflow.formats.markdown.placement import Placement
from workflow.formats.markdown.settings import MarkdownSettings
from workflow.html import tag
from workflow.inline_tags import Grammar
from workflow.model import Kind, Span

__all__ = ["read"]

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
_ONLY_COMMENTS = re.compile(r"(?:\s*<!--(?:(?!-->).)*+-->)*+\s*", re.DOTALL)
_QUOTED = r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))"
_TITLE_IN_LINK = re.compile(r"[\s>]" + _QUOTED + r"[\s>]*\)\Z", re.DOTALL)
_TITLE_AT_END = re.compile(r"[\s>]" + _QUOTED + r"\s*\Z", re.DOTALL)
_ATX = re.compile(r"#{1,6}(?:[ \t]|$)", re.MULTILINE)
_ATTRIBUTES = re.compile(r"[ \t]?\{[ \t]*[:.#\w][^{}\r\n]*\}")
"""The attributes after an image."""
_NOT_PREFIX = re.compile(r"[^>\s]")
_TAG_TEXTS = argument_texts("backslash")
_DEFINITION = re.compile(r":[ \t]+(?=\S)")
"""``- : definition`` below ``- term``: the definition lists of MDN."""
_PARENT_KINDS = {
    "Item": Kind.LIST_ITEM,
    "DefinitionListDefinition": Kind.DEFINITION,
    "FootnoteDefinition": Kind.FOOTNOTE,
}


_NOTHING: Mapping[int, int] = {}


def read(
    text: str, settings: MarkdownSettings, *, skeleton: bool = False, known: Mapping[int, int] = _NOTHING
) -> Reading:
    """Return the units of a Markdown document, and its skeleton if requested. Never raises.

    ``known`` are texts, by their start with their end, that are units even if they have no words: translations.
    """
    reader = _Reader(text, settings, skeleton, known)
    reader.walk(events(text, settings))
    return reader.reading


class _Reader:
    """One walk over one document's events."""

    def __init__(self, text: str, settings: MarkdownSettings, skeleton: bool, known: Mapping[int, int]) -> None:
        self.text = text
        self.known = known
        self.places = sorted(known.items())
        self.settings = settings
        self.skeleton = skeleton
        self.reading = Reading(text, skeleton=skeleton, placeholders=settings.tags)
        self.stack: list[Event] = []
        self.directives = Directives()
        self.html = HtmlReader()
        self.described = ""
        """What the directive before the code block being read has of its skeleton: ``code fence`` or ``code block``."""
        self.grammar = Grammar("markdown", settings.tags, math=settings.has_math)

    @property
    def skipping(self) -> bool:
        return self.directives.skipping or self.html.skipping

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
            elif name in _INLINE:
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
            self.directive(value)
        elif event.name == "ReferenceDefinition":
            self.reading.add_block(event.name, value["label"], value["dest"])
            self.reading.references.append((value["label"], value["dest"]))
            if value["title"] and not self.skipping:
                self.title(event, _TITLE_AT_END)
        else:
            self.reading.add_block(event.name, value)

    def directive(self, found: Directive) -> None:
        """Add the texts of a directive; those with inline markup follow as runs."""
        self.described = found.rule if found.rule in ("code fence", "code block") else ""
        self.reading.add_block(found.rule, *found.skeleton)
        for text in found.texts:
            offered = text.offered or text.span.start in self.known
            if offered and not text.inline and not self.skipping:
                source = "\n".join(text.value.splitlines()) if text.verbatim else collapsed(text.value)
                place = Placement("argument", quote=text.quote, argument=text)
                self.unit(FoundUnit(source, text.span.start, text.span.end, text.kind, place))

    def code_block(self, leaves: Sequence[Event]) -> None:
        """Add the code of the block that is being read, and the units in it."""
        comments = self.settings.code_comments and not self.skipping
        code, units = read_code(self.text, self.stack[-1], leaves, self.known, comments=comments)
        if self.skipping:
            code, units = ["".join(event.value for event in leaves)], []
        self.reading.add_block("code", *code)
        for unit in units:
            self.unit(unit)

    # Runs

    def run(self, run: Sequence[Event]) -> None:
        if self.skeleton:
            for event in run:
                if event.name == "TaskListMarker":
                    self.reading.add_block(event.name, event.value)
        comments: list[str] = []
        inner = self.trimmed(run, comments)
        for comment in comments:
            self.directives.read(comment)
            self.reading.add_block("comment", comment)
        if not inner:
            return
        if not self.directives.waiting:  # as nearly always
            self.words(inner)
            return
        with self.loose(inner[0]):
            self.words(inner)

    def trimmed(self, run: Sequence[Event], comments: list[str]) -> Sequence[Event]:
        """Return the events of a run without its edges. A known unit is whole: a comment at its end is a part of it."""
        edges: list[str] = []
        inner = trimmed(run, comments=edges)
        # An event further inside may begin a unit as well: the alt text of an image.
        outer = next((at for at, event in enumerate(run) if inner and event is inner[0]), -1) + 1 if self.known else 0
        first = next((at for at in range(outer) if begin(self.text, run[at]) in self.known), -1)
        if first < 0:
            comments += edges
            return inner
        end = self.known[begin(self.text, run[first])]
        last = next((at for at in range(first, len(run)) if run[at].start >= end), len(run))
        trimmed(run[:first], comments=comments)
        trimmed(run[last:], comments=comments)
        return run[first:last]

    @contextlib.contextmanager
    def loose(self, event: Event) -> Iterator[None]:
        """Enclose events outside any block, to which a directive may apply."""
        if not self.directives.waiting:
            yield
            return
        self.stack.append(event)
        self.directives.begin(len(self.stack))
        yield
        self.directives.end(len(self.stack))
        self.stack.pop()

    def words(self, run: Sequence[Event]) -> None:
        start, end = begin(self.text, run[0]), run[-1].end
        end = start + len(self.text[start:end].rstrip(" \t\r\n"))
        kind, form = self.kind()
        if kind is Kind.LIST_ITEM and (found := _DEFINITION.match(self.text, start, end)):
            start, kind = found.end(), Kind.DEFINITION
        if self.skipping:
            if self.skeleton:
                self.reading.add_block("kept", " ".join(self.text[start:end].split()))
        elif start not in self.known and not has_words(without := self.without_attributes(run)):
            self.parts(without, end)
        else:
            self.sentence(start, end, run, kind, form)
        if kind is Kind.HEADING:
            self.reading.heading(self.level(), msgid(self.text, start, end, run)[0])

    def level(self) -> int:
        """The level of the heading that is being read."""
        return int(next(event for event in reversed(self.stack) if event.name == "Heading").value["level"][1])

    def sentence(self, start: int, end: int, run: Sequence[Event], kind: Kind, form: str) -> None:
        """Add a run with words as one unit, unless its words are only references and placeholders."""
        prefix = ""
        if form == "flow":
            line = _line_start(self.text, start)
            prefix = _NOT_PREFIX.sub(" ", self.text[line:start].removeprefix("\ufeff"))
        source, breaks = msgid(self.text, start, end, run)
        if only_tags(source, self.grammar):
            self.directive(directive_at(self.text, "template tag", start, end, _TAG_TEXTS))
            return
        braces = kind is Kind.HEADING and self.settings.heading_attributes
        place = Placement(form, prefix, breaks, braces=braces)
        level = self.level() if kind is Kind.HEADING else 7
        self.unit(FoundUnit(source, start, end, kind, place, self.tags(run), level))

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
                return Kind.ADMONITION_TITLE, "quoted" if event.value.quoted else "bare"
            if name == "DirectiveText":
                return event.value.kind, "bare"
            if name == "DefinitionListTitle":
                return Kind.TERM, "flow"
            return _PARENT_KINDS.get(name, Kind.PARAGRAPH), "flow"
        return Kind.PARAGRAPH, "flow"

    def without_attributes(self, run: Sequence[Event]) -> Sequence[Event]:
        """Leave out the texts that are attributes of images: ``![A pier](pier.png){width=50%}``."""
        spans = [
            found.span()
            for event in run
            if event.name in ("Image", "Link")
            and event.type == "end"
            and (found := _ATTRIBUTES.match(self.text, event.end, run[-1].end))
        ]
        if not spans or is_strict(self.settings.dialect):
            return run
        return [event for event in run if not any(start <= event.start and event.end <= end for start, end in spans)]

    def image_attributes(self, image: Event, limit: int) -> None:
        """Add the texts among the attributes after an image, such as ``fig-alt="…"``."""
        found = _ATTRIBUTES.match(self.text, image.end, limit)
        if found is None or is_strict(self.settings.dialect):
            return
        at = image.end
        for inner in parameter_texts(found[0]):
            start, end = found.start() + inner.start, found.start() + inner.end
            self.reading.add_block("attributes", self.text[at:start])
            span, at = Span(start, end), end
            before, after = self.text[image.start : start], self.text[end : found.end()]
            value = self.text[start:end]
            text = DirectiveText(value, span, inner.kind, inner.quote, inner.escape, False, before, after)
            self.unit(FoundUnit(value, start, end, inner.kind, Placement("argument", quote=inner.quote, argument=text)))
        self.reading.add_block("attributes", self.text[at : found.end()])

    def parts(self, run: Sequence[Event], end: int) -> None:
        """Add the texts in a run without words, which ends at ``end``: alt texts, titles, attributes."""
        if self.skeleton:
            self.reading.add_block("tags", tag_keys([event for event in run if event.name != "Text"]))
        image = -1
        link = run[0]
        for index, (event, protected) in enumerate(protection(run)):
            if event.name == "Image":
                if event.type == "start" and image < 0:
                    image = index
                elif event.type == "end" and event.start == run[image].start:
                    self.alt(run[image], run[image + 1 : index])
                    self.title(run[image], _TITLE_IN_LINK)
                    self.image_attributes(run[image], end)
                    image = -1
            elif image >= 0:
                continue
            elif event.name == "Link" and event.type == "start":
                link = event
            elif event.name == "Link":
                self.title(link, _TITLE_IN_LINK)
            elif event.name == "InlineHtml" and not protected:
                self.attributes(event)

    def alt(self, image: Event, run: Sequence[Event]) -> None:
        run = trimmed(run, comments=[])
        if not run:
            return
        start, end = begin(self.text, run[0]), run[-1].end
        end = start + len(self.text[start:end].rstrip(" \t\r\n"))
        source, _ = msgid(self.text, start, end, run)
        named = image.value["link_type"] in ("Shortcut", "Collapsed")
        place = Placement("alt", labels=(image.value["id"],) if named else ())
        if image.value["link_type"] == "Collapsed":  # the label replaces the empty brackets
            end = image.end - 1
        self.unit(FoundUnit(source, start, end, Kind.ALT_TEXT, place, self.tags(run)))

    def title(self, event: Event, pattern: re.Pattern[str]) -> None:
        if not event.value["title"] or not event.value["title"].strip():
            return
        if event.value.get("link_type", "Inline") != "Inline":
            return  # the title is in the definition
        found = pattern.search(self.text, event.start, event.end)
        if found:
            start, end = found.start(1) + 1, found.end(1) - 1
            raw = self.text[start:end]
            start += len(raw) - len(raw.lstrip(" \t\r\n"))
            end -= len(raw) - len(raw.rstrip(" \t\r\n"))
            source, _ = msgid(self.text, start, end, ())
            self.unit(FoundUnit(source, start, end, Kind.TITLE, Placement("title", quote=found[1][0])))

    def attributes(self, event: Event) -> None:
        found = tag(self.text[event.start : event.end])
        for each in found.readable if found else ():
            start, end = event.start + each.start, event.start + each.end
            self.attribute(each.name, collapsed(self.text[start:end]), start, end, each.quote)

    def attribute(self, name: str, source: str, start: int, end: int, quote: str) -> None:
        kind = Kind.ALT_TEXT if name == "alt" else Kind.ATTRIBUTE
        self.unit(FoundUnit(source, start, end, kind, Placement("attribute", quote=quote)))

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
        if self.directives.skipping:
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

    def tags(self, run: Sequence[Event]) -> tuple[TagKey, ...]:
        """The inline tags of a run; none if the skeleton is not requested."""
        return tag_keys(run) if self.skeleton else ()

    def unit(self, found: FoundUnit) -> None:
        """Add a unit, with the context and note of its directives."""
        inner = found.place.form in ("alt", "title", "attribute")
        if inner and any(event.name == "TableCell" for event in self.stack):
            found = found._replace(place=replace(found.place, cell=True))
        self.reading.add(found, context=self.directives.context, note=self.directives.note)


def _line_start(text: str, offset: int) -> int:
    """The offset at which the line of an offset starts."""
    line = text.rfind("\n", 0, offset) + 1
    return max(line, text.rfind("\r", line, offset) + 1)


def _origins(lines: Sequence[Event]) -> tuple[list[int], list[int]]:
    """The offset at which each line of an HTML block starts: in the block's text, and in the document."""
    starts = accumulate((event.end - event.start for event in lines), initial=0)
    return list(starts)[:-1], [event.start for event in lines]


def _original(origins: tuple[list[int], list[int]], offset: int, *, last: bool) -> int:
    """Map an offset in an HTML block's text to the document; ``last``: for the end of a range."""
    starts, places = origins
    line = max((bisect_left if last else bisect_right)(starts, offset) - 1, 0)
    return places[line] + offset - starts[line]
