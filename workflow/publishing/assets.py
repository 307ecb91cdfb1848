"""The files that go with the documents: pictures, downloads, whatever lies in the source folder and is no document."""

import os
from pathlib import Path

from workflow.config import Project
from workflow.formats import FORMATS
from workflow.publishing.editions import Edition
from workflow.publishing.links import links

__all__ = ["assets"]


def assets(project: Project, edition: Edition) -> tuple[str, ...]:
    """Paths below the source folder, sorted. Hidden files stay at home, and so does what a link leads to outside the folder.

    Where the project's own folder is the source folder, only files that the documents refer to are taken: the rest of such a
    folder is hardly meant for readers.
    """
    root = project.source
    if root.resolve() == project.root.resolve():
        found = _referred(edition)
    else:
        found = {(at / name).relative_to(root).as_posix() for at, name in _files(root)}
    return tuple(sorted(name for name in found if _is_asset(root, name)))


def _referred(edition: Edition) -> set[str]:
    return {
        link.target(document)[0]
        for document, built in edition.pages.items()
        for link in links(built.page.body)
        if link.local
    }


def _files(root: Path) -> list[tuple[Path, str]]:
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [(Path(folder), name) for name in names]
    return found


def _is_asset(root: Path, name: str) -> bool:
    path = root / name
    if path.suffix in FORMATS or any(part.startswith(".") for part in Path(name).parts):
        return False
    return path.is_file() and path.resolve().is_relative_to(root.resolve())
