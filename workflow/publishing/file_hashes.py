"""Hashes of files: of those that were published, and of those that they were made from."""

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from workflow.errors import FileProblem
from workflow.files import reason
from workflow.project import Project
from workflow.publishing.manifest import Inputs

__all__ = ["file_hash", "inputs_of", "output_hashes", "published_files"]


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits. Raises FileProblem, also for what is no file: a pipe would never end."""
    try:
        if not path.is_file():
            raise FileProblem(f"{path}: is not a file.")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise FileProblem(f"{path}: cannot be read: {reason(error)}.") from error


def inputs_of(project: Project, language: str, document: str) -> Inputs:
    """Return the hashes of a document and of its catalog for a language; None for a file that cannot be read, so that it is not used."""
    catalog = project.catalog_path(language, document) if language != project.config.source_language else None
    return Inputs(_known(project.layout.source / document), _known(catalog) if catalog is not None else None)


def output_hashes(editions: Path, outputs: Iterable[str], without: Collection[str] = ()) -> Mapping[str, str]:
    """Return the hash of every file of some outputs, by its path below ``editions/``. Raises FileProblem.

    ``without``: files and folders at the top of an output that are not part of the publication, such as ``html/CNAME``.
    """
    return {
        name: file_hash(editions / name)
        for name in published_files(editions, outputs)
        if "/".join(name.split("/")[:2]) not in without
    }


def published_files(editions: Path, outputs: Iterable[str]) -> Iterator[str]:
    """Yield the paths below ``editions/`` of all files of some outputs. A link to a folder counts as a file."""
    for output in outputs:
        for above, folders, names in os.walk(editions / output):
            links = [name for name in folders if (Path(above) / name).is_symlink()]
            folders.sort()
            for name in sorted((*names, *links)):
                yield (Path(above) / name).relative_to(editions).as_posix()


def _known(path: Path) -> str | None:
    try:
        return file_hash(path)
    except FileProblem:
        return None
