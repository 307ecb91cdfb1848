"""Documents with their translations put in, and the editions that they make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from workflow import formats, html
from workflow.formats.base import NO_UNIT, Attributes, Page, Rendering
from workflow.languages import Language
from workflow.model import Document, Kind
from workflow.parse_cache import uncollected
from workflow.publishing.corrections import numbered
from workflow.publishing.descriptions import Description, description_of
from workflow.publishing.language_policy import DecidedDocument
from workflow.publishing.listings import ListedItem
from workflow.publishing.policy import PublishedUnit, language_attributes, marking
from workflow.publishing.tag_names import NamedTag
from workflow.publishing.titles import shown
from workflow.publishing.ui_strings import Interface

__all__ = ["Edition", "LocalizedDocument", "Outline", "localized"]


@dataclass(frozen=True, slots=True)
class LocalizedDocument:
    """One document in one language."""

    document: Document
    """The source document."""
    rendering: Rendering
    units: tuple[PublishedUnit, ...]
    """Its units with the texts that are published; empty in the source language."""
    page: Page | None
    """The document as HTML; None if its format has no page: such a document is published in its own format only."""
    title: str
    """Its title as plain text."""
    title_attributes: Attributes = field(default_factory=dict)
    """The marks of a title that is not a person's translation: ``lang``, ``class`` …"""
    source_language: Attributes = field(default_factory=dict)
    """The attributes of a text in the source language; empty in the edition of the source language."""
    withheld: bool = False
    """Whether the document is not published in this language, since it is complete-only and not all of it is translated. It is in the
    source language then, and its page says so and leads to the source's."""
    corrections: Mapping[int, str] = field(default_factory=dict)
    """The addresses at which readers can correct a passage, by ``unit.index``. The elements of these units in ``page`` have a number for it."""

    @property
    def data(self) -> bytes:
        """The localized document in its own format."""
        return self.rendering.data

    @property
    def has_own_title(self) -> bool:
        """Whether the page's body begins with the title, as a heading of level 1."""
        return self.page is not None and bool(self.page.headings) and self.page.headings[0].level == 1

    @property
    def description(self) -> Description | None:
        """The description in its front matter."""
        return description_of(self.page.meta, self.units, self.source_language) if self.page is not None else None


@dataclass(frozen=True, slots=True)
class Outline:
    """What the publication shows of a document elsewhere than on its own page, in one language."""

    title: str
    title_attributes: Attributes = field(default_factory=dict)
    """See ``LocalizedDocument``."""
    has_page: bool = False
    withheld: bool = False
    """See ``LocalizedDocument``."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """Front matter as text; empty without a page."""
    description: Description | None = None
    tags: tuple[NamedTag, ...] = ()
    listed: tuple[ListedItem, ...] = ()
    """The list of contents in it, if the navigation is made of it."""
    titles: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    """Titles of the navigation that are texts of it as well: by the text in the source language, the text that is published, and whether
    a machine wrote it and no person has read it."""
    is_last: bool = False
    """Whether it is from the last publication, since the document or its catalog cannot be read now."""

    @property
    def title_unread(self) -> bool:
        """Whether a machine wrote the title, and no person has read it."""
        return shown(self.title, self.title_attributes).machine


@dataclass(frozen=True, slots=True)
class Edition:
    """All documents in one language, in reading order, without their texts."""

    language: Language
    interface: Interface
    title: str
    """The publication's title in this language; in the source language if it is not translated."""
    title_translated: bool
    documents: Mapping[str, Outline]
    """By the document's path below the source folder."""
    title_unread: bool = False
    """Whether the publication's title is a machine's, which no person has read."""
    c2pa_manifest: str = ""
    """The address of a C2PA manifest, with ``{language}`` and ``{page}``; empty for none."""
    credits: bool = False
    """Whether pages name, for programs, the people who approved their translations."""
    responsible: str = ""
    """Who is responsible for it; empty if nobody is named."""

    @property
    def is_partly_unread(self) -> bool:
        """Whether documents in it are those of the last publication."""
        return any(outline.is_last for outline in self.documents.values())


def localized(
    document: Document,
    decided: DecidedDocument,
    languages: tuple[Language, Language],
    strings: Interface,
    corrections: Mapping[int, str] = {},
) -> LocalizedDocument:
    """Return a document in a language. ``languages``: the source language and that one. ``strings`` are those of the language.

    ``corrections``: see ``LocalizedDocument``.
    """
    handler, (source, target) = formats.of(document), languages
    units, rendering, withheld = decided.units, decided.rendering, bool(decided.missing)
    if handler.page is None:
        return LocalizedDocument(document, rendering, units, None, PurePosixPath(document.path).stem, withheld=withheld)
    marks = {one.unit.index: found for one in units if (found := marking(one, source, target, strings))}
    if target != source:
        marks[NO_UNIT] = language_attributes(source, target)
    corrections = {} if withheld else corrections
    with uncollected():
        page = handler.page(document, rendering, numbered(_once(marks, units), corrections))
    title, index = _title(document, page, units)
    own = marks.get(index, {}) if index >= 0 else {}
    outside = marks.get(NO_UNIT, {})
    return LocalizedDocument(document, rendering, units, page, title, own, outside, withheld, corrections)


def _once(marks: Mapping[int, Attributes], units: Sequence[PublishedUnit]) -> Mapping[int, Attributes]:
    """The marks without labels, if all units have the same one: the notice says it of the page, once."""
    labels = {marks.get(one.unit.index, {}).get("data-label") for one in units}
    if len(labels) != 1:
        return marks
    return {
        index: {name: value for name, value in found.items() if name != "data-label"} for index, found in marks.items()
    }


def _title(document: Document, page: Page, units: Sequence[PublishedUnit]) -> tuple[str, int]:
    """Return a page's title and the index of its unit (-1 for none).

    It is the front matter's title, else the first heading of level 1, else the file's name.
    """
    first = next((heading for heading in page.headings if heading.level == 1), None)
    if page.meta.get("title", "").strip():
        title, kind = page.meta["title"].strip(), Kind.FRONT_MATTER
    elif first is not None:
        title, kind = html.plain(first.html).strip(), Kind.HEADING
    else:
        return PurePosixPath(document.path).stem, -1
    for one in units:
        if one.unit.kind is kind and (kind is Kind.HEADING or title in (one.unit.source, one.text)):
            return title, one.unit.index
    return title, -1
