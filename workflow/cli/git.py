"""What git runs: ``workflow git-merge-driver`` and ``workflow git-diff``; and the report of ``workflow init --git``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console, complain, count
from workflow.cli.options import Command, Session

if TYPE_CHECKING:
    from workflow.git import SetUp

__all__ = ["git_diff", "git_merge_driver", "set_up"]

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("git-merge-driver", cls=Command, hidden=True)
@click.argument("base", type=_FILE)
@click.argument("ours", type=_FILE)
@click.argument("theirs", type=_FILE)
@click.argument("name", default="")
@click.option(
    "--conflict-code",
    type=click.IntRange(1, 127),
    default=1,
    show_default=True,
    help="The exit code where something is left to be done.",
)
def git_merge_driver(base: Path, ours: Path, theirs: Path, name: str, conflict_code: int) -> None:
    """Merge two versions of a PO file by entry, for git; `workflow init --git` sets it up.

    BASE is the version that both come from; the result is written into OURS. NAME is what git calls the file. An entry that both
    changed keeps both texts. Exit codes: 0 merged; 1 something is left to be done.
    """
    from workflow import git

    merged = git.merge_files(base, ours, theirs, name)
    name = name or ours.name
    if merged.by_lines:
        complain(f"{merged.by_lines} So git's own merge, line by line, was used for {name}.")
        if not merged.clean:
            complain(f"{name}: look at it, put it right, then git add it.")
    elif merged.conflicts:
        entries = count(merged.conflicts, "entry has", "entries have")
        complain(f"{name}: {entries} two texts (fuzzy, workflow-conflict). Choose, then git add the file.")
    if not merged.clean:
        sys.exit(conflict_code)


@click.command("git-diff", cls=Command, hidden=True)
@click.argument("file", type=_FILE)
def git_diff(file: Path) -> None:
    """Show a PO file as text that reads well in `git diff`; `workflow init --git` sets it up.

    Of each entry: the source (its beginning), the state, the translation.
    """
    from workflow import git

    click.echo(git.readable(file).encode("utf-8", "surrogateescape"), nl=False)


def _say(console: Console, done: "SetUp") -> None:
    """What was changed for git."""
    for line in done.added:
        console.say(f"Added to {done.attributes}: {line}")
    for name, value, before in done.config:
        console.say(f"git config {name}: {value}")
        if before:
            console.say(f"  instead of: {before}")
    if not done.added and not done.config:
        console.say(f"{done.top}: git merges and shows PO files with workflow already.")


def set_up(session: Session, root: Path) -> None:
    """Set git up for a folder, and say what was changed."""
    from workflow import git

    _say(session.console, git.set_up(root))
