"""Inline markup: the codes of a text, which a translation has to keep, and whether one did.

Floor 1, pure. A *code* is a piece of a unit that no translator changes: markup (``**``, the two ends of a link, an HTML tag), a
code span, a placeholder, an address, a hard break. ``codes`` finds them, ``verify`` compares them, ``placeholders`` finds
only what a program will fill in.
"""

from workflow.markup.codes import codes, parts
from workflow.markup.grammar import Grammar
from workflow.markup.labels import labels
from workflow.markup.model import Code, CodeKind, Syntax
from workflow.markup.patterns import placeholders
from workflow.markup.verification import verify

__all__ = ["Code", "CodeKind", "Grammar", "Syntax", "codes", "labels", "parts", "placeholders", "verify"]
