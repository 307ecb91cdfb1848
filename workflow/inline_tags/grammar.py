"""The inline grammar of a document's texts."""

from dataclasses import dataclass

from workflow.inline_tags.finding import find_tags
from workflow.inline_tags.model import InlineTag, Syntax
from workflow.inline_tags.verification import verify

__all__ = ["Grammar"]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The inline grammar of a document's texts, set by its format.

    The default is Markdown, whose inline tags include those of plain text: for texts whose document is not known.
    """

    syntax: Syntax = "markdown"
    placeholders: tuple[str, ...] = ()
    """Regular expressions of further placeholders."""
    references: frozenset[str] = frozenset()
    """The link labels that the document defines (``[label]: target``), so that ``[label]`` alone is a link."""
    math: bool = False
    """Whether ``$x$`` is a formula."""

    def find_tags(self, text: str) -> tuple[InlineTag, ...]:
        """Return the inline tags of ``text`` in order, without overlaps."""
        return find_tags(
            text, syntax=self.syntax, placeholders=self.placeholders, references=self.references, math=self.math
        )

    def verify(self, source: str, target: str) -> str | None:
        """Return the reason why ``target`` does not keep the inline tags of ``source``; None if it does."""
        return verify(
            source,
            target,
            syntax=self.syntax,
            placeholders=self.placeholders,
            references=self.references,
            math=self.math,
        )
