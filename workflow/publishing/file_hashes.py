"""Hashes of files: of those that were published, and of those that they were made from."""

import errno
import hashlib
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workflow.errors import FileProblem
from workflow.files import reason
from workflow.project import Project

__all__ = ["FileState", "InputHashes", "Inputs", "PublishedFiles", "file_hash", "file_state", "published_files"]

_SMALL = 1 << 16
"""Number of bytes of a file that is read at once."""


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits. Raises FileProblem, also for what is no file: a pipe would never end."""
    try:
        return _hash(str(path))
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise FileProblem(f"{path}: cannot be read: {why}.") from error


@dataclass(frozen=True, slots=True)
class Inputs:
    """SHA-256 of the files that a document was published from, in hexadecimal digits."""

    document: str | None
    catalog: str | None = None
    """None for the source language, and for a file that does not exist, or cannot be read."""


class InputHashes:
    """The hashes of documents and catalogs. A document is read once for all languages."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._documents: dict[str, str | None] = {}
        self._names: dict[str, str] = {}

    def name(self, document: str) -> str:
        """Return the document's name in addresses."""
        if document not in self._names:
            self._names[document] = self._project.documents.name(document)
        return self._names[document]

    def of(self, language: str, document: str) -> Inputs:
        """Return the hashes of a document and of its catalog; None for a file that cannot be read, so that it is not used."""
        project = self._project
        if document not in self._documents:
            self._documents[document] = _known(project.layout.source_name(document))
        if language == project.config.source_language:
            return Inputs(self._documents[document])
        return Inputs(self._documents[document], _known(project.layout.catalog_name(language, self.name(document))))


class PublishedFiles:
    """The files of an output as they are now, with their hashes: those that are known, as long as size and time are, else computed."""

    def __init__(self, folder: Path | None = None, known: Mapping[str, "FileState"] | None = None) -> None:
        """``folder``: that of the output; it need not exist. ``known``: what was known of its files by path."""
        self._folder, self._known = folder, known or {}
        self._there = dict(_states(str(folder), "")) if folder is not None else {}
        self._found: dict[str, tuple[str | None, str]] = {}

    @property
    def names(self) -> Collection[str]:
        """The paths of the files, links included, which are never taken for the files that they lead to."""
        return self._there.keys()

    def hash(self, path: str) -> str | None:
        """Return the SHA-256 of a file; None if there is none, or it cannot be read."""
        return self.found(path)[0]

    def key(self, path: str) -> str:
        """Return the hash of what a file was made of, if it is still the one that was made; empty if that is not known."""
        return self.found(path)[1]

    def found(self, path: str) -> tuple[str | None, str]:
        """Return ``hash`` and ``key`` of a file."""
        found = self._found.get(path)
        if found is None:
            found = self._found[path] = self._find(path)
        return found

    def state(self, path: str) -> tuple[int, int] | None:
        """Return the size and time of a file; None if there is none."""
        return self._there.get(path)

    def _find(self, path: str) -> tuple[str | None, str]:
        there = self._there.get(path)
        if there is None or self._folder is None:
            return None, ""
        size, time, digest, key = self._known.get(path, (-1, 0, None, ""))
        if there != (size, time):
            now = _known(f"{self._folder}/{path}")
            return now, key if now == digest else ""
        return digest, key


FileState = tuple[int, int, str, str]
"""The size of a file, its time in nanoseconds, its SHA-256, and a hash of what it was made of, if that is known."""


def file_state(path: str) -> tuple[int, int] | None:
    """Return the size and time of a file; None for a link, and what else is no file."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None


def _states(folder: str, below: str) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """The size and time of each file; None for links, and what else is no file."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _states(entry.path, f"{below}{entry.name}/")
        elif entry.is_file(follow_symlinks=False):
            found = entry.stat(follow_symlinks=False)
            yield f"{below}{entry.name}", (found.st_size, found.st_mtime_ns)
        else:
            yield f"{below}{entry.name}", None


def published_files(editions: Path, outputs: Iterable[str]) -> Iterator[str]:
    """Yield the paths below ``editions/`` of all files of some outputs. A link to a folder counts as a file."""
    for output in outputs:
        for above, folders, names in os.walk(editions / output):
            links = [name for name in folders if (Path(above) / name).is_symlink()]
            folders.sort()
            for name in sorted((*names, *links)):
                yield (Path(above) / name).relative_to(editions).as_posix()


def _known(path: str) -> str | None:
    """The hash of a file; None if it cannot be read."""
    try:
        return _hash(path)
    except (OSError, ValueError):
        return None


def _hash(path: str) -> str:
    """The hash of a file. Asked for every catalog and every page, so paths are text. Raises OSError, and ValueError for no path at all."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "is not a file", path)
        if found.st_size <= _SMALL:
            return hashlib.sha256(os.read(handle, found.st_size + 1)).hexdigest()
        with open(handle, "rb", closefd=False) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    finally:
        os.close(handle)
