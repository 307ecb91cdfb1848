"""``epub``: EPUB 3.3, one file for each language, and one for each document if ``books: each_document`` is set."""

import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from workflow.publishing.builders.base import EditionContext, EditionTexts, OutputFolder
from workflow.publishing.builders.book_files import BookFiles
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.report import ReaderCounts
from workflow.publishing.site import Site

if TYPE_CHECKING:
    from workflow.publishing.books import Book

__all__ = ["MANIFEST_KEY", "build", "context", "document_file", "document_path", "finish", "take_over"]

MANIFEST_KEY = "epub"


def _file(book: "Book", cover: str | None, assets: Path) -> bytes:
    from workflow.publishing.books.cover import cover_of
    from workflow.publishing.builders.epub.container import epub_file

    return epub_file(book, cover_of(book, cover, assets))


_FILES = BookFiles(".epub", plays=True, write=_file, version=lambda: zlib.ZLIB_RUNTIME_VERSION)


def document_path(site: Site, code: str, document: str) -> str:
    """See ``Builder``. All documents are in the book of their language."""
    return _FILES.path(code)


def context(site: Site, edition: Edition) -> None:
    """See ``Builder``. A book has all documents."""


def document_file(context: None, localized: LocalizedDocument, counts: Mapping[str, ReaderCounts]) -> bytes:
    """See ``Builder``."""
    raise NotImplementedError


def build(
    site: Site, edition: Edition, shown: EditionContext, contents: EditionTexts, output: OutputFolder, assets: Path
) -> None:
    """See ``Builder``."""
    _FILES.build(site, edition, contents, output, assets)


def take_over(site: Site, code: str, output: OutputFolder, assets: Path) -> None:
    """See ``Builder``."""
    _FILES.take_over(code, output)


def finish(site: Site, titles: Mapping[str, str | None], output: OutputFolder) -> None:
    """See ``Builder``. The books share nothing."""
