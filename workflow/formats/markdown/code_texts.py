"""Texts in code blocks that a site generator shows: titles in the opening line, captions among the options of a cell or directive.

====================================  ===============================
``````` py title="Your settings"``    Material for MkDocs, Docusaurus
```````{r, fig.cap="The tide"}``      knitr
``#| fig-cap: "The tide"``            Quarto
``:caption: The tide``                MyST
``The tide <tide>`` in a toctree      Sphinx
====================================  ===============================
"""

import re
from collections.abc import Iterable, Iterator

from workflow.formats.markdown.dialects import InnerText, option_texts, parameter_texts
from workflow.formats.markdown.directive_lines import Directive, DirectiveText
from workflow.model import Kind, Span

__all__ = ["code_directive"]

_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\r\n]*)(?:\r\n|\r|\n|\Z)")
_DIRECTIVE = re.compile(r"\{(?P<name>[\w:+-]+)\}[ \t]*(?P<argument>[^\r\n]*)")
_MYST_OPTIONS = re.compile(
    r"(?:[ \t>]*:[\w-]+:[^\r\n]*(?:\r\n|\r|\n|\Z))+"
    r"|[ \t>]*---[ \t]*(?:\r\n|\r|\n)(?:[ \t>]*[\w-]+:[^\r\n]*(?:\r\n|\r|\n))*[ \t>]*---"
)
_CELL_OPTIONS = re.compile(r"(?:[ \t>]*(?:#|//|%%|--)\|[^\r\n]*(?:\r\n|\r|\n|\Z))+")
_CELL_OPTION = re.compile(
    r"^[ \t>]*(?:#|//|%%|--)\|[ \t]*(?:(?P<name>[\w.-]+):|-)(?P<blank>[ \t]*)(?P<quote>[\"']?)(?P<value>[^\r\n]*?)(?P=quote)[ \t]*$",
    re.MULTILINE,
)
_CELL_NAMES = frozenset(["fig-cap", "fig-subcap", "fig-scap", "fig-alt", "tbl-cap", "tbl-subcap", "lst-cap", "title"])
_TOCTREE_TITLE = re.compile(r"^[ \t>]*(?P<text>[^\s:<>][^<>\r\n]*?)[ \t]*<[^<>\r\n]+>[ \t]*$", re.MULTILINE)


def code_directive(text: str, start: int, end: int) -> Directive | None:
    """Return the texts of a fenced code block, ``text[start:end]``, as a directive that is the whole block; None without texts."""
    raw = text[start:end]
    fence = _FENCE.match(raw)
    if fence is None:
        return None
    found = sorted(_texts(raw, fence), key=lambda inner: inner.start)
    if not found:
        return None
    texts, skeleton, at = [], [], 0
    for inner in found:
        span = Span(start + inner.start, start + inner.end)
        line = re.compile(r"[\r\n]|\Z").search(raw, inner.end)
        after = raw[inner.end : line.start() if line else None] + "\n" + fence["fence"]
        value = raw[inner.start : inner.end]
        kind = inner.kind if inner.kind is Kind.ALT_TEXT else Kind.CAPTION
        texts.append(DirectiveText(value, span, kind, inner.quote, inner.escape, False, raw[: inner.start], after))
        skeleton.append(raw[at : inner.start])
        at = inner.end
    skeleton.append(raw[at:])
    return Directive("code", start, end, tuple(texts), tuple(skeleton))


def _texts(raw: str, fence: re.Match[str]) -> Iterator[InnerText]:
    info, at = fence["info"], fence.start("info")
    directive = _DIRECTIVE.match(info)
    if directive is None:
        yield from _moved(parameter_texts(info), at)
    elif directive["argument"] and directive["name"] in ("csv-table", "list-table"):
        start = at + directive.start("argument")
        yield InnerText(start, start + len(directive["argument"].rstrip()), Kind.CAPTION)
    options = _MYST_OPTIONS.match(raw, fence.end()) if directive else None
    if options:
        yield from _moved(option_texts(options[0]), fence.end())
    if cell := _CELL_OPTIONS.match(raw, fence.end()):
        yield from _moved(_cell_texts(cell[0]), fence.end())
    if directive and directive["name"] == "toctree":
        for found in _TOCTREE_TITLE.finditer(raw, options.end() if options else fence.end()):
            yield InnerText(*found.span("text"))


def _cell_texts(options: str) -> Iterator[InnerText]:
    name = ""
    for found in _CELL_OPTION.finditer(options):
        name = found["name"] or name
        value = found["value"]
        # A block scalar (`|`) and an expression (`!expr`) are no texts on this line.
        if name not in _CELL_NAMES or not re.search(r"[^\W\d_]", value) or value[:1] in "|>!":
            continue
        kind = Kind.ALT_TEXT if name == "fig-alt" else Kind.CAPTION
        yield InnerText(*found.span("value"), kind, found["quote"], "backslash" if found["quote"] == '"' else "")


def _moved(texts: Iterable[InnerText], by: int) -> Iterator[InnerText]:
    for inner in texts:
        yield InnerText(inner.start + by, inner.end + by, inner.kind, inner.quote, inner.escape, inner.inline)
