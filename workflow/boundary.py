"""The boundary of a project: a path inside it must not lead out of it through a link, wherever the project writes or reads.

A project is a folder with a ``workflow.yaml``. A project that is itself reached through a link is no exception: its real folder counts.
A path outside every project, such as a file that the user named, is not restricted.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from workflow.errors import FileProblem

__all__ = ["CONFIG_NAME", "link_out", "real_path"]

CONFIG_NAME = "workflow.yaml"


def real_path(path: str | os.PathLike[str], root: Path | None = None) -> str:
    """Return the real path of a file or folder, with all links resolved; it need not exist.

    ``root``: a folder that is to become a project. Raises FileProblem if a link leads out of the project.
    """
    real, link = _resolved(path, root)
    if link is not None:
        where = "" if link == _absolute(path) else f"{link} "
        raise FileProblem(
            f"{path}: {where}is a link to {os.path.realpath(link)}, outside the project. "
            "Remove the link, or put a copy in its place."
        )
    return real


def link_out(path: str | os.PathLike[str], root: Path | None = None) -> str | None:
    """Return the link through which a path inside a project leads out of it; None if there is none.

    Of nested projects, each is a boundary. See ``real_path`` for ``root``.
    """
    return _resolved(path, root)[1]


def _resolved(path: str | os.PathLike[str], root: Path | None) -> tuple[str, str | None]:
    """The real path, and the link that leads out."""
    # Strings instead of paths for speed: an extraction does this for every catalog.
    written = _absolute(path)
    real = os.path.realpath(written)
    if real == written:
        return real, None
    for folder in _projects(written) if root is None else [_absolute(root)]:
        top = os.path.realpath(folder)
        if _is_inside(real, top):
            continue
        parts = Path(written).relative_to(folder).parts
        steps = [os.path.join(folder, *parts[: number + 1]) for number in range(len(parts))]  # noqa: PTH118
        return real, next((step for step in steps if not _is_inside(os.path.realpath(step), top)), written)
    return real, None


def _absolute(path: str | os.PathLike[str]) -> str:
    return os.path.abspath(path)  # noqa: PTH100  (links stay)


def _projects(path: str) -> Iterator[str]:
    """The projects above a path, the nearest first."""
    folder = path
    while (above := os.path.dirname(folder)) != folder:  # noqa: PTH120
        folder = above
        if os.path.isfile(os.path.join(folder, CONFIG_NAME)):  # noqa: PTH113, PTH118
            yield folder


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder if folder.endswith(os.sep) else folder + os.sep)
