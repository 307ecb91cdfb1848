"""The dialects of Markdown, in one table.

A rule that is safe holds in every document: its lines mean nothing else. What is ambiguous holds if ``markdown: dialect:`` names
the dialect. A new dialect is one line in ``DIALECTS``; a new rule is one constant and its name in that line.
"""

from collections.abc import Iterable
from functools import cache

from workflow.formats.markdown.dialects import everywhere as common
from workflow.formats.markdown.dialects import generators as own
from workflow.formats.markdown.dialects.rules import Dialect, Rule, option_texts

__all__ = ["DIALECTS", "Dialect", "Rule", "block_rules", "option_texts"]

_SITE = (common.CODE_BLOCKS, common.TEMPLATES)
_MDX = (common.IMPORTS, common.COMMENTS, common.COMPONENTS)
_DIALECTS = (
    Dialect("commonmark"),
    Dialect("gfm", (own.CALLOUT,)),
    Dialect(
        "mkdocs",
        (common.ATTRIBUTES, common.CONTENTS, common.INCLUDES, common.ABBREVIATION, own.OBJECT, *_SITE),
        definition_lists=True,
    ),
    Dialect("hugo", (*_SITE, common.ATTRIBUTES), definition_lists=True),
    Dialect("docusaurus", (*_MDX,), inline=(r"\{[^{}\n]*\}",)),
    Dialect("mdx", (*_MDX,), inline=(r"\{[^{}\n]*\}",)),
    Dialect("vitepress", (common.COMPONENTS, common.CONTENTS, common.INCLUDES, *_SITE)),
    Dialect("myst", (own.MYST,), (own.MYST_COMMENT,), math=True),
    Dialect("pandoc", (own.CAPTION, common.ATTRIBUTES, common.TEX), definition_lists=True, math=True),
    Dialect("quarto", (own.CAPTION, common.ATTRIBUTES, common.TEX, *_SITE), definition_lists=True, math=True),
    Dialect(
        "obsidian",
        (own.CALLOUT, common.INCLUDES, common.COMMENTS, own.BLOCK_IDENTIFIER),
        inline=own.OBSIDIAN_TAGS,
        math=True,
    ),
    Dialect(
        "kramdown",
        (common.ATTRIBUTES, common.CONTENTS, common.ABBREVIATION, common.COMMENTS),
        (own.END_OF_BLOCK, own.IN_HTML),
        inline=own.KRAMDOWN_FORMULAS,
        definition_lists=True,
    ),
    Dialect(
        "jekyll",
        (*_SITE, common.ATTRIBUTES, common.CONTENTS, common.ABBREVIATION, common.COMMENTS),
        (own.END_OF_BLOCK, own.IN_HTML),
        inline=own.KRAMDOWN_FORMULAS,
        definition_lists=True,
    ),
    Dialect("mdbook", (own.MDBOOK_TITLE, *_SITE), definition_lists=True),
    Dialect("docfx", (own.CALLOUT, own.DOCFX, common.INCLUDES)),
    Dialect("gitbook", (*_SITE,)),
    Dialect("mdn", (*_SITE,)),
)
DIALECTS: dict[str, Dialect] = {dialect.name: dialect for dialect in _DIALECTS}
_STRICT = frozenset({"commonmark", "gfm"})
"""Dialects that, named alone, switch the rules of all others off."""


@cache
def block_rules(names: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return the rules for documents in the dialects ``names``; none named: the rules that are safe everywhere."""
    chosen = [DIALECTS[name] for name in names]
    own_rules = [rule for dialect in chosen for rule in dialect.own_rules]
    safe: Iterable[Dialect] = chosen if names and _STRICT.issuperset(names) else DIALECTS.values()
    rules = [*own_rules, *(rule for dialect in safe for rule in dialect.rules)]
    # Specific rules first: `{{#title …}}` is also a template tag, and `{::comment}` an attribute list.
    general = (common.ATTRIBUTES, common.TEMPLATES, own.OBJECT)
    return tuple(sorted(dict.fromkeys(rules), key=lambda rule: rule in general))
