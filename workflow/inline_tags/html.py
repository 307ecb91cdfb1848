"""HTML tags in a text."""

import re
from collections.abc import Iterator, Sequence

from workflow.inline_tags.model import InlineTag, TagKind

__all__ = ["paired", "tags"]

_TAG = re.compile(
    r"<!--(?:>|->|[\s\S]*?-->)|<\?[\s\S]*?\?>|<![A-Za-z][^>]*>|<!\[CDATA\[[\s\S]*?\]\]>"
    r"|</[A-Za-z][A-Za-z0-9\-]*\s*>"
    r"|<[A-Za-z][A-Za-z0-9\-]*(?:\s+[A-Za-z_:][\w.:\-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*\s*/?>"
)
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9\-]*)")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
# Their contents are nobody's language.
_OPAQUE = frozenset({"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "tt", "var"})
_UNTRANSLATED = re.compile(r"\stranslate\s*=\s*[\"']?no\b", re.IGNORECASE)


def tags(text: str) -> tuple[InlineTag, ...]:
    """The HTML tags and comments of ``text``; ``<code>…</code>`` and ``translate="no"`` elements are one code each."""
    return paired(text, [(match.start(), match.end()) for match in _TAG.finditer(text)])


def paired(text: str, ranges: Sequence[tuple[int, int]]) -> tuple[InlineTag, ...]:
    """Codes for the tags that lie at ``ranges``, in order, with partners where one closes another."""
    found: list[InlineTag] = []
    partners: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    inside_until = -1
    for place, (start, end) in enumerate(ranges):
        if start < inside_until:
            continue
        tag = text[start:end]
        match = _NAME.match(tag)
        name = match.group(1).lower() if match else ""
        if name and not tag.startswith("</") and name not in _VOID and not tag.endswith("/>"):
            if name in _OPAQUE or _UNTRANSLATED.search(tag):
                closing = _closing(text, ranges[place + 1 :], name)
                if closing is not None:
                    found.append(InlineTag(start, closing, text[start:closing], TagKind.TAG))
                    inside_until = closing
                    continue
            opened.append((name, len(found)))
        elif tag.startswith("</"):
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == name:
                    partners[opened[depth][1]] = len(found)
                    partners[len(found)] = opened[depth][1]
                    del opened[depth:]
                    break
        found.append(InlineTag(start, end, tag, TagKind.TAG))
    return tuple(_with_partners(found, partners))


def _closing(text: str, ranges: Sequence[tuple[int, int]], name: str) -> int | None:
    """Where the element ends that a tag ``name`` opened; None where it doesn't."""
    depth = 1
    for start, end in ranges:
        match = _NAME.match(text, start, end)
        if match is None or match.group(1).lower() != name or text[end - 2] == "/":
            continue
        depth += -1 if text[start + 1] == "/" else 1
        if depth == 0:
            return end
    return None


def _with_partners(found: Sequence[InlineTag], partners: dict[int, int]) -> Iterator[InlineTag]:
    for place, code in enumerate(found):
        yield InlineTag(code.start, code.end, code.text, code.kind, partners.get(place))
