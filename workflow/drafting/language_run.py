"""Draft the catalogs of one language: pre-translation, repair, engine, structure check, write.

Two passes over the catalogs. The first fills and repairs entries from translations by people, and counts what is left. The second
drafts that with the engine, in batches; each catalog is read again when its turn comes, so that memory does not grow with the project.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from workflow.drafting.batch import draft_batch
from workflow.drafting.budget import Pace, expected_speed, minutes, steady
from workflow.drafting.entries import FilledCatalog, wanted, write
from workflow.drafting.options import DraftOptions
from workflow.drafting.report import LanguageReport
from workflow.drafting.reuse.base import LanguageResources
from workflow.drafting.reuse.pretranslation import pretranslate
from workflow.drafting.reuse.repair import is_edited, plan_repair, repaired
from workflow.drafting.reuse.sentence_diff import NotRepairable
from workflow.drafting.selection import Pending, Room, Work, batches, count_words
from workflow.drafting.targets import CatalogTexts, Target
from workflow.drafting.translation.draft import MEMORY, Draft, DraftSource, Text
from workflow.engines.choice import Choice
from workflow.errors import CatalogError, DocumentError, EngineError, FileProblem, PackageError, WorkflowError
from workflow.findings import Finding
from workflow.memory import NOWHERE, Match, surroundings
from workflow.model import Catalog, Entry, Key, Observer, Severity
from workflow.workers import processors

__all__ = ["CHUNK", "LanguageRun", "reuse_entry"]

CHUNK = 60_000
"""Maximum characters of source in a batch for every two workers: enough for full batches of the engine. Catalogs are written after each."""
_SLOW_CHUNK = 12_000
"""The same for a slow engine, which takes some 40 seconds for it; an interruption loses no more."""
_FAST = 250
"""Minimum words a second of an engine that gets large batches."""
_NO_ENGINE = DraftSource("none")
"""Counts what an engine would draft, where there is none."""

_T = TypeVar("_T")


def reuse_entry(entry: Entry, catalog: Catalog, texts: CatalogTexts, resources: LanguageResources) -> Draft | None:
    """What translations by people give for one entry, as ``draft`` would write it; None if they give nothing valid.

    Raises EngineError, FileProblem.
    """
    if entry.key not in texts.forms or entry.msgid_plural is not None:
        return None
    text = texts.forms[entry.key][0]
    if entry.previous_msgid is not None and is_edited(entry):
        plan = plan_repair(entry, text.grammar, resources)
        draft = None if isinstance(plan, NotRepairable) else repaired(entry, plan, text.grammar, resources)
    else:
        place = surroundings(catalog).get(entry.key, NOWHERE)
        draft = pretranslate(text, resources.memory.matches(entry.msgid, resources.target, place), resources)
    if draft is None or draft.text is None or texts.refused({entry.key: draft.text}):
        return None
    return draft


@dataclass(slots=True)
class _Counts:
    """What the report says of a run."""

    units: int = 0
    words: int = 0
    drafted: int = 0
    copied: int = 0
    skipped: int = 0
    earlier: int = 0
    pretranslated: int = 0
    repaired: int = 0
    refused: list[Finding] = field(default_factory=list)
    stale: list[Finding] = field(default_factory=list)
    missing: list[Path] = field(default_factory=list)
    outdated: list[Path] = field(default_factory=list)


class LanguageRun:
    """One language's run. ``choice``: None where choosing an engine failed; only translations by people are used then."""

    def __init__(
        self, resources: LanguageResources, choice: Choice | None, options: DraftOptions, observer: Observer
    ) -> None:
        self.written: list[Path] = []
        """Catalogs whose bytes changed."""
        self.problems: list[WorkflowError] = []
        """Errors that kept catalogs from being drafted."""
        self._resources = resources
        self._choice = choice
        self._options = options
        self._budget = options.budget
        self._progress = steady(observer.progress)
        self._counts = _Counts()
        self._texts: dict[Path, CatalogTexts] = {}
        self._engine = DraftSource.of(choice.engine) if choice and choice.engine else None

    def run(self, targets: Sequence[Target]) -> LanguageReport:
        """Draft the catalogs. Errors of single catalogs and of the engine are collected in ``problems``.

        Raises FileProblem where a catalog cannot be written.
        """
        pending = [one for target in targets if (one := self._survey(target)) is not None]
        found_units, found_words = sum(one.units for one in pending), sum(one.words for one in pending)
        counts, choice = self._counts, self._choice
        left_units, left_words, left_minutes, expected = 0, 0, None, None
        if choice is None or self._engine is None:
            counts.units, counts.words = found_units, found_words
        else:
            pending = [limited for one in pending if (limited := self._limited(one)) is not None]
            pace = Pace(
                self._budget.clock,
                expected_speed(choice),
                sum(one.words for one in pending),
                sum(one.units for one in pending),
                self._budget.deadline,
            )
            if self._options.dry_run:
                counts.units, counts.words = pace.units, pace.words
                expected = minutes(pace.words, choice)
            else:
                self._translate(pending, pace)
                left_words = found_words - counts.words
                left_minutes = pace.minutes(left_words)
            left_units = found_units - counts.units
        report = LanguageReport(self._resources.target)
        if choice is not None:
            report = LanguageReport.of(self._resources.target, choice)
        return replace(
            report,
            units=counts.units,
            words=counts.words,
            drafted=counts.drafted,
            copied=counts.copied,
            refused=tuple(counts.refused),
            pretranslated=counts.pretranslated,
            repaired=counts.repaired,
            stale=tuple(counts.stale),
            skipped=counts.skipped,
            left=left_units,
            left_words=left_words,
            left_minutes=left_minutes,
            earlier=counts.earlier,
            missing=tuple(counts.missing),
            outdated=tuple(dict.fromkeys(counts.outdated)),
            minutes=expected,
        )

    # First pass

    def _survey(self, target: Target) -> Pending | None:
        """Reuse translations by people in one catalog, and count what is left for the engine; None if nothing is."""
        try:
            if not target.path.is_file():
                self._counts.missing += [target.path] if target.is_needed() else []
                return None
            catalog = target.read()
            try:
                catalog = self._reuse(target, catalog)
            except DocumentError as error:
                self._report(error)
        except (CatalogError, DocumentError) as error:
            self._report(error)
            return None
        redo = self._options.redo and self._engine is not None
        found = wanted(catalog, self._engine or _NO_ENGINE, redo=redo)
        self._counts.earlier += found.earlier
        return Pending.of(target, found.entries) if found.entries else None

    def _reuse(self, target: Target, catalog: Catalog) -> Catalog:
        """Pre-translate and repair entries of a catalog; returns the catalog as it is then."""
        memory, counts = self._resources.memory, self._counts
        edited = [entry for entry in catalog.live if is_edited(entry)]
        places = {}
        entries: tuple[Entry, ...] = ()
        if memory.threshold is not None and not self._options.dry_run and not self._is_spent(0):
            entries = wanted(catalog, MEMORY, redo=self._options.redo).entries
            places = surroundings(catalog) if entries else {}
        matches = {
            entry.key: found
            for entry in entries
            if entry.msgid_plural is None
            and (found := memory.matches(entry.msgid, self._resources.target, places.get(entry.key, NOWHERE)))
        }
        if not matches and not edited:
            return catalog
        texts = target.texts(catalog)
        drafts: dict[Key, Draft] = {}
        for entry in entries:
            if entry.key in matches and entry.key in texts.forms and not self._is_spent(len(drafts)):
                (text,), found = texts.forms[entry.key], matches[entry.key]
                draft = self._pretranslated(text, found)
                if draft is not None:
                    drafts[entry.key] = draft
        for entry in edited:
            if entry.key in texts.forms:
                draft = self._repaired(entry, texts, may_draft=not self._is_spent(len(drafts)))
                if draft is not None and draft.text is None:
                    counts.stale.append(_stale(target, entry, draft.reason))
                elif draft is not None:
                    drafts[entry.key] = draft
        refused = texts.refused({key: draft.text or "" for key, draft in drafts.items()})
        counts.stale += [
            _stale(target, entry, f"structure: {refused[entry.key]}") for entry in edited if entry.key in refused
        ]
        drafts = {key: draft for key, draft in drafts.items() if key not in refused}
        if not drafts:
            return catalog
        before = {entry.key: entry for entry in (*entries, *edited)}
        written = self._write(target, before, {key: (draft,) for key, draft in drafts.items()})
        if written is None:
            return catalog
        was_edited = {entry.key for entry in edited}
        counts.repaired += sum(key in was_edited for key in written.drafted)
        counts.pretranslated += sum(key not in was_edited for key in written.drafted)
        self._budget.take(len(written.drafted))
        return written.catalog

    def _pretranslated(self, text: Text, matches: Sequence[Match]) -> Draft | None:
        """A draft from the memory's matches; None if they give no valid one."""
        return self._tried(lambda resources: pretranslate(text, matches, resources))

    def _repaired(self, entry: Entry, texts: CatalogTexts, *, may_draft: bool) -> Draft | None:
        """The repaired text of an edited entry, or the reason why it stays stale; None if the budget leaves it for another run."""
        grammar = texts.forms[entry.key][0].grammar
        plan = plan_repair(entry, grammar, self._resources)
        if isinstance(plan, NotRepairable):
            return Draft(None, plan.reason)
        if self._options.dry_run or not may_draft:
            return None
        return self._tried(lambda resources: repaired(entry, plan, grammar, resources))

    def _tried(self, make: Callable[[LanguageResources], _T]) -> _T:
        """What ``make`` returns; if the engine fails, what it returns without one."""
        try:
            return make(self._resources)
        except (EngineError, PackageError) as error:
            self._report(error)
            self._resources = replace(self._resources, drafter=None)
            return make(self._resources)

    # Second pass

    def _limited(self, one: Pending) -> Pending | None:
        """What the budget allows of a catalog's entries; None: nothing."""
        units = self._budget.take(one.units)
        if not units or units == one.units:
            return one if units else None
        _, entries = self._read(one)
        return Pending.of(one.target, entries[:units])

    def _read(self, one: Pending) -> tuple[Catalog, tuple[Entry, ...]]:
        """A catalog as it is now, and its entries to draft; none if it cannot be read any more."""
        assert self._engine is not None
        try:
            catalog = one.target.read()
        except (CatalogError, FileProblem) as error:
            self._counts.units += one.units
            self._counts.words += one.words
            if isinstance(error, CatalogError):
                self._report(error)
            elif one.target.path.exists():
                raise
            else:
                self._counts.skipped += one.units  # somebody removed the catalog
            return Catalog(()), ()
        return catalog, wanted(catalog, self._engine, redo=self._options.redo).entries[: one.units]

    def _translate(self, pending: Sequence[Pending], pace: Pace) -> None:
        """Draft what is pending with the engine, batch by batch."""
        open_drafter, counts = self._resources.drafter, self._counts
        if not pending or open_drafter is None:
            # Nothing to do, or the engine failed before: what it was to draft is not left for want of time.
            counts.units, counts.words = pace.units, pace.words
            return
        try:
            drafter = open_drafter()
            room = self._room(pending, pace)
            whole = drafter.engine.whole_documents
            for works in batches(pending, self._read, room, whole_documents=whole):
                begun = pace.clock()
                # A document in parts is parsed once; the others are forgotten.
                paths = {work.target.path for work in works}
                self._texts = {path: texts for path, texts in self._texts.items() if path in paths}
                good = [(work, texts) for work in works if (texts := self._texts_of(work)) is not None]
                units = sum(len(work.entries) for work in works)
                words = sum(count_words(work.entries) for work in works)
                progress = pace.within(self._progress, words, units, self._resources.target)
                known = [texts for _, texts in good]
                drafts = draft_batch(drafter, [work for work, _ in good], known, progress) if good else []
                done = 0
                for (work, _), found in zip(good, drafts, strict=True):
                    done += len(work.entries)
                    self._finish(work, found)
                    what = f"{self._resources.target}: {work.target.label}"
                    pace.tell(self._progress, done, words * done // units, what)
                counts.units += units
                counts.words += words
                pace.finish(words, units, pace.clock() - begun)
        except (EngineError, PackageError) as error:
            self._report(error)
            counts.units, counts.words = pace.units, pace.words

    def _room(self, pending: Sequence[Pending], pace: Pace) -> Callable[[], Room]:
        """The size of batches. Without a deadline it does not depend on the clock."""
        assert self._choice is not None
        usual = CHUNK if expected_speed(self._choice) >= _FAST else min(CHUNK, _SLOW_CHUNK)
        usual *= max(1, (self._options.workers or processors()) // 2)
        word = sum(one.size for one in pending) / max(1, pace.words)

        def room() -> Room:
            if pace.deadline is None:
                return Room(usual)
            batch, total = pace.room()
            return Room(min(usual, int(batch * word)), int(total * word))

        return room

    def _finish(self, work: Work, drafts: Mapping[Key, Sequence[Draft]]) -> None:
        """Write the drafts of one catalog, and count them."""
        counts = self._counts
        before = {entry.key: entry for entry in work.entries}
        try:
            written = self._write(work.target, before, drafts)
        except CatalogError as error:
            self._report(error)
            return
        if written is None:
            counts.skipped += len(drafts)
            return
        counts.drafted += len(written.drafted)
        counts.copied += sum(all(draft.copied for draft in drafts[key]) for key in written.drafted)
        counts.skipped += len(drafts) - len(written.drafted) - len(written.refused)
        for key in written.refused:
            reason = next(draft.reason for draft in drafts[key] if draft.text is None)
            counts.refused.append(work.target.finding("refused_draft", Severity.WARNING, before[key], reason))
        if len(drafts) < len(work.entries):
            counts.outdated.append(work.target.path)

    # Both

    def _write(
        self, target: Target, before: Mapping[Key, Entry], drafts: Mapping[Key, Sequence[Draft]]
    ) -> FilledCatalog | None:
        """Write drafts into a catalog; None if somebody removed it. Raises CatalogError, and FileProblem where it cannot be written."""
        written = FilledCatalog(Catalog(()))

        def filled(catalog: Catalog) -> Catalog:
            nonlocal written
            written = write(catalog, before, drafts, redo=self._options.redo)
            return written.catalog

        try:
            changed = target.update(filled).changed
        except FileProblem:
            if target.path.exists():
                raise
            return None
        if changed:
            self.written.append(target.path)
        return written

    def _texts_of(self, work: Work) -> CatalogTexts | None:
        """The texts of a work's catalog; None if its document cannot be read."""
        path = work.target.path
        try:
            if path not in self._texts:
                self._texts[path] = work.target.texts(work.catalog)
        except DocumentError as error:
            self._report(error)
            return None
        return self._texts[path]

    def _is_spent(self, units: int) -> bool:
        """Whether the budget allows nothing beyond so many units."""
        return units >= self._budget.left or self._budget.over

    def _report(self, error: WorkflowError) -> None:
        if str(error) not in map(str, self.problems):
            self.problems.append(error)


def _stale(target: Target, entry: Entry, reason: str) -> Finding:
    return target.finding("stale_translation", Severity.NOTE, entry, reason)
