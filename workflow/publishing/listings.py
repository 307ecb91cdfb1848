"""A list of contents in a page, such as that of ``SUMMARY.md``: links and headings in order."""

import re
from dataclasses import dataclass

from workflow.formats.base import Attributes
from workflow.html import plain, tokens
from workflow.publishing.nav_tree import DEEPEST

__all__ = ["ListedItem", "listed"]

_HEADING = re.compile(r"h[1-6]\Z")


@dataclass(frozen=True, slots=True)
class ListedItem:
    """A link or heading of a list of contents."""

    title: str
    href: str
    """Empty for a heading, and for a chapter that does not exist yet."""
    depth: int
    attributes: Attributes
    """The marks of the title: ``lang``, ``class`` …"""


def listed(body: str) -> tuple[ListedItem, ...]:
    """Return the list of contents in a page's body: its links, at the depth of their lists, and its headings, except for its title."""
    found: list[ListedItem] = []
    depth, begin, href = 0, -1, ""
    attributes: dict[str, str] = {}
    for token in tokens(body):
        tag = token.tag
        if tag is None:
            continue
        heading = _HEADING.match(tag.name) is not None
        if tag.name in ("ul", "ol"):
            depth += -1 if tag.closing else 1
        elif (tag.name == "a" or heading) and tag.closing and begin >= 0:
            title = " ".join(plain(body[begin : token.start]).split())
            if found or not heading or tag.name != "h1":
                found.append(ListedItem(title, href, 0 if heading else min(max(depth - 1, 0), DEEPEST), attributes))
            begin = -1
        if tag.closing:
            continue
        own = {each.name: each.value for each in tag.attributes}
        if heading or tag.name in ("li", "p", "ul", "ol"):
            attributes = {}
        attributes = {**attributes, **{key: own[key] for key in ("lang", "dir", "class") if key in own}}
        if (tag.name == "a" and "href" in own and begin < 0) or heading:
            begin, href = token.end, own.get("href", "") if tag.name == "a" else ""
    return tuple(found)
