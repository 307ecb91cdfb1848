"""Links of Obsidian to headings of the same note: ``[[#Set up]]`` names the words of a heading, which are translated."""

import re
from collections.abc import Sequence

from workflow.formats.markdown.anchors import FoundHeading

__all__ = ["relinked"]

_LINK = re.compile(r"(?<=\[\[)(?P<path>(?:#[^\[\]|#^\r\n]+)+)(?=\||\]\])")
_NOT_IN_LINKS = re.compile(r"[#^\[\]|]")


def relinked(text: str, source: Sequence[FoundHeading], localized: Sequence[FoundHeading]) -> str:
    """Return a localized note whose links name its own headings instead of those of its source.

    Unchanged if it does not have as many headings as its source. A link to no heading stays as it is.
    """
    if len(source) != len(localized):
        return text
    names = {_name(one.text): _name(other.text) for one, other in reversed([*zip(source, localized, strict=True)])}

    def link(found: re.Match[str]) -> str:
        return "".join("#" + (names.get(_name(part)) or part) for part in found["path"][1:].split("#"))

    return _LINK.sub(link, text)


def _name(heading: str) -> str:
    """A heading as links name it: without the characters that have a meaning there."""
    return " ".join(_NOT_IN_LINKS.sub(" ", heading).split())
