"""Formats of other packages, found by entry points in the group ``workflow.formats``.

The name of an entry point is a suffix without the dot (``rst``); its value is a module or object that implements
``base.Format``. It is imported when a document with that suffix is first read.
"""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint

from workflow import plugins
from workflow.errors import DocumentError
from workflow.formats.base import Format, options

__all__ = ["GROUP", "load", "plugged_in"]

GROUP = "workflow.formats"


@cache
def plugged_in() -> Mapping[str, EntryPoint]:
    """The formats of other packages by suffix (``.rst``)."""
    return {f".{name}": point for name, point in plugins.plugged_in(GROUP).items()}


def load(point: EntryPoint) -> Format:
    """Load the format of another package.

    Raises DocumentError if it cannot be imported or is not a format.
    """
    found: Format = plugins.load_plugin(
        point, "format", ("NAME", "SETTINGS", "parse", "splice", "skeleton", "page", "with_anchors"), _problem
    )
    try:
        options(found.SETTINGS)  # every command asks for them
    except Exception as error:
        raise _problem(f"The format {point.name!r} ({point.value}) cannot be loaded: {error}.") from error
    return found


def _problem(message: str) -> DocumentError:
    return DocumentError(f"{message} Update or remove the package that provides it.")
