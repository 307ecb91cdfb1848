"""The settings of ``markdown:`` in ``workflow.yaml``."""

from dataclasses import dataclass

from workflow.formats.base import FormatSettings

__all__ = ["MarkdownSettings"]


@dataclass(frozen=True, slots=True)
class MarkdownSettings(FormatSettings):
    """The extensions of CommonMark, and the dialects.

    Math and definition lists are off by default: in most documents, ``$5`` and a line that begins with ``:`` are ordinary text.
    """

    dialect: tuple[str, ...] = ()
    """The names of ``dialects.DIALECTS`` whose ambiguous syntax counts; none: only what is unambiguous."""
    gfm: bool = True
    footnotes: bool = True
    front_matter: bool = True
    heading_attributes: bool = True
    admonitions: bool = True
    containers: bool = True
    math: bool = False
    definition_lists: bool = False
