"""Inline tags: the pieces of a text that a translation has to keep, and whether it did.

An inline tag is markup (``**``, the two ends of a link, an HTML tag), a code span, a placeholder, an address or a hard break.
``find_tags`` finds them, ``verify`` compares those of a translation with those of its source, ``placeholders`` finds only
what a program will fill in. A ``Grammar`` holds what the three have to know of a document.
"""

from workflow.inline_tags.finding import find_tags, parts
from workflow.inline_tags.grammar import Grammar
from workflow.inline_tags.model import InlineTag, Syntax, TagKind
from workflow.inline_tags.patterns import placeholders
from workflow.inline_tags.verification import verify

__all__ = ["Grammar", "InlineTag", "Syntax", "TagKind", "find_tags", "parts", "placeholders", "verify"]
