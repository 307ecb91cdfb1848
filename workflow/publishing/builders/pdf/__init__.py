"""``pdf``: one PDF for each language, and one for each document if ``books: each_document`` is set.

WeasyPrint, which makes the pages, is optional: without it, the other outputs are published.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from workflow.publishing.builders.book_builder import BookBuilder
from workflow.publishing.builders.pdf.rendering import missing, pdf_file
from workflow.publishing.builders.pdf.typesetting import typesetting_version

if TYPE_CHECKING:
    from workflow.publishing.books import Book

__all__ = ["PDF"]


def _file(book: "Book", cover: str | None, assets: Path) -> bytes:
    from workflow.publishing.builders.pdf.document import printed

    return pdf_file(printed(book, cover, assets))


PDF = BookBuilder("pdf", plays=False, write=_file, version=typesetting_version, missing=missing)
