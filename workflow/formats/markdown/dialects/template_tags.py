"""Rules for template tags: the shortcodes of Hugo, the statements of Jekyll, Jinja and GitBook, the macros of MDN."""

from workflow.formats.markdown.dialects.rules import Rule, argument_texts

__all__ = ["CODE_BLOCKS", "TEMPLATES"]

_TEMPLATE = (
    r"(?:\{\{\{?[^{}]*+\}?\}\}|\{\{[<%](?:\"(?:[^\"\\]|\\.)*+\"|`[^`]*+`|[^\"`>%]|>(?!\}\})|%(?!\}\}))*+[>%]\}\}"
    r"|\{%(?:\"[^\"]*+\"|'[^']*+'|[^\"'%]|%(?!\}))*+%\}|\{#(?!\w+\})[^{}]*+#\}|<%[^%]*+%>|\$\{[^{}\n]*+\})"
)


CODE_BLOCKS = Rule(
    "code in template tags",
    r"(?:\{\{[<%][ \t]*(?:highlight|mermaid|code|code-snippet|codeblock|katex|math|plantuml|math-block|gist|raw|rawhtml)\b[^\r\n]*?[>%]\}\}"
    r"[\s\S]*?\{\{[<%][ \t]*/[ \t]*(?:highlight|mermaid|code|code-snippet|codeblock|katex|math|plantuml|math-block|gist|raw|rawhtml)[ \t]*[>%]\}\}"
    r"|\{%-?[ \t]*(?:highlight|codeblock|mermaid|comment|plantuml|raw|swagger|api-method-spec)\b[^\r\n]*?%\}"
    r"[\s\S]*?\{%-?[ \t]*end(?:highlight|codeblock|mermaid|comment|plantuml|raw|swagger|api-method-spec)[ \t]*-?%\})",
)
"""Hugo, Jekyll, Hexo: code between template tags."""

TEMPLATES = Rule("template tag", rf"{_TEMPLATE}(?:[ \t]*{_TEMPLATE})*+", argument_texts("backslash"), html=True)
"""Shortcodes and statements of Hugo, Jekyll, Jinja, GitBook, MDN, mdBook, alone on their lines."""
