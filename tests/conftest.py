"""What every test stands on: a home of its own, Hypothesis without a clock, and skips that can be forbidden."""

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.program import TemporaryProject, private_environment

# A slow machine is no failure; what was found is printed so that it can be tried again.
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")

BY_NATURE = "by nature:"
"""A skip whose reason begins so is none that an installation could mend: another platform, for example."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="A skip for a missing program or folder is a failure.")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if item.config.getoption("no_skips") and report.skipped and not hasattr(report, "wasxfail"):
        _forbid(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if collector.config.getoption("no_skips") and report.skipped:
        _forbid(report)
    return report


def _forbid(report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if reason.removeprefix("Skipped: ").startswith(BY_NATURE):
        return
    report.outcome = "failed"
    report.longrepr = f"skipped where skips are failures (--no-skips): {reason}"


@pytest.fixture(scope="session", autouse=True)
def _private_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing in the home of whoever runs the tests is read or written."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("ARGOS_", "GIT_", "WORKFLOW_")) or name in {"UV", "UV_RUN_RECURSION_DEPTH"}:
                patch.delenv(name)
        for name, value in private_environment(home).items():
            patch.setenv(name, value)
        yield


@pytest.fixture
def project(tmp_path: Path) -> TemporaryProject:
    """An empty folder in which the program can be run."""
    root = tmp_path / "project"
    root.mkdir()
    return TemporaryProject(root)
