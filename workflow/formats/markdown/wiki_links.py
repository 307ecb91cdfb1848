"""Links of Obsidian to headings of the same note: ``[[#Set up]]`` names the words of a heading, which are translated."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from workflow.formats.markdown.anchors import FoundHeading, found_headings
from workflow.formats.markdown.events import Event

__all__ = ["relinked"]

_LINK = re.compile(r"(?<=\[\[)(?P<path>(?:#[^\[\]|#^\r\n]+)+)(?=\||\]\])")
_NOT_IN_LINKS = re.compile(r"[#^\[\]|]")


def relinked(text: str, events: Sequence[Event], source: Sequence[FoundHeading]) -> tuple[str, frozenset[int]]:
    """Return a localized note whose links name its own headings instead of those of its source, and the indexes of these headings.

    ``events`` are those of ``text``. Unchanged if it does not have as many headings as its source. A link to no heading stays as
    it is, and so does what looks like a link in code.
    """
    localized = found_headings(events)
    if len(source) != len(localized):
        return text, frozenset()
    indexes = {_name(heading.text): index for index, heading in reversed([*enumerate(source)])}
    code = [(event.start, event.end) for event in events if event.name in ("Code", "CodeBlock") and event.type != "end"]
    named: set[int] = set()

    def part(name: str) -> str:
        index = indexes.get(_name(name))
        new = "" if index is None else _name(localized[index].text)
        if index is None or not new:
            return "#" + name
        named.add(index)
        return "#" + new

    def link(found: re.Match[str]) -> str:
        before = bisect_right(code, (found.start(), len(text))) - 1
        if before >= 0 and found.start() < code[before][1]:
            return found[0]
        return "".join(map(part, found["path"][1:].split("#")))

    return _LINK.sub(link, text), frozenset(named)


def _name(heading: str) -> str:
    """A heading as links name it: without the characters that have a meaning there."""
    return " ".join(_NOT_IN_LINKS.sub(" ", heading).split())
