"""The files that an extraction writes and removes, and its findings about them."""

from dataclasses import dataclass
from pathlib import Path

from workflow import catalogs
from workflow.catalogs import Changes, Saved
from workflow.errors import CatalogError, FileProblem, WorkflowError
from workflow.extraction.fingerprint import Stamp
from workflow.files import remove, write_bytes
from workflow.findings import Finding
from workflow.model import Catalog, Severity

__all__ = ["MISSING", "CatalogChange", "Outbox"]


MISSING = "missing"
"""The reason why a file that does not exist yet is written."""


@dataclass(frozen=True, slots=True)
class CatalogChange:
    """The new content of a catalog, with its base and its source."""

    language: str
    path: Path
    catalog: Catalog
    base: Catalog | None
    """The catalog as read from the file; None if there was no file."""
    source: str
    """The hash of its document."""
    reason: str
    """The differences, for people."""
    changes: Changes
    """The same in numbers of entries."""


class Outbox:
    """Files to be written, several at a time. With ``check`` none is written, and only ``outdated`` is filled."""

    def __init__(self, stamp: Stamp, *, check: bool) -> None:
        self.stamp = stamp
        self.check = check
        self.written: list[Path] = []
        self.removed: list[Path] = []
        self.outdated: list[Finding] = []
        self.problems: list[WorkflowError] = []
        self._templates: list[tuple[Path, bytes, str]] = []
        """Templates to be written, each with the hash of its document."""
        self.changes: dict[str, Changes] = {}
        """The changes of the entries, by language: those that were written or, with ``check``, would be."""
        self._catalogs: dict[Path, CatalogChange] = {}
        """Catalogs to be written."""

    def put(self, path: Path, catalog: Catalog, reason: str, source: str) -> None:
        """Write a template that is out of date, made from a document with the hash ``source``."""
        self._report(path, None, reason)
        if self.check:
            return
        try:
            data = catalogs.serialise(catalog, path)
        except CatalogError as error:
            self.problems.append(error)
            return
        self._templates.append((path, data, source))

    def put_catalog(self, change: CatalogChange) -> None:
        """Write a catalog that is out of date."""
        self._report(change.path, change.language, change.reason)
        if self.check:
            self._count(change)
        else:
            self._catalogs[change.path] = change

    def flush(self) -> None:
        """Write the waiting files, each in one step. One that cannot be written is a problem; the next extraction tries again."""
        waiting = [(change.catalog, path, change.base) for path, change in self._catalogs.items()]
        self.problems += catalogs.save_all(waiting, self._saved)
        self._catalogs.clear()
        templates, self._templates = self._templates, []
        for path, data, source in templates:
            try:
                new = write_bytes(path, data)
            except FileProblem as error:
                self.problems.append(error)
                continue
            if new:
                self.written.append(path)
            self.stamp.note(path, source, data)

    def drop(self, path: Path) -> None:
        """Remove a file whose document no longer exists. One that cannot be removed is a problem."""
        self._report(path, None, "its document no longer exists")
        if self.check:
            return
        try:
            remove(path)
        except FileProblem as error:
            self.problems.append(error)
        else:
            self.removed.append(path)

    def _report(self, path: Path, language: str | None, reason: str) -> None:
        finding = "missing_catalog" if reason == MISSING else "outdated_catalog"
        self.outdated.append(Finding(finding, Severity.WARNING, f"{path}: {reason}", language, catalog=path))

    def _count(self, change: CatalogChange) -> None:
        if change.changes:
            self.changes[change.language] = self.changes.get(change.language, Changes()) + change.changes

    def _saved(self, path: Path, saved: Saved) -> None:
        change = self._catalogs[path]
        self._count(change)
        if saved.changed:
            self.written.append(path)
        if not saved.merged:
            self.stamp.note(path, change.source, saved.data)
        # Otherwise there is no record, and the next extraction reads the changes that were made meanwhile.
        if saved.conflicts:
            self.problems.append(
                CatalogError(
                    f"{path}: somebody saved this file during the run and changed the same entries: "
                    f"{len(saved.conflicts)} of them hold both texts now (workflow-conflict)."
                )
            )
