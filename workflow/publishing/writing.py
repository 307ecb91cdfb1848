"""Writing the outputs of a publication: what has changed is made, the rest is linked, and each output is put in place as a whole."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path

from workflow.errors import FileProblem, WorkflowError
from workflow.files import reason
from workflow.findings import Finding, serious
from workflow.project import Project
from workflow.publishing import archives, manifest
from workflow.publishing.atomic_swap import put_folder, replace_folder, staging
from workflow.publishing.builders import BUILDERS
from workflow.publishing.builders.base import EditionContext, OutputFolder
from workflow.publishing.compressing import compressed, copy_of
from workflow.publishing.coverage import coverages
from workflow.publishing.editions import LocalizedDocument
from workflow.publishing.foreign_files import foreign_file, foreign_files, keep_foreign_files
from workflow.publishing.moved_pages import moved_pages
from workflow.publishing.plan import Plan
from workflow.publishing.record_writing import RecordWriter
from workflow.publishing.report import ReaderCounts, numbers
from workflow.publishing.store import digest
from workflow.publishing.unit_findings import below
from workflow.workers import spread

__all__ = ["WrittenOutputs", "write"]

_WORTH = 100
"""Minimum number of files for which starting a process is worthwhile."""


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
    with (
        _collected(editions, problems),
        staging(editions, (*BUILDERS, *plan.builders, manifest.PARTS, archives.FOLDER)) as folder,
    ):
        run = _Run(project, plan, folder, problems)
        run.build()
        if run.outputs:
            run.write_record()
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
class _EditionTexts:
    """See ``EditionTexts``."""

    plan: Plan
    code: str

    def __call__(self, document: str) -> LocalizedDocument:
        return self.plan.contents.texts((self.code,), document)[self.code]

    def key(self, document: str) -> str:
        return self.plan.known[self.code][document].key


class _Run:
    """One run over the outputs, and what came of it."""

    def __init__(self, project: Project, plan: Plan, folder: Path, problems: list[WorkflowError]) -> None:
        """``folder``: a new one to build in. ``problems``: the caller's, to which errors are added."""
        self._project, self._plan, self.folder, self._problems = project, plan, folder, problems
        self._editions = project.layout.editions
        self.outputs = {
            name: OutputFolder(folder / name, self._editions / name, plan.store.published(name))
            for name in plan.builders
        }
        """Those that can be put in place."""
        self._record = RecordWriter(project, plan, folder)
        self._has_record = False
        self._site = digest(plan.site)
        self._shown: dict[tuple[str, str], EditionContext] = {}
        """By output and language."""
        self._unchanged: set[str] = set()
        self._foreign: list[str] = []
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
                self._others(name, output)
                if name == "html":
                    self._compress(output)
                    if any(path.endswith(".html") and path not in output.hashes for path in output.last.names):
                        self.moved = moved_pages(
                            self._plan.site, {code: self._plan.last.documents(code) for code in self._plan.last.records}
                        )
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
        wanted: dict[str, list[_File]] = {}
        counts = {document: self._counts_key(document) for document in self._plan.site.paths}
        coverage = digest(coverages(self._plan.site))
        for name in tuple(self.outputs):
            is_own = self._plan.builders[name] in BUILDERS.values()  # the version of another one is not known
            with self._attempt(name):
                for code, edition in self._plan.editions.items():
                    context = self._plan.builders[name].context(self._plan.site, edition)
                    shown = self._hash_of(context)
                    self._shown[name, code] = EditionContext(context, shown, digest(shown, coverage))
                    if context is not None:
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
                (
                    file,
                    builders[file.output].document_file(
                        self._shown[file.output, file.code].context, texts[file.code], counts
                    ),
                )
                for file in files
            ]

        for _, made in spread(make, items, worth=max(1, _WORTH // max(1, len(self._shown)))):
            for file, data in made:
                if file.output in self.outputs:
                    with self._attempt(file.output):
                        self.outputs[file.output].put(file.path, data, file.key)

    def _hash_of(self, context: object) -> str:
        """The hash of a context. That of the site, which most editions share, is computed once."""
        if not is_dataclass(context):
            return digest(context)
        values = [getattr(context, each.name) for each in fields(context) if each.repr]
        return digest([self._site if value is self._plan.site else value for value in values])

    def _key(self, code: str, document: str, shown: str, counts: Mapping[str, str]) -> str:
        """The hash of all that the file of a document follows from; empty if that is not known."""
        one = self._plan.known[code][document]
        return digest(one.key, shown, counts[document]) if one.key else ""

    def _reserved(self, name: str, code: str) -> Iterator[tuple[str, str]]:
        """Reserve the paths of the documents of an edition in an output. Yields the documents whose files have to be made, and the paths."""
        site, output, paths = self._plan.site, self.outputs[name], self._plan.paths[name][code]
        for document, outline in self._plan.editions[code].documents.items():
            if outline.withheld and name != "html":  # only a page says that it is not translated
                continue
            path = paths[document]
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

    def _counts_key(self, document: str) -> str:
        return digest([(code, numbers(found)) for code, found in self._counts(document).items()])

    def _others(self, name: str, output: OutputFolder) -> None:
        """Write the files of an output that are not those of documents. Raises FileProblem, OSError."""
        plan, builder, assets = self._plan, self._plan.builders[name], self._project.layout.source
        for code in plan.codes:
            if code not in plan.editions:
                builder.take_over(plan.site, code, output, assets)
                continue
            contents = _EditionTexts(plan, code)
            builder.build(plan.site, plan.editions[code], self._shown[name, code], contents, output, assets)
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

    def write_record(self) -> None:
        """Write the record into the new folder."""
        with _collected(self._editions / manifest.NAME, self._problems):
            self._record.write_parts()
            self._problems += self._record.problems
            self._record.write_manifest(self.outputs)
            self._has_record = True

    def put_in_place(self) -> None:
        """Replace the published outputs, the record, and the archives if they are wanted."""
        for name, output in self.outputs.items():
            with _collected(self._editions / name, self._problems):
                if name not in self._unchanged:
                    replace_folder(output.staging, self._editions / name)
                    self.changed.append(name)
                self.done.append(name)
        if not self.done or not self._has_record:
            return
        done = {name: self.outputs[name] for name in self.done}
        with _collected(self._editions / manifest.NAME, self._problems):
            if done.keys() != self.outputs.keys():
                # An output that stays as it was is not what the record describes: `publish --verify` says so.
                self._record.write_manifest(done)
            self.changed += [manifest.NAME] if self._record.put_in_place() else []
            if self.changed or self._record.is_new or any(output.made for output in done.values()):
                self._record.store(done)
        if "archive" in self._plan.also and "html" in self.done:
            with _collected(self._editions / archives.FOLDER, self._problems):
                self._archives(self.outputs["html"].hashes)

    def _archives(self, hashes: Mapping[str, str]) -> None:
        current, plan = self._editions / archives.FOLDER, self._plan
        paths = [path for path in hashes if path not in self.copies]
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
