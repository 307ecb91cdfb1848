"""Writing the outputs of a publication: what has changed is made, the rest is linked, and each output is put in place as a whole."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from workflow.errors import FileProblem, WorkflowError
from workflow.files import reason
from workflow.findings import Finding, serious
from workflow.project import Project
from workflow.publishing import archives, manifest
from workflow.publishing.atomic_swap import put_file, put_folder, replace_folder, staging
from workflow.publishing.builders import BUILDERS
from workflow.publishing.builders.base import Builder, OutputFolder
from workflow.publishing.compressing import compressed, copy_of
from workflow.publishing.contents import Contents, Known
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.file_hashes import PublishedFiles, file_states
from workflow.publishing.foreign_files import foreign_file, foreign_files, keep_foreign_files
from workflow.publishing.manifest import EditionRecord, Record
from workflow.publishing.moved_pages import moved_pages
from workflow.publishing.previous import LastPublication
from workflow.publishing.report import ReaderCounts
from workflow.publishing.site import Site
from workflow.publishing.spool import SpooledText
from workflow.publishing.store import PublicationStore, StoredDocument, digest
from workflow.publishing.stored_facts import packed_facts
from workflow.publishing.unit_findings import below
from workflow.publishing.versions import build_date, versions
from workflow.workers import spread

__all__ = ["Also", "Plan", "WrittenOutputs", "write"]

Also = Literal["archive", "compress"]
"""What is made of the pages on request."""
_WORTH = 100
"""Minimum number of files for which starting a process is worthwhile."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written."""

    site: Site
    codes: Sequence[str]
    editions: Mapping[str, Edition]
    """Those that are built; the others of ``codes`` are taken over."""
    kept: Mapping[str, frozenset[str]]
    """By language: documents whose files stay as they are."""
    records: Mapping[str, EditionRecord]
    builders: Mapping[str, Builder]
    known: Mapping[str, Mapping[str, Known]]
    """By language: what is known of its documents."""
    contents: Contents
    store: PublicationStore
    last: LastPublication
    also: Collection[Also]


@dataclass(frozen=True, slots=True)
class WrittenOutputs:
    """What was written; the fields are those of ``Publication``."""

    changed: tuple[str, ...]
    failed: tuple[str, ...]
    problems: tuple[WorkflowError, ...]
    blocked: bool
    findings: tuple[Finding, ...]
    archives: tuple[Path, ...]
    compressed: int
    moved: tuple[str, ...]


def write(project: Project, plan: Plan, *, strict: bool, findings: bool) -> WrittenOutputs:
    """Build every output, and replace the last publication by it. With ``strict`` and any ``findings`` or problems, replace nothing.

    An output that cannot be written does not keep the others from being replaced.
    """
    editions = project.layout.editions
    run: _Run | None = None
    blocked = False
    problems: list[WorkflowError] = []
    with _collected(editions, problems), staging(editions, (*BUILDERS, *plan.builders, archives.FOLDER)) as folder:
        run = _Run(project, plan, folder, problems)
        run.build()
        if run.outputs:
            run.write_record(run.outputs)
        blocked = strict and bool(findings or problems or serious(run.found.values()))
        if not blocked:
            run.put_in_place()
    if run is None:
        return WrittenOutputs((), tuple(plan.builders), tuple(problems), False, (), (), 0, ())
    if run.folder.exists():
        problems.append(FileProblem(f"{run.folder}: cannot be removed. It holds an earlier publication; remove it."))
    failed = tuple(name for name in plan.builders if name not in (run.outputs if blocked else run.done))
    each = {str(error): error for error in problems}  # two kinds of books can fail for the same reason
    return WrittenOutputs(
        tuple(run.changed),
        failed,
        tuple(each.values()),
        blocked,
        tuple(run.found.values()),
        tuple(run.archived),
        len(run.copies),
        run.moved,
    )


@dataclass(frozen=True, slots=True)
class _File:
    """The file of a document in an output that has to be made."""

    output: str
    code: str
    path: str
    key: str
    """See ``_Run._key``."""


@dataclass(frozen=True, slots=True)
class _WrittenRecord:
    """The record of a publication."""

    record: Record
    key: str
    """The hash of all that it follows from; empty if that is not known."""
    places: Mapping[SpooledText, tuple[int, int]] | None = None
    """Where the records of units are in the new manifest; None if the last one is the same."""


class _Run:
    """One run over the outputs, and what came of it."""

    def __init__(self, project: Project, plan: Plan, folder: Path, problems: list[WorkflowError]) -> None:
        """``folder``: a new one to build in. ``problems``: the caller's, to which errors are added."""
        self._project, self._plan, self.folder, self._problems = project, plan, folder, problems
        self._editions = project.layout.editions
        self.outputs = {
            name: OutputFolder(
                folder / name, self._editions / name, PublishedFiles(self._editions / name, plan.store.files(name))
            )
            for name in plan.builders
        }
        """Those that can be put in place."""
        self._unchanged: set[str] = set()
        self._foreign: list[str] = []
        self._record: _WrittenRecord | None = None
        self.found: dict[str, Finding] = {}
        """By message: an output finds the same in every language, and two kinds of books find the same."""
        self.changed: list[str] = []
        self.done: list[str] = []
        self.archived: list[Path] = []
        self.copies: set[str] = set()
        """The compressed copies of files of the website."""
        self.moved: tuple[str, ...] = ()

    def build(self) -> None:
        """Build all outputs. What is as it was published is not made again. Raises ConfigError for a template that is not valid."""
        self._documents()
        for name, output in tuple(self.outputs.items()):
            with self._attempt(name):
                self._others(self._plan.builders[name], output)
                if name == "html":
                    self._compress(output)
                    if any(path.endswith(".html") and path not in output.hashes for path in output.last.names):
                        self.moved = moved_pages(self._plan.site, self._plan.last.records)
                    self._foreign = foreign_files(self._editions / name, self._made(output))
                foreign = self._foreign if name == "html" else []
                paths = (below(self._project, self._editions / name / each) for each in foreign)
                found = (*output.findings, *map(foreign_file, paths))
                self.found |= {finding.message: finding for finding in found}
                if output.collisions:
                    del self.outputs[name]
                elif not output.complete(foreign):
                    self._unchanged.add(name)
                elif name == "html":
                    keep_foreign_files(self._editions / name, output.staging, self._foreign)
            self._problems += [*sorted(output.problems, key=str), *output.collisions.values()]

    def _documents(self) -> None:
        """Make the files of documents, in all languages and outputs."""
        contexts: dict[tuple[str, str], Any] = {}
        wanted: dict[str, list[_File]] = {}
        counts = {document: digest(self._counts(document)) for document in self._plan.site.paths}
        for name in tuple(self.outputs):
            is_own = self._plan.builders[name] in BUILDERS.values()  # the version of another one is not known
            with self._attempt(name):
                for code, edition in self._plan.editions.items():
                    contexts[name, code] = self._plan.builders[name].context(self._plan.site, edition)
                    if contexts[name, code] is not None:
                        shown = digest(contexts[name, code])
                        for document, path in self._reserved(name, code):
                            key = self._key(code, document, shown, counts) if is_own else ""
                            if not self.outputs[name].is_current(path, key):
                                wanted.setdefault(document, []).append(_File(name, code, path, key))
        items = list(wanted.items())

        def make(item: tuple[str, list[_File]]) -> list[tuple[_File, bytes]]:
            document, files = item
            counts = self._counts(document)
            texts = self._plan.contents.texts((file.code for file in files), document)
            builders = self._plan.builders
            return [
                (file, builders[file.output].document_file(contexts[file.output, file.code], texts[file.code], counts))
                for file in files
            ]

        for _, made in spread(make, items, worth=max(1, _WORTH // max(1, len(contexts)))):
            for file, data in made:
                if file.output in self.outputs:
                    with self._attempt(file.output):
                        self.outputs[file.output].put(file.path, data, file.key)

    def _key(self, code: str, document: str, shown: str, counts: Mapping[str, str]) -> str:
        """The hash of all that the file of a document follows from; empty if that is not known."""
        one = self._plan.known[code][document]
        return digest(one.key, shown, counts[document]) if one.key else ""

    def _reserved(self, name: str, code: str) -> Iterator[tuple[str, str]]:
        """Reserve the paths of the documents of an edition in an output. Yields the documents whose files have to be made, and the paths."""
        site, output, builder = self._plan.site, self.outputs[name], self._plan.builders[name]
        for document, outline in self._plan.editions[code].documents.items():
            if outline.withheld and name != "html":  # only a page says that it is not translated
                continue
            path = builder.document_path(site, code, document)
            if not output.reserve(path, site.label(document)):
                continue
            if document not in self._plan.kept[code]:
                yield document, path
            elif not output.keep(path):
                raise FileProblem(f"{output.published / path}: cannot be taken over from the last publication.")

    def _counts(self, document: str) -> Mapping[str, ReaderCounts]:
        """What readers get of a document, by language."""
        found = self._plan.site.coverage.items()
        return {code: documents[document] for code, documents in found if document in documents}

    def _others(self, builder: Builder, output: OutputFolder) -> None:
        """Write the files of an output that are not those of documents. Raises FileProblem, OSError."""
        plan, assets = self._plan, self._project.layout.source
        for code in plan.codes:
            if code not in plan.editions:
                builder.take_over(plan.site, code, output, assets)
                continue

            def contents(document: str, code: str = code) -> LocalizedDocument:
                return plan.contents.texts((code,), document)[code]

            builder.build(plan.site, plan.editions[code], contents, output, assets)
        builder.finish(plan.site, {code: record.shown_title for code, record in plan.records.items()}, output)

    def _compress(self, output: OutputFolder) -> None:
        """Write compressed copies beside the files of the website. Those that came with editions of the last publication are left out."""
        for path in [path for path in output.hashes if path.endswith(".gz") and path.split("/")[0] in self._plan.codes]:
            output.remove(path)
        for path in sorted(output.hashes) if "compress" in self._plan.also else ():
            copy = copy_of(path)
            if copy is not None and copy not in output.hashes and (data := compressed(output.read(path))) is not None:
                output.write(copy, data, path)
                self.copies.add(copy)

    def _made(self, output: OutputFolder) -> set[str]:
        """The names at the top of the website that a publication made, this one or the last."""
        now = {*self._plan.site.own_folders, *(path.split("/")[0] for path in output.hashes)}
        if all(path.split("/")[0] in now for path in output.last.names):
            return now
        return now | {path.split("/")[1] for path in self._plan.last.files if path.startswith("html/")}

    def put_in_place(self) -> None:
        """Replace the published outputs, the record, and the archives if they are wanted."""
        for name, output in self.outputs.items():
            with _collected(self._editions / name, self._problems):
                if name not in self._unchanged:
                    replace_folder(output.staging, self._editions / name)
                    self.changed.append(name)
                self.done.append(name)
        if not self.done:
            return
        if self.done != list(self.outputs):
            # An output that stays as it was is not what the record describes: `publish --verify` says so.
            self.write_record(self.done)
        if self._record is None:
            return
        with _collected(self._editions / manifest.NAME, self._problems):
            if self._record.places is not None:
                new, current = self.folder / manifest.NAME, self._editions / manifest.NAME
                self.changed += [manifest.NAME] if put_file(new, current) else []
                self._store(self._record, self._record.places)
            if "archive" in self._plan.also and "html" in self.done:
                with _collected(self._editions / archives.FOLDER, self._problems):
                    self._archives(self._record.record.files)

    def write_record(self, outputs: Collection[str]) -> None:
        """Write the record of some outputs into the new folder, unless it would be the last one."""
        config, day, plan = self._project.config, build_date(), self._plan
        self._record = None
        with _collected(self._editions / manifest.NAME, self._problems):
            record = Record(
                config.title,
                config.source_language,
                {code: edition.written() for code, edition in plan.records.items()},
                {f"{name}/{path}": known for name in outputs for path, known in self.outputs[name].hashes.items()},
                versions(),
                day.isoformat() if day else None,
            )
            key = self._record_key(record)
            if plan.store.has_record(key):
                self._record = _WrittenRecord(record, key)
                return
            with (self.folder / manifest.NAME).open("wb") as file:
                self._record = _WrittenRecord(record, key, record.write(file))

    def _record_key(self, record: Record) -> str:
        """The hash of all that the manifest follows from; empty if that is not known."""
        known = self._plan.known
        parts: list[object] = [record.title, record.source_language, record.files, record.versions, record.date]
        for code, edition in record.editions.items():
            if code not in known or self._plan.kept[code]:
                return ""
            parts += [code, edition.title, edition.title_translated, edition.responsible, edition.policy]
            for path, one in edition.documents.items():
                if not known[code][path].key:
                    return ""
                parts.append((path, known[code][path].key, one.files))
        return digest(*parts)

    def _store(self, written: "_WrittenRecord", places: Mapping[SpooledText, tuple[int, int]]) -> None:
        plan, found = self._plan, dict[str, dict[str, StoredDocument]]()
        for code, edition in written.record.editions.items():
            found[code] = {}
            for path, one in edition.documents.items():
                known = plan.known.get(code, {}).get(path)
                if one.written is None or one.written not in places:
                    continue
                place = places[one.written]
                if known is not None and path not in plan.kept[code]:
                    if known.key:
                        found[code][path] = StoredDocument(known.key, packed_facts(known.facts), place)
                elif (old := plan.store.entry(code, path)) is not None:
                    found[code][path] = replace(old, place=place)
        done = {name: self.outputs[name] for name in self.done}
        files = {name: file_states(self._editions / name, output.hashes, output.keys) for name, output in done.items()}
        plan.store.write(found, files, written.key)

    def _archives(self, hashes: Mapping[str, str]) -> None:
        current, plan = self._editions / archives.FOLDER, self._plan
        paths = [path for path in hashes if path.removeprefix("html/") not in self.copies]
        archives.build_archives(self._editions, self.folder, plan.codes, paths, plan.site.root_files.values())
        self.changed += [archives.FOLDER] if put_folder(self.folder / archives.FOLDER, current) else []
        self.archived += [current / f"{code}.zip" for code in plan.codes]

    @contextmanager
    def _attempt(self, name: str) -> Iterator[None]:
        """Collect the error of an output that cannot be written, and leave the output out."""
        before = len(self._problems)
        with _collected(self._editions / name, self._problems):
            yield
        if len(self._problems) > before:
            self.outputs.pop(name, None)


@contextmanager
def _collected(path: Path, problems: list[WorkflowError]) -> Iterator[None]:
    """Collect the error of a file that cannot be written."""
    try:
        yield
    except FileProblem as error:
        problems.append(error)
    except OSError as error:
        problems.append(FileProblem(f"{path}: cannot be written: {reason(error)}. It is unchanged."))
