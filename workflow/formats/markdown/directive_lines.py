"""Directives: lines that the rules of the dialects recognise. They become marks in a view, so they bound the texts around them."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from workflow.formats.lines import search_lines
from workflow.formats.markdown import view as views
from workflow.formats.markdown.dialects import Rule, option_texts
from workflow.formats.markdown.dialects.rules import InnerText
from workflow.formats.markdown.view import Edit, Part, Piece, View, ViewMark, code_and_html, covering, covers
from workflow.model import Kind, Span

__all__ = ["Directive", "DirectiveText", "directive_at", "mark_directives", "options_of"]

_LITERAL = re.compile(r"[ \t]{0,3}<(?:!|\?|(?:script|pre|style|textarea)(?:[\s>]|$))", re.IGNORECASE)
"""The start of an HTML block that a blank line does not end (CommonMark §4.6, conditions 1 to 5)."""
_PREFIX = r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+>[ \t>]*)*"
"""What may stand before a directive: quotes, also as the first block of a list item."""
_FIRST = r"(?=[^\w\s]|import\b|export\b|[Tt]able:|(?<![\s\S])[Tt]itle:|\d+\.|\w[^\r\n]*+\r?\n[ \t]*--)"
"""How any directive begins: most lines need no further look."""
_OPTIONS = re.compile(r"(?:[ \t>]*:[\w-]+:(?:[ \t][^\r\n]*)?(?:\r\n|\r|\n|\Z))+")
_INDENTED = re.compile(r"(?:[ \t>]*(?:[ ]{4}|\t)[\w-]+:[^\r\n]*(?:\r\n|\r|\n|\Z))+")
_FIELDS = re.compile(r"(?:[ \t>]*(?:title|collapse|icon|color|metadata):[^\r\n]*(?:\r\n|\r|\n|\Z))+")
_OPTION_BLOCK = re.compile(
    r"[ \t>]*---[ \t]*(?:\r\n|\r|\n)(?:[^\r\n]*(?:\r\n|\r|\n))*?[ \t>]*---[ \t]*(?:\r\n|\r|\n|\Z)"
)


@dataclass(frozen=True, slots=True)
class DirectiveText:
    """A text inside a directive that is a unit."""

    value: str
    """The text as written."""
    span: Span
    """Its place in the document."""
    kind: Kind
    quote: str
    escape: str
    """See ``InnerText``."""
    inline: bool
    before: str
    """The directive up to the text."""
    after: str
    """The directive from the end of the text."""
    verbatim: bool = False
    offered: bool = True
    """See ``InnerText``."""


@dataclass(frozen=True, slots=True)
class Directive:
    """One or more lines of a dialect's syntax."""

    rule: str
    """The name of the rule that recognised it."""
    start: int
    end: int
    texts: tuple[DirectiveText, ...] = ()
    skeleton: tuple[str, ...] = ()
    """The text of the lines without ``texts``."""

    @property
    def text(self) -> str:
        """The whole text, from its first to its last line."""
        values = (*(found.value for found in self.texts), "")
        return "".join(before + value for before, value in zip(self.skeleton, values, strict=True))


def mark_directives(
    parts: list[Part],
    rules: Sequence[Rule],
    parse: Callable[[str], Iterable[Piece]],
    left_alone: Collection[int],
) -> list[Part]:
    """Return ``parts`` with the lines of every directive marked, except those that start at ``left_alone``."""
    if not rules:
        return parts
    pattern = _combined(tuple(rules))
    view = views.view_of(parts)
    found = search_lines(pattern, view.text)
    if found is None:
        return parts
    code, html = code_and_html(parse(view.text))
    edits: list[Edit] = []
    while found is not None:
        at = found.end("prefix")
        rule = rules[int((found.lastgroup or "r0")[1:])]
        block = covering(html, at)
        if (
            covers(code, at)
            or _marked(view, found)
            or view.start(at) in left_alone
            or (rule.own_block and _follows_text(view.text, found.start()))
            or (block is not None and (not rule.html or _LITERAL.match(view.text, block[0])))
        ):
            found = search_lines(pattern, view.text, _next_line(view.text, found.start()))
            continue
        # A mark is a block of its own, but not inside a block of raw HTML, which a blank line ends.
        edits.append(_edit(view, found, rule, blank=block is not None and view.text.find("\n", block[0]) < at))
        found = search_lines(pattern, view.text, found.end())
    return views.edited(parts, edits)


@cache
def _combined(rules: tuple[Rule, ...]) -> re.Pattern[str]:
    either = "|".join(f"(?P<r{index}>{rule.pattern})" for index, rule in enumerate(rules))
    return re.compile(rf"^(?P<prefix>{_PREFIX}){_FIRST}(?:{either})[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)


def _marked(view: View, found: re.Match[str]) -> bool:
    """Whether a range contains marks of containers."""
    text = view.text[found.start() : found.end()]
    return "<!-- -->" in text and any(found.start() <= at < found.end() for at in view.marks)


def _follows_text(text: str, offset: int) -> bool:
    """Whether the line before the one at ``offset`` is neither blank nor ends with a tag."""
    line = text[text.rfind("\n", 0, max(offset - 1, 0)) + 1 : offset].rstrip()
    return bool(line.strip(" \t>")) and not line.endswith((">", ">}}", "%}}", "%}"))


def _next_line(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) + 1 if end < 0 else end + 1


def _edit(view: View, found: re.Match[str], rule: Rule, *, blank: bool) -> Edit:
    start, stop = found.span(found.lastgroup or 0)
    inner = tuple(rule.texts(view.text[start:stop]))
    directive = _directive(view, rule.name, (start, stop), inner)
    prefix = re.sub(r"[^\s>]", " ", found["prefix"])
    parts = [Part("\n" + prefix, directive.start, kept=False)] if blank else []
    parts += views.mark("", ViewMark("directive", directive), directive.start)
    for index, each in enumerate(inner):
        if each.inline:
            parts += views.heading(
                view, prefix, ViewMark("text", directive, index), start + each.start, start + each.end
            )
    return start, found.end(), parts


def _directive(view: View, name: str, span: tuple[int, int], inner: Iterable[InnerText]) -> Directive:
    """The directive at ``span``. Its skeleton lacks every value that could be a text: a translation need not look like one."""
    start, stop = span
    raw = view.text[start:stop]
    texts, skeleton, at = [], [], 0
    for each in inner:
        skeleton.append(raw[at : each.start])
        at = each.end
        place = Span(view.start(start + each.start), view.end(start + each.end))
        value, before, after = raw[each.start : each.end], raw[: each.start], raw[each.end :]
        form = (each.kind, each.quote, each.escape, each.inline)
        texts.append(DirectiveText(value, place, *form, before, after, each.verbatim, each.offered))
    return Directive(name, view.start(start), view.end(stop), tuple(texts), (*skeleton, raw[at:]))


def directive_at(text: str, name: str, start: int, end: int, texts: Callable[[str], Iterable[InnerText]]) -> Directive:
    """Return the directive ``text[start:end]``, which is not alone on its lines."""
    view = views.view_of([Part(text[start:end], start)])
    return _directive(view, name, (0, end - start), texts(view.text))


def options_of(view: View, prefix: str, start: int, limit: int, *, style: str) -> tuple[list[Part], int]:
    """Return the parts for the options from ``start`` on, which are a directive, and the offset after them.

    ``style``: ``fields`` for those of Obsidian's admonitions, ``title: Mind the gap``; ``indented`` for those of pymdownx, ``type: note``
    behind four blanks; ``options`` for those of MyST, ``:alt: A pier``.
    """
    pattern = {"fields": _FIELDS, "indented": _INDENTED, "options": _OPTIONS}[style]
    found = pattern.match(view.text, start, limit)
    if found is None and style != "indented":
        found = _OPTION_BLOCK.match(view.text, start, limit)
    if found is None:
        return [], start
    stop = start + len(found[0].rstrip("\r\n"))
    directive = _directive(view, "options", (start, stop), option_texts(view.text[start:stop]))
    return views.mark(prefix, ViewMark("directive", directive), directive.start), found.end()
