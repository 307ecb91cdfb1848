"""Scratch folders for packages that are being written or removed, and the one step in which a package takes its place.

Only one process at a time has a scratch folder for a folder of packages, so whatever else of that name is there was left by a killed
process, and is removed at the next start. A process that is killed at any moment leaves the old package or the new one, complete.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from workflow.boundary import link_out, real_path
from workflow.errors import Locked
from workflow.locks import locked
from workflow.renaming import exchange

__all__ = ["put_in_place", "scratch_folder", "sweep"]

_PREFIX = ".workflow-scratch-"
_REPLACED = ".workflow-replaced"
"""The suffix of a package that is about to be replaced. Without it, it is a package like others, so it can be loaded meanwhile."""
_WAIT = 600.0
"""Seconds to wait for another process that writes a package, which may be large."""


@contextlib.contextmanager
def scratch_folder(packages: Path) -> Iterator[Path]:
    """Make an empty folder on the file system of a folder of packages, and remove it afterwards.

    It is beside that folder if possible: Argos Translate reads every folder inside as a package, and fails at an incomplete one. Git
    ignores it. Raises OSError, and FileProblem if a link leads out of the project or another process is writing there for ten minutes.
    """
    real_path(packages)
    packages.mkdir(parents=True, exist_ok=True)
    with locked(packages, wait=_WAIT):
        _clear(packages)
        beside = packages.parent
        if not (os.access(beside, os.W_OK) and beside.stat().st_dev == packages.stat().st_dev):
            beside = packages
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=beside))
        try:
            (folder / ".gitignore").write_text("*\n", encoding="ascii")
            (folder / "package").mkdir()
            yield folder / "package"
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def put_in_place(new: Path, place: Path) -> None:
    """Move a package from its scratch folder to ``place``, and what is there into the scratch folder. Raises OSError."""
    if not os.path.lexists(place):
        new.rename(place)
    elif not exchange(new, place):
        replaced = place.with_name(place.name + _REPLACED)
        place.rename(replaced)
        try:
            new.rename(place)
        except OSError:
            replaced.rename(place)
            raise
        replaced.rename(new)


def sweep(packages: Path) -> None:
    """Remove what a killed process left for a folder of packages, unless another process is writing there. Never raises."""
    with contextlib.suppress(OSError, Locked):
        if link_out(packages) is None and (_scratch(packages) or _replaced(packages)):
            with locked(packages, wait=0):
                _clear(packages)


def _clear(packages: Path) -> None:
    for replaced in _replaced(packages):
        place = replaced.with_name(replaced.name.removesuffix(_REPLACED))
        if not os.path.lexists(place):
            replaced.rename(place)
        elif replaced.is_dir() and not replaced.is_symlink():
            shutil.rmtree(replaced, ignore_errors=True)
        else:
            replaced.unlink()
    for folder in _scratch(packages):
        shutil.rmtree(folder, ignore_errors=True)


def _scratch(packages: Path) -> list[Path]:
    """This user's scratch folders. Another user's may be in use, since locks outside a project are each user's own."""
    return [
        path
        for place in (packages.parent, packages)
        for path in place.glob(f"{_PREFIX}*")
        if path.is_dir() and not path.is_symlink() and (not hasattr(os, "getuid") or path.stat().st_uid == os.getuid())
    ]


def _replaced(packages: Path) -> list[Path]:
    return list(packages.glob(f"*{_REPLACED}"))
