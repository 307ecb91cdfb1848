"""The store of a project's catalogs, which reads and changes them."""

import os
from collections.abc import Callable
from pathlib import Path

from workflow.boundary import real_path
from workflow.catalogs.headers import field
from workflow.catalogs.parse.parser import parse
from workflow.catalogs.saving import Saved, update
from workflow.errors import CatalogError, FileProblem
from workflow.files import read_bytes
from workflow.languages import different
from workflow.model import Catalog
from workflow.parse_cache import ParseCache

__all__ = ["CatalogStore"]

_CAPACITY = 1024 * 1024
"""Bytes of PO files whose catalogs are kept."""


class CatalogStore:
    """Reader and writer of catalogs, which parses a file again only if its bytes changed.

    Every part of the program that works on a project reads its catalogs here.
    """

    def __init__(self, capacity: int | None = None, language_of: Callable[[Path], str] = lambda path: "") -> None:
        """``capacity``: bytes of PO files whose catalogs are kept; None for what a command needs. ``language_of``: the language of a file
        by its folder; empty if that says nothing.
        """
        self._cache: ParseCache[Catalog] = ParseCache(_CAPACITY if capacity is None else capacity)
        self._language_of = language_of

    def read(self, path: Path) -> Catalog:
        """Return the catalog in a PO file.

        Raises CatalogError if the file cannot be read, or is broken (with file and line); FileProblem if there is no such file, or a
        link leads out of its project.
        """
        catalog = self.find(path)
        return self.parse(read_bytes(path), path) if catalog is None else catalog

    def find(self, path: Path) -> Catalog | None:
        """Return the catalog in a PO file; None if there is no such file. Raises CatalogError, as ``read`` does."""
        try:
            real_path(path)
            data = read_bytes(path)
        except FileProblem as error:
            if isinstance(error.__cause__, FileNotFoundError) and not path.is_symlink():
                return None
            raise CatalogError(str(error), file=path) from error
        return self.parse(data, path)

    def parse(self, data: bytes, path: Path) -> Catalog:
        """Return the catalog in ``data``, the bytes that were read from ``path``. Raises CatalogError (with file and line), also if the
        header names another language than the folder.
        """
        return self._cache.get(os.fspath(path), data, lambda: self._parsed(data, path))

    def _parsed(self, data: bytes, path: Path) -> Catalog:
        catalog = parse(data, path)
        folder, declared = self._language_of(path), field(catalog, "Language")
        if folder and declared and different(declared, folder):
            what = (
                f"the header says Language: {declared}, but the file is in the folder of {folder}. "
                "Move it into its own folder, or correct the header."
            )
            line = catalog.header.line
            raise CatalogError(f"{path}:{line}: {what} The file was not touched.", file=path, line=line, what=what)
        return catalog

    def update(self, path: Path, change: Callable[[Catalog], Catalog]) -> Saved:
        """Change a catalog under its lock.

        ``change`` must be quick, since others wait for the lock meanwhile. It is called again if the file was saved meanwhile. If it returns the same object, nothing is written.
        Raises Locked, FileProblem, CatalogError, and what ``change`` raises; the file is then as it was.
        """
        return update(path, change, parse=self.parse)
