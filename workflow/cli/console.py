"""Output: results on stdout, problems and progress on stderr, colours only in a terminal."""

import os
import re
import shlex
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from workflow.cli.json_text import json_text
from workflow.cli.wrapping import columns_of, wrap

if TYPE_CHECKING:
    from workflow.model import Observer

__all__ = [
    "Console",
    "bar",
    "coloured",
    "complain",
    "localised",
    "more",
    "printable",
    "shorten",
    "squeeze",
    "table",
    "text_width",
    "typed",
    "width",
]

_COMMAND = re.compile(
    r"(?<![\w/.:-])(?<!run )workflow(?= (?:-C |run|init|extract|draft|check|publish|serve|status|audit|queue|approve|edit|refuse|unapprove|ignore|undo|provenance|models|memory|languages|catalogs|glossary|doctor)\b)"
)
_CONTROL = re.compile(r"(?!\x1b\[(?:[012]|22|3[1-6])m)[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters other than tabs, line ends and the codes of the program's own colours (others could hide text); those that turn the
direction of text."""
_PLAIN = re.compile(r"[\w@%+=:,./#-]+")
"""What a shell takes as it stands; a ``#`` within a word begins no comment."""
_EVERY = 0.1
"""Minimum number of seconds between two redraws of the progress line."""


@dataclass(slots=True)
class Console:
    """A command's output. ``progress`` is a ``model.Progress``."""

    quiet: bool = False
    verbose: bool = False
    step: tuple[int, int, str] = (0, 0, "")
    """The last reported progress; an interrupted command reports it."""
    asking: bool = False
    """Whether a question is open."""
    root: Path | None = None
    """The folder of the project: paths in JSON are relative to it."""
    _drawn: float = field(default=0.0, repr=False)
    _shown: bool = field(default=False, repr=False)
    _announced: set[str] = field(default_factory=set, repr=False)

    def say(self, text: str = "") -> None:
        """Print a line of a report, unless ``--quiet`` is given."""
        if not self.quiet:
            self.show(text)

    def paragraph(self, text: str, indent: str = "") -> None:
        """Print a long line of a report; in a terminal it is wrapped."""
        own = indent + text[: len(text) - len(text.lstrip())]
        self.say("\n".join(wrap(localised(shorten(text.lstrip())), width() - 1, own, f"{own}  ")))

    def hanging(self, lead: str, text: str, *, indent: str | None = None, columns: int = 0) -> None:
        """Print a long requested text after its label, wrapped. Its lines begin in one column, unless ``indent`` is for the further ones.

        ``columns``: 0 for the terminal's width, and no wrapping elsewhere.
        """
        self.show("\n".join(wrap(localised(shorten(text)), (columns or width()) - 1, lead, indent)))

    def show(self, text: str = "") -> None:
        """Print requested output on stdout, even with ``--quiet``."""
        self.clear()
        click.echo(printable(localised(shorten(text))), color=coloured(sys.stdout))

    def data(self, value: object) -> None:
        """Print a report as JSON."""
        self.file(json_text(value, self.root) + "\n")

    def file(self, text: str) -> None:
        """Print a text for other programs as a file has it: in UTF-8, whatever the terminal's encoding is.

        A lone surrogate, which stands for a byte of a file's name that is not UTF-8, becomes ``\\udcff``, as JSON writes it.
        """
        self.clear()
        click.echo(text.encode("utf-8", "backslashreplace"), nl=False)

    def warn(self, text: str) -> None:
        """Print a warning on stderr."""
        self.clear()
        click.echo(printable(localised(shorten(text))), err=True, color=coloured(sys.stderr))

    def announce(self, text: str) -> None:
        """Print a notice on stderr, once per run, even with ``--quiet``."""
        if text not in self._announced:
            self._announced.add(text)
            self.warn(text)

    @property
    def observer(self) -> "Observer":
        """Progress and announcements of long work, shown here."""
        from workflow.model import Observer

        return Observer(self.progress, self.announce)

    def progress(self, done: int, total: int, what: str) -> None:
        """Redraw the progress line on stderr, if stderr is a terminal."""
        self.step = (done, total, what)
        now = time.monotonic()
        if self.quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
            return
        if now - self._drawn < _EVERY and done != total:
            return
        self._drawn, self._shown = now, True
        what = printable(what)
        line = f"{bar(done, total, 20)} {done}/{total} {what}" if total else f"{what} {done or ''}"
        click.echo("\r\033[K" + line[: shutil.get_terminal_size().columns - 1], err=True, nl=False, color=True)

    def confirm(self, question: str) -> bool:
        """Ask for a yes or no. Ctrl-C and the end of the input end the program: nothing has been done before the answer."""
        self.clear()
        self.step, self.asking = (0, 0, ""), True
        answer = click.confirm(question)
        self.asking = False
        return answer

    @staticmethod
    def path(path: Path) -> str:
        """Format a path, with ``~`` for the home folder."""
        home = os.environ.get("HOME", "")
        text = shorten(str(path))
        return f"~{text[len(home) :]}" if len(home) > 1 and text.startswith(f"{home}/") else text

    def clear(self) -> None:
        """Erase the progress line."""
        if self._shown:
            click.echo("\r\033[K", err=True, nl=False, color=True)
            self._shown = False


def complain(text: str) -> None:
    """Print an error line on stderr: what is wrong and what to do."""
    mark = click.style("workflow:", fg="red", bold=True) if coloured(sys.stderr) else "workflow:"
    text = printable(localised(shorten(text)))
    if sys.stderr.isatty():
        text = "\n".join(wrap(text, text_width() - 1, "workflow: ", "")).removeprefix("workflow: ")
    click.echo(f"{mark} {text}", err=True, color=coloured(sys.stderr))


def coloured(stream: TextIO) -> bool:
    """Whether ``stream`` gets colours: it is a terminal and ``NO_COLOR`` is not set (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def shorten(text: str) -> str:
    """Make paths below the current folder relative."""
    try:
        here = str(Path.cwd())
    except OSError:  # the current folder was deleted
        return text
    return text if here == "/" else text.replace(f"{here}/", "")


def printable(text: str) -> str:
    """Write control characters of names and texts as ``\\x1b`` or ``\\u202e``: they could change what a terminal shows. Colours are kept."""
    return _CONTROL.sub(
        lambda found: f"\\x{ord(found[0]):02x}" if found[0] < "\u0100" else f"\\u{ord(found[0]):04x}", text
    )


def localised(text: str) -> str:
    """Rewrite commands in ``text`` as they have to be typed here: under ``uv run`` the program is not on the PATH."""
    uv = os.environ.get("UV")
    if not uv or "UV_RUN_RECURSION_DEPTH" not in os.environ:
        return text
    uv = "uv" if shutil.which("uv") == uv else shorten(uv)
    return _COMMAND.sub(f"{uv} run workflow", text)


def typed(word: str) -> str:
    """Return a word, such as an address, as it has to be typed into a shell."""
    return word if _PLAIN.fullmatch(word) else shlex.quote(word)


def more(left: int) -> str:
    """Return the line that says how many lines of a list are not shown."""
    return f"… and {left:,} more. Use -v to list all."


def bar(part: int, whole: int, width: int = 10) -> str:
    """Draw a progress bar of ``width`` characters. It is full only when ``part`` equals ``whole``."""
    filled = 0 if whole <= 0 else min(width, part * width // whole)
    if part > 0 and whole > 0:
        filled = max(1, filled)
    return "█" * filled + "░" * (width - filled)


def width() -> int:
    """Columns available for a table: the terminal's width, or 1000 if stdout is not a terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 1000


def text_width() -> int:
    """Columns for text that is always wrapped: the terminal's width, 80 if it is unknown."""
    return shutil.get_terminal_size().columns


def squeeze(text: str, columns: int) -> str:
    """Shorten ``text`` to ``columns`` characters at its beginning: the end of a path says more."""
    return text if len(text) <= columns else f"…{text[len(text) - columns + 1 :]}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1, gap: int = 2) -> list[str]:
    """Format a table: the first ``left`` columns are left-aligned, the others right-aligned, with ``gap`` spaces between."""
    cells = [list(head), *map(list, rows)]
    widths = [max(columns_of(row[at]) for row in cells) for at in range(len(head))]
    lines = []
    for row in cells:
        parts = []
        for at, (cell, width) in enumerate(zip(row, widths, strict=True)):
            fill = " " * (width - columns_of(cell))
            parts.append(cell + fill if at < left else fill + cell)
        lines.append((" " * gap).join(parts).rstrip())
    return lines
