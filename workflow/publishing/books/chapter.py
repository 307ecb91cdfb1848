"""A chapter of a book: a document's page in well-formed XHTML, with its marks, its links and what it shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflow.formats.base import Attributes
from workflow.publishing.books.book_links import resolve_links
from workflow.publishing.books.conforming import conform
from workflow.publishing.books.nodes import Content, Node, element, flat, has_class, parse, walk, xml_text
from workflow.publishing.books.scope import Scope
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.finishing import own_direction
from workflow.publishing.formulas import with_formulas
from workflow.publishing.notices import TEXT, byline, layer, sentences
from workflow.publishing.policy import MARKS, reader_counts
from workflow.publishing.removed_html import without_reserved
from workflow.publishing.report import ReaderCounts
from workflow.publishing.sanitising import sanitised
from workflow.publishing.ui_strings import InterfaceString, put_labels

__all__ = ["Chapter", "Section", "chapter_of", "notice_box", "title_contents"]

_MARKED = ("draft", "previous", "untranslated")
_LEFT_TO_RIGHT = frozenset({"pre", "code", "kbd", "samp", "tt"})
_UNLABELLED = frozenset({"img", "pre", "code"})


@dataclass(frozen=True, slots=True)
class Section:
    """A section that a table of contents lists."""

    anchor: str
    title: str
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Chapter:
    """A document in a book."""

    document: str
    path: str
    """Its file in the book."""
    title: str
    title_attributes: Attributes
    body: Node
    """A ``div`` with the text. Links are ``file#anchor`` from the top of the book, or addresses on the web."""
    ids: frozenset[str]
    sections: tuple[Section, ...]
    counts: ReaderCounts
    meta: Mapping[str, str]
    """The front matter."""

    def has(self, name: str) -> bool:
        """Whether there is an element of this name in it."""
        return any(node.name == name for node in walk(self.body))


def chapter_of(scope: Scope, document: str) -> Chapter:
    """Make the chapter of a document that has a page. The body is sanitised in any case: books run nothing (``html: trusted`` too).

    What it cannot have is in ``scope.findings``. Links inside the book are not checked yet.
    """
    edition = scope.edition
    localized = scope.localized[document]
    assert localized.page is not None
    counts = reader_counts(localized.units)
    strings = edition.interface
    body = put_labels(localized.page.body, strings, edition.language)
    root = parse(sanitised(with_formulas(without_reserved(body))))
    resolve_links(scope, document, root)
    if counts.drafts != counts.entries:  # else the notice says it of all passages
        _label(root, edition)
    said = sentences(strings, counts, TEXT, short=len(scope.documents) > 1)
    box = notice_box(edition, layer(strings, localized.units), said)
    line = _byline(edition, localized)
    at = next((index for index, child in enumerate(root.children) if isinstance(child, Node) or child.strip()), 0)
    first = root.children[at] if root.children else ""
    if not (localized.has_own_title and isinstance(first, Node) and first.name == "h1"):
        root.children.insert(0, element("h1", localized.title_attributes, xml_text(localized.title)))
        at = 0
    root.children[at + 1 : at + 1] = [*line, *box]
    for node in walk(root):  # a style sheet of an EPUB must not say it, and WeasyPrint knows no `auto`
        if node.name in _LEFT_TO_RIGHT:
            node.attributes.setdefault("dir", "ltr")
        elif node.name in ("td", "th") and (direction := own_direction(flat(node).strip())) not in (
            "",
            edition.language.direction,
        ):
            node.attributes.setdefault("dir", direction)
    ids = conform(root)
    sections = tuple(
        Section(node.attributes["id"], flat(node), _title_attributes(node.attributes))
        for node in walk(root)
        if node.name == "h2" and "id" in node.attributes and flat(node)
    )
    title = xml_text(localized.title)
    return Chapter(
        document,
        scope.paths[document],
        title,
        localized.title_attributes,
        root,
        ids,
        sections,
        counts,
        localized.page.meta,
    )


def notice_box(edition: Edition, layer: InterfaceString | None, sentences: Sequence[InterfaceString]) -> list[Content]:
    """Return the notice of a book or chapter as an element; nothing if it says nothing.

    ``layer``: what a machine had to do with it (``notices.Notice``).
    """
    strings, about = edition.interface, edition.interface.words("About this translation")
    box = element("aside", {"class": "notice", **about.label})
    own = {"lang": edition.language.tag} if about.attributes else {}
    if layer is not None:
        label = element("span", {"class": "label"}, strings.text("AI"))
        box.children.append(element("p", {"class": "layer", **own, **layer.attributes}, label, f" {layer}"))
    box.children += [element("p", {**own, **sentence.attributes}, sentence.text) for sentence in sentences]
    return [box] if box.children else []


def title_contents(edition: Edition, title: str, attributes: Attributes) -> list[Content]:
    """Return a title for a list of contents. The title of a machine that nobody has read has a label, as in its chapter."""
    own = {key: attributes[key] for key in ("lang", "dir") if key in attributes}
    contents: list[Content] = [element("span", {**own, "xml:lang": own["lang"]}, title)] if "lang" in own else [title]
    if "draft" in attributes.get("class", "").split():
        values = {"class": "label", "title": edition.interface.text("Machine translation")}
        contents += [" ", element("small", values, f"({edition.interface.text('AI')})")]
    return contents


def _title_attributes(given: Attributes) -> dict[str, str]:
    marks = [mark for mark in _MARKED if mark in given.get("class", "").split()]
    kept = {key: given[key] for key in ("lang", "dir") if key in given}
    return kept | ({"class": marks[0]} if marks else {})


def _label(root: Node, edition: Edition) -> None:
    """Put the label of each marked passage before it, as text: readers replace style sheets by their own.

    What is not translated needs none: its language shows it.
    """
    known = {words.text: words.attributes for words in map(edition.interface.words, MARKS.values())}
    for node in walk(root):
        label = node.attributes.get("data-label", "")
        if label and node.name not in _UNLABELLED and (has_class(node, "draft") or has_class(node, "previous")):
            marks = {"class": "label", "lang": edition.language.tag, **known.get(label, {})}
            node.children[:0] = [element("small", marks, label), " "]


def _byline(edition: Edition, localized: LocalizedDocument) -> list[Content]:
    parts: list[Content] = []
    meta = localized.page.meta if localized.page is not None else {}
    for part in byline(edition.interface, edition.language, meta, localized.units):
        parts += [" · "] if parts else []
        words = xml_text(part.words.text)
        parts.append(
            element(
                "bdi",
                part.words.attributes,
                element("time", {"datetime": part.day.isoformat()}, words) if part.day else words,
            )
        )
    return [element("p", {"class": "byline"}, *parts)] if parts else []
