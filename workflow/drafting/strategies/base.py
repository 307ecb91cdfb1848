"""What a rung of the ladder is: questions for the engine, and candidates out of its answers."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workflow.drafting.quality.rules import Pair
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.postedit import joined, mended
from workflow.drafting.segments.terminology import Terminology
from workflow.drafting.strategies.placeholder_styles import Style
from workflow.engines.base import Hypothesis, Segment

__all__ = ["Answers", "Attempt", "Candidate", "Rung", "Situation", "candidate", "capitalised", "readable"]

Answers = Sequence[tuple[Hypothesis, ...]]


@dataclass(frozen=True, slots=True)
class Situation:
    """What rungs and the verifier know: the languages, and what the package can do."""

    pair: Pair
    styles: Callable[[], tuple[Style, ...]]
    """The stand-ins that the package copies, the best first; none for an engine that keeps codes by itself. The package is asked when
    somebody wants to know, which may raise EngineError."""
    keeps_codes: bool
    terminology: Terminology | None = None
    """What the glossary says; None where there is none."""
    retries: bool = False
    """Whether the engine can search in another way."""
    aligns: bool = False
    """Whether it can say what came from where."""

    def style(self, rank: int) -> Style | None:
        """The stand-ins of that rank; None where there are none."""
        found = self.styles()
        return found[rank] if rank < len(found) else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence's translation that is to be verified."""

    text: str
    said: str
    """What the engine's answer was, before codes were put back."""
    parts: tuple[str | int, ...]
    """Strings and atom numbers of it."""
    score: float = 0.0
    unknown: int = 0
    name: bool = False
    """Whether there is reason to think that a copy of the source is right."""

    @property
    def words(self) -> str:
        """It without its codes, which leave a space."""
        return "".join(part if isinstance(part, str) else " " for part in self.parts)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One candidate and what became of it, for ``draft --explain``."""

    rung: str
    asked: tuple[str, ...]
    said: str
    text: str
    refused: str | None
    """None for the one that was taken."""
    lacks: tuple[str, ...] = ()
    """Terms of the glossary that it does not hold, by their preferred names."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One strategy."""

    name: str
    ask: Callable[[Sentence, Situation], tuple[Segment, ...] | None]
    """What the engine is asked for a sentence; None where the strategy does not apply to it."""
    read: Callable[[Sentence, Answers, Situation], Iterator[Candidate | str]]
    """Candidates out of the answers, best first; a string is the reason why an answer gave none."""
    context: bool = True
    """Whether the engine sees the whole sentence."""


def candidate(
    sentence: Sentence, parts: Sequence[str | int], said: str, hypothesis: Hypothesis, situation: Situation
) -> Candidate:
    """Parts as text: with spaces around codes, the last stop and lost signs mended."""
    language = situation.pair.target
    text = mended(sentence.source, joined(sentence, tuple(parts), language), language)
    return Candidate(text, said, tuple(parts), hypothesis.score, hypothesis.unknown)


def readable(parts: Sequence[str | int]) -> str:
    """Parts to be read by people: codes as ⟨1⟩, ⟨2⟩ …"""
    return "".join(part if isinstance(part, str) else f"⟨{part + 1}⟩" for part in parts)


def capitalised(text: str) -> str:
    """With a capital where its first letter is."""
    match = re.search(r"[^\W\d_]", text)
    return text[: match.start()] + text[match.start()].upper() + text[match.end() :] if match else text
