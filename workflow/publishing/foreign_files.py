"""Files in the folder of an output that no publication made, such as a ``CNAME`` that a person put there by hand."""

import shutil
from collections.abc import Collection
from pathlib import Path

__all__ = ["foreign_files", "keep_foreign_files"]

_IGNORED = frozenset({".DS_Store", "Thumbs.db"})


def foreign_files(current: Path, made: Collection[str]) -> list[str]:
    """Return the names of what lies at the top of a published folder, and was not published.

    ``made``: names that a publication makes or may have made. Raises OSError.
    """
    if not current.is_dir():
        return []
    return sorted(path.name for path in current.iterdir() if path.name not in made and path.name not in _IGNORED)


def keep_foreign_files(current: Path, new: Path, names: Collection[str]) -> None:
    """Copy such files and folders into the folder that will replace the published one. Raises OSError."""
    for name in names:
        path = current / name
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, new / name, symlinks=True)
        else:
            shutil.copy2(path, new / name, follow_symlinks=False)
