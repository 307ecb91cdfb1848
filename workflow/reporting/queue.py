"""The review queue: drafts that no person has read, the riskiest first."""

from dataclasses import dataclass
from pathlib import Path

from workflow import risk_levels
from workflow.catalogs.provenance import DraftComment, draft_of
from workflow.catalogs.states import address, state
from workflow.errors import CatalogError, WorkflowError
from workflow.model import Entry, Observer, Selection, State
from workflow.project import Project
from workflow.readings import reading
from workflow.reporting.expectations import Expectation, expectations

__all__ = ["Queue", "Queued", "queue"]

_UNKNOWN = 0.5
"""The risk by which a draft without an estimate is sorted."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A draft to review."""

    address: str
    """``es:guide#3f2a91c0``."""
    catalog: Path
    line: int
    """1-based line of its entry in the catalog."""
    source: str
    text: str
    """The draft; for a plural entry its first form."""
    risk: float | None
    """From 0 to 1; None if it was not estimated."""
    reasons: tuple[str, ...]
    """Why the risk is higher than usual, in words."""
    engine: str
    """The source of the draft: ``argos translate-en_es-1.9``, ``memory``, ``copy``."""
    hash: str
    """The hash of the package; empty for a source without one."""
    advice: str
    """The risk in words: ``look closely``, ``read it`` or ``probably fine``."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The drafts to review, and catalogs that could not be read."""

    waiting: tuple[Queued, ...]
    problems: tuple[WorkflowError, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    """What to expect of the drafts, for each language and package."""


def queue(
    project: Project,
    selection: Selection = Selection(),
    *,
    observer: Observer = Observer(),
) -> Queue:
    """List the drafts that no person has read, the riskiest first, those of equal risk in the project's order.

    A catalog that does not exist has no drafts; one that is broken is a problem. Raises BadInput and ConfigError.
    """
    chosen = project.config.select_languages(selection.languages)
    named = project.documents.select(selection.documents)
    found: list[Queued] = []
    problems: list[WorkflowError] = []
    for done, code in enumerate(chosen):
        for number, document in enumerate(named):
            observer.report(done * len(named) + number, len(chosen) * len(named), f"{code}: {document}")
            path = project.catalog_path(code, document)
            try:
                catalog = project.catalogs.find(path)
            except CatalogError as error:
                problems.append(error)
                continue
            found += [
                _queued(path, address(code, project.documents.name(document), entry), entry, draft)
                for entry in (catalog.live if catalog is not None else ())
                if state(entry) is State.DRAFT and (draft := draft_of(entry)) is not None
            ]
    made: dict[str, dict[str, str]] = {code: {} for code in chosen}
    for one in found:
        if one.hash:
            made[one.address.partition(":")[0]][one.hash] = one.engine.rpartition(" ")[2]
    found.sort(key=lambda one: -(_UNKNOWN if one.risk is None else one.risk))
    return Queue(tuple(found), tuple(problems), expectations(project, made))


def _queued(path: Path, where: str, entry: Entry, draft: DraftComment) -> Queued:
    names = dict(draft.extra).get("why", "").split(",")
    return Queued(
        where,
        path,
        entry.line,
        entry.msgid,
        entry.text,
        draft.risk,
        tuple(risk_levels.REASONS.get(name, name) for name in names if name),
        f"{draft.engine} {draft.package}".strip(),
        draft.hash,
        risk_levels.level(draft.risk, reading(draft.hash)),
    )
