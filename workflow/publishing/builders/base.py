"""The protocol of a builder, and the folder that it writes to."""

import errno
import shutil
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

    findings: list[Finding] = field(default_factory=list)
    """What an output cannot have."""

    def write(self, path: str, data: bytes) -> None:
        """Write a new file. One whose name cannot be used is left out, and a problem. Raises FileProblem if no file can be written."""
        try:
            files.create(self.staging / path, data)
        except FileProblem as error:
            self._leave_out(path, error)

    def copy(self, source: Path, path: str) -> None:
        """Copy a file of the project. One that cannot be read, or whose name cannot be used, is left out, and a problem.

        Raises FileProblem if no file can be written.
        """
        try:
            files.copy(source, self.staging / path)
        except FileProblem as error:
            if isinstance(error.__cause__, OSError) and error.__cause__.filename == str(source):
                self.problems.append(error)
            else:
                self._leave_out(path, error)

    def take_over(self, path: str) -> None:
        """Copy a file, or a folder with all that is in it, from the last publication. Raises FileProblem, OSError."""
        if (self.published / path).is_dir():
            shutil.copytree(self.published / path, self.staging / path)
        else:
            self.copy(self.published / path, path)

    def _leave_out(self, path: str, error: FileProblem) -> None:
        """Record a file that cannot be written. Raises FileProblem unless only this one cannot be."""
        cause = error.__cause__
        if not isinstance(cause, OSError):
            raise error
        problem = f"{self.published / path}: cannot be written: {files.reason(cause)}."
        if cause.errno not in _OF_ONE_FILE:
            raise FileProblem(f"{problem} {self.published} is unchanged.") from cause
        self.problems.append(FileProblem(f"{problem} It was left out."))


class Builder(Protocol):
    """An output such as ``html``. A module with these names is one.

    Building is repeatable: the same edition and site give the same bytes.
    """

    MANIFEST_KEY: str
    """The key under which the manifest names a document's file."""

    def edition_path(self, code: str) -> str:
        """Return the folder or file of a language's edition: ``es``."""

    def document_path(self, site: Site, code: str, document: str) -> str:
        """Return the file in which a document is published: ``es/guide.html``."""

    def build(self, site: Site, edition: Edition, output: OutputFolder, assets: Path) -> None:
        """Write one edition. ``assets`` is the folder that the paths in ``site.assets`` are relative to.

        Raises FileProblem, OSError.
        """

    def finish(self, site: Site, titles: Mapping[str, str | None], output: OutputFolder) -> None:
        """Write the files that all editions share, after the editions.

        ``titles`` has the publication's title by language; None if it is not translated. Raises FileProblem.
        """
