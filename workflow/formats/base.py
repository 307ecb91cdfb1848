"""The protocol of document formats, with its argument and result types."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar, Protocol, TypeVar

from workflow.model import Document, Span

__all__ = [
    "NO_UNIT",
    "AnchorWriter",
    "Attributes",
    "Format",
    "FormatSettings",
    "Page",
    "PageHeading",
    "PageWriter",
    "Rendering",
    "TagChange",
    "configured",
    "options",
    "own_settings",
]

Attributes = Mapping[str, str]
"""HTML attributes by name."""

NO_UNIT = -1
"""The key, in place of a unit's index, of the attributes for elements whose words belong to no unit (``i18n:skip``)."""


@dataclass(frozen=True, slots=True)
class FormatSettings:
    """The settings that are common to all formats.

    A format's own settings are a subclass. The fields it adds are the keys of its section in ``workflow.yaml``.
    """

    CHOICES: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """The values that a field may have; any, if it is not listed."""

    front_matter_keys: tuple[str, ...] = ("default",)
    """``front_matter:``, the keys whose values are translated. A dot leads into mappings and lists: ``features.title`` is the title of
    each feature. ``default`` stands for the usual keys (``front_matter.DEFAULT_KEYS``)."""
    placeholders: tuple[str, ...] = ()
    """``placeholders:``, regular expressions of further placeholders that a translation must keep."""


S = TypeVar("S", bound=FormatSettings)


def options(kind: type[FormatSettings]) -> Mapping[str, Any]:
    """The keys of a format's section in ``workflow.yaml``, with their defaults."""
    common = {item.name for item in fields(FormatSettings)}
    return {item.name: item.default for item in fields(kind) if item.name not in common}


def configured(kind: type[S], common: FormatSettings, section: Mapping[str, object]) -> S:
    """Return a format's settings: the common ones, and those of its section of ``workflow.yaml``."""
    chosen: Mapping[str, Any] = section
    return replace(own_settings(kind, common), **chosen)


def own_settings(kind: type[S], settings: FormatSettings | None) -> S:
    """Return ``settings`` as the type that a format declares; missing fields get their defaults."""
    if isinstance(settings, kind):
        return settings
    shared = {item.name: getattr(settings, item.name) for item in fields(FormatSettings)} if settings else {}
    return kind(**shared)


@dataclass(frozen=True, slots=True)
class TagChange:
    """How the inline tags of a translation differ from those of its source; ``str()`` says it in words."""

    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    """Tags that the source does not have, or not as often."""
    moved: tuple[str, ...] = ()
    """Tags that are inside another element than in the source, such as a code span that was part of a link."""

    def __str__(self) -> str:
        parts = (("missing", self.missing), ("not in the source", self.added), ("in another place", self.moved))
        return "; ".join(f"{what}: {', '.join(tags)}" for what, tags in parts if tags)


@dataclass(frozen=True, slots=True)
class Rendering:
    """A document with translations in place of units."""

    data: bytes
    """The file."""
    spans: Mapping[int, Span] = field(default_factory=dict)
    """For a text format: the span of each unit in ``text``, by ``unit.index``."""
    refused: Mapping[int, str] = field(default_factory=dict)
    """The reason why a translation would break the document, by ``unit.index``; the source is kept in its place."""
    changed: Mapping[int, TagChange] = field(default_factory=dict)
    """People's translations in the document whose inline tags differ from those of the source, by ``unit.index``."""
    texts: Mapping[int, str] = field(default_factory=dict)
    """The translations in the document, by ``unit.index``."""
    visible_marks: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """The emphasis marks that a translation shows as characters and its source does not, by ``unit.index``."""

    @property
    def text(self) -> str:
        """The text of the file, for a text format."""
        return self.data.decode("utf-8")


@dataclass(frozen=True, slots=True)
class PageHeading:
    """A heading of a page, for its table of contents. ``html`` is inline HTML without links."""

    level: int
    anchor: str
    html: str
    attributes: Attributes = field(default_factory=dict)
    """The attributes of its unit: ``lang``, ``class`` …"""


@dataclass(frozen=True, slots=True)
class Page:
    """A document as HTML: the content of ``<main>``, not yet sanitised."""

    body: str
    headings: tuple[PageHeading, ...]
    meta: Mapping[str, str] = field(default_factory=dict)
    """Front matter as text: title, description, date …"""


PageWriter = Callable[[Document, Rendering, Mapping[int, Attributes]], Page]
"""Writes a rendered document as HTML: ``page(document, rendering, attributes)``.

``document`` is the source document: its headings name the anchors, so that these are the same in every language.
``attributes`` are for the elements of units, by ``unit.index``; those under ``NO_UNIT`` are for elements with words outside
every unit.
"""


AnchorWriter = Callable[[Document, Rendering], bytes]
"""Writes the anchors of a source document into its localized one: ``with_anchors(document, rendering)``.

Programs make the anchor of a heading from its words, so links to a translated heading would lead nowhere. Returns the bytes of the
localized document with its source's anchors; unchanged if no heading is translated. Explicit anchors stay.
"""


class Format(Protocol):
    """A document format. A module with these names is one.

    Invariants: ``splice(parse(data), {}).data == data``; ``splice(parse(data), {i: t})`` differs from ``data`` inside unit i
    only; the result has the same ``skeleton``, except for inline tags that people changed; only a target that would change the
    skeleton is refused.
    """

    @property
    def NAME(self) -> str:
        """The format's name, and that of its section in ``workflow.yaml``."""

    @property
    def SETTINGS(self) -> type[FormatSettings]:
        """The format's own settings."""

    def parse(self, data: bytes, *, path: str = "", settings: FormatSettings | None = None) -> Document:
        """Return the units of a file. Invalid content becomes part of the skeleton, never an error.

        Raises DocumentError, whose message begins with ``path``, for data that is not of this format, such as text that is
        not UTF-8.
        """

    def splice(
        self, document: Document, targets: Mapping[int, str], *, force: bool = False, people: Collection[int] = ()
    ) -> Rendering:
        """Return the document with ``targets`` (by ``unit.index``) in place of the units' sources.

        A target that would change the skeleton is left out and named in ``refused``. ``people`` are the units whose targets people
        wrote: these may change inline tags inside their unit, which is named in ``changed``. A target that equals its unit's source
        leaves the bytes unchanged, unless ``force`` is set.
        """

    def skeleton(self, document: Document) -> tuple[object, ...]:
        """The structure that must be the same in every language: blocks, cells, code, link targets, footnotes, placeholders.

        Compares by ``==`` between a document and its parsed translation.
        """

    @property
    def page(self) -> PageWriter | None:
        """The function that writes a document as HTML; None if the format has no HTML."""

    @property
    def with_anchors(self) -> AnchorWriter | None:
        """The function that keeps the anchors of a localized document; None if the format has none."""
