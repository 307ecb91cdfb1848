"""The text that is being read, and what is said where it is wrong."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import NoReturn

from workflow.catalogs.parse.lines import BadEscape
from workflow.errors import CatalogError
from workflow.model import Entry

__all__ = ["Duplicate", "Source"]


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A PO file's text, with what messages about it need."""

    text: str
    charset: str
    path: PurePath | str

    def fail(
        self, at: int, what: str, do: str = "Correct that line, or take the file from version control."
    ) -> NoReturn:
        """Raise CatalogError about the line of a position."""
        number = self.text.count("\n", 0, at) + 1
        raise CatalogError(f"{self.path}:{number}: {what} {do} The file was not touched.")

    def bad_escape(self, error: BadEscape, start: int, end: int) -> NoReturn:
        """Raise CatalogError about an escape sequence between two positions."""
        at = self.text.find(error.escape, start, end)
        self.fail(
            max(at, start),
            f"{error.escape} is no escape that PO files know.",
            "A backslash itself is written as \\\\.",
        )


class Duplicate(CatalogError):
    """A message is in a file twice."""

    def __init__(self, message: str, source: Source, entries: tuple[Entry, Entry], stretch: tuple[int, int]) -> None:
        super().__init__(message)
        self.source = source
        self.entries = entries
        self.stretch = stretch
        """Where the second one stands in the text, blank lines before it included."""
