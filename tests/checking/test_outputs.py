"""The forms in which findings are written for other programs: each holds what its readers need, by their schemas."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from workflow.checking.code_hosts import github, gitlab
from workflow.checking.junit import junit
from workflow.checking.sarif import sarif
from workflow.findings import Finding
from workflow.model import Severity, Span

ROOT = Path("/project")
CATALOG = ROOT / "locales/es/LC_MESSAGES/a guide.po"

SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"enum": ["2.1.0"]},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "additionalProperties": False,
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "additionalProperties": False,
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "additionalProperties": False,
                                            "properties": {
                                                "id": {"type": "string"},
                                                "shortDescription": {"$ref": "#/$defs/text"},
                                                "defaultConfiguration": {
                                                    "type": "object",
                                                    "additionalProperties": False,
                                                    "properties": {"level": {"$ref": "#/$defs/level"}},
                                                },
                                                "properties": {"type": "object"},
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
                },
            },
        },
    },
    "$defs": {
        "level": {"enum": ["none", "note", "warning", "error"]},
        "text": {
            "type": "object",
            "required": ["text"],
            "additionalProperties": False,
            "properties": {"text": {"type": "string", "minLength": 1}},
        },
        "location": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation"],
                    "additionalProperties": False,
                    "properties": {
                        "artifactLocation": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {"uri": {"type": "string", "pattern": r"^[^\s\\]+$"}},
                        },
                        "region": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {"startLine": {"type": "integer", "minimum": 1}},
                        },
                    },
                }
            },
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": -1},
                "level": {"$ref": "#/$defs/level"},
                "message": {"$ref": "#/$defs/text"},
                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
                "relatedLocations": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/location"}},
                "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
                "properties": {"type": "object"},
            },
        },
    },
}
"""The parts of the schema of SARIF 2.1.0 (OASIS, section 3) that are written here; nothing else may be."""


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


FINDINGS = (
    finding(),
    finding("end_stop", Severity.WARNING, 20, "ends with a full stop, and the source does not"),
    finding("negation", Severity.NOTE, 20, "100 % “no”, \x01 <b>\nmay be lost: a, b"),
)


def of_type(value: object, name: str) -> bool:
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, {"object": dict, "array": list, "string": str}[name])


def faults(value: Any, schema: dict[str, Any], at: str = "") -> list[str]:
    """Where a value breaks a schema, by the words of JSON Schema that ``SARIF`` uses."""
    if "$ref" in schema:
        schema = SARIF["$defs"][schema["$ref"].rpartition("/")[2]]
    found = []
    if "type" in schema and not of_type(value, schema["type"]):
        return [f"{at}: no {schema['type']}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{at}: {value!r}")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(f"{at}: {value!r}")
    if len(value) < schema.get("minLength", 0) if isinstance(value, str) else False:
        found.append(f"{at}: too short")
    if isinstance(value, int) and value < schema.get("minimum", value):
        found.append(f"{at}: {value}")
    if isinstance(value, list):
        if schema.get("uniqueItems") and len({json.dumps(one) for one in value}) < len(value):
            found.append(f"{at}: twice")
        for number, one in enumerate(value):
            found += faults(one, schema.get("items", {}), f"{at}[{number}]")
    if isinstance(value, dict):
        found += [f"{at}: no {name}" for name in schema.get("required", ()) if name not in value]
        others = schema.get("additionalProperties", {})
        for name, one in value.items():
            inner = schema.get("properties", {}).get(name, others)
            found += [f"{at}.{name}: unknown"] if inner is False else faults(one, inner, f"{at}.{name}")
    return found


@pytest.mark.parametrize("findings", [FINDINGS, ()], ids=["some", "none"])
def test_sarif_keeps_to_its_schema(findings: Sequence[Finding]) -> None:
    log = json.loads(json.dumps(sarif(findings, ROOT, "1.0")))
    assert faults(log, SARIF) == []


def test_the_schema_refuses_something() -> None:
    log = json.loads(json.dumps(sarif(FINDINGS, ROOT, "1.0")))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    log["runs"][0]["results"][1]["level"] = "warn"
    del log["runs"][0]["tool"]
    assert len(faults(log, SARIF)) == 3


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
    "testcase": ["failure"],
    "failure": [],
    "system-out": [],
}
"""JUnit's schema: the elements that each may have, in this order."""
ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures"},
    "testsuite": {"name", "tests", "failures", "errors", "time"},
    "testcase": {"name", "classname", "time"},
    "failure": {"message", "type"},
    "system-out": set(),
}


@pytest.mark.parametrize("findings", [FINDINGS, ()], ids=["some", "none"])
def test_junit_keeps_to_its_schema(findings: Sequence[Finding]) -> None:
    top = ElementTree.fromstring(junit(findings, 2, ROOT))
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
