"""The one way to change a catalog that others may be changing too: under its lock, and never over what they wrote."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from workflow.catalogs.locks import WAIT, locked
from workflow.catalogs.parser import parse
from workflow.catalogs.threeway import Conflict, merge3
from workflow.catalogs.writer import serialise
from workflow.errors import CatalogError, FileProblem
from workflow.files import exists, read_bytes, write_bytes
from workflow.model import Catalog

__all__ = ["Saved", "save", "save_all", "update"]

_THREADS = 8


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
    with locked(path, wait=wait):
        there = read_bytes(path) if exists(path) else None
        if there is None or (base is not None and there == serialise(base)):
            data = serialise(catalog, path)
            return Saved(write_bytes(path, data), data)
        now = parse(there, path)
        merge = merge3(base or Catalog(()), catalog, now, layout=now)
        data = serialise(merge.catalog, path)
        return Saved(write_bytes(path, data), data, merged=True, conflicts=merge.conflicts)


def save_all(
    files: Sequence[tuple[Catalog, Path, Catalog | None]], done: Callable[[Path, Saved], None]
) -> list[CatalogError]:
    """``save`` for many catalogs, several at a time (most of a save is waiting for the disk).

    ``done`` is told what became of each one, in order. Returns why some could not be saved: broken by now, or a charset too small.
    Raises the first FileProblem, after all were tried.
    """
    broken: list[CatalogError] = []
    problem: FileProblem | None = None
    if len(files) < 2:
        attempts = [_attempt(*one) for one in files]
    else:
        with ThreadPoolExecutor(min(_THREADS, len(files))) as pool:
            attempts = list(pool.map(lambda one: _attempt(*one), files))
    for (_, path, _), attempt in zip(files, attempts, strict=True):
        if isinstance(attempt, Saved):
            done(path, attempt)
        elif isinstance(attempt, CatalogError):
            broken.append(attempt)
        else:
            problem = problem or attempt
    if problem is not None:
        raise problem
    return broken


def _attempt(catalog: Catalog, path: Path, base: Catalog | None) -> Saved | CatalogError | FileProblem:
    try:
        return save(catalog, path, base)
    except (CatalogError, FileProblem) as error:
        return error


def update(path: Path, change: Callable[[Catalog], Catalog], *, wait: float = WAIT) -> Saved:
    """Read a catalog, change it and write it, and let nobody else in meanwhile. ``change`` has to be quick.

    Raises Locked, FileProblem, CatalogError, and what ``change`` raises; the file is then as it was.
    """
    with locked(path, wait=wait):
        there = read_bytes(path)
        before = parse(there, path)
        after = change(before)
        data = there if after is before else serialise(after, path)
        return Saved(data != there and write_bytes(path, data), data)
