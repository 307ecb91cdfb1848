"""The indentation of components' bodies: it means nothing, so the view leaves it out.

MDX has no indented code, and Markdown in ``<Tabs>⏎  <TabItem>⏎    text`` is Markdown however far it is indented (MDX, "What is MDX?").
Without the indentation, pulldown-cmark reads the body as it reads any other text.
"""

import re
from collections.abc import Callable, Iterable

from workflow.formats.lines import find_in_lines
from workflow.formats.markdown import view as views
from workflow.formats.markdown.dialects import TAG_END
from workflow.formats.markdown.view import Edit, Part, Piece, View, code_and_html, covers

__all__ = ["dedented_components"]

_TAG = re.compile(
    rf"^(?P<prefix>[ \t>]*)(?P<marker>(?:[-*+]|\d{{1,9}}[.)])[ \t]+)?(?:<(?P<name>[A-Za-z][\w.:-]*)(?P<end>{TAG_END})[ \t]*"
    r"|</(?P<closed>[A-Za-z][\w.:-]*)[ \t]*>[^\r\n]*)(?P<line_end>\r\n|\r|\n|\Z)",
    re.MULTILINE,
)
_COMPONENT = re.compile(r"[A-Z]|[a-z][a-z0-9]*-")
_BLOCK_NAME = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*+(?=<(?:Link|Button|Center|Details|Dialog|Form|Frame|Header|Footer|Iframe|Legend|Main"
    r"|Menu|Nav|Option|Param|Section|Source|Summary|Table|Title|Track)[\s/>])",
    re.MULTILINE,
)
"""Names that CommonMark §4.6 (condition 6) takes for elements, whatever their case."""
_ONLY_TAGS = re.compile(rf"(?:</?[A-Za-z][\w.:-]*{TAG_END}[ \t]*)++(?:[\r\n]|\Z)")
_NOTHING = "\u2060"
"""A character that begins a paragraph, and is in the view only."""
_LIVE = re.compile(r"[`~]{3,}[ \t]*mdx-code-block[ \t]*(?:[\r\n]|\Z)")
"""A fence whose content is MDX for Docusaurus, and code for others."""
_LINE = re.compile(r"(?P<blank>[ \t>]*)(?P<rest>[^\r\n]*)(?:\r\n|\r|\n|\Z)")
_OPAQUE = frozenset({"pre", "script", "style", "svg", "table", "textarea"})
_DEPTH = 30
"""How deep components may nest; the bodies of deeper ones keep their indentation."""


def dedented_components(parts: list[Part], parse: Callable[[str], Iterable[Piece]], *, mdx: bool) -> list[Part]:
    """Return ``parts`` with the bodies of components as far to the left as their tags.

    Without ``mdx``, only the lines up to a blank line, which are raw HTML: no code (CommonMark §4.6, condition 7).
    """
    if mdx and (starts := _inline_starts((view := views.view_of(parts)).text)):
        parts = views.edited(parts, [(at, at, [Part(_NOTHING, view.start(at), kept=False)]) for at in starts])
    for _ in range(_DEPTH):
        edits = _edits(views.view_of(parts), parse, mdx)
        if not edits:
            break
        parts = views.edited(parts, edits)
    return parts


def _inline_starts(text: str) -> list[int]:
    """Where a text begins with a component that has the name of a block element."""
    return [found.end() for found in _BLOCK_NAME.finditer(text) if not _ONLY_TAGS.match(text, found.end())]


def _edits(view: View, parse: Callable[[str], Iterable[Piece]], mdx: bool) -> list[Edit]:
    """The edits that remove the indentation in the outermost components that have any."""
    text = view.text
    tags = [found for found in find_in_lines(_TAG, text) if mdx or _COMPONENT.match(found["name"] or found["closed"])]
    if not tags:
        return []
    fences = [
        span for span in code_and_html(parse(text))[0] if text[span[0]] in "`~" and not _LIVE.match(text, span[0])
    ]
    edits: list[Edit] = []
    done = 0
    for opening, closing in _pairs(found for found in tags if not covers(fences, found.end("prefix"))):
        if opening.start() >= done:
            own = _dedent(text, opening, closing, mdx)
            if own:
                edits += own
                done = closing.start()
    return edits


def _pairs(tags: Iterable[re.Match[str]]) -> list[tuple[re.Match[str], re.Match[str]]]:
    """The start and end tags that belong together, in the order of the start tags."""
    found: list[tuple[re.Match[str], re.Match[str]]] = []
    opened: list[re.Match[str]] = []
    for tag in tags:
        if tag["name"]:
            if not tag["end"].endswith("/>") and tag["name"] not in _OPAQUE:
                opened.append(tag)
        elif any(each["name"] == tag["closed"] for each in opened[-_DEPTH:]):
            while opened[-1]["name"] != tag["closed"]:
                opened.pop()
            found.append((opened.pop(), tag))
    return sorted(found, key=lambda pair: pair[0].start())


def _dedent(text: str, opening: re.Match[str], closing: re.Match[str], mdx: bool) -> list[Edit]:
    outer = opening["prefix"] + " " * len(opening["marker"] or "")
    lines: list[tuple[int, str]] = []
    at = opening.end()
    while at < closing.start():
        line = _LINE.match(text, at)
        assert line is not None
        if line["rest"]:
            lines.append((at, line["blank"]))
        elif not mdx:
            break
        at = line.end()
    common = _common(blank for _, blank in lines)
    if len(common) <= len(outer) or not common.startswith(outer):
        return []
    return [(at + len(outer), at + len(common), []) for at, _ in lines]


def _common(texts: Iterable[str]) -> str:
    """The longest start that all ``texts`` have; empty if there are none."""
    both = set(texts)
    first, last = min(both, default=""), max(both, default="")
    same = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    return first[:same]
