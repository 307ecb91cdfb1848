"""What people see: results on stdout, problems and progress on stderr, colours only where a terminal wants them."""

import json
import os
import re
import shutil
import sys
import textwrap
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from workflow.model import Observer

__all__ = [
    "Console",
    "as_data",
    "bar",
    "coloured",
    "complain",
    "count",
    "localised",
    "shorten",
    "squeeze",
    "table",
    "width",
]

_COMMAND = re.compile(
    r"(?<![\w/.:-])(?<!run )workflow(?= (?:-C |run|init|extract|draft|publish|status|queue|provenance|models|memory|languages|catalogs|glossary|doctor)\b)"
)
_EVERY = 0.1
"""Seconds between two drawings of the progress line."""


@dataclass(slots=True)
class Console:
    """Where a command's words go. ``progress`` has the shape of ``model.Progress``."""

    quiet: bool = False
    verbose: bool = False
    step: tuple[int, int, str] = (0, 0, "")
    """The last progress that was reported: what an interruption tells."""
    _drawn: float = field(default=0.0, repr=False)
    _shown: bool = field(default=False, repr=False)
    _announced: set[str] = field(default_factory=set, repr=False)

    def say(self, text: str = "") -> None:
        """An ordinary line of a report; ``--quiet`` leaves it out."""
        if not self.quiet:
            self.show(text)

    def paragraph(self, text: str, indent: str = "") -> None:
        """The same for a long line: in a terminal it is broken between words."""
        own = text[: len(text) - len(text.lstrip())]
        inner = textwrap.TextWrapper(
            width() - 1, initial_indent=indent + own, subsequent_indent=f"{indent}{own}  ", break_long_words=False,
            break_on_hyphens=False,
        )  # fmt: skip
        self.say("\n".join(inner.wrap(localised(shorten(text.lstrip())))))

    def show(self, text: str = "") -> None:
        """What was asked for: on stdout, whatever ``--quiet`` says."""
        self.clear()
        click.echo(localised(shorten(text)), color=coloured(sys.stdout))

    def data(self, value: object) -> None:
        """A report as JSON."""
        self.clear()
        click.echo(json.dumps(as_data(value), ensure_ascii=False, indent=2))

    def warn(self, text: str) -> None:
        """A problem that stopped nothing: on stderr."""
        self.clear()
        click.echo(localised(shorten(text)), err=True, color=coloured(sys.stderr))

    def announce(self, text: str) -> None:
        """What has to be known before it happens: on stderr, once in a run, whatever ``--quiet`` says."""
        if text not in self._announced:
            self._announced.add(text)
            self.warn(text)

    @property
    def observer(self) -> "Observer":
        """Progress and announcements of long work, shown here."""
        from workflow.model import Observer

        return Observer(self.progress, self.announce)

    def progress(self, done: int, total: int, what: str) -> None:
        """Draw one line on stderr, over the one before, where stderr is a terminal."""
        self.step = (done, total, what)
        now = time.monotonic()
        if self.quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
            return
        if now - self._drawn < _EVERY and done != total:
            return
        self._drawn, self._shown = now, True
        line = f"{bar(done, total, 20)} {done}/{total} {what}" if total else f"{what} {done or ''}"
        click.echo("\r\033[K" + line[: shutil.get_terminal_size().columns - 1], err=True, nl=False, color=True)

    @staticmethod
    def path(path: Path) -> str:
        """A path, with ``~`` for the home folder."""
        home = os.environ.get("HOME", "")
        text = shorten(str(path))
        return f"~{text[len(home) :]}" if len(home) > 1 and text.startswith(f"{home}/") else text

    def clear(self) -> None:
        """Take the progress line away."""
        if self._shown:
            click.echo("\r\033[K", err=True, nl=False, color=True)
            self._shown = False


def complain(text: str) -> None:
    """One line on stderr: what is wrong, and what to do."""
    mark = click.style("workflow:", fg="red", bold=True) if coloured(sys.stderr) else "workflow:"
    text = localised(shorten(text))
    if sys.stderr.isatty():
        columns = shutil.get_terminal_size().columns - 1
        text = textwrap.fill(f"workflow: {text}", columns, break_long_words=False, break_on_hyphens=False)
        text = text.removeprefix("workflow: ")
    click.echo(f"{mark} {text}", err=True, color=coloured(sys.stderr))


def coloured(stream: TextIO) -> bool:
    """Whether colours may go to ``stream``: a terminal, and no ``NO_COLOR`` (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def shorten(text: str) -> str:
    """Paths below the current folder as people write them: relative."""
    try:
        here = str(Path.cwd())
    except OSError:  # the current folder was deleted
        return text
    return text if here == "/" else text.replace(f"{here}/", "")


def localised(text: str) -> str:
    """Commands in ``text`` as they have to be typed here: under ``uv run`` the program is not on the PATH outside it."""
    uv = os.environ.get("UV")
    if not uv or "UV_RUN_RECURSION_DEPTH" not in os.environ:
        return text
    uv = "uv" if shutil.which("uv") == uv else shorten(uv)
    return _COMMAND.sub(f"{uv} run workflow", text)


def count(number: int, one: str, many: str = "") -> str:
    """``1 unit``, ``2 units``, ``1,200 units``."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def bar(part: int, whole: int, width: int = 10) -> str:
    """How much of ``whole`` is ``part``, as ``width`` characters that every terminal font has. Full only when it is full."""
    filled = 0 if whole <= 0 else min(width, part * width // whole)
    if part > 0 and whole > 0:
        filled = max(1, filled)
    return "█" * filled + "░" * (width - filled)


def width() -> int:
    """Columns there are for a table: the terminal's, or plenty where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 1000


def squeeze(text: str, room: int) -> str:
    """``text`` in at most ``room`` characters, its beginning cut: the end of a path tells more."""
    return text if len(text) <= room else f"…{text[len(text) - room + 1 :]}"


def as_data(value: object) -> object:
    """A report as JSON has it: dataclasses as objects, properties included, paths as text."""
    if is_dataclass(value) and not isinstance(value, type):
        names = [each.name for each in fields(value)]
        names += [name for name, member in vars(type(value)).items() if isinstance(member, property)]
        return {name: as_data(getattr(value, name)) for name in names if not name.startswith("_")}
    if isinstance(value, Mapping):
        return {str(key): as_data(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [as_data(each) for each in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1, gap: int = 2) -> list[str]:
    """Lines of a table: the first ``left`` columns flush left, the others flush right, ``gap`` blanks between."""
    cells = [list(head), *map(list, rows)]
    widths = [max(len(click.unstyle(row[at])) for row in cells) for at in range(len(head))]
    lines = []
    for row in cells:
        parts = []
        for at, (cell, width) in enumerate(zip(row, widths, strict=True)):
            fill = " " * (width - len(click.unstyle(cell)))
            parts.append(cell + fill if at < left else fill + cell)
        lines.append((" " * gap).join(parts).rstrip())
    return lines
