"""The settings of ``markdown:`` in ``workflow.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from workflow.formats.base import FormatSettings

__all__ = ["DIALECTS", "MarkdownSettings"]

DIALECTS = (
    *("commonmark", "gfm", "mkdocs", "hugo", "docusaurus", "mdx", "vitepress", "myst", "pandoc", "quarto", "obsidian"),
    *("kramdown", "jekyll", "mdbook", "docfx", "gitbook", "mdn"),
)
"""The names that ``dialect`` may have: the programs and services that render the documents."""


@dataclass(frozen=True, slots=True)
class MarkdownSettings(FormatSettings):
    """The extensions of CommonMark.

    Math and definition lists are off by default: in most documents, ``$5`` and a line that begins with ``:`` are ordinary text.
    """

    CHOICES: ClassVar[Mapping[str, tuple[str, ...]]] = {"dialect": DIALECTS}

    gfm: bool = True
    footnotes: bool = True
    front_matter: bool = True
    heading_attributes: bool = True
    admonitions: bool = True
    containers: bool = True
    math: bool = False
    definition_lists: bool = False
    dialect: tuple[str, ...] = ()
    """What renders the documents; empty: unknown."""
