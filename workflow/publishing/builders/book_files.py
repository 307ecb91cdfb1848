"""The files of one kind of books: one for each language, and one for each document if ``books: each_document`` is set."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from workflow.findings import Finding
from workflow.publishing.builders.base import EditionTexts, OutputFolder
from workflow.publishing.editions import Edition
from workflow.publishing.site import Site
from workflow.publishing.store import digest

if TYPE_CHECKING:
    from workflow.publishing.books import Book

__all__ = ["BookFiles"]


@dataclass(frozen=True, slots=True)
class BookFiles:
    """A kind of books. A book is built whole, unless all that it follows from is as it was. If one of its documents cannot be read, that of
    the last publication stays."""

    suffix: str
    """Of its files: ``.epub``."""
    plays: bool
    """Whether a book can have sounds and films."""
    write: Callable[["Book", str | None, Path], bytes]
    """Return the file of a book, with the picture of its cover (``BookSettings.cover``) from the folder of the assets."""
    version: Callable[[], str]
    """Return what else a book follows from, beside its documents, the program and its settings; empty if that cannot be known."""

    def path(self, code: str) -> str:
        """Return the path of the book of a language, which has all documents."""
        return f"{code}{self.suffix}"

    def build(self, site: Site, edition: Edition, contents: EditionTexts, output: OutputFolder, assets: Path) -> None:
        """See ``Builder``."""
        from workflow.publishing.books import Scope, book_of, documents_of  # not every publication has books

        code = edition.language.code
        if edition.is_partly_unread and (output.published / self.path(code)).is_file():
            self.take_over(code, output)
            return
        site = site.in_language(code)
        documents = documents_of(site, edition)
        books = [(self.path(code), documents)] if documents else []
        if site.books.each_document:
            paths = {document: site.paths[document].removesuffix(".html") for document in documents}
            books += [(f"{code}/{path}{self.suffix}", (document,)) for document, path in paths.items()]
        text = cache(contents)
        shown = self._shown(site, edition, output, assets)
        for path, chapters in books:
            keys = [contents.key(document) for document in chapters]
            key = digest(shown, chapters, keys) if shown and all(keys) else ""
            source = "the book" if len(chapters) != 1 else site.label(chapters[0])
            if not output.reserve(path, source) or output.is_current(path, key):
                continue
            localized = {document: text(document) for document in chapters}
            found: list[Finding] = []
            book = book_of(Scope(site, edition, assets, localized, plays=self.plays, findings=found))
            # What was found is not stored: such a book is made again.
            output.put(path, self.write(book, site.books.cover, assets), "" if found else key)
            output.findings.extend(found)

    def _shown(self, site: Site, edition: Edition, output: OutputFolder, assets: Path) -> str:
        """The hash of all that books show of an edition beside their documents; empty if that is not known."""
        version = self.version()
        if not version:
            return ""
        cover = [site.books.cover] if site.books.cover else []
        files = [(asset, output.hash_of(assets / asset)) for asset in (*site.assets, *cover)]
        return digest(version, os.environ.get("SOURCE_DATE_EPOCH"), site, edition, files)

    def take_over(self, code: str, output: OutputFolder) -> None:
        """Take the books of a language over from the last publication."""
        for path in (self.path(code), code):
            if (output.published / path).exists():
                output.take_over(path)
