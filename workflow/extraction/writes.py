"""The files that an extraction writes and removes, and its findings about them."""

from dataclasses import dataclass
from pathlib import Path

from workflow import catalogs
from workflow.catalogs import Saved
from workflow.errors import CatalogError, WorkflowError
from workflow.extraction.fingerprint import Stamp
from workflow.files import remove, write_all
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


class Outbox:
    """Files to be written, several at a time. With ``check`` none is written, and only ``outdated`` is filled."""

    def __init__(self, stamp: Stamp, *, check: bool) -> None:
        self.stamp = stamp
        self.check = check
        self.written: list[Path] = []
        self.removed: list[Path] = []
        self.outdated: list[Finding] = []
        self.problems: list[WorkflowError] = []
        self._templates: list[tuple[Path, bytes]] = []
        self._catalogs: list[tuple[Catalog, Path, Catalog | None]] = []
        """Catalogs to be written, each with its path and base."""
        self._sources: dict[Path, str] = {}
        """The hash of the document of each waiting file."""

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
        self._templates.append((path, data))
        self._sources[path] = source

    def put_catalog(self, change: CatalogChange) -> None:
        """Write a catalog that is out of date."""
        self._report(change.path, change.language, change.reason)
        if not self.check:
            self._catalogs.append((change.catalog, change.path, change.base))
            self._sources[change.path] = change.source

    def flush(self) -> None:
        """Write the waiting files, each in one step. Raises FileProblem."""
        waiting, self._catalogs = self._catalogs, []
        self.problems += catalogs.save_all(waiting, self._saved)
        templates, self._templates = self._templates, []
        changed = write_all(templates)
        for (path, data), new in zip(templates, changed, strict=True):
            if new:
                self.written.append(path)
            self.stamp.note(path, self._sources[path], data)

    def drop(self, path: Path) -> None:
        """Remove a file whose document no longer exists. Raises FileProblem."""
        self._report(path, None, "its document no longer exists")
        if not self.check:
            remove(path)
            self.removed.append(path)

    def _report(self, path: Path, language: str | None, reason: str) -> None:
        finding = "missing_catalog" if reason == MISSING else "outdated_catalog"
        self.outdated.append(Finding(finding, Severity.WARNING, f"{path}: {reason}", language, catalog=path))

    def _saved(self, path: Path, saved: Saved) -> None:
        if saved.changed:
            self.written.append(path)
        if not saved.merged:
            self.stamp.note(path, self._sources[path], saved.data)
        # Otherwise there is no record, and the next extraction reads the changes that were made meanwhile.
        if saved.conflicts:
            self.problems.append(
                CatalogError(
                    f"{path}: somebody saved this file during the run and changed the same entries: "
                    f"{len(saved.conflicts)} of them hold both texts now (workflow-conflict)."
                )
            )
