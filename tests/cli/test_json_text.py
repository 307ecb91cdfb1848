"""Reports as JSON are what the encoder of the standard library writes."""

import json
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from workflow.cli.json_text import json_text
from workflow.model import Severity

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@dataclass(frozen=True)
class Report:
    files: tuple[Path, ...]
    severity: Severity
    _private: int = 0

    @property
    def number(self) -> int:
        return len(self.files)


@given(VALUES)
def test_values_are_written_as_the_standard_library_writes_them(value: object) -> None:
    assert json_text(value) == json.dumps(value, ensure_ascii=False, indent=2)


def test_a_report_is_an_object_with_its_properties() -> None:
    report = Report((Path("/project/a.po"), Path("/b.po")), Severity.NOTE)
    expected = {"files": ["a.po", "/b.po"], "severity": "note", "number": 2}
    assert json_text(report, Path("/project")) == json.dumps(expected, indent=2)
    assert json.loads(json_text({1: frozenset({"a"})})) == {"1": ["a"]}
