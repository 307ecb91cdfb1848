"""The ids of headings. They come from the source document, so that ``#anchor`` leads to the same place in every language."""

from collections.abc import Iterable

from workflow.formats.anchors import slug, unique
from workflow.formats.markdown.events import Event
from workflow.html import identifiers

__all__ = ["anchors"]


def anchors(events: Iterable[Event]) -> tuple[str, ...]:
    """Return the id of each heading of a document, in order: the explicit one (``{#id}``), else GitHub's slug of its text.

    Ids are unique in the page; explicit ids of raw HTML and of other headings are not used for slugs.
    """
    headings: list[tuple[str | None, list[str]]] = []
    taken: set[str] = set()
    inside = False
    raw = ""
    for event in events:
        if event.name != "Html" and raw:  # one block of raw HTML has several such events
            taken.update(identifiers(raw))
            raw = ""
        if event.name == "Heading":
            inside = event.type == "start"
            if inside:
                headings.append((event.value["id"], []))
        elif event.name in ("Html", "InlineHtml") and event.type == "leaf":
            raw += event.value
        elif inside and event.type == "leaf":
            if event.name in ("Text", "Code", "InlineMath", "DisplayMath"):
                headings[-1][1].append(event.value)
            elif event.name in ("SoftBreak", "HardBreak"):
                headings[-1][1].append(" ")
    taken.update(identifiers(raw))
    taken.update(explicit for explicit, _ in headings if explicit)
    return tuple(explicit or unique(slug("".join(parts)), taken) for explicit, parts in headings)
