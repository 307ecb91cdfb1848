"""Reuse of translations from the project's other catalogs, for texts that are new to a catalog.

A catalog need not be in memory to be searched. Its ``ReuseSummary`` lists its texts; the catalog itself is read when one of them is
needed, and only the content of the file counts. A wrong summary can cost time or a suggestion, but never changes what is written.
"""

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from zlib import crc32

from workflow.catalogs.fuzzy_match import CandidatePool, placed
from workflow.catalogs.provenance import previous_text, untouched_draft_of
from workflow.catalogs.templates import kind_line
from workflow.model import Catalog, Entry, Key

__all__ = [
    "LazyCatalog",
    "ObsoleteEntry",
    "ReuseCandidates",
    "ReuseSummary",
    "can_be_fuzzy",
    "expire",
    "reuse_summary",
]

_WORTH_COPYING = 25
"""Minimum length in characters of a text that means the same in every place, so that its translation may be copied."""


@dataclass(frozen=True, slots=True)
class ObsoleteEntry:
    """The data of an obsolete entry that a search needs."""

    outline: Entry
    """Key, previous key, and the ``#.`` line with its kind: everything that fuzzy matching compares."""
    fuzzy: bool
    """Whether it has a text by a person, which a similar text can use."""


@dataclass(frozen=True, slots=True)
class ReuseSummary:
    """The texts of a catalog that other catalogs can reuse."""

    live: "array[int]" = field(default_factory=lambda: array("I"))
    """A CRC-32 of the key of each live, long text that has a translation."""
    obsolete: tuple[ObsoleteEntry, ...] = ()
    """The obsolete entries that have a translation."""


@dataclass(frozen=True, slots=True, eq=False)
class LazyCatalog:
    """A catalog in a file, read only if it is needed."""

    summary: ReuseSummary
    read: Callable[[], Catalog | None]
    """Returns the catalog, or None if it can no longer be read."""


def reuse_summary(catalog: Catalog) -> ReuseSummary:
    """Return the summary of a catalog: the texts that other catalogs can reuse."""
    live = array("I")
    obsolete = []
    for entry in catalog.entries:
        if any(entry.msgstr):
            if entry.obsolete:
                obsolete.append(ObsoleteEntry(_outline(entry), can_be_fuzzy(entry)))
            elif len(entry.msgid) >= _WORTH_COPYING:
                live.append(_hash(entry.key))
    return ReuseSummary(live, tuple(obsolete))


def expire(wanted: Iterable[Entry], catalog: Catalog) -> Catalog:
    """Return the catalog with every entry obsolete that its document no longer has. ``wanted`` is the document's template."""
    keys = {entry.key for entry in wanted}
    return replace(
        catalog,
        entries=tuple(e if e.obsolete or e.key in keys else replace(e, obsolete=True) for e in catalog.entries),
    )


def can_be_fuzzy(entry: Entry) -> bool:
    """Whether an entry has a text by a person."""
    return any(entry.msgstr) and (untouched_draft_of(entry) is None or previous_text(entry) is not None)


class ReuseCandidates:
    """The project's other catalogs, indexed for look-up. If several have a text, the first one counts."""

    def __init__(self, catalogs: Iterable[Catalog | LazyCatalog] = ()) -> None:
        """Take the catalogs in a fixed order, as they will be after this run (see ``expire``)."""
        self._catalogs = [_Opened(item) if isinstance(item, Catalog) else _Closed(item) for item in catalogs]

    def obsolete(self, key: Key) -> Entry | None:
        """The entry of a text that is no longer in its document: it may have moved."""
        found = self._obsolete.get(key)
        return None if found is None else found[1].entry(key, obsolete=True)

    def live(self, key: Key) -> Entry | None:
        """The entry of a long text that is in another document as well."""
        if len(key[1]) < _WORTH_COPYING or _hash(key) not in self._hashes:
            return None
        short = _hash(key)
        for catalog in self._catalogs:
            if short in catalog.summary.live and (entry := catalog.entry(key, obsolete=False)) is not None:
                return entry
        return None

    @cached_property
    def pool(self) -> CandidatePool:
        """The obsolete texts, for a fuzzy search. The pool has outlines; ``obsolete`` returns their entries."""
        outlines = (item.outline for item, _ in self._obsolete.values() if item.fuzzy)
        return CandidatePool([placed(outline) for outline in outlines])

    @cached_property
    def _obsolete(self) -> dict[Key, tuple[ObsoleteEntry, "_Opened | _Closed"]]:
        found: dict[Key, tuple[ObsoleteEntry, _Opened | _Closed]] = {}
        for catalog in self._catalogs:
            for item in catalog.summary.obsolete:
                found.setdefault(item.outline.key, (item, catalog))
        return found

    @cached_property
    def _hashes(self) -> set[int]:
        found: set[int] = set()
        for catalog in self._catalogs:
            found.update(catalog.summary.live)
        return found


class _Opened:
    """A catalog in memory."""

    def __init__(self, catalog: Catalog | None, summary: ReuseSummary | None = None) -> None:
        self.catalog = catalog
        self._summary = summary

    @property
    def summary(self) -> ReuseSummary:
        if self._summary is None:
            assert self.catalog is not None
            self._summary = reuse_summary(self.catalog)
        return self._summary

    @cached_property
    def _entries(self) -> dict[Key, Entry]:
        return {entry.key: entry for entry in self.catalog.entries} if self.catalog is not None else {}

    def entry(self, key: Key, *, obsolete: bool) -> Entry | None:
        """The translated entry with a key."""
        entry = self._entries.get(key)
        return entry if entry is not None and entry.obsolete is obsolete and any(entry.msgstr) else None


class _Closed:
    """A catalog that is read when one of its entries is needed."""

    def __init__(self, lazy: LazyCatalog) -> None:
        self.summary = lazy.summary
        self._read = lazy.read

    @cached_property
    def _opened(self) -> _Opened:
        return _Opened(self._read(), self.summary)

    def entry(self, key: Key, *, obsolete: bool) -> Entry | None:
        """The translated entry with a key."""
        return self._opened.entry(key, obsolete=obsolete)


def _outline(entry: Entry) -> Entry:
    line = kind_line(entry)
    return Entry(
        msgid=entry.msgid,
        context=entry.context,
        previous_context=entry.previous_context,
        previous_msgid=entry.previous_msgid,
        extracted=() if line is None else (line,),
    )


def _hash(key: Key) -> int:
    context, msgid = key
    text = msgid if context is None else f"{context}\x04{msgid}"
    return crc32(text.encode("utf-8", "surrogatepass"))
