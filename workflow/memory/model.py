"""Translation pairs of the memory, and its matches."""

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
    """The authorship of a translation. Of two equal matches, the one with the higher value is preferred."""

    MACHINE = 0
    """Not read by a person: approved in bulk by a rule, or marked in its file as a machine's."""
    PERSON = 1
    APPROVED = 2
    """A person approved it by name."""


class MatchKind(StrEnum):
    """The kind of a match."""

    CONTEXT = "context"
    """A context match (ICE): the same text between the same neighbours under the same heading."""
    EXACT = "exact"
    """The same text; its numbers and inline tags may have been exchanged."""
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The context of a text: short hashes of the texts before and after it and of its heading path; 0 if there is none."""

    before: int = 0
    after: int = 0
    heading: int = 0

    @property
    def is_distinctive(self) -> bool:
        """Whether it can identify a place: a text alone in its file has no neighbours."""
        return bool(self.before or self.after)


NOWHERE = Surroundings()
"""The surroundings of a text whose place is not known."""


@dataclass(frozen=True, slots=True)
class TranslationPair:
    """A text and its translation, as in a file."""

    source: str
    target: str
    maker: Maker = Maker.PERSON
    place: Surroundings = NOWHERE


@dataclass(frozen=True, slots=True)
class MatchOrigin:
    """The origin of a translation."""

    file: str
    """POSIX path below the project: ``locales/es/LC_MESSAGES/guide.po``, ``memory/office.tmx``."""
    maker: Maker

    @property
    def person(self) -> bool:
        """Whether a person wrote or approved it."""
        return self.maker is not Maker.MACHINE


@dataclass(frozen=True, slots=True)
class MemoryMatch:
    """A match in the memory for a text."""

    source: str
    """The stored text."""
    target: str
    """Its translation; in an exact match, with the numbers and inline tags of the text that was looked up."""
    score: int
    """The match score in per cent: ``CONTEXT_MATCH`` in context, 100 exact, less for a fuzzy match."""
    kind: MatchKind
    origin: MatchOrigin
