"""Install and remove translation packages, atomically and after a check.

Packages are installed into the folder of Argos Translate, so that both programs use them, or into another folder of packages, such as a
project's ``models``.
"""

import contextlib
import datetime
import hashlib
import json
import logging
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from workflow.engines.base import EngineSettings, Where
from workflow.engines.packages.archive import MAX_FILES, MAX_SIZE, cache_folder, unpack
from workflow.engines.packages.download import fetch
from workflow.engines.packages.index import available, find, may_be_name
from workflow.engines.packages.installed import ARCHIVE_SUFFIX, argos_codes, argos_folders, installed
from workflow.engines.packages.loading import probe
from workflow.engines.packages.package import RECORD_NAME, Package, read
from workflow.engines.packages.scratch import put_in_place, scratch_folder
from workflow.errors import PackageError
from workflow.files import reason
from workflow.model import Progress

__all__ = ["Installation", "install", "named", "put", "remove", "writing"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Installation:
    """The result of ``install``."""

    package: Package
    sha256: str
    """The SHA-256 of the ``.argosmodel`` file; empty for a package folder."""
    changed: bool
    """Whether anything was installed: False if the same package was already installed."""
    compared: bool = False
    """Whether the hash was compared with an expected one; Argos's own index has none."""


def install(
    what: str,
    settings: EngineSettings | None = None,
    *,
    folder: Path | None = None,
    index: str | None = None,
    sha256: str | None = None,
    progress: Progress | None = None,
) -> Installation:
    """Install a package: from an ``.argosmodel`` file, a package folder, an address, or an index by pair or name (``en-es``).

    ``folder``: the folder of packages to install into; by default Argos Translate's. ``sha256``: the expected hash of the file.
    ``index``: address or file of an index in Argos's format. The package must translate a word before anything is replaced.
    Raises PackageError; nothing is changed then.
    """
    settings = settings or EngineSettings()
    target = folder or argos_folders()[0]
    sha256 = _digest(sha256) if sha256 else None
    if "://" in what:
        return _from_address((what,), target, settings, sha256, progress)
    path = Path(what).expanduser()
    if path.is_dir():
        if sha256:
            raise PackageError(f"{path}: is a folder; a SHA-256 can be checked for an {ARCHIVE_SUFFIX} file only.")
        return _from_folder(path, target)
    if path.is_file():
        return _from_file(path, target, sha256, origin=path.name)
    if path.suffix == ARCHIVE_SUFFIX or len(path.parts) > 1:
        raise PackageError(f"{path}: no such file.")
    if not may_be_name(what):
        raise PackageError(
            f"{what!r} is neither a pair of languages, such as en-es, nor the name of a package, a file, a folder or an address. "
            "To list the packages: workflow models available"
        )
    if settings.offline and (index is None or "://" in index):
        raise PackageError(
            f"{what}: would be downloaded, but workflow.yaml says offline: true. "
            f"Download the {ARCHIVE_SUFFIX} file on another machine, then run: workflow models install FILE"
        )
    found = find(what, available(settings, index=index), index or "The index")
    wanted = sha256 or (_digest(found.sha256) if found.sha256 else None)
    return _from_address(found.links, target, settings, wanted, progress)


def remove(what: str, settings: EngineSettings | None = None) -> Path:
    """Remove an installed package, given by pair, name or folder, and return its path. A broken one is given by its folder's name.

    Raises PackageError if it is not one that the user installed, or if several match.
    """
    path = _to_remove(what, settings or EngineSettings())
    try:
        if path.is_symlink() or path.is_file():
            path.unlink()
        else:
            # Renamed first, so that a removal that is killed leaves no incomplete package.
            with writing(path.parent) as scratch:
                path.rename(scratch / path.name)
    except OSError as error:
        raise PackageError(f"{path}: cannot be removed: {reason(error)}.") from error
    return path


def named(what: str, settings: EngineSettings | None = None) -> tuple[Package, ...]:
    """Return the installed packages for a pair (``en-es``) or with a name or path, the preferred first."""
    source, dash, target = what.partition("-")
    packages = installed(settings).packages
    exact = [
        one
        for one in packages
        if what in (one.name, one.name.rpartition("-")[0], one.path.name, one.path.stem, str(one.path))
    ]
    if exact:
        return tuple(exact)
    return tuple(
        one for one in packages if dash and one.source in argos_codes(source) and one.target in argos_codes(target)
    )


def _to_remove(what: str, settings: EngineSettings) -> Path:
    found = named(what, settings)
    own = [one for one in found if one.where is not Where.STARTER]
    if len(own) > 1:
        raise PackageError(
            f"{what!r} matches {len(own)} packages: {', '.join(str(one.path) for one in own)}. Name one by its path."
        )
    if own:
        return own[0].path
    if found:
        raise PackageError(
            f"{found[0].name} comes with this program and cannot be removed. An installed package takes precedence over it."
        )
    for folder in (*([settings.models] if settings.models else []), *argos_folders()):
        path = folder / Path(what).name
        if what in (path.name, str(path)) and (path / "metadata.json").is_file():
            return path
    raise PackageError(f"There is no installed package {what!r}. To list the installed packages: workflow models list")


def _from_address(
    links: tuple[str, ...], target: Path, settings: EngineSettings, sha256: str | None, progress: Progress | None
) -> Installation:
    if settings.offline:
        raise PackageError(f"{links[0]}: is on the network, but workflow.yaml says offline: true.")
    downloads = cache_folder("downloads")
    for number, link in enumerate(links, 1):
        try:
            file = fetch(link, downloads, progress)
        except PackageError:
            if number == len(links):
                raise
            continue
        try:
            return _from_file(file, target, sha256, origin=link)
        finally:
            # Also if it is broken: a complete file that cannot be opened would be resumed forever.
            file.unlink(missing_ok=True)
    raise AssertionError("links is never empty")


def _from_file(path: Path, target: Path, sha256: str | None, *, origin: str) -> Installation:
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise PackageError(f"{path}: cannot be read: {reason(error)}.") from error
    if sha256 and found != sha256:
        raise PackageError(f"{origin}: its SHA-256 is {found}, not {sha256}. It is another file, or it was changed.")
    try:
        with writing(target) as scratch:
            unpack(path, scratch)
            return replace(put(scratch, target, origin, found), compared=sha256 is not None)
    except PackageError as error:
        # The user knows the address, not the temporary file.
        raise PackageError(str(error).replace(str(path), origin)) from error


def _from_folder(path: Path, target: Path) -> Installation:
    package = read(path)
    if package is None:
        raise PackageError(f"{path}: does not translate (its metadata gives another type).")
    with writing(target) as scratch:
        files = size = 0
        for file in sorted(path.rglob("*")):
            if file.is_symlink():
                raise PackageError(f"{file}: is a link; a package may contain only files.")
            if file.is_file():
                files, size = files + 1, size + file.stat().st_size
                if files > MAX_FILES or size > MAX_SIZE:
                    raise PackageError(f"{path}: is larger than any translation package.")
                place = scratch / file.relative_to(path)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, place)
        return put(scratch, target, str(path.name), "")


def put(scratch: Path, target: Path, origin: str, sha256: str) -> Installation:
    """Move a package from ``scratch`` to its place in ``target`` if it translates a word.

    ``origin``: the file or address of the package, for its record. Raises PackageError.
    """
    package = read(scratch)
    if package is None:
        raise PackageError(f"{origin}: does not translate (its metadata gives another type).")
    place = target / package.name.replace(".", "_")
    if place.is_dir():
        with contextlib.suppress(PackageError):
            old = read(place)
            if old and old.hash == package.hash:
                return Installation(old, sha256, changed=False)
    try:
        probe(package)
    except PackageError as error:
        raise PackageError(str(error).replace(str(scratch), origin)) from error
    record = {"from": origin, "sha256": sha256, "date": datetime.datetime.now(datetime.UTC).date().isoformat()}
    (scratch / RECORD_NAME).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    scratch.chmod(0o755)
    put_in_place(scratch, place)
    done = read(place)
    assert done
    _log.info("installed %s at %s from %s", done.name, place, origin)
    return Installation(done, sha256, changed=True)


@contextlib.contextmanager
def writing(packages: Path) -> Iterator[Path]:
    """Make a ``scratch_folder``. Raises PackageError for errors of the file system and of archives; nothing was changed then."""
    try:
        with scratch_folder(packages) as scratch:
            try:
                yield scratch
            except (OSError, zipfile.BadZipFile, zlib.error) as error:
                why = reason(error) if isinstance(error, OSError) else str(error).lower()
                raise PackageError(f"{packages}: the package cannot be written: {why}. Nothing was changed.") from error
    except OSError as error:
        raise PackageError(
            f"{packages}: cannot be written: {reason(error)}. "
            "Set ARGOS_PACKAGES_DIR to a writable folder, or put packages into the project's models folder."
        ) from error


def _digest(text: str) -> str:
    digest = text.strip().lower().removeprefix("sha256:")
    if len(digest) != 64 or not all(char in "0123456789abcdef" for char in digest):
        raise PackageError(f"{text!r} is not a SHA-256. Write 64 hexadecimal digits.")
    return digest
