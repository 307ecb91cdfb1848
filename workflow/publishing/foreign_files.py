"""Files in the folder of an output that no publication made, such as a ``CNAME`` that a person put there by hand."""

import shutil
from collections.abc import Collection
from pathlib import Path

__all__ = ["keep_foreign_files"]

_IGNORED = frozenset({".DS_Store", "Thumbs.db"})


def keep_foreign_files(current: Path, new: Path, known: Collection[str]) -> list[str]:
    """Copy what lies at the top of a published folder, and was not published, into the folder that will replace it. Return the names.

    ``known``: names that a publication may have made, and that are gone if they are not in ``new``. Raises OSError.
    """
    if not current.is_dir():
        return []
    made = {path.name for path in new.iterdir()}.union(known, _IGNORED)
    found = sorted(path for path in current.iterdir() if path.name not in made)
    for path in found:
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, new / path.name, symlinks=True)
        else:
            shutil.copy2(path, new / path.name, follow_symlinks=False)
    return [path.name for path in found]
