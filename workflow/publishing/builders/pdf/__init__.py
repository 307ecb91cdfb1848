"""``pdf``: one PDF for each language, and one for each document if ``books: each_document`` is set.

A book is always built whole. If one of its documents cannot be read, the book of the last publication stays. WeasyPrint, which makes
the pages, is optional: without it, the other outputs are published.
"""

from collections.abc import Mapping
from pathlib import Path

from workflow.errors import FileProblem
from workflow.publishing.books import Scope, book_of, documents_of
from workflow.publishing.builders.base import OutputFolder
from workflow.publishing.builders.pdf.document import printed
from workflow.publishing.builders.pdf.rendering import missing, pdf_file
from workflow.publishing.editions import Edition
from workflow.publishing.site import Site

__all__ = ["MANIFEST_KEY", "build", "document_path", "finish", "missing", "take_over"]

MANIFEST_KEY = "pdf"


def document_path(site: Site, code: str, document: str) -> str:
    """See ``Builder``. All documents are in the book of their language."""
    return f"{code}.pdf"


def build(site: Site, edition: Edition, output: OutputFolder, assets: Path) -> None:
    """See ``Builder``. Raises FileProblem if WeasyPrint or a library that it needs is missing."""
    problem = missing()
    if problem:
        raise FileProblem(f"{output.published}: cannot be built: {problem}")
    code = edition.language.code
    if edition.is_partly_unread and (output.published / f"{code}.pdf").is_file():
        take_over(site, code, output, assets)
        return
    site = site.in_language(code)
    documents = documents_of(site, edition)
    books = [(f"{code}.pdf", documents)] if documents else []
    if site.books.each_document:
        paths = {document: site.paths[document].removesuffix(".html") for document in documents}
        books += [(f"{code}/{path}.pdf", (document,)) for document, path in paths.items()]
    for path, chapters in books:
        book = book_of(Scope(site, edition, assets, chapters, plays=False, findings=output.findings))
        source = "the book" if len(chapters) != 1 else site.label(chapters[0])
        output.write(path, pdf_file(printed(book, site.books.cover, assets)), source)


def take_over(site: Site, code: str, output: OutputFolder, assets: Path) -> None:
    """See ``Builder``."""
    for path in (f"{code}.pdf", code):
        if (output.published / path).exists():
            output.take_over(path)


def finish(site: Site, titles: Mapping[str, str | None], output: OutputFolder) -> None:
    """See ``Builder``. The books share nothing."""
