"""The installed translation packages: the project's, those of Argos Translate and of Firefox Translations, and the starter packages.

A broken package is reported, and does not hide others.
"""

import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workflow.data_formats import load_json
from workflow.engines.base import EngineSettings, Where
from workflow.engines.packages.argos import ArgosPackage, read_argos
from workflow.engines.packages.firefox import FirefoxPackage, firefox_folder, is_firefox, read_firefox
from workflow.engines.packages.package import Package
from workflow.engines.packages.scratch import sweep
from workflow.errors import PackageError

__all__ = [
    "ARCHIVE_SUFFIX",
    "STARTER_FOLDER",
    "Inventory",
    "argos_folders",
    "installed",
    "read_package",
    "version_key",
]

_log = logging.getLogger(__name__)

ARCHIVE_SUFFIX = ".argosmodel"
STARTER_FOLDER = Path(__file__).parent.parent / "starter"


@dataclass(frozen=True, slots=True)
class Inventory:
    """The usable packages, the preferred first, and a line for each broken one."""

    packages: tuple[Package, ...]
    problems: tuple[str, ...]

    @property
    def argos(self) -> tuple[ArgosPackage, ...]:
        """The packages in the format of Argos Translate."""
        return tuple(one for one in self.packages if isinstance(one, ArgosPackage))

    @property
    def firefox(self) -> tuple[FirefoxPackage, ...]:
        """The packages of Firefox Translations."""
        return tuple(one for one in self.packages if isinstance(one, FirefoxPackage))


def argos_folders() -> tuple[Path, ...]:
    """Return the folders of Argos Translate's packages. New packages are installed into the first.

    The rules are those of ``argostranslate.settings``, whose import would make folders in the user's home: environment variable,
    ``settings.json``, XDG data folder, and the folder of versions before XDG.
    """
    home = Path(os.environ.get("HOME") or Path.home())
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "argos-translate"
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "argos-translate" / "settings.json"
    try:
        settings = load_json(config.read_bytes())
    except (OSError, ValueError):
        settings = {}
    named: list[Path] = []
    for variable in ("ARGOS_PACKAGES_DIR", "ARGOS_PACKAGE_DIR", "ARGOS_TRANSLATE_PACKAGE_DIR"):
        value = os.environ.get(variable) or (settings.get(variable) if isinstance(settings, dict) else None)
        if isinstance(value, str) and value:
            named.append(Path(value).expanduser())
    usual = [data / "packages", home / ".local" / "share" / "argos-translate" / "packages"]
    return tuple(dict.fromkeys([*named, *usual]))


def installed(settings: EngineSettings | None = None) -> Inventory:
    """Return all packages: the project's, then the user's, newest first, then the starter packages. Never raises.

    What a killed installation left is removed first.
    """
    packages: list[Package] = []
    problems: list[str] = []
    seen: set[Path] = set()
    for where, folder in _places(settings or EngineSettings()):
        if where is not Where.STARTER:
            sweep(folder)
        found: list[Package] = []
        for path in _candidates(folder):
            real = Path(os.path.realpath(path))
            if real in seen:
                continue
            seen.add(real)
            try:
                package = read_package(path, where=where)
            except PackageError as error:
                _log.info("left out: %s", error)
                problems.append(str(error))
            else:
                if package:
                    _log.debug("found %s (%s) at %s", package.name, where, path)
                    found.append(package)
        packages += sorted(found, key=lambda package: version_key(package.version), reverse=True)
    return Inventory(tuple(packages), tuple(problems))


def read_package(path: Path, *, where: Where = Where.INSTALLED) -> Package | None:
    """Read a package of either kind in a folder, or in an ``.argosmodel`` file; None if it does not translate.

    Raises PackageError if it is broken.
    """
    return read_firefox(path, where=where) if is_firefox(path) else read_argos(path, where=where)


def _places(settings: EngineSettings) -> Iterator[tuple[Where, Path]]:
    if settings.models:
        yield Where.PROJECT, settings.models
    for folder in (firefox_folder(), *argos_folders()):
        yield Where.INSTALLED, folder
    yield Where.STARTER, STARTER_FOLDER


def _candidates(folder: Path) -> list[Path]:
    """Folders and ``.argosmodel`` files in a folder of packages. Hidden ones are temporary."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    return [
        path
        for path in entries
        if not path.name.startswith((".", "__")) and (path.suffix == ARCHIVE_SUFFIX or _is_dir(path))
    ]


def _is_dir(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def version_key(version: str) -> tuple[int, ...]:
    """Return the numbers of a version as a sort key."""
    return tuple(int(number) for number in re.findall(r"\d+", version))
