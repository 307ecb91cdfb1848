"""The version of parts of the program, by which a cache knows that the program that filled it has changed.

A version constant would have to be raised with every change; if it were forgotten, what is cached would silently be out of date.
"""

import hashlib
from functools import cache
from pathlib import Path

__all__ = ["program_version"]


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
