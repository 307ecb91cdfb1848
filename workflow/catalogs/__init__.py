"""PO files: read, write, merge, states and provenance.

The door: ``read`` and ``write`` for files, ``parse`` and ``serialise`` for bytes. ``states`` and ``provenance`` hold what can be
asked of an entry and done with it.
"""

from pathlib import Path

from workflow.catalogs.parser import parse
from workflow.files import read_bytes
from workflow.model import Catalog

__all__ = ["parse", "read"]


def read(path: Path) -> Catalog:
    """The catalog in a PO file.

    Raises FileProblem where the file cannot be read, CatalogError (with file and line) where it is broken.
    """
    return parse(read_bytes(path), path)
