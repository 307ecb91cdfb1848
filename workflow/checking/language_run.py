"""Runs the checks over the catalogs of a language, and compares their entries with each other."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workflow.checking.catalog_records import CatalogRecord, CatalogRecords
from workflow.checking.catalog_run import CatalogOutcome, CatalogRun, EntryPlace, Fixable
from workflow.checking.ignores import IgnoreLedger
from workflow.checking.options import CheckOptions
from workflow.checking.report import CheckReport, UnusedIgnore
from workflow.checking.result_cache import FoundProblem, ResultCache
from workflow.checks.model import CheckedEntry, EntryFacts
from workflow.checks.rules import CATALOG_CHECKS
from workflow.errors import CatalogError, DocumentError, FileProblem, WorkflowError
from workflow.findings import Finding
from workflow.parse_cache import uncollected
from workflow.workers import spread

__all__ = ["FurtherChecks", "LanguageCheck", "combined", "finish"]

_WORTH = 1000
"""The entries for which a further process is started: it takes as long as checking some hundreds."""

FurtherChecks = Callable[[Sequence[tuple[CheckedEntry, EntryPlace]]], Iterable[FoundProblem]]
"""What else is found in entries of a language, each with the number of its entry."""


@dataclass(slots=True, eq=False)
class _Part:
    """A catalog: what is known about it, or the run that checks it."""

    read: Callable[[CatalogRun], None]
    name: str
    current_key: Callable[[], str | None]
    key: str | None
    record: CatalogRecord | None = None
    run: CatalogRun | None = None
    facts: list[EntryFacts] | None = None


@dataclass(slots=True)
class LanguageCheck:
    """Checks the catalogs of one language, which ``add`` takes one at a time; ``finish`` below checks them."""

    options: CheckOptions
    cache: ResultCache
    root: Path | None = None
    """The folder below which paths are named in messages."""
    ignores: IgnoreLedger = field(default_factory=IgnoreLedger)
    further: FurtherChecks | None = None
    records: CatalogRecords = field(default_factory=CatalogRecords)
    """What is known about catalogs that did not change."""
    alone: bool = False
    """Whether each entry is checked by itself: none are compared with each other, and ``finish`` does not save the cache."""
    outcomes: list[CatalogOutcome] = field(default_factory=list)
    fixable: list[Fixable] = field(default_factory=list)
    """The entries with corrections, of the catalogs that were read."""
    problems: list[WorkflowError] = field(default_factory=list)
    """The catalogs and documents that could not be read."""
    _parts: list[_Part] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        """What was found, in the order of the catalogs and their lines."""
        return [finding for outcome in self.outcomes for finding in outcome.findings]

    def add(
        self, read: Callable[[CatalogRun], None], name: str = "", key: Callable[[], str | None] = lambda: None
    ) -> None:
        """Add a catalog. ``read`` adds its entries to a run; it is not called if the records know the catalog by its name and its key, a
        hash of all that its results depend on, or None if that is not known. A CatalogError, DocumentError or FileProblem that it raises is
        kept in ``problems``.
        """
        part = _Part(read, name, key, key())
        if part.key is not None:
            part.record = self.records.get(name, part.key)
        if part.record is not None or self._is_read(part):
            self._parts.append(part)

    def runs(self) -> list[CatalogRun]:
        """Return the runs of the catalogs that are not known."""
        return [part.run for part in self._parts if part.run is not None]

    def report(self) -> None:
        """Compare the entries with each other, and make the findings."""
        compared: Sequence[Sequence[FoundProblem]] = [] if self.alone or self._are_compared() else self._compared()
        further = iter(self._further())
        for number, part in enumerate(self._parts):
            if part.run is not None:
                found = compared[number] if compared else ()
                outcome = part.run.report(found, next(further))
                self.fixable += part.run.fixable
                if part.key is not None:
                    self.records.put(part.name, part.key, outcome, found, part.facts or ())
            else:
                assert part.record is not None
                outcome = part.record.outcome
            self.ignores.merge(outcome.ignores)
            self.outcomes.append(outcome)
        if not self.alone:
            self.cache.save()
            self.records.save(self._names())
        self._parts.clear()

    def _is_read(self, part: _Part) -> bool:
        """Read the entries of a catalog; False if that is a problem."""
        part.run, part.record, part.facts = CatalogRun(self.options, self.root, self.ignores.emptied()), None, None
        try:
            part.read(part.run)
        except (CatalogError, DocumentError, FileProblem) as error:
            self.problems.append(error)
            return False
        if part.key is not None and part.current_key() != part.key:  # somebody saved it meanwhile
            part.key = None
        return True

    def _names(self) -> list[tuple[str, str]]:
        return [(part.name, part.key or "") for part in self._parts]

    def _are_compared(self) -> bool:
        return all(part.record for part in self._parts) and self.records.are_compared(self._names())

    def _compared(self) -> list[list[FoundProblem]]:
        """What the entries of each catalog have, compared with those of all. A known catalog in which that has changed is read again."""
        checks = [check for check in CATALOG_CHECKS if check.id in self.options.ids()]
        if not checks:
            return [[] for _ in self._parts]
        while True:
            for part in self._parts:
                if part.facts is None:
                    part.facts = part.record.facts() if part.record else part.run.facts() if part.run else []
            facts = [part.facts or [] for part in self._parts]
            owners = [(number, at) for number, of_part in enumerate(facts) for at in range(len(of_part))]
            all_facts = [one for of_part in facts for one in of_part]
            found: list[list[FoundProblem]] = [[] for _ in facts]
            for check in checks:
                for at, problem in check.find(all_facts):
                    number, own = owners[at]
                    found[number].append(FoundProblem(check.id, problem, own))
            outdated = [
                part
                for part, now in zip(self._parts, found, strict=True)
                if part.record is not None and not part.record.has_compared(now)
            ]
            if not outdated:
                return found
            unread = [part for part in outdated if not self._is_read(part)]
            self._parts = [part for part in self._parts if part not in unread]
            _check([(self, part.run) for part in outdated if part.run is not None])

    def _further(self) -> list[list[FoundProblem]]:
        """What else is found, by catalog that is not known."""
        found: list[list[FoundProblem]] = [[] for _ in self.runs()]
        if self.further is not None:
            asked = [run.asked() for run in self.runs()]
            owners = [(number, at) for number, of_run in enumerate(asked) for at in range(len(of_run))]
            for one in self.further([entry for of_run in asked for entry in of_run]):
                number, own = owners[one.at]
                found[number].append(one._replace(at=own))
        return found


def finish(runs: Sequence[LanguageCheck]) -> None:
    """Check the entries that the caches do not know, compare those of each language with each other, and make the findings."""
    with uncollected():
        _check([(run, catalog) for run in runs for catalog in run.runs()])
        for run in runs:
            run.report()


def _check(catalogs: Sequence[tuple[LanguageCheck, CatalogRun]]) -> None:
    """Check the entries that the caches do not know.

    Entries of one source are checked one after the other: what was found about the source is then remembered in all its languages. Entries
    that are the same are checked once.
    """
    by_source: dict[str, dict[str, list[_Unknown]]] = defaultdict(lambda: defaultdict(list))
    for run, catalog in catalogs:
        for number, source, key in catalog.unknown(run.cache):
            by_source[source][key].append((run, catalog, number))
    alike = [list(by_key.values()) for by_key in by_source.values()]
    worth = -(-_WORTH * len(alike) // max(sum(map(len, alike)), 1))
    # The first ones load the word lists, so that further processes have them.
    for part in (alike[:1], alike[1:]):
        for at, found in spread(_checked, part, worth=max(worth, 1)):
            for same, problems in zip(part[at], found, strict=True):
                for run, catalog, number in same:
                    catalog.take(number, problems, run.cache)


_Unknown = tuple[LanguageCheck, CatalogRun, int]
"""An entry that no cache knows: its run, its catalog and its number there."""


def _checked(entries: Sequence[Sequence[_Unknown]]) -> list[list[FoundProblem]]:
    """What is found in the first one of entries that are the same."""
    return [catalog.check(number) for (_, catalog, number), *_ in entries]


def combined(
    runs: Sequence[LanguageCheck], problems: Sequence[WorkflowError], unused: tuple[UnusedIgnore, ...] = ()
) -> CheckReport:
    """Return the report of finished runs; a problem that several of them met is named once."""
    outcomes = [outcome for run in runs for outcome in run.outcomes]
    files = tuple(dict.fromkeys(outcome.path for outcome in outcomes if outcome.path is not None))
    return CheckReport(
        findings=tuple(finding for outcome in outcomes for finding in outcome.findings),
        dismissed=tuple(one for outcome in outcomes for one in outcome.dismissed),
        unused_ignores=unused,
        entries=sum(outcome.entries for outcome in outcomes),
        searched=sum(outcome.searched for outcome in outcomes),
        catalogs=len(files),
        files=files,
        unspelled=tuple(dict.fromkeys(outcome.unspelled for outcome in outcomes if outcome.unspelled)),
        problems=tuple({str(problem): problem for problem in problems}.values()),
    )
