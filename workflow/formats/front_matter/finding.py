"""Where front matter is: at the top of a document, between fences, or an object of JSON."""

import json
import re

from workflow.formats.front_matter.json_block import without_comments
from workflow.formats.front_matter.model import FrontMatter, Problem, Syntax
from workflow.model import Span

__all__ = ["find", "misplaced"]

_START = r"(?<![^\r\n])"
_END = r"[ \t]*(?:\r\n|\r|\n|\Z)"
_FENCED = re.compile(r"(?:---[ \t]*(?P<language>[a-z]\w*)?|\+\+\+|;;;)[ \t]*(?:\r\n|\r|\n)", re.IGNORECASE)
_CLOSING = {
    "---": re.compile(rf"{_START}(?:---|\.\.\.){_END}"),
    "+++": re.compile(rf"{_START}\+\+\+{_END}"),
    ";;;": re.compile(rf"{_START};;;{_END}"),
}
_SYNTAX = {"---": Syntax.YAML, "+++": Syntax.TOML, ";;;": Syntax.JSON}
_LANGUAGES = {
    **dict.fromkeys(("yaml", "yml"), Syntax.YAML),
    "toml": Syntax.TOML,
    "json": Syntax.JSON,
    **dict.fromkeys(("jsonc", "json5", "hjson"), Syntax.JSON_WITH_COMMENTS),
    **dict.fromkeys(("js", "javascript", "jsx", "ts", "tsx", "typescript", "coffee", "cson"), Syntax.SCRIPT),
}
"""What may follow the opening ``---``."""
# `---`, a line and `---` is a rule and a heading in CommonMark: front matter begins with a key. Where the blank after the colon is
# missing, or is full-width, another key shows that it is one, or the name `title`, or that no line is anything else.
_YAML_KEY = re.compile(
    r"(?:[ \t]*(?:(?:#|//)[^\r\n]*)?(?:\r\n|\r|\n))*+"
    r"(?:[ ]{0,3}[\w\"'][^\r\n:]*:(?:\s|\Z)|\{|\Z|\w[\w-]*[:\uff1a][^\r\n]*(?:\r\n|\r|\n)[\w-]+[ \t]*:(?:\s|\Z)"
    r"|(?i:title):|(?:[^\W\d_][\w-]*:(?!//)[^\r\n]*(?:\r\n|\r|\n)){2,}+\Z)"
)
# After an empty line, a line at the margin without a key: the closing line is missing, and the text up to a later rule is no YAML.
_PROSE = re.compile(
    r"(?>\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)(?![^\r\n]*:(?:[ \t\r\n]|\Z))[^\W\d_][^\r\n]*[ \t][^\r\n]*(?:\r\n|\r|\n)"
)
_JSON = re.compile(r"\{\s*(?:\"|\})")
_BROKEN_JSON = re.compile(r"\{\s*(?:\"[^\"\n]*\"|'[^'\n]*'|[A-Za-z_][\w-]*)\s*:[^\r\n]*(?:\r\n|\r|\n)")
_JSON_END = re.compile(rf"{_START}\}}{_END}")
_LINE_END = re.compile(_END)
_LATE = re.compile(
    r"(?:\s|<!--(?:(?!-->).)*-->)++(?P<block>(?:---|\+\+\+)[ \t]*(?:\r\n|\r|\n)[\w\"']+[ \t]*[:=][^\r\n]*(?:\r\n|\r|\n))",
    re.DOTALL,
)
"""Front matter after blank lines and comments."""
_UNCLOSED = re.compile(
    r"(?:---[ \t]*(?:\r\n|\r|\n)[a-z][\w.-]*:[ \t]|\+\+\+[ \t]*(?:\r\n|\r|\n)\w[\w.-]*[ \t]*=)[^\r\n]*"
)
_BARE = re.compile(r"(?i:title):[ \t]+\S[^\r\n]*(?:\r\n|\r|\n)[A-Za-z][\w-]*:[ \t]+\S")
"""Metadata without fences, as MultiMarkdown, Pelican and Python-Markdown have it."""


def find(text: str) -> FrontMatter | None:
    """Return the front matter of a document; None if it has none. A BOM may precede it.

    Found are YAML between ``---`` (or ``---`` and ``...``), TOML between ``+++``, JSON between ``;;;`` or as an object at the top
    (Hugo), and each of them after ``---yaml``, ``---toml`` and ``---json`` (gray-matter). JavaScript after ``---js`` (Eleventy) is found
    as well, so that it is no text.
    """
    begin = _begin(text)
    fence = text[begin : begin + 3]
    if fence in _SYNTAX:
        opening = _FENCED.match(text, begin)
        closing = _CLOSING[fence].search(text, opening.end()) if opening else None
        if opening is None or closing is None:
            return None
        language = (opening["language"] or "").lower()
        syntax = _LANGUAGES.get(language) if language else _SYNTAX[fence]
        if syntax is None:
            return None
        body = Span(opening.end(), closing.start())
        if not language and syntax is Syntax.YAML and not _is_yaml(text[body.start : body.end]):
            return None
        return FrontMatter(syntax, begin, closing.end(), body)
    return _json(text, begin) if fence.startswith("{") and not fence.startswith(("{{", "{%")) else None


def misplaced(text: str, *, unopened: bool) -> Problem | None:
    """Return the reason why what looks like front matter is none: it is not at the top, or has no lines around it. ``unopened``: whether
    the line before it may be missing, as in Hexo.
    """
    begin = _begin(text)
    if _UNCLOSED.match(text, begin) and find(text) is None:
        return Problem(begin, "the front matter has no closing line, so it was read as text.")
    if _BARE.match(text, begin) and not (unopened and _CLOSING["---"].search(text, begin)):
        message = "the metadata is not used. To make it front matter, put a line with --- before it and one after it."
        return Problem(begin, message)
    late = _LATE.match(text, begin)
    if late and find(text[late.start("block") :]) is not None:
        return Problem(begin, "front matter must begin in the first line, so it was read as text.")
    return None


def _is_yaml(body: str) -> bool:
    return _YAML_KEY.match(body) is not None and _PROSE.search(body) is None


def _begin(text: str) -> int:
    return 1 if text.startswith("\ufeff") else 0


def _json(text: str, begin: int) -> FrontMatter | None:
    text = without_comments(text)
    if not _JSON.match(text, begin) and not _BROKEN_JSON.match(text, begin):
        return None
    try:
        _, end = json.JSONDecoder().raw_decode(text, begin)
    except (ValueError, RecursionError):
        last = _JSON_END.search(text, begin) if _BROKEN_JSON.match(text, begin) else None
        if last is None:
            return None
        return FrontMatter(Syntax.JSON, begin, last.end(), Span(begin, last.start() + 1))
    after = _LINE_END.match(text, end)
    return FrontMatter(Syntax.JSON, begin, after.end(), Span(begin, end)) if after else None
