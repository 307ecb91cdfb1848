"""What a publication knows of a document in one language, without its text: for the site, the findings and the record."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from workflow import formats, html
from workflow.errors import CatalogError, WorkflowError
from workflow.findings import Finding
from workflow.languages import Language, language
from workflow.model import Document, Metadata, State
from workflow.project import Project
from workflow.project.publish_policy import PublishPolicy
from workflow.publishing.corrections import correction_links
from workflow.publishing.document_record import units_text, word_totals
from workflow.publishing.editions import Edition, LocalizedDocument, Outline, localized
from workflow.publishing.formulas import check_formulas
from workflow.publishing.language_policy import DecidedDocument, LanguagePolicy
from workflow.publishing.links import PageLink, page_links
from workflow.publishing.listings import listed
from workflow.publishing.policy import PublishedUnit, reader_counts
from workflow.publishing.removed_html import check_html
from workflow.publishing.report import ReaderCounts
from workflow.publishing.slugs import written_slug
from workflow.publishing.tag_names import tags_in
from workflow.publishing.ui_strings import Interface
from workflow.publishing.unit_findings import UnitFindings, held_drafts, missing_catalogs
from workflow.publishing.unit_record import unit_record

__all__ = ["DocumentFacts", "Localized", "Localizer", "edition_of", "translation_findings"]


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is known of a document in one language."""

    outline: Outline
    counts: Mapping[State, int] = field(default_factory=dict)
    """Number of entries by state; see ``PageReport``."""
    readers: ReaderCounts = field(default_factory=ReaderCounts)
    words: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """See ``document_record.word_totals``."""
    findings: tuple[Finding, ...] = ()
    """About its translations."""
    removed: tuple[Finding, ...] = ()
    """About HTML that its page does not show; in the source language."""
    formulas: Mapping[str, Finding] = field(default_factory=dict)
    """See ``check_formulas``."""
    links: tuple[PageLink, ...] = ()
    """See ``page_links``."""
    anchors: tuple[str, ...] = ()
    """The anchors in its page; in the source language."""
    slug: str = ""
    """See ``written_slug``."""
    metadata: Metadata = field(default_factory=Metadata)
    publication_title: tuple[str, bool] | None = None
    """The publication's title, if it is a text of the document: in this language, and whether no person has read it."""
    held: int = 0
    """See ``DecidedDocument.unwarned``."""
    lacks_catalog: bool = False
    """Whether there should be a catalog, and is none."""
    unread: WorkflowError | None = None
    """Why its catalog cannot be read; the document is then in the source language."""


class Localizer:
    """Puts translations into documents, one at a time. It keeps what is known about each language."""

    def __init__(self, project: Project, policy: PublishPolicy | None = None) -> None:
        """``policy``: in place of that of the project."""
        self._project, self._policy = project, policy
        self._languages: dict[str, LanguagePolicy] = {}
        self.titles: frozenset[str] = frozenset()
        """Titles of the navigation, of which translations are wanted (``Outline.titles``)."""

    def of_language(self, code: str) -> LanguagePolicy:
        """Return what decides about the texts of a language."""
        if code not in self._languages:
            self._languages[code] = LanguagePolicy(self._project, code, self._policy)
        return self._languages[code]

    def localize(self, code: str, document: Document) -> "Localized":
        """Return a document in a language. Raises what ``LanguagePolicy.decide`` raises."""
        if code == self._project.config.source_language:
            return self._source(code, document)
        project, decider = self._project, self.of_language(code)
        unread, catalog = None, None
        try:
            catalog = project.catalogs.find(project.catalog_path(code, document.path))
        except CatalogError as error:
            unread = error
        decided = decider.decide(document, catalog)
        corrections = correction_links(project, code, document.path, decided.units)
        one = localized(document, decided, self._pair(code), decider.interface, corrections)
        about, name = UnitFindings(project, code, document.path), project.documents.name(document.path)
        records = [unit_record(code, name, unit) for unit in one.units]
        # A text that occurs twice is one entry: the same numbers as those of `draft` and `status`.
        entries = {unit.unit.key: unit for unit in one.units}.values()
        facts = DocumentFacts(
            self._outline(one),
            Counter(unit.state for unit in entries),
            reader_counts(one.units),
            word_totals(records),
            findings=(*about.of(decided), *(about.outdated(decided.units) if catalog is not None else ())),
            formulas=check_formulas(project, one),
            links=page_links(project, code, one),
            slug=written_slug(one),
            publication_title=_translation(project.config.title, one.units),
            held=decided.unwarned,
            lacks_catalog=catalog is None and bool(document.units) and unread is None,
            unread=unread,
        )
        return Localized(one, facts, units_text(records))

    def _source(self, code: str, document: Document) -> "Localized":
        """The document itself, as its edition has it."""
        decided = DecidedDocument((), formats.of(document).splice(document, {}))
        one = localized(document, decided, self._pair(code), self.of_language(code).interface)
        facts = DocumentFacts(
            self._outline(one),
            words=word_totals(()),
            removed=tuple(check_html(self._project, one)),
            formulas=check_formulas(self._project, one),
            links=page_links(self._project, code, one),
            anchors=tuple(sorted(html.identifiers(one.page.body))) if one.page is not None else (),
            slug=written_slug(one),
            metadata=document.metadata,
        )
        return Localized(one, facts, units_text(()))

    def _pair(self, code: str) -> tuple[Language, Language]:
        return language(self._project.config.source_language), language(code)

    def _outline(self, one: LocalizedDocument) -> Outline:
        page = one.page
        is_listing = page is not None and one.document.path == self._project.config.nav_file
        return Outline(
            one.title,
            one.title_attributes,
            page is not None,
            one.withheld,
            page.meta if page is not None else {},
            one.description,
            tags_in(one.document, one.units, self._project.config.tags) if page is not None else (),
            listed(page.body) if page is not None and is_listing else (),
            {
                unit.unit.source: (unit.text, unit.unread)
                for unit in one.units
                if unit.text is not None and unit.unit.source in self.titles
            },
        )

    def save(self) -> None:
        """Keep the results of the checks for the next time."""
        for decider in self._languages.values():
            decider.save()


@dataclass(frozen=True, slots=True)
class Localized:
    """A document in a language."""

    document: LocalizedDocument
    facts: DocumentFacts
    units: bytes
    """The record of its units (``document_record.units_text``)."""


def edition_of(project: Project, code: str, interface: Interface, documents: Mapping[str, DocumentFacts]) -> Edition:
    """Return the edition of a language. ``interface``: the strings of the language."""
    title, translated, unread = _publication_title(project, code, documents.values())
    return Edition(
        language(code),
        interface,
        title,
        translated,
        {path: one.outline for path, one in documents.items()},
        title_unread=unread,
        c2pa_manifest=project.config.c2pa_manifest,
        credits=project.config.credit_translators,
        responsible=project.config.responsible_for(code),
    )


def translation_findings(project: Project, code: str, documents: Mapping[str, DocumentFacts]) -> list[Finding]:
    """Return the findings about the translations of a language."""
    found = [finding for one in documents.values() for finding in one.findings]
    found += missing_catalogs(project, code, [path for path, one in documents.items() if one.lacks_catalog])
    return found + held_drafts(project, code, sum(one.held for one in documents.values()))


def _publication_title(project: Project, code: str, documents: Iterable[DocumentFacts]) -> tuple[str, bool, bool]:
    """Return the publication's title in a language, whether it is in that language, and whether it is a machine's that nobody read.

    It is the title in ``overrides``, else the translation of a unit with the same text, else the title in the source language.
    """
    own, source = project.config.title_in(code), project.config.title
    if own != source or code == project.config.source_language:
        return own or project.root.resolve().name, True, False
    found = next((one.publication_title for one in documents if one.publication_title is not None), None)
    return (own or project.root.resolve().name, False, False) if found is None else (found[0], True, found[1])


def _translation(title: str, units: Sequence[PublishedUnit]) -> tuple[str, bool] | None:
    """The translation of a title that is the text of a unit, and whether no person has read it."""
    found = (one for one in units if one.unit.source == title and one.text is not None)
    return next(((one.text or "", one.unread) for one in found), None)
