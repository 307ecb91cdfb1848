"""The protocol of document formats, and what they take and return."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Protocol, TypeVar

from workflow.model import Document, Span

__all__ = [
    "NO_UNIT",
    "Attributes",
    "Format",
    "FormatSettings",
    "Page",
    "PageHeading",
    "PageWriter",
    "Rendering",
    "configured",
    "options",
    "own_settings",
]

Attributes = Mapping[str, str]
"""HTML attributes by name."""

NO_UNIT = -1
"""The key, beside those of units, of the attributes for elements whose words belong to no unit (``i18n:skip``)."""


@dataclass(frozen=True, slots=True)
class FormatSettings:
    """What the configuration says to every format.

    A format's own settings are a subclass. The fields it adds are the keys of its section in ``workflow.yaml``.
    """

    front_matter_keys: tuple[str, ...] = ("title", "description", "summary", "subtitle")
    """``front_matter:``, the keys whose values are translated; dots reach into mappings (``seo.title``)."""
    placeholders: tuple[str, ...] = ()
    """``placeholders:``, regular expressions of further placeholders that a translation has to keep."""


S = TypeVar("S", bound=FormatSettings)


def options(kind: type[FormatSettings]) -> Mapping[str, Any]:
    """The keys of a format's section in ``workflow.yaml``, with their defaults."""
    common = {item.name for item in fields(FormatSettings)}
    return {item.name: item.default for item in fields(kind) if item.name not in common}


def configured(kind: type[S], common: FormatSettings, section: Mapping[str, object]) -> S:
    """A format's settings: those of all formats, and what its section of ``workflow.yaml`` says."""
    chosen: Mapping[str, Any] = section
    return replace(own_settings(kind, common), **chosen)


def own_settings(kind: type[S], settings: FormatSettings | None) -> S:
    """``settings`` as the kind a format declares; what they leave open has its default."""
    if isinstance(settings, kind):
        return settings
    shared = {item.name: getattr(settings, item.name) for item in fields(FormatSettings)} if settings else {}
    return kind(**shared)


@dataclass(frozen=True, slots=True)
class Rendering:
    """A document with translations put in."""

    data: bytes
    """The file."""
    spans: Mapping[int, Span] = field(default_factory=dict)
    """In a text format: where each unit lies in ``text``, by ``unit.index``."""
    refused: Mapping[int, str] = field(default_factory=dict)
    """Units whose translation would have broken the document, and why; the source stands in their place."""
    texts: Mapping[int, str] = field(default_factory=dict)
    """The translations that were put in, by ``unit.index``."""

    @property
    def text(self) -> str:
        """The file's text, in a text format."""
        return self.data.decode("utf-8")


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


PageWriter = Callable[[Document, Rendering, Mapping[int, Attributes]], Page]
"""Writes a rendered document as HTML: ``page(document, rendering, attributes)``.

``document`` is the source document: its headings name the anchors, so that these are the same in every language.
``attributes`` go on the element that holds a unit, by ``unit.index``; those under ``NO_UNIT`` on elements that hold words
outside every unit.
"""


class Format(Protocol):
    """A document format. A module that has these names is one.

    Invariants: ``splice(parse(data), {}).data == data``; ``splice(parse(data), {i: t})`` differs from ``data`` inside unit i
    only; what was spliced has the same ``skeleton``, and a target that would break it is refused, alone.
    """

    @property
    def NAME(self) -> str:
        """The format's name, and that of its section in ``workflow.yaml``."""

    @property
    def SETTINGS(self) -> type[FormatSettings]:
        """The format's own settings."""

    def parse(self, data: bytes, *, path: str = "", settings: FormatSettings | None = None) -> Document:
        """The units of a file. Broken content is skeleton, never an error.

        Raises DocumentError, whose message begins with ``path``, for data that is not of this format at all: text that is
        not UTF-8.
        """

    def splice(self, document: Document, targets: Mapping[int, str], *, force: bool = False) -> Rendering:
        """The document with ``targets`` (by ``unit.index``) in place of the units' sources.

        A target that would change the skeleton is left out and named in ``refused``. One that equals its unit's source
        leaves the bytes alone, unless ``force`` is set.
        """

    def skeleton(self, document: Document) -> tuple[object, ...]:
        """What has to be the same in every language: blocks, cells, code, link targets, footnotes, placeholders.

        Compares by ``==`` between a document and its parsed translation.
        """

    @property
    def page(self) -> PageWriter | None:
        """Writes a document as HTML; None in a format that is published in itself only."""
