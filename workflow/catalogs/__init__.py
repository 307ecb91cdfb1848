"""PO files: read, write, update and merge catalogs, with the state and provenance of each entry.

- ``read`` and ``write``: a file to a catalog and back; ``parse`` and ``serialise`` do the same with bytes.
- ``new``: an empty catalog for a language; ``body`` lays out the entries of new files once.
- ``template``: the entries of a document's units, untranslated.
- ``merge``: bring a catalog up to date with its template, as msgmerge does; ``changes`` counts what it did.
- ``ambiguous``: the entries whose flags not every gettext reads alike; ``with_flags_on_one_line`` corrects them.
- ``merge3``: merge two edited versions of one catalog, entry by entry.
- ``save`` and ``update``: change a file that other programs may be writing too, under its lock; their changes are merged.

``CatalogStore`` (in ``store``) reads and updates the catalogs of a project. ``states`` derives the state of an entry, ``provenance``
reads and writes its ``workflow-…`` comments, ``headers`` the fields of the header, ``repair`` repairs broken files, ``join_split``
makes one file of many.

A catalog that was read keeps the bytes of each entry. An unchanged entry is written as it was, so
``serialise(parse(data)) == data`` for every PO file, whatever tool wrote it (invariant 4). polib is used only to exchange data with other
code (``to_polib``, ``from_polib``), and as a reference in the tests.
"""

from pathlib import Path

from workflow.catalogs.changes import Changes, changes
from workflow.catalogs.headers import new
from workflow.catalogs.layout import Body
from workflow.catalogs.merge3.entries import Conflict, MergedCatalog, merge3
from workflow.catalogs.msgmerge import merge
from workflow.catalogs.parse.parser import parse
from workflow.catalogs.polib_bridge import from_polib, to_polib
from workflow.catalogs.reuse import LazyCatalog, ReuseCandidates, ReuseSummary, expire, reuse_summary
from workflow.catalogs.saving import Saved, save, save_all, update
from workflow.catalogs.templates import template
from workflow.catalogs.write.flags import ambiguous, with_flags_on_one_line
from workflow.catalogs.write.serialiser import body, serialise
from workflow.files import read_bytes, write_bytes
from workflow.model import Catalog

__all__ = [
    "Body",
    "Changes",
    "Conflict",
    "LazyCatalog",
    "MergedCatalog",
    "ReuseCandidates",
    "ReuseSummary",
    "Saved",
    "ambiguous",
    "body",
    "changes",
    "expire",
    "from_polib",
    "merge",
    "merge3",
    "new",
    "parse",
    "read",
    "reuse_summary",
    "save",
    "save_all",
    "serialise",
    "template",
    "to_polib",
    "update",
    "with_flags_on_one_line",
    "write",
]


def read(path: Path) -> Catalog:
    """Return the catalog in a PO file.

    Raises FileProblem if the file cannot be read, CatalogError (with file and line) if it is broken.
    """
    return parse(read_bytes(path), path)


def write(catalog: Catalog, path: Path) -> bool:
    """Write the catalog in one step, replacing the file, and return whether the file changed.

    Raises FileProblem, or CatalogError if a text cannot be encoded in the file's charset; the file is then unchanged.
    """
    return write_bytes(path, serialise(catalog, path))
