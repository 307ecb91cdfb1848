"""Packages that can be downloaded, from whichever index."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflow.engines.base import Quality
from workflow.engines.packages.argos import argos_rank
from workflow.languages import pair_rank

__all__ = ["ARGOS_ONLY", "Available", "Listing", "PackageKind", "RemoteFile", "Sources"]

ARGOS_ONLY: Mapping[str, str] = {"pb": "pt_BR", "zt": "zh_Hant"}
"""Argos's codes that are no language codes, with the gettext codes."""


class PackageKind(StrEnum):
    """The kind of a package: the name of the engine that runs it."""

    ARGOS = "argos"
    FIREFOX = "firefox"


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file to download."""

    name: str
    links: tuple[str, ...]
    """http and https addresses, in the index's order; or one path on this machine, for an index that is a file."""
    sha256: str | None = None
    """The expected hash of the file; Argos's own index has none."""
    size: int | None = None
    """The size in bytes, if the index has it."""
    unpacked_sha256: str | None = None
    """The expected hash after decompression, for Firefox's files."""


@dataclass(frozen=True, slots=True)
class Available:
    """A package that can be downloaded."""

    kind: PackageKind
    name: str
    """``translate-en_es-1.9``, ``firefox-en_es-3.0``."""
    source: str
    """The code of the source language: Argos's, or a gettext code for Firefox."""
    target: str
    source_name: str
    target_name: str
    version: str
    files: tuple[RemoteFile, ...]
    quality: Quality | None = None
    """The quality of its drafts as published; None if it was not measured."""
    licence: str = ""
    """Empty: the package itself names it."""
    architecture: str = ""
    """The size of a Firefox model: ``tiny``, ``base-memory`` or ``base``."""
    flaw: str = ""
    """Why it cannot be used: a clause; empty if it can."""

    @property
    def size(self) -> int | None:
        """The size in bytes to download; None if the index does not have it."""
        sizes = [file.size for file in self.files]
        return None if None in sizes else sum(size or 0 for size in sizes)

    def rank(self, source: str, target: str) -> int | None:
        """Return how well it serves a pair of languages (gettext or Argos's codes), 0 being best; None if it does not."""
        if self.kind is PackageKind.ARGOS:
            return argos_rank((self.source, self.target), (source, target))
        wanted = ARGOS_ONLY.get(source, source), ARGOS_ONLY.get(target, target)
        return pair_rank((self.source, self.target), wanted)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where packages are looked up."""

    index: str | None = None
    """The address or file of the only index to use, of either kind; None: the usual ones of both kinds."""
    kind: PackageKind | None = None
    """The only kind of packages wanted; None: both."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The packages of the indexes, by pair and kind, the newest first, and a line for each index that could not be read."""

    packages: tuple[Available, ...]
    problems: tuple[str, ...] = ()
