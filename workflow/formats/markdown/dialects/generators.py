"""Rules for the syntax of single site generators and programs."""

import re
from collections.abc import Iterator

from workflow.formats.markdown.dialects.rules import InnerText, Rule, argument_texts
from workflow.model import Kind

__all__ = ["BLOCK_IDENTIFIER", "CALLOUT", "CAPTION", "DOCFX", "MDBOOK_TITLE", "MYST", "MYST_COMMENT", "OBJECT"]

_CALLOUT = re.compile(r"\[![^\]\r\n]*\][+-]?[ \t]*")


def _callout(raw: str) -> Iterator[InnerText]:
    found = _CALLOUT.match(raw)
    if found and found.end() < len(raw.rstrip()):
        yield InnerText(found.end(), len(raw.rstrip()), Kind.ADMONITION_TITLE, inline=True)


CALLOUT = Rule(
    "callout",
    # GFM's five alerts, alone on the line, are read by pulldown-cmark.
    r"(?:(?<=>)|(?<=> ))\[!(?!(?i:note|tip|important|warning|caution)\][ \t]*$)[A-Za-z][^\]\r\n]*\][+-]?(?:[ \t]+[^\r\n]*|(?=[ \t]*$))",
    _callout,
)
"""``> [!faq]- Title``: Obsidian, DocFX, GitHub's alerts with a title."""

BLOCK_IDENTIFIER = Rule("block identifier", r"\^[A-Za-z0-9-]+")
"""``^name`` alone on a line: Obsidian."""


def _caption(raw: str) -> Iterator[InnerText]:
    found = re.match(r"(?:Table)?:[ \t]+(?P<text>\S.*?)[ \t]*\{[^{}]*\}$", raw)
    if found:
        yield InnerText(*found.span("text"), Kind.CAPTION, inline=True)


CAPTION = Rule("table caption", r"(?:Table)?:[ \t]+\S[^\r\n]*?\{[#.][^{}\r\n]*\}", _caption)
"""``: Boats {#tbl:boats}``: Pandoc, Quarto."""

_OWN_NAMES = r"(?:image|code|row|column|zone|moniker|video)(?:-end)?\b"
DOCFX = Rule("DocFX directive", rf":{{3,}}[ \t]*{_OWN_NAMES}[^\r\n]*", argument_texts("entity"), switch="containers")
"""``:::image type="content" source="…" alt-text="…":::``: DocFX, Microsoft Learn."""

OBJECT = Rule(
    "documented object",
    r":::[ \t]+[\w$]+(?:\.[\w$]+)*[ \t]*$(?:\r?\n[ \t]+(?![ \t])[^\S\r\n]*+\S[^\r\n]*+)*+",
    switch="containers",
)
"""``::: package.module`` and its options: mkdocstrings."""


def _title(raw: str) -> Iterator[InnerText]:
    found = re.match(r"\{\{#title[ \t]+(?P<text>[^{}]*?)[ \t]*\}\}", raw)
    if found and found["text"]:
        yield InnerText(*found.span("text"), Kind.TITLE)


MDBOOK_TITLE = Rule("page title", r"\{\{#title[ \t][^{}\r\n]*\}\}", _title)
"""``{{#title …}}``: mdBook."""

MYST = Rule("target or break", r"\([\w][\w .:/+-]*\)=|\+{3,}(?:[ \t]*\{[^\r\n]*\})?|\+\+\+[ \t]+[^\r\n]*$")
"""``(label)=`` and ``+++``: MyST."""

MYST_COMMENT = Rule("comment", r"%(?!%)[^\r\n]*(?:\r?\n[ \t]*%[^\r\n]*)*")
"""``% remark``: MyST."""
