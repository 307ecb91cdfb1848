"""``publish --verify``: proves that the editions are those of the record, and that the record is that of the catalogs."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workflow.catalogs.provenance import edit_of
from workflow.catalogs.states import state
from workflow.errors import BadInput, CatalogError, DocumentError, FileProblem
from workflow.files import exists, read_bytes
from workflow.findings import Finding
from workflow.model import Severity, State
from workflow.project import Project
from workflow.project.publish_policy import PublishSettings, TextLevel
from workflow.publishing import manifest
from workflow.publishing.document_record import RecordPart, read_part
from workflow.publishing.file_hashes import InputHashes, file_hash, published_files
from workflow.publishing.manifest import Record
from workflow.publishing.policy import PublishedUnit, offered
from workflow.publishing.unit_findings import below
from workflow.publishing.unit_record import unit_record

__all__ = ["Verification", "verify"]

_CHANGED = "has been changed since the publication"


@dataclass(frozen=True, slots=True)
class Verification:
    """What was compared, and what differs."""

    findings: tuple[Finding, ...] = ()
    """Each names a file that is not what the record says."""
    files: int = 0
    """Number of published files in the record."""
    units: int = 0
    """Number of units in the record."""
    languages: tuple[str, ...] = ()


def verify(project: Project) -> Verification:
    """Compare the editions and their inputs with the record, and the record with what follows from the catalogs.

    Raises BadInput if there is no record, or one of another format; FileProblem if it cannot be read.
    """
    path = project.layout.editions / manifest.NAME
    if not exists(path):
        raise BadInput(
            f"{path}: there is no such record. Run `workflow publish` to make the editions with their record."
        )
    data = read_bytes(path)
    try:
        record = manifest.read_record(path)
    except DocumentError:
        return Verification((_finding("altered_record", project, path, "the record is damaged"),))
    found: list[Finding] = []
    if record.serialised() != data:
        found.append(_finding("altered_record", project, path, f"the record {_CHANGED}"))
    found += _files(project, record)
    parts = _Parts(project, record)
    found += parts.compared()
    return Verification(tuple(found), len(record.files), parts.units, tuple(record.editions))


def _files(project: Project, record: Record) -> Iterator[Finding]:
    """Compare the published files with the record."""
    editions = project.layout.editions
    outputs = {name.partition("/")[0] for name in record.files}
    for output in project.config.output:
        if output not in outputs and any(published_files(editions, [output])):
            what = "this folder is of an earlier publication: the last one did not write it"
            yield _finding("altered_edition", project, editions / output, what)
    there = set(published_files(editions, sorted(outputs)))
    for name in sorted(there | record.files.keys()):
        path = editions / name
        if name not in record.files:
            what = "this file is not in the record, so `workflow publish` has not written it"
        elif name not in there:
            what = "this file is in the record, and is missing"
        elif path.is_symlink() or _hash(path) != record.files[name]:
            what = f"this file {_CHANGED}"
        else:
            continue
        is_part = name.startswith(f"{manifest.PARTS}/")
        yield _finding("altered_record" if is_part else "altered_edition", project, path, what)


class _Parts:
    """The parts of a record, compared with documents and catalogs. Those that are not as they were written are named with the other files."""

    def __init__(self, project: Project, record: Record) -> None:
        self._project, self._record = project, record
        self._hashes = InputHashes(project)
        self._changed: defaultdict[Path, list[str]] = defaultdict(list)
        self.units = 0
        """The number of units in those that were read."""

    def compared(self) -> Iterator[Finding]:
        """Compare them, one by one."""
        project = self._project
        for document in self._record.documents:
            name = f"{manifest.PARTS}/{manifest.part_name(document)}"
            try:
                part = read_part(project.layout.editions, document)
            except FileProblem:
                continue
            except DocumentError:
                part = None
            if part is None or (
                part.sha256 == self._record.files[name] != hashlib.sha256(part.text(document)).hexdigest()
            ):
                what = "this part of the record is not as a publication writes it"
                yield _finding("altered_record", project, project.layout.editions / name, what)
            if part is not None:
                yield from self._part(document, part)
        for path, codes in self._changed.items():
            what = _CHANGED if exists(path) else "was there at the publication, and is missing"
            yield _finding("altered_input", project, path, f"this file {what} ({', '.join(codes)})")

    def _part(self, document: str, part: RecordPart) -> Iterator[Finding]:
        project, source = self._project, self._project.layout.source / document
        for code, one in part.records.items():
            catalog, units = project.catalog_path(code, document), part.units[code]
            self.units += len(units)
            now = self._hashes.of(code, document)
            if now.document != one.inputs.document:
                self._changed[source].append(code)
            if now.catalog != one.inputs.catalog:
                self._changed[catalog].append(code)
            if now == one.inputs and now.catalog is not None and (wrong := _wrong_unit(project, code, document, units)):
                yield _finding(
                    "altered_record", project, catalog, f"the record of {wrong} is not what this catalog says"
                )


def _wrong_unit(project: Project, code: str, document: str, units: Sequence[Mapping[str, Any]]) -> str:
    """The first unit whose record does not follow from the document and its catalog; empty if there is none."""
    try:
        parsed, catalog = project.parse(document), project.catalogs.find(project.catalog_path(code, document))
    except (DocumentError, CatalogError):
        return ""  # published without them, and named then
    entries = {entry.key: entry for entry in catalog.live} if catalog is not None else {}
    name = project.documents.name(document)
    if len(parsed.units) != len(units):
        return document
    for unit, told in zip(parsed.units, units, strict=True):
        entry = entries.get(unit.key)
        level = TextLevel(told["published"]) if told.get("published") in set(TextLevel) else TextLevel.SOURCE
        texts = offered(entry) if entry is not None else {}
        by_edit = level in (TextLevel.TRANSLATED, TextLevel.PREVIOUS)
        again = unit_record(
            code,
            name,
            PublishedUnit(
                unit,
                state(entry) if entry is not None else State.UNTRANSLATED,
                entry,
                texts.get(level),
                PublishSettings(),
                level if level in texts else TextLevel.SOURCE,
                edit=edit_of(entry) if entry is not None and by_edit else None,
            ),
        )
        if again != {key: value for key, value in told.items() if key not in ("refused", "held_back")}:
            return str(told.get("unit"))
    return ""


def _hash(path: Path) -> str:
    """The hash of a file; empty if it cannot be read."""
    try:
        return file_hash(path)
    except FileProblem:
        return ""


def _finding(name: str, project: Project, path: Path, what: str) -> Finding:
    return Finding(name, Severity.ERROR, f"{below(project, path)}: {what}.", source=path)
