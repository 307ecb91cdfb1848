"""HTML at its lowest level: the table of elements, the tokenizer, and writing of text and attributes.

Everything that reads HTML uses it: Markdown documents, inline tags, published pages.
"""

from workflow.html.elements import INLINE, OPAQUE, READABLE, STRUCTURAL, VOID
from workflow.html.tokenizer import (
    HtmlAttribute,
    HtmlTag,
    HtmlToken,
    attributes_in,
    end_tags,
    identifiers,
    plain,
    tag,
    tokens,
)
from workflow.html.writing import attribute, attributes, for_contents, href, merged, text

__all__ = [
    "INLINE",
    "OPAQUE",
    "READABLE",
    "STRUCTURAL",
    "VOID",
    "HtmlAttribute",
    "HtmlTag",
    "HtmlToken",
    "attribute",
    "attributes",
    "attributes_in",
    "end_tags",
    "for_contents",
    "href",
    "identifiers",
    "merged",
    "plain",
    "tag",
    "text",
    "tokens",
]
