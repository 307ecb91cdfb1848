"""The text of a PO file while it is parsed, and the errors about it."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import NoReturn

from workflow.catalogs.parse.lines import BadEscape
from workflow.errors import CatalogError
from workflow.model import Entry

__all__ = ["DuplicateEntry", "SourceText"]


@dataclass(frozen=True, slots=True, eq=False)
class SourceText:
    """The decoded text of a PO file, with what error messages need."""

    text: str
    charset: str
    path: PurePath | str

    def fail(
        self, at: int, what: str, do: str = "Correct the line, or restore the file from version control."
    ) -> NoReturn:
        """Raise CatalogError for the line at a position. ``what`` and ``do`` are sentences: what is wrong, and what to do."""
        number = self.text.count("\n", 0, at) + 1
        raise CatalogError(
            f"{self.path}:{number}: {what} {do} The file was not touched.",
            file=self.path,
            line=number,
            what=f"{what} {do}",
        )

    def bad_escape(self, error: BadEscape, start: int, end: int) -> NoReturn:
        """Raise CatalogError for an escape sequence between two positions."""
        at = self.text.find(error.escape, start, end)
        if error.character:
            self.fail(max(at, start), f"{error.escape} is {error.character}.", "Remove it.")
        self.fail(
            max(at, start),
            f"{error.escape} is not a valid escape sequence.",
            "Write a backslash as \\\\.",
        )


class DuplicateEntry(CatalogError):
    """A file has two entries of one key."""

    def __init__(self, what: str, source: SourceText, entries: tuple[Entry, Entry], span: tuple[int, int]) -> None:
        """``what``: what is wrong and what to do, in sentences."""
        line = entries[1].line
        message = f"{source.path}:{line}: {what} The file was not touched."
        super().__init__(message, file=source.path, line=line, what=what)
        self.source = source
        self.entries = entries
        self.span = span
        """Start and end of the second entry in the text, blank lines before it included."""
