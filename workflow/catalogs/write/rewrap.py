"""Wrap the strings of a whole file at another width. Only on explicit request (``workflow catalogs format``)."""

from dataclasses import replace
from pathlib import Path

from workflow.catalogs.layout import FileLayout
from workflow.catalogs.parse.parser import parse
from workflow.catalogs.wrap.file_style import style_of
from workflow.catalogs.write.entry_lines import rewrapped_lines
from workflow.catalogs.write.serialiser import encoded
from workflow.files import rewrite
from workflow.locks import locked
from workflow.model import Catalog

__all__ = ["rewrap", "rewrap_file"]


def rewrap(catalog: Catalog, width: int | None) -> bytes:
    """The file with its strings in lines of at most ``width`` columns; None: broken after line feeds only.

    Comments, blank lines, line ends and charset stay. Lines break by the rules of the program that wrote the file. Raises
    CatalogError if the charset does not allow the change.
    """
    layout = catalog.layout
    assert isinstance(layout, FileLayout), "not a catalog from a file"
    style = style_of(layout)
    style = replace(style, strings=replace(style.strings, width=width))
    parts = [rewrapped_lines(block, layout, style) for block in layout.blocks.values()]
    # If the file had no line end after the last string, it gets none.
    text = "".join(parts)
    tail = layout.text[layout.tail :]
    if not layout.text.endswith("\n") and not tail:
        text = text.removesuffix(style.newline)
    return encoded(text + tail, layout)


def rewrap_file(path: Path, width: int | None) -> bool:
    """``rewrap`` a file; return whether it changed. Raises CatalogError, FileProblem, Locked; the file is then unchanged."""
    with locked(path):
        before, after = rewrite(path, lambda data: rewrap(parse(data, path), width))
        return before != after
