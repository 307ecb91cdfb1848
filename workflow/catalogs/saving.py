"""Save catalogs that other programs may be writing too, without losing their changes.

A new file is made by ``files.create``, which succeeds for one program only. An existing file is changed under its lock, and by
``files.rewrite``, since an editor does not know the lock.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workflow.catalogs.merge3.entries import Conflict, MergedCatalog, merge3
from workflow.catalogs.parse.parser import parse
from workflow.catalogs.write.serialiser import serialise
from workflow.errors import CatalogError, FileProblem, WorkflowError
from workflow.files import create, exists, rewrite
from workflow.locks import WAIT, locked
from workflow.model import Catalog

__all__ = ["Saved", "save", "save_all", "update"]


@dataclass(frozen=True, slots=True)
class Saved:
    """The result of a save."""

    changed: bool
    """Whether the file changed."""
    data: bytes
    """The bytes of the file now."""
    merged: bool = False
    """Whether the file had changed since it was read, and was merged with the catalog."""
    conflicts: tuple[Conflict, ...] = ()
    """Entries that both sides changed: the saved text is in the entry, the other in its ``workflow-conflict``."""


def save(catalog: Catalog, path: Path, base: Catalog | None = None, *, wait: float = WAIT) -> Saved:
    """Write a catalog that was made from ``base``, which was read from the file (None: there was no file).

    If the file has changed since, both are merged by entry (``merge3``), also if an editor saves it at the last moment. If it was deleted or emptied, it is written again. ``wait`` is how many
    seconds to wait for the lock. Raises Locked, FileProblem, or CatalogError if the file is now broken or a text cannot be encoded in
    its charset; the file is then unchanged.
    """
    merge: MergedCatalog | None = None

    def over(there: bytes) -> bytes:
        nonlocal merge
        merge = None
        if not there or (base is not None and there == serialise(base)):
            return serialise(catalog, path)
        now = parse(there, path)
        merge = merge3(base or Catalog(()), catalog, now, layout=now)
        return serialise(merge.catalog, path)

    while True:
        if not exists(path) and create(path, data := serialise(catalog, path)):
            return Saved(True, data)
        with locked(path, wait=wait):
            try:
                before, data = rewrite(path, over, _with_undone)
            except FileProblem:
                if exists(path):
                    raise
                continue  # it was deleted in the meantime
        return Saved(before != data, data, merge is not None, merge.conflicts if merge else ())


def save_all(
    files: Sequence[tuple[Catalog, Path, Catalog | None]], done: Callable[[Path, Saved], None]
) -> list[WorkflowError]:
    """``save`` many catalogs, each given as (catalog, path, base).

    Calls ``done`` for each one that was saved, in order. Returns the errors of those that could not be saved: the file cannot be written,
    is now broken, or a text cannot be encoded in its charset.
    """
    problems: list[WorkflowError] = []
    for catalog, path, base in files:
        try:
            done(path, save(catalog, path, base))
        except (CatalogError, FileProblem) as error:
            problems.append(error)
    return problems


def update(
    path: Path,
    change: Callable[[Catalog], Catalog],
    *,
    wait: float = WAIT,
    parse: Callable[[bytes, Path], Catalog] = parse,
) -> Saved:
    """Read a catalog, change it and write it, under its lock all the while; ``change`` must be quick.

    If another program saves the file meanwhile, ``change`` is called again, with what was saved.
    ``wait`` is how many seconds to wait for the lock; ``parse`` makes a catalog of the file's bytes, for callers that cache them.
    Raises Locked, FileProblem, CatalogError, and what ``change`` raises; the file is then unchanged.
    """

    def changed(there: bytes) -> bytes:
        before = parse(there, path)
        after = change(before)
        return there if after is before else serialise(after, path)

    with locked(path, wait=wait):
        before, data = rewrite(path, changed, _with_undone)
    return Saved(before != data, data)


def _with_undone(base: bytes, now: bytes, lost: bytes) -> bytes:
    """Merge a save that may have been undone into what the file holds now.

    The editor may have written only a part of it by then, so entries that it lacks are not deleted.
    """
    try:
        before, ours, theirs = (parse(data) for data in (base, now, lost))
    except CatalogError:
        return now
    there = {entry.key for entry in theirs.entries}
    missing = (entry for entry in before.entries if entry.key not in there)
    theirs = Catalog((*theirs.entries, *missing), theirs.header if there else before.header)
    return serialise(merge3(before, ours, theirs, layout=ours).catalog)
