"""Findings for code hosts: annotations of GitHub Actions, and GitLab's code quality report."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from workflow.checking.report import shown_path
from workflow.errors import CatalogError, WorkflowError
from workflow.findings import Finding
from workflow.model import Severity

__all__ = ["github", "gitlab"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def github(findings: Sequence[Finding], root: Path, problems: Sequence[WorkflowError] = ()) -> str:
    """Return workflow commands, one a line, which GitHub Actions shows beside the lines of a change. ``problems``: what could not be checked."""
    lines = []
    for finding in findings:
        place = f"file={_property(_path(finding, root))},line={finding.catalog_line or 1},title={_property(finding.id)}"
        lines.append(f"::{_COMMANDS[finding.severity]} {place}::{_data(_text(finding))}")
    for problem in problems:
        file, line = _place(problem, root)
        where = f"file={_property(file)},line={line}," if file else ""
        lines.append(f"::error {where}title=not checked::{_data(str(problem))}")
    return "\n".join(lines)


def gitlab(findings: Sequence[Finding], root: Path, problems: Sequence[WorkflowError] = ()) -> list[Mapping[str, Any]]:
    """Return a code quality report of GitLab: a list of objects, whose fingerprints are unique. ``problems``: what could not be checked."""
    found = [
        {
            "description": _text(finding),
            "check_name": finding.id,
            "fingerprint": _unique(finding, root),
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": _path(finding, root), "lines": {"begin": finding.catalog_line or 1}},
        }
        for finding in findings
    ]
    return found + [_unchecked(problem, root) for problem in problems]


def _unchecked(problem: WorkflowError, root: Path) -> dict[str, Any]:
    file, line = _place(problem, root)
    return {
        "description": str(problem),
        "check_name": "unread_input",
        "fingerprint": _hash("unread_input", file or str(problem)),
        "severity": "blocker",
        "location": {"path": file or ".", "lines": {"begin": line}},
    }


def _place(problem: WorkflowError, root: Path) -> tuple[str, int]:
    """The file and the line of a problem; no file if it is not known."""
    if isinstance(problem, CatalogError) and problem.file:
        return shown_path(Path(problem.file), root), problem.line or 1
    return "", 1


def _unique(finding: Finding, root: Path) -> str:
    """GitLab merges findings with the same fingerprint, so the catalog is part of it."""
    return _hash(_path(finding, root), finding.fingerprint)


def _hash(*parts: str) -> str:
    """A hash of texts, which may hold the name of a file that is not UTF-8."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _text(finding: Finding) -> str:
    return str(finding.details.get("problem", finding.message))


def _path(finding: Finding, root: Path) -> str:
    return shown_path(finding.catalog or Path(), root)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
