"""Rules for Pandoc and Quarto."""

import re
from collections.abc import Iterator

from workflow.formats.markdown.dialects.rules import InnerText, Rule, option_texts
from workflow.model import Kind

__all__ = ["CAPTION", "PANDOC_TEX", "PAUSE", "SIMPLE_TABLE", "TABLE", "TABLE_CAPTION", "TITLE_BLOCK", "YAML_BLOCK"]

_CAPTION = re.compile(r"(?:[Tt]able)?:[ \t]+(?P<text>\S.*?)[ \t]*(?:\{[^{}]*\})?$")


def _caption(raw: str) -> Iterator[InnerText]:
    found = _CAPTION.match(raw)
    if found and any(character.isalpha() for character in found["text"]):
        yield InnerText(*found.span("text"), Kind.CAPTION, inline=True)


CAPTION = Rule("table caption", r"(?:Table)?:[ \t]+\S[^\r\n]*?(?<![`\])])\{[#.][^{}\r\n]*\}", _caption)
"""``: Boats {#tbl:boats}``."""


def _verbatim(raw: str) -> Iterator[InnerText]:
    if any(character.isalpha() for character in raw):
        yield InnerText(0, len(raw.rstrip()), Kind.TABLE_CELL, verbatim=True)


_AFTER_A_TABLE = r"(?:(?<=[|+-]\n\n)|(?<=[|+-]\n)|(?<=[|+-]\r\n\r\n)|(?<=[|+-]\r\n))"
_ONE_LINE = r"(?=[ \t]*(?:\Z|\r?\n[ \t]*(?:\r?\n|\Z)))"
TABLE_CAPTION = Rule(
    "table caption",
    rf"(?:(?:Table|table):|{_AFTER_A_TABLE}:)[ \t]+\S[^\r\n]*{_ONE_LINE}",
    _caption,
)
"""``Table: Boats`` and, after a table, ``: Boats``."""


def _title(raw: str) -> Iterator[InnerText]:
    found = re.match(r"%[ \t]+(?P<text>\S[^\r\n]*)", raw)
    if found:
        yield InnerText(found.start("text"), found.start("text") + len(found["text"].rstrip()), Kind.TITLE, inline=True)


TITLE_BLOCK = Rule("title block", r"(?<![\s\S])%[^\r\n]*(?:\r?\n(?:%|[ \t]+\S)[^\r\n]*)*", _title)
"""``% title``, ``% authors``, ``% date`` at the start of a document."""

_DASHES = r"[ \t]*-{2,}(?:[ \t]+-{2,})*+[ \t]*\r?\n"
_ROW = r"[ \t]*[^\s-][^\r\n]*\r?\n"
_BLANK = r"[ \t]*\r?\n"
TABLE = Rule(
    "verbatim table",
    rf"\+[-=:+]{{3,}}\+[ \t]*\r?\n(?:[ \t]*[|+][^\r\n]*\r?\n)*[ \t]*\+[-=:+]+\+"
    rf"|-{{4,}}[ \t]*\r?\n(?:{_ROW}){{1,20}}+{_DASHES}(?:{_ROW}|{_BLANK}){{1,400}}+-{{4,}}",
    _verbatim,
)
"""A grid table or a multiline table: one text, since its columns are drawn with characters."""

_COLUMNS = r"[ \t]*-{2,}(?:[ \t]+-{2,})++[ \t]*\r?\n"
_LAST_ROW = r"[ \t]*[^\s-][^\r\n]*"
SIMPLE_TABLE = Rule(
    "verbatim table",
    rf"(?=[^\r\n]{{0,200}}?\S(?:[ ]{{2}}|\t))\S[^\r\n]{{0,400}}\r?\n{_COLUMNS}(?:{_ROW}){{0,400}}?{_LAST_ROW}(?=[ \t]*(?:\Z|\r?\n[ \t]*(?:\r?\n|\Z)))",
    _verbatim,
)
"""A table whose columns are lines of hyphens below their heads."""

YAML_BLOCK = Rule(
    "metadata",
    r"---[ \t]*\r?\n(?=[\w-]+:)(?:(?!(?:---|\.\.\.)[ \t]*\r?$)[^\r\n]*\S[^\r\n]*\r?\n){1,200}+(?:---|\.\.\.)",
    option_texts,
    own_block=True,
)
"""A block of YAML that is not at the start of the document, with any lines in it."""

PAUSE = Rule("pause", r"\.[ \t]\.[ \t]\.")
"""``. . .`` in slides."""

PANDOC_TEX = (
    r"(?<!\\)\\(?!section|chapter|subsection|paragraph|caption|footnote|emph|text)[a-zA-Z]+(?:\[[^\[\]\n]*\]|\{[^{}\n]*\})+",
)
"""Commands of LaTeX within a line, as in ``\\index{tide}``."""
