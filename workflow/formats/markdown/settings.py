"""The settings of ``markdown:`` in ``workflow.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from workflow.formats.base import FormatSettings
from workflow.formats.markdown.dialects import DIALECTS, inline_tags

__all__ = ["MarkdownSettings"]


@dataclass(frozen=True, slots=True)
class MarkdownSettings(FormatSettings):
    """The extensions of CommonMark, and the dialects.

    Math and definition lists are off by default: in most documents, ``$5`` and a line that begins with ``:`` are ordinary text.
    """

    CHOICES: ClassVar[Mapping[str, tuple[str, ...]]] = {"dialect": tuple(DIALECTS)}

    gfm: bool = True
    footnotes: bool = True
    front_matter: bool = True
    heading_attributes: bool = True
    admonitions: bool = True
    containers: bool = True
    math: bool = False
    definition_lists: bool = False
    code_comments: bool = False
    """Whether comments in code blocks, and labels of Mermaid diagrams, are units."""
    dialect: tuple[str, ...] = ()
    """What renders the documents (names of ``DIALECTS``), so that ambiguous syntax counts; empty: unknown."""

    @property
    def tags(self) -> tuple[str, ...]:
        """The regular expressions of inline tags: those of the project, then those of the dialects."""
        return (*self.placeholders, *inline_tags(self.dialect))

    def has(self, extension: str) -> bool:
        """Whether an extension is on: by its own switch, or by a dialect (``math``, ``definition_lists``, ``table_footers``)."""
        return any(getattr(one, extension, False) for one in (self, *(DIALECTS[name] for name in self.dialect)))
