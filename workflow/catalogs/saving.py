"""The one way to write a catalog that others may be writing too: never over what they wrote.

A file comes to be by ``files.create``, which only one program can win; what is there is changed under its lock.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workflow.catalogs.locks import WAIT, locked
from workflow.catalogs.merge3.entries import Conflict, merge3
from workflow.catalogs.parse.parser import parse
from workflow.catalogs.writer import serialise
from workflow.errors import CatalogError, FileProblem
from workflow.files import create, exists, read_bytes, write_bytes
from workflow.model import Catalog

__all__ = ["Saved", "save", "save_all", "update"]


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did."""

    changed: bool
    """Whether the file changed."""
    data: bytes
    """What the file holds now."""
    merged: bool = False
    """Whether the file had changed since it was read, and both were made into one."""
    conflicts: tuple[Conflict, ...] = ()
    """Entries that both sides had changed: the saved text stands in the entry, the other in its ``workflow-conflict``."""


def save(catalog: Catalog, path: Path, base: Catalog | None = None, *, wait: float = WAIT) -> Saved:
    """Write a catalog that was made from ``base``, which is what was read from the file (None: there was no file).

    If the file holds something else by now, the two are merged by entry (``merge3``). One that is gone is written anew.
    Raises Locked, FileProblem, or CatalogError where the file is broken by now or a text does not fit into its charset; the file
    is then as it was.
    """
    while True:
        if not exists(path) and create(path, data := serialise(catalog, path)):
            return Saved(True, data)
        with locked(path, wait=wait):
            if not exists(path):
                continue  # somebody removed it this very moment
            there = read_bytes(path)
            if base is not None and there == serialise(base):
                data = serialise(catalog, path)
                return Saved(write_bytes(path, data), data)
            now = parse(there, path)
            merge = merge3(base or Catalog(()), catalog, now, layout=now)
            data = serialise(merge.catalog, path)
            return Saved(write_bytes(path, data), data, merged=True, conflicts=merge.conflicts)


def save_all(
    files: Sequence[tuple[Catalog, Path, Catalog | None]], done: Callable[[Path, Saved], None]
) -> list[CatalogError]:
    """``save`` for many catalogs.

    ``done`` is told what became of each one, in order. Returns why some could not be saved: broken by now, or a charset too small.
    Raises the first FileProblem, after all were tried.
    """
    broken: list[CatalogError] = []
    problem: FileProblem | None = None
    for catalog, path, base in files:
        try:
            done(path, save(catalog, path, base))
        except CatalogError as error:
            broken.append(error)
        except FileProblem as error:
            problem = problem or error
    if problem is not None:
        raise problem
    return broken


def update(
    path: Path,
    change: Callable[[Catalog], Catalog],
    *,
    wait: float = WAIT,
    parse: Callable[[bytes, Path], Catalog] = parse,
) -> Saved:
    """Read a catalog, change it and write it, and let nobody else in meanwhile. ``change`` has to be quick.

    ``parse``: how the file's bytes become a catalog, for callers that keep what was parsed.

    Raises Locked, FileProblem, CatalogError, and what ``change`` raises; the file is then as it was.
    """
    with locked(path, wait=wait):
        there = read_bytes(path)
        before = parse(there, path)
        after = change(before)
        data = there if after is before else serialise(after, path)
        return Saved(data != there and write_bytes(path, data), data)
