"""Rules for the syntax of single site generators and programs."""

import re
from collections.abc import Iterator

from workflow.formats.markdown.dialects.rules import InnerText, Rule, argument_texts
from workflow.model import Kind

__all__ = [
    "BLOCK_IDENTIFIER",
    "CALLOUT",
    "DOCFX",
    "DOCFX_TAGS",
    "END_OF_BLOCK",
    "IN_HTML",
    "KRAMDOWN_FORMULAS",
    "MDBOOK_FORMULAS",
    "MDBOOK_TITLE",
    "MYST",
    "MYST_COMMENT",
    "OBSIDIAN_TAGS",
    "SHORTCODE",
]

_CALLOUT = re.compile(r"\[![^\]\r\n]*\][+-]?[ \t]*")


def _callout(raw: str) -> Iterator[InnerText]:
    found = _CALLOUT.match(raw)
    if found and found.end() < len(raw.rstrip()):
        yield InnerText(found.end(), len(raw.rstrip()), Kind.ADMONITION_TITLE, inline=True)


CALLOUT = Rule(
    "callout",
    # GFM's five alerts, alone on the line, are read by pulldown-cmark.
    r"(?:(?<=>)|(?<=> ))\[!(?!(?i:note|tip|important|warning|caution)\][ \t]*\r?$)[A-Za-z][^\]\r\n]*\][+-]?(?:[ \t]+[^\r\n]*|[^\s(\[:+-][^\r\n]*|(?=[ \t]*\r?$))",
    _callout,
)
"""``> [!faq]- Title``: Obsidian, DocFX, GitHub's alerts with a title."""

OBSIDIAN_TAGS = (
    r"(?<=\s)\^[A-Za-z0-9-]+\Z",  # the identifier of a paragraph
    r"(?<![\w&/(#])#[^\W\d_][\w/-]*",  # #harbour/north
    r"\A\[[^\]\[\w\s]\](?=\s)",  # [/]: the state of a task
    r"(?:\A|(?<=\n))[\w-][\w -]{0,60}::(?=\s)|(?<=[\[(])[\w-][\w -]{0,60}::(?=\s)",  # Key:: (Dataview)
)
"""Inline tags of Obsidian."""

BLOCK_IDENTIFIER = Rule("block identifier", r"\^[A-Za-z0-9-]+")
"""``^name`` alone on a line: Obsidian."""


KRAMDOWN_FORMULAS = (r"\$\$[^$\n]+\$\$",)
"""Formulas of kramdown, within a line as well."""

IN_HTML = Rule(
    "attribute list",
    r"(?:[-*+]|\d+\.)[ \t]+[^\r\n]*\r?\n[ \t>]*\{:[ \t]*\.?toc[^{}\r\n]*\}|\{:(?!:)[^{}\r\n]*\}",
    html=True,
)
"""Attribute lists and tables of contents of kramdown inside HTML, as in ``<details markdown="block">``."""

END_OF_BLOCK = Rule("end of block", r"\^")
"""``^`` alone on a line, between two lists: kramdown."""

MDBOOK_FORMULAS = (r"\\\\\([^`\n]{1,300}?\\\\\)", r"\\\\\[[^`\n]{1,300}?\\\\\]")
"""``\\\\( x \\\\)``: formulas of mdBook."""

SHORTCODE = Rule(
    "shortcode",
    r"\[[a-z][\w-]*(?:[ \t]+[\w-]+=(?:\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s\[\]\"']+))+[ \t]*/?\](?![(\[:])|\[/[a-z][\w-]*\](?![(\[:])",
    argument_texts("entity"),
    html=True,
)
"""``[caption id="pier"]`` and ``[/caption]`` alone on their lines: WordPress."""

_OWN_NAMES = r"(?:image|code|row|column|zone|moniker|video)(?:-end)?\b"
_COLUMN_TEXT = re.compile(
    r":{3,}[ \t]*(?:row|column)\b(?:\"[^\"]*\"|[^\":])*:{3,}[ \t]*(?P<text>[^\s:](?:[^:\r\n]|:(?!::))*)"
)


def _docfx(raw: str) -> Iterator[InnerText]:
    yield from argument_texts("entity")(raw)
    if found := _COLUMN_TEXT.match(raw):
        start, end = found.span("text")
        yield InnerText(start, start + len(raw[start:end].rstrip()), Kind.PARAGRAPH, inline=True)


DOCFX_TAGS = (r"(?:\A|(?<=\n))\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\](?=\n|\Z)", r"@\"[^\"\n]+\"")
"""Alerts after the first of a quote, and references such as ``@"Harbour.Ferry?text=…"``."""

DOCFX = Rule(
    "DocFX directive",
    # A picture within a line of text is an inline tag.
    rf":{{3,}}[ \t]*(?!image[ \t][^\r\n]*?:::[ \t]*[^\s:]){_OWN_NAMES}[^\r\n]*",
    _docfx,
    switch="containers",
)
"""``:::image type="content" source="…" alt-text="…":::``: DocFX, Microsoft Learn."""


def _title(raw: str) -> Iterator[InnerText]:
    found = re.match(r"\{\{#title[ \t]+(?P<text>[^{}]*?)[ \t]*\}\}", raw)
    if found and found["text"]:
        yield InnerText(*found.span("text"), Kind.TITLE)


MDBOOK_TITLE = Rule("page title", r"\{\{#title[ \t][^{}\r\n]*\}\}", _title)
"""``{{#title …}}``: mdBook."""

MYST = Rule("target or break", r"\([\w][\w .:/+-]*\)=|\+{3,}(?:[ \t]*\{[^\r\n]*\})?|\+\+\+[ \t]+[^\r\n]*|\^{3,}")
"""``(label)=``, ``+++`` and the ``^^^`` of cards: MyST."""

MYST_COMMENT = Rule("comment", r"%(?!%)[^\r\n]*(?:\r?\n[ \t]*%[^\r\n]*)*")
"""``% remark``: MyST."""
