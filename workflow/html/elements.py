"""What HTML's elements and attributes mean to a translator: one table for every reader of HTML in the program.

The categories follow the HTML standard: void elements (§13.1.2) and phrasing content (§3.2.5.2.5). Which elements are opaque
follows the ``translate`` attribute's purpose (§3.2.6.2): their content is code, data or drawing. ``kbd`` is not opaque: what
readers press (``<kbd>Save</kbd>``) is labelled in their language. ``translate="no"`` keeps a key's name as it is.
"""

__all__ = ["INLINE", "OPAQUE", "READABLE", "VOID"]

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
"""Elements that belong to the text around them. Every other element is a block, which ends it."""

READABLE = frozenset({"alt", "title", "aria-label", "placeholder"})
"""Attributes whose values people read."""
