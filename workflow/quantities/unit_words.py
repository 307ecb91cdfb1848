"""The names of units in a translation, wherever they stand."""

import re
from functools import cached_property

from workflow.languages import base_language
from workflow.quantities.model import Quantity
from workflow.quantities.names import names
from workflow.quantities.words import number_words

__all__ = ["UnitWords"]

_DOTTED = frozenset(["de", "pl", "cs", "sk", "da", "nb", "nn", "no", "fi", "hu", "hr", "sl", "sr", "et", "lv", "tr"])
"""Languages that write an ordinal with a point."""
_PERIODS = {
    "duration-second": "second|segund|sekund",
    "duration-minute": "minut|minüt",
    "duration-hour": "hour|hora|horari|heur|horair|stund|stünd|uhr",
    "duration-day": "day|d[ií]a|jour|quotidien|tag|täg",
    "duration-week": "week|seman|semain|hebdo|woche|wöch",
    "duration-month": "month|mes|mois|mensu|monat",
    "duration-year": "year|año|anual|an|annu|année|jahr|jähr",
    "duration-decade": "decad|década|décenn|dekad|jahrzehnt|jahr|año|année|an",
    "duration-century": "centur|siglo|siècle|jahrhundert|jh",
}
"""By unit: how words for it begin, or what German compounds contain."""


class UnitWords:
    """The names of units in a text, wherever they stand."""

    def __init__(self, text: str, code: str) -> None:
        self._text, self._code = text, code
        self.known = bool(number_words(code))
        """Whether the language's words are known well enough to miss one."""
        self.compounds = base_language(code) == "de"
        """Whether the word for a unit may be part of another: ``zehnjährig``."""
        self.dotted = base_language(code) in _DOTTED

    def may_say(self, one: Quantity) -> bool:
        """Whether a duration is said in some way, which need not be beside its number. What is an ``s`` may be the plural of a number."""
        if one.symbol == "s" and one.end == one.digits[1] + 1 and len(one.text) in (2, 4) and one.text.endswith("0"):
            return True
        if one.symbol:
            return False
        if not self.known or not self.said.isdisjoint(one.unit):
            return True
        stems = "|".join(_PERIODS.get(unit, "") for unit in one.unit).strip("|")
        inside = "" if self.compounds else r"(?<!\w)"
        return bool(stems) and re.search(f"{inside}(?:{stems})", self._text.casefold()) is not None

    @property
    def points(self) -> bool:
        """Whether the language's word for percentage points is known."""
        return base_language(self._code) in ("en", "es", "de", "fr")

    @cached_property
    def said(self) -> frozenset[str]:
        """The units that are named."""
        beside = names(self._code).beside
        words = re.findall(r"[^\W\d_]+", self._text.casefold())
        return frozenset(unit for word in words for unit in (beside.get(word) or beside.get(word[:-1]) or ()))
