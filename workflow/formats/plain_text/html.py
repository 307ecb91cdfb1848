"""Write a plain text as HTML: headings, paragraphs, lists and rules. Addresses are links."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.formats.anchors import slug, unique
from workflow.formats.base import NO_UNIT, Attributes, Page, PageHeading
from workflow.formats.plain_text.reading import Passage
from workflow.html import attributes as written_attributes
from workflow.html import href, text
from workflow.inline_tags import TagKind, find_tags

__all__ = ["PageBlock", "write"]


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A passage on a page."""

    passage: Passage
    source: str
    """Its text in the source document, from which a heading's anchor is made."""
    text: str
    """Its text on this page; ``\\n`` is a line break."""
    unit: int
    """``unit.index``, or ``NO_UNIT``."""
    level: int = 0
    """The level of a heading; 0 for any other passage."""


def write(blocks: Sequence[PageBlock], attributes: Mapping[int, Attributes]) -> Page:
    """The page of a document's passages. ``attributes``: see ``formats.base.PageWriter``."""
    headings: list[PageHeading] = []
    taken: dict[str, int] = {}
    parts: list[str] = []
    open_list = ""
    for block in blocks:
        wanted = _list(block.passage)
        if open_list and wanted != open_list:
            parts.append(f"</{open_list}>\n")
        if wanted and wanted != open_list:
            parts.append(f"<{wanted}{_start(block.passage)}>\n")
        open_list = wanted
        own = {} if block.unit == NO_UNIT and not _has_letters(block.text) else attributes.get(block.unit, {})
        inner = _inline(block.text)
        if block.passage.what == "rule":
            parts.append("<hr />\n")
        elif block.level:
            name = unique(slug(block.source.replace("\n", " ")), taken)
            headings.append(PageHeading(block.level, name, text(block.text), own))
            parts.append(f"<h{block.level}{written_attributes({'id': name, **own})}>{inner}</h{block.level}>\n")
        else:
            element = "li" if wanted else "p"
            parts.append(f"<{element}{written_attributes(own)}>{inner}</{element}>\n")
    if open_list:
        parts.append(f"</{open_list}>\n")
    return Page("".join(parts), tuple(headings))


def _list(passage: Passage) -> str:
    """The element of the list that a passage belongs to; empty if it is no list item."""
    return "" if passage.what != "item" else "ol" if passage.marker[0].isdigit() else "ul"


def _start(passage: Passage) -> str:
    """The ``start`` attribute of a numbered list that does not begin with 1."""
    number = passage.marker.split(".")[0].split(")")[0]
    return f' start="{int(number)}"' if number.isdigit() and int(number) != 1 else ""


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _inline(source: str) -> str:
    return "".join(_pieces(source)).replace("\n", "<br />\n")


def _pieces(source: str) -> Iterator[str]:
    at = 0
    for tag in find_tags(source, syntax="plain"):
        if tag.kind is TagKind.ADDRESS:
            yield text(source[at : tag.start])
            scheme = "" if "://" in tag.text else "mailto:" if "@" in tag.text else "http://"
            yield f'<a href="{scheme}{href(tag.text)}">{text(tag.text)}</a>'
            at = tag.end
    yield text(source[at:])
