"""Translation packages in Argos's format: where they are, what is in them, which of them are broken.

A package is a folder (or its zip, ``.argosmodel``) with ``metadata.json``, a CTranslate2 model in ``model/`` and a tokenizer:
``sentencepiece.model`` or ``bpe.model``. They are looked for in the project's ``models/``, where Argos Translate keeps its own, and
in this program itself (the starter). One that is broken is reported and hides no other.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from workflow.engines.archives import Archive, unpacked
from workflow.engines.base import EngineSettings
from workflow.errors import PackageError

__all__ = [
    "ARCHIVE_SUFFIX",
    "RECORD_NAME",
    "STARTER_FOLDER",
    "Inventory",
    "Package",
    "argos_folders",
    "installed",
    "read",
]

ARCHIVE_SUFFIX = ".argosmodel"
STARTER_FOLDER = Path(__file__).parent / "starter"
RECORD_NAME = "workflow-install.json"
"""What ``install`` leaves in a package's folder: where it came from, and the SHA-256 of the file."""

_TOKENIZERS = ("sentencepiece.model", "bpe.model")
_NEEDED = "model/model.bin"


@dataclass(frozen=True, slots=True)
class Package:
    """A translation package that can be used. Languages are Argos's codes (``pb`` is Brazilian Portuguese)."""

    name: str
    """``translate-en_es-1.9``: kind, pair and version, whatever the folder is called."""
    source: str
    target: str
    version: str
    path: Path
    """The folder, or the ``.argosmodel`` file."""
    where: str
    """``project``, ``installed`` or ``starter``."""
    tokenizer: str
    """The name of the tokenizer's file in the package."""
    target_prefix: str = ""
    """The token every translation has to begin with, for models of several target languages."""
    metadata: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)

    @property
    def hash(self) -> str:
        """Eight hex digits over what decides its output: metadata, model and tokenizer."""
        return _hash(self.path, _stamp(self.path))

    @property
    def size(self) -> int:
        """Bytes on disk."""
        if self.path.is_file():
            return self.path.stat().st_size
        return sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())

    @property
    def record(self) -> Mapping[str, object]:
        """What ``install`` wrote down: ``sha256``, ``from``, ``date``; empty for a package that came another way."""
        try:
            found = json.loads((self.path / RECORD_NAME).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def folder(self) -> Path:
        """The folder with its files; a zipped package is unpacked into the cache at the first call.

        Raises PackageError.
        """
        return unpacked(self.path) if self.path.is_file() else self.path


@dataclass(frozen=True, slots=True)
class Inventory:
    """What was found: packages that can be used, the preferred first, and one line for each that cannot."""

    packages: tuple[Package, ...]
    problems: tuple[str, ...]


def argos_folders() -> tuple[Path, ...]:
    """Where Argos Translate keeps installed packages: the first is where it (and ``install``) puts new ones.

    Its rules are reproduced, as importing ``argostranslate.settings`` makes folders in the user's home: environment variable,
    ``settings.json``, XDG data folder; and the folder it used before it knew XDG.
    """
    home = Path(os.environ.get("HOME") or Path.home())
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "argos-translate"
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "argos-translate" / "settings.json"
    try:
        settings = json.loads(config.read_text(encoding="utf-8"))
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
    """Every package there is: the project's, then those of Argos's folders by falling version, then the starter. Never raises."""
    packages: list[Package] = []
    problems: list[str] = []
    seen: set[Path] = set()
    for where, folder in _places(settings or EngineSettings()):
        found: list[Package] = []
        for path in _candidates(folder):
            real = path.resolve()
            if real in seen:
                continue
            seen.add(real)
            try:
                package = read(path, where=where)
            except PackageError as error:
                problems.append(str(error))
            else:
                if package:
                    found.append(package)
        packages += sorted(found, key=lambda package: _version_key(package.version), reverse=True)
    return Inventory(tuple(packages), tuple(problems))


def read(path: Path, *, where: str = "installed") -> Package | None:
    """The package in a folder or ``.argosmodel`` file; None for one that does not translate (Argos has sentence splitters too).

    Raises PackageError, with one line: what is wrong and what to do.
    """
    try:
        if path.is_dir():
            names = {file.relative_to(path).as_posix() for file in path.glob("*")}
            names |= {file.relative_to(path).as_posix() for file in path.glob("model/*")}
            metadata = (path / "metadata.json").read_bytes() if "metadata.json" in names else None
        else:
            with Archive(path) as archive:
                names = set(archive.names)
                metadata = archive.read("metadata.json") if "metadata.json" in names else None
    except OSError as error:
        raise PackageError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}.") from error
    if metadata is None:
        raise PackageError(f"{path}: is no translation package (it has no metadata.json). Move it out of this folder.")
    try:
        said = json.loads(metadata)
    except ValueError as error:
        raise PackageError(f"{path}: metadata.json is not JSON ({error}). Install the package again.") from error
    if not isinstance(said, dict):
        raise PackageError(f"{path}: metadata.json holds no object. Install the package again.")
    if said.get("type", "translate") != "translate":
        return None
    source, target = said.get("from_code"), said.get("to_code")
    if not (isinstance(source, str) and source and isinstance(target, str) and target):
        raise PackageError(f"{path}: metadata.json names no from_code and to_code. Install the package again.")
    if _NEEDED not in names:
        raise PackageError(f"{path}: the model is missing ({_NEEDED}). Install the package again.")
    tokenizer = next((name for name in _TOKENIZERS if name in names), None)
    if tokenizer is None:
        raise PackageError(f"{path}: the tokenizer is missing ({' or '.join(_TOKENIZERS)}). Install the package again.")
    version = str(said.get("package_version") or "0")
    return Package(
        name=_clean(f"translate-{source}_{target}-{version}"),
        source=source,
        target=target,
        version=version,
        path=path,
        where=where,
        tokenizer=tokenizer,
        target_prefix=str(said.get("target_prefix") or ""),
        metadata=said,
    )


def _places(settings: EngineSettings) -> Iterator[tuple[str, Path]]:
    if settings.models:
        yield "project", settings.models
    for folder in argos_folders():
        yield "installed", folder
    yield "starter", STARTER_FOLDER


def _candidates(folder: Path) -> list[Path]:
    """Folders and ``.argosmodel`` files in a folder of packages; hidden ones are somebody's temporary files."""
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


def _clean(name: str) -> str:
    return re.sub(r"[^\w.+@-]+", "-", name)


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _stamp(path: Path) -> tuple[tuple[str, int, int], ...]:
    """Names, sizes and times of what is hashed: the hash is taken again when one of them changes."""
    files = [path] if path.is_file() else _deciding(path)
    return tuple((file.as_posix(), file.stat().st_size, file.stat().st_mtime_ns) for file in files)


def _deciding(folder: Path) -> list[Path]:
    names = ("metadata.json", *_TOKENIZERS)
    return sorted(
        [folder / name for name in names if (folder / name).is_file()]
        + [file for file in (folder / "model").rglob("*") if file.is_file()]
    )


@cache
def _hash(path: Path, stamp: tuple[tuple[str, int, int], ...]) -> str:
    """The same for a folder and for its zip, so that installing the starter changes nothing."""
    digest = hashlib.sha256()

    def add(name: str, content: str) -> None:
        digest.update(f"{name}\0{content}\n".encode())

    if path.is_dir():
        for file in _deciding(path):
            with file.open("rb") as stream:
                add(file.relative_to(path).as_posix(), hashlib.file_digest(stream, "sha256").hexdigest())
    else:
        with Archive(path) as archive:
            deciding = [name for name in archive.names if name in ("metadata.json", *_TOKENIZERS)]
            deciding += [name for name in archive.names if name.startswith("model/")]
            for name in sorted(deciding, key=lambda name: Path(name)):
                add(name, hashlib.sha256(archive.read(name)).hexdigest())
    return digest.hexdigest()[:8]
