"""``.argosmodel`` files: zips that are looked into with care, and unpacked in one step.

A package comes from the network, so nothing in it is believed: a path that leads elsewhere, a link, or a size that no
translation model has is refused before a byte is written.
"""

import contextlib
import hashlib
import os
import shutil
import stat
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Self

from workflow.errors import PackageError

__all__ = ["MAX_FILES", "MAX_SIZE", "Archive", "cache_folder", "unpack", "unpacked"]

MAX_SIZE = 4 << 30
"""Bytes a package may unpack to. Argos's largest have less than 1 GB."""
MAX_FILES = 2000


class Archive:
    """A ``.argosmodel`` file: its package's files, by their paths below the one folder that the zip holds.

    Raises PackageError where it is no zip, is cut short, or holds anything that may not be unpacked.
    """

    def __init__(self, path: Path):
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, EOFError, ValueError) as error:
            raise PackageError(
                f"{path}: is no complete zip file ({error}): the download was cut short, or it is something else. "
                "Fetch it again."
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

    def open(self, name: str) -> IO[bytes]:
        """A file of the package, to be read."""
        return self._zip.open(self._members[name])

    def read(self, name: str) -> bytes:
        """The bytes of a file of the package.

        Raises PackageError where they do not have the checksum that the zip names.
        """
        try:
            return self._zip.read(self._members[name])
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise PackageError(f"{self.path}: {name} in it is damaged ({error}). Fetch the file again.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def _check(self) -> dict[str, zipfile.ZipInfo]:
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(infos) > MAX_FILES:
            raise self._refused(f"it holds {len(infos)} files, more than {MAX_FILES}")
        size = sum(info.file_size for info in infos)
        if size > MAX_SIZE:
            raise self._refused(f"it unpacks to {size / (1 << 30):.1f} GB, more than {MAX_SIZE >> 30} GB")
        for info in self._zip.infolist():
            name = info.filename
            parts = PurePosixPath(name.replace("\\", "/")).parts
            if name.startswith(("/", "\\")) or (len(name) > 1 and name[1] == ":") or ".." in parts or "\0" in name:
                raise self._refused(f"it would write outside its folder ({name!r})")
            kind = stat.S_IFMT(info.external_attr >> 16)
            if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise self._refused(f"it holds a link or a special file ({name!r})")
            if info.flag_bits & 0x1:
                raise self._refused(f"it is encrypted ({name!r})")
        root = self._root(infos)
        return {info.filename.removeprefix(root): info for info in infos if info.filename.startswith(root)}

    def _root(self, infos: list[zipfile.ZipInfo]) -> str:
        """The folder that holds the package: the one with ``metadata.json``, nearest to the top."""
        found = [info.filename for info in infos if PurePosixPath(info.filename).name == "metadata.json"]
        if not found:
            raise PackageError(f"{self.path}: is no translation package (no metadata.json in it).")
        return min(found, key=lambda name: (name.count("/"), name)).removesuffix("metadata.json")

    def _refused(self, why: str) -> PackageError:
        return PackageError(f"{self.path}: refused: {why}. No translation package needs that; ask where it came from.")


def unpack(path: Path, target: Path) -> None:
    """Unpack a ``.argosmodel`` file into a folder that does not exist yet; it is there whole, or not at all.

    Raises PackageError, FileExistsError, OSError.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    # A half-unpacked folder must not lie among the packages: Argos Translate stops at every folder it does not understand.
    temporary = Path(tempfile.mkdtemp(prefix=".workflow-", dir=target.parent))
    try:
        with Archive(path) as archive:
            written = 0
            for name in archive.names:
                file = temporary / name
                file.parent.mkdir(parents=True, exist_ok=True)
                try:
                    with archive.open(name) as source, file.open("wb") as sink:
                        while block := source.read(1 << 20):
                            written += len(block)
                            if written > MAX_SIZE:
                                raise PackageError(f"{path}: refused: it unpacks to more than it says.")
                            sink.write(block)
                except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
                    raise PackageError(f"{path}: {name} in it is damaged ({error}). Fetch the file again.") from error
        temporary.chmod(0o755)
        temporary.rename(target)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def cache_folder() -> Path:
    """Where zipped packages are unpacked to: the user's cache, or the system's temporary folder where that cannot be written."""
    from platformdirs import user_cache_path

    for folder in (user_cache_path("workflow-editions") / "packages", _temporary_folder()):
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if os.access(folder, os.W_OK | os.X_OK):
                return folder
    raise PackageError(
        "There is no folder to unpack a translation package into: neither the home folder's cache nor the "
        "temporary folder can be written. Set XDG_CACHE_HOME to a folder that can."
    )


def unpacked(path: Path) -> Path:
    """The folder that a ``.argosmodel`` file was unpacked to, in the cache; keyed by the file's content.

    Raises PackageError.
    """
    try:
        with path.open("rb") as stream:
            key = hashlib.file_digest(stream, "sha256").hexdigest()
        target = cache_folder() / f"{path.stem}-{key[:16]}"
        if not target.is_dir():
            try:
                unpack(path, target)
            except OSError:
                # Another process was quicker.
                if not target.is_dir():
                    raise
    except OSError as error:
        raise PackageError(
            f"{path}: cannot be unpacked: {(error.strerror or str(error)).lower()}. "
            "Free some space, or set XDG_CACHE_HOME to a folder that can be written."
        ) from error
    return target


def _temporary_folder() -> Path:
    return Path(tempfile.gettempdir()) / f"workflow-editions-{os.getuid()}"
