"""The builder of books: one file for each language, and one for each document if ``books: each_document`` is set."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from workflow.errors import FileProblem
from workflow.findings import Finding
from workflow.publishing.builders.base import EditionContext, EditionTexts, OutputFolder
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.report import ReaderCounts
from workflow.publishing.site import Site
from workflow.publishing.store import digest

if TYPE_CHECKING:
    from workflow.publishing.books import Book

__all__ = ["BookBuilder"]


@dataclass(frozen=True, slots=True)
class BookBuilder:
    """The ``Builder`` of one kind of books. A book is built whole, unless all that it follows from is as it was. If one of its documents
    cannot be read, that of the last publication stays."""

    MANIFEST_KEY: str
    """See ``Builder``. It is the suffix of the files, too: ``epub``."""
    plays: bool
    """Whether a book can have sounds and films."""
    write: Callable[["Book", str | None, Path], bytes]
    """Return the file of a book, with the picture of its cover (``BookSettings.cover``) from the folder of the assets."""
    version: Callable[[], str]
    """Return what else a book follows from, beside its documents, the program and its settings; empty if that cannot be known."""
    missing: Callable[[], str] = lambda: ""
    """Return why no book can be built, such as a library that is not installed; empty if books can be built."""

    def document_path(self, site: Site, code: str, document: str) -> str:
        """See ``Builder``. All documents are in the book of their language."""
        return self._file(code)

    def context(self, site: Site, edition: Edition) -> None:
        """See ``Builder``. A book has all documents."""

    def document_file(self, context: None, localized: LocalizedDocument, counts: Mapping[str, ReaderCounts]) -> bytes:
        """See ``Builder``. Not called, since there is no context."""
        raise NotImplementedError

    def build(
        self,
        site: Site,
        edition: Edition,
        shown: EditionContext,
        contents: EditionTexts,
        output: OutputFolder,
        assets: Path,
    ) -> None:
        """See ``Builder``. Raises FileProblem if something is ``missing``."""
        from workflow.publishing.books import Scope, book_of, documents_of  # not every publication has books

        if problem := self.missing():
            raise FileProblem(f"{output.published}: cannot be built: {problem}")
        code = edition.language.code
        if edition.is_partly_unread and (output.published / self._file(code)).is_file():
            self.take_over(site, code, output, assets)
            return
        site = site.in_language(code)
        documents = documents_of(site, edition)
        books = [(self._file(code), documents)] if documents else []
        if site.books.each_document:
            paths = {document: site.paths[document].removesuffix(".html") for document in documents}
            books += [(self._file(f"{code}/{path}"), (document,)) for document, path in paths.items()]
        text = cache(contents)
        surroundings = self._surroundings(site, edition, output, assets)
        for path, chapters in books:
            keys = [contents.key(document) for document in chapters]
            key = digest(surroundings, chapters, keys) if surroundings and all(keys) else ""
            source = "the book" if len(chapters) != 1 else site.label(chapters[0])
            if not output.reserve(path, source) or output.is_current(path, key):
                continue
            localized = {document: text(document) for document in chapters}
            found: list[Finding] = []
            book = book_of(Scope(site, edition, assets, localized, plays=self.plays, findings=found))
            # What was found is not stored: such a book is made again.
            output.put(path, self.write(book, site.books.cover, assets), "" if found else key)
            output.findings.extend(found)

    def take_over(self, site: Site, code: str, output: OutputFolder, assets: Path) -> None:
        """See ``Builder``."""
        for path in (self._file(code), code):
            if (output.published / path).exists():
                output.take_over(path)

    def finish(self, site: Site, titles: Mapping[str, str | None], output: OutputFolder) -> None:
        """See ``Builder``. The books share nothing."""

    def _file(self, name: str) -> str:
        return f"{name}.{self.MANIFEST_KEY}"

    def _surroundings(self, site: Site, edition: Edition, output: OutputFolder, assets: Path) -> str:
        """The hash of all that books show of an edition beside their documents; empty if that is not known."""
        version = self.version()
        if not version:
            return ""
        cover = [site.books.cover] if site.books.cover else []
        files = [(asset, output.hash_of(assets / asset)) for asset in (*site.assets, *cover)]
        return digest(version, os.environ.get("SOURCE_DATE_EPOCH"), site, edition, files)
