"""The headings of a Markdown document and their ids. These come from the source document, so that ``#anchor`` leads to the same place in
every language. ``slugs`` makes ids of words, ``anchoring`` writes them into translations."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.formats.markdown.events import Directive, Event
from workflow.formats.markdown.slugs import slugs
from workflow.html import identifiers

__all__ = ["FoundHeading", "anchors", "assigned", "found_headings", "raw_identifiers"]

# `{: #id .class}` on a line of its own after a heading: kramdown and Python-Markdown.
_ATTRIBUTE_LINE = re.compile(r"\{:?(?:[^}\n]*\s)?#([^\s}]+)[^}\n]*\}\s*")
_COMMENT = re.compile(r"/\*\s*#?([^\s*]+)\s*\*/")


@dataclass(frozen=True, slots=True)
class FoundHeading:
    """A heading in the events of a document."""

    event: Event
    explicit: str | None
    """The id that the author gave it."""
    text: str
    content: tuple[Event, ...]
    """Its inline events."""


def anchors(events: Sequence[Event], dialect: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the id of each heading of a document, in order: the explicit one (``{#id}``, ``{/* #id */}``, ``{: #id}``), else the
    one that the ``dialect`` makes of its text.

    Ids are unique in the page; explicit ids of raw HTML and of other headings are not used for slugs.
    """
    return assigned(found_headings(events), raw_identifiers(events), dialect)


def assigned(
    headings: Sequence[FoundHeading],
    taken: Iterable[str],
    dialect: Sequence[str],
    explicit: Mapping[int, str] | None = None,
) -> tuple[str, ...]:
    """Return the id of each heading; ``explicit`` has further explicit ids, by the heading's index. Of several equal ones the first counts."""
    own: list[str | None] = []
    for index, heading in enumerate(headings):
        name = (explicit or {}).get(index, heading.explicit)
        own.append(None if name in own else name)
    used = dict.fromkeys([*taken, *(name for name in own if name)], 0)
    rule = slugs(dialect)
    return tuple(name or rule.anchor(heading.text, used) for name, heading in zip(own, headings, strict=True))


def found_headings(events: Sequence[Event]) -> list[FoundHeading]:
    """Return the headings of a document, in order."""
    found = []
    begin = -1
    for at, event in enumerate(events):
        if event.name != "Heading":
            continue
        if event.type == "start":
            begin = at
        else:
            start, content = events[begin], tuple(events[begin + 1 : at])
            found.append(
                FoundHeading(start, _explicit(start.value, events[at + 1 : at + 3], event.end), _text(content), content)
            )
    return found


def _text(content: Iterable[Event]) -> str:
    parts = []
    for event in content:
        if event.name in ("Text", "Code", "InlineMath", "DisplayMath"):
            parts.append(event.value)
        elif event.name in ("SoftBreak", "HardBreak"):
            parts.append(" ")
    return "".join(parts)


def _explicit(heading: Mapping[str, Any], following: Sequence[Event], end: int) -> str | None:
    """The id in a heading's own attributes, in an MDX comment at its end, or in a line of attributes after it."""
    written = " ".join(name for name, _ in heading["attrs"])
    if heading["id"]:
        return str(heading["id"])
    if comment := _COMMENT.fullmatch(written):
        return comment[1]
    if written.startswith(":#"):  # `{:#id}`
        return written[2:].split()[0]
    # Only directly below the heading: after a blank line, the attributes belong to the next block.
    found = following[0].value if following else None
    if not isinstance(found, Directive) or found.start != end:
        return None
    line = _ATTRIBUTE_LINE.fullmatch(found.skeleton[0])
    return line[1] if line else None


def raw_identifiers(events: Iterable[Event]) -> set[str]:
    """Return the ids in the raw HTML of a document."""
    taken: set[str] = set()
    raw = ""
    for event in events:
        if event.name != "Html" and raw:  # one block of raw HTML has several such events
            taken.update(identifiers(raw))
            raw = ""
        if event.name in ("Html", "InlineHtml") and event.type == "leaf":
            raw += event.value
    return taken | set(identifiers(raw))
