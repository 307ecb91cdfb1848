"""Rules for the extensions of Python-Markdown, pymdownx and mkdocstrings."""

from workflow.formats.markdown.dialects.rules import Rule, argument_texts

__all__ = ["BLOCK_MARKS", "MARKDOWN_IN_HTML", "OBJECT", "PROGRESS"]

OBJECT = Rule(
    "documented object",
    r"(?:#{1,6}[ \t]+)?:::[ \t]+[\w$]+(?:[.:-][\w$]+)*[ \t]*(?=\r?$)(?:\r?\n[ \t]+[^\r\n]*\S[^\r\n]*)*",
    switch="containers",
)
"""``::: package.module``, also as a heading, and its options: mkdocstrings, mkdocs-click."""

MARKDOWN_IN_HTML = Rule(
    "Markdown in HTML",
    r"<[a-z][\w-]*[ \t](?=[^<>\r\n]*?\bmarkdown\b)(?![^<>\r\n]*?\bmarkdown=[\"']?0)[^<>\r\n]*>",
    argument_texts("entity"),
    html=True,
)
"""``<figure markdown="span">``: the text after the tag is Markdown, also without a blank line (md_in_html)."""

BLOCK_MARKS = Rule("marks around blocks", r"\{(?:==|\+\+|--|~~|>>)|(?:==|\+\+|--|~~|<<)\}")
"""``{==`` and ``==}`` on lines of their own: pymdownx.critic."""

PROGRESS = Rule(
    "progress bar",
    r"\[={1,2}[ \t]*[\d.]+(?:%|/[\d.]+)[^\]\r\n]*\](?:[ \t]*\{[^{}\r\n]*\})?",
    argument_texts("backslash"),
)
"""``[=75% "75% done"]``: pymdownx.progressbar."""
