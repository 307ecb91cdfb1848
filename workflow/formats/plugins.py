"""Formats that other packages bring along, by an entry point in the group ``workflow.formats``.

Its name is a suffix without the dot (``rst``); it names a module (or object) that keeps ``base.Format``. It is imported when
a document of that suffix is first read, not before.
"""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from workflow.errors import DocumentError
from workflow.formats.base import Format, options

__all__ = ["GROUP", "load", "plugged_in"]

GROUP = "workflow.formats"


@cache
def plugged_in() -> Mapping[str, EntryPoint]:
    """The formats of other packages by suffix (``.rst``)."""
    return {f".{point.name}": point for point in entry_points(group=GROUP)}


def load(point: EntryPoint) -> Format:
    """The other package's format.

    Raises DocumentError.
    """
    try:
        found: Format = point.load()
        _ = (found.NAME, options(found.SETTINGS))  # every command asks for them
    except Exception as error:
        raise DocumentError(
            f"The format {point.name!r} ({point.value}) cannot be loaded: {error}. "
            "Update or remove the package that provides it."
        ) from error
    return found
