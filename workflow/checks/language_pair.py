"""The two languages of a translation, and the type of a check."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from workflow.languages import language

__all__ = ["DENSE", "LanguagePair", "TextCheck"]

DENSE = frozenset({"Jpan", "Hans", "Hant", "Kore"})
"""Scripts that need about a third of the characters that an alphabet needs."""


# Compared by identity: it is part of the keys of many caches.
@dataclass(frozen=True, slots=True, eq=False)
class LanguagePair:
    """The languages of a draft, and their scripts. ``of`` returns one for each two languages."""

    source: str
    target: str
    source_script: str
    """ISO 15924 code, as in ``languages``."""
    target_script: str

    @staticmethod
    @cache
    def of(source: str, target: str) -> "LanguagePair":
        """Return the pair of two languages (gettext codes)."""
        return LanguagePair(source, target, language(source).script, language(target).script)


TextCheck = Callable[[str, str, LanguagePair], str | None]
"""From source, target and their languages to the reason why the target is no good translation; None if it passes."""
