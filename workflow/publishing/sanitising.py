"""What may stand in a page: an allow-list of our own over nh3.

The body of a page is cleaned whole: nh3 closes what it finds open, so that a block cleaned alone would lose a ``<details>``
whose end stands in another block.
"""

from functools import cache
from typing import TYPE_CHECKING

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
# MathML Core without what embeds other languages (annotation-xml, mglyph) or runs something (maction).
_MATHML = _names(
    """
    math annotation menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace
    msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics
    """
)
_EVERYWHERE = _names(
    """
    id class lang dir title translate role hidden
    aria-label aria-labelledby aria-describedby aria-hidden data-state data-label
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
SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "xmpp", "geo"})
"""Protocols that links may have."""


def sanitised(body: str) -> str:
    """The body of a page with nothing in it that could run, load styles, submit anything or leave the page's frame.

    Comments go. Kept are ids, classes, ``lang``, ``dir``, ``<details>``, MathML, media, and the check boxes of task lists.
    """
    return _cleaner().clean(body)


@cache
def _cleaner() -> "nh3.Cleaner":
    import nh3

    attributes: dict[str, set[str]] = {tag: set(_names(names)) for tag, names in _ATTRIBUTES.items()}
    attributes["*"] = set(_EVERYWHERE)
    return nh3.Cleaner(
        tags=set(_TAGS | _MATHML),
        clean_content_tags={"script", "style", "template", "iframe", "object", "noscript"},
        attributes=attributes,
        # An input is at most what a task list needs: a check box, or anything else, that nobody can change. (One attribute
        # is set, not two: nh3 sets several in an order that differs from process to process.)
        tag_attribute_values={"input": {"type": {"checkbox"}}},
        set_tag_attribute_values={"input": {"disabled": ""}},
        url_schemes=set(SCHEMES),
        link_rel=None,  # no link opens a window
        strip_comments=True,
    )
