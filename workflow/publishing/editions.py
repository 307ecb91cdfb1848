"""One language's edition in memory: every document with its translations put in, as Markdown and as HTML."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from workflow import catalogs, formats, html
from workflow.catalogs.states import address
from workflow.formats.base import NO_UNIT, Attributes, Page, Rendering
from workflow.languages import Language, language
from workflow.model import Document, Kind, Severity
from workflow.project import Project
from workflow.publishing.policy import Choice, attributes, choices, foreign
from workflow.publishing.report import Finding
from workflow.publishing.ui_strings import Interface, interface

__all__ = ["Built", "Edition", "address", "edition"]


@dataclass(frozen=True, slots=True)
class Built:
    """One document in one language."""

    document: Document
    rendering: Rendering
    choices: tuple[Choice, ...]
    page: Page
    title: str
    """The page's title as plain text."""
    title_attributes: Attributes = field(default_factory=dict)
    """How the title has to be marked where it is not a person's translation: ``lang``, class …"""

    @property
    def titled(self) -> bool:
        """Whether the body begins with its title."""
        return bool(self.page.headings) and self.page.headings[0].level == 1


@dataclass(frozen=True, slots=True)
class Edition:
    """All documents in one language, in the order of the navigation."""

    language: Language
    interface: Interface
    title: str
    """The publication's title in this language; in the source language where nobody translated it."""
    title_translated: bool
    pages: Mapping[str, Built]
    findings: tuple[Finding, ...]


def edition(project: Project, code: str, documents: Sequence[Document], *, progress: Callable[[str], None]) -> Edition:
    """The edition of a language; of the source language with the documents as they are.

    Raises CatalogError where a PO file is broken, FileProblem where it cannot be read.
    """
    source, target = language(project.config.source_language), language(code)
    words = interface(code)
    pages: dict[str, Built] = {}
    findings: list[Finding] = []
    bare: list[str] = []
    for document in documents:
        progress(document.path)
        if target == source:
            pages[document.path] = _built(document, (), source, target, words)
            continue
        path = project.catalog_path(code, document.path)
        catalog = catalogs.read(path) if path.is_file() else None
        pages[document.path] = built = _built(document, choices(document, catalog), source, target, words)
        findings += _refused(project, code, built)
        if catalog is None:
            bare.append(document.path)
        else:
            findings += _outdated(project, code, built)
    findings += _without_catalog(project, code, bare)
    title, translated = _publication_title(project, code, pages.values())
    return Edition(target, words, title, translated, pages, tuple(findings))


def _built(
    document: Document, chosen: tuple[Choice, ...], source: Language, target: Language, words: Interface
) -> Built:
    handler = formats.of(document)
    rendering = handler.splice(document, {c.unit.index: c.text for c in chosen if c.text is not None})
    refused = rendering.refused
    chosen = tuple(
        replace(choice, text=None, reason=refused[choice.unit.index]) if choice.unit.index in refused else choice
        for choice in chosen
    )
    marks = {c.unit.index: found for c in chosen if (found := attributes(c, source, target, words))}
    if target != source:
        marks[NO_UNIT] = foreign(source, target)
    page = handler.page(document, rendering, marks) if handler.page is not None else Page("", ())
    title, index = _title(document, page, chosen)
    return Built(document, rendering, chosen, page, title, marks.get(index, {}) if index >= 0 else {})


def _title(document: Document, page: Page, chosen: Sequence[Choice]) -> tuple[str, int]:
    """The title (front matter's, else the first heading of level 1, else the file's name), and the unit it comes from."""
    first = next((heading for heading in page.headings if heading.level == 1), None)
    if page.meta.get("title", "").strip():
        title, kind = page.meta["title"].strip(), Kind.FRONT_MATTER
    elif first is not None:
        title, kind = html.plain(first.html).strip(), Kind.HEADING
    else:
        return PurePosixPath(document.path).stem, -1
    for choice in chosen:
        if choice.unit.kind is kind and (kind is Kind.HEADING or title in (choice.unit.source, choice.text)):
            return title, choice.unit.index
    return title, -1


def _publication_title(project: Project, code: str, pages: Iterable[Built]) -> tuple[str, bool]:
    """The publication's title in a language, and whether it is in that language: what ``overrides`` says, else the
    translation of a document's title or heading that is the same, else the title as it is.
    """
    own, source = project.title(code), project.config.title
    if own != source or code == project.config.source_language:
        return own or project.root.resolve().name, True
    for built in pages:
        for choice in built.choices:
            if choice.unit.source == source and choice.text is not None:
                return choice.text, True
    return own or project.root.resolve().name, False


def _refused(project: Project, code: str, built: Built) -> list[Finding]:
    found = []
    for choice in built.choices:
        if choice.reason and choice.entry is not None:
            document = built.document.path
            catalog, source = project.catalog_path(code, document), project.source / document
            line, at = choice.entry.line, choice.unit.line
            found.append(
                Finding(
                    "refused",
                    Severity.ERROR,
                    f"{_below(project, catalog)}:{line}: this translation would break the document: {choice.reason.rstrip('.')}. "
                    f"The page shows the source instead ({_below(project, source)}:{at}).",
                    code,
                    document,
                    address(code, project.name(document), choice.unit),
                    catalog,
                    line,
                    source,
                    at,
                )
            )
    return found


def _outdated(project: Project, code: str, built: Built) -> list[Finding]:
    """Units that the document's catalog does not have: the document was edited since."""
    missing = sum(1 for choice in built.choices if choice.entry is None)
    if not missing:
        return []
    document = built.document.path
    path = project.catalog_path(code, document)
    message = (
        f"{_below(project, path)}: {missing} {'paragraph' if missing == 1 else 'paragraphs'} of {document} "
        f"{'is' if missing == 1 else 'are'} not in it. Run `workflow extract` to bring it up to date."
    )
    return [Finding("outdated", Severity.WARNING, message, code, document, catalog=path)]


def _without_catalog(project: Project, code: str, documents: Sequence[str]) -> list[Finding]:
    """Documents that have no catalog in a language: one finding for all of them."""
    if not documents:
        return []
    first = project.catalog_path(code, documents[0])
    more = f" (and {len(documents) - 1} more)" if len(documents) > 1 else ""
    message = f"{_below(project, first)}{more}: there is no such catalog. Run `workflow extract` to make it."
    return [Finding("outdated", Severity.WARNING, message, code, documents[0], catalog=first)]


def _below(project: Project, path: object) -> str:
    try:
        return PurePosixPath(str(path)).relative_to(PurePosixPath(str(project.root))).as_posix()
    except ValueError:
        return str(path)
