"""Markdown as HTML: a writer over the parser's events.

For plain CommonMark it writes what pulldown-cmark itself writes (tests compare the two on the 652 examples of the
specification). Beyond that: heading anchors that come from the *source* document, so that ``#anchor`` leads to the same
place in every language; attributes on the elements that hold units; tables with logical alignment; task lists, alerts,
admonitions and containers; footnotes collected at the end of the page; formulas as marked code.

Nothing here is sanitised: the whole body is, once, where it is published.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from workflow.formats.base import Attributes, PageHeading
from workflow.model import Kind, Span, Unit

__all__ = ["Located", "Written", "anchors", "write"]

Located = tuple[object, int, int]
"""A parser event (pyromark's dict or string) and the characters it covers: start (included), end (excluded)."""

_OUTSIDE = frozenset({Kind.ALT_TEXT, Kind.TITLE, Kind.ATTRIBUTE, Kind.FRONT_MATTER})
"""Kinds whose text does not stand in the element that surrounds it."""


@dataclass(frozen=True, slots=True)
class Written:
    """A document as HTML."""

    body: str
    headings: tuple[PageHeading, ...]


def write(
    events: Iterable[Located],
    *,
    identifiers: Sequence[str] | None = (),
    units: Sequence[Unit] = (),
    spans: Mapping[int, Span] | None = None,
    attributes: Mapping[int, Attributes] | None = None,
) -> Written:
    """The events as HTML.

    ``identifiers`` are the ids of the headings in order (what ``anchors`` gave for the source document); with None
    headings get only the ids written in the document. ``spans`` say where each unit lies in the text the events come
    from; ``attributes`` go on the element that holds a unit, by ``unit.index``.
    """
    wanted = []
    for unit in units:
        span = (spans or {}).get(unit.index)
        found = (attributes or {}).get(unit.index)
        if span is not None and found:
            wanted.append(_Marked(span.start, span.end, unit.kind, found))
    writer = _Writer(list(events), identifiers, sorted(wanted, key=lambda mark: (mark.start, mark.end)))
    return writer.run()


def anchors(events: Iterable[Located]) -> tuple[str, ...]:
    """The id of each heading of a document, in order: the one it names (``{#id}``), else GitHub's slug of its text.

    Ids are unique in the page; those that raw HTML and other headings name are left to them.
    """
    headings: list[tuple[str | None, list[str]]] = []
    taken: set[str] = set()
    inside = False
    for event, _start, _end in events:
        name, value = _split(event)
        if name == "Start" and _tag(value) == "Heading":
            explicit = _data(value).get("id")
            headings.append((explicit if isinstance(explicit, str) else None, []))
            inside = True
        elif name == "End" and _tag(value) == "Heading":
            inside = False
        elif name in ("Html", "InlineHtml"):
            taken.update(match[2] for match in _ID.finditer(str(value)))
        elif inside and name in ("Text", "Code", "InlineMath", "DisplayMath"):
            headings[-1][1].append(str(value))
        elif inside and name in ("SoftBreak", "HardBreak"):
            headings[-1][1].append(" ")
    taken.update(explicit for explicit, _ in headings if explicit)
    return tuple(explicit or _unique(_slug("".join(parts)), taken) for explicit, parts in headings)


def _slug(text: str) -> str:
    kept = "".join(c for c in text.strip().lower() if c.isalnum() or c in "-_ " or _is_mark(c))
    return kept.replace(" ", "-") or "section"


def _is_mark(character: str) -> bool:
    import unicodedata

    return unicodedata.category(character).startswith("M")


def _unique(slug: str, taken: set[str]) -> str:
    name, number = slug, 0
    while name in taken:
        number += 1
        name = f"{slug}-{number}"
    taken.add(name)
    return name


_ID = re.compile(r"""\s(?:id|name)\s*=\s*(["']?)([^\s"'>]+)\1""", re.IGNORECASE)


# Escaping as pulldown-cmark does it: text keeps quotes, attributes don't, link targets are percent-encoded.

_HREF_SAFE = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    + b"!#$%()*+,-./:;=?@_~^&'"  # the last two as entities
)


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return _text(text).replace('"', "&quot;").replace("'", "&#39;")


def _href(text: str) -> str:
    encoded = "".join(chr(byte) if byte in _HREF_SAFE else f"%{byte:02X}" for byte in text.encode("utf-8"))
    return encoded.replace("&", "&amp;").replace("'", "&#x27;")


def _attributes(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{_attribute(value)}"' for name, value in attributes.items())


def _merged(*many: Mapping[str, str]) -> dict[str, str]:
    """One set of attributes out of several: classes add up, for the rest the last one holds."""
    result: dict[str, str] = {}
    for attributes in many:
        for name, value in attributes.items():
            result[name] = f"{result[name]} {value}" if name == "class" and result.get("class") else value
    return result


# Shapes of events: "SoftBreak", {"Text": "…"}, {"Start": "Paragraph"}, {"Start": {"Heading": {…}}}, {"End": {"List": True}} …


def _split(event: object) -> tuple[str, object]:
    if isinstance(event, dict):
        for name, value in event.items():
            return str(name), value
    return str(event), None


def _tag(value: object) -> str:
    return _split(value)[0]


def _data(value: object) -> Mapping[str, object]:
    data = _split(value)[1]
    return data if isinstance(data, dict) else {}


@dataclass(frozen=True, slots=True)
class _Marked:
    start: int
    end: int
    kind: Kind
    attributes: Attributes


@dataclass(slots=True)
class _Heading:
    level: int
    anchor: str
    start: int
    """Where its inline HTML begins in the writer's output."""


@dataclass(slots=True)
class _Table:
    alignments: tuple[str, ...]
    head: bool = False
    column: int = 0


@dataclass(slots=True)
class _Footnote:
    number: int
    references: int = 0
    out: list[str] = field(default_factory=list)


_SIMPLE = {
    "Emphasis": "em",
    "Strong": "strong",
    "Strikethrough": "del",
    "Superscript": "sup",
    "Subscript": "sub",
}
_LOOSE = frozenset({"Item", "DefinitionListDefinition", "FootnoteDefinition", "BlockQuote"})
"""Containers that may hold inline content directly."""
_ALIGNMENT = {"Left": "start", "Center": "center", "Right": "end"}


class _Writer:
    """One run over the events of one document."""

    def __init__(self, events: list[Located], identifiers: Sequence[str] | None, marked: list[_Marked]) -> None:
        self.events = events
        self.identifiers = identifiers
        self.marked = marked
        self.out: list[str] = []
        self.fresh = True
        self.open: list[str] = []
        self.tight: bool = False
        self.headings: list[PageHeading] = []
        self.heading: _Heading | None = None
        self.heading_count = 0
        self.tables: list[_Table] = []
        self.footnotes: dict[str, _Footnote] = {}
        self.kept_outputs: list[tuple[list[str], bool]] = []
        self.position = 0

    def run(self) -> Written:
        self._number_footnotes()
        while self.position < len(self.events):
            event, start, end = self.events[self.position]
            self.position += 1
            name, value = _split(event)
            if name == "Start":
                self._start(value, start, end)
            elif name == "End":
                self._end(value)
            else:
                self._leaf(name, value, start, end)
        self._close_tight()
        self._write_footnotes()
        return Written("".join(self.out), tuple(self.headings))

    # Output

    def put(self, text: str) -> None:
        if text:
            self.out.append(text)
            self.fresh = text.endswith("\n")

    def line(self, text: str) -> None:
        """Put ``text`` at the beginning of a line."""
        self.put(text if self.fresh else "\n" + text)

    # Units

    def _attributes_of(self, start: int, end: int, *, outside: bool = False) -> Attributes:
        """The attributes of the first unit within these characters whose text stands there (or, for images, does not)."""
        for mark in self.marked:
            if mark.start > end:
                break
            if start <= mark.start and mark.end <= end and (mark.kind in _OUTSIDE) == outside:
                return mark.attributes
        return {}

    def _open_tight(self, start: int) -> None:
        """Inline content right inside a list item: a ``<span>`` holds its unit's attributes."""
        if self.tight or not self.open or self.open[-1] not in _LOOSE:
            return
        for mark in self.marked:
            if mark.start <= start < mark.end and mark.kind not in _OUTSIDE:
                self.put(f"<span{_attributes(mark.attributes)}>")
                self.tight = True
                return

    def _close_tight(self) -> None:
        if self.tight:
            self.put("</span>")
            self.tight = False

    # Events

    def _leaf(self, name: str, value: object, start: int, end: int) -> None:
        text = str(value)
        if name == "Html":
            self._html_block(start)
            return
        if name == "Rule":
            self._close_tight()
            self.line("<hr />\n")
            return
        if name not in ("TaskListMarker", "SoftBreak", "HardBreak"):
            self._open_tight(start)
        match name:
            case "Text":
                if not (self.open and self.open[-1] == "MetadataBlock"):
                    self.put(_text(text))
            case "Code":
                self.put(f"<code>{_text(text)}</code>")
            case "InlineMath":
                self.put(f'<code class="math">{_text(text)}</code>')
            case "DisplayMath":
                self.put(f'<code class="math math-display">{_text(text)}</code>')
            case "InlineHtml":
                self.put(text)
            case "SoftBreak":
                self.put("\n")
            case "HardBreak":
                self.put("<br />\n")
            case "FootnoteReference":
                self._footnote_reference(text)
            case "TaskListMarker":
                checked = ' checked=""' if value else ""
                self.put(f'<input type="checkbox" disabled=""{checked} /> ')

    def _start(self, value: object, start: int, end: int) -> None:
        tag, data = _split(value)
        if tag in _SIMPLE:
            self._open_tight(start)
            self.put(f"<{_SIMPLE[tag]}>")
        elif tag == "Link":
            self._open_tight(start)
            self._link(_data(value))
        elif tag == "Image":
            self._open_tight(start)
            self._image(_data(value), start, end)
            return
        else:
            self._close_tight()
            self._block(tag, data, start, end)
        self.open.append(tag)

    def _block(self, tag: str, data: object, start: int, end: int) -> None:
        match tag:
            case "Paragraph":
                self.line(f"<p{_attributes(self._attributes_of(start, end))}>")
            case "Heading":
                self._open_heading(data if isinstance(data, dict) else {}, self._attributes_of(start, end))
            case "BlockQuote":
                if data is None:
                    self.line("<blockquote>\n")
                else:
                    kind = str(data).lower()
                    self.line(f'<div class="admonition {kind}">\n{_admonition_title(kind)}')
            case "CodeBlock":
                info = str(data["Fenced"]) if isinstance(data, dict) and "Fenced" in data else ""
                language = info.split(" ")[0]
                self.line(f'<pre><code class="language-{_attribute(language)}">' if language else "<pre><code>")
            case "List":
                number = "" if data in (None, 1) else f' start="{data}"'
                self.line("<ul>\n" if data is None else f"<ol{number}>\n")
            case "Item":
                following = _split(self.events[self.position][0])[0] if self.position < len(self.events) else ""
                self.line('<li class="task">' if following == "TaskListMarker" else "<li>")
            case "Table":
                assert isinstance(data, Sequence)
                self.tables.append(_Table(tuple(str(name) for name in data)))
                self.line('<div class="table"><table>')
            case "TableHead":
                self.tables[-1].head = True
                self.tables[-1].column = 0
                self.put("<thead><tr>")
            case "TableRow":
                self.tables[-1].column = 0
                self.put("<tr>")
            case "TableCell":
                self._open_cell(self._attributes_of(start, end))
            case "DefinitionList":
                self.line("<dl>\n")
            case "DefinitionListTitle":
                self.line(f"<dt{_attributes(self._attributes_of(start, end))}>")
            case "DefinitionListDefinition":
                self.line("<dd>")
            case "FootnoteDefinition":
                self._open_footnote(str(data))

    def _end(self, value: object) -> None:
        tag = _tag(value)
        if self.open:
            self.open.pop()
        if tag in _SIMPLE:
            self.put(f"</{_SIMPLE[tag]}>")
            return
        if tag == "Link":
            self.put("</a>")
            return
        self._close_tight()
        match tag:
            case "Paragraph":
                self.put("</p>\n")
            case "Heading":
                self._close_heading()
            case "BlockQuote":
                self.put("</blockquote>\n" if _split(value)[1] is None else "</div>\n")
            case "CodeBlock":
                self.put("</code></pre>\n")
            case "List":
                self.put("</ol>\n" if _split(value)[1] else "</ul>\n")
            case "Item":
                self.put("</li>\n")
            case "Table":
                self.tables.pop()
                self.put("</tbody></table></div>\n")
            case "TableHead":
                self.tables[-1].head = False
                self.put("</tr></thead><tbody>\n")
            case "TableRow":
                self.put("</tr>\n")
            case "TableCell":
                self.put("</th>" if self.tables[-1].head else "</td>")
                self.tables[-1].column += 1
            case "DefinitionList":
                self.put("</dl>\n")
            case "DefinitionListTitle":
                self.put("</dt>\n")
            case "DefinitionListDefinition":
                self.put("</dd>\n")
            case "FootnoteDefinition":
                self._close_footnote()

    # Headings, cells, links, images

    def _open_heading(self, data: Mapping[str, object], unit: Attributes) -> None:
        level = int(str(data.get("level", "H1"))[1:])
        explicit = data.get("id")
        anchor = str(explicit) if explicit else ""
        if self.identifiers is not None and self.heading_count < len(self.identifiers):
            anchor = self.identifiers[self.heading_count]
        self.heading_count += 1
        attributes = {"id": anchor} if anchor else {}
        classes = data.get("classes")
        if isinstance(classes, Sequence) and classes:
            attributes["class"] = " ".join(str(name) for name in classes)
        extra = data.get("attrs")
        if isinstance(extra, Sequence):
            attributes.update({str(name): str(text or "") for name, text in extra})
        self.line(f"<h{level}{_attributes(_merged(attributes, unit))}>")
        self.heading = _Heading(level, anchor, len(self.out))

    def _close_heading(self) -> None:
        assert self.heading is not None
        inner = "".join(self.out[self.heading.start :])
        self.put(f"</h{self.heading.level}>\n")
        self.headings.append(PageHeading(self.heading.level, self.heading.anchor, _for_contents(inner)))
        self.heading = None

    def _open_cell(self, unit: Attributes) -> None:
        table = self.tables[-1]
        name = table.alignments[table.column] if table.column < len(table.alignments) else "None"
        alignment = {"class": _ALIGNMENT[name]} if name in _ALIGNMENT else {}
        self.put(f"<{'th' if table.head else 'td'}{_attributes(_merged(alignment, unit))}>")

    def _link(self, data: Mapping[str, object]) -> None:
        mail = "mailto:" if data.get("link_type") == "Email" else ""
        title = str(data.get("title") or "")
        self.put(f'<a href="{mail}{_href(str(data.get("dest_url", "")))}"')
        self.put(f' title="{_attribute(title)}">' if title else ">")

    def _image(self, data: Mapping[str, object], start: int, end: int) -> None:
        """The image, its alternative text being the plain text of the events up to its end."""
        parts: list[str] = []
        depth = 1
        while depth and self.position < len(self.events):
            name, value = _split(self.events[self.position][0])
            self.position += 1
            if name == "Start":
                depth += 1
            elif name == "End":
                depth -= 1
            elif name in ("Text", "Code", "InlineMath", "DisplayMath", "InlineHtml"):
                parts.append(str(value))
            elif name in ("SoftBreak", "HardBreak", "Rule"):
                parts.append(" ")
            elif name == "FootnoteReference":
                parts.append(f"[{self._footnote(str(value)).number}]")
        title = str(data.get("title") or "")
        self.put(f'<img src="{_href(str(data.get("dest_url", "")))}" alt="{_attribute("".join(parts))}"')
        if title:
            self.put(f' title="{_attribute(title)}"')
        self.put(f"{_attributes(self._attributes_of(start, end, outside=True))} />")

    # Raw HTML

    def _html_block(self, first: int) -> None:
        """The lines of a block of raw HTML, the units in it wrapped in a ``<span>`` where they have attributes."""
        self.position -= 1
        self._close_tight()
        while self.position < len(self.events):
            event, start, end = self.events[self.position]
            name, value = _split(event)
            if name != "Html":
                break
            self.position += 1
            text = str(value)
            inserts: list[tuple[int, str]] = []
            if len(text) == end - start:  # what the parser gives is the slice itself, so that offsets hold
                for mark in self.marked:
                    if mark.kind in _OUTSIDE:
                        continue
                    if start <= mark.start < end:
                        inserts.append((mark.start - start, f"<span{_attributes(mark.attributes)}>"))
                    if start < mark.end <= end and mark.start >= first:
                        inserts.append((mark.end - start, "</span>"))
            for offset, insert in reversed(inserts):
                text = text[:offset] + insert + text[offset:]
            self.put(text)

    # Footnotes: numbered in the order in which they are first referred to, as GitHub does; the rest follows

    def _number_footnotes(self) -> None:
        definitions: dict[str, list[str]] = {}
        references: list[str] = []
        current: list[str] = []
        for event, _start, _end in self.events:
            name, value = _split(event)
            if name == "Start" and _tag(value) == "FootnoteDefinition":
                current.append(str(_split(value)[1]))
                definitions.setdefault(current[-1], [])
            elif name == "End" and _tag(value) == "FootnoteDefinition":
                current.pop()
            elif name == "FootnoteReference":
                (definitions[current[-1]] if current else references).append(str(value))
        queue = references + list(definitions)
        while queue:
            label = queue.pop(0)
            if label in definitions and label not in self.footnotes:
                self.footnotes[label] = _Footnote(len(self.footnotes) + 1)
                if label in references:
                    references.extend(definitions[label])
                    at = sum(1 for name in queue if name in references)
                    queue[at:at] = definitions[label]

    def _footnote(self, label: str) -> _Footnote:
        return self.footnotes.setdefault(label, _Footnote(len(self.footnotes) + 1))

    def _footnote_reference(self, label: str) -> None:
        note = self._footnote(label)
        note.references += 1
        name = _name(label)
        again = f"-{note.references}" if note.references > 1 else ""
        self.put(
            f'<sup class="footnote-reference"><a href="#fn-{name}" id="fnref-{name}{again}" role="doc-noteref">'
            f"{note.number}</a></sup>"
        )

    def _open_footnote(self, label: str) -> None:
        self.kept_outputs.append((self.out, self.fresh))
        self.out, self.fresh = self._footnote(label).out, True

    def _close_footnote(self) -> None:
        self.out, self.fresh = self.kept_outputs.pop()

    def _write_footnotes(self) -> None:
        notes = sorted(
            ((label, note) for label, note in self.footnotes.items() if note.out), key=lambda item: item[1].number
        )
        if not notes:
            return
        self.line('<section class="footnotes" role="doc-endnotes">\n<ol>\n')
        for label, note in notes:
            name = _name(label)
            back = "".join(
                f' <a href="#fnref-{name}{f"-{number}" if number > 1 else ""}" class="footnote-back" '
                f'role="doc-backlink" data-label="footnote-back">↩{f"<sup>{number}</sup>" if number > 1 else ""}</a>'
                for number in range(1, note.references + 1)
            )
            inner = "".join(note.out).rstrip("\n")
            if inner.endswith("</p>"):
                inner = f"{inner[:-4]}{back}</p>"
            else:
                inner += back
            self.put(f'<li id="fn-{name}" value="{note.number}">\n{inner}\n</li>\n')
        self.put("</ol>\n</section>\n")


def _name(label: str) -> str:
    """A footnote's label as part of an id."""
    return _attribute(re.sub(r"\s+", "-", label.strip().lower()))


def _admonition_title(kind: str, html: str | None = None, unit: Attributes | None = None) -> str:
    """The title line of an admonition. Without a title of its own its kind names it, in the page's language where the
    publisher knows the word: ``data-label`` tells which word it is.
    """
    if html is None:
        return f'<p class="admonition-title" data-label="{_attribute(kind)}">{_text(kind.capitalize())}</p>\n'
    return f"<p{_attributes(_merged({'class': 'admonition-title'}, unit or {}))}>{html}</p>\n"


_NOT_IN_CONTENTS = re.compile(
    r"""<sup class="footnote-reference">.*?</sup>|</?a(?:\s[^>]*)?>|\s(?:id|name)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""",
    re.IGNORECASE | re.DOTALL,
)


def _for_contents(html: str) -> str:
    """A heading's inline HTML for a table of contents: no links, no footnote marks, no ids a second time."""
    return re.sub(r"<[^>]*>", lambda match: _NOT_IN_CONTENTS.sub("", match[0]), _NOT_IN_CONTENTS.sub("", html)).strip()
