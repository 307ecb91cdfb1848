"""The protocol of a builder, and the folder that it writes to."""

import errno
import os
import posixpath
import shutil
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from workflow import files
from workflow.errors import FileProblem
from workflow.findings import Finding
from workflow.publishing.editions import Edition
from workflow.publishing.site import Site

__all__ = ["Builder", "OutputFolder"]

_OF_ONE_FILE = {errno.ENAMETOOLONG, errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.EINVAL, errno.EILSEQ}
"""Error numbers that concern one file only: its name is too long, or taken. A full disk concerns every file."""


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """The folder of one output while it is built. Paths are POSIX paths below ``editions/<output>/``."""

    staging: Path
    """A new folder. When everything is built it replaces ``published``."""
    published: Path
    """The output as it was published last; may not exist."""
    kept: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By language: documents that are not built again, since others were selected. Their files can be taken over."""
    problems: list[FileProblem] = field(default_factory=list)
    """Files that are missing in the output: their names cannot be used here, or the project's file cannot be read."""
    collisions: dict[str, FileProblem] = field(default_factory=dict)
    """Files of which each would replace another; such an output is not put in place."""
    _names: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The path of each file and folder, and what it is made of, by the name that it has where case means nothing."""
    _copies: dict[Path, Path] = field(default_factory=dict)

    findings: list[Finding] = field(default_factory=list)
    """What an output cannot have."""

    def write(self, path: str, data: bytes, source: str = "") -> None:
        """Write a new file. ``source``: what it is made of, for messages.

        One whose name cannot be used is left out, and a problem. So is one whose name another file has, also if the names differ only in
        case or in the composition of accents: many file systems have room for one of them. Raises FileProblem if no file can be written.
        """
        if not self._is_free(path, source or path):
            return
        try:
            if not files.create(self.staging / path, data):  # one of the last publication, taken over with its folder
                files.write_bytes(self.staging / path, data)
        except FileProblem as error:
            self._leave_out(path, error)

    def copy(self, source: Path, path: str, label: str = "") -> None:
        """Copy a file of the project, once: a further copy of the same file is a hard link, and the same one is not made again.

        ``label``: the name of the file in messages. One that cannot be read, or whose name cannot be used (see ``write``), is left out, and
        a problem. Raises FileProblem if no file can be written.
        """
        if not self._is_free(path, label or str(source)):
            return
        try:
            first = self._copies.get(source)
            if first is None or not _linked(first, self.staging / path):
                files.copy(source, self.staging / path)
                self._copies[source] = self.staging / path
        except FileProblem as error:
            if isinstance(error.__cause__, OSError) and error.__cause__.filename == str(source):
                self.problems.append(error)
            else:
                self._leave_out(path, error)

    def take_over(self, path: str, source: str = "") -> None:
        """Copy a file, or a folder with all that is in it, from the last publication. Raises FileProblem, OSError."""
        if (self.published / path).is_dir():
            shutil.copytree(self.published / path, self.staging / path)
        else:
            self.copy(self.published / path, path, source or path)

    def _is_free(self, path: str, source: str) -> bool:
        """Take a path for a file. False if it was taken, by another file or the same one."""
        names = [path]
        while names[-1]:
            names.append(posixpath.dirname(names[-1]))
        keys = [unicodedata.normalize("NFC", name).casefold() for name in names[:-1]]
        taken = self._names.get(keys[0])
        if taken is None:
            # A folder is written with a slash. Two folders can be one, a file and a folder cannot.
            for key, name in zip(keys[1:], names[1:], strict=False):
                if not self._names.setdefault(key, (f"{name}/", source))[0].endswith("/"):
                    taken = self._names[key]
                    break
            else:
                self._names[keys[0]] = (path, source)
                return True
        if taken != (path, source):
            self._collide(taken, (path, source))
        return False

    def _collide(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        (first, its), (second, own) = one, other
        top = self.published.name
        where = f"both would be {top}/{second}"
        if first.rstrip("/") != second:
            where = f"{top}/{first} and {top}/{second} are one name, or a file and a folder, where case and accents do not count"
        message = f"{its} and {own} cannot both be published: {where}. Rename one of them."
        self.collisions.setdefault(f"{its}\n{own}", FileProblem(message))

    def _leave_out(self, path: str, error: FileProblem) -> None:
        """Record a file that cannot be written. Raises FileProblem unless only this one cannot be."""
        cause = error.__cause__
        if not isinstance(cause, OSError):
            raise error
        problem = f"{self.published / path}: cannot be written: {files.reason(cause)}."
        if cause.errno not in _OF_ONE_FILE:
            raise FileProblem(f"{problem} {self.published} is unchanged.") from cause
        self.problems.append(FileProblem(f"{problem} It was left out."))


def _linked(first: Path, other: Path) -> bool:
    """Make a hard link. False if the file system has none."""
    try:
        other.parent.mkdir(parents=True, exist_ok=True)
        os.link(first, other)
    except OSError:
        return False
    return True


class Builder(Protocol):
    """An output such as ``html``. A module with these names is one.

    Building is repeatable: the same edition and site give the same bytes.
    """

    MANIFEST_KEY: str
    """The key under which the manifest names a document's file."""

    def document_path(self, site: Site, code: str, document: str) -> str:
        """Return the file in which a document is published: ``es/guide.html``."""

    def build(self, site: Site, edition: Edition, output: OutputFolder, assets: Path) -> None:
        """Write one edition. ``assets`` is the folder that the paths in ``site.assets`` are relative to.

        Raises FileProblem, OSError.
        """

    def take_over(self, site: Site, code: str, output: OutputFolder, assets: Path) -> None:
        """Put the edition of the last publication in its place, since other languages were selected. Raises FileProblem, OSError."""

    def finish(self, site: Site, titles: Mapping[str, str | None], output: OutputFolder) -> None:
        """Write the files that all editions share, after the editions.

        ``titles`` has the publication's title by language; None if it is not translated. Raises FileProblem.
        """
