"""``publish``: from documents and catalogs to ``editions/``."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workflow.errors import BadInput
from workflow.files import create
from workflow.findings import Finding, serious
from workflow.model import Document, Observer, Selection, Severity
from workflow.project import CONFIG_NAME, Project
from workflow.publishing import manifest
from workflow.publishing.assets import assets_of
from workflow.publishing.atomic_swap import put_file, put_folder, staging
from workflow.publishing.builders import BUILDERS, builders_of
from workflow.publishing.builders.base import OutputFolder
from workflow.publishing.editions import Edition, LocalizedDocument, localize
from workflow.publishing.links import check_links
from workflow.publishing.manifest import DocumentRecord, EditionRecord
from workflow.publishing.previous import LastPublication, page_report
from workflow.publishing.report import EditionReport, PageReport, Publication
from workflow.publishing.site import Site, reading_order, site_of

__all__ = ["publish"]


def publish(
    project: Project,
    selection: Selection = Selection(),
    *,
    strict: bool = False,
    observer: Observer = Observer(),
) -> Publication:
    """Build the editions in every output that the project wants, and put each output in place as a whole.

    Only the selected part is built again; the rest is taken over from the last publication, if there is one. With ``strict``,
    nothing is put in place if there is an error or a warning.

    Raises BadInput for an unknown language or document, ConfigError for an unknown output, CatalogError for a broken PO file,
    DocumentError for a document that cannot be read, FileProblem if the file system refuses. The last publication is then unchanged.
    """
    builders = builders_of(project)
    selected = project.config.select_languages(selection.languages, source=True)
    documents = reading_order(project.documents.paths())
    if not documents:
        raise BadInput(f"{project.layout.source}: there is no document to publish. Put a Markdown file there.")
    rebuilt = frozenset(project.documents.select(selection.documents))
    last = LastPublication(project.layout.editions, builders, manifest.read(project.layout.editions / manifest.NAME))

    editions = _localize(project, selected, [project.parse(path) for path in documents], observer)
    any_edition = editions[selected[0]]
    codes = [
        code
        for code in (project.config.source_language, *project.config.languages)
        if code in editions or last.has(code)
    ]
    site = site_of(project, codes, documents, assets_of(project, any_edition))
    findings = tuple(finding for edition in editions.values() for finding in edition.findings)
    findings += (*_check_nav(project, documents), *check_links(project, any_edition, site))
    blocked = strict and bool(serious(findings))

    kept = {
        code: frozenset(path for path in documents if path not in rebuilt and last.has_document(site, code, path))
        for code in editions
    }
    contents = [
        _built(project, site, editions[code], last, kept[code]) if code in editions else _taken_over(site, code, last)
        for code in codes
    ]
    with staging(project.layout.editions, (*BUILDERS, *builders)) as folder:
        for name, builder in builders.items():
            output = OutputFolder(folder / name, project.layout.editions / name, kept)
            for code in codes:
                if code in editions:
                    builder.build(site, editions[code], output, project.layout.source)
                else:
                    output.take_over(builder.edition_path(code))
            builder.finish(site, {one.report.language: one.record.shown_title for one in contents}, output)
        records = {one.report.language: one.record for one in contents}
        changed = () if blocked else _put_in_place(project, folder, tuple(builders), records)
    return Publication(
        project.layout.editions, tuple(one.report for one in contents), findings, _notes(project, blocked), changed
    )


def _localize(
    project: Project, codes: Sequence[str], documents: Sequence[Document], observer: Observer
) -> Mapping[str, Edition]:
    total = len(codes) * len(documents)
    editions: dict[str, Edition] = {}

    def step(at: int, document: str) -> None:
        done = len(editions) * len(documents) + at
        observer.report(done, total, f"{codes[len(editions)]}: {document}")

    for code in codes:
        editions[code] = localize(project, code, documents, step)
    observer.report(total, total, "")
    return editions


def _check_nav(project: Project, documents: Sequence[str]) -> list[Finding]:
    return [
        Finding(
            "unknown_nav_entry",
            Severity.WARNING,
            f"{CONFIG_NAME}: nav names {name!r}, which is not a document of this project.",
            source=project.root / CONFIG_NAME,
        )
        for name in project.config.nav
        if name not in documents
    ]


@dataclass(frozen=True, slots=True)
class _Contents:
    """The content of an edition, for the report and for the manifest."""

    report: EditionReport
    record: EditionRecord


def _built(project: Project, site: Site, edition: Edition, last: LastPublication, kept: frozenset[str]) -> _Contents:
    code = edition.language.code
    pages: list[PageReport] = []
    records: dict[str, DocumentRecord] = {}
    for path, localized in edition.documents.items():
        record = last.record(code, path) if path in kept else None
        if record is None:
            page = _page_report(site, localized)
            files = {
                builder.MANIFEST_KEY: f"{name}/{builder.document_path(site, code, path)}"
                for name, builder in last.builders.items()
            }
            record = manifest.document_record(code, project.documents.name(path), localized, page, files)
        else:
            page = page_report(path, site.paths[path], record)
        pages.append(page)
        records[path] = record
    report = EditionReport(code, tuple(pages), is_source=edition.language == site.source)
    return _Contents(report, EditionRecord(edition.title, edition.title_translated, records))


def _taken_over(site: Site, code: str, last: LastPublication) -> _Contents:
    return _Contents(last.report(code, is_source=code == site.source.code), last.records[code])


def _page_report(site: Site, localized: LocalizedDocument) -> PageReport:
    path = localized.document.path
    # A text that occurs twice is one entry: the same numbers as those of `draft` and `status`.
    entries = {one.unit.key: one for one in localized.units}.values()
    return PageReport(
        path,
        site.paths[path],
        Counter(one.state for one in entries),
        sum(1 for one in entries if one.text is None),
        sum(1 for one in entries if one.unread),
    )


def _put_in_place(
    project: Project, folder: Path, outputs: Sequence[str], records: Mapping[str, EditionRecord]
) -> tuple[str, ...]:
    """Replace the last publication. Return the names of the outputs that changed."""
    changed = [name for name in outputs if put_folder(folder / name, project.layout.editions / name)]
    data = manifest.serialised(project.config.title, project.config.source_language, records)
    create(folder / manifest.NAME, data)
    if put_file(folder / manifest.NAME, project.layout.editions / manifest.NAME):
        changed.append(manifest.NAME)
    return tuple(changed)


def _notes(project: Project, blocked: bool) -> tuple[str, ...]:
    notes = []
    if not project.config.site_url:
        notes.append(
            "site_url is not set in workflow.yaml: canonical and hreflang links need absolute URLs and are left out."
        )
    if blocked:
        notes.append("Nothing was published: there are findings, and --strict was given.")
    return tuple(notes)
