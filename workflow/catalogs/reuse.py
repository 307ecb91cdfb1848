"""Where translations of texts that are new to a catalog may come from: the project's other catalogs.

A catalog need not be in memory to be a donor. Its ``Summary`` says which texts it could give; the catalog itself is read when one of
them is asked for, and what it then says is what counts. So a summary can cost time where it is wrong, and a suggestion where it lacks
one, but it never puts words anywhere.
"""

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from zlib import crc32

from workflow.catalogs.fuzzy_match import Candidate, Pool
from workflow.catalogs.match_features import kind_line, place_of
from workflow.catalogs.provenance import previous_text, untouched_draft_of
from workflow.model import Catalog, Entry, Key

__all__ = ["Distant", "Donors", "Gone", "Summary", "can_be_fuzzy", "expire", "summary"]

_WORTH_COPYING = 25
"""From how many characters on a text means the same wherever it stands, so that a copy of it is translated as its original is."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What a search has to know of a text that its document has no more."""

    outline: Entry
    """Key, previous key, and the ``#.`` line that tells its kind: what likeness is judged by."""
    fuzzy: bool
    """Whether it holds a person's words, so that a text that is only like it can use them."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a catalog has for others."""

    staying: "array[int]" = field(default_factory=lambda: array("I"))
    """A short hash of each long text that its document has and that has a translation."""
    gone: tuple[Gone, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Distant:
    """A catalog that is in a file."""

    summary: Summary
    read: Callable[[], Catalog | None]
    """The catalog; None where it cannot be read any more."""


def summary(catalog: Catalog) -> Summary:
    """What a catalog has for others, in short."""
    staying = array("I")
    gone = []
    for entry in catalog.entries:
        if any(entry.msgstr):
            if entry.obsolete:
                gone.append(Gone(_outline(entry), can_be_fuzzy(entry)))
            elif len(entry.msgid) >= _WORTH_COPYING:
                staying.append(_hash(entry.key))
    return Summary(staying, tuple(gone))


def expire(wanted: Iterable[Entry], catalog: Catalog) -> Catalog:
    """The catalog as a donor: entries that its document (its ``template``) no longer has count as obsolete."""
    keys = {entry.key for entry in wanted}
    return replace(
        catalog,
        entries=tuple(e if e.obsolete or e.key in keys else replace(e, obsolete=True) for e in catalog.entries),
    )


def can_be_fuzzy(entry: Entry) -> bool:
    """Whether an obsolete entry holds a person's words."""
    return any(entry.msgstr) and (untouched_draft_of(entry) is None or previous_text(entry) is not None)


class Donors:
    """The project's other catalogs, ready for look-up. Of several that have a text, the first counts."""

    def __init__(self, catalogs: Iterable[Catalog | Distant] = ()) -> None:
        """Take catalogs as they will be after their own documents' changes (see ``expire``), in a fixed order."""
        self._catalogs = [_Opened(item) if isinstance(item, Catalog) else _Closed(item) for item in catalogs]

    def gone(self, key: Key) -> Entry | None:
        """The entry of a text that its document has no more: it may have moved."""
        found = self._gone.get(key)
        return None if found is None else found[1].entry(key, obsolete=True)

    def staying(self, key: Key) -> Entry | None:
        """The entry of a long text that stands in another document as well."""
        if len(key[1]) < _WORTH_COPYING or _hash(key) not in self._hashes:
            return None
        short = _hash(key)
        for catalog in self._catalogs:
            if short in catalog.summary.staying and (entry := catalog.entry(key, obsolete=False)) is not None:
                return entry
        return None

    @cached_property
    def pool(self) -> Pool:
        """The texts that are gone, for a fuzzy search: outlines, whose entries ``gone`` gives."""
        outlines = (gone.outline for gone, _ in self._gone.values() if gone.fuzzy)
        return Pool([Candidate(outline, place_of(outline)) for outline in outlines])

    @cached_property
    def _gone(self) -> dict[Key, tuple[Gone, "_Opened | _Closed"]]:
        found: dict[Key, tuple[Gone, _Opened | _Closed]] = {}
        for catalog in self._catalogs:
            for gone in catalog.summary.gone:
                found.setdefault(gone.outline.key, (gone, catalog))
        return found

    @cached_property
    def _hashes(self) -> set[int]:
        found: set[int] = set()
        for catalog in self._catalogs:
            found.update(catalog.summary.staying)
        return found


class _Opened:
    """A donor that is in memory."""

    def __init__(self, catalog: Catalog | None, short: Summary | None = None) -> None:
        self.catalog = catalog
        self._summary = short

    @property
    def summary(self) -> Summary:
        if self._summary is None:
            assert self.catalog is not None
            self._summary = summary(self.catalog)
        return self._summary

    @cached_property
    def _entries(self) -> dict[Key, Entry]:
        return {entry.key: entry for entry in self.catalog.entries} if self.catalog is not None else {}

    def entry(self, key: Key, *, obsolete: bool) -> Entry | None:
        """The translated entry with a key."""
        entry = self._entries.get(key)
        return entry if entry is not None and entry.obsolete is obsolete and any(entry.msgstr) else None


class _Closed:
    """A donor that is read when it is asked."""

    def __init__(self, distant: Distant) -> None:
        self.summary = distant.summary
        self._read = distant.read

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
