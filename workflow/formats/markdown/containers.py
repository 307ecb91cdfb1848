"""Containers that pulldown-cmark does not know: their lines become marks in a view, so that their bodies are read as Markdown.

``!!! note "Title"``, ``??? note`` and ``=== "Tab"`` (Python-Markdown; the body is indented by four spaces), ``:::`` and ``///``
fences, and code fences whose body is Markdown (MyST's `````{note}``, `````admonish``).
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from workflow.formats.lines import find_in_lines
from workflow.formats.markdown import view as views
from workflow.formats.markdown.container_info import OPAQUE_BODIES, Information, information, reads_as_content
from workflow.formats.markdown.directive_lines import options_of
from workflow.formats.markdown.view import Edit, Part, Piece, View, ViewMark, code_and_html, covering, covers
from workflow.model import Span

__all__ = ["Container", "mark_containers"]

_CANDIDATE = re.compile(
    r"^(?P<prefix>[ \t>]*+(?:(?P<item>[-*+]|\d{1,9}[.)])[ \t][ \t>]*+)*+)(?:"
    r"(?P<bang>!!!|\?\?\?\+?)[ ]?(?:(?P<type>[\w-]+(?:[ ]+[\w-]+)*)(?:[ ]+(?=\")|(?=[ \t]*\r?$))|(?<=[?+] )(?=\"))(?:\"(?P<title>[^\r\n]*)\")?[ \t]*"
    r"|===[!+]{0,2}[ ]+(?P<quote>[\"'])(?P<tab>[^\r\n]*)(?P=quote)[ \t]*"
    # Not one-line directives of DocFX, nor the objects of mkdocstrings.
    r"|(?P<fence>:{3,}|/{3,})(?P<info>(?![ \t]*(?:(?:image|code|row|column|zone|moniker|video)(?:-end)?(?![\w-])|[\w$]+(?:\.[\w$]+)+[ \t]*\r?$))"
    r"[^\r\n]*)"
    r"|(?P<ticks>`{3,}|~{3,})[ \t]*(?P<code>\{[\w:+-]+\}[^\r\n`]*|admonish\b[^\r\n`]*|mdx-code-block[ \t]*|ad-[\w-]+[ \t]*)"
    r")(?P<end>\r\n|\r|\n|\Z)",
    re.MULTILINE,
)
_NEXT_LINE = re.compile(r"(?P<prefix>[ \t>]*)(?P<rest>[^\r\n]*)(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Container:
    """An element that encloses other blocks."""

    style: str
    """``admonition`` (``!!!``), ``details`` (``???``), ``tab`` (``===``), ``container`` (``:::``, ``///``) or ``fence`` (`````)."""
    classes: tuple[str, ...]
    """The classes; the first is the type: ``note`` …"""
    title: Span | None
    """The span of the title in the document. None: no title was given (the type is shown). Empty: no title (``""``)."""
    start: int
    end: int
    opened: bool = True
    """False for ``???`` without ``+``: folded until the reader opens it."""
    quoted: bool = False
    """Whether the title is in quotes."""
    opening: str = field(default="", compare=False)
    """The opening line without its title: skeleton."""


def mark_containers(
    parts: list[Part],
    styles: frozenset[str],
    parse: Callable[[str], Iterable[Piece]],
    left_alone: Collection[int],
) -> list[Part]:
    """Return ``parts`` with every container marked, except those that start at ``left_alone``.

    ``styles``: the styles to look for, ``admonitions`` and ``containers``. Nested containers are found in further rounds: the body
    of an admonition is an indented code block until its indentation is removed.
    """
    search = _Search(styles, parse, left_alone)
    while (edits := search.edits(views.view_of(parts))) is not None:
        parts = views.edited(parts, sorted(edits, key=lambda edit: edit[0]))
    return parts


class _Search:
    """The search for the outermost containers that are not marked yet."""

    def __init__(
        self, styles: frozenset[str], parse: Callable[[str], Iterable[Piece]], left_alone: Collection[int]
    ) -> None:
        self.styles = styles
        self.parse = parse
        self.left_alone = left_alone

    def edits(self, view: View) -> list[Edit] | None:
        """Return the edits that mark the outermost containers of a view; None if there are none."""
        candidates = list(find_in_lines(_CANDIDATE, view.text))
        if not candidates:
            return None
        pieces = list(self.parse(view.text))
        code, html = code_and_html(pieces)
        items = {piece.start for piece in pieces if piece.name == "Item" and piece.type == "start"}
        edits: list[Edit] = []
        fences: list[re.Match[str]] = []
        done = 0
        for found in candidates:
            at = found.end("prefix")
            if at < done or view.start(at) in self.left_alone or (found["item"] and found.start("item") not in items):
                continue
            new: list[Edit] = []
            if found["ticks"]:
                if "containers" in self.styles and (span := covering(code, at)) and span[0] >= found.start():
                    new = _code_fence(view, found, span[1])
            elif covers(code, at):
                continue
            elif not found["fence"]:
                if "admonitions" in self.styles and not covers(html, at):
                    new = _indented(view, found)
            elif "containers" not in self.styles:
                continue
            elif found["info"].strip(" \t:/"):
                if not covers(html, at):
                    fences.append(found)
            elif not found["item"]:
                opening = _opening_of(fences, found)
                if opening is not None:
                    edits += _fenced(view, opening, found, blank=covers(html, at))
            if new:
                edits += new
                done = max(edit[1] for edit in new)
        return edits or None


def _opening_of(fences: list[re.Match[str]], closing: re.Match[str]) -> re.Match[str] | None:
    """Remove from ``fences`` the opening fence that ``closing`` ends, and those that nothing can end any more."""
    while fences and fences[-1]["prefix"].count(">") > closing["prefix"].count(">"):
        fences.pop()
    for at in range(len(fences) - 1, -1, -1):
        if fences[at]["fence"][0] == closing["fence"][0]:
            opening = fences[at]
            del fences[at:]
            return opening
    return None


def _indented(view: View, found: re.Match[str]) -> list[Edit]:
    """The edits for a container with an indented body: its opening line, four blanks of each body line, its end."""
    text, prefix = view.text, _continued(found)
    edits: list[Edit] = []
    at = last = found.end()
    chunk, blank = "", False
    while at < len(text):
        line = _NEXT_LINE.match(text, at)
        assert line is not None
        if not line["rest"]:
            blank = True
        else:
            body = _dedent(line["prefix"], prefix)
            if body is None:
                break
            edits.append((at + body[0], at + body[1], []))
            chunk = ("" if blank else chunk) + line["rest"].lstrip("> \t")[:1]
            blank = False
            last = line.end()
        at = line.end()
    name = "title" if found["bang"] else "tab"
    if not edits and found[name] is None:
        return []
    title = found.span(name) if found[name] is not None else None
    start, end = found.end("prefix"), found.end()
    container = Container(
        style={"!!!": "admonition", None: "tab"}.get(found["bang"], "details"),
        classes=tuple((found["type"] or "details").split()) if found["bang"] else ("tab",),
        title=Span(view.start(title[0]), view.end(title[1])) if title else None,
        start=view.start(start),
        end=view.end(last),
        opened=found["bang"] != "???",
        quoted=True,
        opening=_without(text, start, end, title),
    )
    close = [] if text[last - 1] in "\r\n" else [Part("\n", view.end(last), kept=False)]
    if "<" in chunk:
        close.append(Part(prefix.rstrip() + "\n", view.end(last), kept=False))
    close += views.mark(prefix, ViewMark("close", container), view.end(last))
    opening = (start, end, _opening(view, prefix, title, container))
    return [opening, *edits, (last, last, close)]


def _dedent(prefix: str, outer: str) -> tuple[int, int] | None:
    """The range of a body line's prefix that is the container's four spaces."""
    start = len(outer) if prefix.startswith(outer) else _column(prefix, outer)
    if start is None:
        return None
    inner = prefix[start:]
    if inner.startswith("    "):
        return start, start + 4
    blanks = len(inner) - len(inner.lstrip(" "))
    if blanks < 4 and inner[blanks : blanks + 1] == "\t":
        return start, start + blanks + 1
    return None


def _column(prefix: str, outer: str) -> int | None:
    """The offset in ``prefix`` at which it is as wide as ``outer``, if both are blanks and one has tabs elsewhere."""
    if ">" in prefix or "\t" not in outer + prefix or len(prefix) > 100:
        return None
    width = len(outer.expandtabs(4))
    return next((at for at in range(len(prefix) + 1) if len(prefix[:at].expandtabs(4)) == width), None)


def _fenced(view: View, opening: re.Match[str], closing: re.Match[str], *, blank: bool) -> list[Edit]:
    """The edits for a fenced container: its opening line with its options, and its closing line."""
    found = information(opening["info"])
    if found.directive in OPAQUE_BODIES:
        return _as_code(view, opening, closing)
    container = _container(view, opening, found, ("container", "info"), view.end(closing.end()))
    at = view.start(closing.end("prefix"))
    close = [Part("\n" + closing["prefix"], at, kept=False)] if blank else []
    close += views.mark("", ViewMark("close", container), at)
    opened = _opened(view, opening, found, container, closing.start())
    terms = _glossary(view, _continued(opening), opened[1], closing.start()) if found.directive == "glossary" else []
    return [opened, *terms, (closing.end("prefix"), closing.end(), close)]


def _as_code(view: View, opening: re.Match[str], closing: re.Match[str]) -> list[Edit]:
    """The edits that make a code block of a fenced container whose body is no Markdown; none if it is not closed properly."""
    fences = opening.span("fence"), closing.span("fence")
    if len(opening["fence"]) > len(closing["fence"]):
        return []
    sign = "`" if "~~~" in view.text[opening.end() : closing.start()] else "~"
    return [(start, end, [Part(sign * (end - start), view.start(start))]) for start, end in fences]


def _code_fence(view: View, opening: re.Match[str], end: int) -> list[Edit]:
    """The edits for a code fence whose body is Markdown; none for other code, and for a fence that is not closed."""
    found = information(opening["code"])
    if found.directive and not reads_as_content(found.directive):
        return []
    body = view.text[opening.end() : end].rstrip("\r\n")
    last = max(body.rfind("\n"), body.rfind("\r")) + 1
    fence = opening["ticks"]
    closing = re.match(rf"[ \t>]*?(?={re.escape(fence[0])}{{{len(fence)},}}[ \t]*$)", body[last:])
    if closing is None:
        return []
    start = opening.end() + last + closing.end()
    stop = opening.end() + len(body)
    stop += 2 if view.text.startswith("\r\n", stop) else int(stop < len(view.text))
    container = _container(view, opening, found, ("fence", "code"), view.end(stop))
    opened = _opened(view, opening, found, container, opening.end() + last)
    terms = _glossary(view, _continued(opening), opened[1], start) if found.directive == "glossary" else []
    return [opened, *terms, (start, stop, views.mark("", ViewMark("close", container), view.start(start)))]


def _glossary(view: View, prefix: str, start: int, end: int) -> list[Edit]:
    """The edits that put the indented definitions of a glossary (Sphinx) into paragraphs of their own."""
    edits: list[Edit] = []
    at, term = start, False
    while at < end and (line := _NEXT_LINE.match(view.text, at)) and line.end() > at:
        begin = at + len(prefix)
        indent = line.start("rest") - begin
        if not line["rest"] or line["rest"].startswith(":"):
            term = False
        elif indent <= 0:
            if term:
                edits.append((begin, begin, [Part("\n" + prefix, view.start(begin), kept=False)]))
            term = True
        else:
            new = [Part("\n" + prefix, view.start(begin), kept=False)] if term else []
            edits.append((begin, begin + indent, new))
            term = False
        at = line.end()
    return edits


def _container(view: View, opening: re.Match[str], found: Information, names: tuple[str, str], end: int) -> Container:
    style, group = names
    title = _shifted(found.title, opening.start(group))
    return Container(
        style=style,
        classes=found.classes,
        title=Span(view.start(title[0]), view.end(title[1])) if title else None,
        start=view.start(opening.end("prefix")),
        end=end,
        quoted=found.quoted,
        opening=_without(view.text, opening.end("prefix"), opening.end(), title),
    )


def _opened(view: View, opening: re.Match[str], found: Information, container: Container, limit: int) -> Edit:
    """The edit for an opening line, and for the option lines after it."""
    group = "info" if opening["fence"] else "code"
    prefix = _continued(opening)
    parts = _opening(view, prefix, _shifted(found.title, opening.start(group)), container)
    end = opening.end()
    fields = opening["ticks"] is not None and found.classes[:1] != () and found.classes[0].startswith("ad-")
    indented = (opening["fence"] or "").startswith("/")
    if found.directive or fields or indented:
        style = "fields" if fields else "indented" if indented else "options"
        more, end = options_of(view, prefix, opening.end(), limit, style=style)
        parts += more
    return opening.end("prefix"), end, parts


def _continued(opening: re.Match[str]) -> str:
    """The prefix of the lines after an opening line: list markers are blanks there."""
    return re.sub(r"[^\s>]", " ", opening["prefix"])


def _shifted(span: tuple[int, int] | None, by: int) -> tuple[int, int] | None:
    return None if span is None else (span[0] + by, span[1] + by)


def _without(text: str, start: int, end: int, title: tuple[int, int] | None) -> str:
    line = text[start:end] if title is None else text[start : title[0]] + "…" + text[title[1] : end]
    return line.strip()


def _opening(view: View, prefix: str, title: tuple[int, int] | None, container: Container) -> list[Part]:
    """The replacement of an opening line after its prefix: a mark, and the title as a heading."""
    parts = views.mark("", ViewMark("open", container), container.start)
    if title and title[0] < title[1]:
        parts += views.heading(view, prefix, ViewMark("title", container), *title)
    return parts
