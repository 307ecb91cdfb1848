"""Pairs of texts and translations in the memory, and the matches it offers."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

__all__ = [
    "CONTEXT_MATCH",
    "NOWHERE",
    "Maker",
    "MatchKind",
    "MatchOrigin",
    "MemoryMatch",
    "Surroundings",
    "TranslationPair",
]


CONTEXT_MATCH = 101
"""The score of a context match (in-context exact, ICE)."""


class Maker(IntEnum):
    """Who answers for a translation; of two that match equally well, the higher one is offered."""

    MACHINE = 0
    """Nobody read it: a rule approved it in bulk, or the file says that it is a machine's."""
    PERSON = 1
    APPROVED = 2
    """A person approved it by name."""


class MatchKind(StrEnum):
    """How a match fits."""

    CONTEXT = "context"
    """A context match (ICE): the same text between the same neighbours under the same heading."""
    EXACT = "exact"
    """The same text; its numbers and inline tags may have been exchanged."""
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a text stands: short hashes of the texts before and after it and of its heading path; 0 where there is none."""

    before: int = 0
    after: int = 0
    heading: int = 0

    @property
    def telling(self) -> bool:
        """Whether it is enough to recognise a place: a text alone in its file has no neighbours."""
        return bool(self.before or self.after)


NOWHERE = Surroundings()
"""No place that is known."""


@dataclass(frozen=True, slots=True)
class TranslationPair:
    """A text and its translation, as a file has them."""

    source: str
    target: str
    maker: Maker = Maker.PERSON
    place: Surroundings = NOWHERE


@dataclass(frozen=True, slots=True)
class MatchOrigin:
    """Where a translation comes from."""

    file: str
    """POSIX path below the project: ``locales/es/LC_MESSAGES/guide.po``, ``memory/archive.tmx``."""
    maker: Maker

    @property
    def person(self) -> bool:
        """Whether a person answers for it."""
        return self.maker is not Maker.MACHINE


@dataclass(frozen=True, slots=True)
class MemoryMatch:
    """A translation that the memory offers for a text."""

    source: str
    """The stored text."""
    target: str
    """Its translation; in an exact match, with the numbers and inline tags of the text that was asked for."""
    score: int
    """The match score in per cent: ``CONTEXT_MATCH`` in context, 100 exact, less for a fuzzy match."""
    kind: MatchKind
    origin: MatchOrigin
