"""The ids of headings: from the source document, so that ``#anchor`` leads to the same place in every language."""

import re
from collections.abc import Iterable

from workflow.formats.anchors import slug, unique
from workflow.formats.markdown.events import Event

__all__ = ["anchors"]

_ID = re.compile(r"""(?<=[\s"'])(?:id|name)\s*=\s*(["']?)([^\s"'>]+)\1""", re.IGNORECASE)


def anchors(events: Iterable[Event]) -> tuple[str, ...]:
    """The id of each heading of a document, in order: the one it names (``{#id}``), else GitHub's slug of its text.

    Ids are unique in the page; those that raw HTML and other headings name are left to them.
    """
    headings: list[tuple[str | None, list[str]]] = []
    taken: set[str] = set()
    inside = False
    for event in events:
        if event.name == "Heading":
            inside = event.type == "start"
            if inside:
                headings.append((event.value["id"], []))
        elif event.name in ("Html", "InlineHtml") and event.type == "leaf":
            taken.update(match[2] for match in _ID.finditer(event.value))
        elif inside and event.type == "leaf":
            if event.name in ("Text", "Code", "InlineMath", "DisplayMath"):
                headings[-1][1].append(event.value)
            elif event.name in ("SoftBreak", "HardBreak"):
                headings[-1][1].append(" ")
    taken.update(explicit for explicit, _ in headings if explicit)
    return tuple(explicit or unique(slug("".join(parts)), taken) for explicit, parts in headings)
