"""Argos's package index: a JSON list of packages with their download addresses."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workflow.data_formats import load_json
from workflow.engines.base import EngineSettings
from workflow.engines.packages.download import fetch_small
from workflow.engines.packages.installed import argos_codes, version_key
from workflow.errors import BadInput, PackageError
from workflow.files import reason
from workflow.languages import gettext_code

__all__ = ["DEFAULT_INDEX", "Available", "available", "find", "may_be_name"]

_ARGOS_ONLY = frozenset({"pb", "zt"})
"""Argos's codes that are no language codes: Brazilian Portuguese and traditional Chinese."""

DEFAULT_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"


@dataclass(frozen=True, slots=True)
class Available:
    """A package that can be downloaded."""

    name: str
    """``translate-en_es-1.9``."""
    source: str
    """Argos's code of the source language."""
    target: str
    source_name: str
    target_name: str
    version: str
    links: tuple[str, ...]
    """http and https addresses, in the index's order."""
    sha256: str | None = None
    """The expected hash of the file; Argos's own index has none."""
    size: int | None = None
    """The size in bytes, if the index has it."""


def available(settings: EngineSettings | None = None, *, index: str | None = None) -> tuple[Available, ...]:
    """Return the packages of an index (an address, or a file on this machine), by pair, the newest of a pair first.

    Default of ``index``: that of ``ARGOS_PACKAGE_INDEX``, as for Argos Translate, else Argos's public one.
    Raises PackageError: no network, no index at the address, or ``offline: true`` in the configuration.
    """
    where = index or _default()
    data = _read(where, settings or EngineSettings())
    try:
        listed = load_json(data)
    except ValueError as error:
        raise PackageError(f"{where}: is not a package index (not JSON: {error}). Check the address.") from error
    if not isinstance(listed, list):
        raise PackageError(f"{where}: is not a package index (a JSON list was expected). Check the address.")
    found = [entry for item in listed if isinstance(item, dict) and (entry := _entry(item))]
    return tuple(
        sorted(found, key=lambda one: (one.source, one.target, [-number for number in version_key(one.version)]))
    )


def may_be_name(what: str) -> bool:
    """Whether a word may name a package in an index: a pair of languages (``en-es``), or ``translate-en_es`` with or without a version."""
    if re.fullmatch(r"translate-[a-z]+_[a-z]+(-[\w.]+)?", what):
        return True
    source, _, target = what.partition("-")
    return all(_is_language(code) for code in (source, target))


def _is_language(code: str) -> bool:
    if code in _ARGOS_ONLY:
        return True
    try:
        gettext_code(code)
    except BadInput:
        return False
    return True


def find(what: str, packages: tuple[Available, ...], where: str) -> Available:
    """Return the newest package of an index for a pair (``en-es``, ``en-pt_BR``) or with a name.

    Raises PackageError; the message lists similar packages.
    """
    for package in packages:
        if what in (package.name, package.name.rpartition("-")[0]):
            return package
    source, dash, target = what.partition("-")
    if dash:
        for to in argos_codes(target):
            for package in packages:
                if package.source in argos_codes(source) and package.target == to:
                    return package
    near = sorted({f"{one.source}-{one.target}" for one in packages if target and one.target in argos_codes(target)})
    hint = f" Packages for {target}: {', '.join(near)}." if near else ""
    raise PackageError(f"{where} has no package {what!r}.{hint} To list all packages: workflow models available")


def _default() -> str:
    base = os.environ.get("ARGOS_PACKAGE_INDEX")
    if not base:
        return DEFAULT_INDEX
    return base if base.endswith(".json") else base.rstrip("/") + "/index.json"


def _read(where: str, settings: EngineSettings) -> bytes:
    if "://" not in where:
        try:
            return Path(where).expanduser().read_bytes()
        except OSError as error:
            raise PackageError(f"{where}: cannot be read: {reason(error)}.") from error
    if settings.offline:
        raise PackageError("The package index is on the network, but workflow.yaml says offline: true.")
    return fetch_small(where)


def _entry(item: Mapping[str, object]) -> Available | None:
    """An entry of the index; None if it is not a translation package, or has no address."""
    source, target = item.get("from_code"), item.get("to_code")
    if item.get("type", "translate") != "translate" or not (isinstance(source, str) and isinstance(target, str)):
        return None
    links = item.get("links")
    usable = tuple(
        link
        for link in (links if isinstance(links, list) else [])
        if isinstance(link, str) and link.startswith(("http://", "https://"))
    )
    if not (source and target and usable):
        return None
    sha256, size = item.get("sha256"), item.get("size")
    version = str(item.get("package_version") or "0")
    return Available(
        name=f"translate-{source}_{target}-{version}",
        source=source,
        target=target,
        source_name=str(item.get("from_name") or source),
        target_name=str(item.get("to_name") or target),
        version=version,
        links=usable,
        sha256=sha256 if isinstance(sha256, str) and sha256 else None,
        size=size if isinstance(size, int) else None,
    )
