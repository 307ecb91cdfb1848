"""Rules for template tags: the shortcodes of Hugo, the statements of Jekyll, Jinja and GitBook, the macros of MDN."""

import re
from collections.abc import Iterator
from dataclasses import replace

from workflow.formats.markdown.dialects.rules import InnerText, Rule, argument_texts
from workflow.model import Kind

__all__ = ["CODE_BLOCKS", "CODE_TABS", "COLUMN", "CONTENT", "HTML_TAG", "TEMPLATES"]

_TEMPLATE = (
    r"(?:\{\{\{?[^{}]*+\}?\}\}|\{\{[<%](?:\"(?:[^\"\\]|\\.)*+\"|`[^`]*+`|[^\"`>%{]|\{(?!\{[<%])|>(?!\}\})|%(?!\}\}))*+[>%]\}\}"
    r"|\{%(?:(?<=\w)'(?=\w)|\"[^\"]*+\"|'[^']*+'|[^\"'%{]|\{(?!%)|%(?!\}))*+%\}|\{#(?!\w+\})(?:[^{}#]|#(?!\}))*+#\}|<%[^%]*+%>|\$\{[^{}\n]*+\})"
)


_OPENING = re.compile(_TEMPLATE)


def _opening_texts(raw: str) -> Iterator[InnerText]:
    """The texts in the first tag."""
    tag = _OPENING.match(raw)
    return argument_texts("backslash")(tag[0]) if tag else iter(())


_OF_CODE = (
    r"(?:highlight|mermaid|code|code-snippet|codeblock|katex|latex|math|math-block|plantuml|graphviz|chart|echarts|gist|raw|script"
    r"|style|terminal|asciinema)"
)
_STATEMENTS_OF_CODE = r"(?:highlight|codeblock|mermaid|comment|plantuml|raw|swagger|api-method-spec|content-ref|openapi|openapi-operation|openapi-webhook)"
CODE_BLOCKS = Rule(
    "code in template tags",
    rf"(?:\{{\{{[<%][ \t]*(?P<shortcode>{_OF_CODE})(?=[ \t>%])[^\r\n]*?(?<!/)[>%]\}}\}}"
    r"(?:[^{]++|\{(?!\{[<%][ \t]*/?[ \t]*(?P=shortcode)[ \t>%]))*+\{\{[<%][ \t]*/[ \t]*(?P=shortcode)[ \t]*[>%]\}\}"
    r"|\{\{<[ \t]*card\b(?=[^\r\n]*?[ \t]code=\"?true\b)[^\r\n]*?(?<!/)>\}\}"
    r"(?:[^{]++|\{(?!\{<[ \t]*/?[ \t]*card[ \t>]))*+\{\{<[ \t]*/[ \t]*card[ \t]*>\}\}"
    rf"|\{{%-?[ \t]*(?P<statement>{_STATEMENTS_OF_CODE})(?=[ \t%-])[^\r\n]*?%\}}"
    r"(?:[^{]++|\{(?!%-?[ \t]*(?:end)?(?P=statement)[ \t%-]))*+\{%-?[ \t]*end(?P=statement)[ \t]*-?%\})",
    _opening_texts,
)
"""Hugo, Jekyll, GitBook: code or a reference between template tags."""

_TAB = r"\{\{<[ \t]*tab\b[^\r\n]*?>\}\}"
_TAB_OF_CODE = r"\{\{<[ \t]*tab\b(?=[^\r\n]*?\b(?:code)?lang=)[^\r\n]*?(?<!/)>\}\}"
_TO_END = r"(?:[^{]++|\{(?!\{<[ \t]*/?[ \t]*tab[ \t>]))*+\{\{<[ \t]*/[ \t]*tab[ \t]*>\}\}"
_TAG = re.compile(r"\{\{<[ \t]*tab(?:pane)?\b[^\r\n]*?>\}\}")


def _tab_texts(raw: str) -> Iterator[InnerText]:
    for tag in _TAG.finditer(raw):
        for each in argument_texts("backslash")(tag[0]):
            yield replace(each, start=each.start + tag.start(), end=each.end + tag.start())


CODE_TABS = Rule(
    "tabs of code",
    rf"(?:{_TAB_OF_CODE}{_TO_END}"
    rf"|\{{\{{<[ \t]*tabpane\b(?![^\r\n]*?\btext=)[^\r\n]*?>\}}\}}(?:\s*+(?:\{{\{{<[ \t]*tab\b[^\r\n]*?/>\}}\}}|{_TAB}{_TO_END}))++)",
    _tab_texts,
)
"""``{{< tab header="…" lang="yaml" >}}``, and the tabs of a ``tabpane`` that does not say that they are text: Docsy, Kubernetes."""

COLUMN = Rule("column", r"<-{3}>")
"""What divides ``{{< columns >}}``: Hugo Book."""

HTML_TAG = r"</?[a-z][\w-]*(?=[^<>]*?\{\{)(?:[^<>{]++|\{(?!\{[<%])|\{\{[<%](?:[^>%]|[>%](?!\}\}))*+[>%]\}\})*+>"
"""``<a href="{{< ref "a.md" >}}">``, which CommonMark does not read as a tag."""


def _content(raw: str) -> Iterator[InnerText]:
    found = _CONTENT_OF.fullmatch(raw)
    assert found is not None
    yield from _opening_texts(raw)
    yield InnerText(*found.span("content"), Kind.PARAGRAPH, inline=True)


_CONTENT_OF = re.compile(
    r"(?:\{\{[<%][^\r\n]*?[>%]\}\}|\{%[^\r\n]*?%\})[ \t]*(?P<content>[^\r\n]*?)[ \t]*(?:\{\{[<%][ \t]*/[^\r\n]*|\{%-?[ \t]*end[^\r\n]*)"
)
CONTENT = Rule(
    "template tag with its content",
    r"(?:\{\{[<%][ \t]*(?P<tag>[\w/-]+)(?=[ \t>%])[^{}\r\n]*(?<!/)[>%]\}\}[ \t]*[^\s{][^{\r\n]*\{\{[<%][ \t]*/[ \t]*(?P=tag)[ \t]*[>%]\}\}"
    r"|\{%-?[ \t]*(?P<block>[\w-]+)(?=[ \t%-])[^{}\r\n]*%\}[ \t]*[^\s{][^{\r\n]*\{%-?[ \t]*end(?P=block)[ \t]*-?%\})",
    _content,
    own_block=True,
)
"""``{{< hint >}}Mind the gap.{{< /hint >}}`` on a line: one after the other, they are no paragraph."""

TEMPLATES = Rule("template tag", rf"{_TEMPLATE}(?:[ \t]*{_TEMPLATE})*+", argument_texts("backslash"), html=True)
"""Shortcodes and statements of Hugo, Jekyll, Jinja, GitBook, MDN, mdBook, alone on their lines."""
