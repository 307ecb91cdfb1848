"""A book as one HTML document for paged media: title page, contents, chapters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workflow.publishing.books import Book, Chapter, ContentsEntry
from workflow.publishing.books.book_links import CONTENTS
from workflow.publishing.books.chapter import notice_box, title_contents
from workflow.publishing.books.cover import cover_picture
from workflow.publishing.books.nodes import Content, Node, element, flat, serialised, walk
from workflow.publishing.books.pictures import has_no_size
from workflow.publishing.builders.pdf.formula_pictures import with_pictures
from workflow.publishing.builders.pdf.page_notes import with_page_notes

__all__ = ["PICTURES", "PrintedBook", "printed"]

PICTURES = "book:"
"""The scheme of the addresses of pictures."""
_CONTENTS = "contents"
_ISOLATE, _END = "\u2068", "\u2069"
"""A name has a direction of its own. WeasyPrint knows no ``<bdi>``."""


@dataclass(frozen=True, slots=True)
class PrintedBook:
    """What is laid out."""

    title: str
    html: str
    pictures: dict[str, tuple[str, bytes]]
    """Media type and bytes of each picture by its address."""
    identifier: bytes


def printed(book: Book, cover: str | None, assets: Path) -> PrintedBook:
    """Return the document of a book. ``cover``: a picture below ``assets``, or None. Raises FileProblem if that cannot be read."""
    pictures = {f"{PICTURES}{one.path}": (one.media_type, one.data) for one in book.media.values()}

    def keep(drawing: bytes) -> str:
        address = f"{PICTURES}formulas/{len(pictures)}.svg"
        pictures[address] = ("image/svg+xml", drawing)
        return address

    parts: list[Content] = []
    if book.whole:
        front = _title_page(book)
        if cover is not None:
            picture = cover_picture(cover, assets)
            pictures[f"{PICTURES}{picture.path}"] = (picture.media_type, picture.data)
            front.children.insert(0, element("img", {"src": f"{PICTURES}{picture.path}", "class": "cover"}))
        parts += [front, _contents(book)]
    names = {chapter.path: f"c{number}" for number, chapter in enumerate(book.chapters, 1)}
    for chapter in book.chapters:
        with_page_notes(chapter.body)
        with_pictures(chapter.body, keep)
        values = {"class": "chapter", "id": names[chapter.path]}
        heading = next(node for node in walk(chapter.body) if node.name == "h1")
        heading.attributes["data-title"] = chapter.title  # the running head
        parts.append(element("section", values, *chapter.body.children))
        _name(chapter, names)
    for node in (node for part in parts if isinstance(part, Node) for node in walk(part)):
        _address(node, names)
        if has_no_size(pictures.get(node.attributes.get("src", ""), ("", b""))[1]):
            node.add_class("unsized")
    body = element("body", {"data-title": book.title, "class": "whole" if book.whole else "single"}, *parts)
    return PrintedBook(book.title, _page(book, body), pictures, book.identifier.bytes)


def _title_page(book: Book) -> Node:
    names: list[Content] = [
        element("p", {"class": "author"}, f"{_ISOLATE}{author}{_END}") for author in book.authors[:6]
    ]
    marks = {key: book.title_attributes[key] for key in ("lang", "dir") if key in book.title_attributes}
    title = element("p", {"class": "title", **marks}, book.title)
    language = element("p", {"class": "language"}, book.language.autonym)
    return element(
        "section", {"class": "title-page"}, title, *names, *notice_box(book.edition, book.layer, book.notice), language
    )


def _contents(book: Book) -> Node:
    title = book.edition.interface.words("Contents")
    heading = element("h1", title.attributes, title.text)
    return element("nav", {"class": "contents", "id": _CONTENTS}, heading, _list(book, book.contents))


def _list(book: Book, entries: Sequence[ContentsEntry]) -> Node:
    items: list[Content] = []
    for entry in entries:
        inner = title_contents(book.edition, entry.title, entry.attributes)
        line = (
            element("a", {"href": entry.target}, *inner)
            if entry.target
            else element("span", {"class": "group"}, *inner)
        )
        items.append(element("li", None, line, *([_list(book, entry.children)] if entry.children else [])))
    return element("ol", None, *items)


def _name(chapter: Chapter, names: dict[str, str]) -> None:
    """Put the chapter's name before its ids, since all chapters are in one document."""
    for node in walk(chapter.body):
        if "id" in node.attributes:
            node.attributes["id"] = f"{names[chapter.path]}-{node.attributes['id']}"


def _address(node: Node, names: dict[str, str]) -> None:
    """Write the address of a link or picture as it is in the one document."""
    if node.name == "img":
        node.attributes["alt"] = node.attributes.get("alt") or " "  # a tagged PDF has no picture without a description
    if "src" in node.attributes and not node.attributes["src"].startswith(PICTURES):
        node.attributes["src"] = f"{PICTURES}{node.attributes['src']}"
    if node.name != "a" or "href" not in node.attributes:
        return
    path, _, anchor = node.attributes["href"].partition("#")
    if path in names:
        node.attributes["href"] = f"#{names[path]}{f'-{anchor}' if anchor else ''}"
    elif path == CONTENTS:
        node.attributes["href"] = f"#{_CONTENTS}"
    elif flat(node).rstrip("/") in (node.attributes["href"].rstrip("/"), node.attributes["href"].partition(":")[2]):
        node.add_class("address")
    elif node.attributes["href"].startswith(("http:", "https:")):
        node.add_class("elsewhere")  # its address is printed


def _page(book: Book, body: Node) -> str:
    metas = [{"charset": "utf-8"}, *({"name": name, "content": content} for name, content in _metadata(book))]
    head = element("head", None, element("title", None, book.title), *(element("meta", values) for values in metas))
    values = {"lang": book.language.tag, "dir": book.language.direction}
    return f"<!DOCTYPE html>\n{serialised(element('html', values, head, body))}\n"


def _metadata(book: Book) -> Iterator[tuple[str, str]]:
    for author in book.authors:
        yield "author", author
    if book.notice:
        yield "description", " ".join(map(str, book.notice))
    yield "dcterms.created", book.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
    yield "dcterms.modified", book.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
