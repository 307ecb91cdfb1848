"""MathML that conforms to its grammar (https://www.w3.org/TR/MathML3/), as readers of EPUB ask for."""

from workflow.publishing.books.nodes import Content, Node, element, flat

__all__ = ["MATHML", "conform_formula"]

MATHML = "http://www.w3.org/1998/Math/MathML"
_TOKENS = frozenset({"mi", "mn", "mo", "ms", "mtext", "annotation"})
_EMPTY = frozenset({"mspace", "none", "mprescripts"})
_ARITY = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "mover": 2, "munder": 2, "msubsup": 3, "munderover": 3}
_ROWS = {"mtable": "mtr", "mtr": "mtd"}
_ATTRIBUTES = {
    "math": "display alttext",
    "mfrac": "linethickness",
    "mi": "mathvariant",
    "mo": "stretchy",
    "mover": "accent",
    "munder": "accentunder",
    "munderover": "accent accentunder",
    "mspace": "width height depth",
    "mtable": "columnalign",
    "mtd": "columnalign",
    "annotation": "encoding",
}
"""The attributes that are kept: those of Presentation MathML with free or simple values."""


def conform_formula(math: Node) -> Content | None:
    """Make the MathML of a formula conform to its grammar; None if it is empty."""
    _conform(math, "math")
    words = flat(math)
    math.attributes = {"xmlns": MATHML, "alttext": words, **math.attributes}
    return math if words else None


def _conform(node: Node, name: str) -> None:
    """Conform an element and what is in it. ``name``: the element that it is to be."""
    node.name = name
    given = node.attributes
    node.attributes = {key: given[key] for key in _ATTRIBUTES.get(name, "").split() if given.get(key)}
    if node.attributes.get("display", "block") not in ("block", "inline"):
        del node.attributes["display"]
    if name in _EMPTY:
        node.children = []
        return
    if name in _TOKENS:
        node.children = [flat(element("mrow", None, *node.children))]
        return
    kept: list[Content] = []
    for child in node.children:
        if isinstance(child, str):
            kept += [element("mtext", None, child.strip())] if child.strip() else []
        else:
            kept.append(child)
    node.children = kept
    row = _ROWS.get(name)
    if row is not None:
        node.children = [child if child.name == row else element(row, None, child) for child in node.nodes]
    for child in node.nodes:
        lone = (
            (child.name in ("mtr", "mtd") and row != child.name)
            or (child.name in ("none", "mprescripts") and name != "mmultiscripts")
            or (child.name == "annotation" and name != "semantics")
            or child.name == "math"
            or not child.name.startswith(("m", "none", "annotation", "semantics"))
        )
        _conform(child, "mrow" if lone else child.name)
    if name in _ARITY and len(node.children) != _ARITY[name]:
        node.name, node.attributes = "mrow", {}
    if name == "semantics" and not (node.nodes and node.nodes[0].name != "annotation"):
        node.name = "mrow"
        node.children = []
