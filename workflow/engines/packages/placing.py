"""The last step of an installation: a package that was tried out takes its place, or nothing changes."""

import contextlib
import datetime
import json
import logging
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workflow.engines.packages.installed import read_package
from workflow.engines.packages.package import RECORD_NAME, Package
from workflow.engines.packages.scratch import put_in_place, scratch_folder
from workflow.errors import PackageError
from workflow.files import reason

__all__ = ["Installation", "already", "place", "writing"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Installation:
    """The result of ``install``."""

    package: Package
    sha256: str
    """The SHA-256 of the file that was installed; empty for a folder, and for a package of several files."""
    changed: bool
    """Whether anything was installed: False if the same package was already installed."""
    compared: bool = False
    """Whether hashes were compared with expected ones; Argos's own index has none."""
    why: str = ""
    """Why this package was chosen for a pair: a sentence; empty for one that was named."""
    problems: tuple[str, ...] = ()
    """A line for each index that could not be read."""


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


def already(place: Path, package: Package) -> Package | None:
    """Return the package at a place if it has the content of another one; None otherwise."""
    if not place.is_dir():
        return None
    with contextlib.suppress(PackageError):
        old = read_package(place)
        if old and old.hash == package.hash:
            return old
    return None


def place(scratch: Path, where: Path, record: Mapping[str, object]) -> Package:
    """Move a package that was tried out from ``scratch`` to ``where``, with the record of its installation, and return it.

    Raises PackageError, OSError.
    """
    full = {**record, "date": datetime.datetime.now(datetime.UTC).date().isoformat()}
    (scratch / RECORD_NAME).write_text(json.dumps(full, indent=2) + "\n", encoding="utf-8")
    scratch.chmod(0o755)
    put_in_place(scratch, where)
    done = read_package(where)
    assert done
    _log.info("installed %s at %s from %s", done.name, where, record.get("from"))
    return done
