"""The changed documents of a run, merged into the catalogs of one language."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from workflow import catalogs
from workflow.catalogs import Body, Changes, LazyCatalog, ReuseCandidates
from workflow.errors import WorkflowError
from workflow.extraction.catalog_index import Index
from workflow.extraction.fingerprint import digest
from workflow.extraction.paths import Places
from workflow.extraction.report import difference
from workflow.extraction.writes import Outbox
from workflow.files import exists, read_bytes
from workflow.model import Catalog, Entry

__all__ = ["Merging", "Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is looked at because something about it changed."""

    name: str
    hash: str
    body: Body
    """Its entries, laid out for files that are not there yet."""
    place: str
    stale: frozenset[Path]
    """Those of its files that are not as the last extraction left them."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What the document's units are in a catalog, untranslated."""
        return self.body.entries


class Merging:
    """One language's part of a run."""

    def __init__(
        self,
        language: str,
        sources: Sequence[Source],
        orphans: dict[Path, Catalog],
        *,
        title: str,
        today: str,
        places: Places,
        outbox: Outbox,
        index: Index,
    ) -> None:
        self.language = language
        self.sources = sources
        self.orphans = orphans
        self.title = title
        self.today = today
        self.places = places
        self.outbox = outbox
        self.index = index
        self.stamp = outbox.stamp
        self.changes = Changes()
        self.olds: dict[str, tuple[Catalog, bytes] | None] = {}
        """By document: its catalog, and the bytes of the file; None where there is no file."""
        self._donors: ReuseCandidates | None = None

    def read(self) -> None:
        """Read the catalogs that have to be looked at. One that cannot be read is a problem of the run, and left alone."""
        for source in self.sources:
            path = self.places.catalog(self.language, source.place)
            try:
                if not exists(path):
                    self.olds[source.name] = None
                elif path in source.stale:
                    data = read_bytes(path)
                    self.olds[source.name] = (catalogs.parse(data, path), data)
            except WorkflowError as error:
                self.outbox.problems.append(error)

    def merge(self, source: Source) -> None:
        """Bring the catalog of one document up to date."""
        if source.name not in self.olds:
            return
        path = self.places.catalog(self.language, source.place)
        loaded = self.olds[source.name]
        if loaded is None and not source.entries:
            self.stamp.note(path, source.hash, None)
            return
        # An empty file needs a header as well.
        before = (
            loaded[0]
            if loaded and loaded[1].strip()
            else catalogs.new(self.language, title=self.title, body=source.body)
        )
        known = {entry.key for entry in before.entries}
        asked = any(entry.key not in known for entry in source.entries)
        after = catalogs.merge(source.entries, before, self.donors() if asked else ReuseCandidates(), today=self.today)
        self.index.put(self.language, path, catalogs.reuse_summary(after))
        if loaded is not None and after is before:
            self.stamp.note(path, source.hash, loaded[1])
            return
        if loaded is None:
            reason = "missing"
        else:
            reason = difference(before.live, after.live) or "machine drafts of texts that changed since"
        self.changes += catalogs.changes(before, after)
        self.outbox.put_catalog(path, after, reason, source.hash, loaded[0] if loaded else None)

    def donors(self) -> ReuseCandidates:
        """Everything the language's catalogs know, as they will be after this run, in the order of their paths."""
        if self._donors is None:
            self._donors = ReuseCandidates(found for _, found in sorted(self._all().items()))
        return self._donors

    def _all(self) -> dict[Path, Catalog | LazyCatalog]:
        found: dict[Path, Catalog | LazyCatalog] = {
            p: catalogs.expire((), catalog) for p, catalog in self.orphans.items()
        }
        changed = {source.name: source for source in self.sources}
        for name, place in self.places.of.items():
            path = self.places.catalog(self.language, place)
            loaded = self.olds.get(name)
            if loaded is None and name not in changed:
                distant = self._distant(path)
                if distant is not None:
                    found[path] = distant
                    continue
            try:
                if loaded is None and not exists(path):
                    continue
                catalog = loaded[0] if loaded else catalogs.read(path)
            except WorkflowError:
                continue  # said already, or none of this run's documents
            found[path] = catalogs.expire(changed[name].entries, catalog) if name in changed else catalog
        return found

    def _distant(self, path: Path) -> LazyCatalog | None:
        """A catalog of which enough is known to leave it unread."""
        hashed = self.stamp.digest(path)
        summary = self.index.get(self.language, path, hashed)
        if summary is None:
            try:
                data = read_bytes(path)
                if hashed != digest(data):
                    return None
                summary = catalogs.reuse_summary(catalogs.parse(data, path))
            except WorkflowError:
                return None
            self.index.put(self.language, path, summary, hashed)
        return LazyCatalog(summary, partial(_read, path))


def _read(path: Path) -> Catalog | None:
    try:
        return catalogs.read(path)
    except WorkflowError:
        return None
