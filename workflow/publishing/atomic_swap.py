"""Atomic replacement of folders: outputs are built in a staging folder, so that a reader gets the old site or the new one.

``renaming.exchange`` exchanges two folders in one step. If the kernel or the file system cannot do that, two
renames replace the folder. If the process is killed between them, the old folder has a name from which the next run restores it.
"""

import contextlib
import filecmp
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from workflow.errors import FileProblem
from workflow.files import reason
from workflow.renaming import exchange

__all__ = ["put_file", "put_folder", "replace_folder", "same_tree", "staging"]

_STAGING = ".building-"
_PREVIOUS = ".previous-"


@contextlib.contextmanager
def staging(editions: Path, names: tuple[str, ...]) -> Iterator[Path]:
    """Make a folder inside ``editions`` to build in, and delete it at the end. Only one process at a time can have one.

    ``names`` are the folders that ``put_folder`` may replace. What a killed run left behind is restored or deleted first.
    Raises FileProblem if ``editions`` cannot be written or is a link, or another process is publishing there.
    """
    from filelock import FileLock, Timeout

    for place in (editions, *(editions / name for name in names)):
        _refuse_link(place)
    with _problems(editions):
        editions.mkdir(parents=True, exist_ok=True)
        lock = FileLock(editions / ".lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise FileProblem(
                f"{editions}: another `workflow publish` is running. Wait until it has finished, then try again."
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
    """Replace the folder ``current`` by ``new``. Return whether anything changed: a folder with the same files is left unchanged.

    The old folder is moved to ``new`` or deleted. Raises FileProblem, also if ``current`` is a link, since what it leads to may be
    anything; ``current`` is then unchanged.
    """
    _refuse_link(current)
    with _problems(current):
        if same_tree(new, current):
            return False
    replace_folder(new, current)
    return True


def replace_folder(new: Path, current: Path) -> None:
    """Replace the folder ``current``, which need not exist, by ``new``. The rest is as for ``put_folder``."""
    _refuse_link(current)
    with _problems(current):
        if not current.exists():
            new.rename(current)
            return
        if not current.is_dir():
            raise FileProblem(
                f"{current}: is a file, and the folder of an output belongs there. Move or remove it, then publish again."
            )
        if not exchange(new, current):
            previous = _previous(current)
            current.rename(previous)
            try:
                new.rename(current)
            except BaseException:
                previous.rename(current)
                raise
            shutil.rmtree(previous, ignore_errors=True)


def put_file(new: Path, current: Path) -> bool:
    """Replace the file ``current`` by ``new``. Return whether anything changed. Raises FileProblem."""
    with _problems(current):
        if current.is_file() and filecmp.cmp(new, current, shallow=False):
            return False
        new.replace(current)
        return True


def same_tree(one: Path, other: Path) -> bool:
    """Return whether two folders have the same files with the same bytes."""
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
        current = editions / name
        previous = _previous(current)
        if previous.exists():
            if current.exists():
                shutil.rmtree(previous, ignore_errors=True)
            else:
                previous.rename(current)
    for left in editions.glob(f"{_STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)


def _refuse_link(path: Path) -> None:
    if path.is_symlink():
        raise FileProblem(
            f"{path}: is a link to {path.readlink()}. Publishing replaces whole folders, so it follows no links. "
            "Remove the link. To serve the pages from another folder, make a link there that leads here."
        )


def _previous(folder: Path) -> Path:
    return folder.with_name(f"{_PREVIOUS}{folder.name}")


@contextlib.contextmanager
def _problems(path: Path) -> Iterator[None]:
    """Turn errors of the file system into FileProblem."""
    try:
        yield
    except OSError as error:
        raise FileProblem(f"{path}: cannot be written: {reason(error)}. It is unchanged.") from error
