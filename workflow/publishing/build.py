"""``publish``: from documents and catalogs to ``editions/``."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workflow.errors import BadInput, WorkflowError
from workflow.findings import Finding, serious
from workflow.model import Observer, Selection, Severity
from workflow.project import Project
from workflow.project.navigation_files import find_navigation
from workflow.project.publish_policy import PublishPolicy, TextLevel
from workflow.publishing import archives
from workflow.publishing.aliases import aliases_of
from workflow.publishing.assets import assets_of
from workflow.publishing.builders import BUILDERS, builders_of
from workflow.publishing.contents import Contents, Known
from workflow.publishing.document_record import sum_of_words
from workflow.publishing.editions import Edition
from workflow.publishing.facts import DocumentFacts, edition_of, translation_findings
from workflow.publishing.foreign_files import earlier_outputs
from workflow.publishing.manifest import EditionRecord
from workflow.publishing.nav_tree import Navigation
from workflow.publishing.navigation import navigation_of
from workflow.publishing.paths import page_paths, reading_order
from workflow.publishing.plan import Also, Plan, paths_of
from workflow.publishing.previous import LastPublication, page_report
from workflow.publishing.report import EditionReport, PageReport, Publication
from workflow.publishing.root_files import root_files_of
from workflow.publishing.site import Site, site_of
from workflow.publishing.site_findings import site_findings
from workflow.publishing.slugs import slugs_of
from workflow.publishing.spool import Spool
from workflow.publishing.store import PublicationStore
from workflow.publishing.theming import templates_version
from workflow.publishing.unit_findings import below
from workflow.publishing.versions import build_date
from workflow.publishing.writing import WrittenOutputs, write

__all__ = ["Also", "publish"]


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
    appear in this run, in place of what the project's policy lists; without ``strict``, the source as well. ``also``: what to write beside the pages, a .zip for each language (``archive``), a .gz for
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
        raise BadInput(
            f"{project.layout.source}: there is no document to publish. Put a Markdown file there, or correct `documents` in workflow.yaml."
        )
    rebuilt = frozenset(project.documents.select(selection.documents))
    last = LastPublication(project.layout.editions, builders)
    languages = (project.config.source_language, *project.config.languages)
    policy = project.config.publish.only((*only, TextLevel.SOURCE) if only and not strict else only)
    with Spool(project.layout.cache) as spool:
        store = PublicationStore(project, policy)
        damaged = last.problem is not None
        if damaged:  # nothing is known of the others
            wanted = languages
        selected = [code for code in languages if code in wanted or (code in last.records and not last.has(code))]
        codes = [code for code in languages if code in selected or last.has(code)]
        contents = Contents(project, policy, spool, store)
        gathered = _gathered(project, contents, selected, documents, last, observer)
        if not gathered.listed:
            return Publication(project.layout.editions, (), problems=gathered.problems)
        site, unusable = _site(project, gathered, codes, last)
        findings = tuple(_findings(project, site, gathered, last, unusable))
        findings += tuple(last.findings(project)) if damaged else ()
        kept = _kept(site, gathered, last, rebuilt, policy)
        editions = {
            code: last.completed(site, edition, gathered.unread[code]) for code, edition in gathered.editions.items()
        }
        built = {
            code: _built(site, editions[code], gathered.known[code], last, kept[code], policy)
            if code in editions
            else (last.report(code, is_source=code == site.source.code), last.records[code])
            for code in codes
        }
        reports = {code: report for code, (report, _) in built.items()}
        readers = {code: {page.document: page.readers for page in report.pages} for code, report in reports.items()}
        site = replace(site.with_coverage(readers), templates=templates_version(site.theme_folder))
        plan = Plan(
            site,
            codes,
            editions,
            kept,
            {code: record for code, (_, record) in built.items()},
            {code: [page.document for page in report.pages] for code, report in reports.items()},
            builders,
            paths_of(site, editions, builders),
            gathered.known,
            contents,
            store,
            last,
            also,
        )
        written = write(project, plan, strict=strict, findings=bool(serious(findings) or gathered.problems))
    return Publication(
        project.layout.editions,
        tuple(reports.values()),
        (*findings, *written.findings),
        _notes(project, written),
        (*gathered.problems, *written.problems),
        written.changed,
        written.blocked,
        written.failed,
        written.archives,
        written.compressed,
        written.moved,
    )


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What is known of the documents, by language and path."""

    sources: Mapping[str, DocumentFacts]
    """In the source language, also if it is not built."""
    known: Mapping[str, Mapping[str, Known]]
    """In the languages that are built."""
    editions: Mapping[str, Edition]
    """These languages."""
    listed: Sequence[str]
    """The documents that have a page, in reading order: those that can be read, and those that the last publication has."""
    paths: Mapping[str, str]
    """Their published paths, without translated names."""
    navigation: Navigation
    unread: Mapping[str, Mapping[str, WorkflowError]]
    """By language: why documents or their catalogs cannot be read."""
    lost: Mapping[str, WorkflowError]
    """Why documents cannot be read."""

    @property
    def problems(self) -> tuple[WorkflowError, ...]:
        """The errors, each once."""
        errors = [error for edition in self.editions.values() for error in edition.interface.unread]
        errors += [error for found in self.unread.values() for error in found.values()]
        return tuple({str(error): error for error in errors}.values())

    def facts(self, code: str) -> Mapping[str, DocumentFacts]:
        return {path: one.facts for path, one in self.known[code].items()}


def _gathered(
    project: Project,
    contents: Contents,
    codes: Sequence[str],
    documents: Sequence[str],
    last: LastPublication,
    observer: Observer,
) -> _Gathered:
    """Localize the documents: first in the source language, which has the titles of the navigation, then in the others."""
    own = project.config.source_language
    targets, total, done = [code for code in codes if code != own], len(codes) * len(documents), 0

    def step(number: int, what: str) -> None:
        observer.report(done + number, total, what)

    known = contents.gather((own,), documents, step=step if own in codes else lambda *_: None)
    sources = {path: one.facts for path, one in known[own].items()}
    edition = edition_of(project, own, contents.interface(own), sources)
    listed = [path for path in documents if path in sources or any(last.record(code, path) for code in codes)]
    paths = page_paths(listed)
    navigation = navigation_of(project, edition, paths)
    done = len(documents) if own in codes else 0
    titles = frozenset(entry.title for entry in navigation.entries if entry.title)
    known |= contents.gather(targets, tuple(sources), titles, step)
    observer.report(total, total, "")
    known = {code: known[code] for code in codes}
    facts = {code: {path: one.facts for path, one in found.items()} for code, found in known.items()}
    return _Gathered(
        sources,
        known,
        {code: edition_of(project, code, contents.interface(code), found) for code, found in facts.items()},
        listed,
        paths,
        navigation,
        {
            code: {path: one.unread for path, one in found.items() if one.unread is not None} | contents.lost
            for code, found in facts.items()
        },
        contents.lost,
    )


def _site(
    project: Project, gathered: _Gathered, codes: Sequence[str], last: LastPublication
) -> tuple[Site, Sequence[Finding]]:
    """Lay the site out. Returns it with the slugs that cannot be used."""
    sources, root_files = gathered.sources, root_files_of(project)
    documents = {*gathered.listed, *gathered.lost, *root_files}
    assets = assets_of(project, documents, {path: [one.link for one in each.links] for path, each in sources.items()})

    def slug(code: str, document: str) -> str | None:
        found = gathered.known.get(code, {}).get(document)
        return found.facts.slug if found is not None and found.facts.outline.has_page else None

    slugs, unusable = slugs_of(project, gathered.paths, slug, last.path_of)
    aliases = aliases_of({path: one.outline for path, one in sources.items()})
    site = site_of(project, codes, gathered.listed, assets, gathered.navigation, aliases)
    return replace(site, slugs=slugs, root_files=root_files), unusable


def _findings(
    project: Project, site: Site, gathered: _Gathered, last: LastPublication, unusable: Sequence[Finding]
) -> Iterator[Finding]:
    editions = {code: gathered.facts(code) for code in gathered.known}
    for code, documents in editions.items():
        yield from translation_findings(project, code, documents)
    yield from site.navigation.findings
    yield from unusable
    yield from site_findings(project, site, gathered.sources, editions)
    yield from _unread(project, site, last, gathered)


def _unread(project: Project, site: Site, last: LastPublication, gathered: _Gathered) -> Iterator[Finding]:
    """Say what is published in place of the documents which cannot be read, and of those whose catalog cannot."""
    for path in gathered.lost:
        kept = [code for code in gathered.editions if last.has_document(site, code, path)]
        missing = [code for code in gathered.editions if code not in kept]
        parts = [f"the page of the last publication stays ({', '.join(kept)})"] if kept else []
        parts += [f"there is no page for it ({', '.join(missing)})"] if missing else []
        source = project.layout.source / path
        message = f"{below(project, source)}: the document cannot be read: {'; '.join(parts)}."
        yield Finding("unread_input", Severity.NOTE, message, document=path, source=source)
    for code, errors in gathered.unread.items():
        for path in errors:
            if path in gathered.lost:
                continue
            what = (
                "the page of the last publication stays"
                if last.has_document(site, code, path)
                else "the page is not translated"
            )
            catalog = project.catalog_path(code, path)
            message = f"{below(project, catalog)}: the catalog cannot be read: {what}."
            yield Finding("unread_input", Severity.NOTE, message, language=code, document=path, catalog=catalog)


def _kept(
    site: Site, gathered: _Gathered, last: LastPublication, rebuilt: frozenset[str], policy: PublishPolicy
) -> Mapping[str, frozenset[str]]:
    """By language, the documents whose files stay as they are: those that cannot be read, and those that are not selected."""
    whole = rebuilt.issuperset(gathered.listed)
    moved = not whole and last.has_moved(site, gathered.editions)
    return {
        code: frozenset(
            path
            for path in (gathered.unread[code] if whole else gathered.listed)
            if (path in gathered.unread[code] or (path not in rebuilt and not moved and last.has_policy(code, policy)))
            and last.has_document(site, code, path)
        )
        for code in gathered.editions
    }


def _built(
    site: Site,
    edition: Edition,
    known: Mapping[str, Known],
    last: LastPublication,
    kept: frozenset[str],
    policy: PublishPolicy,
) -> tuple[EditionReport, EditionRecord]:
    """The content of an edition, for the report and for the record."""
    code = edition.language.code
    paths = site.in_language(code).paths
    pages: list[PageReport] = []
    totals: list[Mapping[str, Mapping[str, int]]] = []
    for path in edition.documents:
        found = last.record(code, path) if path in kept else None
        if found is None:
            facts = known[path].facts
            pages.append(PageReport(path, paths[path], facts.counts, facts.readers, facts.outline.withheld))
            totals.append(facts.words)
        else:
            pages.append(page_report(path, paths[path], found))
            totals.append(found.words)
    report = EditionReport(code, tuple(pages), is_source=edition.language == site.source)
    is_translated = edition.title_translated and not edition.title_unread
    words = sum_of_words(totals)
    return report, EditionRecord(edition.title, is_translated, edition.responsible, policy.as_data(), words)


def _notes(project: Project, written: WrittenOutputs) -> tuple[str, ...]:
    notes = []
    if not project.config.site_url:
        notes.append(
            "site_url is not set in workflow.yaml: canonical and hreflang links, sitemaps, feeds and the 404 pages need it and are left out."
        )
    config = project.config
    if not config.nav and not config.nav_file and (found := find_navigation(project.root, config.source)):
        notes.append(f"nav is not set in workflow.yaml. To use the navigation of {found}, add `nav: {found}`.")
    notes += earlier_outputs(project, (name for name in BUILDERS if name not in config.output))
    if "html" in written.changed and not written.archives and archives.has_archives(project.layout.editions):
        notes.append(
            f"{below(project, project.layout.editions / archives.FOLDER)} has the pages of an earlier publication. `workflow publish --archive` replaces it."
        )
    if written.blocked:
        notes.append("Nothing was published: there are findings or unreadable files, and --strict was given.")
    return tuple(notes)
