"""Lock a file while it is read, changed and written, so that programs that change it take turns.

Locks are advisory: they do not stop an editor without support for them (``catalogs.save`` merges its changes). A lock is the
operating system's own, on an empty file, so it ends with its process. On the few file systems without locks, ``filelock`` takes over
the lock of a process that has ended. A note beside the lock names its holder. Both are in the project's ``.workflow/locks/``, or
in the user's cache folder for a file outside any project; their name contains a hash of the file's real path.
"""

import contextlib
import getpass
import hashlib
import json
import os
import platform
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from workflow.boundary import CONFIG_NAME, link_out
from workflow.data_formats import load_json
from workflow.errors import Locked

__all__ = ["WAIT", "lock_path", "locked"]

WAIT = 30.0
"""Seconds to wait for a lock; a save holds it for milliseconds."""
_POLL = 0.005
"""Seconds between two tries."""


def lock_path(path: Path) -> Path:
    """The file on which the lock is taken."""
    return _places(path)[0]


@contextlib.contextmanager
def locked(path: Path, *, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock of a file.

    Raises Locked if another process still holds it after ``wait`` seconds. If no lock can be made (the disk is full or read-only), go on
    without one: the write itself will fail and say why.
    """
    from filelock import FileLock, Timeout

    for place in _places(path):
        lock = FileLock(place, timeout=wait, poll_interval=_POLL)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise Locked(f"{path}: {_holder(place)} Try again later. Nothing was changed.") from error
        except OSError:
            continue
        try:
            _sign(place)
            yield
        finally:
            lock.release()
        return
    yield


def _places(path: Path) -> list[Path]:
    """The files on which the lock may be taken, the best first."""
    # Strings instead of paths for speed: an extraction does this for every catalog.
    real = os.path.realpath(path)
    name = f"{os.path.basename(real)[:80]}-{hashlib.sha256(os.fsencode(real)).hexdigest()[:16]}.lock"  # noqa: PTH119
    outside = _user_folder() / name
    folder = real
    while (above := os.path.dirname(folder)) != folder:  # noqa: PTH120
        folder = above
        if os.path.isfile(os.path.join(folder, CONFIG_NAME)):  # noqa: PTH113, PTH118
            locks = Path(folder, ".workflow", "locks")
            inside = locks / name
            # A lock empties its file, so one that a link leads to elsewhere is not used.
            if link_out(locks) or inside.is_symlink() or _note(inside).is_symlink():
                return [outside]
            return [inside, outside]
    return [outside]


def _user_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("workflow-editions") / "locks"


def _note(place: Path) -> Path:
    return place.with_suffix(".holder")


def _sign(place: Path) -> None:
    """Write the holder of the lock into the note. The note stays afterwards; it counts only while the lock is held."""
    note = {"pid": os.getpid(), **_identity(), "since": time.time()}
    with contextlib.suppress(OSError):
        _note(place).write_text(json.dumps(note), encoding="utf-8")


@cache
def _identity() -> dict[str, str]:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name
        user = ""
    program = " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]]) if sys.argv else ""
    return {"host": platform.node(), "user": user, "program": program}


def _holder(place: Path) -> str:
    """Who holds the lock, and for how long, as a sentence."""
    try:
        note = load_json(_note(place).read_bytes())
        seconds = max(0, round(time.time() - float(note["since"])))
        who = f"{note['user'] or 'somebody'} on {note['host']} ({note['program']}, process {int(note['pid'])})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another program is writing this file."
    return f"{who} has been writing this file for {_age(seconds)}."


def _age(seconds: int) -> str:
    if seconds < 120:
        return f"{seconds} seconds"
    return f"{seconds // 60} minutes" if seconds < 7200 else f"{seconds // 3600} hours"
