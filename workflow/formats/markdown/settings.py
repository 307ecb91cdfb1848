"""The settings of ``markdown:`` in ``workflow.yaml``."""

from dataclasses import dataclass

from workflow.formats.base import FormatSettings

__all__ = ["MarkdownSettings"]


@dataclass(frozen=True, slots=True)
class MarkdownSettings(FormatSettings):
    """The extensions of CommonMark.

    Math and definition lists are off by default: in most documents, ``$5`` and a line that begins with ``:`` are ordinary text.
    """

    gfm: bool = True
    footnotes: bool = True
    front_matter: bool = True
    heading_attributes: bool = True
    admonitions: bool = True
    containers: bool = True
    math: bool = False
    definition_lists: bool = False
