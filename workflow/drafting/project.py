"""Drafting a project: every empty unit of every catalog, with the engine of its language; and taking drafts out again.

It streams: what there is to do is counted first, then read, drafted and written a piece at a time (``gathering.pieces``).
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from workflow.catalogs.provenance import drop_draft, untouched_draft_of
from workflow.catalogs.states import address
from workflow.drafting.budget import Clock, Pace, expected_speed, minutes, steady
from workflow.drafting.entries import put
from workflow.drafting.report import DraftReport, LanguageReport, RefusedUnit
from workflow.drafting.reuse.pretranslation import Recalled, Remembering
from workflow.drafting.reuse.repair import Edited, renew
from workflow.drafting.selection import Pending, Room, gather, limited, pieces, words
from workflow.drafting.structure import Work, opener, outcomes_of
from workflow.drafting.translation.drafter import Drafter, Outcome
from workflow.engines.choice import Choice, choose
from workflow.errors import CatalogError, DocumentError, EngineError, FileProblem, PackageError, WorkflowError
from workflow.glossary import load as load_glossary
from workflow.model import Catalog, Document, Key, Progress
from workflow.project import Project
from workflow.workers import processors

__all__ = ["CHUNK", "discard", "draft", "minutes", "words"]

CHUNK = 60_000
"""Characters of source that go to an engine together, at most, for each two workers. Enough for full batches; catalogs are written
after each."""
_SLOW_CHUNK = 12_000
"""The same for a slow engine, which takes some 40 seconds for so much: an interruption loses no more."""
_FAST = 250
"""Words a second of an engine that gets large pieces."""


@dataclass(slots=True)
class _Count:
    """What a language's report will say."""

    units: int = 0
    words: int = 0
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
    budget: float | None = None,
    redo: bool = False,
    dry_run: bool = False,
    workers: int = 0,
    progress: Progress | None = None,
    announce: Callable[[str], None] | None = None,
    clock: Clock = time.monotonic,
) -> DraftReport:
    """Fill the empty units of the project's catalogs with machine drafts, each marked fuzzy and with its provenance.

    ``languages`` and ``documents``: as ``Project.select_…`` takes them; empty: all. ``limit``: at most so many units in all.
    ``budget``: seconds after which nothing more is begun; what fits is drafted, in the project's order of languages and documents, and
    the report says what is left. ``redo``: draft untouched drafts and refused units again. ``dry_run``: count only; no model
    is loaded and nothing written. ``workers``: how many batches an engine translates at a time, for engines that can (0: one for
    each processor); what comes out is the same. ``announce`` is told where texts go before the first goes to a server.
    ``clock``: what time is measured with.
    Catalogs are written one after the other as they are done; interrupted, what is written is good, and the next run goes on.
    A person's text is never touched. A language without an engine is reported, not an error; so are, in ``problems``, a catalog or
    document that cannot be read and an engine that fails, and everything else is done.
    Raises BadInput, ConfigError and GlossaryError, and FileProblem where a catalog cannot be written.
    """
    deadline = None if budget is None else clock() + budget
    chosen = project.config.select_languages(languages)
    named = project.documents.select(documents)
    reports: list[LanguageReport] = []
    written: list[Path] = []
    problems: list[WorkflowError] = []
    left = limit
    glossary = load_glossary(project)
    remembering = Remembering(project, redo=redo, progress=progress)
    for code in chosen:
        choice, opened = None, None
        try:
            settings = replace(project.engine_settings(code), workers=workers)
            choice = choose(project.config.source_language, code, settings)
            opened = opener(project, code, choice, glossary, announce)
        except (EngineError, PackageError) as error:
            problems.append(error)
        # What was translated before needs no engine: a language without one gets these drafts as well.
        is_over = deadline is not None and clock() >= deadline
        recalled = Recalled() if dry_run or is_over else remembering.fill(code, named, left, opened)
        written += recalled.written
        left = None if left is None else left - recalled.units
        if choice is None:
            continue
        found, report = gather(project, code, named, choice, redo, problems)
        report = replace(report, remembered=recalled.units)
        if choice.engine is None or opened is None:
            edited = renew(project, code, named, None, remembering.recall(code), left, write=not dry_run)
            written += edited.written
            left = None if left is None else left - edited.repaired
            reports.append(replace(report, repaired=edited.repaired, stale=tuple(edited.stale)))
            continue
        pending = limited(found, left, choice.engine, redo=redo)
        units, count_words = sum(one.units for one in pending), sum(one.words for one in pending)
        if dry_run:
            about = minutes(count_words, choice)
            rest = report.units - units
            stale = tuple(renew(project, code, named, opened, remembering.recall(code), write=False).stale)
            reports.append(replace(report, units=units, words=count_words, left=rest, minutes=about, stale=stale))
            left = None if left is None else left - units
            continue
        count = _Count()
        edited = Edited()
        pace = Pace(clock, expected_speed(choice), count_words, units, deadline)
        try:
            if pending:
                drafter = opened()
                room = _room(pace, pending, choice, workers)
                _run(project, drafter, code, pending, room, pace, count, redo, steady(progress))
            if deadline is None or clock() < deadline:
                room_left = None if left is None else left - count.units
                edited = renew(project, code, named, opened, remembering.recall(code), room_left)
        except (EngineError, PackageError) as error:
            problems.append(error)
            # What it was to do and did not was not left for want of time.
            count.units, count.words = units, count_words
        problems += count.problems
        written += [*count.written, *edited.written]
        left = None if left is None else left - count.units - edited.repaired
        reports.append(
            replace(
                report,
                units=count.units,
                words=count.words,
                drafted=count.drafted,
                copied=count.copied,
                skipped=count.skipped,
                refused=tuple(count.refused),
                outdated=tuple(dict.fromkeys(count.outdated)),
                repaired=edited.repaired,
                stale=tuple(edited.stale),
                left=report.units - count.units,
                left_words=report.words - count.words,
                left_minutes=pace.minutes(report.words - count.words),
            )
        )
    remembering.close()
    problems += [one for one in remembering.problems if str(one) not in map(str, problems)]
    return DraftReport(tuple(reports), tuple(dict.fromkeys(written)), tuple(problems), dry_run)


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
    chosen = project.config.select_languages(languages)
    paths = [project.catalog_path(code, name) for code in chosen for name in project.documents.select(documents)]
    written: list[Path] = []
    problems: list[WorkflowError] = []
    count = 0
    for number, path in enumerate(paths):
        if progress:
            progress(number, len(paths), path.name)
        if not path.is_file():
            continue
        try:
            catalog = project.catalogs.read(path)
            if _emptied(catalog) is catalog:
                continue
            count += sum(untouched_draft_of(entry) is not None for entry in catalog.entries)
            if dry_run or project.catalogs.update(path, _emptied).changed:
                written.append(path)
        except CatalogError as error:
            problems.append(error)
    return DraftReport(written=tuple(written), problems=tuple(problems), discarded=count, dry_run=dry_run)


def _emptied(catalog: Catalog) -> Catalog:
    """The catalog without drafts, in obsolete entries too: a draft may have gone there with its source."""
    entries = tuple(drop_draft(entry) for entry in catalog.entries)
    return catalog if entries == catalog.entries else replace(catalog, entries=entries)


def _room(pace: Pace, pending: Sequence[Pending], choice: Choice, workers: int) -> Callable[[], Room]:
    """How large the pieces are. Without a budget no clock decides about it."""
    usual = CHUNK if expected_speed(choice) >= _FAST else min(CHUNK, _SLOW_CHUNK)
    usual *= max(1, (workers or processors()) // 2)
    word = sum(one.size for one in pending) / max(1, pace.words)

    def room() -> Room:
        if pace.deadline is None:
            return Room(usual)
        piece, most = pace.room()
        return Room(min(usual, int(piece * word)), int(most * word))

    return room


def _run(
    project: Project,
    drafter: Drafter,
    code: str,
    pending: Sequence[Pending],
    room: Callable[[], Room],
    pace: Pace,
    count: _Count,
    redo: bool,
    progress: Progress | None,
) -> None:
    def trouble(one: Pending, error: WorkflowError) -> None:
        count.units += one.units
        count.words += one.words
        if isinstance(error, FileProblem):
            if one.path.exists():
                raise error
            count.skipped += one.units  # somebody removed the catalog
        else:
            count.problems.append(error)

    parsed: dict[str, Document] = {}
    for piece in pieces(code, pending, drafter.engine, room, redo=redo, trouble=trouble):
        begun = pace.clock()
        # A document that comes in parts is parsed once; the others are forgotten.
        parsed = {work.document: parsed[work.document] for work in piece if work.document in parsed}
        good = [work for work in piece if _is_parsed(project, work, parsed, count)]
        size = sum(len(work.entries) for work in piece)
        weight = sum(words(work.entries) for work in piece)
        if good:
            within = pace.within(progress, weight, size, code)
            found = outcomes_of(project, drafter, good, parsed, within)
            done = 0
            for work, outcomes in zip(good, found, strict=True):
                done += len(work.entries)
                _put(project, drafter, work, outcomes, count, redo)
                pace.tell(progress, done, weight * done // size, f"{code}: {work.document}")
        count.units += size
        count.words += weight
        pace.finish(weight, size, pace.clock() - begun)


def _put(
    project: Project, drafter: Drafter, work: Work, outcomes: Mapping[Key, Outcome], count: _Count, redo: bool
) -> None:
    """Write a document's outcomes and count them."""
    before = {entry.key: entry for entry in work.entries}
    single = {key: (outcome,) for key, outcome in outcomes.items()}
    try:
        placed = put(work.path, before, single, drafter.engine, redo=redo)
    except CatalogError as error:
        count.problems.append(error)
        return
    count.drafted += len(placed.drafted)
    count.copied += sum(outcomes[key].copied for key in placed.drafted)
    count.skipped += placed.skipped
    count.refused += [
        RefusedUnit(address(work.language, project.documents.name(work.document), key), outcomes[key].reason)
        for key in placed.refused
    ]
    if len(outcomes) < len(work.entries):
        count.outdated.append(work.path)
    if placed.changed:
        count.written.append(work.path)


def _is_parsed(project: Project, work: Work, parsed: dict[str, Document], count: _Count) -> bool:
    """Parses the work's document, unless it was; whether it could be."""
    try:
        if work.document not in parsed:
            parsed[work.document] = project.parse(work.document)
    except DocumentError as error:
        if str(error) not in map(str, count.problems):
            count.problems.append(error)
        return False
    return True
