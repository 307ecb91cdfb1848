"""``epub``: EPUB 3.3, one file for each language, and one for each document if ``books: each_document`` is set."""

import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from workflow.publishing.builders.book_builder import BookBuilder

if TYPE_CHECKING:
    from workflow.publishing.books import Book

__all__ = ["EPUB"]


def _file(book: "Book", cover: str | None, assets: Path) -> bytes:
    from workflow.publishing.books.cover import cover_of
    from workflow.publishing.builders.epub.container import epub_file

    return epub_file(book, cover_of(book, cover, assets))


EPUB = BookBuilder("epub", plays=True, write=_file, version=lambda: zlib.ZLIB_RUNTIME_VERSION)
