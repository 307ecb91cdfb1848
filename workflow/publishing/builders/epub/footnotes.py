"""Footnotes as readers of EPUB show them: in a window over the text (https://www.w3.org/TR/epub-ssv-11/#notes)."""

from workflow.publishing.books.nodes import Content, Node, element, walk

__all__ = ["footnotes"]


def footnotes(body: Node) -> Node:
    """Return the body of a chapter with its references to footnotes, and the list of them, marked for readers of EPUB."""
    for node in walk(body):
        if node.attributes.get("role") == "doc-noteref":
            node.attributes["epub:type"] = "noteref"
        if node.name == "section" and node.attributes.get("role") == "doc-endnotes":
            node.attributes["epub:type"] = "footnotes"
            node.children = [note for child in node.nodes for note in _notes(child)]
    return body


def _notes(listed: Node) -> list[Content]:
    """The items of a list as notes, each with its number."""
    if listed.name != "ol":
        return [listed]
    notes: list[Content] = []
    for number, item in enumerate(listed.nodes, 1):
        note = element("aside", {"epub:type": "footnote", "role": "doc-footnote", **item.attributes}, *item.children)
        mark = element("span", {"class": "number"}, note.attributes.pop("value", str(number)), ". ")
        first = next(iter(note.nodes), None)
        (first if first is not None and first.name == "p" else note).children.insert(0, mark)
        notes.append(note)
    return notes
