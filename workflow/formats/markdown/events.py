"""The stream of Markdown events that the parser and the HTML writer share.

``events(text, settings)`` gives pulldown-cmark's events (by pyromark) in document order, with *character* offsets into the
text of the file (BOM and CRLF included), with further events for syntax that pulldown-cmark does not know:

====== ======================== ============================================================================================
type   name                     value
====== ======================== ============================================================================================
leaf   FrontMatter              ``FrontMatter``: its syntax, the span of the text between the fences
leaf   ReferenceDefinition      ``{"label", "dest", "title"}`` (title may be None); the definition's whole span
start  Container                ``Container``: style, classes, span of the title, open or folded
end    Container                the same object
start  ContainerTitle           the ``Container``; the title's inline events follow (start/end: the title's span)
end    ContainerTitle           the ``Container``
leaf   Directive                ``Directive``: lines that a rule of a dialect recognised
start  DirectiveText            a ``DirectiveText`` with inline markup, after its Directive; its inline events follow
end    DirectiveText            the same object
start  Paragraph, HtmlBlock, Item, DefinitionList, DefinitionListTitle, DefinitionListDefinition, TableHead, TableRow,
       TableCell, Emphasis, Strong, Strikethrough: None
start  Heading                  ``{"level": "H1", "id": str | None, "classes": (…), "attrs": ((name, value), …)}``
start  BlockQuote               None, or ``"Note"``, ``"Tip"``, ``"Important"``, ``"Warning"``, ``"Caution"``
start  CodeBlock                ``"Indented"`` or ``{"Fenced": info string}``
start  List                     None (bullets) or the first number
start  FootnoteDefinition       the label
start  Table                    ``("None" | "Left" | "Center" | "Right", …)``
start  Link, Image              ``{"link_type", "dest_url", "title", "id"}``
end    …                        None, or what pyromark gives (List: whether it is ordered, …)
leaf   Text, Code, Html (one line of an HTML block), InlineHtml, InlineMath, DisplayMath, FootnoteReference: a string
leaf   TaskListMarker           whether it is ticked
leaf   SoftBreak, HardBreak, Rule: None
====== ======================== ============================================================================================

``start`` and ``end`` of an Event are the pulldown-cmark ranges: a start or end event has the range of its whole element; a
backslash escape lies before its Text; a break ends where the next line's container prefix begins; a tight list item holds
its inline events directly.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

import pyromark
from pyromark import Options

from workflow.formats.front_matter import FrontMatter, find
from workflow.formats.lines import search_lines
from workflow.formats.markdown.code_texts import code_directive
from workflow.formats.markdown.components import dedented_components
from workflow.formats.markdown.containers import Container, mark_containers
from workflow.formats.markdown.definition_marks import with_escaped_colons
from workflow.formats.markdown.dialects import COMPONENTS, DIALECTS, block_rules, is_strict
from workflow.formats.markdown.directive_lines import Directive, DirectiveText, mark_directives
from workflow.formats.markdown.docfx_columns import dedented_columns
from workflow.formats.markdown.settings import MarkdownSettings
from workflow.formats.markdown.view import Part, View, view_of

__all__ = ["Container", "Directive", "DirectiveText", "Event", "FrontMatter", "events"]

OPTIONS = {
    "gfm": Options.ENABLE_GFM | Options.ENABLE_TABLES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS,
    "footnotes": Options.ENABLE_FOOTNOTES,
    "heading_attributes": Options.ENABLE_HEADING_ATTRIBUTES,
    "math": Options.ENABLE_MATH,
    "definition_lists": Options.ENABLE_DEFINITION_LIST,
}

_CROSSINGS = 20
"""Maximum number of marks that do not nest; beyond it, none of the containers and directives found so far counts as one."""
_CODE_TEXTS = re.compile(r"^[ \t>\d.)*+-]*(?:`{3,}+|~{3,}+|:{3,}+)[^\r\n]*[={\[]", re.MULTILINE)
"""Code fences that may have texts."""
_LONE_CR = re.compile(r"\r(?!\n)")
# 0 for UTF-8 continuation bytes, 1 for bytes that begin a character.
_BEGINS = bytes(0 if 0x80 <= byte < 0xC0 else 1 for byte in range(256))


class Event(NamedTuple):
    """One event; ``start`` and ``end`` are characters of the document's text."""

    type: str
    """``start``, ``end`` or ``leaf``."""
    name: str
    value: Any
    start: int
    end: int


@lru_cache(maxsize=1)
def events(text: str, settings: MarkdownSettings) -> Sequence[Event]:
    """Return the events of a whole document. Never raises: any text is valid Markdown.

    Those of the last one are kept: a text is read for its units or its skeleton, then for its page.
    """
    front_matter = find(text) if settings.front_matter else None
    begin = front_matter.end if front_matter else int(text.startswith("\ufeff"))
    options = _options(settings)
    if "\r" in text:  # a line end by CommonMark §2.1; in some blocks pulldown-cmark does not end the line
        text = _LONE_CR.sub("\n", text)
    left_alone: set[int] = set()
    parse = _Parser(options)
    view = _view(text, begin, settings, parse, left_alone)
    stream: Iterable[Event] = _mapped(parse(view.text), view)
    while (
        view.marks and (crossing := _crossing(stream := list(stream), view)) is not None and crossing not in left_alone
    ):
        left_alone.add(crossing)
        if len(left_alone) > _CROSSINGS:
            left_alone.update(mark.what.start for mark in view.marks.values())
        view = _view(text, begin, settings, parse, left_alone)
        stream = _mapped(parse(view.text), view)
    if "]:" in view.text:
        stream = _merge(stream, _definitions(view, options))
    found = stream if isinstance(stream, list) else list(stream)
    if search_lines(_CODE_TEXTS, text) and not is_strict(settings.dialect):
        found = list(_with_code_texts(found, text))
    if front_matter:
        found.insert(0, Event("leaf", "FrontMatter", front_matter, front_matter.start, front_matter.end))
    return found


def _with_code_texts(stream: Iterable[Event], text: str) -> Iterator[Event]:
    """Add the texts of code blocks as directives before the blocks."""
    for event in stream:
        if event.name == "CodeBlock" and event.type == "start" and isinstance(event.value, dict):
            directive = code_directive(text, event.start, event.end)
            if directive:
                yield Event("leaf", "Directive", directive, event.start, event.start)
        yield event


class _Parser:
    """pulldown-cmark with fixed options. It keeps the last result: most views have no marks, and are the text that was searched."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.last: tuple[str, list[Event]] | None = None

    def __call__(self, text: str) -> list[Event]:
        if self.last is None or self.last[0] != text:
            self.last = text, _parse(text, self.options)
        return self.last[1]


def _view(text: str, begin: int, settings: MarkdownSettings, parse: _Parser, left_alone: set[int]) -> View:
    """Return the view of ``text`` from ``begin`` on, with marks for its containers and directives."""
    parts = [Part(text[begin:], begin)]
    rules = [rule for rule in block_rules(settings.dialect) if not rule.switch or getattr(settings, rule.switch)]
    mdx = not all(DIALECTS[name].indentation for name in settings.dialect)
    if COMPONENTS in rules:
        parts = dedented_components(parts, parse, mdx=mdx)
    if mdx:  # a tag begins no raw HTML, in which containers would not count
        parts = mark_directives(parts, rules, parse, left_alone)
    styles = frozenset(name for name in ("admonitions", "containers") if getattr(settings, name))
    if "containers" in styles:
        parts = dedented_columns(parts, parse)
    if styles:
        parts = mark_containers(parts, styles, parse, left_alone)
    parts = mark_directives(parts, rules, parse, left_alone)
    return view_of(with_escaped_colons(parts, parse) if settings.has("definition_lists") else parts)


def _options(settings: MarkdownSettings) -> Options:
    options = Options(0)
    for name, option in OPTIONS.items():
        if settings.has(name):
            options |= option
    return options


def _parse(text: str, options: Options) -> list[Event]:
    """Return pulldown-cmark's events, with offsets in characters of ``text``."""
    found: list[Event] = _guarded(
        lambda options: _converted(text, pyromark.events_with_range(text, options=options)), options
    )
    return found or []


def _converted(text: str, raw: Iterable[Any]) -> list[Event]:
    positions: Any = range(len(text) + 1) if text.isascii() else _characters(text)
    collapsed: set[tuple[str, int]] = set()
    found = []
    new = tuple.__new__  # takes half the time of Event(…), and is called for every event of all documents
    for one, span in raw:
        start, end = positions[span["start"]], positions[span["end"]]
        if isinstance(one, str):
            found.append(new(Event, ("leaf", one, None, start, end)))
            continue
        ((kind, value),) = one.items()
        if kind == "Start" or kind == "End":
            kind = "start" if kind == "Start" else "end"
            if isinstance(value, str):
                if (value, start) in collapsed:
                    end += 2
                found.append(new(Event, (kind, value, None, start, end)))
            else:
                ((name, value),) = value.items()
                if (name == "Link" or name == "Image") and value["link_type"] == "Collapsed":
                    # pulldown-cmark's range ends before the empty brackets (CommonMark §6.3 has them in the link).
                    collapsed.add((name, start))
                    end += 2
                found.append(new(Event, (kind, name, value, start, end)))
        else:
            found.append(new(Event, ("leaf", kind, value, start, end)))
    return found


def _guarded(parse: Callable[[Options], Any], options: Options) -> Any:
    """Call ``parse``; if pulldown-cmark panics, call it without heading attributes.

    pulldown-cmark 0.13 panics at some headings with ``{}`` in nested blocks. A panic is a BaseException of a class that cannot be
    imported. A text that makes it panic again has no events.
    """
    try:
        return parse(options)
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        attributes = Options.ENABLE_HEADING_ATTRIBUTES
        return _guarded(parse, options & ~attributes) if attributes in options else {}


def _characters(text: str) -> list[int]:
    """The character offset for each UTF-8 byte offset of ``text``."""
    return [0, *accumulate(text.encode("utf-8", "surrogatepass").translate(_BEGINS))]


def _mapped(stream: list[Event], view: View) -> Iterable[Event]:
    """Map the events of the view's text to the document: offsets are moved, marks become containers."""
    if view.marks or len(view.starts) > 1:
        return _marked(stream, view)
    if view.starts and (shift := view.shift):
        return (Event(kind, name, value, start + shift, end + shift) for kind, name, value, start, end in stream)
    return stream


def _marked(stream: list[Event], view: View) -> Iterator[Event]:
    skipping = False
    title: Event | None = None
    for kind, name, value, start, end in stream:
        if skipping:
            skipping = not (kind == "end" and name == "HtmlBlock")
            continue
        if name == "HtmlBlock" and start in view.marks:
            mark = view.marks[start]
            kind = {"open": "start", "close": "end", "directive": "leaf"}[mark.role]
            skipping = True
            yield Event(kind, type(mark.what).__name__, mark.what, mark.what.start, mark.what.end)
            continue
        if name == "Heading" and start in view.marks:
            title = _title(view, start) if kind == "start" else title
            assert title is not None
            yield title._replace(type=kind)
            continue
        begin, stop = view.start(start), view.end(end)
        if name != "Text" or begin < stop:  # the blank before a title's closing ` #` belongs to no text
            yield Event(kind, name, value, begin, stop)


def _title(view: View, start: int) -> Event:
    """The event for the heading that stands for a title in a view."""
    mark = view.marks[start]
    if isinstance(mark.what, Directive):
        text = mark.what.texts[mark.text]
        return Event("start", "DirectiveText", text, text.span.start, text.span.end)
    assert isinstance(mark.what, Container) and mark.what.title is not None
    return Event("start", "ContainerTitle", mark.what, mark.what.title.start, mark.what.title.end)


def _crossing(stream: Iterable[Event], view: View) -> int | None:
    """Where a container or directive starts that does not nest with its blocks, or whose marks were not read (as in a lazy line)."""
    stack: list[Event] = []
    whole: set[int] = set()
    for event in stream:
        if event.name == "Directive":
            whole.add(id(event.value))
        if event.type == "start":
            stack.append(event)
        elif event.type == "end":
            opening = stack.pop() if stack else None
            if event.name == "Container":
                if opening is None or opening.value is not event.value:
                    return int(event.value.start)
                whole.add(id(event.value))
            elif opening is None or opening.name != event.name:
                inner = (e.value for e in (opening, *reversed(stack)) if e and e.name == "Container")
                return next((int(container.start) for container in inner), None)
            elif event.name in ("ContainerTitle", "DirectiveText"):
                whole.add(-id(event.value))
    for mark in view.marks.values():
        what = mark.what.texts[mark.text] if isinstance(mark.what, Directive) and mark.role == "text" else mark.what
        if (-id(what) if mark.role in ("title", "text") else id(what)) not in whole:
            return mark.what.start
    return None


def _definitions(view: View, options: Options) -> list[Event]:
    """Link reference definitions (the first of each label), in document order."""
    found = _guarded(lambda options: pyromark.reference_definitions(view.text, options=options), options)
    if not found:
        return []
    positions: Any = range(len(view.text) + 1) if view.text.isascii() else _characters(view.text)
    return [
        Event(
            "leaf",
            "ReferenceDefinition",
            {"label": label, "dest": definition["dest"], "title": definition["title"]},
            view.start(positions[definition["span"]["start"]]),
            view.end(positions[definition["span"]["end"]]),
        )
        for label, definition in found.items()
    ]


def _merge(stream: Iterable[Event], definitions: list[Event]) -> Iterator[Event]:
    """Merge definitions into the other events, in document order."""
    waiting = iter(sorted(definitions, key=lambda event: event.start))
    pending = next(waiting, None)
    for event in stream:
        while pending is not None and pending.start < (event.end if event.type == "end" else event.start):
            yield pending
            pending = next(waiting, None)
        yield event
    while pending is not None:
        yield pending
        pending = next(waiting, None)
