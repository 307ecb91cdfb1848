"""The help of every command: its examples are valid command lines, and it fits a terminal."""

import inspect
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from workflow.cli.main import workflow as program


def commands(command: click.Command = program, *names: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that is not hidden, with its names."""
    yield names, command
    for name, child in command.commands.items() if isinstance(command, click.Group) else ():
        if not child.hidden:
            yield from commands(child, *names, name)


HELP = {" ".join(names): command for names, command in commands()}
EXAMPLES = [
    (name, line.strip())
    for name, command in HELP.items()
    for line in inspect.cleandoc(command.help or "").splitlines()
    if line.startswith(f"  workflow {name} ")
]


def test_there_are_examples_of_the_commands_that_take_more_than_options() -> None:
    assert {name for name, _ in EXAMPLES} >= {"init", "draft", "queue", "approve", "edit", "ignore", "models install"}


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_an_example_is_a_valid_command_line(
    name: str, example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = shlex.split(example.split(" > ")[0])[1 + len(name.split()) :]
    for file in (Path(word) for word in words if word.endswith(".po")):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    with HELP[name].make_context(name, words) as context:
        assert context.args == []


@pytest.mark.parametrize("name", HELP, ids=lambda name: name or "workflow")
def test_help_fits_a_narrow_terminal(name: str) -> None:
    shown = CliRunner().invoke(program, [*name.split(), "--help"], terminal_width=58).output  # a terminal of 60 columns
    typed = ("workflow ", "bash ", "zsh ", "fish ")
    assert [line for line in shown.splitlines() if len(line) > 60 and not line.strip().startswith(typed)] == []
