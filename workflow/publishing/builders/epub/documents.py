"""The files of an EPUB: the package document, the contents, the cover, the notice, and the chapters."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workflow.publishing.books import Book, Chapter, ContentsEntry
from workflow.publishing.books.book_links import href_between
from workflow.publishing.books.chapter import notice_box, title_contents
from workflow.publishing.books.conforming import conform
from workflow.publishing.books.nodes import Content, Node, element, serialised, walk
from workflow.publishing.books.scope import Media
from workflow.publishing.builders.epub.footnotes import footnotes

if TYPE_CHECKING:
    import jinja2

__all__ = [
    "STYLE",
    "chapter_document",
    "cover_document",
    "navigation_document",
    "notice_document",
    "package_document",
    "style_sheet",
]

STYLE = "style/book.css"
_FOLDER = Path(__file__).parent
_MOVING = frozenset({"audio", "video"})


def style_sheet() -> bytes:
    """Return the style sheet of the books."""
    return (_FOLDER / "book.css").read_bytes()


def chapter_document(book: Book, chapter: Chapter) -> str:
    """Return a chapter's file."""
    body = element("section", {"class": "chapter", "epub:type": "chapter"}, *footnotes(chapter.body).children)
    return _page(book, chapter.path, chapter.title, body, chapter.title_attributes)


def notice_document(book: Book) -> str:
    """Return the page that says how much of the book a machine translated."""
    title = book.edition.interface.words("About this translation")
    root = element(
        "div", None, element("h1", title.attributes, title.text), *notice_box(book.edition, book.layer, book.notice)
    )
    conform(root)
    return _page(
        book, "notice.xhtml", title.text, element("section", {"epub:type": "preface"}, *root.children), title.attributes
    )


def cover_document(book: Book, cover: Media) -> str:
    """Return the page with the cover."""
    picture = element("img", {"src": cover.path, "alt": book.title})
    return _page(book, "cover.xhtml", book.title, element("section", {"class": "cover", "epub:type": "cover"}, picture))


def navigation_document(book: Book) -> str:
    """Return the contents and the landmarks (https://www.w3.org/TR/epub-33/#sec-nav)."""
    words = book.edition.interface.words
    title = words("Contents")
    heading = element("h1", _for_xml(title.attributes), title.text)
    contents = element("nav", {"epub:type": "toc", "id": "toc", "role": "doc-toc"}, heading, _list(book, book.contents))
    marks = [("cover.xhtml", "cover", words("Cover")), ("nav.xhtml#toc", "toc", title)]
    marks += [("notice.xhtml", "preface", words("About this translation"))] if book.says_anything else []
    marks.append((book.chapters[0].path, "bodymatter", words("Start of the text")))
    items = [
        element("li", None, element("a", {"href": target, "epub:type": kind, **_for_xml(name.attributes)}, name.text))
        for target, kind, name in marks
    ]
    landmarks = element("nav", {"epub:type": "landmarks", "hidden": "hidden"}, element("ol", None, *items))
    return _page(book, "nav.xhtml", title.text, element("div", None, contents, landmarks), title.attributes)


def _list(book: Book, entries: Sequence[ContentsEntry]) -> Node:
    items: list[Content] = []
    for entry in entries:
        inner = title_contents(book.edition, entry.title, entry.attributes)
        name, values = ("a", {"href": entry.target}) if entry.target else ("span", {})
        item = element("li", None, element(name, values, *inner))
        item.children += [_list(book, entry.children)] if entry.children else []
        items.append(item)
    return element("ol", None, *items)


def package_document(book: Book, cover: Media) -> str:
    """Return the package document (https://www.w3.org/TR/epub-33/#sec-package-doc)."""
    items = [("nav", "nav.xhtml", "application/xhtml+xml", "nav"), ("style", STYLE, "text/css", "")]
    items.append(("cover", "cover.xhtml", "application/xhtml+xml", ""))
    items.append(("cover-image", cover.path, cover.media_type, "cover-image"))
    if book.says_anything:
        items.append(("notice", "notice.xhtml", "application/xhtml+xml", ""))
    for number, chapter in enumerate(book.chapters, 1):
        items.append((f"c{number}", chapter.path, "application/xhtml+xml", "mathml" if chapter.has("math") else ""))
    for number, media in enumerate(sorted(book.media.values(), key=lambda one: one.path), 1):
        items.append((f"m{number}", media.path, media.media_type, ""))
    spine = ["cover", *(["notice"] if book.says_anything else []), "nav"]
    spine += [f"c{number}" for number, _ in enumerate(book.chapters, 1)]
    return (
        _environment()
        .get_template("package.opf")
        .render(
            book=book,
            language=book.language,
            title_language=book.title_attributes.get("lang", book.language.tag),
            title_direction=book.title_attributes.get("dir", book.language.direction),
            modified=book.modified.strftime("%Y-%m-%dT%H:%M:%SZ"),
            items=items,
            spine=spine,
            metadata=[*_accessibility(book), *(("schema:digitalSourceType", one) for one in book.source_types)],
        )
    )


def _accessibility(book: Book) -> Iterator[tuple[str, str]]:
    """EPUB Accessibility 1.1 (https://www.w3.org/TR/epub-a11y-11/): what is known of the book, and no claim of conformance."""
    names = {node.name for chapter in book.chapters for node in walk(chapter.body)}
    pictures = [node for chapter in book.chapters for node in walk(chapter.body) if node.name == "img"]
    yield "schema:accessMode", "textual"
    if pictures:
        yield "schema:accessMode", "visual"
    if names & _MOVING:
        yield "schema:accessMode", "auditory"
    described = all(node.attributes.get("alt") for node in pictures)
    if described and not names & _MOVING:
        yield "schema:accessModeSufficient", "textual"
    elif pictures:
        yield "schema:accessModeSufficient", "textual,visual"
    yield "schema:accessibilityFeature", "displayTransformability"
    yield "schema:accessibilityFeature", "readingOrder"
    yield "schema:accessibilityFeature", "structuralNavigation"
    yield "schema:accessibilityFeature", "tableOfContents"
    if pictures and described:
        yield "schema:accessibilityFeature", "alternativeText"
    if "math" in names:
        yield "schema:accessibilityFeature", "MathML"
    animated = any(one.media_type in ("image/gif", "image/webp") for one in book.media.values())
    yield "schema:accessibilityHazard", "unknown" if animated or names & _MOVING else "none"


def _page(book: Book, path: str, title: str, body: Node, attributes: Mapping[str, str] | None = None) -> str:
    """Return an XHTML document. Links in ``body`` are from the top of the book."""
    for node in walk(body):
        if node.name == "a" and "href" in node.attributes:
            node.attributes["href"] = href_between(node.attributes["href"], path)
        for name in ("src", "poster"):
            if name in node.attributes:
                node.attributes[name] = href_between(node.attributes[name], path)
    marks = {} if attributes is None or "lang" not in attributes else {"lang": attributes["lang"]}
    return (
        _environment()
        .get_template("page.xhtml")
        .render(
            language=book.language,
            title=title,
            title_attributes=_for_xml(marks),
            style=href_between(STYLE, path),
            body=_safe(serialised(body)),
        )
    )


def _for_xml(attributes: Mapping[str, str]) -> dict[str, str]:
    return {**attributes, "xml:lang": attributes["lang"]} if "lang" in attributes else dict(attributes)


def _safe(xhtml: str) -> Any:
    from markupsafe import Markup

    return Markup(xhtml)


@cache
def _environment() -> "jinja2.Environment":
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
