"""``publish --verify``: proves that the editions are those of the record, and that the record is that of the catalogs."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workflow.catalogs.provenance import edit_of
from workflow.catalogs.states import state
from workflow.errors import BadInput, CatalogError, DocumentError, FileProblem
from workflow.files import exists, read_bytes
from workflow.findings import Finding
from workflow.model import Severity, State
from workflow.project import Project
from workflow.project.publish_policy import PublishSettings, TextLevel
from workflow.publishing import manifest
from workflow.publishing.file_hashes import InputHashes, file_hash, published_files
from workflow.publishing.manifest import DocumentRecord, Record
from workflow.publishing.policy import PublishedUnit, offered
from workflow.publishing.unit_findings import below
from workflow.publishing.unit_record import unit_record

__all__ = ["Verification", "verify"]


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
    if _serialised(record) != data:
        found.append(_finding("altered_record", project, path, "the record has been changed since the publication"))
    found += _files(project, record)
    found += _inputs(project, record)
    units = sum(len(one.units) for edition in record.editions.values() for one in edition.documents.values())
    return Verification(tuple(found), len(record.files), units, tuple(record.editions))


def _serialised(record: Record) -> bytes:
    """The record as it is written; empty for one with values that no publication has."""
    try:
        return record.serialised()
    except (KeyError, TypeError, AttributeError, ValueError):
        return b""


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
            what = "this file has been changed since the publication"
        else:
            continue
        yield _finding("altered_edition", project, path, what)


def _inputs(project: Project, record: Record) -> Iterator[Finding]:
    """Compare documents and catalogs with the record, and what the record says about units with the catalogs."""
    changed: defaultdict[Path, list[str]] = defaultdict(list)
    hashes = InputHashes(project)
    for code, edition in record.editions.items():
        for document, one in edition.documents.items():
            source, catalog = project.layout.source / document, project.catalog_path(code, document)
            now = hashes.of(code, document)
            if now.document != one.inputs.document:
                changed[source].append(code)
            if now.catalog != one.inputs.catalog:
                changed[catalog].append(code)
            if now == one.inputs and now.catalog is not None and (wrong := _wrong_unit(project, code, document, one)):
                what = f"the record of {wrong} in {manifest.NAME} is not what this catalog says"
                yield _finding("altered_record", project, catalog, what)
    for path, codes in changed.items():
        what = (
            "has been changed since the publication" if exists(path) else "was there at the publication, and is missing"
        )
        yield _finding("altered_input", project, path, f"this file {what} ({', '.join(codes)})")


def _wrong_unit(project: Project, code: str, document: str, record: DocumentRecord) -> str:
    """The first unit whose record does not follow from the document and its catalog; empty if there is none."""
    try:
        parsed, catalog = project.parse(document), project.catalogs.find(project.catalog_path(code, document))
    except (DocumentError, CatalogError):
        return ""  # published without them, and named then
    entries = {entry.key: entry for entry in catalog.live} if catalog is not None else {}
    name = project.documents.name(document)
    if len(parsed.units) != len(record.units):
        return document
    for unit, told in zip(parsed.units, record.units, strict=True):
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
