"""Kill a command at any of the steps in which it touches files, to see what it leaves.

    for step in itertools.count(1):
        put the project into its first state
        if killed_at(step, "extract", cwd=root) is False:
            break
        look at every file: old or new, never half

A kill is what ``kill -9`` does. The steps are: before a file is opened for writing, in the middle of a write, before it is flushed to
disk, before and after a file takes its place or two are exchanged, before one is removed.
"""

import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from tests import forkserver
from workflow import renaming

__all__ = ["killed_at", "lay_fuse"]


def killed_at(step: int, *command: str | Path, cwd: Path, has_exchange: bool = True) -> bool:
    """Run a command and kill it at a step. False where it came to its end, since it has no such step.

    ``has_exchange``: whether the system can exchange two paths in one step.

    Any other end than these two is a failure.
    """
    done = forkserver.run(command, cwd=cwd, env=os.environ, killed_at=step, has_exchange=has_exchange)
    assert done.code in (0, -signal.SIGKILL), (done.code, done.err.decode("utf-8", "replace"))
    return done.code != 0


class _Fuse:
    """Counts steps and blows at one of them."""

    def __init__(self, step: int) -> None:
        self.left = step
        self.lock = threading.Lock()

    def burns(self) -> bool:
        with self.lock:
            self.left -= 1
            return self.left == 0

    def step(self) -> None:
        if self.burns():
            os.kill(os.getpid(), signal.SIGKILL)


class _Half:
    """A file open for writing of which a write may do only its first half."""

    def __init__(self, file: IO[bytes], fuse: _Fuse) -> None:
        self._file = file
        self._fuse = fuse

    def write(self, data: bytes) -> int:
        if self._fuse.burns():
            self._file.write(data[: len(data) // 2])
            self._file.flush()
            os.kill(os.getpid(), signal.SIGKILL)
        return self._file.write(data)

    def __enter__(self) -> "_Half":
        self._file.__enter__()
        return self

    def __exit__(self, *args: object) -> None:
        self._file.__exit__(None, None, None)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def lay_fuse(step: int) -> None:
    """Make the functions of ``os`` through which files change kill this process at the ``step``-th step."""
    fuse = _Fuse(step)

    def before(name: str) -> None:
        real: Callable[..., Any] = getattr(os, name)

        def stepped(*args: Any, **options: Any) -> Any:
            fuse.step()
            return real(*args, **options)

        setattr(os, name, stepped)

    for name in ("fsync", "unlink", "rmdir", "truncate", "ftruncate", "link", "symlink"):
        before(name)

    def around(name: str) -> None:
        real: Callable[..., Any] = getattr(os, name)

        def stepped(*args: Any, **options: Any) -> Any:
            fuse.step()
            result = real(*args, **options)
            fuse.step()
            return result

        setattr(os, name, stepped)

    for name in ("replace", "rename"):
        around(name)
    renameat2 = renaming._renameat2()
    if renameat2 is not None:

        def exchanged(*args: Any) -> int:
            fuse.step()
            result: int = renameat2(*args)
            fuse.step()
            return result

        renaming._renameat2 = lambda: exchanged  # type: ignore[assignment]
    real_open, real_fdopen = os.open, os.fdopen

    def opened(path: Any, flags: int, *args: Any, **options: Any) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            fuse.step()
        return real_open(path, flags, *args, **options)

    def fdopened(handle: int, mode: str = "r", *args: Any, **options: Any) -> Any:
        file = real_fdopen(handle, mode, *args, **options)
        return _Half(file, fuse) if mode == "wb" else file

    os.open = opened
    os.fdopen = fdopened  # type: ignore[assignment]
