"""Inline tags and their kinds."""

from enum import StrEnum
from typing import Literal, NamedTuple

__all__ = ["InlineTag", "References", "Syntax", "TagKind"]

Syntax = Literal["markdown", "plain"]
"""The syntax of a text: CommonMark with extensions, or plain text with at most HTML tags and placeholders."""

References = frozenset[tuple[str, str]]
"""The link definitions of a document (``[label]: destination``): labels and destinations."""


class TagKind(StrEnum):
    """The kind of an inline tag. The value is its name in messages."""

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
    """A URL or e-mail address in the text."""
    NAME = "name"
    """A file name, path, option, identifier, version, long number or emoji: no markup, but not translated."""


class InlineTag(NamedTuple):
    """One inline tag: its span in the text (characters ``start`` to ``end``), its kind and its text.

    A pair (``[`` and ``](target)``, ``**`` and ``**``, ``<b>`` and ``</b>``) is two inline tags. ``partner`` is the index of
    the other one in the result of ``find_tags``; None for a tag without a partner.
    """

    start: int
    end: int
    text: str
    kind: TagKind
    partner: int | None = None
    destination: str | None = None
    """What a link or image leads to, on its last tag (``](target)``, ``][label]``, ``<https://…>``): see ``inline.destination``."""
    titled: bool = False
    """Whether a link or image has its title here: ``](target "title")``."""

    def opens(self, index: int) -> bool:
        """Whether this tag, at ``index`` in its tuple, begins a pair."""
        return self.partner is not None and self.partner > index

    def closes(self, index: int) -> bool:
        """Whether this tag, at ``index`` in its tuple, ends a pair."""
        return self.partner is not None and self.partner < index
