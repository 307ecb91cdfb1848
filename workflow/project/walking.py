"""The files below the source folder."""

import os
from collections.abc import Iterator
from pathlib import Path

from workflow.errors import FileProblem
from workflow.files import reason

__all__ = ["files_below", "linked_folders"]

# Folders without sources, if the source folder is the project's own folder.
_OURS = frozenset({"editions", "locales", "memory", "models"})


def files_below(top: Path, *, own: bool, hidden: bool = False) -> list[str]:
    """Return the files below ``top`` as POSIX paths, sorted. Hidden files and folders are left out, unless ``hidden`` is set. Linked
    folders, virtual environments and ``node_modules`` are not entered.

    ``own``: ``top`` is the project's own folder, so files that this program writes there are left out as well.
    Raises FileProblem for a folder that cannot be read.
    """
    return sorted(
        prefix + name
        for prefix, _, files in _walk(top, own=own, hidden=hidden)
        for name in files
        if hidden or not name.startswith(".")
    )


def linked_folders(top: Path, *, own: bool) -> list[str]:
    """Return the links to folders that ``files_below`` does not enter. Takes and raises what it does."""
    return sorted(
        prefix + name
        for prefix, folders, _ in _walk(top, own=own)
        for name in folders
        if (top / prefix / name).is_symlink()
    )


def _walk(top: Path, *, own: bool, hidden: bool = False) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield the path of each folder below ``top`` as a prefix, its folders and its files."""

    def refuse(error: OSError) -> None:
        raise FileProblem(f"{error.filename}: cannot be read: {reason(error)}.") from error

    for folder, folders, files in os.walk(top, onerror=refuse):
        at = Path(folder)
        ours = _OURS if own and at == top else frozenset()
        folders[:] = [
            name
            for name in folders
            if (hidden or not name.startswith("."))
            and name != ".git"
            and name not in ours
            and name != "node_modules"
            and not (at / name / "pyvenv.cfg").exists()
        ]
        yield "" if at == top else f"{at.relative_to(top).as_posix()}/", folders, files
