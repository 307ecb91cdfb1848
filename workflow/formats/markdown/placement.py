"""The placement of a unit: what is needed to write a translation there."""

from dataclasses import dataclass

from workflow.formats.front_matter import FrontMatterValue
from workflow.formats.markdown.code import CodePlace
from workflow.formats.markdown.directive_lines import DirectiveText

__all__ = ["Placement"]


@dataclass(frozen=True, slots=True)
class Placement:
    """The syntax in which the text of a unit must be written."""

    form: str
    """``flow`` (a paragraph: lines may follow), ``line`` (ATX heading), ``cell``, ``quoted`` and ``bare`` (titles of containers),
    ``alt``, ``title``, ``html``, ``attribute``, ``argument`` (inside a directive), ``code`` (inside a code block),
    ``front matter``."""
    prefix: str = ""
    """The container prefixes with which each further line begins."""
    breaks: tuple[str, ...] = ()
    """What stands in the document for each line break of the source: the end of a line and the prefix of the next one."""
    quote: str = ""
    """The quotation mark around a title or an attribute."""
    cell: bool = False
    """Whether it is part of a table cell, which a ``|`` would end."""
    braces: bool = False
    """Whether ``{…}`` at the end would be read as a heading's attributes."""
    labels: tuple[str, ...] = ()
    """For an alt text: the label of an image written ``![label]`` or ``![label][]``, whose alt text names the definition."""
    value: FrontMatterValue | None = None
    argument: DirectiveText | None = None
    code: CodePlace | None = None
