"""A book: chapters, contents, the notice of machine text, and what identifies it."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from workflow.formats.base import Attributes
from workflow.languages import Language
from workflow.publishing.books.book_links import CONTENTS
from workflow.publishing.books.chapter import Chapter, chapter_of
from workflow.publishing.books.nodes import walk, xml_text
from workflow.publishing.books.scope import Media, Scope
from workflow.publishing.editions import Edition
from workflow.publishing.navigation import menu
from workflow.publishing.notices import TEXT, layer, sentences
from workflow.publishing.policy import language_attributes
from workflow.publishing.report import ReaderCounts
from workflow.publishing.site import Site
from workflow.publishing.structured_data import source_types
from workflow.publishing.ui_strings import InterfaceString
from workflow.publishing.unit_record import authorship

__all__ = ["Book", "Chapter", "ContentsEntry", "book_of", "documents_of"]

_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""When a book was made of which nothing says it: the earliest date of a ZIP file, so that the bytes stay the same."""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the table of contents."""

    title: str
    attributes: Attributes
    target: str = ""
    """``file#anchor`` from the top of the book; empty for the heading of a group."""
    children: "tuple[ContentsEntry, ...]" = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A whole edition, or one document of it."""

    edition: Edition
    whole: bool
    """Whether it is a whole edition."""
    title: str
    title_attributes: Attributes
    chapters: tuple[Chapter, ...]
    contents: tuple[ContentsEntry, ...]
    media: Mapping[str, Media]
    """By path in the book."""
    layer: InterfaceString | None
    """What a machine had to do with it (``notices.Notice``)."""
    notice: tuple[InterfaceString, ...]
    """How much of it a machine translated; empty for the source language."""
    counts: ReaderCounts
    engines: tuple[str, ...]
    """The machines that wrote what nobody has read, with their packages: ``argos translate-en_es-0_1``."""
    source_types: tuple[str, ...]
    """What a machine had to do with it, for programs (``structured_data``)."""
    identifier: UUID
    source: UUID | None
    """The identifier of the book in the source language; None for that book itself."""
    modified: datetime
    authors: tuple[str, ...]
    publisher: str
    """Who is responsible for the edition; empty if nobody is named."""

    @property
    def says_anything(self) -> bool:
        """Whether there is anything to say about the translation."""
        return bool(self.layer or self.notice)

    @property
    def language(self) -> Language:
        """The language of the edition."""
        return self.edition.language


def documents_of(site: Site, edition: Edition) -> tuple[str, ...]:
    """Return the documents that are chapters, in reading order: those of the navigation, then the others.

    Left out are documents without a page, those that wait for their translation (``complete-only``), and a list of contents such as ``SUMMARY.md``.
    """
    ordered = dict.fromkeys((*site.order, *edition.documents))
    return tuple(
        document
        for document in ordered
        if document in edition.documents
        and edition.documents[document].has_page
        and not edition.documents[document].withheld
        and document != site.navigation.summary
    )


def book_of(scope: Scope) -> Book:
    """Make the book of an edition, or of one document if ``scope`` has one only and the edition several.

    Raises OSError for a file that cannot be read.
    """
    site, edition = scope.site, scope.edition
    chapters = tuple(_checked([chapter_of(scope, document) for document in scope.documents]))
    whole = scope.documents == documents_of(site, edition)
    units = [one for localized in scope.localized.values() for one in localized.units]
    counts = sum((chapter.counts for chapter in chapters), ReaderCounts())
    drafts = [authorship(one) for one in units if one.unread]
    engines = sorted({f"{found.get('engine', '')} {found.get('package', '')}".strip() for found in drafts})
    own = "" if whole else scope.documents[0]
    title, attributes = edition.title, language_attributes(site.source, edition.language)
    if edition.title_translated:
        attributes = {"class": "draft"} if edition.title_unread else {}
    if not whole:
        title, attributes = chapters[0].title, dict(chapters[0].title_attributes)
    return Book(
        edition=edition,
        whole=whole,
        title=xml_text(title),
        title_attributes=attributes,
        chapters=chapters,
        contents=tuple(_contents(site, edition, chapters))
        if whole
        else _sections(chapters[0]) or _own_entry(chapters[0]),
        media={one.path: one for one in scope.media.values() if one is not None},
        layer=layer(edition.interface, units),
        notice=sentences(edition.interface, counts, TEXT),
        counts=counts,
        engines=tuple(filter(None, engines)),
        source_types=tuple(source_types(units)),
        identifier=_identifier(site, edition.language, own),
        source=None if edition.language == site.source else _identifier(site, site.source, own),
        modified=_modified(chapters),
        authors=tuple(dict.fromkeys(xml_text(one.meta["author"]) for one in chapters if one.meta.get("author"))),
        publisher=xml_text(edition.responsible),
    )


def _checked(chapters: list[Chapter]) -> Iterator[Chapter]:
    """Take the anchors that no chapter has from the links, so that each leads to the beginning of its chapter."""
    ids = {chapter.path: chapter.ids for chapter in chapters}
    for chapter in chapters:
        for node in walk(chapter.body):
            path, _, anchor = node.attributes.get("href", "").partition("#") if node.name == "a" else ("", "", "")
            if path in ids and anchor not in ids[path]:
                node.attributes["href"] = path
            if path == CONTENTS and anchor:
                node.attributes["href"] = CONTENTS
        yield chapter


def _contents(site: Site, edition: Edition, chapters: tuple[Chapter, ...]) -> list[ContentsEntry]:
    """The navigation as a tree, with the sections of each document; then the documents that it does not list."""
    left = {chapter.document: chapter for chapter in chapters}
    lines: list[tuple[int, ContentsEntry]] = []
    for item in menu(site.navigation, edition, site.source):
        if item is None or item.entry.url is not None:
            continue
        chapter = left.pop(item.entry.document or "", None)
        title = xml_text(item.title)
        if chapter is None:
            lines.append((item.entry.depth, ContentsEntry(title, item.attributes)))
            continue
        attributes = item.attributes if title != chapter.title else chapter.title_attributes
        lines.append((item.entry.depth, ContentsEntry(title, attributes, chapter.path, _sections(chapter))))
    lines += [(0, ContentsEntry(one.title, one.title_attributes, one.path, _sections(one))) for one in left.values()]
    return _nested(lines)


def _sections(chapter: Chapter) -> tuple[ContentsEntry, ...]:
    return tuple(ContentsEntry(one.title, one.attributes, f"{chapter.path}#{one.anchor}") for one in chapter.sections)


def _own_entry(chapter: Chapter) -> tuple[ContentsEntry, ...]:
    return (ContentsEntry(chapter.title, chapter.title_attributes, chapter.path),)


def _nested(lines: list[tuple[int, ContentsEntry]]) -> list[ContentsEntry]:
    """Put each entry into the one before it that is less deep. Headings without any entry are left out."""
    found: list[ContentsEntry] = []
    at = 0
    while at < len(lines):
        depth, entry = lines[at]
        end = at + 1
        while end < len(lines) and lines[end][0] > depth:
            end += 1
        entry = replace(entry, children=(*entry.children, *_nested(lines[at + 1 : end])))
        found += [entry] if entry.target or entry.children else []
        at = end
    return found


def _identifier(site: Site, own: Language, document: str) -> UUID:
    """The identifier of a book: the same for every version of it."""
    work = site.url or f"{site.title}\n{site.source.tag}"
    return uuid5(NAMESPACE_URL, "\n".join((work, own.tag, document)))


def _modified(chapters: tuple[Chapter, ...]) -> datetime:
    """``SOURCE_DATE_EPOCH``, else the latest date of the documents, so that the same sources give the same bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit():
        return max(datetime.fromtimestamp(min(int(epoch), 4102444800), UTC), _EPOCH)
    days = [_EPOCH]
    for chapter in chapters:
        for key in ("date", "updated", "lastmod", "last_modified"):
            try:
                day = date.fromisoformat(chapter.meta.get(key, "")[:10])
            except ValueError:
                continue
            days.append(datetime(day.year, day.month, day.day, tzinfo=UTC))
    return max(days)
