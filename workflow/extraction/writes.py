"""What an extraction writes and removes, and what it says about it."""

from pathlib import Path

from workflow import catalogs
from workflow.catalogs import Saved
from workflow.errors import CatalogError, WorkflowError
from workflow.extraction.fingerprint import Stamp
from workflow.extraction.report import Outdated
from workflow.files import remove, write_all
from workflow.model import Catalog

__all__ = ["Outbox"]


class Outbox:
    """Files that wait to be written, several at a time; with ``check`` none is, and only ``outdated`` is filled."""

    def __init__(self, stamp: Stamp, *, check: bool) -> None:
        self.stamp = stamp
        self.check = check
        self.written: list[Path] = []
        self.removed: list[Path] = []
        self.outdated: list[Outdated] = []
        self.problems: list[WorkflowError] = []
        self._templates: list[tuple[Path, bytes]] = []
        self._catalogs: list[tuple[Catalog, Path, Catalog | None]] = []
        """Catalogs to be written, each with what it was made from."""
        self._sources: dict[Path, str] = {}
        """The hashes of the documents that what waits was made from."""

    def put(self, path: Path, catalog: Catalog, reason: str, source: str) -> None:
        """Write a template that does not fit, made from a document with the hash ``source``."""
        self.outdated.append(Outdated(path, reason))
        if self.check:
            return
        try:
            data = catalogs.serialise(catalog, path)
        except CatalogError as error:
            self.problems.append(error)
            return
        self._templates.append((path, data))
        self._sources[path] = source

    def put_catalog(self, path: Path, catalog: Catalog, reason: str, source: str, base: Catalog | None) -> None:
        """Write a catalog made from ``base``, which is what was read from the file."""
        self.outdated.append(Outdated(path, reason))
        if not self.check:
            self._catalogs.append((catalog, path, base))
            self._sources[path] = source

    def flush(self) -> None:
        """Write what waits: each file in one step. Raises FileProblem."""
        waiting, self._catalogs = self._catalogs, []
        self.problems += catalogs.save_all(waiting, self._saved)
        templates, self._templates = self._templates, []
        changed = write_all(templates)
        for (path, data), new in zip(templates, changed, strict=True):
            if new:
                self.written.append(path)
            self.stamp.note(path, self._sources[path], data)

    def drop(self, path: Path) -> None:
        """Remove a file whose document is gone. Raises FileProblem."""
        self.outdated.append(Outdated(path, "its document is gone"))
        if not self.check:
            remove(path)
            self.removed.append(path)

    def _saved(self, path: Path, saved: Saved) -> None:
        if saved.changed:
            self.written.append(path)
        if not saved.merged:
            self.stamp.note(path, self._sources[path], saved.data)
        # Else there is no record, and the next extraction looks at what somebody wrote meanwhile.
        if saved.conflicts:
            self.problems.append(
                CatalogError(
                    f"{path}: somebody saved this file meanwhile, and changed what was to be changed here as well: "
                    f"{len(saved.conflicts)} of its entries hold both texts now (workflow-conflict)."
                )
            )
