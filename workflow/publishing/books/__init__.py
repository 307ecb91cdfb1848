"""Books: an edition as chapters in well-formed XHTML, with what they show. EPUB and PDF are made of it."""

from workflow.publishing.books.book import Book, Chapter, ContentsEntry, book_of, documents_of
from workflow.publishing.books.scope import Scope

__all__ = ["Book", "Chapter", "ContentsEntry", "Scope", "book_of", "documents_of"]
