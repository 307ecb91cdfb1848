"""The last publication, from which files are taken over when only a part is built again."""

from collections.abc import Collection, Iterator, Mapping
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
from workflow.publishing.editions import Edition, Outline
from workflow.publishing.manifest import DocumentRecord, EditionRecord, Record
from workflow.publishing.paths import page_paths
from workflow.publishing.policy import language_attributes
from workflow.publishing.report import EditionReport, PageReport
from workflow.publishing.site import Site
from workflow.publishing.unit_findings import below

__all__ = ["LastPublication", "page_report"]


class LastPublication:
    """The content of ``editions/`` before a run. Its manifest is read when it is needed."""

    def __init__(self, folder: Path, builders: Mapping[str, Builder]) -> None:
        """``builders``: the outputs that are wanted now, by name."""
        self.folder, self.builders = folder, builders

    @cached_property
    def _read(self) -> Record | WorkflowError:
        try:
            return manifest.read_record(self.folder / manifest.NAME)
        except WorkflowError as error:
            return error

    @property
    def records(self) -> Mapping[str, EditionRecord]:
        """The editions of its manifest, by language; none if there is no manifest that can be used."""
        return self._read.editions if isinstance(self._read, Record) else {}

    @property
    def files(self) -> Collection[str]:
        """The files in its manifest, below ``folder``."""
        return self._read.files.keys() if isinstance(self._read, Record) else ()

    @property
    def problem(self) -> WorkflowError | None:
        """Why there is a manifest that cannot be used."""
        found = self._read
        return found if isinstance(found, WorkflowError) and (self.folder / manifest.NAME).exists() else None

    def findings(self, project: Project) -> Iterator[Finding]:
        """Say that the manifest cannot be used, and what follows."""
        if self.problem is not None:
            path = self.folder / manifest.NAME
            why = str(self.problem).removeprefix(f"{path}: ").rstrip(".")
            message = (
                f"{below(project, path)}: {why}. All languages and documents are built again, and the record as well."
            )
            yield Finding("altered_record", Severity.WARNING, message, source=path)

    def has(self, code: str) -> bool:
        """Whether the edition of a language exists in every wanted output."""
        return code in self.records and all(
            (self.folder / record.files.get(builder.MANIFEST_KEY, "")).is_file()
            for record in self.records[code].documents.values()
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
            if code in self.records
            for document, record in self.records[code].documents.items()
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

    def record(self, code: str, document: str) -> DocumentRecord | None:
        """Return the manifest's record of a document in a language."""
        return self.records[code].documents.get(document) if code in self.records else None

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
        documents = self.records[code].documents
        paths = page_paths(documents)
        pages = tuple(
            page_report(path, self.path_of(code, path) or paths[path], record) for path, record in documents.items()
        )
        return EditionReport(code, pages, is_source, kept=True)


def page_report(document: str, page: str, record: DocumentRecord) -> PageReport:
    """Report a document that is taken over."""
    counts = {State(name): count for name, count in record.counts.items()}
    return PageReport(document, page, counts, record.readers, record.withheld)
