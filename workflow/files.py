"""Read and write files.

A write is atomic: a temporary file beside the target, flushed to disk, then renamed over it. A process that is killed at any moment
leaves the old bytes or the new ones. A new file is created in the same way, but never replaces a file that was created meanwhile,
and is not flushed: a power failure cannot destroy an older version. Text is UTF-8; line ends and BOM are kept.
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
from workflow.text_encoding import guess, utf16_or_32

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
"""Age in seconds after which a temporary file counts as left over from a killed process."""
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}
"""The error numbers of a file system without hard links."""


def exists(path: Path) -> bool:
    """Whether there is a file or folder at ``path``; a dangling link is none.

    Raises FileProblem if that cannot be determined.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise FileProblem(f"{path}: cannot be read: {reason(error)}.") from error
    return True


def read_bytes(path: Path) -> bytes:
    """Return the bytes of ``path``.

    Raises FileProblem if it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileProblem(f"{path}: cannot be read: {reason(error)}.") from error


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file with every character, BOM (U+FEFF) and CR included.

    Raises FileProblem if it cannot be read, DocumentError with the line of the first bad byte if it is not UTF-8.
    """
    return decode(read_bytes(path), str(path))


def decode(data: bytes, name: str) -> str:
    """Decode UTF-8; every character is kept: BOM (as U+FEFF), CR, tabs. ``name`` is the file's name in messages.

    Raises DocumentError if it is not UTF-8, with the line of the first bad byte and the likely encoding.
    """
    wide = utf16_or_32(data)
    if not wide:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            problem = f"{name}:{line}: byte 0x{data[error.start]:02x} is not UTF-8."
            if not (likely := guess(data)):
                raise DocumentError(
                    f"{problem} The rest of the file is. Correct the character, then run the command again."
                ) from error
            raise DocumentError(f"{problem} {_converted(likely)}") from error
    raise DocumentError(f"{name}: the file is in {wide}, not in UTF-8. {_converted(wide)}")


def _converted(encoding: str) -> str:
    return f"Save the file as UTF-8 (for example: iconv -f {encoding} -t UTF-8), then run the command again."


def write_bytes(path: Path, data: bytes) -> bool:
    """Write ``data`` to ``path`` atomically, and return whether the file changed; one that already holds ``data`` is not written.

    Permission bits of an existing file are kept, a symbolic link is written through. Folders are made as needed.
    Raises FileProblem; the old file is then unchanged.
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
    """Create a file with ``data`` atomically. Return False where there is one already; it is not changed.

    Of several processes that create the same file, one succeeds. Folders are made as needed. Raises FileProblem.
    """
    target = os.fspath(path)
    with _problem(path), _beside(target, data) as temporary:
        try:
            os.link(temporary, target)
        except FileExistsError:
            real = os.path.realpath(target)
            return not os.path.lexists(real) and create(Path(real), data)  # a dangling link
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
    """A temporary file with ``data`` in the folder of the target. It is removed at the end, unless it was renamed."""
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
    """Write text as UTF-8; see ``write_bytes``. No character is converted."""
    return write_bytes(path, text.encode("utf-8"))


def write_all(files: Sequence[tuple[Path, bytes]]) -> list[bool]:
    """Write many files, and return for each whether it changed; see ``write_bytes``.

    Raises the first FileProblem, after all files have been tried.
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
    """Remove a file, and return whether there was one.

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
    """Return why the operating system refused, as a clause: ``permission denied``."""
    return (error.strerror or str(error)).lower()
