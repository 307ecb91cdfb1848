"""Make a tree conform to the grammar of XHTML without losing a word of it.

An element in a place where it may not be becomes a ``div`` or, within a line, a ``span`` with the classes ``block`` and its old name,
so that the style sheet can still set it as what it was.
"""

from collections.abc import Callable, Mapping

from workflow.publishing.books.content_model import (
    ONLY_PHRASING,
    PARTS,
    PHRASING,
    RENAMED,
    TRANSPARENT,
    allowed_attributes,
    is_known,
)
from workflow.publishing.books.mathml_grammar import conform_formula
from workflow.publishing.books.nodes import Content, Node, element, walk, xml_id

__all__ = ["conform"]


_BLANKS = " \t\r\n"
"""What is no text to XML. A no-break space is."""
_NEEDED = {"bdo": "dir", "data": "value", "time": "datetime"}
"""Elements that are nothing without an attribute."""


def conform(root: Node) -> frozenset[str]:
    """Make all elements in ``root`` conform, and its ids ids of XML, each once. Returns the ids."""
    _children(root, line=False, link=False)
    return _identify(root)


def _children(node: Node, *, line: bool, link: bool) -> None:
    """Conform the children of an element. ``line``: only what may stand within a line is allowed. ``link``: they are in a link."""
    kept: list[Content] = []
    for child in node.children:
        found = _conformed(child, node.name, line=line, link=link) if isinstance(child, Node) else child
        kept += [] if found is None else [found]
    node.children = kept
    arrange = _ARRANGED.get(node.name)
    if arrange is not None:
        arrange(node)


def _conformed(node: Node, parent: str, *, line: bool, link: bool) -> Content | None:
    """Conform an element; None if nothing remains of it."""
    if node.name == "math":
        return conform_formula(node)
    if node.name == "input":
        return element("span", {"class": "box"}, "☑" if "checked" in node.attributes else "☐")
    if node.name in RENAMED:
        node.name, added = RENAMED[node.name]
        if added:
            node.add_class(added)
    former = node.name
    misplaced = former in PARTS and parent not in PARTS[former]
    if former == "rp" or (misplaced and former in ("col", "source", "track")) or (line and former == "hr"):
        return None
    if misplaced or not is_known(former):
        node.name = "span" if line else "div"
    if line and node.name not in PHRASING and not (former in PARTS and not misplaced):
        node.name = "span"
        if former != "div":
            node.add_class("block")
            node.add_class(former)
    if node.name == "span" and not line and any(_is_block(child) for child in node.nodes):
        node.name = "div"
    if node.name == "a" and link:
        node.name = "span"
    if node.name == "a" and "name" in node.attributes:
        node.attributes.setdefault("id", node.attributes["name"])
    node.attributes = allowed_attributes(node.name, node.attributes)
    if _NEEDED.get(node.name, "") not in ("", *node.attributes):
        node.name = "span"
    if node.name == "img":
        node.attributes.setdefault("alt", "")
        return node if node.attributes.get("src") else None
    inner = node.name in ONLY_PHRASING or (line and (node.name in TRANSPARENT or node.name in PARTS))
    _children(node, line=inner, link=link or node.name == "a")
    return node


def _is_block(node: Node) -> bool:
    name = RENAMED.get(node.name, (node.name, ""))[0]
    return name not in PHRASING or (name in (*TRANSPARENT, "span") and any(map(_is_block, node.nodes)))


# Elements whose children have an order


def _list(node: Node) -> None:
    """A list has items only: what stands between them becomes an item."""
    kept: list[Content] = []
    for child in node.children:
        if isinstance(child, Node) and child.name == "li":
            if node.name == "ul":
                child.attributes.pop("value", None)
            kept.append(child)
        elif isinstance(child, Node) or child.strip(_BLANKS):
            kept.append(element("li", None, child))
        else:
            kept.append(child)
    node.children = kept


def _terms(node: Node) -> None:
    """A list of terms is one or more terms, then one or more definitions, and so on. What is not becomes a ``div``."""
    names = [child.name for child in node.nodes]
    loose = any(isinstance(child, str) and child.strip(_BLANKS) for child in node.children)
    ordered = bool(names) and names[0] == "dt" and names[-1] == "dd" and set(names) == {"dt", "dd"}
    if ordered and not loose:
        return
    node.name = "div"
    for child in node.nodes:
        if child.name in ("dt", "dd"):
            child.add_class(child.name)
            child.name = "div"


def _figure(node: Node) -> None:
    """A figure has one caption, at its beginning or end."""
    nodes = [child for child in node.children if isinstance(child, Node) or child.strip(_BLANKS)]
    captions = [child for child in node.nodes if child.name == "figcaption"]
    for caption in captions:
        if caption is not captions[0] or (caption is not nodes[0] and caption is not nodes[-1]):
            caption.name = "div"
            caption.add_class("figcaption")


def _table(node: Node) -> None:
    """A table has its caption, columns, head, bodies and foot in this order."""
    heads = [child for child in node.nodes if child.name == "thead"]
    feet = [child for child in node.nodes if child.name == "tfoot"]
    for child in (*heads[1:], *feet[1:]):
        child.name = "tbody"
    order = {"caption": 0, "colgroup": 1, "thead": 2, "tbody": 3, "tfoot": 4}
    second = [child for child in node.nodes if child.name == "caption"][1:]
    node.children = [child for child in node.nodes if child.name in order and child not in second]
    node.children.sort(key=lambda child: order[child.name] if isinstance(child, Node) else 0)
    for section in node.nodes:
        if section.name == "colgroup":
            section.children = [*section.nodes]
        elif section.name != "caption":
            section.children = [row for row in section.nodes if row.name == "tr"]
            for row in section.nodes:
                row.children = [cell for cell in row.nodes if cell.name in ("td", "th")] or [element("td")]


def _ruby(node: Node) -> None:
    """A ruby ends in a reading; one without any is a ``span``."""
    if not any(child.name == "rt" for child in node.nodes):
        node.name = "span"
    elif not (isinstance(node.children[-1], Node) and node.children[-1].name == "rt"):
        node.children.append(element("rt"))


def _media(node: Node) -> None:
    """Sources, then tracks, then what is shown by a reader that cannot play them. A reader has no other buttons than its own."""
    node.attributes["controls"] = "controls"
    order = {"source": 0, "track": 1}
    if "src" in node.attributes:
        node.children = [child for child in node.children if not (isinstance(child, Node) and child.name == "source")]
    node.children.sort(key=lambda child: order.get(child.name, 2) if isinstance(child, Node) else 2)


_ARRANGED: Mapping[str, Callable[[Node], None]] = {
    "ul": _list,
    "ol": _list,
    "dl": _terms,
    "figure": _figure,
    "table": _table,
    "ruby": _ruby,
    "audio": _media,
    "video": _media,
}


def _identify(root: Node) -> frozenset[str]:
    taken: set[str] = set()
    for node in walk(root):
        name = node.attributes.pop("id", "")
        made = xml_id(name)
        if name and made not in taken:
            taken.add(made)
            node.attributes = {"id": made, **node.attributes}
    return frozenset(taken)
