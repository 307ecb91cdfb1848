"""``publish``: from documents and catalogs to ``editions/``."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from workflow.checks.sources import file_findings, front_matter_findings
from workflow.errors import BadInput, DocumentError, FileProblem, WorkflowError
from workflow.files import reason
from workflow.findings import Finding, serious
from workflow.model import Document, Observer, Selection, Severity
from workflow.project import CONFIG_NAME, Project
from workflow.project.navigation_files import find_navigation
from workflow.project.publish_policy import PublishPolicy, TextLevel
from workflow.publishing import archives, manifest
from workflow.publishing.aliases import aliases_of
from workflow.publishing.assets import assets_of, check_assets
from workflow.publishing.atomic_swap import put_file, put_folder, staging
from workflow.publishing.builders import BUILDERS, builders_of
from workflow.publishing.builders.base import Builder, OutputFolder
from workflow.publishing.compressing import compress, without_copies
from workflow.publishing.editions import Edition, LocalizedDocument, localize
from workflow.publishing.file_hashes import inputs_of, output_hashes
from workflow.publishing.foreign_files import keep_foreign_files
from workflow.publishing.formulas import check_formulas
from workflow.publishing.links import check_links
from workflow.publishing.manifest import DocumentRecord, EditionRecord, Record, document_record
from workflow.publishing.navigation import navigation_of
from workflow.publishing.paths import page_paths, reading_order
from workflow.publishing.policy import reader_counts
from workflow.publishing.previous import LastPublication, page_report
from workflow.publishing.removed_html import check_html
from workflow.publishing.report import EditionReport, PageReport, Publication
from workflow.publishing.root_files import check_root_files, root_files_of
from workflow.publishing.site import Site, site_of
from workflow.publishing.slugs import slugs_of
from workflow.publishing.theming import check_theme
from workflow.publishing.unit_findings import below
from workflow.publishing.versions import build_date, versions

__all__ = ["Also", "publish"]

Also = Literal["archive", "compress"]
"""What is made of the pages on request."""


def publish(
    project: Project,
    selection: Selection = Selection(),
    *,
    strict: bool = False,
    only: tuple[TextLevel, ...] = (),
    also: Collection[Also] = (),
    observer: Observer = Observer(),
) -> Publication:
    """Build the editions in every output that the project wants, and put each output in place as a whole.

    Only the selected part is built again; the rest is taken over from the last publication, if there is one, and editions of it that
    lack a file are built again. An edition has one policy: if another one applies now than the last time, all its documents are built
    again. With ``strict``, nothing is put in place if there is an error or a warning, or something could not be read. ``only``: what may
    appear in this run, in place of what the project's policy lists. ``also``: what to write beside the pages, a .zip for each language (``archive``), a .gz for
    each file (``compress``).

    A document or catalog that cannot be read is in ``problems``; its pages are those of the last publication. If there is none, the
    document is missing, or in the source language if it is the catalog. An output that cannot be written is in ``problems`` as well, and
    as it was; the others are published. Raises BadInput for an unknown language or document and for archives without pages,
    ConfigError for an unknown output.
    """
    builders = builders_of(project)
    if also and "html" not in builders:
        options = " and ".join(f"--{name}" for name in also)
        raise BadInput(
            f"{project.layout.config}: {options} is for pages, and output does not name html. Add it, or leave out {options}."
        )
    build_date()  # a wrong date is reported before the long work
    wanted = project.config.select_languages(selection.languages, source=True)
    documents = reading_order(project.documents.paths())
    if not documents:
        raise BadInput(f"{project.layout.source}: there is no document to publish. Put a Markdown file there.")
    rebuilt = frozenset(project.documents.select(selection.documents))
    last = LastPublication.read(project.layout.editions, builders)
    languages = (project.config.source_language, *project.config.languages)
    selected = [code for code in languages if code in wanted or (code in last.records and not last.has(code))]

    readable, lost = _parsed(project, documents)
    policy = project.config.publish.only(only)
    editions = _localize(project, selected, readable, policy, observer)
    any_edition = editions[selected[0]]
    codes = [code for code in languages if code in editions or last.has(code)]
    listed = [path for path in documents if path not in lost or any(last.record(code, path) for code in selected)]
    unread = {code: {**edition.unread, **lost} for code, edition in editions.items()}
    problems = tuple({str(error): error for errors in unread.values() for error in errors.values()}.values())
    if not listed:
        return Publication(project.layout.editions, (), problems=problems)
    root_files, paths = root_files_of(project), page_paths(listed)
    assets = assets_of(project, any_edition, (*documents, *root_files))
    navigation = navigation_of(project, any_edition, paths)
    slugs, unusable = slugs_of(project, editions, paths, last.path_of)
    site = site_of(project, codes, listed, assets, navigation, aliases_of(any_edition))
    site = replace(site, slugs=slugs, root_files=root_files)
    findings = tuple(finding for edition in editions.values() for finding in edition.findings)
    findings += (
        *navigation.findings,
        *unusable,
        *_dead_redirects(project, site),
        *check_root_files(project, site),
        *check_assets(project, site),
        *check_links(project, tuple(editions.values()), site),
        *(check_html(project, any_edition, site) if "html" in builders else ()),
        *check_theme(project, site),
        *check_formulas(project, tuple(editions.values())),
        *front_matter_findings(project, {document.path: document.metadata for document in readable}),
        *file_findings(project),
        *_unread(project, site, last, lost, editions),
    )
    editions = {code: last.completed(site, edition, unread[code]) for code, edition in editions.items()}
    moved = last.has_moved(site, editions)
    kept = {
        code: frozenset(
            path
            for path in listed
            if (path in unread[code] or (path not in rebuilt and not moved and last.has_policy(code, policy)))
            and last.has_document(site, code, path)
        )
        for code in editions
    }
    contents = [
        _built(project, site, editions[code], last, kept[code]) if code in editions else _taken_over(site, code, last)
        for code in codes
    ]
    site = replace(
        site,
        coverage={one.report.language: {page.document: page.readers for page in one.report.pages} for one in contents},
    )
    records = {
        one.report.language: replace(
            one.record, responsible=project.config.responsible_for(one.report.language), policy=policy.as_data()
        )
        if one.report.language in editions
        else one.record
        for one in contents
    }
    plan = _Plan(site, codes, editions, kept, records, builders, last.files, also)
    written = _write(project, plan, strict=strict, findings=bool(serious(findings) or problems))
    return Publication(
        project.layout.editions,
        tuple(one.report for one in contents),
        (*findings, *written.findings),
        _notes(project, written),
        (*problems, *written.problems),
        written.changed,
        written.blocked,
        written.failed,
        written.archives,
        written.compressed,
    )


def _dead_redirects(project: Project, site: Site) -> Iterator[Finding]:
    """Name the redirects to documents that are not published."""
    found = {redirect.path for redirect in site.redirects}
    for path, (target, line) in project.config.redirects.items():
        if path not in found:
            message = (
                f"{CONFIG_NAME}:{line}: redirects: {path} leads to {target!r}, which is not a document of this project."
            )
            source = project.layout.config
            yield Finding("dead_redirect", Severity.WARNING, message, source=source, source_line=line)


def _parsed(project: Project, documents: Sequence[str]) -> tuple[list[Document], dict[str, WorkflowError]]:
    """Parse the documents. Returns those that can be read, and the errors of the others by path."""
    readable: list[Document] = []
    problems: dict[str, WorkflowError] = {}
    for path in documents:
        try:
            readable.append(project.parse(path))
        except DocumentError as error:
            problems[path] = error
    return readable, problems


def _unread(
    project: Project, site: Site, last: LastPublication, lost: Collection[str], editions: Mapping[str, Edition]
) -> Iterator[Finding]:
    """Say what is published in place of the ``lost`` documents, which cannot be read, and of those whose catalog cannot."""
    for path in lost:
        kept = [code for code in editions if last.has_document(site, code, path)]
        missing = [code for code in editions if code not in kept]
        parts = [f"the page of the last publication stays ({', '.join(kept)})"] if kept else []
        parts += [f"there is no page for it ({', '.join(missing)})"] if missing else []
        source = project.layout.source / path
        message = f"{below(project, source)}: the document cannot be read: {'; '.join(parts)}."
        yield Finding("unread_input", Severity.NOTE, message, document=path, source=source)
    for code, edition in editions.items():
        for path in edition.unread:
            what = (
                "the page of the last publication stays"
                if last.has_document(site, code, path)
                else "the page is not translated"
            )
            catalog = project.catalog_path(code, path)
            message = f"{below(project, catalog)}: the catalog cannot be read: {what}."
            yield Finding("unread_input", Severity.NOTE, message, language=code, document=path, catalog=catalog)


def _localize(
    project: Project, codes: Sequence[str], documents: Sequence[Document], policy: PublishPolicy, observer: Observer
) -> Mapping[str, Edition]:
    total = len(codes) * len(documents)
    editions: dict[str, Edition] = {}

    def step(at: int, document: str) -> None:
        done = len(editions) * len(documents) + at
        observer.report(done, total, f"{codes[len(editions)]}: {document}")

    for code in codes:
        editions[code] = localize(project, code, documents, step, policy)
    observer.report(total, total, "")
    return editions


@dataclass(frozen=True, slots=True)
class _Contents:
    """The content of an edition, for the report and for the manifest."""

    report: EditionReport
    record: EditionRecord


def _built(project: Project, site: Site, edition: Edition, last: LastPublication, kept: frozenset[str]) -> _Contents:
    code = edition.language.code
    site = site.in_language(code)
    pages: list[PageReport] = []
    records: dict[str, DocumentRecord] = {}
    for path, localized in edition.documents.items():
        record = last.record(code, path) if path in kept else None
        if record is None:
            page = _page_report(site, localized)
            files = {
                builder.MANIFEST_KEY: f"{name}/{builder.document_path(site, code, path)}"
                for name, builder in last.builders.items()
                if name == "html" or not localized.withheld  # only a page says that it is not translated
            }
            inputs = inputs_of(project, code, path)
            record = document_record((code, project.documents.name(path)), localized, page, files, inputs)
        else:
            page = page_report(path, site.paths[path], record)
        pages.append(page)
        records[path] = record
    report = EditionReport(code, tuple(pages), is_source=edition.language == site.source)
    return _Contents(
        report, EditionRecord(edition.title, edition.title_translated and not edition.title_unread, records)
    )


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
        reader_counts(localized.units),
        localized.withheld,
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be written."""

    site: Site
    codes: Sequence[str]
    editions: Mapping[str, Edition]
    """Those that are built; the others of ``codes`` are taken over."""
    kept: Mapping[str, frozenset[str]]
    records: Mapping[str, EditionRecord]
    builders: Mapping[str, Builder]
    last_files: Collection[str]
    """The files of the last publication, below ``editions/``."""
    also: Collection[Also]

    def build(self, builder: Builder, output: OutputFolder, assets: Path) -> None:
        """Write all editions in one output. Raises FileProblem, OSError."""
        for code in self.codes:
            if code in self.editions:
                builder.build(self.site, self.editions[code], output, assets)
            else:
                builder.take_over(self.site, code, output, assets)
        builder.finish(self.site, {code: record.shown_title for code, record in self.records.items()}, output)


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written; the fields are those of ``Publication``."""

    changed: tuple[str, ...]
    failed: tuple[str, ...]
    problems: tuple[WorkflowError, ...]
    blocked: bool
    findings: tuple[Finding, ...]
    archives: tuple[Path, ...]
    compressed: int


def _write(project: Project, plan: _Plan, *, strict: bool, findings: bool) -> _Written:
    """Build every output, and replace the last publication by it. With ``strict`` and any ``findings`` or problems, replace nothing.

    An output that cannot be written does not keep the others from being replaced.
    """
    editions = project.layout.editions
    problems: list[WorkflowError] = []
    built: list[str] = []
    changed: list[str] = []
    done: list[str] = []
    found: dict[str, Finding] = {}
    foreign: list[str] = []
    copies: frozenset[str] = frozenset()
    archived: tuple[Path, ...] = ()
    blocked = False
    staged: Path | None = None
    with _collected(editions, problems), staging(editions, (*BUILDERS, *plan.builders, archives.FOLDER)) as folder:
        staged = folder
        for name, builder in plan.builders.items():
            output = OutputFolder(folder / name, editions / name, plan.kept)
            with _collected(editions / name, problems):
                plan.build(builder, output, project.layout.source)
                built += [name] if not output.collisions else []
                if name == "html":
                    without_copies(folder / name, plan.codes, plan.last_files)
                    copies = compress(folder / name) if "compress" in plan.also else copies
                    foreign = keep_foreign_files(editions / name, folder / name, _made(plan))
                # An output finds the same in every language, and two kinds of books find the same.
                found |= {finding.message: finding for finding in (*output.findings, *map(_foreign, foreign))}
            problems += [*output.problems, *output.collisions.values()]
        blocked = strict and bool(findings or problems or serious(found.values()))
        for name in built if not blocked else ():
            with _collected(editions / name, problems):
                changed += [name] if put_folder(folder / name, editions / name) else []
                done.append(name)
        if done:
            with _collected(editions / manifest.NAME, problems):
                day = build_date()
                record = Record(
                    project.config.title,
                    project.config.source_language,
                    plan.records,
                    # An output that stays as it was is not what the record describes: `publish --verify` says so.
                    output_hashes(editions, done, without={f"html/{name}" for name in foreign}),
                    versions(),
                    day.isoformat() if day else None,
                )
                (folder / manifest.NAME).write_bytes(record.serialised())
                changed += [manifest.NAME] if put_file(folder / manifest.NAME, editions / manifest.NAME) else []
                if "archive" in plan.also and "html" in done:
                    current = editions / archives.FOLDER
                    with _collected(current, problems):
                        archives.build_archives(
                            editions,
                            folder,
                            plan.codes,
                            [path for path in record.files if path.removeprefix("html/") not in copies],
                            plan.site.root_files.values(),
                        )
                        changed += [archives.FOLDER] if put_folder(folder / archives.FOLDER, current) else []
                        archived = tuple(current / f"{code}.zip" for code in plan.codes)
    if staged is not None and staged.exists():
        problems.append(FileProblem(f"{staged}: cannot be removed. It holds an earlier publication; remove it."))
    failed = tuple(name for name in plan.builders if name not in (built if blocked else done))
    each = {str(error): error for error in problems}  # two kinds of books can fail for the same reason
    return _Written(tuple(changed), failed, tuple(each.values()), blocked, tuple(found.values()), archived, len(copies))


def _made(plan: _Plan) -> set[str]:
    """The names at the top of the website that a publication made, this one or the last."""
    return {*plan.site.own_folders, *(path.split("/")[1] for path in plan.last_files if path.startswith("html/"))}


def _foreign(name: str) -> Finding:
    return Finding(
        "foreign_file",
        Severity.WARNING,
        f"editions/html/{name}: is not part of the publication. It was kept. Remove it, or put it into the folder that root_files names.",
    )


@contextmanager
def _collected(path: Path, problems: list[WorkflowError]) -> Iterator[None]:
    """Collect the error of a file that cannot be written."""
    try:
        yield
    except FileProblem as error:
        problems.append(error)
    except OSError as error:
        problems.append(FileProblem(f"{path}: cannot be written: {reason(error)}. It is unchanged."))


def _notes(project: Project, written: _Written) -> tuple[str, ...]:
    notes = []
    if not project.config.site_url:
        notes.append(
            "site_url is not set in workflow.yaml: canonical and hreflang links, sitemaps, feeds and the 404 pages need it and are left out."
        )
    config = project.config
    if not config.nav and not config.nav_file and (found := find_navigation(project.root, config.source)):
        notes.append(f"nav is not set in workflow.yaml. To use the navigation of {found}, add `nav: {found}`.")
    if "html" in written.changed and not written.archives and archives.has_archives(project.layout.editions):
        notes.append(
            f"{below(project, project.layout.editions / archives.FOLDER)} has the pages of an earlier publication. `workflow publish --archive` replaces it."
        )
    if written.blocked:
        notes.append("Nothing was published: there are findings or unreadable files, and --strict was given.")
    return tuple(notes)
