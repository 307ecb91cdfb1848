"""The units of runs: the sequences of inline events in one block.

A run with words is one unit. A run without words (an image alone, a badge) gives the texts of its parts: alt texts, titles,
attributes.
"""

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from workflow.formats.directives import Directives
from workflow.formats.markdown.collecting import FoundUnit, Reading
from workflow.formats.markdown.dialects import argument_texts, is_strict, parameter_texts
from workflow.formats.markdown.directive_lines import directive_at
from workflow.formats.markdown.events import Directive, DirectiveText, Event
from workflow.formats.markdown.html_blocks import HtmlReader
from workflow.formats.markdown.inline import (
    TagKey,
    begin,
    collapsed,
    has_words,
    msgid,
    only_tags,
    outside_images,
    protection,
    tag_keys,
    trimmed,
)
from workflow.formats.markdown.placement import Placement
from workflow.formats.markdown.settings import MarkdownSettings
from workflow.html import tag
from workflow.inline_tags import Grammar, is_titled
from workflow.model import Kind, Span

__all__ = ["INLINE", "RunReader"]

INLINE = frozenset(
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
"""The names of the events of runs."""
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
_NOTICE = re.compile(r"[!?]>[ \t]+(?=\S)")
"""``!> Mind the gap``: docsify."""
_TABLE_LINE = re.compile(r":?={2,}:?|:?-{3,}:?")
"""A cell of a line that separates the rows or the footer of a table: kramdown."""
_PARENT_KINDS = {
    "Item": Kind.LIST_ITEM,
    "DefinitionListDefinition": Kind.DEFINITION,
    "FootnoteDefinition": Kind.FOOTNOTE,
}


class RunReader:
    """The state of a walk over one document's events, and what it does with a run."""

    def __init__(self, text: str, settings: MarkdownSettings, skeleton: bool, known: Mapping[int, int]) -> None:
        self.text = text
        self.known = known
        self.settings = settings
        self.skeleton = skeleton
        self.reading = Reading(text, skeleton=skeleton, placeholders=settings.tags)
        self.stack: list[Event] = []
        self.directives = Directives(text)
        self.html = HtmlReader()
        self.grammar = Grammar("markdown", settings.tags, math=settings.has("math"))

    @property
    def skipping(self) -> bool:
        """Whether the text at the current position is not translated."""
        return self.directives.skipping or self.html.skipping

    def directive(self, found: Directive) -> None:
        """Add the texts of a directive; those with inline markup follow as runs."""
        self.reading.add_block(found.rule, *found.skeleton)
        for text in found.texts:
            offered = text.offered or text.span.start in self.known
            if offered and not text.inline and not self.skipping:
                source = "\n".join(text.value.splitlines()) if text.verbatim else collapsed(text.value)
                place = Placement("argument", quote=text.quote, argument=text)
                self.unit(FoundUnit(source, text.span.start, text.span.end, text.kind, place))

    def run(self, run: Sequence[Event]) -> None:
        """Read a run: the comments at its edges, and its words."""
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
        """Add a run without comments at its edges as a unit, or its parts if it has no words."""
        start, end = begin(self.text, run[0]), run[-1].end
        end = start + len(self.text[start:end].rstrip(" \t\r\n"))
        kind, form = self.kind()
        if kind is Kind.LIST_ITEM and (found := _DEFINITION.match(self.text, start, end)):
            start, kind = found.end(), Kind.DEFINITION
        elif kind is Kind.PARAGRAPH and (found := _NOTICE.match(self.text, start, end)):
            start = found.end()
        if self.skipping:
            if self.skeleton:
                self.reading.add_block("kept", " ".join(self.text[start:end].split()))
        elif kind is Kind.TABLE_CELL and start not in self.known and self.in_table_line(start, end):
            self.reading.add_block("kept", self.text[start:end])
        elif start not in self.known and not has_words(without := self.without_attributes(run)):
            self.parts(without, end)
        else:
            self.sentence(start, end, run, kind, form)
        if kind is Kind.HEADING:
            self.reading.heading(self.level(), msgid(self.text, start, end, run)[0])

    def in_table_line(self, start: int, end: int) -> bool:
        """Whether a cell is a part of a line that separates rows."""
        return self.settings.has("table_footers") and _TABLE_LINE.fullmatch(self.text, start, end) is not None

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
        """Return the kind of the text in the innermost block, and the form in which it is written (``Placement.form``)."""
        for event in reversed(self.stack):
            name = event.name
            if name == "Paragraph" or name in INLINE:
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
            self.reading.add_block("tags", tag_keys([event for event in outside_images(run) if event.name != "Text"]))
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
        """Add the alternative text of an image; ``run`` are the events inside it."""
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
        """Add the title of a link or image, which ``pattern`` finds."""
        found = pattern.search(self.text, event.start, event.end) if is_titled(event.value) else None
        if found:
            start, end = found.start(1) + 1, found.end(1) - 1
            raw = self.text[start:end]
            start += len(raw) - len(raw.lstrip(" \t\r\n"))
            end -= len(raw) - len(raw.rstrip(" \t\r\n"))
            source, _ = msgid(self.text, start, end, ())
            self.unit(FoundUnit(source, start, end, Kind.TITLE, Placement("title", quote=found[1][0])))

    def attributes(self, event: Event) -> None:
        """Add the attributes of an HTML tag that people read."""
        found = tag(self.text[event.start : event.end])
        for each in found.readable if found else ():
            start, end = event.start + each.start, event.start + each.end
            self.attribute(each.name, collapsed(self.text[start:end]), start, end, each.quote)

    def attribute(self, name: str, source: str, start: int, end: int, quote: str) -> None:
        """Add one attribute of an HTML tag."""
        kind = Kind.ALT_TEXT if name == "alt" else Kind.ATTRIBUTE
        self.unit(FoundUnit(source, start, end, kind, Placement("attribute", quote=quote)))

    def reference_title(self, event: Event) -> None:
        """Add the title of a link reference definition."""
        self.title(event, _TITLE_AT_END)

    def tags(self, run: Sequence[Event]) -> tuple[TagKey, ...]:
        """The inline tags of a run; none if the skeleton is not requested."""
        return tag_keys(run) if self.skeleton else ()

    def unit(self, found: FoundUnit) -> None:
        """Add a unit, with what its directives say."""
        inner = found.place.form in ("alt", "title", "attribute")
        if inner and any(event.name == "TableCell" for event in self.stack):
            found = found._replace(place=replace(found.place, cell=True))
        self.reading.add(found, self.directives)


def _line_start(text: str, offset: int) -> int:
    """The offset at which the line of an offset starts."""
    line = text.rfind("\n", 0, offset) + 1
    return max(line, text.rfind("\r", line, offset) + 1)
