"""Writing the record of a publication: the parts in which something has changed, and the manifest."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from workflow.errors import FileProblem, WorkflowError
from workflow.project import Project
from workflow.publishing import manifest
from workflow.publishing.atomic_swap import put_file, replace_folder
from workflow.publishing.builders.base import OutputFolder
from workflow.publishing.document_record import part_text, read_part, units_text
from workflow.publishing.manifest import Record, part_name
from workflow.publishing.plan import Plan
from workflow.publishing.store import StoredDocument, digest
from workflow.publishing.stored_facts import packed_facts
from workflow.publishing.versions import build_date, versions

__all__ = ["RecordWriter"]


class RecordWriter:
    """Writes the record into the new folder of a publication, and puts it in place."""

    def __init__(self, project: Project, plan: Plan, folder: Path) -> None:
        self._project, self._plan, self._editions = project, plan, project.layout.editions
        self._new = folder / manifest.NAME
        self._parts = OutputFolder(
            folder / manifest.PARTS, self._editions / manifest.PARTS, plan.store.published(manifest.PARTS)
        )
        self._has_new_parts = False

    @property
    def problems(self) -> list[WorkflowError]:
        """Parts that cannot be written."""
        return [*sorted(self._parts.problems, key=str), *self._parts.collisions.values()]

    def write_parts(self) -> None:
        """Write the parts that have changed. Raises FileProblem, and DocumentError for a part that is damaged."""
        plan, found = self._plan, {code: frozenset(documents) for code, documents in self._plan.documents.items()}
        for document in plan.site.paths:
            codes = [code for code, documents in found.items() if document in documents]
            keys = [(code, plan.key(code, document), plan.files(code, document)) for code in codes]
            key = digest(keys) if all(known for _, known, _ in keys) else ""
            self._parts.make(part_name(document), key, partial(self._part, document, codes), plan.site.label(document))
        self._has_new_parts = self._parts.complete(())

    def _part(self, document: str, codes: Sequence[str]) -> bytes:
        """The part for a document. What is not new in it is that of the last record."""
        records = {code: self._plan.record(code, document) for code in codes}
        made = {code: one for code in codes if (one := self._plan.made(code, document)) is not None}
        texts = {code: one.units.read() for code, one in made.items() if one.units is not None}
        if len(texts) < len(records):
            last = read_part(self._editions, document)
            if last.sha256 != self._plan.store.part(document):
                raise FileProblem(f"{self._editions}: was changed while the editions were made. Publish again.")
            texts |= {code: units_text(last.units[code]) for code in records if code not in texts}
        return part_text(document, records, texts)

    def write_manifest(self, outputs: Mapping[str, OutputFolder]) -> None:
        """Write the manifest of these outputs. Raises OSError."""
        config, day = self._project.config, build_date()
        folders = {**outputs, manifest.PARTS: self._parts}
        record = Record(
            config.title,
            config.source_language,
            self._plan.records,
            {f"{name}/{path}": known for name, output in folders.items() for path, known in output.hashes.items()},
            versions(),
            day.isoformat() if day else None,
        )
        self._new.write_bytes(record.serialised())

    def put_in_place(self) -> bool:
        """Replace the last record. Return whether anything changed. Raises FileProblem."""
        if self._has_new_parts:
            replace_folder(self._parts.staging, self._parts.published)
        return put_file(self._new, self._editions / manifest.NAME)

    def store(self, outputs: Mapping[str, OutputFolder]) -> None:
        """Store what is known, for the next time."""
        plan, found = self._plan, dict[str, dict[str, StoredDocument]]()
        for code, documents in plan.documents.items():
            found[code] = {}
            for path in documents:
                key, part = plan.key(code, path), self._parts.hashes.get(part_name(path))
                if not key or part is None:
                    continue
                old = plan.store.entry(code, path)
                facts = old.facts if old is not None and old.key == key else packed_facts(plan.known[code][path].facts)
                found[code][path] = StoredDocument(key, part, facts)
        folders = {**outputs, manifest.PARTS: self._parts}
        plan.store.write(
            found,
            {name: output.states() for name, output in folders.items()},
        )

    @property
    def is_new(self) -> bool:
        """Whether something is known that was not known the last time, even if no file differs."""
        known = self._plan.known.values()
        return bool(self._parts.made) or any(one.units is not None for found in known for one in found.values())
