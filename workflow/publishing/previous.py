"""The last publication, from which files are taken over when only a part is built again."""

import contextlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from workflow.errors import WorkflowError
from workflow.findings import Finding
from workflow.model import Severity, State
from workflow.project import Project
from workflow.project.publish_policy import PublishPolicy
from workflow.publishing import manifest
from workflow.publishing.builders.base import Builder
from workflow.publishing.document_record import DocumentRecord, read_part
from workflow.publishing.editions import Edition, Outline
from workflow.publishing.manifest import EditionRecord, Record
from workflow.publishing.paths import page_paths
from workflow.publishing.policy import language_attributes
from workflow.publishing.report import EditionReport, PageReport
from workflow.publishing.site import Site
from workflow.publishing.unit_findings import below

__all__ = ["LastPublication", "page_report"]


class LastPublication:
    """The content of ``editions/`` before a run. Its record is read when it is needed, its parts one by one."""

    def __init__(self, folder: Path, builders: Mapping[str, Builder]) -> None:
        """``builders``: the outputs that are wanted now, by name."""
        self.folder, self.builders = folder, builders
        self._parts: dict[str, Mapping[str, DocumentRecord] | None] = {}

    @cached_property
    def _read(self) -> Record | WorkflowError:
        try:
            return manifest.read_record(self.folder / manifest.NAME)
        except WorkflowError as error:
            return error

    @property
    def records(self) -> Mapping[str, EditionRecord]:
        """The editions of its record, by language; none if there is no record that can be used."""
        return self._read.editions if isinstance(self._read, Record) else {}

    @property
    def files(self) -> Mapping[str, str]:
        """The hashes of the files in its record, by path below ``folder``."""
        return self._read.files if isinstance(self._read, Record) else {}

    @cached_property
    def _documents(self) -> Sequence[str]:
        return self._read.documents if isinstance(self._read, Record) else ()

    @property
    def problem(self) -> WorkflowError | None:
        """Why there is a record that cannot be used."""
        found = self._read
        return found if isinstance(found, WorkflowError) and (self.folder / manifest.NAME).exists() else None

    def _part(self, document: str) -> Mapping[str, DocumentRecord] | None:
        """What the record says of a document, by language; None if that part is missing, or is not the one that was written."""
        if document not in self._parts:
            self._parts[document] = None
            sha256 = self.files.get(f"{manifest.PARTS}/{manifest.part_name(document)}")
            with contextlib.suppress(WorkflowError):
                part = read_part(self.folder, document) if sha256 is not None else None
                if part is not None and part.sha256 == sha256:
                    self._parts[document] = part.records
        return self._parts[document]

    def documents(self, code: str) -> Mapping[str, DocumentRecord]:
        """Return the record of each document in a language, in reading order."""
        found = ((path, self.record(code, path)) for path in self._documents)
        return {path: record for path, record in found if record is not None}

    def record(self, code: str, document: str) -> DocumentRecord | None:
        """Return the record of a document in a language."""
        return (self._part(document) or {}).get(code) if code in self.records else None

    def findings(self, project: Project) -> Iterator[Finding]:
        """Say that the record cannot be used, and what follows."""
        if self.problem is not None:
            path = self.folder / manifest.NAME
            why = str(self.problem).removeprefix(f"{path}: ").rstrip(".")
            message = (
                f"{below(project, path)}: {why}. All languages and documents are built again, and the record as well."
            )
            yield Finding("altered_record", Severity.WARNING, message, source=path)

    def has(self, code: str) -> bool:
        """Whether the edition of a language exists in every wanted output, with its record."""
        if code not in self.records or any(self._part(document) is None for document in self._documents):
            return False
        return all(
            (self.folder / record.files.get(builder.MANIFEST_KEY, "")).is_file()
            for record in self.documents(code).values()
            for name, builder in self.builders.items()
            if name == "html" or not record.withheld  # only a page says that it is not translated
        )

    def has_document(self, site: Site, code: str, document: str) -> bool:
        """Whether a document exists in a language, in every wanted output, at its present path."""
        return self.record(code, document) is not None and all(
            (self.folder / name / builder.document_path(site, code, document)).is_file()
            for name, builder in self.builders.items()
        )

    def has_moved(self, site: Site, codes: Collection[str]) -> bool:
        """Whether a document has another path than in the last publication, in one of the languages. Other pages lead to it."""
        return any(
            record.files.get(builder.MANIFEST_KEY)
            not in (None, f"{name}/{builder.document_path(site, code, document)}")
            for code in codes
            for document, record in self.documents(code).items()
            if document in site.paths
            for name, builder in self.builders.items()
        )

    def path_of(self, code: str, document: str) -> str | None:
        """Return the path that the page of a document had in a language, below the folder of the edition."""
        record = self.record(code, document)
        page = record.files.get("page") if record is not None else None
        return page.removeprefix(f"html/{code}/") if page is not None else None

    def has_policy(self, code: str, policy: PublishPolicy) -> bool:
        """Whether the edition of a language was published under a policy."""
        return code in self.records and self.records[code].policy == policy.as_data()

    def completed(self, site: Site, edition: Edition, unread: Collection[str]) -> Edition:
        """Return an edition in which the ``unread`` documents are those of the last publication, where it has them.

        The publication's title, which a document may translate, stays as well.
        """
        code = edition.language.code
        if not unread or code not in self.records:
            return edition
        found = dict(edition.documents)
        for path in unread:
            record = self.record(code, path)
            if record is not None and self.has_document(site, code, path):
                marks = {} if record.title_translated else language_attributes(site.source, edition.language)
                marks |= {"class": "draft"} if record.title_unread else {}
                found[path] = Outline(record.title, marks, is_last=True)
        title, translated = edition.title, edition.title_translated
        if not translated and self.records[code].title_translated:
            title, translated = self.records[code].title, self.records[code].title_translated
        documents = {path: found[path] for path in site.paths if path in found}
        return replace(edition, title=title, title_translated=translated, documents=documents)

    def report(self, code: str, *, is_source: bool) -> EditionReport:
        """Report a language that is taken over."""
        documents = self.documents(code)
        paths = page_paths(documents)
        pages = tuple(
            page_report(path, self.path_of(code, path) or paths[path], record) for path, record in documents.items()
        )
        return EditionReport(code, pages, is_source, kept=True)


def page_report(document: str, page: str, record: DocumentRecord) -> PageReport:
    """Report a document that is taken over."""
    counts = {State(name): count for name, count in record.counts.items()}
    return PageReport(document, page, counts, record.readers, record.withheld)
