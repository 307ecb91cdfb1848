"""Draft the catalogs of one language: pre-translation, repair, engine, structure check, write.

The first pass fills and repairs entries from translations by people, and counts what is left; the second drafts that with the engine.
Between the passes only counts are kept, so that memory does not grow with the project.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from workflow.checks.word_tables import table_problem
from workflow.drafting.budget import Pace, expected_speed, minutes, steady
from workflow.drafting.engine_pass import EnginePass
from workflow.drafting.entries import wanted
from workflow.drafting.ledger import Ledger
from workflow.drafting.options import DraftOptions
from workflow.drafting.report import FallbackReport, LanguageReport
from workflow.drafting.reuse.base import LanguageResources
from workflow.drafting.reuse_pass import ReusePass
from workflow.drafting.selection import Pending
from workflow.drafting.targets import Target
from workflow.drafting.translation.draft import DraftSource
from workflow.engines.choice import Choice
from workflow.errors import CatalogError, DocumentError, FileProblem, WorkflowError
from workflow.files import exists
from workflow.model import Observer

__all__ = ["LanguageRun"]

_NO_ENGINE = DraftSource("none")
"""The draft source by which entries are counted if there is no engine."""


class LanguageRun:
    """One language's run. ``choice``: None if choosing an engine failed; only translations by people are used then."""

    def __init__(
        self, resources: LanguageResources, choice: Choice | None, options: DraftOptions, observer: Observer
    ) -> None:
        self._language = resources.target
        self._choice = choice
        self._options = options
        self._progress = steady(observer.progress)
        self._ledger = Ledger(resources.target, announce=observer.announce)
        self._reuse = ReusePass(resources, options, self._ledger)
        self._engines = tuple(one.source for one in resources.drafters)

    @property
    def written(self) -> Sequence[Path]:
        """Catalogs whose bytes changed."""
        return self._ledger.written

    @property
    def problems(self) -> Sequence[WorkflowError]:
        """Errors that kept catalogs from being drafted."""
        return self._ledger.problems

    def run(self, targets: Sequence[Target]) -> LanguageReport:
        """Draft the catalogs. Errors of single catalogs and of the engine are collected in ``problems``."""
        pending = [one for target in targets if (one := self._survey(target)) is not None]
        units, words = sum(one.units for one in pending), sum(one.words for one in pending)
        ledger, choice = self._ledger, self._choice
        left_minutes = expected = None
        if choice is None or not self._engines:
            ledger.units, ledger.words = units, words
        else:
            # Its checks are left out: a person should know it from the run, and not only from ``doctor``.
            if pending and (problem := table_problem(choice.source, choice.target)):
                ledger.report(problem)
            pending = [limited for one in pending if (limited := self._limited(one)) is not None]
            pace = self._pace(pending, choice)
            if self._options.dry_run:
                ledger.units, ledger.words = pace.units, pace.words
                expected = minutes(pace.words, choice)
            else:
                self._translate(pending, pace)
                left_minutes = pace.minutes(words - ledger.words)
        report = LanguageReport.of(self._language, choice) if choice else LanguageReport(self._language)
        return replace(
            report,
            units=ledger.units,
            words=ledger.words,
            drafted=ledger.drafted,
            copied=ledger.copied,
            fallbacks=self._fallbacks(),
            failed=tuple(ledger.failed),
            refused=tuple(ledger.refused.values()),
            pretranslated=ledger.pretranslated,
            repaired=ledger.repaired,
            stale=tuple(ledger.stale),
            unused=tuple(ledger.unused),
            skipped=ledger.skipped,
            left=units - ledger.units,
            left_words=0 if self._options.dry_run else words - ledger.words,
            left_minutes=left_minutes,
            earlier=ledger.earlier,
            missing=tuple(ledger.missing),
            outdated=tuple(dict.fromkeys(ledger.outdated)),
            minutes=expected,
        )

    def _survey(self, target: Target) -> Pending | None:
        """Reuse translations by people in one catalog, and count what is left for the engine; None if nothing is."""
        try:
            if not exists(target.path):
                self._ledger.missing += [target.path] if target.is_needed() else []
                return None
            catalog = target.read()
            try:
                catalog = self._reuse.run(target, catalog)
            except DocumentError as error:
                self._ledger.report(error)
        except (CatalogError, DocumentError, FileProblem) as error:
            self._ledger.report(error)
            return None
        redo = self._options.redo and bool(self._engines)
        found = wanted(catalog, *(self._engines or (_NO_ENGINE,)), redo=redo)
        if self._options.dry_run and found.entries and not self._is_readable(target):
            return None
        self._ledger.earlier += found.earlier
        return Pending.of(target, found.entries) if found.entries else None

    def _is_readable(self, target: Target) -> bool:
        """Whether the document of a catalog can be read, so that its entries would be drafted."""
        try:
            target.is_needed()
        except (DocumentError, FileProblem) as error:
            self._ledger.report(error)
            return False
        return True

    def _limited(self, one: Pending) -> Pending | None:
        """What the budget allows of a catalog's entries; None: nothing."""
        units = self._options.budget.take(one.units)
        if not units or units == one.units:
            return one if units else None
        try:
            entries = wanted(one.target.read(), *self._engines, redo=self._options.redo).entries
        except (CatalogError, FileProblem):
            return replace(one, units=units)  # the second pass reads it again and reports the error
        return Pending.of(one.target, entries[:units])

    def _pace(self, pending: Sequence[Pending], choice: Choice) -> Pace:
        budget = self._options.budget
        words, units = sum(one.words for one in pending), sum(one.units for one in pending)
        return Pace(budget.clock, expected_speed(choice), words, units, budget.deadline)

    def _translate(self, pending: Sequence[Pending], pace: Pace) -> None:
        """Draft the pending entries. If every engine fails, they count as done, since they are not left for lack of time."""
        drafters, ledger = self._reuse.resources.drafters, self._ledger
        engine_pass = EnginePass(drafters, self._language, self._options, ledger, self._progress)
        if not engine_pass.run(pending, pace):
            ledger.units, ledger.words = pace.units, pace.words

    def _fallbacks(self) -> tuple[FallbackReport, ...]:
        """The fallbacks that made drafts."""
        choices = self._choice.fallbacks if self._choice else ()
        return tuple(
            FallbackReport(one.engine.name, one.engine.package, one.quality, count)
            for one in choices
            if one.engine and (count := self._ledger.by_engine[DraftSource.of(one.engine)])
        )
