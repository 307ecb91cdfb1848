"""What the memory holds and what it gives back."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

__all__ = ["NOWHERE", "Maker", "Match", "MatchKind", "Origin", "Pair", "Surroundings"]


class Maker(IntEnum):
    """Who stands behind a translation; of two that fit equally well, the higher one is offered."""

    MACHINE = 0
    """Nobody read it: a rule approved it in bulk, or the file says that it is a machine's."""
    PERSON = 1
    APPROVED = 2
    """A person approved it by name."""


class MatchKind(StrEnum):
    """How a match fits."""

    CONTEXT = "context"
    """The same text between the same neighbours under the same heading."""
    EXACT = "exact"
    """The same text; numbers and codes may have been put in."""
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a text stands: short hashes of the texts before and after it and of its heading path; 0 where there is none."""

    before: int = 0
    after: int = 0
    heading: int = 0

    @property
    def telling(self) -> bool:
        """Whether it says enough to know a place again: a text alone in its file has no neighbours."""
        return bool(self.before or self.after)


NOWHERE = Surroundings()
"""No place that is known."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text and its translation, as a file has them."""

    source: str
    target: str
    maker: Maker = Maker.PERSON
    place: Surroundings = NOWHERE


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a translation comes from."""

    file: str
    """POSIX path below the project: ``locales/es/LC_MESSAGES/guide.po``, ``memory/house.tmx``."""
    maker: Maker

    @property
    def person(self) -> bool:
        """Whether a person stands behind it."""
        return self.maker is not Maker.MACHINE


@dataclass(frozen=True, slots=True)
class Match:
    """What the memory offers for a text."""

    source: str
    """The stored text."""
    target: str
    """Its translation; in an exact match with the numbers and codes of the text that was asked for."""
    score: int
    """101 in context, 100 exact, below that how alike the texts are, in per cent."""
    kind: MatchKind
    origin: Origin
