"""Templates and catalogs whose document is gone, deleted or renamed."""

import os
from collections.abc import Container, Iterator
from pathlib import Path, PurePosixPath

from workflow.catalogs.comment_syntax import comment_values
from workflow.model import Catalog

__all__ = ["below", "made_from_document"]


def below(top: Path, suffix: str, known: Container[str] = ()) -> Iterator[tuple[Path, str]]:
    """Every file with a suffix below a folder, with its path from there without the suffix, but the ``known`` ones; sorted."""
    found = []
    prefix = f"{top}{os.sep}"
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = f"{folder}{os.sep}".removeprefix(prefix).replace(os.sep, "/")
        for name in files:
            if name.endswith(suffix) and not name.startswith("."):
                place = f"{inside}{name.removesuffix(suffix)}"
                if place not in known:
                    found.append((Path(folder, name), place))
    yield from sorted(found)


def made_from_document(catalog: Catalog, place: str) -> bool:
    """Whether a file was made here from a document that would have this place, judged by what is in it.

    Other programs keep catalogs under ``locales/`` as well, and those are not to be touched: every reference has to name a document of
    this place; where nothing is left but obsolete entries, one has to say when it went. A file without entries holds
    nothing that could be lost.
    """
    if not catalog.entries:
        return True
    if not catalog.live:
        return any(True for entry in catalog.entries for _ in comment_values(entry, "obsolete"))
    return all(
        entry.locations and all(_is_document(location, place) for location in entry.locations) for entry in catalog.live
    )


def _is_document(location: str, place: str) -> bool:
    name, _, line = location.rpartition(":")
    path = name if name and line.isdigit() else location
    return path == place or PurePosixPath(path).with_suffix("").as_posix() == place
