"""From an entry to its source: the places that ``#:`` names, and the unit's lines in its document."""

import re
from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types

from workflow.errors import WorkflowError
from workflow.language_server.catalog_texts import CatalogOwner
from workflow.language_server.open_texts import OpenText, uri_of
from workflow.language_server.positions import TextLines
from workflow.model import Document, Entry, Span

__all__ = ["destination", "document_links", "source_of"]

_LINE = re.compile(r"^[ \t]*#:([^\r\n]*)", re.MULTILINE)
_REFERENCE = re.compile(r"\u2068([^\u2069\r\n]+)\u2069(?::(\d+))?|([^\s:]+(?::(?!\d+(?:\s|$))[^\s:]+)*)(?::(\d+))?")
_HIGHEST = 8
"""Maximum number of folders above a PO file in which a source is looked for."""


def document_links(text: OpenText) -> Iterator[types.DocumentLink]:
    """Yield a link for each reference in ``#:`` lines, without its target: ``destination`` finds it."""
    for line in _LINE.finditer(text.text):
        begin = text.lines.position(line.start(1))
        for found in _REFERENCE.finditer(line[1]):
            if line[1].isascii():  # nearly all are, and there are thousands
                columns = (begin.character + found.start(), begin.character + found.end())
                place = types.Range(*(types.Position(begin.line, column) for column in columns))
            else:
                place = text.lines.range(Span(line.start(1) + found.start(), line.start(1) + found.end()))
            name, number = found[1] or found[3], found[2] or found[4]
            yield types.DocumentLink(
                place, data={"uri": text.uri, "name": name, "line": int(number[:9]) if number else 0}
            )


def destination(owner: CatalogOwner | None, text: OpenText, entry: Entry | None, name: str, line: int) -> str | None:
    """Return the URI of a reference, with its line; None if there is no such file.

    In a project, the line is the one on which the unit is now.
    """
    if owner is not None and owner.project is not None:
        path = owner.project.layout.source / name
        if name == owner.document and entry is not None and (found := _unit(owner, entry)) is not None:
            line = found[0].line
        return _located(path, line) if path.is_file() else None
    if text.path is None:
        return None
    for folder in list(text.path.parents)[:_HIGHEST]:
        if _is_file(folder / name):
            return _located(folder / name, line)
    return None


def source_of(owner: CatalogOwner | None, text: OpenText, entry: Entry, encoding: str) -> types.Location | None:
    """Return where the source of an entry is: the unit in its document, otherwise the first reference to a file that exists."""
    if owner is not None and owner.project is not None:
        found = _unit(owner, entry)
        if found is None:
            return None
        place, document = found
        return types.Location(uri_of(owner.project.layout.source / owner.document), _range(place, document, encoding))
    for reference in entry.locations:
        name, _, number = reference.rpartition(":")
        name, line = (name, int(number[:9])) if name and number.isascii() and number.isdigit() else (reference, 1)
        uri = destination(owner, text, entry, name, line)
        if uri is not None:
            at = types.Position(max(line - 1, 0), 0)
            return types.Location(uri.partition("#")[0], types.Range(at, at))
    return None


class _Place:
    """The place of a unit."""

    def __init__(self, line: int, span: Span | None) -> None:
        self.line = line
        self.span = span


def _unit(owner: CatalogOwner, entry: Entry) -> tuple[_Place, Document] | None:
    """The unit of an entry, and its document; None if it has none any longer."""
    assert owner.project is not None
    try:
        document = owner.project.parse(owner.document)
    except WorkflowError:
        return None
    unit = next((one for one in document.units if one.key == entry.key), None)
    if unit is None:
        return None
    return _Place(unit.line, unit.locator if isinstance(unit.locator, Span) else None), document


def _range(place: _Place, document: Document, encoding: str) -> types.Range:
    if place.span is not None and document.text:
        return TextLines(document.text, encoding).range(place.span)
    at = types.Position(max(place.line - 1, 0), 0)
    return types.Range(at, at)


def _located(path: Path, line: int) -> str:
    return f"{uri_of(path)}#L{line}" if line else uri_of(path)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
