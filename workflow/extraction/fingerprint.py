"""The record of the last extraction, so that unchanged files need not be parsed again.

``.workflow/extraction.json`` holds, for each template and catalog, the hash of its document and the hash of its own bytes. A file is up
to date as long as both are the same, with the same settings and the same program. Hashes are of contents, never of times
(an edit within the same second would be missed). Delete the file, and the next extraction parses everything.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from workflow.data_formats import load_json
from workflow.errors import FileProblem, WorkflowError
from workflow.files import exists, read_bytes, write_bytes
from workflow.program_version import plain_data, program_version

__all__ = ["PARTS", "Stamp", "digest"]

PARTS = (
    "model.py",
    "languages.py",
    "data_formats.py",
    "yaml_errors.py",
    "html",
    "inline_tags",
    "lexicon",
    "quantities",
    "formats",
    "catalogs",
    "extraction",
    "text_encoding.py",
    "word_filters.py",
)
"""Modules and packages of ``workflow`` that decide how documents are parsed and catalogs written."""

_NONE = "none"
"""The value in place of the hash of a file that need not exist: a document without texts has no template."""


def digest(data: bytes) -> str:
    """The hash of a file's bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


class Stamp:
    """The record of the last extraction."""

    def __init__(self, path: Path, root: Path, settings: Mapping[str, object]) -> None:
        """Read the record; it is empty if there is none, or only one of other settings or of another program version."""
        self.path = path
        self.root = root
        self.key = digest(json.dumps([_program(), plain_data(settings)]).encode())
        self.files: dict[str, list[str]] = {}
        try:
            data = load_json(read_bytes(path))
            if data["key"] == self.key:
                self.files = {str(name): [str(part) for part in record] for name, record in data["files"].items()}
        except (WorkflowError, ValueError, KeyError, TypeError, AttributeError):
            pass
        self.before = dict(self.files)
        self.digests: dict[Path, str] = {}
        """The hashes of files that were read or recorded in this run."""
        self.noted: set[Path] = set()
        self._prefix = f"{root}{os.sep}"

    def fits(self, path: Path, source: str) -> bool:
        """Whether the file is unchanged since the last extraction, which made it from a source with this hash."""
        record = self.files.get(self._name(path))
        if record is None or record[0] != source:
            return False
        return record[1] == self.digest(path)

    def digest(self, path: Path) -> str:
        """Return the hash of the file's bytes at the first call, or as recorded by ``note``; another string if it cannot be read."""
        found = self.digests.get(path)
        if found is None:
            try:
                found = digest(read_bytes(path)) if exists(path) else _NONE
            except FileProblem:
                found = ""
            self.digests[path] = found
        return found

    def note(self, path: Path, source: str, data: bytes | None) -> None:
        """Record that the file has ``data`` (None: does not exist), made from a source with this hash."""
        self.digests[path] = _NONE if data is None else digest(data)
        self.files[self._name(path)] = [source, self.digests[path]]
        self.noted.add(path)

    def save(self, keep: set[Path]) -> None:
        """Write the record of the files in ``keep``. A cache that cannot be written is no error."""
        names = {self._name(path) for path in keep}
        files = {name: record for name, record in sorted(self.files.items()) if name in names}
        if files == self.before:
            return
        text = json.dumps({"key": self.key, "files": files}, indent=0, ensure_ascii=False)
        try:
            write_bytes(self.path, text.encode("utf-8", "surrogateescape"))
        except WorkflowError:
            return

    def _name(self, path: Path) -> str:
        return os.fspath(path).removeprefix(self._prefix).replace(os.sep, "/")


@cache
def _program() -> list[str]:
    """The version of the parsers and writers: that of ``PARTS``, and those of the libraries they use."""
    import babel
    import pygments
    import pyromark
    import yaml

    return [program_version(PARTS), pyromark.__version__, pygments.__version__, babel.__version__, yaml.__version__]
