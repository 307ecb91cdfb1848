"""The layout of a catalog's file: the text, and the position of each entry in it.

``Catalog.layout`` is a ``FileLayout``; for a catalog without a file it is None or a ``Body``. Only ``workflow.catalogs`` uses it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflow.model import Entry, Key

__all__ = ["HEADER", "Body", "EntryBlock", "FileLayout"]

HEADER: Key = (None, "")
"""The key of the header entry."""


@dataclass(frozen=True, slots=True)
class EntryBlock:
    """The part of the file that belongs to an entry: from the end of the entry before it to the end of its own last string."""

    start: int
    end: int
    entry: Entry
    """The entry as it was read. An equal entry is written with the file's lines."""
    after: Key | None = None
    """Key of the entry before it; None for the first."""


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """New entries as text, laid out once for the template and the new catalogs of all languages."""

    entries: tuple[Entry, ...]
    text: str
    """The text after the header in a new file."""


@dataclass(frozen=True, slots=True, eq=False)
class FileLayout:
    """A PO file as it was read."""

    text: str
    """The decoded text, without BOM."""
    blocks: Mapping[Key, EntryBlock] = field(repr=False)
    """The position of each entry. gettext allows a key once in a file, obsolete entries included."""
    tail: int
    """The end of the last entry. The comments and blank lines after it belong to no entry."""
    charset: str = "utf-8"
    """Python's name of the encoding."""
    bom: bool = False
    header_at: int = 0
    """The number of entries before the header: 0 in every file that a tool wrote."""
    exact: bool = True
    """Whether encoding the text gives the bytes it was decoded from."""
