"""The files that go with the documents: pictures, downloads, whatever lies in the source folder and is no document."""

import os
import shutil
from pathlib import Path

from workflow.errors import FileProblem
from workflow.project import Project
from workflow.publishing.editions import Edition
from workflow.publishing.links import links

__all__ = ["assets", "copy"]


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
    return tuple(sorted(name for name in found if _is_asset(project, name)))


def copy(source: Path, target: Path) -> None:
    """Copy one file, making the folder it goes into.

    Raises FileProblem where it cannot be read, OSError where it cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = source.open("rb")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileProblem(f"{source}: cannot be read: {reason}.") from error
    with file, target.open("wb") as copied:
        shutil.copyfileobj(file, copied, 1 << 20)


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


def _is_asset(project: Project, name: str) -> bool:
    root = project.source
    path = root / name
    if project.is_document(name) or project.is_left_out(name) or any(part.startswith(".") for part in Path(name).parts):
        return False
    return path.is_file() and path.resolve().is_relative_to(root.resolve())
