"""Inline tags: find the parts of a text that a translation must keep, and verify that it did.

An inline tag is markup (``**``, the two ends of a link, an HTML tag), a code span, a placeholder, an address or a hard break.
A ``Grammar`` has the properties of a document that are needed to find them, to write a translation so that they come out, and to
compare those of a translation with those of its source. ``find_tags`` finds inline tags without a document, ``placeholders`` finds
only placeholders.
"""

from workflow.inline_tags.finding import find_tags, parts
from workflow.inline_tags.format_strings import difference, formats_of, is_intended
from workflow.inline_tags.grammar import Grammar
from workflow.inline_tags.inline import destination, is_titled
from workflow.inline_tags.marks import MARKS
from workflow.inline_tags.model import InlineTag, References, Syntax, TagKind
from workflow.inline_tags.patterns import fault as placeholder_fault
from workflow.inline_tags.patterns import placeholders
from workflow.inline_tags.spans import Spans

__all__ = [
    "MARKS",
    "Grammar",
    "InlineTag",
    "References",
    "Spans",
    "Syntax",
    "TagKind",
    "destination",
    "difference",
    "find_tags",
    "formats_of",
    "is_intended",
    "is_titled",
    "parts",
    "placeholder_fault",
    "placeholders",
]
