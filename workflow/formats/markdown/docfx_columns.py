"""The rows and columns of DocFX: their bodies are Markdown, however far they are indented.

``:::row:::`` has ``:::column:::`` … ``:::column-end:::``, then ``:::row-end:::``. Authors indent each level by three or four spaces, so
that a body looks like indented code to other parsers. Here every level is moved to the indentation of its row.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from workflow.formats.markdown import view as views
from workflow.formats.markdown.view import Edit, Part, Piece, code_and_html, covers

__all__ = ["dedented_columns"]

_MARK = re.compile(
    r"^(?P<indent>[ ]*):{3,}[ ]*(?P<what>row|column)(?P<end>-end)?\b[^\r\n]*(?:\r\n|\r|\n|\Z)", re.MULTILINE
)
_IMAGE = re.compile(r":{3,}[ ]*image(?:(?P<end>-end)|[^\r\n]*type=\"complex\")")
_LINE = re.compile(r"^(?P<indent>[ ]*)(?=[^\s])", re.MULTILINE)


def dedented_columns(parts: list[Part], parse: Callable[[str], Iterable[Piece]]) -> list[Part]:
    """Return ``parts`` with the columns and their bodies indented as far as their rows."""
    view = views.view_of(parts)
    if ":::column" not in view.text:
        return parts
    code, _ = code_and_html(parse(view.text))
    edits: list[Edit] = []
    row, body = -1, -1
    for mark in _MARK.finditer(view.text):
        if mark["what"] == "row" and not mark["end"]:
            row, body = (-1 if covers(code, mark.end("indent")) else len(mark["indent"])), -1
            continue
        if row < 0:
            continue
        if body >= 0:
            edits += _moved(list(_LINE.finditer(view.text, body, mark.start())), row)
        edits += _moved([mark], row)
        body = mark.end() if mark["what"] == "column" and not mark["end"] else -1
        row = -1 if mark["what"] == "row" else row
    return views.edited(parts, edits)


def _moved(lines: Sequence[re.Match[str]], indent: int) -> list[Edit]:
    """The edits that move lines to an indentation and keep their differences."""
    more = min((len(line["indent"]) for line in lines), default=0) - indent
    if more <= 0:
        return []
    edits: list[Edit] = []
    image = -1
    for line in lines:
        own = len(line["indent"])
        if found := _IMAGE.match(line.string, line.end()):
            image = -1 if found["end"] else own
        extra = max(own - image, 0) if image >= 0 else 0  # the text of a picture is indented in its turn
        edits.append((line.start(), line.start() + more + extra, []))
    return edits
