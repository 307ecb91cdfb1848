"""What a machine-translation engine is: the protocol every member of ``ENGINES`` keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from workflow.model import Progress

__all__ = ["Engine", "Hypothesis", "Segment"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A text to translate: strings, and between them codes by number (markup, placeholders) that have to come out again."""

    parts: tuple[str | int, ...]

    @property
    def codes(self) -> tuple[int, ...]:
        """The numbers of the codes, in order."""
        return tuple(part for part in self.parts if isinstance(part, int))


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation of a segment."""

    parts: tuple[str | int, ...]
    score: float = 0.0
    """Mean log-probability of a token where the engine has one, else 0."""
    unknown: int = 0
    """How many words the engine did not know."""


class Engine(Protocol):
    """One engine, ready for one pair of languages."""

    name: str
    """``argos``, ``apertium`` …: what provenance comments say."""
    package: str
    """The package or language data it uses: ``translate-en_es-0_1``."""
    hash: str
    """Eight hex digits of a hash over that package: a new one makes refused units worth trying again."""
    keeps_codes: bool
    """Whether ``Segment`` codes come through by themselves; if not, it is given segments of one string only."""
    whole_documents: bool
    """Whether a document's units have to be given whole, in order, all of them (state is carried from one to the next)."""

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """Hypotheses for each segment, best first; an empty tuple where it has none.

        Segments are sentences for an engine that does not take whole documents, units otherwise.
        Raises EngineError.
        """
