"""Formulas as pictures: WeasyPrint lays out no MathML, so ``ziamath`` draws it as SVG with the glyphs of STIX Two.

A formula that it cannot draw, or that has letters which the font lacks, is shown as it was written.
"""

import re
from collections.abc import Callable

from workflow.publishing.books.nodes import Content, Node, element, serialised, walk

__all__ = ["with_pictures"]

_SIZE = 24.0
_DRAWN = frozenset(
    [
        "math",
        "menclose",
        "merror",
        "mfenced",
        "mfrac",
        "mi",
        "mmultiscripts",
        "mn",
        "mo",
        "mover",
        "mpadded",
        "mphantom",
        "mprescripts",
        "mroot",
        "mrow",
        "ms",
        "mspace",
        "msqrt",
        "msub",
        "msubsup",
        "msup",
        "mtable",
        "mtd",
        "mtext",
        "mtr",
        "munder",
        "munderover",
        "none",
    ]
)
"""The elements that ``ziamath`` lays out. It leaves out others, and what is in them."""
_VIEW = re.compile(r'viewBox="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"')


def with_pictures(body: Node, keep: Callable[[bytes], str]) -> None:
    """Replace each formula by a picture. ``keep`` takes an SVG file and returns its address."""
    for node in walk(body):
        node.children = [
            _picture(child, keep) if isinstance(child, Node) and child.name == "math" else child
            for child in node.children
        ]


def _picture(math: Node, keep: Callable[[bytes], str]) -> Content:
    _plain(math)
    words, display = math.attributes.get("alttext", ""), math.attributes.get("display") == "block"
    kind = "formula display" if display else "formula"
    drawn = _drawn(math)
    view = _VIEW.search(drawn)
    if view is None:
        return element("code", {"class": f"math {kind}", "dir": "ltr"}, words)
    _, top, width, height = (float(number) / _SIZE for number in view.groups())
    style = f"width: {width:.3f}em; height: {height:.3f}em; vertical-align: {-(height + top):.3f}em"
    picture = element("img", {"class": kind, "src": keep(drawn.encode()), "alt": words, "style": style})
    return element("span", {"class": "formula-line"}, picture) if display else picture


def _plain(node: Node) -> None:
    """Leave out what only says how a formula is set or what it means."""
    node.children = [child for child in node.children if not (isinstance(child, Node) and child.name == "annotation")]
    for child in node.nodes:
        if child.name in ("mstyle", "semantics"):
            child.name, child.attributes = "mrow", {}
        _plain(child)


def _drawn(math: Node) -> str:
    """The formula as SVG; "" if it cannot be drawn."""
    from ziamath.config import config
    from ziamath.zmath import Math

    if not all(node.name in _DRAWN for node in walk(math)):
        return ""
    config.svg2 = False  # plain paths, no symbols
    try:
        formula = Math(serialised(math), size=_SIZE)
        letters = {letter for node in walk(math) for text in node.children if isinstance(text, str) for letter in text}
        if any(formula.font.glyphindex(letter) == 0 for letter in letters if not letter.isspace()):
            return ""
        drawn: str = formula.svg()
    except Exception:  # the library raises whatever its layout runs into
        return ""
    return drawn
