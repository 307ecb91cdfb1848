"""The findings of ``check`` as a page for people, who read it in a browser or on paper."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workflow.checking.report import CheckReport, Dismissed, shown_path
from workflow.checks.rules import RULES
from workflow.findings import Finding
from workflow.model import Severity, Span
from workflow.report_pages import ChartPart, LanguageText, corrected, in_language, marked, parts, rendered

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["html_report"]


@dataclass(frozen=True, slots=True)
class _Check:
    """A row of the table of checks."""

    id: str
    severity: str
    description: str
    number: int
    chart: tuple[ChartPart, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """A finding on the page."""

    id: str
    severity: str
    problem: str
    catalog: str
    place: str
    """The line in the PO file."""
    origin: str
    """The place in the document; empty if it is not known."""
    unit: str
    source: "Markup"
    target: "Markup"
    fix: "Markup | None"


@dataclass(frozen=True, slots=True)
class _Group:
    """The findings of a catalog."""

    catalog: str
    language: LanguageText
    code: str
    serious: tuple[_Item, ...]
    """Errors, then warnings."""
    notes: tuple[_Item, ...]
    counts: Mapping[str, int]


def html_report(report: CheckReport, root: Path) -> str:
    """Return the page. ``root``: the folder to which paths are relative.

    Findings are grouped by catalog, errors first. The part that is wrong is in ``<mark>``, and a correction shows what it changes.
    """
    by_catalog: dict[Path, list[Finding]] = {}
    for finding in report.findings:
        by_catalog.setdefault(finding.catalog or Path(), []).append(finding)
    return rendered(
        "check.html",
        counts=report.counts,
        chart=parts(report.counts),
        entries=report.entries,
        catalogs=report.catalogs,
        checks=_checks(report.findings),
        groups=[_group(path, found, root) for path, found in by_catalog.items()],
        dismissed=[_dismissed(one, root) for one in report.dismissed],
        problems=[str(problem) for problem in report.problems],
    )


def _checks(findings: Sequence[Finding]) -> list[_Check]:
    """The checks that found something, by severity and number."""
    numbers = Counter((finding.id, finding.severity) for finding in findings)
    order = sorted(numbers.items(), key=lambda one: (list(Severity).index(one[0][1]), -one[1], one[0][0]))
    most = max(numbers.values(), default=0)
    return [
        _Check(name, severity.value, RULES[name].description, number, parts({severity.value: number}, most))
        for (name, severity), number in order
    ]


def _group(path: Path, findings: Sequence[Finding], root: Path) -> _Group:
    numbers = Counter(finding.severity for finding in findings)
    items = [_item(one, root) for severity in Severity for one in findings if one.severity is severity]
    code = findings[0].language or ""
    return _Group(
        shown_path(path, root),
        in_language(code),
        code,
        tuple(item for item in items if item.severity != Severity.NOTE),
        tuple(item for item in items if item.severity == Severity.NOTE),
        {severity.value: numbers[severity] for severity in Severity if numbers[severity]},
    )


def _item(finding: Finding, root: Path) -> _Item:
    source, target = (str(finding.details.get(name, "")) for name in ("source", "target"))
    origin = (
        f"{shown_path(finding.source, root)}:{finding.source_line}" if finding.source and finding.source_line else ""
    )
    return _Item(
        finding.id,
        finding.severity.value,
        str(finding.details.get("problem", finding.message)),
        shown_path(finding.catalog or Path(), root),
        f"line {finding.catalog_line}",
        origin,
        finding.unit or "",
        marked(source, _pair(finding.source_span)),
        marked(target, _pair(finding.span)),
        None if finding.fix is None else corrected(target, finding.fix),
    )


def _dismissed(one: Dismissed, root: Path) -> tuple[_Item, LanguageText, str]:
    return _item(one.finding, root), in_language(one.finding.language), one.reason


def _pair(span: Span | None) -> tuple[int, int] | None:
    return None if span is None else (span.start, span.end)
