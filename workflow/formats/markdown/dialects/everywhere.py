"""Rules for syntax that several site generators share."""

from collections.abc import Iterator

from workflow.formats.markdown.dialects.rules import InnerText, Rule, argument_texts
from workflow.model import Kind

__all__ = [
    "ABBREVIATION",
    "ATTRIBUTES",
    "CODE_BLOCKS",
    "COMMENTS",
    "COMPONENTS",
    "CONTENTS",
    "IMPORTS",
    "INCLUDES",
    "TEMPLATES",
    "TEX",
]

_TEMPLATE = (
    r"(?:\{\{\{?[^{}]*+\}?\}\}|\{\{[<%](?:\"(?:[^\"\\]|\\.)*+\"|`[^`]*+`|[^\"`>%{]|\{(?!\{[<%])|>(?!\}\})|%(?!\}\}))*+[>%]\}\}"
    r"|\{%(?:\"[^\"]*+\"|'[^']*+'|[^\"'%{]|\{(?!%)|%(?!\}))*+%\}|\{#(?!\w+\})[^{}]*+#\}|<%[^%]*+%>|\$\{[^{}\n]*+\})"
)


def _between(begin: str, end: str) -> str:
    """A pattern for what lies between two tags, both included. A second ``begin`` ends the search, so a page of them takes no longer."""
    return rf"{begin}(?:(?!{begin}|{end})[\s\S])*+{end}"


_SHORTCODES = "highlight mermaid code code-snippet codeblock katex math plantuml math-block gist raw rawhtml"
_STATEMENTS = "highlight codeblock mermaid comment plantuml raw swagger api-method-spec"
CODE_BLOCKS = Rule(
    "code in template tags",
    "|".join(
        [
            _between(
                rf"\{{\{{[<%][ \t]*{name}(?![\w-])[^\r\n]*?[>%]\}}\}}",
                rf"\{{\{{[<%][ \t]*/[ \t]*{name}[ \t]*[>%]\}}\}}",
            )
            for name in _SHORTCODES.split()
        ]
        + [
            _between(rf"\{{%-?[ \t]*{name}(?![\w-])[^\r\n]*?%\}}", rf"\{{%-?[ \t]*end{name}[ \t]*-?%\}}")
            for name in _STATEMENTS.split()
        ]
    ),
)
"""Hugo, Jekyll, Hexo: code between template tags."""

TEMPLATES = Rule("template tag", rf"{_TEMPLATE}(?:[ \t]*{_TEMPLATE})*+", argument_texts("backslash"), html=True)
"""Shortcodes and statements of Hugo, Jekyll, Jinja, GitBook, MDN, mdBook, alone on their lines."""

ATTRIBUTES = Rule(
    "attribute list",
    r"\{(?::{1,2}|[.#](?=[\w-])|(?=[\w:.-]+=))[^{}\r\n]*+\}(?:[ \t]*\{:?[.#:][^{}\r\n]*+\})*+|\{::?/?[\w-]*[^{}\r\n]*/?\}|\{/\}",
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
    r"-+8<-+[^\r\n]*\r?\n(?:(?![ \t]*-+8<-)[^\S\r\n]*+\S[^\r\n]*+\r?\n)*?[ \t]*-+8<-+|-+8<-+[ \t]*[\"'][^\r\n]*"
    r"|<<<[ \t]*\S[^\r\n]*|@(?:include|import|\[[\w -]+\])[ \t]*[(\"'{][^\r\n]*|\{![^{}\r\n]+!\}|!{1,3}include[ (][^\r\n]*"
    r"|\[!(?:INCLUDE|include|code(?:-[\w+#]+)?|CODE(?:-[\w+#]+)?)[ \t]*\[[^\r\n]*\]\([^\r\n]*\)\]|\[!(?:Video|VIDEO)[ \t][^\]\r\n]*\]"
    r"|!\[\[[^\[\]\r\n]+\]\]|(?:%|@)\[[^\]\r\n]*\]\([^()\r\n]*\)|#include[ \t]+[\"<][^\r\n]*[\">]",
)
"""Files that are inserted: pymdownx snippets, VitePress, DocFX, Obsidian, markdown-include."""

IMPORTS = Rule(
    "import",
    r"import[ \t]+(?:type[ \t]+)?(?:[\w$*{][^'\";\r\n]*?(?:\r?\n(?!import\b)[^'\";\r\n]*?)*?[ \t}]from[ \t]*)?(?:\"[^\"\r\n]+\"|'[^'\r\n]+')[ \t]*;?"
    r"|export[ \t]+(?:\*|\{)[^\r\n]*"
    r"|export[ \t]+(?:default\b|(?:const|let|var|async|function|class|type|interface)[ \t]+[\w$*])[^\r\n]*(?:\r?\n[^\S\r\n]*+\S[^\r\n]*+)*+",
)
"""ES modules in MDX."""

TEX = Rule(
    "TeX command",
    r"(?:\\(?:begin|end)\{[A-Za-z*]+\}[^\r\n]*|\\(?!section|chapter|subsection|paragraph|caption|footnote|emph|text)[a-zA-Z]{2,}\*?"
    r"(?:\[[^\]\r\n]*\]|\{[^{}\r\n]*\})*)",
)
"""A command of LaTeX, as in ``\\newpage``."""

_ATTRIBUTE = (
    r"[ \t\r\n]+(?:\{\.\.\.[^{}]*+\}|[\w:@#.*-]+(?:[ \t]*=[ \t]*(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>{}=`]+"
    r"|\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\})*+\}))?)"
)
_COMPONENT = rf"(?:<(?:[A-Z][\w.]*|[a-z][a-z0-9]*(?:-[a-z0-9]+)+)(?:{_ATTRIBUTE})*+[ \t\r\n]*/?>|</(?:[A-Z][\w.]*|[a-z][a-z0-9]*(?:-[a-z0-9]+)+)[ \t]*>|</?>)"
COMPONENTS = Rule("component", rf"{_COMPONENT}(?:[ \t]*{_COMPONENT})*+", argument_texts("entity"), html=True)
"""Tags of MDX, Vue and web components, alone on their lines, over several lines if they have many attributes."""

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
