"""The words the whole program shares: documents and their units, catalogs and their entries.

Layer 2: frozen, slotted dataclasses without behaviour beyond what follows from their fields. The names are gettext's and
those of translation tools: unit, entry, catalog, fuzzy, obsolete, state.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from enum import StrEnum
from operator import attrgetter

from workflow.inline_tags import Grammar

__all__ = [
    "Catalog",
    "Document",
    "Entry",
    "Key",
    "Kind",
    "Observer",
    "Progress",
    "Selection",
    "Severity",
    "Span",
    "State",
    "Unit",
]

Key = tuple[str | None, str]
"""What identifies an entry in its catalog: (msgctxt or None, msgid)."""

Progress = Callable[[int, int, str], None]
"""Called as ``progress(done, total, what)`` during long work; ``total`` is 0 where it isn't known."""


@dataclass(frozen=True, slots=True)
class Observer:
    """Who is told about long work while it runs."""

    progress: Progress | None = None
    announce: Callable[[str], None] | None = None
    """Told once, before the first text goes to a server, where texts go."""

    def tell(self, done: int, total: int, what: str) -> None:
        """Pass progress on, where somebody listens."""
        if self.progress is not None:
            self.progress(done, total, what)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which part of a project a command is about; empty: all of it."""

    languages: tuple[str, ...] = ()
    """Language codes or patterns such as ``zh*``."""
    documents: tuple[str, ...] = ()
    """Documents or patterns: ``guide.md``, ``guide``, ``source/guide.md``, ``news/*``."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where something lies in a text: characters ``start`` (included) to ``end`` (excluded)."""

    start: int
    end: int


class Kind(StrEnum):
    """What a unit is in its document. The value is what ``#.`` comments show to translators."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    TABLE_CELL = "table cell"
    CAPTION = "caption"
    ALT_TEXT = "alt text"
    TITLE = "title"
    FRONT_MATTER = "front matter"
    TERM = "term"
    DEFINITION = "definition"
    FOOTNOTE = "footnote"
    ADMONITION_TITLE = "admonition title"
    HTML = "html"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True)
class Unit:
    """One translatable piece of a document.

    ``source`` is the msgid: the slice of the document without its container's prefixes; a soft break is one space
    (none between CJK characters), a hard break is ``\\n``; escapes, entities and inline markup stay as written.
    """

    index: int
    source: str
    context: str | None
    locator: object
    """Where the unit lies, for its document's format: a ``Span`` in a text format, anything hashable elsewhere."""
    kind: Kind
    line: int
    """1-based line of the document where the unit starts; 0 where the format has no lines."""
    heading_path: tuple[str, ...] = ()
    note: str = ""
    """What ``i18n:comment`` says to translators."""

    @property
    def span(self) -> Span:
        """The characters of ``Document.text`` that hold the unit.

        Raises TypeError for a unit that is not located by characters.
        """
        if not isinstance(self.locator, Span):
            raise TypeError(f"unit {self.index} is not located by characters: {self.locator!r}")
        return self.locator

    @property
    def key(self) -> Key:
        """The key of this unit's catalog entry."""
        return (self.context, self.source)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document: its units in order, and what its format needs to put translations in.

    What lies between the units is the *skeleton*.
    """

    path: str
    """POSIX path below the source folder, with suffix; empty for text from nowhere."""
    format: str
    """The format's name: ``markdown``."""
    text: str
    """The file's text (line ends and BOM kept) in a text format; empty elsewhere."""
    units: tuple[Unit, ...]
    grammar: Grammar
    """How the units' texts are written."""
    layout: object = field(default=None, repr=False, compare=False)
    """For the document's format alone: what ``splice`` needs to know beyond the locators."""


class State(StrEnum):
    """Where an entry stands; derived from the entry's text, flags and comments, never stored."""

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    """A machine's words, untouched."""
    NEEDS_WORK = "needs-work"
    """Stale (the source changed), unfinished (a person left it fuzzy) or in conflict."""
    TRANSLATED = "translated"
    APPROVED = "approved"


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a PO file. Texts are decoded (no quotes, no backslash escapes)."""

    msgid: str
    msgstr: tuple[str, ...] = ("",)
    """One text; for an entry with ``msgid_plural`` one text for each plural form."""
    context: str | None = None
    msgid_plural: str | None = None
    flags: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    """Translator comments (``# …``), a line each, without the ``#`` and the space; provenance lines included."""
    extracted: tuple[str, ...] = ()
    """``#.`` lines."""
    locations: tuple[str, ...] = ()
    """``#:`` references, one each: ``guide.md`` or ``guide.md:40``."""
    previous_context: str | None = None
    previous_msgid: str | None = None
    previous_plural: str | None = None
    obsolete: bool = False
    line: int = field(default=0, compare=False)
    """1-based line of the PO file where the entry starts; 0 for one that was never in a file."""

    def __reduce__(self) -> tuple[type["Entry"], tuple[object, ...]]:
        # What dataclasses have for it takes five times as long.
        return Entry, _FIELDS_OF_ENTRY(self)

    @property
    def key(self) -> Key:
        """What identifies the entry in its catalog."""
        return (self.context, self.msgid)

    @property
    def fuzzy(self) -> bool:
        """Whether the entry carries gettext's ``fuzzy`` flag."""
        return "fuzzy" in self.flags

    @property
    def text(self) -> str:
        """The translation; the first form of a plural entry."""
        return self.msgstr[0] if self.msgstr else ""

    @property
    def filled(self) -> bool:
        """Whether every form has a text."""
        return bool(self.msgstr) and all(self.msgstr)


_FIELDS_OF_ENTRY = attrgetter(*(one.name for one in fields(Entry)))


@dataclass(frozen=True, slots=True)
class Catalog:
    """A PO file: header, entries in order (obsolete ones included)."""

    entries: tuple[Entry, ...]
    header: Entry = Entry(msgid="")
    layout: object = field(default=None, repr=False, compare=False)
    """Belongs to ``workflow.catalogs``: how the file was laid out."""

    @property
    def live(self) -> tuple[Entry, ...]:
        """The entries that are not obsolete."""
        return tuple(entry for entry in self.entries if not entry.obsolete)
