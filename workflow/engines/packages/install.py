"""Install and remove translation packages, atomically and after a check.

Argos's packages are installed into the folder of Argos Translate, so that both programs use them, Firefox's into a folder of this
program's; or either into another folder of packages, such as a project's ``models``.
"""

import shutil
from dataclasses import replace
from pathlib import Path

from workflow.engines.base import EngineSettings, Where
from workflow.engines.packages.archive import MAX_FILES, MAX_SIZE, METADATA_NAME, cache_folder, unpack
from workflow.engines.packages.argos import read_argos
from workflow.engines.packages.available import Available, Listing, PackageKind, Sources
from workflow.engines.packages.download import fetch
from workflow.engines.packages.firefox import FILE_NAME, firefox_folder, is_firefox
from workflow.engines.packages.firefox_install import from_archive, from_folder, from_records, is_archive
from workflow.engines.packages.installed import ARCHIVE_SUFFIX, argos_folders, installed
from workflow.engines.packages.loading import probe
from workflow.engines.packages.lookup import available, choose_package, may_be_name, named_kind
from workflow.engines.packages.package import Package
from workflow.engines.packages.placing import Installation, already, place, writing
from workflow.errors import PackageError
from workflow.files import hash_of, reason
from workflow.model import Progress

__all__ = ["install", "named", "put", "remove"]


def install(
    what: str,
    settings: EngineSettings | None = None,
    *,
    folder: Path | None = None,
    sources: Sources | None = None,
    sha256: str | None = None,
    progress: Progress | None = None,
) -> Installation:
    """Install a package: from a file (``.argosmodel``, or a zip or tar of Mozilla's files), a folder, an address, or an index (``en-es``).

    ``folder``: the folder of packages to install into; by default Argos Translate's, or this program's for Firefox's packages.
    ``sources``: where a pair or a name is looked up. ``sha256``: the expected hash of the file. The package must translate a word before
    anything is replaced. Raises PackageError; nothing is changed then.
    """
    settings = settings or EngineSettings()
    sha256 = _digest(sha256) if sha256 else None
    if "://" in what:
        return _from_address((what,), folder, settings, sha256, progress)
    path = Path(what).expanduser()
    if path.is_dir():
        if sha256:
            raise PackageError(f"{path}: is a folder; a SHA-256 can be checked for a file only.")
        return _from_folder(path, folder)
    if path.is_file():
        return _from_file(path, folder, sha256, origin=path.name)
    if path.suffix == ARCHIVE_SUFFIX or len(path.parts) > 1:
        raise PackageError(f"{path}: no such file.")
    if not may_be_name(what):
        raise PackageError(
            f"{what!r} is neither a pair of languages, such as en-es, nor the name of a package, a file, a folder or an address. "
            "To list the packages: workflow models available"
        )
    sources = sources or Sources()
    listing = _looked_up(what, settings, replace(sources, kind=sources.kind or named_kind(what)))
    choice = choose_package(what, listing)
    done = _from_index(choice.package, settings, sha256, folder, progress)
    return replace(done, why=choice.why, problems=listing.problems)


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
    source, _, target = what.partition("-")
    packages = installed(settings).packages
    exact = [
        one
        for one in packages
        if what in (one.name, one.name.rpartition("-")[0], one.path.name, one.path.stem, str(one.path))
    ]
    if exact:
        return tuple(exact)
    return tuple(one for one in packages if target and one.rank(source, target) is not None)


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
    for folder in (*([settings.models] if settings.models else []), firefox_folder(), *argos_folders()):
        path = folder / Path(what).name
        if what in (path.name, str(path)) and (is_firefox(path) or (path / METADATA_NAME).is_file()):
            return path
    raise PackageError(f"no installed package {what!r}. To list the installed packages: workflow models list")


def _looked_up(what: str, settings: EngineSettings, sources: Sources) -> Listing:
    try:
        return available(settings, sources)
    except PackageError as error:
        if not settings.offline:
            raise
        raise PackageError(
            f"{what}: would be downloaded, but workflow.yaml says offline: true. "
            "Download the package on another machine, then run: workflow models install FILE"
        ) from error


def _from_index(
    wanted: Available, settings: EngineSettings, sha256: str | None, folder: Path | None, progress: Progress | None
) -> Installation:
    if wanted.kind is PackageKind.FIREFOX:
        if sha256:
            raise PackageError(
                f"{wanted.name}: has several files, whose SHA-256 the records state. Leave out --sha256."
            )
        return from_records(wanted, folder or firefox_folder(), settings, progress)
    [file] = wanted.files
    expected = sha256 or (_digest(file.sha256) if file.sha256 else None)
    return _from_address(file.links, folder, settings, expected, progress)


def _from_address(
    links: tuple[str, ...], folder: Path | None, settings: EngineSettings, sha256: str | None, progress: Progress | None
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
            return _from_file(file, folder, sha256, origin=link)
        finally:
            # Also if it is broken: a complete file that cannot be opened would be resumed forever.
            file.unlink(missing_ok=True)
    raise AssertionError("links is never empty")


def _from_file(path: Path, folder: Path | None, sha256: str | None, *, origin: str) -> Installation:
    try:
        found = hash_of(path)
    except OSError as error:
        raise PackageError(f"{path}: cannot be read: {reason(error)}.") from error
    if sha256 and found != sha256:
        raise PackageError(f"{origin}: its SHA-256 is {found}, not {sha256}. It is another file, or it was changed.")
    if FILE_NAME.fullmatch(path.name):
        raise PackageError(
            f"{path}: is one file of several of its package. Install its folder: workflow models install {path.parent}"
        )
    try:
        if is_archive(path):
            done = from_archive(path, folder or firefox_folder(), found, origin=origin)
        else:
            target = folder or argos_folders()[0]
            with writing(target) as scratch:
                unpack(path, scratch)
                done = put(scratch, target, origin, found)
        return replace(done, compared=sha256 is not None)
    except PackageError as error:
        # The user knows the address, not the temporary file.
        raise PackageError(str(error).replace(str(path), origin)) from error


def _from_folder(path: Path, folder: Path | None) -> Installation:
    if is_firefox(path):
        return from_folder(path, folder or firefox_folder())
    target = folder or argos_folders()[0]
    package = read_argos(path)
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
    package = read_argos(scratch)
    if package is None:
        raise PackageError(f"{origin}: does not translate (its metadata gives another type).")
    where = target / package.name.replace(".", "_")
    if old := already(where, package):
        return Installation(old, sha256, changed=False)
    try:
        probe(package)
    except PackageError as error:
        raise PackageError(str(error).replace(str(scratch), origin)) from error
    return Installation(place(scratch, where, {"from": origin, "sha256": sha256}), sha256, changed=True)


def _digest(text: str) -> str:
    digest = text.strip().lower().removeprefix("sha256:")
    if len(digest) != 64 or not all(char in "0123456789abcdef" for char in digest):
        raise PackageError(f"{text!r} is not a SHA-256. Write 64 hexadecimal digits.")
    return digest
