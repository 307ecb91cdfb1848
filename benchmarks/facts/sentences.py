"""Seeded sentences with planted facts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from benchmarks.facts.carriers import CARRIERS
from benchmarks.facts.forms import Fact
from benchmarks.facts.markup import MARKUP
from benchmarks.facts.moments import MOMENTS
from benchmarks.facts.names import NAMES
from benchmarks.facts.quantities import QUANTITIES

__all__ = ["KINDS", "Sentence", "sentences"]


def _several(dice: Random) -> list[Fact]:
    return [
        maker(dice)[0] for maker in (NAMES["person"][1], QUANTITIES["currency before"][1], MOMENTS["long date, UK"][1])
    ]


KINDS: Mapping[str, tuple[str, Callable[[Random], list[Fact]]]] = {
    **QUANTITIES,
    **MOMENTS,
    **NAMES,
    **MARKUP,
    "several facts": ("several", _several),
}
"""By kind of fact: the role of its carriers, and the generator."""
_TRIES = 50


@dataclass(frozen=True, slots=True)
class Sentence:
    """A source text, or its singular and plural, and what is planted in it."""

    kind: str
    text: str
    facts: tuple[Fact, ...]
    plural: str = ""

    @property
    def flag(self) -> str:
        """The format flag of its entry; empty for none."""
        return next((fact.flag for fact in self.facts if fact.flag), "")


def sentences(count: int, seed: int) -> list[Sentence]:
    """Different sentences, the kinds in turn; another seed gives others. Kinds that have no more are left out."""
    dice = Random(seed)
    found: dict[str, Sentence] = {}
    kinds = list(KINDS)
    while len(found) < count and kinds:
        for kind in list(kinds):
            new = (one for one in (_sentence(kind, dice) for _ in range(_TRIES)) if one.text not in found)
            if (one := next(new, None)) is None:
                kinds.remove(kind)
            else:
                found[one.text] = one
    return list(found.values())[:count]


def _sentence(kind: str, dice: Random) -> Sentence:
    role, make = KINDS[kind]
    facts = make(dice)

    def filled(text: str) -> str:
        return re.sub(r"@(\d)", lambda place: facts[int(place[1]) - 1].text, text)

    one, _, more = dice.choice(CARRIERS[role]).partition("|")
    return Sentence(kind, filled(one), tuple(facts), filled(more) if more else "")
