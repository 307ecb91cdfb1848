"""A quantity: a number in a text, with its value and with what stands beside it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

__all__ = ["NOTHING", "Quantity", "QuantityKind"]

NOTHING: frozenset[str] = frozenset()


class QuantityKind(StrEnum):
    """The kind of a quantity."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    """``3rd``, ``3.º``."""
    DECADE = "decade"
    """``1920s``."""
    TIME = "time"
    """An hour of the clock: ``3 p.m.``, ``15:00``."""
    DATE = "date"
    """A date in digits only: ``2024-05-12``. In others, the month stands beside the number of the day."""
    VERSION = "version"
    """``0.85.x``, ``1.2.3``, ``Python 3.10``: a name that has no value."""
    FRACTION = "fraction"
    """``1/2``, ``½``."""
    POWER = "power"
    """``²``, if it is not part of a unit."""
    CODE = "code"
    """The digits of a word: ``A4``, ``x86``."""
    WORD = "word"
    """A number in words before a magnitude: ``two million``."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a text with its currency, unit or magnitude. A range or a dimension is several, joined by ``joint``."""

    kind: QuantityKind
    start: int
    end: int
    """The span in the text, with what stands beside the number."""
    text: str
    """The number alone, as written."""
    digits: tuple[int, int]
    """The span of the number alone."""
    values: tuple[Decimal, ...]
    """The value, with its magnitude and without its sign; of a time hour and minute, of a date its numbers in order."""
    stop: int = 0
    """Where the number ends with its ending, its magnitude and its symbol, but without a unit in words."""
    unit: frozenset[str] = NOTHING
    """What it counts: codes of currencies, CLDR names of units, ``percent``, ``clock``, ``month-5``. Several if the name is ambiguous."""
    symbol: str = ""
    """The unit as written, if it is a sign or an abbreviation: ``£``, ``kg``, ``%``."""
    sign: str = ""
    """A minus as written, or ``±``; a plus says nothing."""
    half: str = ""
    """Of a time: ``am``, ``pm``, or empty."""
    joint: str = ""
    """What joins it to the quantity before it, in a range, a dimension or a score: ``–``, ``×``, ``to``; empty if nothing does."""
    foreign: bool = False
    """Whether its separators are not those of the language, though it is clear how it is meant: ``2,100,500`` in Spanish."""
    magnitude: bool = False
    """Whether a word such as ``million`` belongs to it."""

    @property
    def bare_digits(self) -> str:
        """The digits without separators and signs."""
        return "".join(sign for sign in self.text if sign.isdecimal())
