"""Rules for syntax that several site generators share."""

from collections.abc import Iterator

from workflow.formats.markdown.dialects.rules import InnerText, Rule, argument_texts, option_texts
from workflow.model import Kind

__all__ = [
    "ABBREVIATION",
    "ATTRIBUTES",
    "COMMENTS",
    "CONTENTS",
    "INCLUDES",
    "METADATA",
    "SLOT",
    "YAML_BLOCK",
]


def _between(begin: str, end: str) -> str:
    """A pattern for what lies between two tags, both included. A second ``begin`` ends the search, so a page of them takes no longer."""
    return rf"{begin}(?:(?!{begin}|{end})[\s\S])*+{end}"


ATTRIBUTES = Rule(
    "attribute list",
    r"\{[ \t]*(?::{1,2}|[.#](?=[\w-])|(?=[\w:.-]+=))[^{}\r\n]*+\}(?:[ \t]*\{:?[.#:][^{}\r\n]*+\})*+|\{::?/?[\w-]*[^{}\r\n]*/?\}|\{/\}",
    argument_texts("backslash"),
)
"""``{.class}``, ``{: .class }``, ``{width=50%}``: kramdown, Python-Markdown, Pandoc, Hugo."""

CONTENTS = Rule(
    "table of contents",
    r"\[\[?_?(?:TOC|toc|TOSP|TOSM)_?\]\]?|\[\[!TOC\]\]|\$\{toc\}|@\[toc\][^\r\n]*|<toc/>"
    r"|(?:[-*+]|\d+\.)[ \t]+[^\r\n]*\r?\n[ \t>]*\{:[ \t]*\.?toc[^{}\r\n]*\}",
)
"""``[TOC]``, ``[[toc]]``, ``* TOC`` with ``{:toc}``: replaced by a table of contents."""

INCLUDES = Rule(
    "include",
    r";*-+8<-+[^\r\n]*\r?\n(?:(?![ \t]*-+8<-)[^\S\r\n]*+\S[^\r\n]*+\r?\n)*?[ \t]*-+8<-+|;*-+8<-+[ \t]*[\"'][^\r\n]*"
    r"|<<<[ \t]*\S[^\r\n]*|@(?:include|import|\[[\w -]+\])[ \t]*[(\"'{][^\r\n]*|\{![^{}\r\n]+!\}|!{1,3}include[ (][^\r\n]*"
    r"|\[!(?:INCLUDE|include|code(?:-[\w+#]+)?|CODE(?:-[\w+#]+)?)[ \t]*\[[^\r\n]*\]\([^\r\n]*\)\]|\[!(?:Video|VIDEO)[ \t][^\]\r\n]*\]"
    r"|!\[\[[^\[\]\r\n]+\]\]|(?:%|@)\[[^\]\r\n]*\]\([^()\r\n]*\)|#include[ \t]+[\"<][^\r\n]*[\">]",
)
"""Files that are inserted: pymdownx snippets, VitePress, DocFX, Obsidian, markdown-include."""

COMMENTS = Rule(
    "comment",
    "|".join(
        [
            _between(r"\{/\*", r"\*/\}"),
            _between("%%", "%%"),
            _between(r"\{::comment\}", r"\{:/(?:comment)?\}"),
            r"\[(?://|comment|_)[^\]\r\n]*\]:[ \t]*(?:#|<>)[^\r\n]*",
        ]
    ),
    html=True,
)
"""Comments of MDX, Obsidian and kramdown, and link definitions that are used as comments."""


def _definition(raw: str) -> Iterator[InnerText]:
    start = raw.index(":", raw.index("]")) + 1
    text = raw[start:]
    if any(character.isalpha() for character in text):
        yield InnerText(start + len(text) - len(text.lstrip()), len(raw.rstrip()), Kind.DEFINITION, inline=True)


ABBREVIATION = Rule("abbreviation", r"\*\[[^\]\r\n]+\]:[^\r\n]*", _definition)
"""``*[HTML]: HyperText Markup Language``: Python-Markdown, kramdown, Markdown Extra."""

METADATA = Rule(
    "metadata",
    r"(?<![\s\S])[Tt]itle:[ \t]+\S[^\r\n]*(?:\r?\n(?:[A-Za-z][\w-]*:(?:[ \t][^\r\n]*)?(?:\r?\n-[ \t]+\S[^\r\n]*)*|[ \t]+\S[^\r\n]*))+"
    r"(?:\r?\n-{3,}|(?=[ \t]*(?:\Z|\r?\n[ \t]*(?:\r?\n|\Z))))",
    option_texts,
)
"""``Title: The tides`` and further keys in the first lines, without lines around them (MultiMarkdown, Pelican, Python-Markdown), or with
one after them (Hexo)."""

YAML_BLOCK = Rule(
    "metadata",
    r"---[ \t]*\r?\n(?=[a-z][\w-]*:(?:[ \t]|\r?\n))(?:(?:[a-z][\w-]*:(?:[ \t][^\r\n]*)?|[ \t]+\S[^\r\n]*|[-#][ \t][^\r\n]*)\r?\n){1,50}+---",
    option_texts,
    own_block=True,
)
"""A block of YAML that is not at the start of the document, such as that of a slide (Slidev). As it is looked for in every document, each of
its lines has to look like YAML, unlike in ``pandoc.YAML_BLOCK``."""

SLOT = Rule("slot", r"::[a-z][\w-]*::")
"""``::right::`` alone on its line: Slidev, MDC."""
