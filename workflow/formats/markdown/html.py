"""Write Markdown as HTML, from the event stream.

For plain CommonMark the output equals that of pulldown-cmark (tests compare the two on the 652 examples of the specification).
Additions: ids on headings; attributes on the elements that hold units; tables whose alignment follows the
direction of the script; task lists, alerts, admonitions and containers; footnotes at the end; formulas as marked code.

The output is not sanitised; publishing sanitises the whole body once.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflow.formats.base import NO_UNIT, Attributes, PageHeading
from workflow.formats.lines import join
from workflow.formats.markdown.autolinks import linked
from workflow.formats.markdown.container_html import callout_start, container_start, folds, named
from workflow.formats.markdown.directive_html import directive_html, is_shown, picture
from workflow.formats.markdown.events import Container, Directive, Event
from workflow.formats.markdown.footnotes import Footnotes
from workflow.formats.marks import marked, marks_of
from workflow.html import OPAQUE, attribute, attributes, for_contents, href, merged, tag, text
from workflow.model import Kind, Span, Unit

__all__ = ["Written", "write"]

_INLINE = {"Emphasis": "em", "Strong": "strong", "Strikethrough": "del", "Superscript": "sup", "Subscript": "sub"}
_LOOSE = frozenset({"Item", "DefinitionListDefinition", "FootnoteDefinition", "BlockQuote", "Container"})
"""Elements that may contain inline content directly."""
_LANGUAGE = re.compile(r"[ \t]*(?:\{(?:code-block|code-cell|code|sourcecode)\}[ \t]+|\{[ \t]*\.?|\.)?([^\s,{}:=]+)")
_ALIGNMENT = {"Left": "start", "Center": "center", "Right": "end"}
_ABBREVIATION = re.compile(r"\*\[([^\]]+)\]:")
_ATTRIBUTE_NAME = re.compile(r"[A-Za-z_][\w.:-]*")
_STARTS = {
    "DefinitionList": "<dl>\n",
    "DefinitionListDefinition": "<dd>",
    "Table": '<div class="table"><table>',
}
_ENDS = {
    "Paragraph": "</p>\n",
    "CodeBlock": "</code></pre>\n",
    "Item": "</li>\n",
    "Table": "</tbody></table></div>\n",
    "TableHead": "</tr></thead><tbody>\n",
    "TableRow": "</tr>\n",
    "DefinitionList": "</dl>\n",
    "DefinitionListTitle": "</dt>\n",
    "DefinitionListDefinition": "</dd>\n",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A document as HTML."""

    body: str
    headings: tuple[PageHeading, ...]


def write(
    events: Sequence[Event],
    *,
    identifiers: Sequence[str] | None = (),
    units: Sequence[Unit] = (),
    spans: Mapping[int, Span] | None = None,
    attributes: Mapping[int, Attributes] | None = None,
    autolinks: bool = False,
) -> Written:
    """Write the events as HTML.

    ``identifiers`` are the ids of the headings in order (the result of ``anchors`` for the source document); None: only explicit
    ids. ``spans`` are the spans of the units in the text of the events. ``attributes`` are for the elements of units, by
    ``unit.index``; those under ``NO_UNIT`` are for elements with words outside every unit. ``autolinks``: bare addresses are links.
    """
    writer = _Writer(events, identifiers)
    writer.autolinks = autolinks
    writer.marks, writer.outside = marks_of(units, spans or {}, attributes or {})
    writer.no_unit = (attributes or {}).get(NO_UNIT, {})
    return writer.run()


class _Writer:
    """One run over the events of one document."""

    def __init__(self, events: Sequence[Event], identifiers: Sequence[str] | None) -> None:
        self.events = events
        self.identifiers = identifiers
        self.marks, self.outside = marks_of((), {}, {})
        self.no_unit: Attributes = {}
        self.autolinks = False
        self.raw_open = 0
        """Number of open elements of raw HTML whose text is no place for a link."""
        self.footnotes = Footnotes(events)
        self.out: list[str] = []
        self.fresh = True
        """Whether the output is at the beginning of a line."""
        self.outer: list[tuple[list[str], bool]] = []
        """Outputs that are suspended while a footnote is written."""
        self.open: list[str] = []
        self.span_open = False
        self.headings: list[PageHeading] = []
        self.heading: tuple[str, int, Attributes] = ("", 0, {})
        """The id of the heading being written, the index in the output at which its inline HTML begins, and the attributes of its unit."""
        self.heading_count = 0
        self.callouts: list[bool] = []
        """For each open quote that is no alert of GFM, whether it is a callout of Obsidian."""
        self.container: Container | None = None
        """The container that was opened last."""
        self.alignments: Sequence[str] = ()
        self.column = 0
        self.cell = "td"
        self.position = 0

    def run(self) -> Written:
        while self.position < len(self.events):
            event = self.events[self.position]
            self.position += 1
            if event.name == "CodeBlock" and self._is_shown(event):
                while self.events[self.position - 1].type != "end":
                    self.position += 1
            elif event.type == "start":
                self._start(event)
            elif event.type == "end":
                self._end(event)
            else:
                self._leaf(event)
        self._close_span()
        notes = self.footnotes.section()
        if notes:
            self.line(notes)
        return Written("".join(self.out), tuple(self.headings))

    def put(self, html: str) -> None:
        if html:
            self.out.append(html)
            self.fresh = html.endswith("\n")

    def line(self, html: str) -> None:
        """Put ``html`` at the beginning of a line."""
        self.put(html if self.fresh else "\n" + html)

    def _open_span(self, event: Event) -> None:
        """Open a ``<span>`` for the attributes of a unit whose inline content is directly in a list item or the like."""
        if not self.span_open and self.open and self.open[-1] in _LOOSE:
            mark = self.marks.at(event.start, event.end)
            found = mark.attributes if mark is not None else self._outside_units(self.position - 1)
            if found:
                self.put(f"<span{attributes(found)}>")
                self.span_open = True

    def _close_span(self) -> None:
        if self.span_open:
            self.put("</span>")
            self.span_open = False

    def _leaf(self, event: Event) -> None:
        match event.name:
            case "Html":
                self._html_block()
            case "Directive":
                self._directive(event.value)
            case "Rule":
                self._close_span()
                self.line("<hr />\n")
            case "SoftBreak":
                self._soft_break()
            case "HardBreak":
                self.put("<br />\n")
            case "TaskListMarker":
                checked = ' checked=""' if event.value else ""
                self.put(f'<input type="checkbox" disabled=""{checked} /> ')
            case "Text" | "Code" | "InlineMath" | "DisplayMath" | "InlineHtml" | "FootnoteReference":
                self._open_span(event)
                self._words(event)

    def _soft_break(self) -> None:
        """Write a line end; nothing between CJK characters, where a browser would show a gap."""
        before, after = self.position - 2, self.position
        while before >= 0 and self.events[before].type == "end":
            before -= 1
        while after < len(self.events) and self.events[after].type == "start":
            after += 1
        ends = [self.events[at] for at in (before, after) if 0 <= at < len(self.events)]
        if [event.name for event in ends] == ["Text", "Text"] and not join(ends[0].value[-1:], ends[1].value[:1]):
            return
        self.put("\n")

    def _words(self, event: Event) -> None:
        match event.name:
            case "Text":
                self._text(event)
            case "Code":
                self.put(f"<code>{text(event.value)}</code>")
            case "InlineMath":
                self.put(f'<code class="math">{text(event.value)}</code>')
            case "DisplayMath":
                self.put(f'<code class="math math-display">{text(event.value)}</code>')
            case "InlineHtml":
                found = tag(event.value)
                if found is not None and (found.name == "a" or found.name in OPAQUE) and not found.empty:
                    self.raw_open = max(0, self.raw_open + (-1 if found.closing else 1))
                self.put(event.value)
            case "FootnoteReference":
                self.put(self.footnotes.reference(event.value))

    def _text(self, event: Event) -> None:
        if not self.autolinks or self.raw_open or "Link" in self.open:
            self.put(text(event.value))
            return
        parts = [event.value]  # `&` and `_` divide a text into several events
        while self.position < len(self.events) and self.events[self.position].name == "Text":
            parts.append(self.events[self.position].value)
            self.position += 1
        self.put(linked("".join(parts)))

    def _start(self, event: Event) -> None:
        if event.name in _INLINE:
            self._open_span(event)
            self.put(f"<{_INLINE[event.name]}>")
        elif event.name == "Link":
            self._open_span(event)
            mail = "mailto:" if event.value["link_type"] == "Email" else ""
            title = f' title="{attribute(event.value["title"])}"' if event.value["title"] else ""
            self.put(f'<a href="{mail}{href(event.value["dest_url"])}"{title}>')
        elif event.name == "Image":
            self._open_span(event)
            self._image(event)
            return
        else:
            self._close_span()
            self.raw_open = 0
            self._block(event)
        self.open.append(event.name)

    def _block(self, event: Event) -> None:
        value = event.value
        match event.name:
            case "Paragraph":
                self.line(f"<p{attributes(self._unit(event))}>")
            case "Heading":
                self._heading(event)
            case "List":
                start = "" if value in (None, 1) else f' start="{value}"'
                self.line("<ul>\n" if value is None else f"<ol{start}>\n")
            case "Item":
                following = [later.name for later in self.events[self.position : self.position + 2]]
                task = following[:1] == ["TaskListMarker"] or following == ["Paragraph", "TaskListMarker"]
                self.line('<li class="task">' if task else "<li>")
            case "CodeBlock":
                language = _language(value)
                self.line(f'<pre><code class="language-{attribute(language)}">' if language else "<pre><code>")
            case "BlockQuote" if value is not None:
                kind = value.lower()
                self.line(f'<div class="admonition {kind}">\n{named("p", kind)}')
            case "BlockQuote":
                start = callout_start(self._following())
                self.callouts.append(bool(start))
                self.line(start or "<blockquote>\n")
            case "Container":
                self.container = value
                self.line(container_start(value, self._following()))
            case "DirectiveText":
                title = {"class": "admonition-title"} if value.kind is Kind.ADMONITION_TITLE else {}
                found = merged(title, self._unit(event))
                self.line(f"<p{attributes(found)}>")
                if (term := _ABBREVIATION.match(value.before)) is not None:
                    self.put(f"<abbr>{text(term[1])}</abbr>: ")
            case "ContainerTitle":
                tag = "summary" if folds(value) else "p"
                found = merged({"class": "admonition-title"}, self._unit(event))
                self.line(f"<{tag}{attributes(found)}>")
            case "TableHead" | "TableRow":
                self.column, self.cell = 0, "th" if event.name == "TableHead" else "td"
                self.put("<thead><tr>" if event.name == "TableHead" else "<tr>")
            case "TableCell":
                name = self.alignments[self.column] if self.column < len(self.alignments) else "None"
                alignment = {"class": _ALIGNMENT[name]} if name in _ALIGNMENT else {}
                self.put(f"<{self.cell}{attributes(merged(alignment, self._unit(event)))}>")
                self.column += 1
            case "DefinitionListTitle":
                self.line(f"<dt{attributes(self._unit(event))}>")
            case "FootnoteDefinition":
                self.outer.append((self.out, self.fresh))
                self.out, self.fresh = self.footnotes.parts(value), True
            case name if name in _STARTS:
                self.alignments = value if name == "Table" else self.alignments
                self.line(_STARTS[name])

    def _end(self, event: Event) -> None:
        if self.open:
            self.open.pop()
        if event.name in _INLINE:
            self.put(f"</{_INLINE[event.name]}>")
            return
        if event.name == "Link":
            self.put("</a>")
            return
        self._close_span()
        match event.name:
            case "Heading":
                level, (name, begin, own) = int(event.value[1:]), self.heading
                self.headings.append(PageHeading(level, name, for_contents("".join(self.out[begin:])), own))
                self.put(f"</h{level}>\n")
            case "List":
                self.put("</ol>\n" if event.value else "</ul>\n")
            case "BlockQuote":
                self.put("</div>\n" if event.value is not None or self.callouts.pop() else "</blockquote>\n")
            case "Container":
                self.line("</details>\n" if folds(event.value) else "</div>\n")
            case "DirectiveText":
                self.put("</p>\n")
            case "ContainerTitle":
                self.put("</summary>\n" if folds(event.value) else "</p>\n")
            case "TableCell":
                self.put(f"</{self.cell}>")
            case "FootnoteDefinition":
                self.out, self.fresh = self.outer.pop()
            case name if name in _ENDS:
                self.put(_ENDS[name])

    def _following(self) -> Event | None:
        return self.events[self.position] if self.position < len(self.events) else None

    def _unit(self, event: Event) -> Attributes:
        """The attributes of the unit in an element."""
        found = self.marks.within(event.start, event.end)
        return found[0].attributes if found else self._outside_units(self.position)

    def _outside_units(self, position: int) -> Attributes:
        """The attributes of the inline content that begins at an event and belongs to no unit, if it has words."""
        images = 0
        for at in range(position, len(self.events) if self.no_unit else 0):
            event = self.events[at]
            if event.name == "Image":
                images += 1 if event.type == "start" else -1
            elif event.name == "Text" and not images and any(character.isalpha() for character in event.value):
                return {} if self.marks.at(event.start, event.end) else self.no_unit
            elif event.type != "leaf" and event.name not in _INLINE and event.name != "Link":
                break
        return {}

    def _heading(self, event: Event) -> None:
        own = event.value
        name = own["id"] or ""
        if self.identifiers is not None and self.heading_count < len(self.identifiers):
            name = self.identifiers[self.heading_count]
        self.heading_count += 1
        found = {"id": name} if name else {}
        if own["classes"]:
            found["class"] = " ".join(own["classes"])
        # `{/* … */}` is a comment of MDX, and `{:#id}` an id, not attributes of HTML.
        found |= {key: value or "" for key, value in own["attrs"] if _ATTRIBUTE_NAME.fullmatch(key)}
        marks = self._unit(event)
        self.line(f"<h{own['level'][1:]}{attributes(merged(found, marks))}>")
        self.heading = (name, len(self.out), marks)

    def _directive(self, directive: Directive) -> None:
        """Write the texts of a directive, which only its site generator could show in their places."""
        self._close_span()
        if directive.rule == "formula":
            self.line(f'<p><code class="math math-display">{text(_formula(directive))}</code></p>\n')
        elif directive.rule == "Markdown in HTML":
            self.line(directive.text + "\n")
            return
        figure = picture(self.container.opening) if self.container and directive.rule == "options" else ""
        for line in directive_html(directive, self._marked, figure):
            self.line(line)

    def _is_shown(self, block: Event) -> bool:
        """Whether a code block is a directive that has no code for readers."""
        before = self.events[self.position - 2].value if self.position > 1 else None
        return is_shown(_information(block.value), before)

    def _marked(self, span: Span) -> Attributes:
        mark = self.outside.at(span.start, span.end) or self.marks.at(span.start, span.end)
        return mark.attributes if mark else {}

    def _image(self, event: Event) -> None:
        """Write an image. Its alternative text is the plain text of the events up to its end."""
        parts: list[str] = []
        depth = 1
        while depth and self.position < len(self.events):
            inner = self.events[self.position]
            self.position += 1
            if inner.type != "leaf":
                depth += 1 if inner.type == "start" else -1
            elif inner.name in ("Text", "Code", "InlineMath", "DisplayMath", "InlineHtml"):
                parts.append(inner.value)
            elif inner.name in ("SoftBreak", "HardBreak"):
                parts.append(" ")
            elif inner.name == "FootnoteReference":
                parts.append(f"[{self.footnotes.number(inner.value)}]")
        found = {"alt": "".join(parts)}
        if event.value["title"]:
            found["title"] = event.value["title"]
        unit = self.outside.within(event.start, event.end)
        found |= unit[0].attributes if unit else {}
        self.put(f'<img src="{href(event.value["dest_url"])}"{attributes(found)} />')

    def _html_block(self) -> None:
        """Write the lines of a raw HTML block unchanged, with marks around its units."""
        first = last = self.position - 1
        while last < len(self.events) and self.events[last].name == "Html":
            last += 1
        self.position = last
        marks = self.marks.within(self.events[first].start, self.events[last - 1].end)
        for event in self.events[first:last]:
            exact = len(event.value) == event.end - event.start  # the exact slice, so that offsets are valid
            self.put(marked(event.value, event.start, marks) if marks and exact else event.value)


def _language(value: object) -> str:
    """The language in the information of a code block: the first word of ``js title="x"``, ``{r, echo=FALSE}``, ``{.python}``."""
    found = _LANGUAGE.match(_information(value))
    return found[1] if found else ""


def _information(value: object) -> str:
    """What the opening line of a code block says."""
    return str(value["Fenced"]) if isinstance(value, dict) else ""


def _formula(directive: Directive) -> str:
    """The formula without its delimiters, its label and the prefixes of its lines."""
    inner = re.sub(r"^(?:\$\$|\\\[)|(?:\$\$|\\\])[^$]*$", "", directive.text)
    return "\n".join(line.strip(" \t>") for line in inner.splitlines()).strip()
