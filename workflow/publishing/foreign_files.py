"""What lies in the folder of the editions and does not come from this publication: files that a person put there by hand, such as a
``CNAME``, and the folders of outputs that are no longer built."""

import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from workflow.findings import Finding
from workflow.model import Severity
from workflow.project import Project

__all__ = ["earlier_outputs", "foreign_file", "foreign_files", "keep_foreign_files"]

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
