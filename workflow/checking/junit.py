"""Findings as JUnit XML, which build servers show as failed tests: a suite for each catalog, a test for each check with findings.

The elements and attributes are those of the schema of the Ant task (windyroad/JUnit-Schema) that readers agree on.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from workflow.checking.report import shown_path
from workflow.errors import WorkflowError
from workflow.findings import Finding
from workflow.model import Severity

__all__ = ["junit"]

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(findings: Sequence[Finding], catalogs: int, root: Path, problems: Sequence[WorkflowError] = ()) -> str:
    """Return a JUnit report. A finding is a failed test; notes are in the output of their suite.

    ``catalogs``: how many were checked; those without findings are one passed test, so that a report is never empty.
    ``problems``: what could not be checked, each a test that has an error.
    """
    by_catalog: dict[str, list[Finding]] = {}
    for finding in findings:
        by_catalog.setdefault(_name(finding, root), []).append(finding)
    top = ElementTree.Element("testsuites", name="workflow check")
    tests = failures = 0
    for name, found in by_catalog.items():
        failed = [finding for finding in found if finding.severity is not Severity.NOTE]
        suite = ElementTree.SubElement(
            top, "testsuite", name=name, tests=str(max(len(failed), 1)), failures=str(len(failed)), errors="0", time="0"
        )
        for finding in failed:
            case = ElementTree.SubElement(
                suite, "testcase", classname=name, name=f"{finding.id} line {finding.catalog_line}", time="0"
            )
            text = _clean(str(finding.details.get("problem", finding.message)))
            failure = ElementTree.SubElement(case, "failure", message=text, type=finding.severity.value)
            failure.text = _clean(finding.message)
        if not failed:
            ElementTree.SubElement(suite, "testcase", classname=name, name="checks", time="0")
        notes = [_clean(finding.message) for finding in found if finding.severity is Severity.NOTE]
        if notes:
            ElementTree.SubElement(suite, "system-out").text = "\n".join(notes)
        tests += max(len(failed), 1)
        failures += len(failed)
    if clean := catalogs - len(by_catalog):
        name = f"{clean} catalogs without findings"
        suite = ElementTree.SubElement(top, "testsuite", name=name, tests="1", failures="0", errors="0", time="0")
        ElementTree.SubElement(suite, "testcase", classname=name, name="checks", time="0")
        tests += 1
    if problems:
        number = str(len(problems))
        suite = ElementTree.SubElement(
            top, "testsuite", name="not checked", tests=number, failures="0", errors=number, time="0"
        )
        for at, problem in enumerate(problems, 1):
            case = ElementTree.SubElement(suite, "testcase", classname="not checked", name=f"problem {at}", time="0")
            error = ElementTree.SubElement(case, "error", message=_clean(str(problem)), type=type(problem).__name__)
            error.text = _clean(str(problem))
        tests += len(problems)
    top.set("errors", str(len(problems)))
    top.set("tests", str(tests))
    top.set("failures", str(failures))
    ElementTree.indent(top)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(top, encoding="unicode") + "\n"


def _name(finding: Finding, root: Path) -> str:
    return _clean(shown_path(finding.catalog or Path(), root))


def _clean(text: str) -> str:
    """A text without characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
