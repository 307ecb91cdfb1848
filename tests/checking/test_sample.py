"""The sample publication of this repository has no errors and no warnings, but for those that a person dismissed with a reason."""

from pathlib import Path

from tests.sample import copy_of_the_sample
from workflow import project
from workflow.checking import check
from workflow.model import Severity


def test_the_catalogs_of_the_sample_are_clean(tmp_path: Path) -> None:
    report = check(project.load(copy_of_the_sample(tmp_path)))
    assert report.entries > 200
    assert report.problems == ()
    assert [one.message for one in report.findings if one.severity is not Severity.NOTE] == []
    assert all(one.reason for one in report.dismissed)
