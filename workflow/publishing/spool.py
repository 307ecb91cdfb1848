"""Texts of a publication while it is built: in memory, or in a file without a name if there are many."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from workflow.errors import FileProblem
from workflow.files import reason

__all__ = ["Spool", "SpooledText"]

_IN_MEMORY = 32 << 20
"""Number of bytes that are kept in memory."""


@dataclass(frozen=True, slots=True)
class SpooledText:
    """Some bytes: those of ``data``, or a part of a file."""

    data: bytes = b""
    file: BinaryIO | None = None
    offset: int = 0
    length: int = 0

    def read(self) -> bytes:
        """Return the bytes. Several processes may read the same file."""
        if self.file is None:
            return self.data
        if hasattr(os, "pread"):
            return os.pread(self.file.fileno(), self.length, self.offset)
        self.file.seek(self.offset)
        return self.file.read(self.length)


class Spool:
    """What was put away, for the time of a run."""

    def __init__(self, folder: Path) -> None:
        """``folder``: where there is room for a file; the system's folder for such files if there is no such folder."""
        self._folder = folder
        self._file: BinaryIO | None = None
        self._size = 0

    def append(self, data: bytes) -> SpooledText:
        """Put bytes away. Raises FileProblem if they cannot be written."""
        self._size += len(data)
        if self._size <= _IN_MEMORY:
            return SpooledText(data)
        try:
            if self._file is None:
                self._file = self._create()
            place = self._file.seek(0, os.SEEK_END)
            rest = memoryview(data)
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
        except OSError as error:
            raise FileProblem(f"{self._folder}: a temporary file cannot be written: {reason(error)}.") from error
        return SpooledText(b"", self._file, place, len(data))

    def _create(self) -> BinaryIO:
        usable = self._folder.is_dir() and os.access(self._folder, os.W_OK)
        return tempfile.TemporaryFile(dir=self._folder if usable else None, buffering=0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
