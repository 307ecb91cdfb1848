"""Parts of the program that other packages provide through entry points: formats, engines and builders."""

import logging
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from workflow.errors import WorkflowError

__all__ = ["load_plugin", "plugged_in"]

_log = logging.getLogger(__name__)


def plugged_in(group: str) -> Mapping[str, EntryPoint]:
    """Return the entry points of a group, such as ``workflow.formats``, by name. Nothing is imported."""
    return {point.name: point for point in entry_points(group=group)}


def load_plugin(point: EntryPoint, kind: str, names: Sequence[str], problem: Callable[[str], WorkflowError]) -> Any:
    """Import what an entry point names: a module or object that has ``names``.

    ``kind`` says in messages what it is: ``format``. Raises the error that ``problem`` makes of a message if it cannot be imported or
    lacks a name.
    """
    try:
        found = point.load()
        for name in names:
            getattr(found, name)
    except (Exception, SystemExit) as error:  # a module may try to end the program when it is imported
        reason = f"it ended with {error.code!r} when it was imported" if isinstance(error, SystemExit) else str(error)
        raise problem(f"The {kind} {point.name!r} ({point.value}) cannot be loaded: {reason}.") from error
    _log.info("loaded the %s %s from %s", kind, point.name, point.value)
    return found
