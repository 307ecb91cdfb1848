"""Inline tags: find the parts of a text that a translation must keep, and verify that it did.

An inline tag is markup (``**``, the two ends of a link, an HTML tag), a code span, a placeholder, an address or a hard break.
``find_tags`` finds them, ``verify`` compares those of a translation with those of its source, ``placeholders`` finds only
placeholders. A ``Grammar`` has the properties of a document that they need.
"""

from workflow.inline_tags.finding import find_tags, parts
from workflow.inline_tags.grammar import Grammar
from workflow.inline_tags.model import InlineTag, Syntax, TagKind
from workflow.inline_tags.patterns import fault as placeholder_fault
from workflow.inline_tags.patterns import placeholders
from workflow.inline_tags.spans import Spans
from workflow.inline_tags.verification import verify

__all__ = [
    "Grammar",
    "InlineTag",
    "Spans",
    "Syntax",
    "TagKind",
    "find_tags",
    "parts",
    "placeholder_fault",
    "placeholders",
    "verify",
]
