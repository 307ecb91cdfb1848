"""Install packages of Firefox Translations: from records, from a folder with Mozilla's files, or from a zip or tar file of them."""

import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO

from workflow.engines.base import EngineSettings
from workflow.engines.packages.archive import MAX_FILES, MAX_SIZE, cache_folder
from workflow.engines.packages.available import Available, RemoteFile
from workflow.engines.packages.download import fetch
from workflow.engines.packages.firefox import (
    FILE_NAME,
    MAX_FILE,
    NO_VERSION,
    FirefoxPackage,
    described,
    firefox_files,
    read_firefox,
)
from workflow.engines.packages.package import RECORD_NAME
from workflow.engines.packages.placing import Installation, already, place, writing
from workflow.engines.packages.trial import PackedFile, try_out
from workflow.errors import PackageError
from workflow.files import hash_of, reason
from workflow.languages import language
from workflow.model import Progress

__all__ = ["from_archive", "from_folder", "from_records", "is_archive"]

_BLOCK = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, tarfile.TarError, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What the libraries raise for archives that are damaged, encrypted or of another kind."""
_MOZILLA = """# {} to {}, version {}

A model of Firefox Translations, made by Mozilla. Licence: MPL-2.0.
The models and how they are trained: https://github.com/mozilla/translations
"""
_OTHER = """# {} to {}

A model in the format of Firefox Translations. Its version is not known, so the quality of its drafts is not known either.
Its licence is that of its maker. Mozilla's models: MPL-2.0.
"""


@dataclass(frozen=True, slots=True)
class _Identity:
    """What the record of a package says about it."""

    source: str
    target: str
    version: str
    architecture: str = ""
    origin: str = ""
    """The folder, file or address."""
    sha256: str = ""
    """The hash of the archive; empty if there is none."""

    @property
    def name(self) -> str:
        """The name of the package, and of its folder."""
        return f"firefox-{self.source}_{self.target}-{self.version}"


def from_records(
    wanted: Available, target: Path, settings: EngineSettings, progress: Progress | None = None
) -> Installation:
    """Download the files of a package, and install it into a folder of packages if it translates a word.

    Each file must have the hash that the records state. Raises PackageError; nothing is changed then.
    """
    origin = wanted.files[-1].links[0]
    identity = _Identity(wanted.source, wanted.target, wanted.version, wanted.architecture, origin)
    if done := _unchanged(wanted, target / identity.name):
        return Installation(done, "", changed=False, compared=True)
    with _downloaded(wanted.files, settings, progress) as paths, writing(target) as scratch:
        packed = [
            PackedFile(file.name, path, file.unpacked_sha256) for file, path in zip(wanted.files, paths, strict=True)
        ]
        return _install(packed, scratch, identity, target / identity.name)


def from_folder(path: Path, target: Path) -> Installation:
    """Install the package in a folder with Mozilla's files, compressed or not. Raises PackageError; nothing is changed then."""
    packed, identity = _found(path, origin=path.name)
    with writing(target) as scratch:
        return _install(packed, scratch, identity, target / identity.name)


def is_archive(path: Path) -> bool:
    """Whether a file is a zip or tar file with files of Firefox Translations."""
    try:
        return any(FILE_NAME.fullmatch(name) for name, _, _ in _members(path))
    except _DAMAGED:
        return False


def from_archive(path: Path, target: Path, sha256: str, *, origin: str) -> Installation:
    """Install the package in a zip or tar file of Mozilla's files. ``sha256``: the hash of the file, for the record.

    Raises PackageError; nothing is changed then.
    """
    with writing(target) as scratch:
        folder = scratch.with_name("packed")
        folder.mkdir()
        try:
            for name, size, stream in _members(path):
                if FILE_NAME.fullmatch(name) or name == RECORD_NAME:
                    if size > MAX_FILE or (folder / name).exists():
                        raise PackageError(f"{origin}: rejected: {name} in it is too large, or is there twice.")
                    _copy(stream, folder / name)
        except _DAMAGED as error:
            raise PackageError(f"{origin}: is damaged ({error}). Download it again.") from error
        packed, identity = _found(folder, origin=origin)
        return _install(packed, scratch, replace(identity, sha256=sha256), target / identity.name)


def _found(folder: Path, *, origin: str) -> tuple[list[PackedFile], _Identity]:
    """The files of the package in a folder, and what its record or the names of the files say about it."""
    try:
        files = firefox_files(folder)
        source, target, version = described(folder, files["model"].name)
    except PackageError as error:
        raise PackageError(str(error).replace(str(folder), origin)) from error
    for file in files.values():
        if file.is_symlink() or not file.is_file():
            raise PackageError(f"{file}: is not a file; a package may contain only files.")
    packed = [PackedFile(re.sub(r"\.(gz|zst)$", "", file.name), file) for file in files.values()]
    return packed, _Identity(source, target, version, origin=origin)


def _install(files: Sequence[PackedFile], scratch: Path, identity: _Identity, where: Path) -> Installation:
    """Try files out in the scratch folder, and put them into their place."""
    hashes = try_out(files, scratch, identity.origin)
    package = read_firefox(scratch)
    assert package
    compared = all(file.sha256 for file in files)
    if old := already(where, package):
        return Installation(old, identity.sha256, changed=False, compared=compared)
    names = language(identity.source).name, language(identity.target).name
    (scratch / "README.md").write_text(
        (_OTHER if identity.version == NO_VERSION else _MOZILLA).format(*names, identity.version), encoding="utf-8"
    )
    record = {
        "from": identity.origin,
        "sha256": identity.sha256,
        "source": identity.source,
        "target": identity.target,
        "version": identity.version,
        "architecture": identity.architecture,
        "files": dict(hashes),
    }
    return Installation(place(scratch, where, record), identity.sha256, changed=True, compared=compared)


def _unchanged(wanted: Available, where: Path) -> FirefoxPackage | None:
    """The package at a place, if its files have the hashes that the records state: nothing need be downloaded then."""
    try:
        have = read_firefox(where)
        if have is None or any(not file.unpacked_sha256 for file in wanted.files):
            return None
        for file in wanted.files:
            if hash_of(where / file.name) != file.unpacked_sha256:
                return None
    except (OSError, PackageError):
        return None
    return have


@contextmanager
def _downloaded(
    files: Sequence[RemoteFile], settings: EngineSettings, progress: Progress | None
) -> Iterator[list[Path]]:
    """Download files, in order, and remove them at the end. A part of a file stays, so that the next run resumes it."""
    total = sum(file.size or 0 for file in files)
    before = 0
    paths: list[Path] = []
    fetched: list[Path] = []

    def step(done: int, _: int, what: str) -> None:
        if progress:
            progress(before + done, total, what)

    try:
        for file in files:
            [link] = file.links
            if "://" not in link:
                paths.append(Path(link))
            elif settings.offline:
                raise PackageError(f"{link}: is on the network, but workflow.yaml says offline: true.")
            else:
                paths.append(fetch(link, cache_folder("downloads"), step, limit=MAX_FILE))
                fetched.append(paths[-1])
            _check(file, paths[-1], link)
            before += file.size or 0
        yield paths
    finally:
        for path in fetched:
            path.unlink(missing_ok=True)


def _check(file: RemoteFile, path: Path, link: str) -> None:
    """Compare a downloaded file with what its record says. Raises PackageError."""
    try:
        found = hash_of(path)
    except OSError as error:
        raise PackageError(f"{link}: cannot be read: {reason(error)}.") from error
    if file.sha256 and found != file.sha256:
        raise PackageError(f"{link}: its SHA-256 is {found}, not {file.sha256}. It is another file, or it was changed.")


def _members(path: Path) -> Iterator[tuple[str, int, IO[bytes]]]:
    """Each regular file in a zip or tar file: its name without folders, its size and its content."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist()[:MAX_FILES]:
                if not info.is_dir():
                    with archive.open(info) as stream:
                        yield PurePosixPath(info.filename).name, info.file_size, stream
        return
    with tarfile.open(path) as archive:
        total = 0
        for _, member in zip(range(MAX_FILES), archive, strict=False):
            # The tar is read to its end, whatever it unpacks to.
            if (total := total + member.size) > MAX_SIZE:
                raise tarfile.ReadError("it unpacks to more than any translation package")
            if member.isfile() and (content := archive.extractfile(member)):
                with content:
                    yield PurePosixPath(member.name).name, member.size, content


def _copy(stream: IO[bytes], path: Path) -> None:
    size = 0
    with path.open("wb") as sink:
        while block := stream.read(_BLOCK):
            size += len(block)
            if size > MAX_FILE:
                raise PackageError(f"{path.name}: rejected: it is larger than any file of a translation package.")
            sink.write(block)
