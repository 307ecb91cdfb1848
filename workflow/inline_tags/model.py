"""Inline tags and their kinds."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

__all__ = ["InlineTag", "Syntax", "TagKind"]

Syntax = Literal["markdown", "plain"]
"""How a text is written: CommonMark with extensions, or text with at most HTML tags and placeholders."""


class TagKind(StrEnum):
    """What an inline tag is; a value can be shown to people."""

    CODE = "code span"
    LINK = "link"
    IMAGE = "image"
    EMPHASIS = "emphasis"
    STRIKETHROUGH = "strikethrough"
    TAG = "tag"
    AUTOLINK = "autolink"
    FOOTNOTE = "footnote reference"
    BREAK = "line break"
    ESCAPE = "escape"
    ENTITY = "entity"
    MATH = "formula"
    PLACEHOLDER = "placeholder"
    ADDRESS = "address"
    """A URL or e-mail address that stands in the text as it is."""
    NAME = "name"
    """A file name, path, option, identifier, version, long number or emoji: no program reads it, but it is not translated."""


@dataclass(frozen=True, slots=True)
class InlineTag:
    """One inline tag: where it lies in its text (characters ``start`` to ``end``), and how it reads there.

    A pair (``[`` and ``](target)``, ``**`` and ``**``, ``<b>`` and ``</b>``) is two inline tags. ``partner`` is the index of
    the other one in the tuple that ``find_tags`` returned; None for a tag that stands alone.
    """

    start: int
    end: int
    text: str
    kind: TagKind
    partner: int | None = None

    def opens(self, index: int) -> bool:
        """Whether this tag, at ``index`` in its tuple, begins a pair."""
        return self.partner is not None and self.partner > index

    def closes(self, index: int) -> bool:
        """Whether this tag, at ``index`` in its tuple, ends a pair."""
        return self.partner is not None and self.partner < index
