"""What the keys of caches are made of: settings, and the version of the program that filled a cache.

A version constant would have to be raised with every change; if it were forgotten, what is cached would silently be out of date.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

__all__ = ["library_versions", "plain_data", "program_version"]


@cache
def program_version(parts: tuple[str, ...], *, data: bool = False) -> str:
    """Return a hash of the source of modules and packages of ``workflow``; with ``data``, of the other files of the packages as well.

    It costs two milliseconds for all of the source, and 50 for all of the data.
    """
    top = Path(__file__).parent
    source = hashlib.blake2b(digest_size=16)
    for part in parts:
        place = top / part
        found = place.rglob("*" if data else "*.py") if place.is_dir() else [place]
        for path in sorted(path for path in found if path.is_file() and path.suffix != ".pyc"):
            source.update(path.relative_to(top).as_posix().encode())
            source.update(path.read_bytes())
    return source.hexdigest()


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
