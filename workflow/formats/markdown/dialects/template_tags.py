"""Rules for template tags: the shortcodes of Hugo, the statements of Jekyll, Jinja and GitBook, the macros of MDN."""

import re
from collections.abc import Iterator
from dataclasses import replace

from workflow.formats.markdown.dialects.rules import InnerText, Rule, argument_texts

__all__ = ["CODE_BLOCKS", "CODE_TABS", "TEMPLATES"]

_TEMPLATE = (
    r"(?:\{\{\{?[^{}]*+\}?\}\}|\{\{[<%](?:\"(?:[^\"\\]|\\.)*+\"|`[^`]*+`|[^\"`>%{]|\{(?!\{[<%])|>(?!\}\})|%(?!\}\}))*+[>%]\}\}"
    r"|\{%(?:\"[^\"]*+\"|'[^']*+'|[^\"'%{]|\{(?!%)|%(?!\}))*+%\}|\{#(?!\w+\})[^{}]*+#\}|<%[^%]*+%>|\$\{[^{}\n]*+\})"
)


_OF_CODE = (
    r"(?:highlight|mermaid|code|code-snippet|codeblock|katex|latex|math|math-block|plantuml|graphviz|chart|echarts|gist|raw|rawhtml|script"
    r"|style|terminal|asciinema)"
)
_STATEMENTS_OF_CODE = r"(?:highlight|codeblock|mermaid|comment|plantuml|raw|swagger|api-method-spec|content-ref|openapi|openapi-operation|openapi-webhook)"
CODE_BLOCKS = Rule(
    "code in template tags",
    rf"(?:\{{\{{[<%][ \t]*(?P<shortcode>{_OF_CODE})(?=[ \t>%])[^\r\n]*?(?<!/)[>%]\}}\}}"
    r"(?:[^{]++|\{(?!\{[<%][ \t]*/?[ \t]*(?P=shortcode)[ \t>%]))*+\{\{[<%][ \t]*/[ \t]*(?P=shortcode)[ \t]*[>%]\}\}"
    rf"|\{{%-?[ \t]*(?P<statement>{_STATEMENTS_OF_CODE})(?=[ \t%-])[^\r\n]*?%\}}"
    r"(?:[^{]++|\{(?!%-?[ \t]*(?:end)?(?P=statement)[ \t%-]))*+\{%-?[ \t]*end(?P=statement)[ \t]*-?%\})",
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

TEMPLATES = Rule("template tag", rf"{_TEMPLATE}(?:[ \t]*{_TEMPLATE})*+", argument_texts("backslash"), html=True)
"""Shortcodes and statements of Hugo, Jekyll, Jinja, GitBook, MDN, mdBook, alone on their lines."""
