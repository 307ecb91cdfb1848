"""Assets: the pictures, downloads and other files that are published beside the documents."""

from collections.abc import Collection
from pathlib import PurePosixPath

from workflow.project import Project
from workflow.project.walking import files_below
from workflow.publishing.editions import Edition
from workflow.publishing.links import links

__all__ = ["assets_of"]


def assets_of(project: Project, edition: Edition, documents: Collection[str]) -> tuple[str, ...]:
    """Return the project's assets: POSIX paths below the source folder, sorted.

    An asset is a file that is none of ``documents``, the project's documents. Left out are hidden files, links to files outside the source folder, and
    documents that ``documents`` in workflow.yaml leaves out. If the project's own folder is the source folder, only files that the
    documents of ``edition`` link to are assets.

    Raises FileProblem for a folder that cannot be read.
    """
    root = project.layout.source
    own = root.resolve() == project.root.resolve()
    found = _linked(edition) if own else set(files_below(root, own=False))
    return tuple(
        sorted(
            path
            for path in found.difference(documents)
            if _is_public(project, path) and not project.documents.is_excluded(path)
        )
    )


def _linked(edition: Edition) -> set[str]:
    return {
        link.target(path)[0]
        for path, localized in edition.documents.items()
        if localized.page is not None
        for link in links(localized.page.body)
        if link.local
    }


def _is_public(project: Project, path: str) -> bool:
    if any(part.startswith(".") for part in PurePosixPath(path).parts):
        return False
    file = project.layout.source / path
    return file.is_file() and file.resolve().is_relative_to(project.layout.source.resolve())
