"""The files of one kind of books: one for each language, and one for each document if ``books: each_document`` is set."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workflow.publishing.books import Book, Scope, book_of, documents_of
from workflow.publishing.builders.base import Contents, OutputFolder
from workflow.publishing.editions import Edition
from workflow.publishing.site import Site

__all__ = ["BookFiles"]


@dataclass(frozen=True, slots=True)
class BookFiles:
    """A kind of books. A book is always built whole; if one of its documents cannot be read, that of the last publication stays."""

    suffix: str
    """Of its files: ``.epub``."""
    plays: bool
    """Whether a book can have sounds and films."""
    write: Callable[[Book, str | None, Path], bytes]
    """Return the file of a book, with the picture of its cover (``BookSettings.cover``) from the folder of the assets."""

    def path(self, code: str) -> str:
        """Return the path of the book of a language, which has all documents."""
        return f"{code}{self.suffix}"

    def build(self, site: Site, edition: Edition, contents: Contents, output: OutputFolder, assets: Path) -> None:
        """See ``Builder``."""
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
        found = {document: contents(document) for document in documents}
        for path, chapters in books:
            localized = {document: found[document] for document in chapters}
            book = book_of(Scope(site, edition, assets, localized, plays=self.plays, findings=output.findings))
            source = "the book" if len(chapters) != 1 else site.label(chapters[0])
            output.write(path, self.write(book, site.books.cover, assets), source)

    def take_over(self, code: str, output: OutputFolder) -> None:
        """Take the books of a language over from the last publication."""
        for path in (self.path(code), code):
            if (output.published / path).exists():
                output.take_over(path)
