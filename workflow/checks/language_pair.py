"""The two languages of a translation, and the type of a check."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from workflow.languages import language

__all__ = ["DENSE", "LanguagePair", "TextCheck"]

DENSE = frozenset({"Jpan", "Hans", "Hant", "Kore"})
"""Scripts that need about a third of the characters that an alphabet needs."""


@dataclass(frozen=True, slots=True)
class LanguagePair:
    """The languages of a draft, and their scripts."""

    source: str
    target: str
    source_script: str
    """ISO 15924 code, as in ``languages``."""
    target_script: str

    def __hash__(self) -> int:
        # It is part of the keys of many caches, and most runs are for one pair.
        return hash(self.target)

    @classmethod
    def of(cls, source: str, target: str) -> Self:
        """Return the pair of two languages (gettext codes)."""
        return cls(source, target, language(source).script, language(target).script)


TextCheck = Callable[[str, str, LanguagePair], str | None]
"""From source, target and their languages to the reason why the target is no good translation; None if it passes."""
