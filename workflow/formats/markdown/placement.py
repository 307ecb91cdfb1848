"""The placement of a unit: what is needed to write a translation there."""

from dataclasses import dataclass

from workflow.formats.front_matter import FrontMatterValue

__all__ = ["Placement"]


@dataclass(frozen=True, slots=True)
class Placement:
    """The syntax in which the text of a unit must be written."""

    form: str
    """``flow`` (a paragraph: lines may follow), ``line`` (ATX heading), ``cell``, ``quoted`` and ``bare`` (titles of containers),
    ``alt``, ``title``, ``html``, ``attribute``, ``front matter``."""
    prefix: str = ""
    """The container prefixes with which each further line begins."""
    breaks: tuple[str, ...] = ()
    """The unit's hard breaks as written, line ends included."""
    quote: str = ""
    """The quotation mark around a title or an attribute."""
    cell: bool = False
    """Whether it is part of a table cell, which a ``|`` would end."""
    braces: bool = False
    """Whether ``{…}`` at the end would be read as a heading's attributes."""
    labels: tuple[str, ...] = ()
    """The labels of links written ``[label]`` or ``[label][]``, whose text names the definition."""
    value: FrontMatterValue | None = None
