"""A page's body as a tree, and the tree as XHTML.

The body comes from the sanitiser, which closes and nests all elements as browsers do, so the tokens are a tree already. Python's own
trees keep the text after an element in that element (``tail``), which makes every change of them two; hence ``Node``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from workflow.html import VOID, attributes, text, tokens, without_controls

__all__ = ["Content", "Node", "element", "flat", "has_class", "parse", "serialised", "walk", "xml_id", "xml_text"]

_DEPTH = 64
"""Elements deeper than this are left out, and their text is kept: readers recurse over elements."""
_NAME = re.compile(r"(?!x-)[A-Za-z_][\w.-]*\Z", re.ASCII)


@dataclass(slots=True, eq=False)
class Node:
    """An element. Names of elements and attributes are those of HTML, with ``epub:`` and ``xml:`` as in the file."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Content]" = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The words of ``class``."""
        return self.attributes.get("class", "").split()

    @property
    def nodes(self) -> "list[Node]":
        """The children that are elements."""
        return [child for child in self.children if isinstance(child, Node)]

    def add_class(self, name: str) -> None:
        """Add a word to ``class``."""
        self.attributes["class"] = " ".join(dict.fromkeys((*self.classes, name)))


Content = Node | str


def element(name: str, values: Mapping[str, str] | None = None, *children: Content) -> Node:
    """Make an element."""
    return Node(name, dict(values or {}), list(children))


def has_class(node: Node, name: str) -> bool:
    """Whether ``class`` has a word."""
    return name in node.classes


def parse(body: str) -> Node:
    """Return the tree of a sanitised body, in a ``div``. Comments, and characters that XML does not allow, are left out."""
    root = Node("div")
    opened, deep = [root], list[str]()
    for token in tokens(body):
        tag = token.tag
        if tag is None:
            if token.kind == "text":
                opened[-1].children.append(xml_text(unescape(token.raw)))
        elif tag.closing:
            if deep:
                deep.pop()
            elif any(one.name == tag.name for one in opened[1:]):
                while opened.pop().name != tag.name:
                    pass
        elif len(opened) > _DEPTH:
            deep += [] if tag.name in VOID else [tag.name]
        else:
            node = Node(tag.name, {each.name: xml_text(each.value) for each in tag.attributes})
            opened[-1].children.append(node)
            if tag.name not in VOID:
                opened.append(node)
    return root


def serialised(contents: "Node | list[Content]") -> str:
    """Return a tree as XHTML that HTML parsers read in the same way."""
    parts: list[str] = []
    pending: list[Content | tuple[str]] = list(reversed(contents)) if isinstance(contents, list) else [contents]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            parts.append(text(one))
        elif isinstance(one, tuple):
            parts.append(one[0])
        elif one.name in VOID:
            parts.append(f"<{one.name}{attributes(one.attributes)}/>")
        else:
            parts.append(f"<{one.name}{attributes(one.attributes)}>")
            pending += [(f"</{one.name}>",), *reversed(one.children)]
    return "".join(parts)


def walk(node: Node) -> Iterator[Node]:
    """Yield an element and all elements in it, in the order of the document. Their children may be changed meanwhile."""
    pending = [node]
    while pending:
        one = pending.pop()
        yield one
        pending += reversed(one.nodes)


def flat(node: Node) -> str:
    """Return the text of an element, each run of white space one space; without footnote marks, labels and pictures."""
    return " ".join("".join(_texts(node)).split())


def _texts(node: Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield child
        elif not {"footnote-reference", "label"} & set(child.classes):
            yield from _texts(child)


def xml_text(plain: str) -> str:
    """Return a text without the characters that XML does not allow."""
    return without_controls(plain.replace("\r\n", "\n").replace("\r", "\n"))


def xml_id(name: str) -> str:
    """Return the id that stands for an anchor: an id of XML has neither a colon nor a digit at its beginning (NCName).

    Two anchors never have the same one.
    """
    if _NAME.match(name):
        return name
    return "x-" + "".join(one if one.isascii() and (one.isalnum() or one == "-") else f"_{ord(one):x}_" for one in name)
