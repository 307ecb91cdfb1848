"""The dialects of Markdown, in one table.

A rule that is safe holds in every document: its lines mean nothing else. What is ambiguous holds if ``markdown: dialect:`` names
the dialect. A new dialect is one line in ``DIALECTS``; a new rule is one constant and its name in that line.
"""

from collections.abc import Iterable
from functools import cache

from workflow.formats.markdown.dialects import components, formulas, pandoc, template_tags
from workflow.formats.markdown.dialects import everywhere as common
from workflow.formats.markdown.dialects import generators as own
from workflow.formats.markdown.dialects import python_markdown as python
from workflow.formats.markdown.dialects.components import COMPONENTS, TAG_END
from workflow.formats.markdown.dialects.rules import (
    Dialect,
    InnerText,
    Rule,
    argument_texts,
    option_texts,
    parameter_texts,
)

__all__ = [
    "COMPONENTS",
    "DIALECTS",
    "TAG_END",
    "Dialect",
    "InnerText",
    "Rule",
    "argument_texts",
    "block_rules",
    "inline_tags",
    "is_strict",
    "option_texts",
    "parameter_texts",
]

_SITE = (
    template_tags.CODE_BLOCKS,
    template_tags.CODE_TABS,
    template_tags.CONTENT,
    template_tags.TEMPLATES,
    own.SHORTCODE,
)
_VUE = (components.CODE_COMPONENTS, components.COMPONENTS, components.CONTENT)
_MDX = (components.IMPORTS, common.COMMENTS, *_VUE)
_JSX = (components.EXPRESSION, components.JSX_TAGS)
_PANDOC = (pandoc.CAPTION, pandoc.SIMPLE_TABLE, common.ATTRIBUTES, formulas.FORMULA, formulas.TEX)
_PANDOC_ONLY = (pandoc.TITLE_BLOCK, pandoc.TABLE, pandoc.TABLE_CAPTION, pandoc.PAUSE, pandoc.YAML_BLOCK)
_DIALECTS = (
    Dialect("commonmark"),
    Dialect("gfm", (own.CALLOUT, formulas.FORMULA)),
    Dialect(
        "mkdocs",
        (
            python.MARKDOWN_IN_HTML,
            python.BLOCK_MARKS,
            python.PROGRESS,
            python.OBJECT,
            common.ATTRIBUTES,
            common.CONTENTS,
            common.INCLUDES,
            common.ABBREVIATION,
            common.METADATA,
            formulas.FORMULA,
            *_SITE,
        ),
        inline=(r"\\\([^`\n]+?\\\)", r"\\\[[^`\n]+?\\\]", r"(?<=\])\[[\w.:-]*\]", r"\[[\w:-]+(?:\.[\w:-]+)+\]\[\]"),
        definition_lists=True,
    ),
    Dialect(
        "hugo",
        (template_tags.COLUMN, *_SITE, common.ATTRIBUTES),
        inline=(template_tags.HTML_TAG,),
        definition_lists=True,
    ),
    Dialect("hexo", (*_SITE,)),
    Dialect("docusaurus", _MDX, _JSX, inline=components.JSX_INLINE, indentation=False),
    Dialect("mdx", _MDX, _JSX, inline=components.JSX_INLINE, indentation=False),
    Dialect(
        "vitepress",
        (components.TABS, *_VUE, common.CONTENTS, common.INCLUDES, common.YAML_BLOCK, common.SLOT, *_SITE),
        (components.TAB_SEPARATOR,),
        inline=components.VUE_INLINE,
    ),
    Dialect(
        "myst",
        (own.MYST, common.ATTRIBUTES, formulas.FORMULA, formulas.TEX),
        (own.MYST_COMMENT,),
        definition_lists=True,
        math=True,
    ),
    Dialect("pandoc", _PANDOC, _PANDOC_ONLY, inline=pandoc.PANDOC_TEX, definition_lists=True, math=True),
    Dialect("quarto", (*_PANDOC, *_SITE), _PANDOC_ONLY, inline=pandoc.PANDOC_TEX, definition_lists=True, math=True),
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
        table_footers=True,
    ),
    Dialect(
        "jekyll",
        (*_SITE, common.ATTRIBUTES, common.CONTENTS, common.ABBREVIATION, common.COMMENTS),
        (own.END_OF_BLOCK, own.IN_HTML),
        inline=own.KRAMDOWN_FORMULAS,
        definition_lists=True,
        table_footers=True,
    ),
    Dialect("mdbook", (own.MDBOOK_TITLE, *_SITE), inline=own.MDBOOK_FORMULAS, definition_lists=True),
    Dialect("docfx", (own.CALLOUT, own.DOCFX, common.INCLUDES), inline=own.DOCFX_TAGS),
    Dialect("gitbook", (*_SITE,), inline=(r"\$\$[^$\n]+\$\$",)),
    Dialect("mdn", (*_SITE,)),
)
DIALECTS: dict[str, Dialect] = {dialect.name: dialect for dialect in _DIALECTS}
_STRICT = frozenset({"commonmark", "gfm"})
"""Dialects that, named alone, switch the rules of all others off."""


def is_strict(names: Iterable[str]) -> bool:
    """Whether the dialects ``names`` switch the rules of all others off."""
    return bool(names) and _STRICT.issuperset(names)


def inline_tags(names: Iterable[str]) -> tuple[str, ...]:
    """Return the regular expressions of the inline tags in the dialects ``names``."""
    return tuple(dict.fromkeys(pattern for name in names for pattern in DIALECTS[name].inline))


@cache
def block_rules(names: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return the rules for documents in the dialects ``names``; none named: the rules that are safe everywhere."""
    chosen = [DIALECTS[name] for name in names]
    own_rules = [rule for dialect in chosen for rule in dialect.own_rules]
    safe: Iterable[Dialect] = chosen if is_strict(names) else DIALECTS.values()
    rules = [*own_rules, *(rule for dialect in safe for rule in dialect.rules)]
    # Specific rules first: `{{#title …}}` is also a template tag, and `{::comment}` an attribute list.
    general = (common.ATTRIBUTES, template_tags.TEMPLATES, python.OBJECT)
    return tuple(sorted(dict.fromkeys(rules), key=lambda rule: rule in general))
