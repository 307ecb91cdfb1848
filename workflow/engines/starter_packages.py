"""The small packages that come with the program: a first help on a machine without a network.

They are Argos packages (``engines.argos`` runs them). By default, one drafts only if readers found its drafts usable
(``PackageReading.is_usable``); whoever names this engine takes them as they are.
"""

from workflow.engines import argos
from workflow.engines.base import EngineSettings, Offer, Where

__all__ = ["offers", "remedy"]


def offers(source: str, target: str, settings: EngineSettings) -> tuple[Offer, ...]:
    """Return the included package for a pair, if there is one."""
    return tuple(offer for offer in argos.packages(source, target, settings) if offer.where is Where.STARTER)


def remedy(source: str, target: str) -> str:
    """Return the empty text: no command adds an included package."""
    return ""
