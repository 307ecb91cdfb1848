"""``workflow lsp``: the language server, which editors start."""

import os
import sys
from typing import BinaryIO

import click

from workflow.cli.options import Command
from workflow.errors import BadInput

__all__ = ["lsp"]

_MODULES = frozenset({"pygls", "lsprotocol", "attrs", "attr", "cattrs"})


@click.command(cls=Command)
@click.option("--as", "who", metavar="NAME", help="Your name, for approvals and refusals (default: git's user.name).")
@click.option("--stdio", is_flag=True, hidden=True, help="Accepted because some editors add it.")
def lsp(who: str | None, stdio: bool) -> None:
    """Start the language server, for text editors.

    Editors start this command, and show findings, what is known about an entry, and actions in PO files and source documents. See
    docs/editors.md for the set-up. It needs the extra workflow-editions[lsp].
    """
    try:
        from workflow.language_server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _MODULES:
            raise
        raise BadInput(
            "the language server needs pygls, which the extra workflow-editions[lsp] installs. "
            "Install it into the program's environment: pip install pygls"
        ) from error
    from workflow import __version__

    if sys.stdin.isatty():
        click.echo("workflow: waiting for an editor, which starts this command itself. Ctrl-C ends it.", err=True)
    serve(sys.stdin.buffer, _own_stdout(), version=__version__, who=who)


def _own_stdout() -> BinaryIO:
    """Standard output for the protocol alone: whatever else writes there, such as a library, goes to standard error."""
    sys.stdout.flush()
    own = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return os.fdopen(own, "wb")
