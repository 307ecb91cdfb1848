"""The whole publication at a glance: for each language what is missing, outdated, drafted, refused, dismissed and approved, and what
the checks find.

Units and words by state are those of ``status``, words by origin those of ``provenance``, and the findings those of ``check``. What is
counted here is what these do not tell: the reasons and the people.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from workflow.catalogs.approvals import Review, approvals_of, void_approvals_of
from workflow.catalogs.provenance import refusal_of
from workflow.catalogs.states import Need, need, state
from workflow.checking import CheckReport, check
from workflow.editing import UnitFilter, ignored, select
from workflow.errors import FileProblem, GlossaryError, WorkflowError
from workflow.model import Entry, Observer, Selection, Severity, State
from workflow.project import Project
from workflow.project.addresses import LocatedUnit
from workflow.reporting.provenance import ProvenanceReport, provenance
from workflow.reporting.queue import queued
from workflow.reporting.status import StatusReport, status
from workflow.segmentation import word_count

__all__ = ["Audit", "CheckTally", "DismissedCheck", "LanguageAudit", "RefusedTally", "SignedTally", "Tally", "audit"]


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of units, and of the words of their sources."""

    units: int = 0
    words: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.units + other.units, self.words + other.words)


@dataclass(frozen=True, slots=True)
class SignedTally:
    """The units that one person, or a rule, approved with one kind of look."""

    name: str
    """Empty for a rule without a name."""
    review: Review
    tally: Tally
    latest: str
    """The date of the last approval, ISO."""


@dataclass(frozen=True, slots=True)
class RefusedTally:
    """The units whose translation was refused for one reason, and that have no other one."""

    who: str
    """The person, or the engine whose drafts failed validation."""
    by_person: bool
    reason: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class DismissedCheck:
    """The findings of one check that a person dismissed for one reason."""

    check: str
    reason: str
    who: str
    holds: bool
    """Whether source and translation are as they were; otherwise the findings are reported again."""
    units: tuple[str, ...]
    """Addresses."""


@dataclass(frozen=True, slots=True)
class CheckTally:
    """How much one check finds."""

    id: str
    severity: Severity
    findings: int
    units: int
    """Number of entries with such a finding."""


@dataclass(frozen=True, slots=True)
class LanguageAudit:
    """What there is to know about one language, beside its states and origins."""

    language: str
    needs: Mapping[Need, Tally] = field(default_factory=dict)
    """Entries that need work, by the reason."""
    drafts: Mapping[str, Tally] = field(default_factory=dict)
    """Drafts that no person has read, by the risk in words."""
    approved: Mapping[Review, Tally] = field(default_factory=dict)
    """Approved entries by the closest look at each."""
    signed: tuple[SignedTally, ...] = ()
    """Who approved. An entry that two people approved is in the numbers of both."""
    revised: Tally = Tally()
    """Entries that more than one person approved."""
    void: Tally = Tally()
    """Entries that were approved, and whose source or translation has changed since."""
    refused: tuple[RefusedTally, ...] = ()
    dismissed: tuple[DismissedCheck, ...] = ()
    checks: tuple[CheckTally, ...] = ()
    """Errors first, then by falling number."""

    @property
    def findings(self) -> Mapping[str, int]:
        """The number of findings by severity."""
        found = Counter[Severity]()
        for one in self.checks:
            found[one.severity] += one.findings
        return {severity.value: found[severity] for severity in Severity}


@dataclass(frozen=True, slots=True)
class Audit:
    """The state of a publication."""

    status: StatusReport
    provenance: ProvenanceReport
    languages: tuple[LanguageAudit, ...]
    """In the order of ``status.languages``."""
    checked: int | None
    """Number of entries checked; None if the checks could not run."""
    problems: tuple[WorkflowError, ...] = ()
    """What could not be read, each once."""

    @property
    def checks(self) -> tuple[CheckTally, ...]:
        """What the checks find in all languages together; errors first, then by falling number."""
        return _sorted(one for language in self.languages for one in language.checks)


def audit(project: Project, selection: Selection = Selection(), *, observer: Observer = Observer()) -> Audit:
    """Look at a publication as a whole. Nothing is written but the cache of the checks.

    A catalog or document that cannot be read is a problem, and so is a glossary; the rest is looked at. Raises what ``status`` raises.
    """
    counted = status(project, selection, observer=observer)
    origins = provenance(project, selection, observer=observer)
    chosen = select(project, selection, UnitFilter(), observer=observer)
    problems: list[WorkflowError] = [*counted.problems, *origins.problems, *chosen.problems]
    found: CheckReport | None = None
    try:
        found = check(project, selection, observer=observer)
        problems += found.problems
    except (FileProblem, GlossaryError) as error:
        problems.append(error)
    units: dict[str, list[LocatedUnit]] = defaultdict(list)
    for unit in chosen.units:
        units[unit.language].append(unit)
    return Audit(
        counted,
        origins,
        tuple(_language(row.language, units[row.language], found) for row in counted.languages),
        None if found is None else found.entries,
        tuple({str(problem): problem for problem in problems}.values()),
    )


def _language(code: str, units: Sequence[LocatedUnit], found: CheckReport | None) -> LanguageAudit:
    collected = _Collected()
    for unit in units:
        collected.add(unit)
    needs, drafts, approved = collected.needs, collected.drafts, collected.approved
    order = list(Review)
    return LanguageAudit(
        code,
        {one: needs[one] for one in Need if one in needs},
        dict(sorted(drafts.items(), key=lambda one: -one[1].units)),
        {one: approved[one] for one in Review if one in approved},
        tuple(
            SignedTally(name, review, tally, collected.latest[name, review])
            for (name, review), tally in sorted(
                collected.signed.items(), key=lambda one: (order.index(one[0][1]), -one[1].units, one[0][0])
            )
        ),
        collected.revised,
        collected.void,
        tuple(
            RefusedTally(who, by_person, reason, tally)
            for (who, by_person, reason), tally in sorted(
                collected.refused.items(), key=lambda one: (not one[0][1], -one[1].units, one[0])
            )
        ),
        tuple(
            DismissedCheck(*key, units=tuple(addresses))
            for key, addresses in sorted(collected.dismissed.items(), key=lambda one: (one[0][0], -len(one[1]), one[0]))
        ),
        _checks(code, found),
    )


@dataclass(slots=True)
class _Collected:
    """The numbers of one language, while its units are added one by one."""

    needs: dict[Need, Tally] = field(default_factory=lambda: defaultdict(Tally))
    drafts: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    approved: dict[Review, Tally] = field(default_factory=lambda: defaultdict(Tally))
    signed: dict[tuple[str, Review], Tally] = field(default_factory=lambda: defaultdict(Tally))
    latest: dict[tuple[str, Review], str] = field(default_factory=lambda: defaultdict(str))
    revised: Tally = Tally()
    void: Tally = Tally()
    refused: dict[tuple[str, bool, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    dismissed: dict[tuple[str, str, str, bool], list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, unit: LocatedUnit) -> None:
        entry = unit.entry
        one = Tally(1, word_count(entry.msgid))
        where = state(entry)
        if (why := need(entry)) is not None:
            self.needs[why] += one
        if where is State.DRAFT:
            self.drafts[queued(unit).advice] += one
        elif where is State.APPROVED:
            self._approved(entry, one)
        elif where in (State.UNTRANSLATED, State.NEEDS_WORK) and (refusal := refusal_of(entry)) is not None:
            self.refused[refusal.by or refusal.engine, bool(refusal.by), refusal.reason] += one
        if void_approvals_of(entry):
            self.void += one
        for ignore in ignored(entry):
            self.dismissed[ignore.check, ignore.reason, ignore.by, ignore.valid].append(unit.address)

    def _approved(self, entry: Entry, one: Tally) -> None:
        approvals = approvals_of(entry)
        self.approved[approvals[0].review] += one
        for approval in approvals:
            key = approval.name, approval.review
            self.signed[key] += one
            self.latest[key] = max(self.latest[key], approval.date)
        if sum(not approval.by_rule for approval in approvals) > 1:
            self.revised += one


def _checks(code: str, found: CheckReport | None) -> tuple[CheckTally, ...]:
    numbers: Counter[tuple[str, Severity]] = Counter()
    units: dict[tuple[str, Severity], set[str | None]] = defaultdict(set)
    for finding in found.findings if found is not None else ():
        if finding.language == code:
            key = finding.id, finding.severity
            numbers[key] += 1
            units[key].add(finding.unit)
    return _sorted(CheckTally(*key, number, len(units[key])) for key, number in numbers.items())


def _sorted(tallies: Iterable[CheckTally]) -> tuple[CheckTally, ...]:
    """One tally for each check: errors first, then by falling number."""
    added: dict[tuple[str, Severity], CheckTally] = {}
    for one in tallies:
        key = one.id, one.severity
        before = added.get(key, CheckTally(*key, 0, 0))
        added[key] = CheckTally(*key, before.findings + one.findings, before.units + one.units)
    return tuple(sorted(added.values(), key=lambda one: (list(Severity).index(one.severity), -one.findings, one.id)))
