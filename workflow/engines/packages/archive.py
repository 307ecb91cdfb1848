"""``.argosmodel`` files: zip files, which are checked and unpacked atomically.

A package comes from the network, so it is not trusted: a path that leads elsewhere, a link, or an implausible size is refused before a
byte is written.
"""

import contextlib
import logging
import os
import stat
import tempfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Self

from workflow.engines.packages.scratch import put_in_place, scratch_folder, sweep
from workflow.errors import PackageError
from workflow.files import hash_of, reason

__all__ = ["MAX_FILES", "MAX_METADATA", "MAX_SIZE", "METADATA_NAME", "Archive", "cache_folder", "unpack", "unpacked"]

_log = logging.getLogger(__name__)

MAX_SIZE = 4 << 30
"""Maximum size of an unpacked package in bytes. Argos's largest have less than 1 GB."""
MAX_FILES = 2000
METADATA_NAME = "metadata.json"
MAX_METADATA = 1 << 20
"""The maximum size of the metadata in bytes."""


class Archive:
    """A ``.argosmodel`` file: the files of its package by their paths below the folder that the zip contains.

    Raises PackageError if it is not a zip file, is truncated, or contains anything that must not be unpacked.
    """

    def __init__(self, path: Path):
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
            raise PackageError(
                f"{path}: is not a complete zip file ({error}): the download was interrupted, or it is another kind of file. "
                "Download it again."
            ) from error
        try:
            self._members = self._check()
        except BaseException:
            self._zip.close()
            raise

    @property
    def names(self) -> tuple[str, ...]:
        """The paths of the files, without the outermost folder."""
        return tuple(self._members)

    @property
    def sizes(self) -> dict[str, int]:
        """The size of each file in bytes."""
        return {name: info.file_size for name, info in self._members.items()}

    def open(self, name: str) -> IO[bytes]:
        """Open a file of the package for reading."""
        return self._zip.open(self._members[name])

    def read(self, name: str) -> bytes:
        """Return the bytes of a file of the package.

        Raises PackageError if their checksum is not that of the zip.
        """
        try:
            return self._zip.read(self._members[name])
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise PackageError(f"{self.path}: {name} in it is damaged ({error}). Download the file again.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def _check(self) -> dict[str, zipfile.ZipInfo]:
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(infos) > MAX_FILES:
            raise self._rejected(f"it holds {len(infos)} files, more than {MAX_FILES}")
        size = sum(info.file_size for info in infos)
        if size > MAX_SIZE:
            raise self._rejected(f"it unpacks to {size / (1 << 30):.1f} GB, more than {MAX_SIZE >> 30} GB")
        for info in self._zip.infolist():
            name = info.filename
            parts = PurePosixPath(name.replace("\\", "/")).parts
            if name.startswith(("/", "\\")) or (len(name) > 1 and name[1] == ":") or ".." in parts or "\0" in name:
                raise self._rejected(f"it would write outside its folder ({name!r})")
            kind = stat.S_IFMT(info.external_attr >> 16)
            if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise self._rejected(f"it contains a link or a special file ({name!r})")
            if info.flag_bits & 0x1:
                raise self._rejected(f"it is encrypted ({name!r})")
        names = [info.filename for info in infos]
        if len(set(names)) < len(names):
            raise self._rejected("it contains two files with the same name")
        root = self._root(infos)
        return {info.filename.removeprefix(root): info for info in infos if info.filename.startswith(root)}

    def _root(self, infos: list[zipfile.ZipInfo]) -> str:
        """The folder of the package: the topmost one with a ``metadata.json``."""
        found = [info for info in infos if PurePosixPath(info.filename).name == METADATA_NAME]
        if not found:
            raise PackageError(f"{self.path}: is not a translation package (no {METADATA_NAME} in it).")
        first = min(found, key=lambda info: (info.filename.count("/"), info.filename))
        if first.file_size > MAX_METADATA:
            raise self._rejected(f"its {METADATA_NAME} has {first.file_size} bytes")
        return first.filename.removesuffix(METADATA_NAME)

    def _rejected(self, why: str) -> PackageError:
        return PackageError(
            f"{self.path}: rejected: {why}. A translation package never needs this; check where it comes from."
        )


def unpack(path: Path, folder: Path) -> None:
    """Unpack a ``.argosmodel`` file into a folder that exists and is empty.

    Raises PackageError, OSError; the caller removes the files written until then.
    """
    with Archive(path) as archive:
        written = 0
        for name in archive.names:
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                with archive.open(name) as source, file.open("wb") as sink:
                    while block := source.read(1 << 20):
                        written += len(block)
                        if written > MAX_SIZE:
                            raise PackageError(f"{path}: rejected: its contents are larger than declared.")
                        sink.write(block)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
                raise PackageError(f"{path}: {name} in it is damaged ({error}). Download the file again.") from error


def cache_folder(name: str) -> Path:
    """Return a cache folder: below the user's cache, or below the temporary folder if that cannot be written.

    Raises PackageError if neither can be written.
    """
    from platformdirs import user_cache_path

    usual = user_cache_path("workflow-editions") / name
    with contextlib.suppress(OSError):
        usual.mkdir(parents=True, exist_ok=True)
        if os.access(usual, os.W_OK | os.X_OK):
            return usual
    with contextlib.suppress(OSError):
        own = Path(tempfile.gettempdir()) / f"workflow-editions-{_user()}"
        own.mkdir(mode=0o700, exist_ok=True)
        # Every user can make folders there. One that another user made under this name is not used.
        made = own.lstat()
        if stat.S_ISDIR(made.st_mode) and (
            not hasattr(os, "getuid") or (made.st_uid == os.getuid() and not made.st_mode & 0o022)
        ):
            (own / name).mkdir(exist_ok=True)
            return own / name
    raise PackageError(
        f"There is no folder for unpacked translation packages: neither {usual} nor the temporary folder is writable. "
        "Set XDG_CACHE_HOME to a writable folder."
    )


def unpacked(path: Path) -> Path:
    """Return the cache folder with the unpacked content of a ``.argosmodel`` file. Its name is a hash of the content.

    Raises PackageError.
    """
    try:
        key = hash_of(path)
        folder = cache_folder("packages")
        target = folder / f"{path.stem}-{key[:16]}"
        sweep(folder)
        if _whole(path, target):
            _log.debug("%s is unpacked at %s", path, target)
            return target
        with scratch_folder(folder) as scratch:
            if not _whole(path, target):  # another process may have unpacked it meanwhile
                _log.info("unpacking %s into %s", path, target)
                unpack(path, scratch)
                put_in_place(scratch, target)
    except OSError as error:
        raise PackageError(
            f"{path}: cannot be unpacked: {reason(error)}. Free some space, or set XDG_CACHE_HOME to a writable folder."
        ) from error
    return target


def _whole(path: Path, folder: Path) -> bool:
    """Whether all files exist: programs that clean caches remove files, not folders."""
    with Archive(path) as archive:
        return all(
            (folder / name).is_file() and (folder / name).stat().st_size == size for name, size in archive.sizes.items()
        )


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "user"
