"""What lies in the folder of the editions and does not come from this publication: files that a person put there by hand, such as a
``CNAME``, and the folders of outputs that are no longer built."""

import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from workflow.findings import Finding
from workflow.model import Severity
from workflow.project import Project

__all__ = ["earlier_outputs", "foreign_file", "keep_foreign_files"]

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


def foreign_file(path: str) -> Finding:
    """Return the finding about a file that was kept. ``path``: below the project."""
    message = f"{path}: is not part of the publication. It was kept. Remove it, or put it into the folder that root_files names."
    return Finding("foreign_file", Severity.WARNING, message)


def earlier_outputs(project: Project, names: Iterable[str]) -> list[str]:
    """Return a note about each of these outputs, which are not wanted, that has a folder of an earlier publication."""
    return [
        f"{project.editions}/{name}/ has an earlier publication: output in workflow.yaml does not name {name}. "
        f"Remove the folder, or add {name} to output."
        for name in names
        if (project.layout.editions / name).is_dir()
    ]
