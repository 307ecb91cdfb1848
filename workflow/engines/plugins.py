"""Engines of other distributions, as entry points of the group ``workflow.engines``.

An entry point names a module or object that implements ``base.EngineFactory``. It is imported when it is first used.
"""

from collections.abc import Container
from importlib.metadata import EntryPoint

from workflow import plugins
from workflow.engines.base import EngineFactory, EngineSettings, Offer
from workflow.errors import EngineUnavailable

__all__ = ["GROUP", "PluggedIn", "plugged_in"]

GROUP = "workflow.engines"


def plugged_in(taken: Container[str]) -> dict[str, EngineFactory]:
    """Return the engines of other distributions by name. Names in ``taken`` are left out."""
    return {name: PluggedIn(point) for name, point in plugins.plugged_in(GROUP).items() if name not in taken}


class PluggedIn:
    """An engine of another distribution, imported when it is first used."""

    def __init__(self, point: EntryPoint):
        self._point = point

    def load(self) -> EngineFactory:
        """Import the factory.

        Raises EngineUnavailable.
        """
        factory: EngineFactory = plugins.load_plugin(self._point, "engine", ("offers", "remedy"), _unavailable)
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


def _unavailable(message: str) -> EngineUnavailable:
    return EngineUnavailable(f"{message} Update or remove the package that provides it.")
