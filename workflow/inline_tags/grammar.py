"""How the texts of a document are written."""

from dataclasses import dataclass

from workflow.inline_tags.finding import find_tags
from workflow.inline_tags.model import InlineTag, Syntax
from workflow.inline_tags.verification import verify

__all__ = ["Grammar"]


@dataclass(frozen=True, slots=True)
class Grammar:
    """How the texts of a document are written, set by its format.

    The default is Markdown, whose inline tags include those of plain text: for texts whose document is not known.
    """

    syntax: Syntax = "markdown"
    placeholders: tuple[str, ...] = ()
    """Regular expressions of further placeholders."""
    references: frozenset[str] = frozenset()
    """The link labels that the document defines (``[label]: target``): there, ``[label]`` alone is a link."""
    math: bool = False
    """Whether ``$x$`` is a formula."""

    def find_tags(self, text: str) -> tuple[InlineTag, ...]:
        """The inline tags of ``text``, in order; they never overlap."""
        return find_tags(
            text, syntax=self.syntax, placeholders=self.placeholders, references=self.references, math=self.math
        )

    def verify(self, source: str, target: str) -> str | None:
        """Why ``target`` did not keep the inline tags of ``source``; None where it did."""
        return verify(
            source,
            target,
            syntax=self.syntax,
            placeholders=self.placeholders,
            references=self.references,
            math=self.math,
        )
