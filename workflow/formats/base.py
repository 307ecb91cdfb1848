"""What a document format is: the protocol every module in the ``FORMATS`` table keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from workflow.model import Document, Span

__all__ = [
    "DEFAULT_EXTENSIONS",
    "EXTENSIONS",
    "NO_UNIT",
    "Attributes",
    "Format",
    "FormatSettings",
    "Page",
    "PageHeading",
    "Rendering",
]

EXTENSIONS = frozenset(
    {"gfm", "footnotes", "front_matter", "heading_attributes", "admonitions", "containers", "math", "definition_lists"}
)
"""Names that ``markdown:`` in ``workflow.yaml`` may switch on or off."""

DEFAULT_EXTENSIONS = EXTENSIONS - {"math", "definition_lists"}
"""Math and definition lists are off unless asked for: ``$5`` and a line that begins with ``:`` are ordinary text to most."""

Attributes = Mapping[str, str]
"""HTML attributes by name."""

NO_UNIT = -1
"""Where ``page`` takes attributes by ``unit.index``: those of elements whose words belong to no unit (``i18n:skip``)."""


@dataclass(frozen=True, slots=True)
class FormatSettings:
    """What the configuration says to a format."""

    front_matter: tuple[str, ...] = ("title", "description", "summary", "subtitle")
    """Front-matter keys whose values are offered for translation; dots reach into mappings (``seo.title``)."""
    extensions: frozenset[str] = DEFAULT_EXTENSIONS
    placeholders: tuple[str, ...] = ()
    """Regular expressions of further placeholders that a translation has to keep (beside those ``markup`` knows)."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A document with translations put in."""

    text: str
    spans: Mapping[int, Span]
    """Where each unit lies in ``text``, by ``unit.index``."""
    refused: Mapping[int, str] = field(default_factory=dict)
    """Units whose translation would have broken the document, and why; the source stands in their place."""


@dataclass(frozen=True, slots=True)
class PageHeading:
    """A heading of a page, for its table of contents. ``html`` is inline HTML without links."""

    level: int
    anchor: str
    html: str


@dataclass(frozen=True, slots=True)
class Page:
    """A document as HTML: what stands between ``<main>`` and ``</main>``, not yet sanitised."""

    body: str
    headings: tuple[PageHeading, ...]
    meta: Mapping[str, str] = field(default_factory=dict)
    """Front matter as text: title, description, date …"""


class Format(Protocol):
    """A document format. A module that has these functions is one.

    Laws: ``render(parse(text), {}) == text``; ``render(parse(text), {i: t})`` differs from ``text`` inside unit i's span
    only; what was rendered has the same ``skeleton``, and a target that would break it is refused, alone.
    """

    def parse(self, text: str, *, path: str = "", settings: FormatSettings = ...) -> Document:
        """The units of ``text``. Never raises for broken content: broken content is skeleton."""

    def splice(self, document: Document, targets: Mapping[int, str]) -> Rendering:
        """The document with ``targets`` (by ``unit.index``) in place of the units' sources."""

    def render(self, document: Document, targets: Mapping[int, str]) -> str:
        """``splice(document, targets).text``."""

    def skeleton(self, document: Document) -> tuple[object, ...]:
        """What has to be the same in every language: blocks, cells, codes, link targets, footnotes, placeholders.

        Compares by ``==`` between a document and its parsed translation.
        """

    def page(self, document: Document, rendering: Rendering, attributes: Mapping[int, Attributes]) -> Page:
        """The rendered document as HTML.

        ``document`` is the source document (its headings name the anchors, so that they are the same in every language);
        ``attributes`` go on the element that holds a unit, by ``unit.index``; those under ``NO_UNIT`` on elements that
        hold words outside every unit.
        """
