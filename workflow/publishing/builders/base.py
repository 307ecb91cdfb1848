"""The protocol of a builder, and the folder that it writes to."""

import contextlib
import errno
import hashlib
import os
import posixpath
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from workflow import files
from workflow.errors import FileProblem
from workflow.findings import Finding
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.file_hashes import FileState, PublishedFiles, file_hash, file_state
from workflow.publishing.report import ReaderCounts
from workflow.publishing.site import Site
from workflow.publishing.store import digest

__all__ = ["Builder", "EditionContext", "EditionTexts", "OutputFolder"]

_OF_ONE_FILE = {errno.ENAMETOOLONG, errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.EINVAL, errno.EILSEQ}
"""Error numbers that concern one file only: its name is too long, or taken. A full disk concerns every file."""


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """The folder of one output while it is built. Paths are POSIX paths below ``editions/<output>/``.

    A file that is the same as the published one is not written: ``complete`` links it into the new folder, if there is to be one.
    """

    staging: Path
    """A new folder. When everything is built it replaces ``published``."""
    published: Path
    """The output as it was published last; may not exist."""
    last: PublishedFiles = field(default_factory=PublishedFiles)
    """The files in it."""
    problems: list[FileProblem] = field(default_factory=list)
    """Files that are missing in the output: their names cannot be used here, or the project's file cannot be read."""
    collisions: dict[str, FileProblem] = field(default_factory=dict)
    """Files of which each would replace another; such an output is not put in place."""
    findings: list[Finding] = field(default_factory=list)
    """What an output cannot have."""
    hashes: dict[str, str] = field(default_factory=dict)
    """SHA-256 of its files, by path."""
    keys: dict[str, str] = field(default_factory=dict)
    """By path: hashes of what files were made of."""
    made: set[str] = field(default_factory=set)
    """The files that were made of something else than the last time, also if they are the same."""
    _kept: set[str] = field(default_factory=set)
    """The files that are as they were published."""
    _names: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The path of each file and folder, and what it is made of, by the name that it has where case means nothing."""
    _folders: set[str] = field(default_factory=set)
    """The folders that are taken, with all those above them."""
    _copies: dict[Path, Path] = field(default_factory=dict)
    _digests: dict[Path, str | None] = field(default_factory=dict)
    """SHA-256 of the project's files that were asked for."""

    def write(self, path: str, data: bytes, source: str = "") -> None:
        """Write a file. ``source``: what it is made of, for messages.

        One whose name cannot be used is left out, and a problem. So is one whose name another file has, also if the names differ only in
        case or in the composition of accents: many file systems have room for one of them. Raises FileProblem if no file can be written.
        """
        if self.reserve(path, source or path):
            self.put(path, data)

    def reserve(self, path: str, source: str) -> bool:
        """Take a path for a file, which ``put`` or ``keep`` adds. Return False if it was taken, by another file or the same one."""
        key = _name(path)
        taken = self._names.get(key) or self._folder_taken(posixpath.dirname(path), source)
        if taken is None:
            self._names[key] = (path, source)
            return True
        if taken != (path, source):
            self._collide(taken, (path, source))
        return False

    def _folder_taken(self, folder: str, source: str) -> tuple[str, str] | None:
        """Take a folder and those above it. Return the file that has the name of one of them; None if there is none."""
        if not folder or folder in self._folders:
            return None
        # A folder is written with a slash. Two folders can be one, a file and a folder cannot.
        taken = self._names.setdefault(_name(folder), (f"{folder}/", source))
        if not taken[0].endswith("/"):
            return taken
        above = self._folder_taken(posixpath.dirname(folder), source)
        if above is None:
            self._folders.add(folder)
        return above

    def make(self, path: str, key: str, make: Callable[[], bytes], source: str = "") -> None:
        """Write what ``make`` returns, unless the published file was made of the same. ``key``: a hash of all that it is made of.

        The rest is as for ``write``.
        """
        if self.reserve(path, source or path) and not self.is_current(path, key):
            self.put(path, make(), key)

    def is_current(self, path: str, key: str) -> bool:
        """Return whether the published file was made of what has this hash, and keep it then. The path is reserved."""
        return bool(key) and self.last.key(path) == key and self.keep(path)

    def put(self, path: str, data: bytes, key: str = "") -> None:
        """Write a file whose path is reserved. ``key``: a hash of what it was made of. Raises FileProblem if no file can be written."""
        known = hashlib.sha256(data).hexdigest()
        if key:
            self.made.add(path)
        if self.last.hash(path) == known:
            self.keep(path)
            self.keys[path] = key
            return
        try:
            files.write_new(self.staging / path, data)
            self.hashes[path], self.keys[path] = known, key
            self._kept.discard(path)  # of a folder that was taken over
        except FileProblem as error:
            self._leave_out(path, error)

    def keep(self, path: str) -> bool:
        """Take a file whose path is reserved over from the last publication. Return False if there is none."""
        known, key = self.last.found(path)
        if known is None:
            return False
        self.hashes[path], self.keys[path] = known, key
        self._kept.add(path)
        return True

    def copy(self, source: Path, path: str, label: str = "") -> None:
        """Copy a file of the project, once: a further copy of the same file is a hard link, and the same one is not made again.

        ``label``: the name of the file in messages. One that cannot be read, or whose name cannot be used (see ``write``), is left out, and
        a problem. Raises FileProblem if no file can be written.
        """
        if not self.reserve(path, label or str(source)):
            return
        known = self.hash_of(source)  # where there is none, copying says so
        if known is not None and self.last.hash(path) == known:
            self.keep(path)
            return
        try:
            first = self._copies.get(source)
            if first is not None and known is not None and _linked(first, self.staging / path):
                self.hashes[path] = known
                return
            files.copy(source, self.staging / path)
            self._copies[source] = self.staging / path
            self.hashes[path] = file_hash(self.staging / path)
        except FileProblem as error:
            if isinstance(error.__cause__, OSError) and error.__cause__.filename == str(source):
                self.problems.append(error)
            else:
                self._leave_out(path, error)

    def hash_of(self, source: Path) -> str | None:
        """Return the SHA-256 of a file of the project, which is read once; None if it cannot be read."""
        if source not in self._digests:
            self._digests[source] = None
            with contextlib.suppress(FileProblem):
                self._digests[source] = file_hash(source)
        return self._digests[source]

    def take_over(self, path: str, source: str = "") -> None:
        """Take a file, or a folder with all that is in it, over from the last publication. Raises FileProblem if it cannot be read."""
        below = f"{path}/"
        names = [name for name in self.last.names if name.startswith(below)]
        if not names and self.reserve(path, source or path):
            names = [path]
        for name in names:
            if not self.keep(name):
                raise FileProblem(f"{self.published / name}: cannot be taken over from the last publication.")

    def complete(self, foreign: Collection[str]) -> bool:
        """Put the files that are as they were into the new folder. Return False if the whole output is as it was: there is no new folder.

        ``foreign``: what lies at the top of the published folder, and is no part of the publication. Raises FileProblem.
        """
        there = {name for name in self.last.names if name.split("/")[0] not in foreign}
        if self.published.is_dir() and there == self.hashes.keys() == self._kept:
            return False
        self.filled()
        return True

    def filled(self) -> Path:
        """Put the files that are as they were into the new folder, and return it. Raises FileProblem."""
        self.staging.mkdir(parents=True, exist_ok=True)
        old, new = str(self.published), str(self.staging)  # joined as text: there may be many
        for folder in {posixpath.dirname(path) for path in self._kept}:
            (self.staging / folder).mkdir(parents=True, exist_ok=True)
        for path in self._kept:
            try:
                os.link(f"{old}/{path}", f"{new}/{path}")
            except FileExistsError:
                continue
            except OSError:
                files.copy(self.published / path, self.staging / path)
        return self.staging

    def adopt(self, paths: Collection[str], key: str, source: str) -> None:
        """Take files that another program wrote into the new folder. ``key``: a hash of all that they were made of together. ``source``:
        as in ``write``. Raises FileProblem.
        """
        whole = digest(key, sorted(paths))
        for path in paths:
            if self.reserve(path, source):
                self.hashes[path], self.keys[path] = file_hash(self.staging / path), whole
                self.made.add(path)
                if self.hashes[path] == self.last.hash(path):
                    self._kept.add(path)

    def keep_adopted(self, folder: str, key: str, source: str) -> bool:
        """Keep the files of a folder that were adopted with this ``key``. Return False if one of them is missing, or not what it was."""
        names = sorted(name for name in self.last.names if name.startswith(f"{folder}/") and self.last.key(name))
        whole = digest(key, names)
        if not names or any(self.last.key(name) != whole for name in names):
            return False
        for name in names:
            if self.reserve(name, source):
                self.keep(name)
        return True

    def states(self) -> dict[str, FileState]:
        """Return the state of each file, once the output is in place."""
        found: dict[str, FileState] = {}
        for path, known in self.hashes.items():
            there = self.last.state(path) if path in self._kept else file_state(f"{self.published}/{path}")
            if there is not None:
                found[path] = (*there, known, self.keys.get(path, ""))
        return found

    def read(self, path: str) -> bytes:
        """Return the content of a file of the output. Raises FileProblem."""
        return files.read_bytes((self.published if path in self._kept else self.staging) / path)

    def remove(self, path: str) -> None:
        """Leave out a file that was taken over with its folder."""
        del self.hashes[path]
        self._kept.discard(path)
        (self.staging / path).unlink(missing_ok=True)  # ``filled`` may have put it there

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


def _name(path: str) -> str:
    """The name that a path has where neither case nor the composition of accents counts."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def _linked(first: Path, other: Path) -> bool:
    """Make a hard link. False if the file system has none."""
    try:
        other.parent.mkdir(parents=True, exist_ok=True)
        os.link(first, other)
    except OSError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class EditionContext:
    """What the files of an edition show beside their documents, in one output."""

    context: Any
    """What ``Builder.context`` returned."""
    key: str
    """The hash of it."""
    with_coverage: str
    """The hash of it and of how far each document is translated into each language."""


class EditionTexts(Protocol):
    """The documents of an edition."""

    def __call__(self, document: str) -> LocalizedDocument:
        """Return a document with its text, by its path."""

    def key(self, document: str) -> str:
        """Return the hash of all that it follows from; empty if that is not known."""


class Builder(Protocol):
    """An output such as ``html``. A module or an object with these names is one.

    Building is repeatable: the same edition and site give the same bytes. Where an output has a file for each document, only those whose
    documents or surroundings have changed are made.
    """

    @property
    def MANIFEST_KEY(self) -> str:
        """The key under which the manifest names a document's file."""

    def document_path(self, site: Site, code: str, document: str) -> str:
        """Return the file in which a document is published: ``es/guide.html``."""

    def context(self, site: Site, edition: Edition) -> object:
        """Return what the files of documents show of an edition beside their documents; None if it has no file for each document.

        Its ``repr`` says all of it: a document with the same content and the same context has the same file, which is not made again.
        """

    def document_file(self, context: Any, localized: LocalizedDocument, counts: Mapping[str, ReaderCounts]) -> bytes:
        """Return the file of a document, which is at ``document_path``. Several processes may do this.

        ``counts``: what readers get of the document, by the languages it is published in. Raises ConfigError, DocumentError.
        """

    def build(
        self,
        site: Site,
        edition: Edition,
        shown: EditionContext,
        contents: EditionTexts,
        output: OutputFolder,
        assets: Path,
    ) -> None:
        """Write the other files of an edition. ``shown``: what ``context`` returned. ``assets`` is the folder that the paths in
        ``site.assets`` are relative to.

        Raises FileProblem, OSError.
        """

    def take_over(self, site: Site, code: str, output: OutputFolder, assets: Path) -> None:
        """Put the edition of the last publication in its place, since other languages were selected. Raises FileProblem, OSError."""

    def finish(self, site: Site, titles: Mapping[str, str | None], output: OutputFolder) -> None:
        """Write the files that all editions share, after the editions.

        ``titles`` has the publication's title by language; None if it is not translated. Raises FileProblem.
        """
