"""Findings as SARIF 2.1.0 (OASIS), which code hosts show beside the lines of a change."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from workflow.checks.rules import RULES
from workflow.errors import CatalogError, WorkflowError
from workflow.findings import Finding
from workflow.model import Severity

__all__ = ["sarif"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_FINGERPRINT = "workflowEntry/v1"


def sarif(
    findings: Sequence[Finding], root: Path, version: str, problems: Sequence[WorkflowError] = ()
) -> dict[str, Any]:
    """Return a SARIF log. ``root``: the folder to which paths are relative. ``version``: that of this program.
    ``problems``: what could not be checked.

    Fingerprints are made of the check and the key of the entry, so that a moved line is no new result.
    """
    used = list(dict.fromkeys(finding.id for finding in findings))
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "workflow check",
                        "version": version,
                        "rules": [_rule(name) for name in used],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not problems,
                        "toolExecutionNotifications": [_notification(problem, root) for problem in problems],
                    }
                ],
                "results": [_result(finding, used.index(finding.id), root) for finding in findings],
            }
        ],
    }


def _rule(name: str) -> Mapping[str, Any]:
    rule = RULES[name]
    return {
        "id": name,
        "shortDescription": {"text": rule.description},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"mqm": rule.mqm},
    }


def _notification(problem: WorkflowError, root: Path) -> Mapping[str, Any]:
    place = (
        [_location(Path(problem.file), problem.line, root)]
        if isinstance(problem, CatalogError) and problem.file
        else []
    )
    return {"level": "error", "message": {"text": str(problem)}, "locations": place}


def _result(finding: Finding, number: int, root: Path) -> Mapping[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.id,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": str(finding.details.get("problem", finding.message))},
        "locations": [_location(finding.catalog, finding.catalog_line, root)] if finding.catalog else [],
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
    }
    if finding.source is not None:
        result["relatedLocations"] = [_location(finding.source, finding.source_line, root)]
    if finding.unit:
        result["properties"] = {"unit": finding.unit}
    return result


def _location(path: Path, line: int, root: Path) -> Mapping[str, Any]:
    place = path.absolute()
    inside = place.is_relative_to(root)
    uri = quote(os.fsencode(place.relative_to(root).as_posix())) if inside else place.as_uri()
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if line:
        physical["region"] = {"startLine": line}
    return {"physicalLocation": physical}
