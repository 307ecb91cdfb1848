"""Files: the one place where bytes are read and written.

Floor 1. A write is atomic: a temporary file beside the target, flushed to disk, then renamed over it; a process killed at
any moment leaves the old bytes or the new ones (law 5). Text is UTF-8 with line ends and BOM kept as they are (law 1).
"""

import contextlib
import os
import secrets
import time
from collections.abc import Sequence
from pathlib import Path

from workflow.errors import DocumentError, FileProblem

__all__ = ["exists", "read_bytes", "read_text", "remove", "sweep", "write_all", "write_bytes", "write_text"]

_SUFFIX = ".new"
_ABANDONED = 3600.0
"""Seconds after which a temporary file belongs to nobody any more."""
_THREADS = 8


def exists(path: Path) -> bool:
    """Whether there is something at ``path`` (a link that leads nowhere is nothing).

    Raises FileProblem where that cannot be found out.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise FileProblem(f"{path}: cannot be read: {_reason(error)}.") from error
    return True


def read_bytes(path: Path) -> bytes:
    """The bytes of ``path``.

    Raises FileProblem where it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileProblem(f"{path}: cannot be read: {_reason(error)}.") from error


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, every character kept: BOM (as U+FEFF), CR, tabs.

    Raises FileProblem where it cannot be read, DocumentError with the line of the first bad byte where it is not UTF-8.
    """
    data = read_bytes(path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            f"{path}:{line}: byte 0x{data[error.start]:02x} is not UTF-8. "
            f"Save the file as UTF-8 (for example: iconv -f latin1 -t utf-8), then run the command again."
        ) from error


def write_bytes(path: Path, data: bytes) -> bool:
    """Put ``data`` into ``path`` in one step, and say whether anything changed: a file that already holds it is left alone.

    Permission bits of an existing file are kept, a symbolic link is written through. Folders are made as needed.
    Raises FileProblem: the old file is then as it was.
    """
    temporary: Path | None = None
    try:
        target = Path(os.path.realpath(path))
        mode: int | None = None
        with contextlib.suppress(FileNotFoundError):
            if target.read_bytes() == data:
                return False
            mode = target.stat().st_mode & 0o7777
        target.parent.mkdir(parents=True, exist_ok=True)
        name = target.parent / f".{target.name[:200]}.{secrets.token_hex(4)}{_SUFFIX}"
        # A new file gets the permissions that any program's new files get: the system subtracts the umask.
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        temporary = name
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if mode is not None:
                name.chmod(mode)
            os.fsync(file.fileno())
        temporary.replace(target)
        temporary = None
    except OSError as error:
        raise FileProblem(f"{path}: cannot be written: {_reason(error)}. Nothing was changed.") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
    return True


def write_text(path: Path, text: str) -> bool:
    """Like ``write_bytes``, for text: encoded as UTF-8, nothing converted."""
    return write_bytes(path, text.encode("utf-8"))


def write_all(files: Sequence[tuple[Path, bytes]]) -> list[bool]:
    """``write_bytes`` for many files, several at a time (most of a write is waiting for the disk); in their order, what changed.

    Raises the first FileProblem there is, after all were tried. Each file is old or new, whatever happens.
    """
    if len(files) < 2:
        return [write_bytes(path, data) for path, data in files]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(min(_THREADS, len(files))) as pool:
        futures = [pool.submit(write_bytes, path, data) for path, data in files]
    return [future.result() for future in futures]


def remove(path: Path) -> bool:
    """Remove a file, and say whether it was there.

    Raises FileProblem.
    """
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise FileProblem(f"{path}: cannot be removed: {_reason(error)}.") from error
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


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
