"""The report of ``check``."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from workflow.errors import WorkflowError
from workflow.findings import Finding
from workflow.model import Severity

__all__ = ["CheckReport", "Dismissed", "IgnoredBy", "OpinionReport", "UnusedIgnore", "shown_path"]


class IgnoredBy(StrEnum):
    """Where a person dismissed findings."""

    COMMENT = "comment"
    """In a ``workflow-ignore`` comment of the entry."""
    DIRECTIVE = "directive"
    """In an ``i18n:ignore`` before a block of the source."""
    CONFIGURATION = "configuration"
    """Under ``checks`` in ``workflow.yaml``."""


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A finding that a person dismissed, and why."""

    finding: Finding
    reason: str
    by: IgnoredBy = IgnoredBy.COMMENT


@dataclass(frozen=True, slots=True)
class UnusedIgnore:
    """A comment, directive or rule that dismisses nothing."""

    by: IgnoredBy
    path: Path
    line: int
    check: str
    why: str
    """A clause, without a full stop."""
    reason: str = ""
    """The reason that the person gave."""


@dataclass(frozen=True, slots=True)
class OpinionReport:
    """What a language model was asked in one run."""

    model: str = ""
    """Its name; empty if it was asked nothing."""
    judged: int = 0
    """Number of entries about which it gave an opinion now."""
    known: int = 0
    """Number of entries about which it had given one before, and which have not changed."""
    refused: tuple[str, ...] = ()
    """Its answers that are no judgement: place of the entry, and what came instead. They are asked again in the next run."""
    left: int = 0
    """Number of entries about which it was not asked: a limit was reached, or the server failed."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the checks found."""

    findings: tuple[Finding, ...] = ()
    """In the order of the catalogs and their lines."""
    dismissed: tuple[Dismissed, ...] = ()
    """What people dismissed."""
    unused_ignores: tuple[UnusedIgnore, ...] = ()
    """What dismisses nothing. Of directives and rules, those are judged for which all entries were checked."""
    hidden: tuple[Finding, ...] = ()
    """What a baseline hides."""
    gone: tuple[str, ...] = ()
    """The lines of a baseline whose findings no longer occur."""
    entries: int = 0
    """Number of entries checked."""
    searched: int = 0
    """Number of entries that need work: they were only searched for marks of a conflict."""
    catalogs: int = 0
    """Number of catalogs read."""
    files: tuple[Path, ...] = ()
    """The catalogs that were read."""
    problems: tuple[WorkflowError, ...] = ()
    """Catalogs and documents that could not be read, and the failure of the server for second opinions."""
    opinions: OpinionReport | None = None
    """None if no second opinion was asked for."""
    unspelled: tuple[str, ...] = ()
    """The languages whose spelling was not checked, since there is no dictionary, or it cannot be used."""

    @property
    def counts(self) -> Mapping[str, int]:
        """The number of findings by severity."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity.value: found[severity] for severity in Severity}

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of a severity or a higher one."""
        order = list(Severity)
        wanted = order[: order.index(severity) + 1]
        return tuple(finding for finding in self.findings if finding.severity in wanted)


def shown_path(path: Path, root: Path) -> str:
    """Return the path of a file as a report has it: relative to ``root``, the folder of the project, if the file is below it."""
    place = path.absolute()
    return place.relative_to(root).as_posix() if place.is_relative_to(root) else str(path)
