"""The report of the last run over a project, so that the next one over unchanged files parses none of them.

A file of ``.workflow/checks`` has the hash of all that a run looks at, a hash of the report, and the report. If anything has changed, the
run starts again with what is known about single entries (``result_cache``). Delete the file at any time.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from workflow import formats
from workflow.boundary import real_path
from workflow.checking.options import CheckOptions
from workflow.checking.report import CheckReport, Dismissed, IgnoredBy, UnusedIgnore
from workflow.checking.words import ProjectWords
from workflow.checks.results_version import results_version
from workflow.data_formats import load_json
from workflow.errors import WorkflowError
from workflow.files import exists, read_bytes, write_bytes
from workflow.findings import packed, unpacked
from workflow.program_version import plain_data
from workflow.project import Project

__all__ = ["StoredRun"]


class StoredRun:
    """The stored report of a run over all catalogs of a project. A run over some of them is not stored."""

    def __init__(
        self,
        project: Project,
        languages: Sequence[str],
        documents: Sequence[str],
        options: CheckOptions,
        words: ProjectWords,
    ) -> None:
        """``languages`` and ``documents``: those of the run. Raises FileProblem for a link that leads out of the project."""
        self._project, self._languages, self._documents = project, languages, documents
        self._options, self._words = options, words
        is_whole = set(languages) == set(project.config.languages) and set(documents) == set(project.documents.paths())
        # What a revision in git holds, and what a language model said, is not in the files that are hashed.
        self._is_storable = is_whole and not options.changed_since and not project.config.second_opinion
        self._path = project.layout.cache / "checks" / "last.json"
        real_path(self._path, project.root)
        self._key = self._hash()

    def read(self) -> CheckReport | None:
        """Return the report of the last run, if nothing has changed since; otherwise None."""
        try:
            head, _, body = read_bytes(self._path).partition(b"\n")
            if self._key is None or head.decode() != f"{self._key} {_digest(body)}":
                return None
            return _unpacked(load_json(body))
        except (WorkflowError, ValueError, KeyError, TypeError):
            return None

    def write(self, report: CheckReport) -> None:
        """Store the report of a run, unless it has problems or a file changed meanwhile. One that cannot be written is no error."""
        if report.problems or self._key is None or self._hash() != self._key:
            return
        body = json.dumps(_packed(report), separators=(",", ":")).encode("ascii")
        try:
            write_bytes(self._path, f"{self._key} {_digest(body)}\n".encode() + body)
        except WorkflowError:
            return

    def _hash(self) -> str | None:
        """The hash of all that a run looks at. None if a file cannot be read, and for the format of a plug-in, whose version is not known."""
        project = self._project
        own = formats.FORMATS.values()
        if not self._is_storable or any(formats.for_path(document) not in own for document in self._documents):
            return None
        try:
            files = [
                [
                    document,
                    project.documents.name(document),
                    _digest(read_bytes(project.layout.source / document)),
                    *(_content(project.catalog_path(code, document)) for code in self._languages),
                ]
                for document in self._documents
            ]
            config = _digest(read_bytes(project.layout.config))
        except WorkflowError:
            return None
        source = project.config.source_language
        words = [(repr(terms), speller.version) for terms, speller in map(self._words.of, self._languages)]
        settings = [plain_data(self._options), words]
        versions = [results_version(source, code) for code in self._languages]
        where = [str(project.root), str(project.layout.source), source, *self._languages]
        return _digest(json.dumps([versions, where, config, settings, files]).encode())


def _content(path: Path) -> str:
    """The hash of a catalog, which need not exist."""
    real_path(path)
    return _digest(read_bytes(path)) if exists(path) or path.is_symlink() else ""


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _packed(report: CheckReport) -> dict[str, object]:
    return {
        "findings": [packed(finding) for finding in report.findings],
        "dismissed": [[packed(one.finding), one.reason, one.by.value] for one in report.dismissed],
        "unused": [
            [one.by.value, str(one.path), one.line, one.check, one.why, one.reason] for one in report.unused_ignores
        ],
        "entries": report.entries,
        "searched": report.searched,
        "catalogs": report.catalogs,
        "files": [str(path) for path in report.files],
        "unspelled": report.unspelled,
    }


def _unpacked(data: dict[str, Any]) -> CheckReport:
    return CheckReport(
        findings=tuple(map(unpacked, data["findings"])),
        dismissed=tuple(Dismissed(unpacked(one), reason, IgnoredBy(by)) for one, reason, by in data["dismissed"]),
        unused_ignores=tuple(UnusedIgnore(IgnoredBy(by), _path(path), *rest) for by, path, *rest in data["unused"]),
        entries=data["entries"],
        searched=data["searched"],
        catalogs=data["catalogs"],
        files=tuple(map(_path, data["files"])),
        unspelled=tuple(data["unspelled"]),
    )


@lru_cache(maxsize=4096)
def _path(name: str) -> Path:
    return Path(name)
