"""An edition: all documents in one language, with their translations put in, in memory."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from workflow import formats, html
from workflow.catalogs.states import address
from workflow.files import exists
from workflow.findings import Finding
from workflow.formats.base import NO_UNIT, Attributes, Page, Rendering
from workflow.languages import Language, language
from workflow.model import Document, Kind, Severity
from workflow.project import Project
from workflow.publishing.policy import PublishedUnit, language_attributes, marking, published_units
from workflow.publishing.ui_strings import Interface, interface

__all__ = ["Edition", "LocalizedDocument", "localize"]


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

    @property
    def data(self) -> bytes:
        """The localized document in its own format."""
        return self.rendering.data

    @property
    def has_own_title(self) -> bool:
        """Whether the page's body begins with the title, as a heading of level 1."""
        return self.page is not None and bool(self.page.headings) and self.page.headings[0].level == 1


@dataclass(frozen=True, slots=True)
class Edition:
    """All documents in one language, in reading order."""

    language: Language
    interface: Interface
    title: str
    """The publication's title in this language; in the source language if it is not translated."""
    title_translated: bool
    documents: Mapping[str, LocalizedDocument]
    """By the document's path below the source folder."""
    findings: tuple[Finding, ...]


def localize(project: Project, code: str, documents: Sequence[Document], step: Callable[[int, str], None]) -> Edition:
    """Make the edition of a language. The edition of the source language has the documents unchanged.

    ``step`` is called before each document, with the number of documents that are done and the path of the next.
    Raises CatalogError for a broken PO file, FileProblem for one that cannot be read.
    """
    source, target = language(project.config.source_language), language(code)
    strings = interface(code)
    localized: dict[str, LocalizedDocument] = {}
    findings: list[Finding] = []
    without_catalog: list[str] = []
    for done, document in enumerate(documents):
        step(done, document.path)
        if target == source:
            localized[document.path] = _localized(document, (), source, target, strings)
            continue
        path = project.catalog_path(code, document.path)
        catalog = project.catalogs.read(path) if exists(path) else None
        units = published_units(document, catalog)
        localized[document.path] = one = _localized(document, units, source, target, strings)
        findings += _refused(project, code, one)
        if catalog is None:
            without_catalog.append(document.path)
        else:
            findings += _outdated(project, code, one)
    findings += _missing_catalogs(project, code, without_catalog)
    title, translated = _publication_title(project, code, localized.values())
    return Edition(target, strings, title, translated, localized, tuple(findings))


def _localized(
    document: Document, units: tuple[PublishedUnit, ...], source: Language, target: Language, strings: Interface
) -> LocalizedDocument:
    handler = formats.of(document)
    rendering = handler.splice(document, {one.unit.index: one.text for one in units if one.text is not None})
    refused = rendering.refused
    units = tuple(
        replace(one, text=None, reason=refused[one.unit.index]) if one.unit.index in refused else one for one in units
    )
    if handler.page is None:
        return LocalizedDocument(document, rendering, units, None, PurePosixPath(document.path).stem)
    marks = {one.unit.index: found for one in units if (found := marking(one, source, target, strings))}
    if target != source:
        marks[NO_UNIT] = language_attributes(source, target)
    page = handler.page(document, rendering, marks)
    title, index = _title(document, page, units)
    return LocalizedDocument(document, rendering, units, page, title, marks.get(index, {}) if index >= 0 else {})


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


def _publication_title(project: Project, code: str, documents: Iterable[LocalizedDocument]) -> tuple[str, bool]:
    """Return the publication's title in a language, and whether it is in that language.

    It is the title in ``overrides``, else the translation of a unit with the same text, else the title in the source language.
    """
    own, source = project.config.title_in(code), project.config.title
    if own != source or code == project.config.source_language:
        return own or project.root.resolve().name, True
    for document in documents:
        for one in document.units:
            if one.unit.source == source and one.text is not None:
                return one.text, True
    return own or project.root.resolve().name, False


def _refused(project: Project, code: str, localized: LocalizedDocument) -> list[Finding]:
    document = localized.document.path
    catalog, source = project.catalog_path(code, document), project.layout.source / document
    return [
        Finding(
            "refused_translation",
            Severity.ERROR,
            f"{_below(project, catalog)}:{one.entry.line}: this translation would break the document: "
            f"{one.reason.rstrip('.')}. The page shows the source instead ({_below(project, source)}:{one.unit.line}).",
            language=code,
            document=document,
            unit=address(code, project.documents.name(document), one.unit),
            catalog=catalog,
            catalog_line=one.entry.line,
            source=source,
            source_line=one.unit.line,
        )
        for one in localized.units
        if one.reason and one.entry is not None
    ]


def _outdated(project: Project, code: str, localized: LocalizedDocument) -> list[Finding]:
    """Report units that the catalog does not have: the document was edited after the last extraction."""
    missing = sum(1 for one in localized.units if one.entry is None)
    if not missing:
        return []
    document = localized.document.path
    path = project.catalog_path(code, document)
    message = (
        f"{_below(project, path)}: {missing} {'unit' if missing == 1 else 'units'} of {document} "
        f"{'is' if missing == 1 else 'are'} not in it. Run `workflow extract` to update it."
    )
    return [Finding("outdated_catalog", Severity.WARNING, message, language=code, document=document, catalog=path)]


def _missing_catalogs(project: Project, code: str, documents: Sequence[str]) -> list[Finding]:
    """Report the documents without a catalog in a language, as one finding."""
    if not documents:
        return []
    first = project.catalog_path(code, documents[0])
    more = f" (and {len(documents) - 1} more)" if len(documents) > 1 else ""
    message = f"{_below(project, first)}{more}: no such catalog. Run `workflow extract` to create it."
    return [Finding("missing_catalog", Severity.WARNING, message, language=code, document=documents[0], catalog=first)]


def _below(project: Project, path: Path) -> str:
    """Return a path relative to the project's folder where it is inside it."""
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else str(path)
