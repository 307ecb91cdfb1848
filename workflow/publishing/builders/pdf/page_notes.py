"""Footnotes at the foot of the page: each is put where its first reference is, and the style sheet moves it down.

A note stays at the end of its chapter if no reference outside notes and tables leads to it: a note in a table would be lost where
the table goes on to the next page.
"""

from workflow.publishing.books.content_model import PHRASING
from workflow.publishing.books.nodes import Content, Node, element, has_class, walk

__all__ = ["with_page_notes"]

_APART = frozenset({"table", "aside"})


def with_page_notes(body: Node) -> None:
    """Move the notes of a chapter to the pages of their references."""
    section = next((node for node in walk(body) if node.attributes.get("role") == "doc-endnotes"), None)
    if section is None:
        return
    lists = [child for child in section.nodes if child.name == "ol"]
    notes = {item.attributes["id"]: item for listed in lists for item in listed.nodes if "id" in item.attributes}
    moved = set(_move(body, section, dict(notes)))
    for listed in lists:
        listed.children = [item for item in listed.nodes if item.attributes.get("id") not in moved]
    section.children = [child for child in section.children if not (isinstance(child, Node) and not child.nodes)]
    if not section.nodes:
        section.name, section.attributes, section.children = "div", {}, []


def _move(node: Node, section: Node, notes: dict[str, Node]) -> list[str]:
    moved: list[str] = []
    kept: list[Content] = []
    for child in node.children:
        if isinstance(child, str) or child is section or child.name in _APART:
            kept.append(child)
            continue
        anchor = _reference(child)
        note = notes.pop(anchor, None) if anchor else None
        if note is None:
            moved += _move(child, section, notes)
            kept.append(child)
        else:
            kept.append(_on_page(note, child))
            moved.append(anchor)
    node.children = kept
    return moved


def _reference(node: Node) -> str:
    """The id of the note that a reference (``sup.footnote-reference``) leads to; "" for anything else."""
    if not has_class(node, "footnote-reference"):
        return ""
    links = [link for link in node.nodes if link.attributes.get("role") == "doc-noteref"]
    return links[0].attributes.get("href", "").partition("#")[2] if links else ""


def _on_page(note: Node, reference: Node) -> Node:
    number = note.attributes.get("value", "") or "".join(
        text for text in reference.nodes[0].children if isinstance(text, str)
    )
    made = element("span", {"class": "page-note", "data-number": number, "id": note.attributes["id"]}, *note.children)
    _as_line(made)
    made.children = [child for child in made.children if isinstance(child, Node) or child.strip()]
    first = next(iter(made.nodes), None)
    if first is not None and has_class(first, "p"):
        first.attributes["class"] = " ".join(name for name in first.classes if name not in ("block", "p"))
    return made


def _as_line(node: Node) -> None:
    """Make all blocks in an element spans, since it is in a paragraph; formulas stay, and links back to the text are left out."""
    node.children = [
        child for child in node.children if isinstance(child, str) or not has_class(child, "footnote-back")
    ]
    for child in node.nodes:
        if child.name not in PHRASING:
            child.add_class("block")
            child.add_class(child.name)
            child.name = "span"
        if child.name != "math":
            _as_line(child)
