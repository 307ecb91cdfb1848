"""How the program starts and ends."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.program import TemporaryProject, fresh_workflow, workflow
from workflow.cli.main import workflow as program

HEAVY = (
    "argostranslate",
    "babel",
    "ctranslate2",
    "importlib.metadata",
    "jinja2",
    "nh3",
    "numpy",
    "polib",
    "pyromark",
    "rapidfuzz",
    "rich",
    "sentencepiece",
    "sentencex",
    "sqlite3",
    "yaml",
)


@pytest.mark.parametrize("args", [("--help",), ("draft", "--help"), ("models", "install", "--help")], ids=" ".join)
def test_help_loads_nothing_heavy(args: tuple[str, ...]) -> None:
    """What keeps ``workflow --help`` quick, guarded without a clock: which modules it loads."""
    script = (
        "import sys\nfrom workflow.cli import main\n"
        f"try: main({list(args)!r})\n"
        "except SystemExit as end: assert not end.code\n"
        "print('LOADED', *sys.modules)"
    )
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(
        [sys.executable, "-c", script], env=unmeasured, capture_output=True, text=True, timeout=60, check=True
    )
    loaded = done.stdout.rsplit("LOADED", 1)[1].split()
    assert "click" in loaded
    assert [name for name in HEAVY if name in loaded] == []
    ours = {name.split(".")[1] for name in loaded if name.startswith("workflow.")}
    assert ours == {"cli", "errors", "excerpts"}


def test_version(tmp_path: Path) -> None:
    result = fresh_workflow("--version", cwd=tmp_path)
    assert result.code == 0
    assert result.out.startswith("workflow 0.")


def test_console_script_is_the_same_program(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("workflow")
    done = subprocess.run([script, "--help"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == workflow("--help", cwd=tmp_path).out


def test_help_fits_eighty_columns() -> None:
    def walk(command: click.Command, *names: str) -> None:
        result = CliRunner(env={"COLUMNS": "80"}).invoke(program, [*names, "--help"])
        assert result.exit_code == 0, result.output
        assert [line for line in result.output.splitlines() if len(line) > 80] == [], names
        assert "..." not in result.output.partition("Commands:")[2].partition("Shell completion")[0], names
        if isinstance(command, click.Group):
            assert command.commands
            for name, child in command.commands.items():
                walk(child, *names, name)

    walk(program)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["statsu"], "status"),
        (["run", "--langauge", "es"], "--language"),
        (["models", "instal"], "install"),
        (["draft", "--limit", "many"], "whole number"),
        (["run", "-C"], "-C"),
    ],
    ids=str,
)
def test_wrong_usage_is_one_line(project: TemporaryProject, args: list[str], words: str) -> None:
    assert words in project.run(*args).line()


def test_no_command_shows_help(project: TemporaryProject) -> None:
    result = project.run()
    assert result.code == 2
    assert "Commands:" in result.out + result.err


@pytest.mark.parametrize("command", ["run", "extract", "draft", "publish", "status"])
def test_outside_a_project(project: TemporaryProject, command: str) -> None:
    line = project.run(command).line()
    assert "no workflow.yaml" in line
    assert "workflow init" in line


def test_folder_option_before_and_after_the_command(project: TemporaryProject) -> None:
    for args in (["-C", "nowhere", "status"], ["status", "-C", "nowhere"]):
        assert "nowhere: no such folder" in project.run(*args).line()


def test_traceback_only_when_asked(project: TemporaryProject) -> None:
    project.write("workflow.yaml", "title: [")
    assert "Traceback" not in project.run("status").err
    assert "Traceback" in project.run("-v", "status").err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion(project: TemporaryProject, shell: str) -> None:
    script = project.run(env={"_WORKFLOW_COMPLETE": f"{shell}_source"})
    assert script.code == 0
    assert "_WORKFLOW_COMPLETE" in script.out
    words = {"COMP_WORDS": "workflow pub", "COMP_CWORD": "pub" if shell == "fish" else "1"}
    assert "publish" in project.run(env={"_WORKFLOW_COMPLETE": f"{shell}_complete", **words}).out


def test_shell_completion_knows_the_project(project: TemporaryProject) -> None:
    project.write("workflow.yaml", "title: T\nsource_language: en\nlanguages: [es, uk]\n")
    project.write("source/guide.md", "# Hello\n")

    def offered(*words: str) -> str:
        env = {"_WORKFLOW_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
        return project.run(env=env).out

    assert "uk" in offered("workflow", "draft", "-l", "u")
    assert "guide.md" in offered("workflow", "status", "-d", "gu")
    project.write("workflow.yaml", "broken: [")
    assert "guide.md" not in offered("workflow", "status", "-d", "gu")
