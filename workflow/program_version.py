"""What the keys of caches are made of: settings, and the version of the program that filled a cache.

A version constant would have to be raised with every change; if it were forgotten, what is cached would silently be out of date.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

__all__ = ["library_versions", "plain_data", "program_version"]


_TOP = str(Path(__file__).parent)


@cache
def program_version(parts: tuple[str, ...], *, data: bool = False) -> str:
    """Return a hash of the source of modules and packages of ``workflow``; with ``data``, of the other files of the packages as well.

    Each file is read once in a process: all of the source takes ten milliseconds, all of the data 20 more.
    """
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        for name in _files():
            if (name == part or name.startswith(f"{part}/" if part else "")) and (data or name.endswith(".py")):
                found.update(name.encode())
                found.update(_content(name))
    return found.hexdigest()


@cache
def _files() -> Sequence[str]:
    """The paths of the files of the program, without compiled ones, sorted."""
    found = (
        entry.path
        for folder, _, _ in os.walk(_TOP)
        if not folder.endswith("__pycache__")
        for entry in os.scandir(folder)
        if entry.is_file()
    )
    return sorted(path[len(_TOP) + 1 :].replace(os.sep, "/") for path in found)


@cache
def _content(name: str) -> bytes:
    return hashlib.blake2b(Path(_TOP, name).read_bytes(), digest_size=16).digest()


@cache
def library_versions(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the versions of installed distributions; an empty text for one that is not installed."""
    found = []
    for name in names:
        try:
            found.append(metadata.version(name))
        except metadata.PackageNotFoundError:
            found.append("")
    return tuple(found)


def plain_data(value: object) -> object:
    """Convert settings to values whose text is the same in every process: sets sorted, dataclasses by their fields."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain_data(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain_data(value[name]) for name in sorted(value, key=str)}
    if isinstance(value, (set, frozenset)):
        return sorted(str(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [plain_data(item) for item in value]
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)
