"""Where a unit stands: what writing a translation there has to know."""

from dataclasses import dataclass

from workflow.formats.front_matter import FrontMatterValue

__all__ = ["Placement"]


@dataclass(frozen=True, slots=True)
class Placement:
    """How a text has to be written where a unit stands."""

    form: str
    """``flow`` (a paragraph: lines may follow), ``line`` (ATX heading), ``cell``, ``quoted`` and ``bare`` (titles of containers),
    ``alt``, ``title``, ``html``, ``attribute``, ``yaml``, ``toml``."""
    prefix: str = ""
    """What a further line begins with: the container prefixes."""
    breaks: tuple[str, ...] = ()
    """The unit's hard breaks as they are written, line ends included."""
    quote: str = ""
    """What encloses a title or an attribute."""
    cell: bool = False
    """Whether it is part of a table cell: a ``|`` would end that."""
    braces: bool = False
    """Whether ``{…}`` at the end would be read as a heading's attributes."""
    labels: tuple[str, ...] = ()
    """Of links that are written ``[label]`` or ``[label][]``: their text names the definition."""
    value: FrontMatterValue | None = None
