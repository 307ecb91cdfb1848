"""The log of ``-v`` and ``-vv``: it has what the program did, and its environment."""

import logging
import platform

import pytest

from tests.program import TemporaryProject

CONFIG = "title: T\nsource_language: en\nlanguages: [es]\nengines: [argos, starter]\n"


@pytest.fixture
def ready(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", "# Hello\n\nA line.\n")
    return project


def test_without_v_there_is_no_log(ready: TemporaryProject) -> None:
    assert ready.run("extract").err == ""


def test_v_tells_versions_configuration_and_decisions(ready: TemporaryProject) -> None:
    ready.good("extract")
    err = ready.run("draft", "-v").err
    first = err.splitlines()[0]
    assert first.startswith("info: cli.logs: workflow ")
    assert f"Python {platform.python_version()}" in first and platform.system() in first
    assert f"info: project.loading: {ready.root / 'workflow.yaml'}: en → es" in err
    assert "info: engines.choice: en→es: " in err
    assert "debug:" not in err


@pytest.mark.parametrize("arguments", [("-vv", "extract"), ("extract", "-vv"), ("-v", "extract", "-v")])
def test_vv_tells_packages_engines_and_files(ready: TemporaryProject, arguments: tuple[str, ...]) -> None:
    ready.write("source/new.md", "# New\n")
    err = ready.run(*arguments).err
    assert err.count("info: cli.logs: workflow ") == 1
    assert "debug: cli.logs: engines: " in err
    assert "ctranslate2 " in err and "babel " in err
    assert "info: extraction.extract: " in err
    assert f"debug: files: created {ready.root / 'locales' / 'templates' / 'new.pot'}, " in err


def test_the_package_is_silent_for_a_program_that_uses_it(capfd: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("workflow.engines").warning("nobody has to see this")
    assert capfd.readouterr() == ("", "")
