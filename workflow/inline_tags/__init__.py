"""Inline markup: the codes of a text, which a translation has to keep, and whether one did.

Floor 1, pure. A *code* is a piece of a unit that no translator changes: markup (``**``, the two ends of a link, an HTML tag), a
code span, a placeholder, an address, a hard break. ``codes`` finds them, ``verify`` compares them, ``placeholders`` finds
only what a program will fill in.
"""

from workflow.inline_tags.finding import find_tags, parts
from workflow.inline_tags.grammar import Grammar
from workflow.inline_tags.labels import labels
from workflow.inline_tags.model import InlineTag, Syntax, TagKind
from workflow.inline_tags.patterns import placeholders
from workflow.inline_tags.verification import verify

__all__ = ["Grammar", "InlineTag", "Syntax", "TagKind", "find_tags", "labels", "parts", "placeholders", "verify"]
