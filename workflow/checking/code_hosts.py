"""Findings for code hosts: annotations of GitHub Actions, and GitLab's code quality report."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from workflow.findings import Finding
from workflow.model import Severity

__all__ = ["github", "gitlab"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def github(findings: Sequence[Finding], root: Path) -> str:
    """Return workflow commands, one a line, which GitHub Actions shows beside the lines of a change."""
    lines = []
    for finding in findings:
        place = f"file={_property(_path(finding, root))},line={finding.catalog_line or 1},title={_property(finding.id)}"
        lines.append(f"::{_COMMANDS[finding.severity]} {place}::{_data(_text(finding))}")
    return "\n".join(lines)


def gitlab(findings: Sequence[Finding], root: Path) -> list[Mapping[str, Any]]:
    """Return a code quality report of GitLab: a list of objects, whose fingerprints are unique."""
    return [
        {
            "description": _text(finding),
            "check_name": finding.id,
            "fingerprint": _unique(finding, root),
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": _path(finding, root), "lines": {"begin": finding.catalog_line or 1}},
        }
        for finding in findings
    ]


def _unique(finding: Finding, root: Path) -> str:
    """GitLab merges findings with the same fingerprint, so the catalog is part of it."""
    return hashlib.sha256(f"{_path(finding, root)}\0{finding.fingerprint}".encode()).hexdigest()[:32]


def _text(finding: Finding) -> str:
    return str(finding.details.get("problem", finding.message))


def _path(finding: Finding, root: Path) -> str:
    path = (finding.catalog or Path()).absolute()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
