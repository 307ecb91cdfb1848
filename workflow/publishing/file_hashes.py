"""Hashes of files: of those that were published, and of those that they were made from."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from workflow.errors import FileProblem
from workflow.files import exists, reason
from workflow.project import Project
from workflow.publishing.manifest import Inputs

__all__ = ["file_hash", "inputs_of", "output_hashes"]


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits. Raises FileProblem."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise FileProblem(f"{path}: cannot be read: {reason(error)}.") from error


def inputs_of(project: Project, language: str, document: str) -> Inputs:
    """Return the hashes of a document and of its catalog for a language. Raises FileProblem if the document cannot be read."""
    source = file_hash(project.layout.source / document)
    if language == project.config.source_language:
        return Inputs(source)
    catalog = project.catalog_path(language, document)
    try:
        return Inputs(source, file_hash(catalog) if exists(catalog) else None)
    except FileProblem:  # a problem of the publication, which uses no catalog then
        return Inputs(source)


def output_hashes(editions: Path, outputs: Iterable[str]) -> Mapping[str, str]:
    """Return the hash of every file of some outputs, by its path below ``editions/``. Raises FileProblem."""
    return {
        path.relative_to(editions).as_posix(): file_hash(path) for name in outputs for path in _files(editions / name)
    }


def _files(folder: Path) -> Iterator[Path]:
    for above, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(above) / name for name in sorted(names))
