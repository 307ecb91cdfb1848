"""Machine-translation engines and their packages.

``ENGINES`` is the table: a new engine is one module with ``offers`` and ``remedy`` (``base.EngineFactory``) and one line
here, or an entry point ``workflow.engines`` of another package.
"""

from workflow.engines import apertium, argos, firefox, libretranslate, openai, starter_packages
from workflow.engines.base import EngineFactory
from workflow.engines.plugins import plugged_in

__all__ = ["ENGINES"]

ENGINES: dict[str, EngineFactory] = {
    "argos": argos,
    "firefox": firefox,
    "apertium": apertium,
    "starter": starter_packages,
    "libretranslate": libretranslate,
    "openai": openai,
}
ENGINES |= plugged_in(ENGINES)
