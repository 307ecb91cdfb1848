"""Editions are built aside and put in place whole: a reader meets the old site or the new one, never a mixture.

``renameat2(RENAME_EXCHANGE)`` changes two folders in one step where kernel and file system have it. Elsewhere two renames
do it; a process killed between them leaves the old folder under a name that the next run knows and puts back.
"""

import contextlib
import ctypes
import errno
import filecmp
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from workflow.errors import FileProblem
from workflow.files import reason

__all__ = ["put_file", "put_folder", "same_tree", "staging"]

_STAGING = ".building-"
_PREVIOUS = ".previous-"
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV}


@contextlib.contextmanager
def staging(editions: Path, names: tuple[str, ...]) -> Iterator[Path]:
    """A new folder inside ``editions`` to build in, for one publisher at a time; it is gone afterwards.

    ``names`` are the folders that ``put_folder`` will put in place. What a killed run left is put right first.
    Raises FileProblem where ``editions`` cannot be written, or another publisher is at work.
    """
    from filelock import FileLock, Timeout

    with _problems(editions):
        editions.mkdir(parents=True, exist_ok=True)
        lock = FileLock(editions / ".lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise FileProblem(
                f"{editions}: another `workflow publish` is at work here. Wait until it is done, then try again."
            ) from error
        try:
            _recover(editions, names)
            folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=editions))
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            lock.release()


def put_folder(new: Path, current: Path) -> bool:
    """Put the folder ``new`` in the place of ``current``, and say whether anything changed: equal folders are left alone.

    What stood there before ends up at ``new`` or is deleted. A link at ``current`` stays: the folder it leads to is changed.
    Raises FileProblem; ``current`` is then as it was.
    """
    with _problems(current):
        current = Path(os.path.realpath(current))
        if not current.exists():
            new.rename(current)
            return True
        if same_tree(new, current):
            return False
        if not _exchange(new, current):
            previous = _previous(current)
            current.rename(previous)
            try:
                new.rename(current)
            except BaseException:
                previous.rename(current)
                raise
            shutil.rmtree(previous, ignore_errors=True)
        return True


def put_file(new: Path, current: Path) -> bool:
    """The same for one file: it changes in one step, or, where it holds the same bytes already, not at all."""
    with _problems(current):
        if current.is_file() and filecmp.cmp(new, current, shallow=False):
            return False
        new.replace(current)
        return True


def same_tree(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files with the same bytes."""
    if not one.is_dir() or not other.is_dir():
        return False
    names = sorted(path.name for path in one.iterdir())
    if names != sorted(path.name for path in other.iterdir()):
        return False
    for name in names:
        first, second = one / name, other / name
        if first.is_dir() or second.is_dir():
            if not same_tree(first, second):
                return False
        elif not filecmp.cmp(first, second, shallow=False):
            return False
    return True


def _recover(editions: Path, names: tuple[str, ...]) -> None:
    for name in names:
        current = Path(os.path.realpath(editions / name))
        previous = _previous(current)
        if previous.exists():
            if current.exists():
                shutil.rmtree(previous, ignore_errors=True)
            else:
                previous.rename(current)
    for left in editions.glob(f"{_STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)


def _previous(folder: Path) -> Path:
    return folder.with_name(f"{_PREVIOUS}{folder.name}")


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change places in one step; False where the system has no such step."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(other))


@contextlib.contextmanager
def _problems(path: Path) -> Iterator[None]:
    """File-system errors as the one clear line they deserve."""
    try:
        yield
    except OSError as error:
        where = error.filename or path
        raise FileProblem(
            f"{where}: cannot be written: {reason(error)}. What was published before is as it was."
        ) from error
