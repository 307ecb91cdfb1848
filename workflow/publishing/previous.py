"""The last publication, from which files are taken over when only a part is built again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from workflow.model import State
from workflow.project.publish_policy import PublishPolicy
from workflow.publishing.builders.base import Builder
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.manifest import DocumentRecord, EditionRecord
from workflow.publishing.policy import language_attributes
from workflow.publishing.report import EditionReport, PageReport
from workflow.publishing.site import Site, page_paths

__all__ = ["LastPublication", "page_report"]


@dataclass(frozen=True, slots=True)
class LastPublication:
    """The content of ``editions/`` before a run."""

    folder: Path
    builders: Mapping[str, Builder]
    """The outputs that are wanted now, by name."""
    records: Mapping[str, EditionRecord]
    """The editions of its manifest, by language."""

    def has(self, code: str) -> bool:
        """Whether the edition of a language exists in every wanted output."""
        return code in self.records and all(
            (self.folder / name / builder.edition_path(code)).exists() for name, builder in self.builders.items()
        )

    def has_document(self, site: Site, code: str, document: str) -> bool:
        """Whether a document exists in a language, in every wanted output, at its present path."""
        return self.record(code, document) is not None and all(
            (self.folder / name / builder.document_path(site, code, document)).is_file()
            for name, builder in self.builders.items()
        )

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
                found[path] = LocalizedDocument.of_last_publication(path, record.title, marks)
        title, translated = edition.title, edition.title_translated
        if not translated:
            title, translated = self.records[code].title, self.records[code].title_translated
        documents = {path: found[path] for path in site.paths if path in found}
        return replace(edition, title=title, title_translated=translated, documents=documents)

    def report(self, code: str, *, is_source: bool) -> EditionReport:
        """Report a language that is taken over."""
        documents = self.records[code].documents
        paths = page_paths(documents)
        pages = tuple(page_report(path, paths[path], record) for path, record in documents.items())
        return EditionReport(code, pages, is_source, kept=True)


def page_report(document: str, page: str, record: DocumentRecord) -> PageReport:
    """Report a document that is taken over."""
    counts = {State(name): count for name, count in record.counts.items()}
    return PageReport(document, page, counts, record.readers, record.withheld)
