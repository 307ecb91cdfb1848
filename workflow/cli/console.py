"""What people see: results on stdout, problems and progress on stderr, colours only where a terminal wants them."""

import os
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import click

__all__ = ["Console", "bar", "count", "table"]

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

    def say(self, text: str = "") -> None:
        """An ordinary line of a report; ``--quiet`` leaves it out."""
        if not self.quiet:
            self.show(text)

    def show(self, text: str = "") -> None:
        """What was asked for: on stdout, whatever ``--quiet`` says."""
        self.clear()
        click.echo(shorten(text), color=coloured(sys.stdout))

    def warn(self, text: str) -> None:
        """A problem that stopped nothing: on stderr."""
        self.clear()
        click.echo(shorten(text), err=True, color=coloured(sys.stderr))

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
        width = shutil.get_terminal_size().columns
        click.echo("\r\033[K" + line[: width - 1], err=True, nl=False, color=True)

    def clear(self) -> None:
        """Take the progress line away."""
        if self._shown:
            click.echo("\r\033[K", err=True, nl=False, color=True)
            self._shown = False


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


def count(number: int, one: str, many: str = "") -> str:
    """``1 unit``, ``2 units``, ``1,200 units``."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def bar(part: int, whole: int, width: int = 10) -> str:
    """How much of ``whole`` is ``part``, as ``width`` characters that every terminal font has. Full only when it is full."""
    filled = 0 if whole <= 0 else min(width, part * width // whole)
    if part > 0 and whole > 0:
        filled = max(1, filled)
    return "█" * filled + "░" * (width - filled)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1) -> list[str]:
    """Lines of a table: the first ``left`` columns flush left, the others flush right, a blank between."""
    cells = [list(head), *map(list, rows)]
    widths = [max(len(click.unstyle(row[at])) for row in cells) for at in range(len(head))]
    lines = []
    for row in cells:
        parts = []
        for at, (cell, width) in enumerate(zip(row, widths, strict=True)):
            gap = " " * (width - len(click.unstyle(cell)))
            parts.append(cell + gap if at < left else gap + cell)
        lines.append("  ".join(parts).rstrip())
    return lines
