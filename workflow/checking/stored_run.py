"""What the last run over a language found, so that the next one over unchanged files parses none of them.

A file of ``.workflow/checks`` has the hash of all that a run looks at, a hash of the findings, and the findings. If anything has changed,
the run starts again with what is known about single entries (``result_cache``). Delete the file at any time.
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
from workflow.checking.report import Dismissed, LanguageResult
from workflow.checking.result_cache import results_version
from workflow.data_formats import load_json
from workflow.errors import WorkflowError
from workflow.files import exists, read_bytes, write_bytes
from workflow.findings import Finding
from workflow.glossary.terms import Terms
from workflow.model import Severity, Span
from workflow.program_version import plain_data
from workflow.project import Project

__all__ = ["StoredRun"]


class StoredRun:
    """The stored result of a run over the catalogs of one language."""

    def __init__(
        self, project: Project, language: str, documents: Sequence[str], options: CheckOptions, terms: Terms
    ) -> None:
        """``documents``: those whose catalogs the run is over. ``terms``: the glossary of the language. Raises FileProblem for a link that
        leads out of the project."""
        self._project, self._language, self._documents = project, language, documents
        self._settings = [plain_data(options), repr(terms)]
        self._path = project.layout.cache / "checks" / f"{project.config.source_language}-{language}.last.json"
        real_path(self._path, project.root)
        self._key = self._hash()

    def read(self) -> LanguageResult | None:
        """Return the result of the last run, if nothing has changed since; otherwise None."""
        try:
            head, _, body = read_bytes(self._path).partition(b"\n")
            if self._key is None or head.decode() != f"{self._key} {_digest(body)}":
                return None
            return _unpacked(load_json(body))
        except (WorkflowError, ValueError, KeyError, TypeError):
            return None

    def write(self, result: LanguageResult) -> None:
        """Store the result of a run, unless a file changed meanwhile. A result that cannot be written is no error."""
        if self._key is None or self._hash() != self._key:
            return
        body = json.dumps(_packed(result), separators=(",", ":")).encode("ascii")
        try:
            write_bytes(self._path, f"{self._key} {_digest(body)}\n".encode() + body)
        except WorkflowError:
            return

    def _hash(self) -> str | None:
        """The hash of all that a run looks at. None if a file cannot be read, and for the format of a plug-in, whose version is not known."""
        project = self._project
        own = formats.FORMATS.values()
        try:
            files = [
                [
                    document,
                    project.documents.name(document),
                    plain_data(project.config.format_settings(document)),
                    _digest(read_bytes(project.layout.source / document)),
                    _content(project.catalog_path(self._language, document)),
                ]
                for document in self._documents
            ]
            if any(formats.for_path(document) not in own for document in self._documents):
                return None
        except WorkflowError:
            return None
        languages = (project.config.source_language, self._language)
        root = [str(project.root), str(project.layout.source)]
        return _digest(json.dumps([results_version(*languages), *languages, root, self._settings, files]).encode())


def _content(path: Path) -> str:
    """The hash of a catalog, which need not exist."""
    real_path(path)
    return _digest(read_bytes(path)) if exists(path) or path.is_symlink() else ""


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _packed(result: LanguageResult) -> dict[str, object]:
    return {
        "findings": [_record(finding) for finding in result.findings],
        "dismissed": [[_record(one.finding), one.reason] for one in result.dismissed],
        "entries": result.entries,
        "catalogs": sorted(map(str, result.catalogs)),
    }


def _record(finding: Finding) -> list[object]:
    return [
        finding.id,
        finding.severity.value,
        finding.message,
        finding.language,
        finding.document,
        finding.unit,
        str(finding.catalog),
        finding.catalog_line,
        None if finding.source is None else str(finding.source),
        finding.source_line,
        None if finding.span is None else [finding.span.start, finding.span.end],
        finding.fix,
        finding.fingerprint,
        finding.details,
    ]


def _unpacked(data: dict[str, Any]) -> LanguageResult:
    return LanguageResult(
        tuple(map(_finding, data["findings"])),
        tuple(Dismissed(_finding(record), reason) for record, reason in data["dismissed"]),
        data["entries"],
        frozenset(map(Path, data["catalogs"])),
    )


def _finding(record: list[Any]) -> Finding:
    identifier, severity, message, *where = record
    language, document, unit, catalog, line, source, source_line, span, fix, fingerprint, details = where
    return Finding(
        identifier,
        Severity(severity),
        message,
        language=language,
        document=document,
        unit=unit,
        catalog=_path(catalog),
        catalog_line=line,
        source=None if source is None else _path(source),
        source_line=source_line,
        span=None if span is None else Span(*span),
        fix=fix,
        fingerprint=fingerprint,
        details=details,
    )


@lru_cache(maxsize=4096)
def _path(name: str) -> Path:
    return Path(name)
