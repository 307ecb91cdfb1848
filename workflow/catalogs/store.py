"""The catalogs of a project, read and changed through one place."""

from collections.abc import Callable
from pathlib import Path

from workflow.catalogs.parse.parser import parse
from workflow.catalogs.saving import Saved, update
from workflow.files import read_bytes
from workflow.model import Catalog

__all__ = ["CatalogStore"]


class CatalogStore:
    """Reads and changes catalogs.

    Every part of the program that works on a project reads its catalogs here.
    """

    def read(self, path: Path) -> Catalog:
        """Return the catalog in a PO file.

        Raises FileProblem where the file cannot be read, CatalogError (with file and line) where it is broken.
        """
        return parse(read_bytes(path), path)

    def update(self, path: Path, change: Callable[[Catalog], Catalog]) -> Saved:
        """Change a catalog under its lock (see ``catalogs.update``)."""
        return update(path, change)
