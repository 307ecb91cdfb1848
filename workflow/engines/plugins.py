"""Engines of other distributions, as entry points of the group ``workflow.engines``.

An entry point names a module or object that implements ``base.EngineFactory``. It is imported when it is first used.
"""

import logging
from collections.abc import Container
from importlib.metadata import EntryPoint, entry_points

from workflow.engines.base import EngineFactory, EngineSettings, Offer
from workflow.errors import EngineUnavailable

__all__ = ["GROUP", "PluggedIn", "plugged_in"]

_log = logging.getLogger(__name__)

GROUP = "workflow.engines"


def plugged_in(taken: Container[str]) -> dict[str, EngineFactory]:
    """Return the engines of other distributions by name. Names in ``taken`` are left out."""
    return {point.name: PluggedIn(point) for point in entry_points(group=GROUP) if point.name not in taken}


class PluggedIn:
    """An engine of another distribution, imported when it is first used."""

    def __init__(self, point: EntryPoint):
        self._point = point

    def load(self) -> EngineFactory:
        """Import the factory.

        Raises EngineUnavailable.
        """
        try:
            factory: EngineFactory = self._point.load()
            _ = (factory.offers, factory.remedy)
        except Exception as error:
            raise EngineUnavailable(
                f"The engine {self._point.name!r} ({self._point.value}) cannot be loaded: {error}. "
                "Update or remove the package that provides it."
            ) from error
        _log.info("loaded %s from %s", self._point.name, self._point.value)
        return factory

    def offers(self, source: str, target: str, settings: EngineSettings) -> tuple[Offer, ...]:
        """See ``EngineFactory``."""
        return self.load().offers(source, target, settings)

    def remedy(self, source: str, target: str) -> str:
        """See ``EngineFactory``; nothing if the engine cannot be loaded."""
        try:
            return self.load().remedy(source, target)
        except EngineUnavailable:
            return ""
