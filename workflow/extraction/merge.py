"""The changed documents of an extraction, merged into the catalogs of one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from workflow import catalogs
from workflow.catalogs import Body, Changes, LazyCatalog, ReuseCandidates
from workflow.errors import WorkflowError
from workflow.extraction.catalog_index import SummaryIndex
from workflow.extraction.fingerprint import digest
from workflow.extraction.report import difference
from workflow.extraction.writes import MISSING, CatalogChange, Outbox
from workflow.files import exists, read_bytes
from workflow.model import Catalog, Entry
from workflow.project import Project

__all__ = ["ChangedDocument", "LanguageMerge", "Workspace"]


@dataclass(frozen=True, slots=True)
class ChangedDocument:
    """A document that is read because it, or one of its files, is not as the last extraction left it."""

    path: str
    name: str
    hash: str
    body: Body
    """Its entries, laid out for files that are not there yet."""
    stale: frozenset[Path]
    """Those of its files that are not as the last extraction left them."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What the document's units are in a catalog, untranslated."""
        return self.body.entries


@dataclass(frozen=True, slots=True)
class Workspace:
    """What all steps of one extraction share."""

    project: Project
    names: Mapping[str, str]
    """By document, in the project's order: what its files are called (``Documents.name``)."""
    outbox: Outbox
    index: SummaryIndex
    today: str
    """ISO date for texts that become obsolete."""


class LanguageMerge:
    """One language's part of an extraction."""

    def __init__(
        self,
        language: str,
        documents: Sequence[ChangedDocument],
        orphans: Mapping[Path, Catalog],
        workspace: Workspace,
    ) -> None:
        self.changes = Changes()
        self._language = language
        self._documents = documents
        self._orphans = orphans
        self._workspace = workspace
        self._catalogs = workspace.project.catalogs
        self._stamp = workspace.outbox.stamp
        self._olds: dict[str, tuple[Catalog, bytes] | None] = {}
        """By document: its catalog, and the bytes of the file; None where there is no file."""
        self._candidates: ReuseCandidates | None = None

    def read(self) -> None:
        """Read the catalogs that have to be looked at. One that cannot be read is reported as a problem and left alone."""
        for document in self._documents:
            path = self._path(document.name)
            try:
                if not exists(path):
                    self._olds[document.path] = None
                elif path in document.stale:
                    data = read_bytes(path)
                    self._olds[document.path] = (self._catalogs.parse(data, path), data)
            except WorkflowError as error:
                self._workspace.outbox.problems.append(error)

    def merge(self, document: ChangedDocument) -> None:
        """Bring the catalog of one document up to date."""
        if document.path not in self._olds:
            return
        path = self._path(document.name)
        loaded = self._olds[document.path]
        if loaded is None and not document.entries:
            self._stamp.note(path, document.hash, None)
            return
        # An empty file needs a header as well.
        before = (
            loaded[0]
            if loaded and loaded[1].strip()
            else catalogs.new(self._language, title=self._workspace.project.config.title, body=document.body)
        )
        known = {entry.key for entry in before.entries}
        asked = any(entry.key not in known for entry in document.entries)
        candidates = self._all_candidates() if asked else ReuseCandidates()
        after = catalogs.merge(document.entries, before, candidates, today=self._workspace.today)
        self._workspace.index.put(self._language, path, catalogs.reuse_summary(after))
        if loaded is not None and after is before:
            self._stamp.note(path, document.hash, loaded[1])
            return
        if loaded is None:
            reason = MISSING
        else:
            reason = difference(before.live, after.live) or "machine drafts of texts that changed since"
        self.changes += catalogs.changes(before, after)
        base = loaded[0] if loaded else None
        self._workspace.outbox.put_catalog(CatalogChange(self._language, path, after, base, document.hash, reason))

    def _path(self, name: str) -> Path:
        return self._workspace.project.layout.catalog(self._language, name)

    def _all_candidates(self) -> ReuseCandidates:
        """Reuse candidates from all catalogs of the language, as they will be after this extraction, in the order of their paths."""
        if self._candidates is None:
            self._candidates = ReuseCandidates(found for _, found in sorted(self._all().items()))
        return self._candidates

    def _all(self) -> dict[Path, Catalog | LazyCatalog]:
        found: dict[Path, Catalog | LazyCatalog] = {
            p: catalogs.expire((), catalog) for p, catalog in self._orphans.items()
        }
        changed = {document.path: document for document in self._documents}
        for document, name in self._workspace.names.items():
            path = self._path(name)
            loaded = self._olds.get(document)
            if loaded is None and document not in changed:
                distant = self._distant(path)
                if distant is not None:
                    found[path] = distant
                    continue
            try:
                if loaded is None and not exists(path):
                    continue
                catalog = loaded[0] if loaded else self._catalogs.read(path)
            except WorkflowError:
                continue  # reported already, or none of the documents that were asked for
            found[path] = catalogs.expire(changed[document].entries, catalog) if document in changed else catalog
        return found

    def _distant(self, path: Path) -> LazyCatalog | None:
        """A catalog whose summary is known, so that it need not be parsed unless a translation is taken from it."""
        hashed = self._stamp.digest(path)
        summary = self._workspace.index.get(self._language, path, hashed)
        if summary is None:
            try:
                data = read_bytes(path)
                if hashed != digest(data):
                    return None
                summary = catalogs.reuse_summary(self._catalogs.parse(data, path))
            except WorkflowError:
                return None
            self._workspace.index.put(self._language, path, summary, hashed)
        return LazyCatalog(summary, partial(self._read, path))

    def _read(self, path: Path) -> Catalog | None:
        try:
            return self._catalogs.read(path)
        except WorkflowError:
            return None
