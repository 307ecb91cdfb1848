"""The texts that are open in the editor, as they are there: edited, and perhaps never saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from workflow.language_server.positions import TextLines

__all__ = ["OpenText", "file_of", "uri_of"]

_CATALOG_IDS = frozenset({"po", "pot", "gettext", "gettext-catalog"})
"""What editors call the language of PO files."""


def file_of(uri: str) -> Path | None:
    """Return the file that a URI names; None for an untitled document, another scheme, and what is no URI."""
    try:
        path = to_fs_path(uri)
    except ValueError:
        return None
    return Path(path) if path and "\0" not in path and Path(path).is_absolute() else None


def uri_of(path: Path) -> str:
    """Return the URI of a file."""
    return from_fs_path(str(path)) or path.as_uri()


@dataclass(frozen=True)
class OpenText:
    """One version of an open document."""

    uri: str
    kind: str
    """What the editor calls its language: ``markdown``."""
    version: int
    text: str
    encoding: str
    """That of columns."""

    @cached_property
    def path(self) -> Path | None:
        """Its file, which need not exist; None if it has none."""
        return file_of(self.uri)

    @cached_property
    def name(self) -> Path:
        """Its path for messages."""
        return self.path or Path(self.uri.rpartition("/")[2] or "untitled")

    @cached_property
    def lines(self) -> TextLines:
        """Its lines."""
        return TextLines(self.text, self.encoding)

    @property
    def is_catalog(self) -> bool:
        """Whether it is a PO file or a template."""
        return self.name.suffix in (".po", ".pot") or self.kind.lower() in _CATALOG_IDS

    @property
    def is_template(self) -> bool:
        """Whether it is a template, which has no translations."""
        return self.name.suffix == ".pot"

    def changed(self, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]) -> "OpenText":
        """Return the next version, with the editor's changes made one after the other."""
        text = self
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                span = text.lines.span(change.range)
                new = text.text[: span.start] + change.text + text.text[span.end :]
            else:
                new = change.text
            text = OpenText(self.uri, self.kind, version, new, self.encoding)
        return text
