"""``pdf``: one PDF for each language, and one for each document if ``books: each_document`` is set.

WeasyPrint, which makes the pages, is optional: without it, the other outputs are published.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from workflow.errors import FileProblem
from workflow.publishing.builders.base import EditionContext, EditionTexts, OutputFolder
from workflow.publishing.builders.book_files import BookFiles
from workflow.publishing.builders.pdf.rendering import missing, pdf_file
from workflow.publishing.builders.pdf.typesetting import typesetting_version
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.report import ReaderCounts
from workflow.publishing.site import Site

if TYPE_CHECKING:
    from workflow.publishing.books import Book

__all__ = ["MANIFEST_KEY", "build", "context", "document_file", "document_path", "finish", "missing", "take_over"]

MANIFEST_KEY = "pdf"


def _file(book: "Book", cover: str | None, assets: Path) -> bytes:
    from workflow.publishing.builders.pdf.document import printed

    return pdf_file(printed(book, cover, assets))


_FILES = BookFiles(".pdf", plays=False, write=_file, version=typesetting_version)


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
    """See ``Builder``. Raises FileProblem if WeasyPrint or a library that it needs is missing."""
    problem = missing()
    if problem:
        raise FileProblem(f"{output.published}: cannot be built: {problem}")
    _FILES.build(site, edition, contents, output, assets)


def take_over(site: Site, code: str, output: OutputFolder, assets: Path) -> None:
    """See ``Builder``."""
    _FILES.take_over(code, output)


def finish(site: Site, titles: Mapping[str, str | None], output: OutputFolder) -> None:
    """See ``Builder``. The books share nothing."""
