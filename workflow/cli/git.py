"""The commands that git runs, ``workflow git-merge-driver`` and ``workflow git-diff``, and the report of ``workflow init --git``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console, complain
from workflow.cli.options import Command, Session
from workflow.excerpts import count

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
    metavar="N",
    help="Exit code if conflicts remain.",
)
def git_merge_driver(base: Path, ours: Path, theirs: Path, name: str, conflict_code: int) -> None:
    """Merge two versions of a PO file by entry. Run by git; see `workflow init --git`.

    BASE is the common ancestor. The result is written to OURS. NAME is the file's path in the repository. An entry changed on both
    sides keeps both texts. Exit codes: 0 merged; 1 conflicts remain.
    """
    from workflow import git

    merged = git.merge_files(base, ours, theirs, name)
    name = name or ours.name
    if merged.by_lines:
        complain(f"{merged.by_lines} {name} was merged line by line, by git's own merge, instead.")
        if not merged.clean:
            complain(f"{name}: conflicts remain. Resolve them, then git add the file.")
    elif merged.conflicts:
        entries = count(merged.conflicts, "entry has", "entries have")
        complain(f"{name}: {entries} two texts (fuzzy, workflow-conflict). Choose, then git add the file.")
    if not merged.clean:
        sys.exit(conflict_code)


@click.command("git-diff", cls=Command, hidden=True)
@click.argument("file", type=_FILE)
def git_diff(file: Path) -> None:
    """Show a PO file as text for `git diff`. Run by git; see `workflow init --git`.

    For each entry: the beginning of the source, the state and the translation.
    """
    from workflow import git

    click.echo(git.readable(file).encode("utf-8", "surrogateescape"), nl=False)


def _say(console: Console, done: "SetUp") -> None:
    """Print what was changed for git."""
    for line in done.added:
        console.say(f"Added to {done.attributes}: {line}")
    for name, value, before in done.config:
        console.say(f"git config {name}: {value}")
        if before:
            console.say(f"  replaces: {before}")
    if not done.added and not done.config:
        console.say(f"{done.top}: git is already set up for PO files.")


def set_up(session: Session, root: Path) -> None:
    """Set up git for a folder and print what was changed."""
    from workflow import git

    _say(session.console, git.set_up(root))
