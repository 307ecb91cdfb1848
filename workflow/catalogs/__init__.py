"""PO files: read, write, merge, states and provenance.

The door: ``read`` and ``write`` for files, ``parse`` and ``serialise`` for bytes. ``states`` and ``provenance`` hold what can be
asked of an entry and done with it. A catalog that was read keeps each entry's own bytes: what nothing changed is written as it
was, so ``serialise(parse(data)) == data`` for whatever tool wrote the file (law 4).
"""

from pathlib import Path

from workflow.catalogs.parser import parse
from workflow.catalogs.writer import serialise
from workflow.errors import CatalogError
from workflow.files import read_bytes, write_bytes
from workflow.model import Catalog

__all__ = ["parse", "read", "serialise", "write"]


def read(path: Path) -> Catalog:
    """The catalog in a PO file.

    Raises FileProblem where the file cannot be read, CatalogError (with file and line) where it is broken.
    """
    return parse(read_bytes(path), path)


def write(catalog: Catalog, path: Path) -> bool:
    """Write the catalog in one step, and say whether the file changed.

    Raises FileProblem, or CatalogError where a text does not fit into the file's charset; the file is then as it was.
    """
    try:
        data = serialise(catalog)
    except CatalogError as error:
        raise CatalogError(f"{path}: {error}") from error
    return write_bytes(path, data)
