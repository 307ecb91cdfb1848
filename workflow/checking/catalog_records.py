"""What was found in each catalog of a project, so that catalogs that did not change are neither parsed nor checked again.

A file of ``.workflow/checks`` for each pair of languages. Its first line is a hash of the catalogs whose entries were compared with each other.
Then there are three lines of JSON for each catalog: its document, the hash of all that its results depend on and a hash of the other two
lines; what was found; what is compared with other catalogs. Delete the file at any time: entries that did not change are then known by
``result_cache``.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from workflow import formats
from workflow.boundary import real_path
from workflow.checking.catalog_run import CatalogOutcome
from workflow.checking.ignores import IgnoreLedger
from workflow.checking.options import CheckOptions
from workflow.checking.report import Dismissed, IgnoredBy
from workflow.checking.result_cache import FoundProblem, packed_problem
from workflow.checking.words import ProjectWords
from workflow.checks.model import EntryFacts
from workflow.checks.results_version import results_version
from workflow.data_formats import load_json
from workflow.errors import WorkflowError
from workflow.files import exists, read_bytes, write_bytes
from workflow.findings import packed, unpacked
from workflow.program_version import plain_data
from workflow.project import Project

__all__ = ["CatalogKeys", "CatalogRecord", "CatalogRecords"]

_LINES = 3


class _Lines(NamedTuple):
    """What the file has about a catalog."""

    key: str
    hash: str
    outcome: bytes
    facts: bytes


@dataclass(frozen=True, slots=True)
class CatalogRecord:
    """What is known about a catalog that did not change."""

    outcome: CatalogOutcome
    _compared: Sequence[object]
    _facts: bytes

    def facts(self) -> list[EntryFacts]:
        """Return what is compared of its entries."""
        return [EntryFacts(*one) for one in load_json(self._facts)]

    def has_compared(self, found: Sequence[FoundProblem]) -> bool:
        """Whether the outcome has what comparing finds now."""
        return [packed_problem(one) for one in found] == self._compared


class CatalogRecords:
    """What is known about the catalogs of one language."""

    def __init__(
        self, path: Path | None = None, documents: Sequence[str] = (), rules: IgnoreLedger | None = None
    ) -> None:
        """``path``: the file, which need not exist; None to keep nothing. ``documents``: those of the project: what is known about others is
        dropped. ``rules``: a ledger with the rules of the project.
        """
        self._path, self._documents, self._rules = path, frozenset(documents), rules or IgnoreLedger()
        self._new: dict[str, _Lines] = {}

    def get(self, document: str, key: str) -> CatalogRecord | None:
        """Return what is known about a document's catalog; None if that is nothing, or the key is another one."""
        lines = self._before[1].get(document)
        if lines is None or lines.key != key or lines.hash != _digest(lines.outcome, lines.facts):
            return None
        try:
            data = load_json(lines.outcome)
            return CatalogRecord(_unpacked(data, self._rules.emptied()), data["compared"], lines.facts)
        except (ValueError, KeyError, TypeError):
            return None

    def put(
        self,
        document: str,
        key: str,
        outcome: CatalogOutcome,
        compared: Sequence[FoundProblem],
        facts: Sequence[EntryFacts],
    ) -> None:
        """Store what was found in a document's catalog. ``compared``: what of it comparing found, with the facts of all its entries."""
        found = _json(_packed(outcome) | {"compared": [packed_problem(one) for one in compared]})
        lines = (found, _json(facts))
        self._new[document] = _Lines(key, _digest(*lines), *lines)

    def are_compared(self, catalogs: Sequence[tuple[str, str]]) -> bool:
        """Whether what is known has what comparing these catalogs finds: pairs of a document and a key."""
        return self._before[0] == _digest(_json(catalogs))

    def save(self, catalogs: Sequence[tuple[str, str]]) -> None:
        """Write the file, if anything changed. ``catalogs``: those that were compared. A file that cannot be written is no error."""
        compared, before = self._before
        now = _digest(_json(catalogs))
        if self._path is None or (not self._new and (now == compared or not all(key for _, key in catalogs))):
            return
        parts = [now.encode()]
        for document, lines in (before | self._new).items():
            if document in self._documents:
                parts += [_json([document, lines.key, lines.hash]), lines.outcome, lines.facts]
        try:
            write_bytes(self._path, b"\n".join(parts))
        except WorkflowError:
            return

    @cached_property
    def _before(self) -> tuple[str, dict[str, _Lines]]:
        """The content of the file when it was first asked for: the hash of what was compared, and what is known by document."""
        if self._path is None:
            return "", {}
        try:
            compared, *lines = read_bytes(self._path).split(b"\n")
            records = [lines[at : at + _LINES] for at in range(0, len(lines), _LINES)]
            found = {
                document: _Lines(key, digest, *rest)
                for head, *rest in records
                for document, key, digest in [load_json(head)]
            }
            return compared.decode("ascii"), found
        except (WorkflowError, ValueError, TypeError):
            return "", {}


class CatalogKeys:
    """The hashes of all that the results of a catalog depend on."""

    def __init__(self, project: Project, options: CheckOptions, words: ProjectWords) -> None:
        """``words``: those of the languages that are asked for."""
        self._project, self._options, self._words = project, options, words
        self._own = frozenset(formats.FORMATS.values())
        self._of_language = lru_cache(maxsize=None)(self._language)
        # What a revision in git holds, and what a language model said, is not in the files that are hashed.
        self._can_be_known = not options.changed_since and not project.config.second_opinion

    def of(self, language: str, document: str) -> str | None:
        """Return the key of a catalog. None if a file cannot be read, and for the format of a plug-in, whose version is not known."""
        project = self._project
        if not self._can_be_known or formats.for_path(document) not in self._own:
            return None
        try:
            source = read_bytes(project.layout.source / document)
            path = project.catalog_path(language, document)
            real_path(path)
            catalog = read_bytes(path) if exists(path) or path.is_symlink() else b""
            return _digest(self._of_language(language), _json([document, str(path)]), _digest(source).encode(), catalog)
        except WorkflowError:
            return None

    def _language(self, code: str) -> bytes:
        """Raises FileProblem."""
        project = self._project
        source, (terms, speller) = project.config.source_language, self._words.of(code)
        where = [str(project.root), str(project.layout.source), source, code]
        config = _digest(read_bytes(project.layout.config))
        settings = [plain_data(self._options), repr(terms), speller.version]
        return _json([results_version(source, code), where, config, settings])


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def _digest(*parts: bytes) -> str:
    found = blake2b(digest_size=16)
    for part in parts:
        found.update(part)
    return found.hexdigest()


def _packed(outcome: CatalogOutcome) -> dict[str, object]:
    return {
        "ignores": outcome.ignores.packed(),
        "path": None if outcome.path is None else str(outcome.path),
        "findings": [packed(finding) for finding in outcome.findings],
        "dismissed": [[packed(one.finding), one.reason, one.by.value] for one in outcome.dismissed],
        "entries": outcome.entries,
        "searched": outcome.searched,
        "unspelled": outcome.unspelled,
    }


def _unpacked(data: dict[str, Any], ignores: IgnoreLedger) -> CatalogOutcome:
    """Raises KeyError, TypeError or ValueError for what ``_packed`` did not return."""
    ignores.unpack(data["ignores"])
    return CatalogOutcome(
        ignores,
        None if data["path"] is None else Path(data["path"]),
        tuple(map(unpacked, data["findings"])),
        tuple(Dismissed(unpacked(one), reason, IgnoredBy(by)) for one, reason, by in data["dismissed"]),
        data["entries"],
        data["searched"],
        data["unspelled"],
    )
