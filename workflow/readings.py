"""What readers found in the drafts of a package: the share that was usable, and where the labels of the risk hold.

``readings.json`` is made by ``python -m training readset table``, which has the verdicts; docs/quality.md shows them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["PackageReading", "reading"]


@dataclass(frozen=True, slots=True)
class PackageReading:
    """Verdicts on the drafts of one package."""

    package: str
    drafts: int
    """How many were read."""
    usable: Mapping[str, float]
    """By kind of text (``documentation``, ``news``, ``plain prose``): the share that was usable, at most with small edits."""
    fine: float | None
    """The highest risk of a draft that is probably fine; None if no risk is low enough to say so."""
    closely: float | None
    """The lowest risk of a draft that needs a close look; None if no risk is high enough to say so."""

    @property
    def is_usable(self) -> bool:
        """Whether at least half of the drafts were usable, on at least two kinds of text."""
        return sum(share >= 0.5 for share in self.usable.values()) >= 2

    def __str__(self) -> str:
        """``of 100 drafts by this package, about 40 were usable on documentation, 50 on news and 45 in plain prose``."""
        first, *rest = [
            f"{round(100 * share)}{{}} {'in' if 'prose' in kind else 'on'} {kind}"
            for kind, share in self.usable.items()
        ]
        shares = [first.format(" were usable"), *(one.format("") for one in rest)]
        listed = f"{', '.join(shares[:-1])} and {shares[-1]}" if rest else shares[0]
        return f"of 100 drafts by this package, about {listed}"


@cache
def _table() -> Mapping[str, PackageReading]:
    data = json.loads(files("workflow").joinpath("readings.json").read_text(encoding="utf-8"))
    return {name: PackageReading(**fields) for name, fields in data.items()}


def reading(package: str) -> PackageReading | None:
    """Return what readers found in the drafts of a package, by its hash; None if nobody read any."""
    return _table().get(package)
