"""HTML at its lowest level: the table of elements, the tokenizer, and writing of text and attributes.

Everything that reads HTML uses it: Markdown documents, inline tags, published pages.
"""

from workflow.html.elements import INLINE, OPAQUE, READABLE, STRUCTURAL, VOID
from workflow.html.parameters import Parameter, is_prose, is_prose_name, parameters, without_texts
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
from workflow.html.writing import attribute, attributes, for_contents, href, merged, text, without_controls

__all__ = [
    "INLINE",
    "OPAQUE",
    "READABLE",
    "STRUCTURAL",
    "VOID",
    "HtmlAttribute",
    "HtmlTag",
    "HtmlToken",
    "Parameter",
    "attribute",
    "attributes",
    "attributes_in",
    "end_tags",
    "for_contents",
    "href",
    "identifiers",
    "is_prose",
    "is_prose_name",
    "merged",
    "parameters",
    "plain",
    "tag",
    "text",
    "tokens",
    "without_controls",
    "without_texts",
]
