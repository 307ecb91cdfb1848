"""PO files that are open in the editor: parsed as they are there, with the language and the document that they belong to."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.catalogs.parse.parser import parse_text
from workflow.catalogs.places import CatalogPlaces
from workflow.checking.catalog_run import EntryPlace
from workflow.checking.texts import catalog_entries, file_entries, file_languages
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import CheckedEntry
from workflow.errors import CatalogError
from workflow.glossary.terms import Terms
from workflow.language_server.open_texts import OpenText
from workflow.language_server.projects import OpenProjects
from workflow.model import Catalog, Entry
from workflow.parse_cache import uncollected
from workflow.project import Project
from workflow.project.addresses import LocatedUnit
from workflow.spelling import Speller

__all__ = ["BrokenCatalog", "CatalogOwner", "CatalogText", "owner_of", "read_text"]


@dataclass(frozen=True)
class CatalogText:
    """An open PO file that could be parsed."""

    text: OpenText
    places: CatalogPlaces

    @property
    def catalog(self) -> Catalog:
        """The catalog."""
        return self.places.catalog


@dataclass(frozen=True, slots=True)
class BrokenCatalog:
    """What is wrong with an open PO file that cannot be parsed."""

    text: OpenText
    line: int
    """1-based."""
    message: str


@dataclass(frozen=True, slots=True)
class CatalogOwner:
    """What an open PO file translates."""

    text: OpenText
    languages: LanguagePair
    project: Project | None = None
    """The project whose catalog it is; None for any other PO file."""
    document: str = ""
    name: str = ""
    """The document's name in addresses."""

    def entries(
        self, catalog: Catalog, terms: Terms | None, speller: Speller
    ) -> Iterator[tuple[CheckedEntry, EntryPlace]]:
        """Yield the entries with what is known about their texts. Raises DocumentError."""
        if self.project is None:
            return file_entries(catalog, self.text.name, self.languages, speller)
        return catalog_entries(catalog, self.project, (self.languages.target, self.document), terms, speller)

    def unit(self, entry: Entry) -> LocatedUnit:
        """Return the unit of an entry."""
        return LocatedUnit(self.languages.target, self.document, self.name, self.text.name, entry)


def read_text(text: OpenText, earlier: CatalogText | None = None) -> CatalogText | BrokenCatalog:
    """Parse an open PO file. ``earlier``: an earlier version of it."""
    try:
        with uncollected():
            before = earlier.catalog if earlier is not None else None
            return CatalogText(text, CatalogPlaces(parse_text(text.text, earlier=before)))
    except CatalogError as error:
        return BrokenCatalog(text, error.line or 1, error.what)


def owner_of(found: CatalogText, projects: OpenProjects) -> CatalogOwner:
    """Return what a PO file translates: the document of its project, otherwise what its header says. Raises BadInput if that names no
    language."""
    text = found.text
    project = projects.at(text.path)
    place = project.catalog_owner(text.path) if project is not None and text.path is not None else None
    if project is not None and place is not None:
        code, document = place
        pair = LanguagePair.of(project.config.source_language, code)
        return CatalogOwner(text, pair, project, document, project.documents.name(document))
    return CatalogOwner(text, file_languages(found.catalog, text.name, None, None))
