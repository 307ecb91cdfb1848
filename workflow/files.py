"""Files: the one place where bytes are read and written.

Floor 1. A write is atomic: a temporary file beside the target, flushed to disk, then renamed over it; a process killed at
any moment leaves the old bytes or the new ones (law 5). A new file is made in the same way, but never over one that is there by then,
and the system flushes it when it likes: there are no old bytes that a loss of power could take. Text is UTF-8 with line ends and BOM
kept as they are (law 1).
"""

import contextlib
import errno
import logging
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from workflow.errors import DocumentError, FileProblem

__all__ = [
    "copy",
    "create",
    "decode",
    "exists",
    "read_bytes",
    "read_text",
    "reason",
    "remove",
    "sweep",
    "write_all",
    "write_bytes",
    "write_text",
]

_log = logging.getLogger(__name__)

_SUFFIX = ".new"
_ABANDONED = 3600.0
"""Seconds after which a temporary file belongs to nobody any more."""
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}
"""What a file system says that has no hard links."""


def exists(path: Path) -> bool:
    """Whether there is something at ``path`` (a link that leads nowhere is nothing).

    Raises FileProblem where that cannot be found out.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise FileProblem(f"{path}: cannot be read: {reason(error)}.") from error
    return True


def read_bytes(path: Path) -> bytes:
    """The bytes of ``path``.

    Raises FileProblem where it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileProblem(f"{path}: cannot be read: {reason(error)}.") from error


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, every character kept: BOM (as U+FEFF), CR, tabs.

    Raises FileProblem where it cannot be read, DocumentError with the line of the first bad byte where it is not UTF-8.
    """
    return decode(read_bytes(path), str(path))


def decode(data: bytes, name: str) -> str:
    """The text of a UTF-8 file that messages call ``name``, every character kept: BOM (as U+FEFF), CR, tabs.

    Raises DocumentError with the line of the first bad byte where they are not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            f"{name}:{line}: byte 0x{data[error.start]:02x} is not UTF-8. "
            f"Save the file as UTF-8 (for example: iconv -f latin1 -t utf-8), then run the command again."
        ) from error


def write_bytes(path: Path, data: bytes) -> bool:
    """Put ``data`` into ``path`` in one step, and say whether anything changed: a file that already holds it is left alone.

    Permission bits of an existing file are kept, a symbolic link is written through. Folders are made as needed.
    Raises FileProblem: the old file is then as it was.
    """
    with _problem(path):
        target = os.path.realpath(path)
        mode: int | None = None
        try:
            with open(target, "rb") as file:  # noqa: PTH123
                if file.read() == data:
                    _log.debug("%s is up to date", path)
                    return False
                mode = os.fstat(file.fileno()).st_mode & 0o7777
        except FileNotFoundError:
            if create(Path(target), data):
                return True
        with _beside(target, data, mode=mode, flush=True) as temporary:
            os.replace(temporary, target)  # noqa: PTH105
    _log.debug("wrote %s, %d bytes", path, len(data))
    return True


def create(path: Path, data: bytes) -> bool:
    """Put ``data`` into a file that is not there yet, in one step. False where there is something: that is left alone.

    Of several programs that create the same file one does, and the others are told. Folders are made as needed. Raises FileProblem.
    """
    target = os.fspath(path)
    with _problem(path), _beside(target, data) as temporary:
        try:
            os.link(temporary, target)
        except FileExistsError:
            real = os.path.realpath(target)
            return not os.path.lexists(real) and create(Path(real), data)  # a link that leads nowhere yet
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            if os.path.lexists(target):
                return False
            os.replace(temporary, target)  # noqa: PTH105
    _log.debug("created %s, %d bytes", path, len(data))
    return True


@contextlib.contextmanager
def _problem(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileProblem(f"{path}: cannot be written: {reason(error)}. Nothing was changed.") from error


@contextlib.contextmanager
def _beside(target: str, data: bytes, *, mode: int | None = None, flush: bool = False) -> Iterator[str]:
    """A temporary file in the same folder that holds ``data``; gone at the end, if it still has its name."""
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".{name[:200]}.{os.urandom(4).hex()}{_SUFFIX}")  # noqa: PTH118
    # A new file gets the permissions that any program's new files get: the system subtracts the umask.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(temporary, flags, 0o666)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        handle = os.open(temporary, flags, 0o666)
    try:
        with os.fdopen(handle, "wb", buffering=0) as file:
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
            if mode is not None:
                os.chmod(temporary, mode)  # noqa: PTH101
            if flush:
                os.fsync(handle)
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108


def write_text(path: Path, text: str) -> bool:
    """Like ``write_bytes``, for text: encoded as UTF-8, nothing converted."""
    return write_bytes(path, text.encode("utf-8"))


def write_all(files: Sequence[tuple[Path, bytes]]) -> list[bool]:
    """``write_bytes`` for many files; in their order, what changed.

    Raises the first FileProblem there is, after all were tried. Each file is old or new, whatever happens.
    """
    changed: list[bool] = []
    problem: FileProblem | None = None
    for path, data in files:
        try:
            changed.append(write_bytes(path, data))
        except FileProblem as error:
            problem = problem or error
    if problem is not None:
        raise problem
    return changed


def copy(source: Path, target: Path) -> None:
    """Copy the bytes of a file to a new file, a piece at a time. Folders are made as needed.

    For folders that nothing else writes to: the target is not replaced in one step. Raises FileProblem.
    """
    try:
        file = source.open("rb")
    except OSError as error:
        raise FileProblem(f"{source}: cannot be read: {reason(error)}.") from error
    with file, _problem(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as copied:
            shutil.copyfileobj(file, copied, 1 << 20)


def remove(path: Path) -> bool:
    """Remove a file, and say whether it was there.

    Raises FileProblem.
    """
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise FileProblem(f"{path}: cannot be removed: {reason(error)}.") from error
    _log.debug("removed %s", path)
    return True


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed process left below ``folder`` an hour or longer ago."""
    before = time.time() - _ABANDONED
    for top, _, names in os.walk(folder):
        for name in names:
            if name.startswith(".") and name.endswith(_SUFFIX):
                with contextlib.suppress(OSError):
                    path = Path(top, name)
                    if path.stat().st_mtime < before:
                        path.unlink()


def reason(error: OSError) -> str:
    """Return what the system says, in lower case: ``no space left on device``."""
    return (error.strerror or str(error)).lower()
