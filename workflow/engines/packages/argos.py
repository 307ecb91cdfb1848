"""A translation package in the format of Argos Translate: a folder, or its zip (``.argosmodel``).

It contains ``metadata.json``, a CTranslate2 model in ``model/`` and a tokenizer: ``sentencepiece.model`` or ``bpe.model``.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from workflow.data_formats import load_json
from workflow.engines.base import Quality, Where
from workflow.engines.packages.archive import MAX_METADATA, METADATA_NAME, Archive, unpacked
from workflow.engines.packages.package import read_record
from workflow.engines.quality import quality
from workflow.errors import PackageError
from workflow.files import hash_of, reason
from workflow.languages import base_language

__all__ = ["ArgosPackage", "argos_codes", "argos_rank", "read_argos"]

_TOKENIZERS = ("sentencepiece.model", "bpe.model")
_NEEDED = "model/model.bin"
# gettext code → Argos's codes, the best first. For other languages it is the base language.
_CODES = {
    "pt_BR": ("pb", "pt"),
    "pt": ("pt", "pb"),
    "zh": ("zh",),
    "zh_Hant": ("zt",),
    "zh_TW": ("zt",),
    "zh_HK": ("zt",),
    "nb": ("nb", "no"),
    "no": ("nb", "no"),
    "fil": ("tl", "fil"),
    "sr@latin": (),
}


@dataclass(frozen=True, slots=True)
class ArgosPackage:
    """A usable package. Languages are Argos's codes (``pb`` is Brazilian Portuguese)."""

    name: str
    """``translate-en_es-1.9``: kind, pair and version from its metadata, not from the folder's name."""
    source: str
    target: str
    version: str
    path: Path
    """The folder, or the ``.argosmodel`` file."""
    where: Where
    """``project``, ``installed`` or ``starter``."""
    tokenizer: str
    """The name of the tokenizer's file in the package."""
    target_prefix: str = ""
    """The first token of every translation, for models with several target languages."""
    metadata: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)

    @property
    def hash(self) -> str:
        """Eight hex digits of a hash over the files that determine its output: metadata, model and tokenizer."""
        return _hash(self.path, _stamp(self.path))

    @property
    def quality(self) -> Quality | None:
        """The quality of its drafts, from its metadata or as published; None if it was not measured."""
        return quality(
            "" if self.added else "argos",
            self.source,
            self.target,
            metadata=self.metadata,
            starter=self.where is Where.STARTER,
        )

    @property
    def source_prefix(self) -> tuple[str, ...]:
        """Tokens before every source, for multilingual models."""
        value = self.metadata.get("source_prefix")
        return tuple(str(token) for token in value) if isinstance(value, list) else ()

    @property
    def added(self) -> bool:
        """Whether ``models add-ct2`` made it from a CTranslate2 folder, so that published figures do not apply."""
        return "added_from" in self.metadata

    @property
    def length_penalty(self) -> float:
        """CTranslate2's ``length_penalty``: from the metadata, or Argos Translate's value."""
        value = self.metadata.get("length_penalty")
        return float(value) if isinstance(value, int | float) and 0 <= value <= 2 else 0.2

    @property
    def size(self) -> int:
        """Bytes on disk."""
        if self.path.is_file():
            return self.path.stat().st_size
        return sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())

    @property
    def record(self) -> Mapping[str, object]:
        """The record that ``install`` wrote (``sha256``, ``from``, ``date``); empty for other packages."""
        return read_record(self.path)

    def read_text(self, name: str) -> str:
        """Return a text file of the package; empty if it is missing or unreadable."""
        try:
            if self.path.is_dir():
                return (self.path / name).read_text(encoding="utf-8", errors="replace")
            with Archive(self.path) as archive:
                return archive.read(name).decode("utf-8", errors="replace") if name in archive.names else ""
        except (OSError, PackageError):
            return ""

    def rank(self, source: str, target: str) -> int | None:
        """Return how well it serves a pair of languages (gettext codes), 0 being best; None if it does not."""
        return argos_rank((self.source, self.target), (source, target))

    def folder(self) -> Path:
        """Return the folder with its files. A zipped package is unpacked into the cache first.

        Raises PackageError.
        """
        return unpacked(self.path) if self.path.is_file() else self.path


def argos_codes(code: str) -> tuple[str, ...]:
    """Return Argos's codes for a language (a gettext code), the best first."""
    return _CODES[code] if code in _CODES else (base_language(code),)


def argos_rank(have: tuple[str, str], wanted: tuple[str, str]) -> int | None:
    """Return how well a pair of Argos's codes serves a pair of languages (gettext codes), 0 being best; None if it does not."""
    codes = [argos_codes(code) for code in wanted]
    if any(code not in others for code, others in zip(have, codes, strict=True)):
        return None
    return sum(others.index(code) for code, others in zip(have, codes, strict=True))


def read_argos(path: Path, *, where: Where = Where.INSTALLED) -> ArgosPackage | None:
    """Read the package in a folder or ``.argosmodel`` file; None if it is not a translation package (Argos has sentence splitters, too).

    Raises PackageError if it is broken.
    """
    try:
        if path.is_dir():
            names = {file.relative_to(path).as_posix() for file in path.glob("*")}
            names |= {file.relative_to(path).as_posix() for file in path.glob("model/*")}
            metadata = (path / METADATA_NAME).read_bytes() if METADATA_NAME in names else None
        else:
            with Archive(path) as archive:
                names = set(archive.names)
                metadata = archive.read(METADATA_NAME) if METADATA_NAME in names else None
    except OSError as error:
        raise PackageError(f"{path}: cannot be read: {reason(error)}.") from error
    if metadata is None:
        raise PackageError(
            f"{path}: is not a translation package (it has no metadata.json). Move it out of this folder."
        )
    try:
        value = load_json(metadata) if len(metadata) <= MAX_METADATA else None
    except ValueError as error:
        raise PackageError(f"{path}: metadata.json is not JSON ({error}). Install the package again.") from error
    if not isinstance(value, dict):
        raise PackageError(f"{path}: metadata.json is not a JSON object. Install the package again.")
    if value.get("type", "translate") != "translate":
        return None
    source, target = value.get("from_code"), value.get("to_code")
    if not (isinstance(source, str) and source and isinstance(target, str) and target):
        raise PackageError(f"{path}: metadata.json names no from_code and to_code. Install the package again.")
    if _NEEDED not in names:
        raise PackageError(f"{path}: the model is missing ({_NEEDED}). Install the package again.")
    tokenizer = next((name for name in _TOKENIZERS if name in names), None)
    if tokenizer is None:
        raise PackageError(f"{path}: the tokenizer is missing ({' or '.join(_TOKENIZERS)}). Install the package again.")
    version = str(value.get("package_version") or "0")
    return ArgosPackage(
        name=_clean(f"translate-{source}_{target}-{version}"),
        source=source,
        target=target,
        version=version,
        path=path,
        where=where,
        tokenizer=tokenizer,
        target_prefix=str(value.get("target_prefix") or ""),
        metadata=value,
    )


def _clean(name: str) -> str:
    return re.sub(r"[^\w.+@-]+", "-", name)


def _stamp(path: Path) -> tuple[tuple[str, int, int], ...]:
    """Names, sizes and times of the hashed files: the hash is computed again when one of them changes."""
    files = [path] if path.is_file() else _deciding(path)
    return tuple((file.as_posix(), file.stat().st_size, file.stat().st_mtime_ns) for file in files)


def _deciding(folder: Path) -> list[Path]:
    names = (METADATA_NAME, *_TOKENIZERS)
    return sorted(
        [folder / name for name in names if (folder / name).is_file()]
        + [file for file in (folder / "model").rglob("*") if file.is_file()]
    )


@cache
def _hash(path: Path, stamp: tuple[tuple[str, int, int], ...]) -> str:
    """A hash that is the same for a folder and its zip, so that installing a starter package does not change it."""
    digest = hashlib.sha256()

    def add(name: str, content: str) -> None:
        digest.update(f"{name}\0{content}\n".encode())

    if path.is_dir():
        for file in _deciding(path):
            add(file.relative_to(path).as_posix(), hash_of(file))
    else:
        with Archive(path) as archive:
            deciding = [name for name in archive.names if name in (METADATA_NAME, *_TOKENIZERS)]
            deciding += [name for name in archive.names if name.startswith("model/")]
            for name in sorted(deciding, key=lambda name: Path(name)):
                add(name, hashlib.sha256(archive.read(name)).hexdigest())
    return digest.hexdigest()[:8]
