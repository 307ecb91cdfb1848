"""The columns of DocFX: their bodies are Markdown, however far they are indented.

``:::column:::`` … ``:::column-end:::`` stand in ``:::row:::``; authors indent each level by three spaces, so that a body looks like
indented code to other parsers.
"""

import re
from collections.abc import Callable, Iterable

from workflow.formats.markdown import view as views
from workflow.formats.markdown.view import Edit, Part, Piece, code_and_html, covers

__all__ = ["without_indentation"]

_COLUMN = re.compile(r"^[ ]*(?P<mark>:{3,})[ ]*column(?P<end>-end)?\b[^\r\n]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
_LINE = re.compile(r"^(?P<indent>[ ]*)(?=[^\s])", re.MULTILINE)
_CODE = 4
"""The indentation of code (CommonMark §4.4)."""


def without_indentation(parts: list[Part], parse: Callable[[str], Iterable[Piece]]) -> list[Part]:
    """Return ``parts`` without the indentation of the bodies of columns, if it would make them code."""
    view = views.view_of(parts)
    if ":::column" not in view.text:
        return parts
    code, _ = code_and_html(parse(view.text))
    edits: list[Edit] = []
    start = -1
    for found in _COLUMN.finditer(view.text):
        if covers(code, found.start("mark")):
            continue
        if not found["end"]:
            start = found.end()
        elif start >= 0:
            lines = list(_LINE.finditer(view.text, start, found.start()))
            indent = min((len(line["indent"]) for line in lines), default=0)
            if indent >= _CODE:
                edits += [(line.start(), line.start() + indent, []) for line in lines]
            start = -1
    return views.edited(parts, edits)
