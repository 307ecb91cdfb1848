"""An edition: all documents in one language, with their translations put in, in memory."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Self

from workflow import formats, html
from workflow.errors import CatalogError, WorkflowError
from workflow.findings import Finding
from workflow.formats.base import NO_UNIT, Attributes, Page, Rendering
from workflow.inline_tags import Grammar
from workflow.languages import Language, language
from workflow.model import Document, Kind
from workflow.parse_cache import uncollected
from workflow.project import Project
from workflow.project.publish_policy import PublishPolicy
from workflow.publishing.corrections import correction_links, numbered
from workflow.publishing.language_policy import DecidedDocument, LanguagePolicy
from workflow.publishing.policy import PublishedUnit, language_attributes, marking
from workflow.publishing.ui_catalogs import interface
from workflow.publishing.ui_strings import Interface
from workflow.publishing.unit_findings import UnitFindings, held_drafts, missing_catalogs

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
    source_language: Attributes = field(default_factory=dict)
    """The attributes of a text in the source language; empty in the edition of the source language."""
    withheld: bool = False
    """Whether the document is not published in this language, since it is complete-only and not all of it is translated. It is in the
    source language then, and its page says so and leads to the source's."""
    corrections: Mapping[int, str] = field(default_factory=dict)
    """The addresses at which readers can correct a passage, by ``unit.index``. The elements of these units in ``page`` have a number for it."""

    @classmethod
    def of_last_publication(cls, path: str, title: str, title_attributes: Attributes) -> Self:
        """A document that cannot be read now: only its title is known. Its files are taken over from the last publication."""
        return cls(Document(path, "", "", (), Grammar()), Rendering(b""), (), None, title, title_attributes)

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
    title_unread: bool = False
    """Whether the publication's title is a machine's, which no person has read."""
    c2pa_manifest: str = ""
    """The address of a C2PA manifest, with ``{language}`` and ``{page}``; empty for none."""
    credits: bool = False
    """Whether pages name, for programs, the people who approved their translations."""
    responsible: str = ""
    """Who is responsible for it; empty if nobody is named."""
    unread: Mapping[str, WorkflowError] = field(default_factory=dict)
    """Why the catalog of a document could not be read, by document; the document is then in the source language."""

    @property
    def is_partly_unread(self) -> bool:
        """Whether of some documents only the title is known, since they are those of the last publication."""
        return any(not localized.document.format for localized in self.documents.values())


def localize(
    project: Project,
    code: str,
    documents: Sequence[Document],
    step: Callable[[int, str], None],
    policy: PublishPolicy | None = None,
) -> Edition:
    """Make the edition of a language. The edition of the source language has the documents unchanged.

    ``step`` is called before each document, with the number of documents that are done and the path of the next.
    ``policy``: in place of that of the project. A catalog that cannot be read is in ``unread``.
    """
    decider = LanguagePolicy(project, code, policy)
    source, target = language(project.config.source_language), language(code)
    strings = interface(code, project.layout.interface)
    localized: dict[str, LocalizedDocument] = {}
    findings: list[Finding] = []
    without_catalog: list[str] = []
    unread: dict[str, WorkflowError] = {}
    held = 0
    for done, document in enumerate(documents):
        step(done, document.path)
        if target == source:
            original = formats.of(document).splice(document, {})
            localized[document.path] = _localized(
                document, DecidedDocument((), original), (source, target), strings, {}
            )
            continue
        try:
            catalog = project.catalogs.find(project.catalog_path(code, document.path))
        except CatalogError as error:
            unread[document.path] = error
            catalog = None
        decided = decider.decide(document, catalog)
        held += decided.unwarned
        corrections = correction_links(project, code, document.path, decided.units)
        localized[document.path] = _localized(document, decided, (source, target), strings, corrections)
        about = UnitFindings(project, code, document.path)
        findings += about.of(decided)
        if catalog is not None:
            findings += about.outdated(decided.units)
        elif document.units and document.path not in unread:
            without_catalog.append(document.path)
    decider.save()
    findings += missing_catalogs(project, code, without_catalog)
    findings += held_drafts(project, code, held)
    title, translated, machine = _publication_title(project, code, localized.values())
    config = project.config
    return Edition(
        target,
        strings,
        title,
        translated,
        localized,
        tuple(findings),
        title_unread=machine,
        c2pa_manifest=config.c2pa_manifest,
        credits=config.credit_translators,
        responsible=config.responsible_for(code),
        unread=unread,
    )


def _localized(
    document: Document,
    decided: DecidedDocument,
    languages: tuple[Language, Language],
    strings: Interface,
    corrections: Mapping[int, str],
) -> LocalizedDocument:
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


def _publication_title(project: Project, code: str, documents: Iterable[LocalizedDocument]) -> tuple[str, bool, bool]:
    """Return the publication's title in a language, whether it is in that language, and whether it is a machine's that nobody read.

    It is the title in ``overrides``, else the translation of a unit with the same text, else the title in the source language.
    """
    own, source = project.config.title_in(code), project.config.title
    if own != source or code == project.config.source_language:
        return own or project.root.resolve().name, True, False
    for document in documents:
        for one in document.units:
            if one.unit.source == source and one.text is not None:
                return one.text, True, one.unread
    return own or project.root.resolve().name, False, False
