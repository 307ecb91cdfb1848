"""One unit with all that is known about it: what a person needs to decide about it."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from workflow import checking, glossary
from workflow.catalogs.approvals import Approval, approvals_of
from workflow.catalogs.comment_syntax import own_comments
from workflow.catalogs.provenance import Ignore, Refusal, conflict_of, ignored, previous_text, refusals_of
from workflow.editing import void_findings
from workflow.errors import WorkflowError
from workflow.findings import Finding
from workflow.glossary.checking import text_parts
from workflow.memory import NOWHERE, Memory, MemoryMatch, open_memory, surroundings
from workflow.model import Observer, Selection
from workflow.project import Project
from workflow.project.addresses import LocatedUnit
from workflow.publishing.language_policy import LanguagePolicy
from workflow.publishing.unit_findings import UnitFindings
from workflow.reporting.queue import Queued, queued

__all__ = ["UnitDetails", "UnitTerm", "describe", "describe_entry", "matches_of"]

T = TypeVar("T")

_MATCHES = 3
"""Maximum number of matches of the memory."""


@dataclass(frozen=True, slots=True)
class UnitTerm:
    """A term of the glossary in the source."""

    term: str
    targets: tuple[str, ...]
    forbidden: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class UnitDetails:
    """A unit, its translation, and what is known about both."""

    unit: Queued
    exact_address: str
    """The address with the hash of the translation: a decision with it is refused once the translation has changed."""
    document: Path
    """The source document's file."""
    document_line: int
    """1-based; 0 if the document does not have the unit any longer, or has no lines."""
    sources: tuple[str, ...]
    """The source; for a plural entry singular and plural."""
    texts: tuple[str, ...]
    """The translation, a text for each plural form."""
    context: str | None
    place: tuple[str, ...]
    """Kind and headings, and the author's notes (``#.``)."""
    notes: tuple[str, ...]
    """Comments by translators."""
    previous_source: str | None = None
    """The source that the translation belongs to, if it was edited since."""
    previous_texts: tuple[str, ...] | None = None
    """A person's translation before a machine changed it."""
    other_texts: tuple[str, ...] | None = None
    """The other side's translation, in a conflict."""
    approvals: tuple[Approval, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    ignored: tuple[Ignore, ...] = ()
    findings: tuple[Finding, ...] = ()
    terms: tuple[UnitTerm, ...] = ()
    matches: tuple[MemoryMatch, ...] = ()
    problems: tuple[WorkflowError, ...] = ()
    """What could not be looked up: a glossary or memory that cannot be read."""


def describe(
    project: Project,
    unit: LocatedUnit,
    *,
    with_findings: bool = True,
    memory: Memory | None = None,
    observer: Observer = Observer(),
) -> UnitDetails:
    """Return all that is known about a unit. Nothing is written but the caches of the memory and of the checks.

    Without ``with_findings``, the page is not rendered and the checks are not run, which takes time in a long document.
    ``memory``: the project's memory, if it is open. What cannot be read (document, glossary, memory) is left out, and named in
    ``problems``.
    """
    problems: list[WorkflowError] = []

    def tried(look: Callable[[], T]) -> T | None:
        try:
            return look()
        except WorkflowError as error:
            problems.append(error)
            return None

    line = tried(lambda: _line(project, unit)) or 0
    findings: list[Finding] = []
    if with_findings:
        findings += void_findings(project, unit)
        findings += tried(lambda: _page_findings(project, unit)) or ()
        findings += tried(lambda: _check_findings(project, unit)) or ()
    terms = tried(lambda: _terms(project, unit)) or ()
    matches = tried(lambda: matches_of(project, unit, memory=memory, observer=observer)) or ()
    return replace(
        describe_entry(unit),
        document=project.layout.source / unit.document,
        document_line=line,
        findings=tuple(findings),
        terms=terms,
        matches=matches,
        problems=tuple({str(problem): problem for problem in problems}.values()),
    )


def describe_entry(unit: LocatedUnit) -> UnitDetails:
    """Return what the entry alone tells about a unit."""
    entry = unit.entry
    return UnitDetails(
        queued(unit),
        unit.exact_address,
        Path(unit.document),
        0,
        (entry.msgid,) if entry.msgid_plural is None else (entry.msgid, entry.msgid_plural),
        entry.msgstr,
        entry.context,
        entry.extracted,
        own_comments(entry),
        entry.previous_msgid,
        previous_text(entry),
        conflict_of(entry),
        approvals_of(entry),
        refusals_of(entry),
        tuple(ignored(entry)),
    )


def _line(project: Project, unit: LocatedUnit) -> int:
    """The unit's line in its document."""
    return next((one.line for one in project.parse(unit.document).units if one.key == unit.entry.key), 0)


def _page_findings(project: Project, unit: LocatedUnit) -> list[Finding]:
    """The findings about the translation on its page."""
    document = project.parse(unit.document)
    decided = LanguagePolicy(project, unit.language).decide(document, project.catalogs.find(unit.path))
    found = UnitFindings(project, unit.language, unit.document).of(decided)
    return [one for one in found if one.unit == unit.address]


def _check_findings(project: Project, unit: LocatedUnit) -> list[Finding]:
    """What ``workflow check`` finds, without void approvals, which are told anyway."""
    report = checking.check(project, Selection((unit.language,), (unit.document,)))
    return [one for one in report.findings if one.unit == unit.address and one.id != "void_approval"]


def _terms(project: Project, unit: LocatedUnit) -> tuple[UnitTerm, ...]:
    terms = glossary.load(project).terms(unit.language)
    grammar = project.parse(unit.document).grammar
    found = (match.concept for part in text_parts(unit.entry.msgid, grammar) for match in terms.find(part))
    return tuple(UnitTerm(one.source, one.targets, one.forbidden, one.note) for one in dict.fromkeys(found))


def matches_of(
    project: Project, unit: LocatedUnit, *, memory: Memory | None = None, observer: Observer = Observer()
) -> tuple[MemoryMatch, ...]:
    """Return the best matches of the memory, without the unit's own translation; none for a plural entry.

    ``memory``: the project's memory, if it is open. Raises CatalogError, FileProblem and Locked.
    """
    if project.config.memory is None or unit.entry.msgid_plural is not None:
        return ()
    catalog = project.catalogs.find(unit.path)
    place = NOWHERE
    if catalog is not None:
        live = catalog.live
        at = next((number for number, one in enumerate(live) if one.key == unit.entry.key), None)
        if at is not None:  # its neighbours are enough
            near = replace(catalog, entries=live[max(at - 1, 0) : at + 2])
            place = surroundings(near).get(unit.entry.key, NOWHERE)
    with nullcontext(memory) if memory is not None else open_memory(project, observer=observer) as opened:
        found = opened.find(unit.entry.msgid, unit.language, place=place, limit=_MATCHES + 1)
    # The entry's own translation is in the memory, too.
    others = (one for one in found if (one.source, one.target) != (unit.entry.msgid, unit.entry.text))
    return tuple(others)[:_MATCHES]
