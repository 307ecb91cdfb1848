"""The inline grammar of an entry's texts, from what its PO file says: format flags, and the names of Markdown files in ``#:``."""

import re
from collections.abc import Sequence
from dataclasses import replace

from workflow.inline_tags import Grammar, formats_of, is_intended
from workflow.model import Entry

__all__ = ["entry_grammar", "file_grammar"]

_MARKDOWN = re.compile(r"\.(?:md|markdown|mdx)(?::\d+)?$")
"""A location comment that names a Markdown file."""


def entry_grammar(entry: Entry, grammar: Grammar) -> Grammar:
    """Return ``grammar`` with the kinds of format string that the flags of an entry name."""
    # A text such as "100%, really" or "100% of it" is no format string, whatever its flag says.
    sources = [entry.msgid, *([] if entry.msgid_plural is None else [entry.msgid_plural])]
    formats = tuple(flag for flag in formats_of(entry.flags) if all(is_intended(text, flag) for text in sources))
    return replace(grammar, formats=formats) if formats != grammar.formats else grammar


def file_grammar(entry: Entry, placeholders: Sequence[str] = ()) -> Grammar:
    """Return the grammar of an entry of a PO file without a document: Markdown where ``#:`` names a Markdown file, otherwise plain text."""
    is_markdown = any(_MARKDOWN.search(location) for location in entry.locations)
    return Grammar("markdown" if is_markdown else "plain", tuple(placeholders))
