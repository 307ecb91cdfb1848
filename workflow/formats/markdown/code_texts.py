"""Texts in code blocks that a site generator shows: titles in the opening line, captions among the options of a directive.

====================================  ===============================
``````` py title="Your settings"``    Material for MkDocs, Docusaurus
```````{r, fig.cap="The tide"}``      knitr
``:caption: The tide``                MyST
``````` js [The usual way]``          VitePress
``The tide <tide>`` in a toctree      Sphinx
``North pier, "2.50"`` in a csv-table  Sphinx
====================================  ===============================
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from workflow.formats.markdown import csv_tables
from workflow.formats.markdown.dialects import InnerText, option_texts, parameter_texts
from workflow.formats.markdown.directive_lines import Directive, DirectiveText
from workflow.html import is_prose
from workflow.model import Kind, Span

__all__ = ["MYST_OPTIONS", "code_directive"]

_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*(?P<info>[^\r\n]*)(?:\r\n|\r|\n|\Z)")
_LABEL = re.compile(r"[ \t]\[(?P<text>[^\[\]\r\n]+)\][ \t]*$")
_DIRECTIVE = re.compile(r"\{(?P<name>[\w:+-]+)\}[ \t]*(?P<argument>[^\r\n]*)")
MYST_OPTIONS = re.compile(
    r"(?:[ \t>]*:[\w-]+:[^\r\n]*(?:\r\n|\r|\n|\Z))+"
    r"|[ \t>]*---[ \t]*(?:\r\n|\r|\n)(?:[^\r\n]*(?:\r\n|\r|\n))*?[ \t>]*---[ \t]*(?:\r\n|\r|\n|\Z)"
)
"""The options of a directive of MyST, at the beginning of its block."""
_TOCTREE_TITLE = re.compile(r"^[ \t>]*(?P<text>[^\s:<>][^<>\r\n]*?)[ \t]*<[^<>\r\n]+>[ \t]*\r?$", re.MULTILINE)


def code_directive(text: str, start: int, end: int) -> Directive | None:
    """Return the texts of a fenced code block, ``text[start:end]``, as a directive; None without texts.

    The directive is the opening line (``rule``: ``code fence``), or the whole block if texts are in its lines (``code block``).
    """
    raw = text[start:end]
    fence = _FENCE.match(raw)
    if fence is None:
        return None
    options = MYST_OPTIONS.match(raw, fence.end()) if _DIRECTIVE.match(fence["info"]) else None
    found = sorted(_texts(raw, fence, options), key=lambda inner: inner.start)
    if not found:
        return None
    whole = found[-1].end > fence.end()
    texts, skeleton, at = [], [], 0
    # A cell is read alone in a table of its own: what is before it may be long.
    prefix = re.split(r"[\r\n]", raw.rstrip())[-1].rstrip(fence["fence"][0])
    top = raw[: options.end() if options else fence.end()].rstrip("\r\n") + "\n"
    for inner in found:
        span = Span(start + inner.start, start + inner.end)
        value = raw[inner.start : inner.end]
        if inner.escape == "csv":
            value = csv_tables.content(value, prefix)
            before, after = top + prefix, f"\n{prefix}{fence['fence']}"
        else:
            line = re.compile(r"[\r\n]|\Z").search(raw, inner.end)
            before, after = raw[: inner.start], raw[inner.end : line.start() if line else None] + "\n" + fence["fence"]
        kind = Kind.CAPTION if inner.kind is Kind.ATTRIBUTE else inner.kind
        form = (kind, inner.quote, inner.escape, False)
        texts.append(DirectiveText(value, span, *form, before, after, inner.verbatim, inner.offered))
        skeleton.append(raw[at : inner.start])
        at = inner.end
    stop = len(raw) if whole else fence.end()
    skeleton.append(raw[at:stop])
    name = "code block" if whole else "code fence"
    return Directive(name, start, start + stop, tuple(texts), tuple(skeleton))


def _texts(raw: str, fence: re.Match[str], options: re.Match[str] | None) -> Iterator[InnerText]:
    info, at = fence["info"], fence.start("info")
    directive = _DIRECTIVE.match(info)
    if directive is None:
        yield from _moved(parameter_texts(info), at)
        label = _LABEL.search(info)
        if label and is_prose(label["text"]):
            yield InnerText(at + label.start("text"), at + label.end("text"))
    elif directive["argument"] and directive["name"] == "csv-table":
        start = at + directive.start("argument")
        yield InnerText(start, start + len(directive["argument"].rstrip()), Kind.CAPTION)
    body = options.end() if options else fence.end()
    rows = directive is not None and directive["name"] == "csv-table"
    if options:
        texts = option_texts(options[0])
        yield from _moved((text for text in texts if not rows or not _is_header(options[0], text)), fence.end())
    if rows:
        closing = max(raw.rstrip().rfind("\n"), raw.rstrip().rfind("\r")) + 1
        yield from csv_tables.cells(raw, fence.end(), body, closing)
    if directive and directive["name"] == "toctree":
        for found in _TOCTREE_TITLE.finditer(raw, body):
            yield InnerText(*found.span("text"))


def _is_header(options: str, text: InnerText) -> bool:
    return re.search(r"^[ \t>]*:?header:[ \t]*[\"']?\Z", options[: text.start], re.MULTILINE) is not None


def _moved(texts: Iterable[InnerText], by: int) -> Iterator[InnerText]:
    for inner in texts:
        yield replace(inner, start=inner.start + by, end=inner.end + by)
