"""The numbers of the charts: a bar that is divided into parts. The templates write them as SVG."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["ChartPart", "parts"]

_LENGTH = 1000
"""The length of a bar in the units of its drawing."""


@dataclass(frozen=True, slots=True)
class ChartPart:
    """A part of a bar."""

    name: str
    """Its class in the style sheet."""
    number: int
    percent: int
    start: float
    """Where it begins and how long it is, in thousandths of the bar."""
    length: float


def parts(numbers: Mapping[str, int], whole: int = 0) -> tuple[ChartPart, ...]:
    """Return the parts of a bar, in order; those without a number are left out.

    ``whole``: the number that fills the bar; by default the sum.
    """
    whole = max(whole, sum(numbers.values()))
    found: list[ChartPart] = []
    start = 0
    for name, number in numbers.items():
        if number > 0:
            length = number * _LENGTH / whole
            found.append(
                ChartPart(name, number, number * 100 // whole, round(start * _LENGTH / whole, 2), round(length, 2))
            )
            start += number
    return tuple(found)
