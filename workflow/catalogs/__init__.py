"""PO files: read, write, merge, states and provenance.

The door: ``read`` and ``write`` for files, ``parse`` and ``serialise`` for bytes, ``new`` for a catalog that is not there yet (with the ``body`` of its entries),
``template`` and ``merge`` for what a document's units make of it. ``states`` and ``provenance`` hold what can be asked of an entry and
done with it, ``headers`` the fields of the header.

A file that is there already is changed by ``save`` or ``update``: they hold its lock, and what somebody else wrote meanwhile is merged
by entry (``merge3``), never written over.

A catalog that was read keeps each entry's own bytes: what nothing changed is written as it was, so
``serialise(parse(data)) == data`` for whatever tool wrote the file (law 4). polib is for what other people's code has in its
hands (``to_polib``, ``from_polib``), and a judge in the tests.
"""

from pathlib import Path

from workflow.catalogs.changes import Changes, changes
from workflow.catalogs.headers import new
from workflow.catalogs.layout import Body
from workflow.catalogs.merge3.entries import Conflict, Merge, merge3
from workflow.catalogs.msgmerge import merge
from workflow.catalogs.parse.parser import parse
from workflow.catalogs.polib_bridge import from_polib, to_polib
from workflow.catalogs.reuse import Distant, Donors, Summary, expire, summary
from workflow.catalogs.saving import Saved, save, save_all, update
from workflow.catalogs.templates import template
from workflow.catalogs.writer import body, serialise
from workflow.files import read_bytes, write_bytes
from workflow.model import Catalog

__all__ = [
    "Body",
    "Changes",
    "Conflict",
    "Distant",
    "Donors",
    "Merge",
    "Saved",
    "Summary",
    "body",
    "changes",
    "expire",
    "from_polib",
    "merge",
    "merge3",
    "new",
    "parse",
    "read",
    "save",
    "save_all",
    "serialise",
    "summary",
    "template",
    "to_polib",
    "update",
    "write",
]


def read(path: Path) -> Catalog:
    """The catalog in a PO file.

    Raises FileProblem where the file cannot be read, CatalogError (with file and line) where it is broken.
    """
    return parse(read_bytes(path), path)


def write(catalog: Catalog, path: Path) -> bool:
    """Write the catalog in one step, and say whether the file changed.

    Raises FileProblem, or CatalogError where a text does not fit into the file's charset; the file is then as it was.
    """
    return write_bytes(path, serialise(catalog, path))
