"""Templates and catalogs whose document was deleted or renamed."""

import os
from collections.abc import Container, Iterator
from pathlib import Path, PurePosixPath

from workflow.catalogs.comment_syntax import comment_values
from workflow.model import Catalog

__all__ = ["below", "made_from_document"]


def below(top: Path, suffix: str, known: Container[str] = ()) -> Iterator[tuple[Path, str]]:
    """Yield the files with a suffix below a folder, sorted, each with its name: the path from there without suffix. ``known``: names to skip."""
    found = []
    prefix = f"{top}{os.sep}"
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = f"{folder}{os.sep}".removeprefix(prefix).replace(os.sep, "/")
        for file in files:
            if file.endswith(suffix) and not file.startswith("."):
                name = f"{inside}{file.removesuffix(suffix)}"
                if name not in known:
                    found.append((Path(folder, file), name))
    yield from sorted(found)


def made_from_document(catalog: Catalog, name: str) -> bool:
    """Whether this program made the file from a document of this name, by the content of the file.

    Other programs may have catalogs in ``locales/`` as well, which must not be changed. So every reference must name a document of
    this name; if only obsolete entries are left, one must have a ``workflow-obsolete`` date. A file without entries qualifies.
    """
    if not catalog.entries:
        return True
    if not catalog.live:
        return any(True for entry in catalog.entries for _ in comment_values(entry, "obsolete"))
    return all(
        entry.locations and all(_is_document(location, name) for location in entry.locations) for entry in catalog.live
    )


def _is_document(location: str, name: str) -> bool:
    before, _, line = location.rpartition(":")
    path = before if before and line.isdigit() else location
    return path == name or PurePosixPath(path).with_suffix("").as_posix() == name
