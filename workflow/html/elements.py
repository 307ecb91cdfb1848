"""The properties of HTML elements and attributes for translation: one table for every reader of HTML.

The categories follow the HTML standard: void elements (§13.1.2) and phrasing content (§3.2.5.2.5). Opaque elements
follow the purpose of the ``translate`` attribute (§3.2.6.2): their content is code, data or graphics. ``kbd`` is not opaque,
since keys and buttons (``<kbd>Save</kbd>``) are labelled in the reader's language. ``translate="no"`` keeps a key's name.
"""

__all__ = ["INLINE", "OPAQUE", "READABLE", "STRUCTURAL", "VOID"]

OPAQUE = frozenset(
    ["code", "math", "pre", "samp", "script", "style", "svg", "textarea", "tt", "var"],
)
"""Elements whose content is not translated."""

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"],
)
"""Elements that have no end tag."""

INLINE = frozenset(
    [
        *("a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img"),
        *("ins", "kbd", "label", "mark", "math", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike"),
        *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    ]
)
"""Elements that are part of the text around them. Every other element is a block, which ends the text."""

STRUCTURAL = frozenset(
    [
        *(
            "address",
            "article",
            "aside",
            "base",
            "blockquote",
            "body",
            "center",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
            "dl",
        ),
        *(
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "frameset",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
        ),
        *(
            "header",
            "hgroup",
            "hr",
            "html",
            "li",
            "link",
            "listing",
            "main",
            "menu",
            "meta",
            "nav",
            "ol",
            "p",
            "plaintext",
        ),
        *("pre", "script", "search", "section", "style", "summary", "title", "ul", "xmp"),
        *("caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    ]
)
"""Elements that end a paragraph (§13.2.6.4.7), belong to a table, or concern the whole page."""

READABLE = frozenset({"alt", "title", "aria-label", "placeholder"})
"""Attributes whose values people read."""
