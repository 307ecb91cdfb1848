"""Another line width for a whole file: for those who ask for it, and never by the way."""

from dataclasses import replace
from pathlib import Path

from workflow.catalogs.layout import Layout
from workflow.catalogs.locks import locked
from workflow.catalogs.parse.parser import parse
from workflow.catalogs.wrap.file_style import style_of
from workflow.catalogs.writer import encoded, laid_out
from workflow.files import read_bytes, write_bytes
from workflow.model import Catalog

__all__ = ["rewrap", "rewrap_file"]


def rewrap(catalog: Catalog, width: int | None) -> bytes:
    """The file with its strings in lines of at most ``width`` characters; None: broken after line feeds only.

    Comments, their order, blank lines, line ends, charset and the last line stay. The rules for where a line may break stay those of
    the program that wrote the file. Raises CatalogError where the charset does not allow it.
    """
    layout = catalog.layout
    assert isinstance(layout, Layout), "a catalog that was read"
    style = replace(style_of(layout), width=width)
    parts = [laid_out(block, layout, style) for block in layout.blocks.values()]
    # Without a line end behind the last string there is none now.
    text = "".join(parts)
    tail = layout.text[layout.tail :]
    if not layout.text.endswith("\n") and not tail:
        text = text.removesuffix(style.newline)
    return encoded(text + tail, layout)


def rewrap_file(path: Path, width: int | None) -> bool:
    """``rewrap`` for a file; whether it changed. Raises CatalogError, FileProblem, Locked; the file is then as it was."""
    with locked(path):
        return write_bytes(path, rewrap(parse(read_bytes(path), path), width))
