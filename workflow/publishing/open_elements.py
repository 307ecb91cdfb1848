"""Elements that an author opened and never closed: they end with their block, not with the page.

``<b>`` without an end makes the rest of a page bold, since browsers open it again in every block that follows; a formula without an end
takes the rest of the page in.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from workflow.html import INLINE, STRUCTURAL, VOID, HtmlTag, tokens

__all__ = ["closed"]

_PAIRED = INLINE - VOID - {"rp", "rt"}
"""Inline elements whose end tag cannot be left out."""
_TAG = re.compile(rf"<(/?)({'|'.join(sorted(_PAIRED))})(?=[\s/>])", re.IGNORECASE)


def closed(body: str) -> str:
    """Return HTML in which inline elements end at the end of the block in which they began, and formulas before the next block."""
    balance: Counter[str] = Counter()
    for found in _TAG.finditer(body):
        balance[found[2].lower()] += -1 if found[1] else 1
    return _closed(body) if any(balance.values()) or balance.keys() & {"math"} else body


def _closed(body: str) -> str:
    parts: list[str] = []
    opened = _Opened()
    for token in tokens(body):
        if token.tag is not None:
            parts += opened.step(token.tag)
        parts.append(token.raw)
    return "".join(parts)


@dataclass(slots=True)
class _Opened:
    """The elements that are open, outermost first."""

    names: list[str] = field(default_factory=list)
    places: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Where each name stands."""
    blocks: list[int] = field(default_factory=list)
    """Where blocks stand."""

    def step(self, tag: HtmlTag) -> list[str]:
        """Take the next tag. Returns the end tags that belong in front of it."""
        ended = self._drop(self._kept(tag))
        if not tag.closing:
            if tag.name not in VOID:
                self._open(tag.name)
        elif self.names[-1:] == [tag.name]:
            self._drop(len(self.names) - 1)
        return ended

    def _kept(self, tag: HtmlTag) -> int:
        """The number of elements that stay open in front of a tag."""
        if tag.name not in STRUCTURAL:
            return len(self.names)
        if tag.closing:
            own = self.places[tag.name]
            return own[-1] + 1 if own else len(self.names)
        if formulas := self.places["math"]:
            return formulas[0]
        # A paragraph ends where a block begins, and what is open in it as well.
        in_paragraph = self.blocks and self.names[self.blocks[-1]] == "p"
        return self.blocks[-1] if in_paragraph else len(self.names)

    def _open(self, name: str) -> None:
        self.places[name].append(len(self.names))
        if name in STRUCTURAL:
            self.blocks.append(len(self.names))
        self.names.append(name)

    def _drop(self, kept: int) -> list[str]:
        ended = []
        while len(self.names) > kept:
            name = self.names.pop()
            self.places[name].pop()
            if name in STRUCTURAL:
                self.blocks.pop()
            else:
                ended.append(f"</{name}>")
        return ended
