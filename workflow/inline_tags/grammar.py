"""How the texts of one document are written: what ``codes`` and ``verify`` have to be told, in one value."""

from dataclasses import dataclass

from workflow.inline_tags.finding import find_tags
from workflow.inline_tags.model import InlineTag, Syntax
from workflow.inline_tags.verification import verify

__all__ = ["Grammar"]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The arguments of ``codes`` and ``verify`` for one document."""

    syntax: Syntax = "markdown"
    placeholders: tuple[str, ...] = ()
    references: frozenset[str] = frozenset()
    math: bool = False

    def find_tags(self, text: str) -> tuple[InlineTag, ...]:
        """The codes of ``text``."""
        return find_tags(
            text, syntax=self.syntax, placeholders=self.placeholders, references=self.references, math=self.math
        )

    def verify(self, source: str, target: str) -> str | None:
        """Why ``target`` did not keep the codes of ``source``; None where it did."""
        return verify(
            source,
            target,
            syntax=self.syntax,
            placeholders=self.placeholders,
            references=self.references,
            math=self.math,
        )
