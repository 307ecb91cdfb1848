"""The shared data model: documents and their units, catalogs and their entries.

Frozen, slotted dataclasses whose properties follow from their fields. The names are those of gettext and of translation tools:
unit, entry, catalog, fuzzy, obsolete, state.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from enum import StrEnum
from operator import attrgetter

from workflow.inline_tags import Grammar

__all__ = [
    "WARNINGS",
    "Catalog",
    "Document",
    "Entry",
    "IgnoreDirective",
    "Key",
    "Kind",
    "Metadata",
    "Observer",
    "Progress",
    "Remark",
    "Selection",
    "Severity",
    "Span",
    "State",
    "Unit",
]

Key = tuple[str | None, str]
"""The key of an entry in its catalog: (msgctxt or None, msgid)."""

Progress = Callable[[int, int, str], None]
"""Called as ``progress(done, total, what)`` during long work; ``total`` is 0 if it is not known."""


@dataclass(frozen=True, slots=True)
class Observer:
    """Receives the progress of long work, and announcements."""

    progress: Progress | None = None
    announce: Callable[[str], None] | None = None
    """Called once, before the first text is sent to a server, with a line that names the server."""

    def report(self, done: int, total: int, what: str) -> None:
        """Pass progress on to ``progress``, if it is set."""
        if self.progress is not None:
            self.progress(done, total, what)


@dataclass(frozen=True, slots=True)
class Selection:
    """The part of a project that a command processes; empty: all of it."""

    languages: tuple[str, ...] = ()
    """Language codes or patterns such as ``zh*``."""
    documents: tuple[str, ...] = ()
    """Documents or patterns: ``guide.md``, ``guide``, ``source/guide.md``, ``news/*``."""


@dataclass(frozen=True, slots=True)
class Span:
    """A range of a text: characters ``start`` (included) to ``end`` (excluded)."""

    start: int
    end: int


WARNINGS = frozenset({"attention", "caution", "danger", "error", "important", "warning"})
"""The types of admonitions that are warnings."""


class Kind(StrEnum):
    """The kind of a unit in its document. The value is shown to translators in ``#.`` comments."""

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
    COMMENT = "comment"
    """A comment in a code block."""
    LABEL = "label"
    """A label of a diagram that is written as code."""


@dataclass(frozen=True, slots=True)
class IgnoreDirective:
    """An ``i18n:ignore`` in a document: a person dismisses what a check finds in the translations of a block."""

    check: str
    """The id of the check, as it was written."""
    line: int
    """1-based line of the document."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """One translatable part of a document.

    ``source`` is the msgid: the slice of the document without its container's prefixes; a soft break is one space
    (none between CJK characters), a hard break is ``\\n``; escapes, entities and inline markup stay as written.
    """

    index: int
    source: str
    context: str | None
    locator: object
    """The place of the unit, for its document's format: a ``Span`` in a text format, anything hashable in others."""
    kind: Kind
    line: int
    """1-based line of the document where the unit starts; 0 if the format has no lines."""
    heading_path: tuple[str, ...] = ()
    note: str = ""
    """The ``i18n:comment`` note to translators."""
    ignores: tuple[IgnoreDirective, ...] = ()
    """What ``i18n:ignore`` dismisses in its translations."""
    admonitions: tuple[str, ...] = ()
    """The types of the admonitions that it is in, from the outside in, in lower case: ``warning``."""

    @property
    def span(self) -> Span:
        """The unit's range of characters in ``Document.text``.

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
class Remark:
    """Something in a document that its format did not understand, or did not offer for translation."""

    id: str
    """A key of ``findings.FINDINGS``."""
    line: int
    """1-based line of the document."""
    text: str
    """For ``unreadable_front_matter`` and ``unread_block`` what is wrong, one or two sentences; for ``untranslated_key`` the key."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a format says about the metadata of a document, such as its front matter."""

    keys: frozenset[str] = frozenset()
    """The keys with text, in lower case, those of nested mappings joined by dots: ``features.title``."""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document: its units in order, and the data that its format needs to splice translations.

    The structure without the units' texts is the *skeleton*.
    """

    path: str
    """POSIX path below the source folder, with suffix; empty for text without a file."""
    format: str
    """The format's name: ``markdown``."""
    text: str
    """The text of the file (line ends and BOM kept) for a text format; empty for others."""
    units: tuple[Unit, ...]
    grammar: Grammar
    """The inline grammar of the units' texts."""
    layout: object = field(default=None, repr=False, compare=False)
    """Private to the document's format: the data that ``splice`` needs in addition to the locators."""
    metadata: Metadata = Metadata()
    ignores: tuple[IgnoreDirective, ...] = ()
    """Every ``i18n:ignore``, also those that no unit follows."""


class State(StrEnum):
    """The state of an entry, derived from its text, flags and comments, never stored."""

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    """A machine's translation that no person has edited."""
    NEEDS_WORK = "needs-work"
    """Stale (the source changed), unfinished (a person left it fuzzy) or in conflict."""
    TRANSLATED = "translated"
    APPROVED = "approved"


class Severity(StrEnum):
    """The severity of a finding, the worst first."""

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
    """1-based line of the PO file on which the entry starts; 0 for an entry that was not read from a file."""

    def __reduce__(self) -> tuple[type["Entry"], tuple[object, ...]]:
        # The implementation of dataclasses takes five times as long.
        return Entry, _FIELDS_OF_ENTRY(self)

    @property
    def key(self) -> Key:
        """The key that identifies the entry in its catalog."""
        return (self.context, self.msgid)

    @property
    def fuzzy(self) -> bool:
        """Whether the entry has gettext's ``fuzzy`` flag."""
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
    """Private to ``workflow.catalogs``: the layout of the file."""

    @property
    def live(self) -> tuple[Entry, ...]:
        """The entries that are not obsolete."""
        return tuple(entry for entry in self.entries if not entry.obsolete)
