"""What a catalog remembers of the file it came from: the text, and where each entry stands in it.

``Catalog.layout`` holds a ``Layout``, or for a catalog that is in no file yet perhaps a ``Body``. Nobody outside ``workflow.catalogs`` looks into it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflow.model import Entry, Key

__all__ = ["HEADER", "Block", "Body", "Layout"]

HEADER: Key = (None, "")
"""The key of the header entry."""


@dataclass(frozen=True, slots=True)
class Block:
    """One entry's stretch of the file: from the end of the entry before it (so blank lines before it are in it) to its last string."""

    start: int
    end: int
    entry: Entry
    """The entry as it was read; as long as it is equal, its stretch is written as it is."""
    after: Key | None = None
    """The entry that stood before it; None for the first."""


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """New entries, laid out once for the template and the catalogs of all languages."""

    entries: tuple[Entry, ...]
    text: str
    """As it follows the header in a file of our own style."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A PO file as it was read."""

    text: str
    """The decoded text, without BOM."""
    blocks: Mapping[Key, Block] = field(repr=False)
    """Where each entry stands; gettext allows a key once in a file, obsolete entries included."""
    tail: int
    """Where the last entry ends: what follows (comments, blank lines) belongs to none."""
    charset: str = "utf-8"
    """Python's name of the encoding."""
    bom: bool = False
    header_at: int = 0
    """How many entries stand before the header: none in any file a tool wrote."""
    exact: bool = True
    """Whether the text encodes to the very bytes it was decoded from."""
