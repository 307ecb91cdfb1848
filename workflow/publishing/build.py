"""``publish``: from sources and catalogs to ``editions/``."""

import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from workflow.errors import BadInput
from workflow.html import attributes
from workflow.languages import language
from workflow.model import Document, Progress, Severity, State
from workflow.project import CONFIG_NAME, Project
from workflow.publishing import manifest, pages
from workflow.publishing.assets import assets, copy
from workflow.publishing.atomic_swap import put_file, put_folder, staging
from workflow.publishing.deadlinks import link_findings
from workflow.publishing.editions import Built, Edition, edition
from workflow.publishing.links import Link, page_paths, relative, rewritten
from workflow.publishing.report import EditionReport, Finding, PageReport, Publication
from workflow.publishing.sanitising import sanitised
from workflow.publishing.ui_marks import worded

__all__ = ["publish"]

_FOLDERS = ("html", "source")


def publish(
    project: Project,
    *,
    languages: Sequence[str] = (),
    documents: Sequence[str] = (),
    strict: bool = False,
    progress: Progress | None = None,
) -> Publication:
    """Build ``editions/html``, ``editions/source`` and ``editions/manifest.json``, and put each in place whole.

    ``languages`` and ``documents`` (paths or patterns, with or without suffix) limit what is built anew; the rest is taken
    over from the last publication, as far as there is one. With ``strict`` nothing is put in place when there is a finding
    of more weight than a note.

    Raises BadInput for an unknown language or document, CatalogError for a broken PO file, DocumentError for a document
    that is not UTF-8, FileProblem where the file system refuses; what was published before is then as it was.
    """
    return _Publisher(project, languages, documents, strict, progress).run()


class _Publisher:
    """One run."""

    def __init__(
        self,
        project: Project,
        languages: Sequence[str],
        documents: Sequence[str],
        strict: bool,
        progress: Progress | None,
    ) -> None:
        self.project = project
        self.strict = strict
        self.progress = progress
        config = project.config
        self.codes = (config.source_language, *config.languages)
        self.wanted_codes = project.select_languages(languages, source=True)
        documents_found = project.documents()
        if not documents_found:
            raise BadInput(f"{project.source}: there is no document to publish. Put a Markdown file there.")
        self.wanted_documents = frozenset(project.select_documents(documents))
        self.documents = _order(documents_found)
        self.menu = tuple(dict.fromkeys(name for name in config.nav if name in self.documents)) or self.documents
        self.assets: tuple[str, ...] = ()
        self.outputs = tuple(name for name in _FOLDERS if name in config.output)

    def run(self) -> Publication:
        parsed = [self.project.parse(path) for path in self.documents]
        old = manifest.read(self.project.editions / "manifest.json")
        shown = [code for code in self.codes if code in self.wanted_codes or self._published(code, old)]
        built = {each.language.code: each for each in self._editions(self.wanted_codes, parsed)}
        site = self._site(shown)
        findings = [finding for each in built.values() for finding in each.findings]
        self.assets = assets(self.project, built[self.wanted_codes[0]])
        findings += self._nav_findings()
        findings += link_findings(self.project, built[self.wanted_codes[0]], site)
        blocked = self.strict and any(finding.severity is not Severity.NOTE for finding in findings)
        reports: list[EditionReport] = []
        records: dict[str, manifest.EditionRecord] = {}
        changed: list[str] = []
        with staging(self.project.editions, _FOLDERS) as folder:
            for code in shown:
                if code in built:
                    report, records[code] = self._write(folder, site, built[code], old.get(code))
                else:
                    report, records[code] = self._keep(folder, code, old[code])
                reports.append(report)
            self._write_site(folder, site, records)
            if not blocked:
                changed = self._put_in_place(folder, records)
        return Publication(self.project.editions, tuple(reports), tuple(findings), self._notes(blocked), tuple(changed))

    def _nav_findings(self) -> list[Finding]:
        path = self.project.root / CONFIG_NAME
        return [
            Finding(
                "nav", Severity.WARNING, f"{CONFIG_NAME}: nav names {name!r}, which is no document here.", source=path
            )
            for name in self.project.config.nav
            if name not in self.documents
        ]

    def _put_in_place(self, folder: Path, records: Mapping[str, manifest.EditionRecord]) -> list[str]:
        config, editions = self.project.config, self.project.editions
        changed = [name for name in self.outputs if put_folder(folder / name, editions / name)]
        data = manifest.serialised(config.title, config.source_language, records)
        (folder / "manifest.json").write_bytes(data)
        if put_file(folder / "manifest.json", editions / "manifest.json"):
            changed.append("manifest.json")
        return changed

    def _editions(self, codes: Sequence[str], parsed: Sequence[Document]) -> list[Edition]:
        total, done = len(codes) * len(parsed), 0
        built = []
        for code in codes:

            def step(document: str, code: str = code) -> None:
                nonlocal done
                if self.progress is not None:
                    self.progress(done, total, f"{code}: {document}")
                done += 1

            built.append(edition(self.project, code, parsed, progress=step))
        if self.progress is not None:
            self.progress(total, total, "")
        return built

    def _site(self, codes: Sequence[str]) -> pages.Site:
        config = self.project.config
        paths = page_paths(self.documents)
        indexes = [document for document in self.documents if paths[document] == "index.html"]
        return pages.Site(
            title=config.title or self.project.root.resolve().name,
            source=language(config.source_language),
            languages=tuple(language(code) for code in codes),
            order=self.menu,
            paths=paths,
            home=paths[indexes[0]] if indexes else "index.html",
            url=config.site_url.rstrip("/") if config.site_url else None,
            trusted=config.html == "trusted",
        )

    # Writing into the staging folder

    def _write(
        self, folder: Path, site: pages.Site, each: Edition, old: manifest.EditionRecord | None
    ) -> tuple[EditionReport, manifest.EditionRecord]:
        """One language's pages and documents; those that were not asked for are taken over where they exist."""
        code = each.language.code
        reports: list[PageReport] = []
        records: dict[str, manifest.DocumentRecord] = {}
        for document, built in each.pages.items():
            page, text = f"html/{code}/{site.paths[document]}", f"source/{code}/{document}"
            before = old["documents"].get(document) if old is not None else None
            if before is not None and document not in self.wanted_documents and self._exist(page, text):
                report, record = _report_of(document, before), before
                for name in (page, text):
                    self._put(folder, name, (self.project.editions / name).read_bytes)
            else:
                report = _page_report(site, built)
                record = manifest.document_record(code, self.project.name(built.document.path), built, report)
                self._put(folder, page, partial(self._page, site, each, built))
                self._put(folder, text, partial(_text, built))
            reports.append(report)
            records[document] = record
        if site.home not in site.paths.values():
            self._put(folder, f"html/{code}/{site.home}", partial(pages.contents_page, site, each))
        self._assets(folder, code, {report.page for report in reports})
        record_of_all = manifest.edition_record(each, records)
        return EditionReport(code, tuple(reports), is_source=each.language == site.source), record_of_all

    def _page(self, site: pages.Site, each: Edition, built: Built) -> str:
        return pages.page(site, each, built, self._body(site, each, built))

    def _body(self, site: pages.Site, each: Edition, built: Built) -> str:
        """What stands in a page: the format's HTML with the publisher's words, links between pages, cleaned."""
        document = built.document.path

        def change(link: Link) -> str | None:
            if not link.local or link.attribute != "href":
                return None
            path, fragment = link.target(document)
            target = _document_at(path, site.paths)
            if target is None or (target == document and link.url.startswith("#")):
                return None
            return relative(site.paths[target], site.paths[document], fragment)

        spoken = language(each.interface.code)
        marked = "" if spoken.tag.split("-")[0] == each.language.tag.split("-")[0] else attributes({"lang": spoken.tag})
        body = rewritten(worded(built.page.body, each.interface, marked), change)
        return body if site.trusted else sanitised(body)

    def _assets(self, folder: Path, code: str, taken: set[str]) -> None:
        """The pictures and other files that go with the documents."""
        for below in self.assets:
            for name in self.outputs:
                if name != "html" or below not in taken:
                    copy(self.project.source / below, folder / name / code / below)

    def _keep(
        self, folder: Path, code: str, old: manifest.EditionRecord
    ) -> tuple[EditionReport, manifest.EditionRecord]:
        """A language that was not asked for: as it was published last."""
        for name in self.outputs:
            shutil.copytree(self.project.editions / name / code, folder / name / code)
        reports = tuple(_report_of(document, record) for document, record in old["documents"].items())
        return EditionReport(code, reports, code == self.project.config.source_language, kept=True), old

    def _write_site(self, folder: Path, site: pages.Site, records: Mapping[str, manifest.EditionRecord]) -> None:
        ways = [(each, records[each.code]["title"], records[each.code]["title_translated"]) for each in site.languages]
        self._put(folder, "html/index.html", partial(pages.index_page, site, ways))
        self._put(folder, f"html/{pages.STYLE_SHEET}", pages.style_sheet)

    def _put(self, folder: Path, name: str, contents: Callable[[], str | bytes]) -> None:
        """Write a file of the new tree, if its output is wanted at all."""
        if name.split("/")[0] in self.outputs:
            path, data = folder / name, contents()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)

    # What was published before

    def _published(self, code: str, old: Mapping[str, manifest.EditionRecord]) -> bool:
        return code in old and self._exist(*(f"{name}/{code}" for name in self.outputs))

    def _exist(self, *names: str) -> bool:
        return all((self.project.editions / name).exists() for name in names if name.split("/")[0] in self.outputs)

    def _notes(self, blocked: bool) -> tuple[str, ...]:
        notes = []
        if not self.project.config.site_url:
            notes.append(
                "site_url is not set in workflow.yaml: canonical and hreflang links need full addresses and are left out."
            )
        if blocked:
            notes.append("Nothing was put in place: there are findings, and --strict was given.")
        return tuple(notes)


def _order(documents: Sequence[str]) -> tuple[str, ...]:
    """All documents as they come; the index of the publication first, and a folder's index before what lies in the folder."""
    indexes = {_folder(document): document for document in reversed(documents) if _is_index(document)}
    order: dict[str, None] = dict.fromkeys([indexes["."]] if "." in indexes else [])
    for document in documents:
        first = indexes.get(_folder(document))
        order |= dict.fromkeys([first, document] if first is not None else [document])
    return tuple(order)


def _folder(document: str) -> str:
    return PurePosixPath(document).parent.as_posix()


def _is_index(document: str) -> bool:
    return PurePosixPath(document).stem.lower() in ("index", "readme")


def _document_at(path: str, documents: Mapping[str, str]) -> str | None:
    """The document behind the path of a link: itself, or the index of the folder it names."""
    if path in documents:
        return path
    index = "index.html" if path == "." else f"{path}/index.html"
    return next((document for document, page in documents.items() if page == index), None)


def _page_report(site: pages.Site, built: Built) -> PageReport:
    path = built.document.path
    return PageReport(
        path,
        site.paths[path],
        Counter(choice.state for choice in built.choices),
        sum(1 for choice in built.choices if choice.text is None),
        sum(1 for choice in built.choices if choice.unread),
    )


def _report_of(document: str, record: manifest.DocumentRecord) -> PageReport:
    counts = {State(name): count for name, count in record["counts"].items()}
    page = PurePosixPath(*PurePosixPath(record["page"]).parts[2:]).as_posix()
    return PageReport(document, page, counts, record["shown_in_source"], record["unread"])


def _text(built: Built) -> bytes:
    return built.rendering.data
