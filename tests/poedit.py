"""Poedit itself, opened on a virtual screen and operated by its keys."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

__all__ = ["Poedit", "needs_poedit", "opened"]

_PROGRAMS = ("poedit", "Xvfb", "xdotool")
needs_poedit = pytest.mark.skipif(
    not all(map(shutil.which, _PROGRAMS)),
    reason="Poedit or a screen for it is not installed (apt-get install poedit xvfb xdotool)",
)

_PATIENCE = 60.0
"""Seconds for a program with windows on a machine that is busy; it takes two or three where it is not."""


@dataclass(frozen=True, slots=True)
class Poedit:
    """An open window, and the file in it."""

    file: Path
    display: str
    window: str

    def press(self, *keys: str) -> None:
        """Press keys, one after the other: ``ctrl+b`` takes the source as translation, ``ctrl+u`` turns the fuzzy mark over."""
        _xdotool(self.display, "windowfocus", "--sync", self.window, "key", "--delay", "80", *keys)

    def save(self) -> bytes:
        """Press Ctrl+S until the file is another one than before, and give what is in it then."""
        before = self.file.stat()

        def saved() -> bool:
            self.press("ctrl+s")
            now = self.file.stat()
            return (now.st_ino, now.st_mtime_ns) != (before.st_ino, before.st_mtime_ns) and now.st_size > 0

        _until(saved, "Poedit did not save", pause=0.5)
        return self._settled()

    def _settled(self) -> bytes:
        """The file as it is once Poedit's window says that nothing waits to be saved and msgcat, which it calls, is done."""
        data = b""

        def settled() -> bool:
            nonlocal data
            last, data = data, self.file.read_bytes()
            return bool(data) and data == last

        _until(settled, "the file does not come to rest", pause=0.3)
        return data


@contextmanager
def opened(file: Path, home: Path) -> Iterator[Poedit]:
    """Poedit with a file, on a screen of its own and with settings of its own (``home``, a folder that is there)."""
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1200x800x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    program = None
    try:
        with os.fdopen(read) as pipe:
            display = f":{pipe.readline().strip()}"
        settings = {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home),
            "XDG_CACHE_HOME": str(home),
            "XDG_DATA_HOME": str(home),
        }
        program = subprocess.Popen(
            ["poedit", str(file)],
            env=os.environ
            | settings
            | {
                "DISPLAY": display,
                "LC_ALL": "C.UTF-8",
                "NO_AT_BRIDGE": "1",
                "XDG_DATA_DIRS": "/usr/local/share:/usr/share",
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        yield Poedit(file, display, _window(display, file))
    finally:
        for process in (program, screen):
            if process is not None:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait(10)


def _window(display: str, file: Path) -> str:
    """The window that shows the file: its name stands in the title once the file is loaded."""
    found = ""

    def shown() -> bool:
        nonlocal found
        found = _xdotool(display, "search", "--onlyvisible", "--name", file.name).partition("\n")[0]
        return bool(found)

    _until(shown, "Poedit did not open the file", pause=0.2)
    return found


def _xdotool(display: str, *words: str) -> str:
    """What it says; nothing where it found nothing."""
    done = subprocess.run(
        ["xdotool", *words],
        env=os.environ | {"DISPLAY": display},
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    return done.stdout


def _until(happened: Callable[[], bool], complaint: str, *, pause: float) -> None:
    """A program with windows tells nobody when it is done: it has to be looked at again and again."""
    end = time.monotonic() + _PATIENCE
    while not happened():
        assert time.monotonic() < end, complaint
        time.sleep(pause)
