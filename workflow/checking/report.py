"""The report of ``check``."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workflow.errors import WorkflowError
from workflow.findings import Finding
from workflow.model import Severity

__all__ = ["CheckReport", "Dismissed", "LanguageResult"]

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A finding that a person dismissed, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class LanguageResult:
    """What the checks found in the catalogs of one language."""

    findings: tuple[Finding, ...] = ()
    dismissed: tuple[Dismissed, ...] = ()
    entries: int = 0
    """Number of entries checked."""
    catalogs: frozenset[Path] = frozenset()
    """The catalogs read."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the checks found."""

    findings: tuple[Finding, ...] = ()
    """In the order of the catalogs and their lines."""
    dismissed: tuple[Dismissed, ...] = ()
    """What a ``workflow-ignore`` comment dismisses."""
    entries: int = 0
    """Number of entries checked."""
    catalogs: int = 0
    """Number of catalogs read."""
    problems: tuple[WorkflowError, ...] = ()
    """Catalogs and documents that could not be read."""

    @property
    def counts(self) -> Mapping[str, int]:
        """The number of findings by severity."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity.value: found[severity] for severity in _ORDER}

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of a severity or a higher one."""
        wanted = _ORDER[: _ORDER.index(severity) + 1]
        return tuple(finding for finding in self.findings if finding.severity in wanted)
