"""Invariant 6: no command opens a network socket, except those that fetch something."""

import shutil
import subprocess
import sys

import pytest

from tests.program import CONFIG, TemporaryProject
from tests.shared import SHARED, needs_shared

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


def network_calls(project: TemporaryProject, *args: str) -> list[str]:
    """Every socket of a network that the program and its children asked for."""
    log = project.root.parent / "calls"
    done = subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=socket,connect,sendto", "-o", log, sys.executable, "-m", "workflow", *args],
        cwd=project.root, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 2), done.stderr
    return [line for line in log.read_text().splitlines() if "AF_INET" in line]


@needs_strace
@pytest.mark.parametrize("engines", ["", "engines: [argos, starter]\n"], ids=["default", "argos"])
def test_the_main_job(project: TemporaryProject, engines: str) -> None:
    project.write("workflow.yaml", CONFIG + engines)
    project.write(
        "source/tide.md", "# The tide\n\nThe [water](https://example.org) comes. ![boat](https://example.org/b.png)\n"
    )
    assert network_calls(project, "run") == []
    assert "# workflow-draft:" in project.read("locales/es/LC_MESSAGES/tide.po")


@needs_strace
@needs_shared
def test_the_main_job_with_a_model_of_firefox(project: TemporaryProject) -> None:
    shutil.copytree(SHARED / "models" / "firefox-tiny" / "en-es", project.root / "models" / "firefox-en_es")
    project.write("workflow.yaml", CONFIG + "engines: [firefox]\n")
    project.write("source/tide.md", "# Open the file\n\nSave the [image](https://example.org) in the folder.\n")
    assert network_calls(project, "run") == []
    draft = project.read("locales/es/LC_MESSAGES/tide.po")
    assert "Guardar el [imagen](https://example.org) en el carpeta." in draft
    assert "# workflow-draft: engine=firefox package=firefox-en_es-0 " in draft


@needs_strace
def test_reports(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG)
    project.write("source/tide.md", "# The tide\n")
    for command in (["status"], ["doctor"], ["models", "list"]):
        assert network_calls(project, *command) == []


@needs_strace
def test_the_test_can_fail(project: TemporaryProject) -> None:
    assert network_calls(project, "models", "install", "http://127.0.0.1:9/x.argosmodel") != []
