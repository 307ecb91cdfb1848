"""Set-up of all tests: a private home, Hypothesis without a deadline, and skips that can be forbidden."""

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.program import TemporaryProject, private_environment

# A slow machine is no failure; what was found is printed so that it can be tried again.
settings.register_profile("whole", deadline=None, print_blob=True)
settings.register_profile("fast", deadline=None, print_blob=True, max_examples=10)
settings.load_profile("whole")

SLOW = (
    "tests/catalogs/test_saving.py::test_two_writers_lose_nothing",
    "tests/catalogs/test_tools.py",
    "tests/catalogs/test_torture.py",
    "tests/cli/test_decisions.py::test_people_decide_at_the_same_time",
    "tests/cli/test_memory.py::test_two_at_once",
    "tests/cli/test_output.py",
    "tests/cli/test_work.py::test_ctrl_c_keeps_what_was_written",
    "tests/cli/test_work.py::test_terminated_leaves_nothing_temporary",
    "tests/drafting/test_killed.py",
    "tests/drafting/test_reproducible.py",
    "tests/editing/test_killed.py",
    "tests/engines/test_argos.py::test_together_comes_out_what_comes_out_one_by_one",
    "tests/extraction/test_extract.py::test_killed_at_any_step_every_file_is_old_or_new",
    "tests/extraction/test_extract.py::test_real_documents",
    "tests/formats/test_invariants.py",
    "tests/language_server/test_server.py",
    "tests/publishing/test_killed.py",
    "tests/serving/test_serve.py",
    "tests/test_docs_continuous_integration.py",
    "tests/test_docs_translators.py",
    "tests/test_docs_walkthrough.py",
    "tests/test_foreign_bytes.py",
    "tests/test_growth.py",
    "tests/test_many_hands.py",
    "tests/test_offline.py",
    "tests/test_readme.py::test_every_command_runs",
    "tests/training",
)
"""Files, folders and tests that ``--fast`` leaves out: what takes seconds and seldom fails alone."""

BY_NATURE = "by nature:"
"""Prefix of the reason of a skip that no installation could prevent, such as another platform."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="A skip for a missing program or folder is a failure.")
    parser.addoption("--fast", action="store_true", help="Leave out what takes long: for a check before a commit.")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("fast"):
        settings.load_profile("fast")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = [name for name in SLOW if not (config.rootpath / name.partition("::")[0]).exists()]
    if missing:
        raise pytest.UsageError(f"tests/conftest.py lists {', '.join(missing)} as slow, and no such file")
    if not config.getoption("fast"):
        return
    slow = [item for item in items if item.nodeid.startswith(SLOW)]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if not item.nodeid.startswith(SLOW)]


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
        if (
            "PYTHONDONTWRITEBYTECODE" in os.environ
        ):  # else each of the many programs that tests start compiles all modules
            patch.delenv("PYTHONDONTWRITEBYTECODE")
            base = tmp_path_factory.getbasetemp()
            top = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
            patch.setenv("PYTHONPYCACHEPREFIX", str(top / "bytecode"))
        yield


@pytest.fixture
def project(tmp_path: Path) -> TemporaryProject:
    """An empty folder in which the program can be run."""
    root = tmp_path / "project"
    root.mkdir()
    return TemporaryProject(root)
