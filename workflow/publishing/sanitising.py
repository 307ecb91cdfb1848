"""Sanitising: an allow-list for nh3 of the HTML that pages may have.

The whole body is sanitised at once. nh3 closes open elements, so a block on its own would lose a ``<details>`` that ends in another
block.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from workflow.html import tokens
from workflow.publishing.open_elements import closed

if TYPE_CHECKING:
    import nh3

__all__ = ["SCHEMES", "sanitised"]


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_TAGS = _names(
    """
    a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn div dl dt
    em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd li mark ol p pre q rp rt ruby s samp
    section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr
    audio video source track
    """
)
# MathML Core without elements that embed other languages (annotation-xml, mglyph) or run something (maction).
_MATHML = _names(
    """
    math annotation menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace
    msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics
    """
)
_EVERYWHERE = _names(
    """
    id class lang dir title translate role hidden
    aria-label aria-labelledby aria-describedby aria-hidden data-state data-label data-unit
    """
)
_ATTRIBUTES = {
    "a": "href hreflang name type",
    "abbr": "",
    "audio": "src controls loop muted preload",
    "blockquote": "cite",
    "col": "span width align",
    "colgroup": "span width align",
    "data": "value",
    "del": "cite datetime",
    "details": "open name",
    "div": "align",
    "h1": "align",
    "h2": "align",
    "h3": "align",
    "img": "src alt width height align loading",
    "input": "checked",
    "ins": "cite datetime",
    "li": "value",
    "ol": "start reversed type",
    "p": "align",
    "q": "cite",
    "source": "src type",
    "table": "align width",
    "td": "colspan rowspan headers align valign width",
    "th": "colspan rowspan headers scope abbr align valign width",
    "time": "datetime",
    "tr": "align valign",
    "track": "src kind srclang label default",
    "ul": "type",
    "video": "src controls loop muted preload poster width height",
    "math": "display alttext xmlns",
    "annotation": "encoding",
    "mfrac": "linethickness",
    "mi": "mathvariant",
    "mo": "form fence separator lspace rspace stretchy symmetric maxsize minsize largeop movablelimits accent",
    "mover": "accent",
    "munder": "accentunder",
    "munderover": "accent accentunder",
    "mpadded": "width height depth lspace voffset",
    "mspace": "width height depth",
    "mstyle": "displaystyle scriptlevel mathvariant",
    "mtable": "columnalign rowspacing columnspacing",
    "mtd": "columnspan rowspan columnalign",
}
_FIELD = re.compile(r'<input(?![^>]*\stype="checkbox")[^>]*>')
"""A field that is no check box: without its form, it is a grey box in which nobody can write."""
SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "xmpp", "geo"})
"""The protocols that links may use."""


def sanitised(body: str) -> str:
    """Remove from a page's body everything that could run, load styles, submit data or leave the page's frame, and comments.

    Ids, classes, ``lang``, ``dir``, ``<details>``, MathML, media and the check boxes of task lists are kept. A ``<picture>`` becomes
    its ``<img>``. Inline elements and formulas without an end are closed where their block ends.
    """
    clean: str = _cleaner().clean(closed(body))
    if "<input" in clean:
        clean = _FIELD.sub("", clean)
    return _without_loose_sources(clean) if "<source" in clean else clean


def _without_loose_sources(body: str) -> str:
    """Remove each ``<source>`` outside ``<audio>`` and ``<video>``: that of a ``<picture>``, which is removed."""
    depth = 0
    parts = []
    for token in tokens(body):
        if token.tag is not None and token.tag.name in ("audio", "video"):
            depth += -1 if token.tag.closing else 1
        if token.tag is None or token.tag.name != "source" or depth > 0:
            parts.append(token.raw)
    return "".join(parts)


@cache
def _cleaner() -> "nh3.Cleaner":
    import nh3

    attributes: dict[str, set[str]] = {tag: set(_names(names)) for tag, names in _ATTRIBUTES.items()}
    attributes["*"] = set(_EVERYWHERE)
    return nh3.Cleaner(
        tags=set(_TAGS | _MATHML),
        clean_content_tags={"script", "style", "template", "iframe", "object", "noscript"},
        attributes=attributes,
        # An input can only be the disabled check box of a task list. (Only one attribute is set: nh3 writes several in an order
        # that differs between processes.)
        tag_attribute_values={"input": {"type": {"checkbox"}}},
        set_tag_attribute_values={"input": {"disabled": ""}},
        url_schemes=set(SCHEMES),
        link_rel=None,  # no link opens a new window
        strip_comments=True,
    )
