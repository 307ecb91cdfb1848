"""Read and write files.

A write is atomic: a temporary file beside the target, flushed to disk, then renamed over it. A process that is killed at any moment
leaves the old bytes or the new ones. A new file is created in the same way, but never replaces a file that was created meanwhile,
and is not flushed: a power failure cannot destroy an older version. Text is UTF-8; line ends and BOM are kept.

An edit (``rewrite``) also never replaces what another program, such as an editor, saved after the file was read. Nothing is written
outside a project through a link in it (``boundary``).
"""

import contextlib
import errno
import hashlib
import logging
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from workflow.boundary import link_out, real_path
from workflow.errors import DocumentError, FileProblem, WorkflowError
from workflow.renaming import exchange
from workflow.text_encoding import guess, utf16_or_32

__all__ = [
    "Replacement",
    "add_lines",
    "append_line",
    "copy",
    "create",
    "decode",
    "exists",
    "hash_of",
    "read_bytes",
    "read_text",
    "reason",
    "remove",
    "replace",
    "rewrite",
    "sweep",
    "write_bytes",
    "write_new",
    "write_text",
]

_log = logging.getLogger(__name__)

_SUFFIX = ".new"
_ABANDONED = 3600.0
"""Age in seconds after which a temporary file counts as left over from a killed process."""
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}
"""The error numbers of a file system without hard links."""
_MOMENT = 0.1
"""Seconds to wait for an editor that is in the middle of writing a file."""
_PATIENCE = 30.0
"""Seconds for which ``rewrite`` tries again while another program keeps saving the file."""


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

    Raises FileProblem if it cannot be read, or is no file: a pipe would be waited for without end.
    """
    try:
        return _content(path)
    except OSError as error:
        raise FileProblem(f"{path}: cannot be read: {reason(error)}.") from error


def _opened(path: Path | str) -> BinaryIO:
    """Open a file for reading. Raises OSError, also for what is no file: a folder, a pipe, a device."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError as error:
        if Path(path).is_symlink():
            raise OSError(error.errno, f"is a link to {Path(path).readlink()}, which does not exist") from error
        raise
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        number = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
        raise OSError(
            number, os.strerror(number) if stat.S_ISDIR(mode) else "is a pipe or device, not a file", str(path)
        )
    return os.fdopen(handle, "rb")


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
        target = real_path(path)
        mode: int | None = None
        try:
            with _opened(target) as file:
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
    target = real_path(path)  # of a dangling link: the file that it names
    with _problem(path), _beside(target, data) as temporary:
        try:
            os.link(temporary, target)
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            if os.path.lexists(target):
                return False
            os.replace(temporary, target)  # noqa: PTH105
    _log.debug("created %s, %d bytes", path, len(data))
    return True


def write_new(path: Path, data: bytes) -> None:
    """Write a file that does not exist yet. Folders are made as needed.

    For folders that nothing else writes to: the file is not made in one step. Raises FileProblem.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with _problem(path):
        try:
            handle = os.open(path, flags, 0o666)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, flags, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(data)


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
    # A name has at most 255 bytes; a character of it may have four.
    short = os.fsdecode(os.fsencode(name)[:200])
    temporary = os.path.join(folder, f".{short}.{os.urandom(4).hex()}{_SUFFIX}")  # noqa: PTH118
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


def rewrite(
    path: Path, change: Callable[[bytes], bytes], merge: Callable[[bytes, bytes, bytes], bytes] | None = None
) -> tuple[bytes, bytes]:
    """Replace a file by what ``change`` makes of its bytes, and return the bytes before and after.

    If another program saves the file meanwhile, its bytes are changed instead: ``change`` is called again. ``merge(base, now, lost)``
    adds to the bytes ``now`` those of a save that may have been undone by a program which had not seen it (see ``replace``). Raises
    FileProblem (also if the file is saved again and again for half a minute), and the WorkflowErrors of ``change``; the file is then
    unchanged.
    """
    deadline = time.monotonic() + _PATIENCE
    undone: list[tuple[bytes, bytes]] = []
    while time.monotonic() < deadline:
        old = now = read_bytes(path)
        if not old and not _is_settled(path, old):
            continue
        for base, lost in undone:
            now = merge(base, now, lost) if merge and lost != now else now
        try:
            new = change(now)
        except WorkflowError:
            if _is_settled(path, old):
                raise
            continue
        if new == old:
            return old, new
        outcome = replace(path, old, new)
        if outcome.replaced:
            return old, new
        undone += [(old, lost) for lost in outcome.undone]
    raise FileProblem(
        f"{path}: another program keeps saving this file, so it cannot be changed. Close it there, then try again. "
        "Nothing was changed."
    )


def _is_settled(path: Path, data: bytes) -> bool:
    """Whether a file that looks incomplete is not just being written: it has the same bytes a moment later."""
    time.sleep(_MOMENT)
    return read_bytes(path) == data


@dataclass(frozen=True, slots=True)
class Replacement:
    """The result of ``replace``."""

    replaced: bool
    """False if the file held something else, or was gone; it is then unchanged."""
    undone: tuple[bytes, ...] = ()
    """What another program saved at the last moment. It was put back, but a program that read the file in the instant before may have
    undone it."""


def replace(path: Path, old: bytes, new: bytes) -> Replacement:
    """Replace a file if it holds ``old``, atomically.

    Where the system can exchange files (``renaming``), this is certain: what another program saves at the last moment comes out and is put back. Without it, a save
    between the last look at the file and the rename, some microseconds, would be lost. Raises FileProblem.
    """
    undone: list[bytes] = []
    with _problem(path):
        target = real_path(path)
        try:
            mode = os.stat(target).st_mode & 0o7777  # noqa: PTH116
            with _beside(target, new, mode=mode, flush=True) as temporary:
                if _content(target) != old:
                    return Replacement(False)
                if not exchange(temporary, target):
                    os.replace(temporary, target)  # noqa: PTH105
                    return Replacement(True)
                placed, expected = new, old
                while (found := _content(temporary)) != expected:
                    # Put back what was saved meanwhile. If that displaces a still newer save, it is put back in turn.
                    exchange(temporary, target)
                    placed, expected = found, placed
                    undone.append(found)
        except FileNotFoundError:
            return Replacement(False, tuple(undone))
    if undone:
        return Replacement(False, tuple(undone))
    _log.debug("wrote %s, %d bytes", path, len(new))
    return Replacement(True)


def _content(path: Path | str) -> bytes:
    with _opened(path) as file:
        return file.read()


def write_text(path: Path, text: str) -> bool:
    """Write text as UTF-8; see ``write_bytes``. No character is converted."""
    return write_bytes(path, text.encode("utf-8"))


def add_lines(path: Path, missing: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
    """Append lines to a UTF-8 text file, which is created if there is none, and return them.

    ``missing`` gets the text and returns the lines to add. Raises FileProblem; DocumentError if the file is not UTF-8.
    """
    lines: tuple[str, ...] = ()

    def change(data: bytes) -> bytes:
        nonlocal lines
        text = decode(data, str(path))
        lines = tuple(missing(text))
        end = "\r\n" if "\r\n" in text else "\n"
        gap = end if lines and text and not text.endswith("\n") else ""
        return (text + gap + "".join(line + end for line in lines)).encode("utf-8")

    if exists(path) or not create(path, change(b"")):
        rewrite(path, change)
    return lines


def append_line(path: Path, line: str) -> None:
    """Append a line to a UTF-8 file, which is created if there is none, and flush it to disk. ``line`` has no line end.

    A process that is killed meanwhile may leave a part of the line: the next one begins on a line of its own. The caller holds a lock.
    Raises FileProblem.
    """
    data = line.encode("utf-8") + b"\n"
    with _problem(path):
        target = real_path(path)
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        handle = os.open(target, flags, 0o666)
        with os.fdopen(handle, "wb", buffering=0) as file:
            size = os.fstat(handle).st_size
            if size and os.pread(handle, 1, size - 1) != b"\n":
                data = b"\n" + data
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(handle)


def copy(source: Path, target: Path) -> None:
    """Copy the bytes of a file to a new file, a piece at a time. Folders are made as needed.

    For folders that nothing else writes to: the target is not replaced in one step. Raises FileProblem.
    """
    try:
        file = _opened(source)
    except OSError as error:
        raise FileProblem(f"{source}: cannot be read: {reason(error)}.") from error
    with file, _problem(target):
        real_path(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as copied:
            shutil.copyfileobj(file, copied, 1 << 20)


def remove(path: Path) -> bool:
    """Remove a file, and return whether there was one.

    Raises FileProblem.
    """
    real_path(path.parent)
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
    if link_out(folder):
        return
    before = time.time() - _ABANDONED
    for top, _, names in os.walk(folder):
        for name in names:
            if name.startswith(".") and name.endswith(_SUFFIX):
                with contextlib.suppress(OSError):
                    path = Path(top, name)
                    if path.stat().st_mtime < before:
                        path.unlink()


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file, as hexadecimal digits. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def reason(error: OSError) -> str:
    """Return why the operating system refused, as a clause: ``permission denied``."""
    return (error.strerror or str(error)).lower()
