"""HTML tags in a text."""

from collections.abc import Iterator, Sequence

from workflow import html
from workflow.html import end_tags
from workflow.inline_tags.model import InlineTag, TagKind

__all__ = ["html_tags", "paired"]


def html_tags(text: str) -> tuple[InlineTag, ...]:
    """Return the HTML tags and comments of ``text``. An opaque element (``<code>…</code>``, ``translate="no"``) is one inline tag."""
    if "<" not in text:
        return ()
    return paired(text, [(found.start, found.end) for found in html.tokens(text, strict=True) if found.kind != "text"])


def paired(text: str, ranges: Sequence[tuple[int, int]]) -> tuple[InlineTag, ...]:
    """Return inline tags for the HTML at ``ranges``, in order, with partners where one tag closes another."""
    parsed = [html.tag(text[start:end]) for start, end in ranges]
    ends = end_tags(parsed)
    found: list[InlineTag] = []
    partners: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    depths: dict[str, list[int]] = {}
    """By name: where its open elements are in ``opened``."""
    inside_until = -1
    for place, ((start, end), tag) in enumerate(zip(ranges, parsed, strict=True)):
        if start < inside_until:
            continue
        if tag is not None and tag.closing:
            if depths.get(tag.name):
                depth = depths[tag.name][-1]
                partners[opened[depth][1]] = len(found)
                partners[len(found)] = opened[depth][1]
                while len(opened) > depth:
                    depths[opened.pop()[0]].pop()
        elif tag is not None and not tag.empty:
            if tag.opaque and place in ends:
                inside_until = ranges[ends[place]][1]
                found.append(InlineTag(start, inside_until, text[start:inside_until], TagKind.TAG))
                continue
            depths.setdefault(tag.name, []).append(len(opened))
            opened.append((tag.name, len(found)))
        found.append(InlineTag(start, end, text[start:end], TagKind.TAG))
    return tuple(_with_partners(found, partners))


def _with_partners(found: Sequence[InlineTag], partners: dict[int, int]) -> Iterator[InlineTag]:
    for place, tag in enumerate(found):
        yield InlineTag(tag.start, tag.end, tag.text, tag.kind, partners.get(place))
