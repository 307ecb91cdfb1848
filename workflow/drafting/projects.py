"""Drafting a project: every empty unit of every catalog, with the engine of its language; and taking drafts out again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from workflow import catalogs
from workflow.catalogs.provenance import drop_draft, untouched_draft_of
from workflow.config import Project
from workflow.drafting.documents import STORE, Work, address, outcomes_of
from workflow.drafting.drafter import Drafter
from workflow.drafting.entries import put, wanted
from workflow.drafting.reports import DraftReport, LanguageReport, RefusedUnit
from workflow.engines.base import Hypothesis, Segment
from workflow.engines.choice import Choice, choose
from workflow.errors import CatalogError, DocumentError, EngineError, PackageError, WorkflowError
from workflow.model import Catalog, Document, Entry, Progress
from workflow.segmentation import word_count

__all__ = ["CHUNK", "discard", "draft", "minutes", "words"]

CHUNK = 60_000
"""Characters of source that go to an engine together. Enough for full batches; results are written after each."""

# Words a second on two small cores, for the estimate of a dry run.
_SPEED = {"apertium": 800.0, "starter": 900.0}
_USUAL_SPEED = 45.0


@dataclass(slots=True)
class _Count:
    """What a language's report will say."""

    drafted: int = 0
    copied: int = 0
    skipped: int = 0
    refused: list[RefusedUnit] = field(default_factory=list)
    outdated: list[Path] = field(default_factory=list)
    problems: list[WorkflowError] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)


def draft(
    project: Project,
    *,
    languages: Sequence[str] = (),
    documents: Sequence[str] = (),
    limit: int | None = None,
    redo: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> DraftReport:
    """Fill the empty units of the project's catalogs with machine drafts, each marked fuzzy and with its provenance.

    ``languages`` and ``documents``: as ``Project.select_…`` takes them; empty: all. ``limit``: at most so many units in all.
    ``redo``: draft untouched drafts and refused units again. ``dry_run``: count only; no model is loaded and nothing written.
    Catalogs are written one after the other as they are done; interrupted, what is written is good, and the next run goes on.
    A person's text is never touched. A language without an engine is reported, not an error; so are, in ``problems``, a catalog or
    document that cannot be read and an engine that fails, and everything else is done.
    Raises BadInput and ConfigError, and FileProblem where a catalog cannot be written.
    """
    chosen = project.select_languages(languages)
    named = project.select_documents(documents)
    reports: list[LanguageReport] = []
    written: list[Path] = []
    problems: list[WorkflowError] = []
    left = limit
    parsed: dict[str, Document] = {}
    for code in chosen:
        try:
            choice = choose(project.config.source_language, code, project.engine_settings(code))
            works, report = _gather(project, code, named, choice, redo, problems)
        except (EngineError, PackageError) as error:
            problems.append(error)
            continue
        if choice.engine is None:
            reports.append(report)
            continue
        works, rest = _limited(works, left)
        report = replace(
            report,
            units=sum(len(w.entries) for w in works),
            left=rest,
            words=words(entry for work in works for entry in work.entries),
        )
        if left is not None:
            left -= report.units
        if dry_run:
            reports.append(replace(report, minutes=minutes(report.words, choice)))
            continue
        count = _Count()
        if works:
            drafter = Drafter(choice.engine, project.config.source_language, code, store=project.cache / STORE)
            try:
                _run(project, drafter, works, parsed, count, redo, _steady(progress))
            except (EngineError, PackageError) as error:
                problems.append(error)
            problems += count.problems
            written += count.written
        reports.append(
            replace(
                report,
                drafted=count.drafted,
                copied=count.copied,
                skipped=count.skipped,
                refused=tuple(count.refused),
                outdated=tuple(count.outdated),
            )
        )
    return DraftReport(tuple(reports), tuple(written), tuple(problems), dry_run)


def discard(
    project: Project,
    *,
    languages: Sequence[str] = (),
    documents: Sequence[str] = (),
    dry_run: bool = False,
    progress: Progress | None = None,
) -> DraftReport:
    """Take every untouched draft out again, and the machine's refusals: catalogs are as they were before drafting.

    A catalog that cannot be read is left as it is and told in ``problems``. Raises BadInput, FileProblem.
    """
    chosen = project.select_languages(languages)
    paths = [project.catalog_path(code, name) for code in chosen for name in project.select_documents(documents)]
    written: list[Path] = []
    problems: list[WorkflowError] = []
    count = 0
    for number, path in enumerate(paths):
        if progress:
            progress(number, len(paths), path.name)
        if not path.is_file():
            continue
        try:
            catalog = catalogs.read(path)
            if _emptied(catalog) is catalog:
                continue
            count += sum(untouched_draft_of(entry) is not None for entry in catalog.entries)
            if dry_run or catalogs.update(path, _emptied).changed:
                written.append(path)
        except CatalogError as error:
            problems.append(error)
    return DraftReport(written=tuple(written), problems=tuple(problems), discarded=count, dry_run=dry_run)


def _emptied(catalog: Catalog) -> Catalog:
    """The catalog without drafts, in obsolete entries too: a draft may have gone there with its source."""
    entries = tuple(drop_draft(entry) for entry in catalog.entries)
    return catalog if entries == catalog.entries else replace(catalog, entries=entries)


# What there is to do


def _gather(
    project: Project, code: str, named: Sequence[str], choice: Choice, redo: bool, problems: list[WorkflowError]
) -> tuple[list[Work], LanguageReport]:
    engine = choice.engine
    report = LanguageReport.of(code, choice)
    works: list[Work] = []
    missing: list[Path] = []
    earlier = 0
    for name in named:
        path = project.catalog_path(code, name)
        try:
            if not path.is_file():
                # A document without texts has no catalog.
                missing += [path] if project.parse(name).units else []
                continue
            found = wanted(catalogs.read(path), engine or _Nobody(), redo=redo and engine is not None)
        except (CatalogError, DocumentError) as error:
            if str(error) not in map(str, problems):
                problems.append(error)
            continue
        earlier += found.earlier
        if found.entries:
            works.append(Work(code, name, path, found.entries))
    report = replace(
        report,
        units=sum(len(work.entries) for work in works),
        words=words(entry for work in works for entry in work.entries),
        missing=tuple(missing),
        earlier=earlier,
    )
    return works, report


class _Nobody:
    """Stands where a language has no engine, to count what one would have to do."""

    name = hash = package = "none"
    keeps_codes = whole_documents = False

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        raise NotImplementedError


def _limited(works: Sequence[Work], limit: int | None) -> tuple[list[Work], int]:
    """The first ``limit`` entries, and how many are left out."""
    if limit is None:
        return list(works), 0
    kept: list[Work] = []
    room = max(limit, 0)
    rest = 0
    for work in works:
        taken = work.entries[:room]
        room -= len(taken)
        rest += len(work.entries) - len(taken)
        if taken:
            kept.append(replace(work, entries=taken))
    return kept, rest


def words(entries: Iterable[Entry]) -> int:
    """Words of the entries' sources."""
    return sum(word_count(entry.msgid) for entry in entries)


def minutes(count: int, choice: Choice) -> float:
    """About how long so many words take on two small cores."""
    engine = choice.engine.name if choice.engine else ""
    speed = _SPEED.get(choice.where) or _SPEED.get(engine) or _USUAL_SPEED
    return round(count / speed / 60, 1)


# Doing it


def _run(
    project: Project,
    drafter: Drafter,
    works: Sequence[Work],
    parsed: dict[str, Document],
    count: _Count,
    redo: bool,
    progress: Progress | None,
) -> None:
    works = [work for work in works if _is_parsed(project, work, parsed, count)]
    total = sum(len(work.entries) for work in works)
    done = 0
    for chunk in _chunks(works, whole=drafter.engine.whole_documents):
        size = sum(len(work.entries) for work in chunk)
        within = _scaled(progress, done, size, total, chunk[0].language)
        for work, outcomes in zip(chunk, outcomes_of(project, drafter, chunk, parsed, within), strict=True):
            before = {entry.key: entry for entry in work.entries}
            done += len(work.entries)
            try:
                single = {key: (outcome,) for key, outcome in outcomes.items()}
                placed = put(work.path, before, single, drafter.engine, redo=redo)
            except CatalogError as error:
                count.problems.append(error)
                continue
            count.drafted += len(placed.drafted)
            count.copied += sum(outcomes[key].copied for key in placed.drafted)
            count.skipped += placed.skipped
            count.refused += [
                RefusedUnit(address(project, work.language, work.document, key), outcomes[key].reason)
                for key in placed.refused
            ]
            if len(outcomes) < len(work.entries):
                count.outdated.append(work.path)
            if placed.changed:
                count.written.append(work.path)
            if progress:
                progress(done, total, f"{work.language}: {work.document}")


def _is_parsed(project: Project, work: Work, parsed: dict[str, Document], count: _Count) -> bool:
    """Parses the work's document, unless it was; whether it could be."""
    try:
        if work.document not in parsed:
            parsed[work.document] = project.parse(work.document)
    except DocumentError as error:
        count.problems.append(error)
        return False
    return True


def _chunks(works: Sequence[Work], *, whole: bool) -> Iterator[list[Work]]:
    """Documents that go to the engine together: one at a time for an engine that takes whole ones."""
    chunk: list[Work] = []
    size = 0
    for work in works:
        length = sum(len(entry.msgid) for entry in work.entries)
        if chunk and (whole or size + length > CHUNK):
            yield chunk
            chunk, size = [], 0
        chunk.append(work)
        size += length
    if chunk:
        yield chunk


def _scaled(progress: Progress | None, done: int, units: int, total: int, language: str) -> Progress | None:
    """The engine's progress as a part of the whole run's."""
    if progress is None:
        return None

    def report(part: int, of: int, what: str) -> None:
        progress(done + (units * part // of if of else 0), total, f"{language}: {what}")

    return report


def _steady(progress: Progress | None) -> Progress | None:
    """Progress that never goes back: an engine is asked more than once for the same units."""
    if progress is None:
        return None
    best = 0

    def report(done: int, total: int, what: str) -> None:
        nonlocal best
        best = max(best, min(done, total))
        progress(best, total, what)

    return report
