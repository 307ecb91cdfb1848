"""The EPUB file: a ZIP file with a fixed order, fixed dates and fixed attributes, so that the same book has the same bytes."""

import io
import zipfile
from collections.abc import Iterator

from workflow.publishing.books import Book
from workflow.publishing.books.scope import Media
from workflow.publishing.builders.epub.documents import (
    STYLE,
    chapter_document,
    cover_document,
    navigation_document,
    notice_document,
    package_document,
    style_sheet,
)

__all__ = ["epub_file"]

_TIME = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
_UNIX = 3
_COMPRESSED = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "audio/mpeg", "audio/mp4", "video/mp4"})
"""Types whose files deflate makes no smaller."""
_CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


def epub_file(book: Book, cover: Media) -> bytes:
    """Return the bytes of the file (https://www.w3.org/TR/epub-33/#sec-ocf)."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content, packed in _files(book, cover):
            info = zipfile.ZipInfo(path, _TIME)
            info.external_attr, info.create_system = _READABLE, _UNIX
            info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            archive.writestr(info, content)
    return data.getvalue()


def _files(book: Book, cover: Media) -> Iterator[tuple[str, bytes, bool]]:
    """Path and content of each file, and whether it is compressed. The first has to be the type, as it is."""
    yield "mimetype", b"application/epub+zip", False
    yield "META-INF/container.xml", _CONTAINER, True
    yield "EPUB/package.opf", package_document(book, cover).encode(), True
    yield "EPUB/nav.xhtml", navigation_document(book).encode(), True
    yield "EPUB/cover.xhtml", cover_document(book, cover).encode(), True
    if book.says_anything:
        yield "EPUB/notice.xhtml", notice_document(book).encode(), True
    yield f"EPUB/{STYLE}", style_sheet(), True
    for chapter in book.chapters:
        yield f"EPUB/{chapter.path}", chapter_document(book, chapter).encode(), True
    for media in (cover, *sorted(book.media.values(), key=lambda one: one.path)):
        yield f"EPUB/{media.path}", media.data, media.media_type not in _COMPRESSED
