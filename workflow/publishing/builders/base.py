"""The protocol of a builder, and the folder that it writes to."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from workflow import files
from workflow.publishing.editions import Edition
from workflow.publishing.site import Site

__all__ = ["Builder", "OutputFolder"]


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """The folder of one output while it is built. Paths are POSIX paths below ``editions/<output>/``."""

    staging: Path
    """A new folder. When everything is built it replaces ``published``."""
    published: Path
    """The output as it was published last; may not exist."""
    kept: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By language: documents that are not built again, since others were selected. Their files can be taken over."""

    def write(self, path: str, data: bytes) -> None:
        """Write a new file. Raises FileProblem."""
        files.create(self.staging / path, data)

    def copy(self, source: Path, path: str) -> None:
        """Copy a file of the project. Raises FileProblem."""
        files.copy(source, self.staging / path)

    def take_over(self, path: str) -> None:
        """Copy a file, or a folder with all that is in it, from the last publication. Raises FileProblem, OSError."""
        if (self.published / path).is_dir():
            shutil.copytree(self.published / path, self.staging / path)
        else:
            self.copy(self.published / path, path)


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
