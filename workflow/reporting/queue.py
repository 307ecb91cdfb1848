"""The review queue: drafts that no person has read, the riskiest first; or other entries that a filter lets through."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workflow import risk_levels
from workflow.catalogs.approvals import void_approvals_of
from workflow.catalogs.hashes import source_hash, target_hash
from workflow.catalogs.provenance import DraftComment, draft_of
from workflow.catalogs.states import need, state
from workflow.checking import CheckOptions, check
from workflow.editing import UNKNOWN_RISK, UnitFilter, risk_of, select
from workflow.errors import WorkflowError
from workflow.model import Observer, Selection, State
from workflow.project import Project
from workflow.project.addresses import LocatedUnit
from workflow.readings import reading
from workflow.reporting.expectations import Expectation, expectations

__all__ = ["DRAFTS", "Queue", "Queued", "by_risk", "queue", "queued"]

DRAFTS = UnitFilter(states=(State.DRAFT.value,))
"""The entries that wait for a review."""


@dataclass(frozen=True, slots=True)
class Queued:
    """An entry to review."""

    address: str
    """``es:guide#3f2a91c0``."""
    catalog: Path
    line: int
    """1-based line of its entry in the catalog."""
    source: str
    text: str
    """The translation; for a plural entry its first form."""
    risk: float | None
    """Of a draft, from 0 to 1; None if it was not estimated."""
    reasons: tuple[str, ...]
    """Why the risk is higher than usual, in words."""
    engine: str
    """The source of the draft: ``argos translate-en_es-1.9``, ``memory``, ``copy``; empty for a person's text."""
    hash: str
    """The hash of the package; empty for a source without one."""
    advice: str
    """The risk in words: ``look closely``, ``read it`` or ``probably fine``; empty for a person's text."""
    state: State = State.DRAFT
    need: str = ""
    """Why the entry needs work: ``stale``, ``unfinished`` or ``conflict``; else empty."""
    void: tuple[str, ...] = ()
    """Approvals that no longer hold, in words."""
    source_hash: str = ""
    text_hash: str = ""
    """With it, ``workflow approve -`` refuses a translation that has changed since."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The entries to review, and catalogs that could not be read."""

    waiting: tuple[Queued, ...]
    problems: tuple[WorkflowError, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    """What to expect of the drafts, for each language and package."""
    units: tuple[LocatedUnit, ...] = ()
    """The entries of ``waiting`` themselves."""


def queue(
    project: Project,
    selection: Selection = Selection(),
    wanted: UnitFilter = DRAFTS,
    checks: Sequence[str] = (),
    *,
    observer: Observer = Observer(),
) -> Queue:
    """List the entries that ``wanted`` lets through: drafts first, the riskiest first, all others in the project's order.

    ``checks``: ids of checks, one of which must find something in an entry. A catalog that does not exist has none; one that is broken
    is a problem. Raises what ``editing.select`` and ``checking.check`` raise.
    """
    found = select(project, selection, wanted, observer=observer)
    units = by_risk(found.units)
    if checks:
        report = check(project, selection, CheckOptions(select=tuple(checks)), observer=observer)
        named = {finding.unit for finding in report.findings}
        units = tuple(unit for unit in units if unit.address in named)
    waiting = tuple(map(queued, units))
    made: dict[str, dict[str, str]] = {code: {} for code in project.config.select_languages(selection.languages)}
    for one in waiting:
        if one.hash:
            made[one.address.partition(":")[0]][one.hash] = one.engine.rpartition(" ")[2]
    return Queue(waiting, found.problems, expectations(project, made), units)


def by_risk(units: Iterable[LocatedUnit]) -> tuple[LocatedUnit, ...]:
    """Sort units: drafts by falling risk, then all others; those of equal risk stay in order."""

    def rank(unit: LocatedUnit) -> tuple[bool, float]:
        risk = risk_of(unit.entry)
        return risk is None, -(UNKNOWN_RISK if risk is None else risk)

    return tuple(sorted(units, key=rank))


def queued(unit: LocatedUnit) -> Queued:
    """Return a unit as a line of the queue."""
    entry = unit.entry
    draft = draft_of(entry) or DraftComment("")
    names = dict(draft.extra).get("why", "").split(",")
    return Queued(
        unit.address,
        unit.path,
        entry.line,
        entry.msgid,
        entry.text,
        draft.risk,
        tuple(risk_levels.REASONS.get(name, name) for name in names if name),
        f"{draft.engine} {draft.package}".strip(),
        draft.hash,
        risk_levels.level(draft.risk, reading(draft.hash)) if draft.engine else "",
        state(entry),
        need(entry) or "",
        tuple(one.text for one in void_approvals_of(entry)),
        source_hash(entry),
        target_hash(entry),
    )
