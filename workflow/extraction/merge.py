"""The changed documents of an extraction, merged into the catalogs of one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from workflow import catalogs
from workflow.catalogs import Body, LazyCatalog, ReuseCandidates
from workflow.catalogs.source_edits.kinds import EditRules
from workflow.errors import WorkflowError
from workflow.extraction.catalog_index import SummaryIndex
from workflow.extraction.fingerprint import digest
from workflow.extraction.report import difference
from workflow.extraction.writes import MISSING, CatalogChange, Outbox
from workflow.files import exists, read_bytes
from workflow.inline_tags import Grammar
from workflow.model import Catalog, Entry
from workflow.project import Project

__all__ = ["ChangedDocument", "LanguageMerge", "Workspace"]

_MARKDOWN = Grammar()


_FLAGS = "flags on several lines: some versions of gettext do not see fuzzy there"


@dataclass(frozen=True, slots=True)
class ChangedDocument:
    """A document that is parsed because it or one of its files changed after the last extraction."""

    path: str
    name: str
    hash: str
    body: Body
    """Its entries, laid out for files that do not exist yet."""
    stale: frozenset[Path]
    """Its files that changed after the last extraction, or were made from another version of the document."""
    grammar: Grammar = _MARKDOWN
    """The inline grammar of its texts."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The untranslated entries of the document's units."""
        return self.body.entries


@dataclass(frozen=True, slots=True)
class Workspace:
    """The state that all steps of one extraction share."""

    project: Project
    names: Mapping[str, str]
    """The names of the documents (``Documents.name``), by path, in the project's order."""
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
        self._language = language
        self._documents = documents
        self._orphans = orphans
        self._workspace = workspace
        self._catalogs = workspace.project.catalogs
        self._stamp = workspace.outbox.stamp
        self._olds: dict[str, tuple[Catalog, bytes] | None] = {}
        """By document: its catalog and the bytes of the file; None if there is no file."""
        self._candidates: ReuseCandidates | None = None

    def read(self) -> None:
        """Read the catalogs that may change. One that cannot be read is reported as a problem and left unchanged."""
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
            catalogs.with_flags_on_one_line(loaded[0])
            if loaded and loaded[1].strip()
            else catalogs.new(self._language, title=self._workspace.project.config.title, body=document.body)
        )
        known = {entry.key for entry in before.entries}
        has_new = any(entry.key not in known for entry in document.entries)
        candidates = self._all_candidates() if has_new else ReuseCandidates()
        rules = EditRules(self._workspace.project.config.source_language, self._language, document.grammar)
        after = catalogs.merge(document.entries, before, candidates, rules=rules, today=self._workspace.today)
        self._workspace.index.put(self._language, path, catalogs.reuse_summary(after))
        if loaded is not None and after is loaded[0]:
            self._stamp.note(path, document.hash, loaded[1])
            return
        if loaded is None:
            reason = MISSING
        else:
            reason = difference(before.live, after.live)
            reason = reason or ("machine drafts of texts that changed since" if after is not before else _FLAGS)
        base = loaded[0] if loaded else None
        changes = catalogs.changes(before, after)
        self._workspace.outbox.put_catalog(
            CatalogChange(self._language, path, after, base, document.hash, reason, changes)
        )

    def _path(self, name: str) -> Path:
        return self._workspace.project.layout.catalog(self._language, name)

    def _all_candidates(self) -> ReuseCandidates:
        """Return the reuse candidates of all catalogs of the language, as they will be after this extraction, in the order of their paths."""
        if self._candidates is None:
            self._candidates = ReuseCandidates(catalog for _, catalog in sorted(self._all().items()))
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
                lazy = self._lazy(path)
                if lazy is not None:
                    found[path] = lazy
                    continue
            try:
                if loaded is None and not exists(path):
                    continue
                catalog = loaded[0] if loaded else self._catalogs.read(path)
            except WorkflowError:
                continue  # reported already, or not selected
            found[path] = catalogs.expire(changed[document].entries, catalog) if document in changed else catalog
        return found

    def _lazy(self, path: Path) -> LazyCatalog | None:
        """Return a catalog with its summary, so that it is parsed only if a translation is taken from it; None if it changed."""
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
