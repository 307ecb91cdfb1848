"""Strategies: the requests to the engine for a sentence, and the candidates read from its answers."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workflow.checks.language_pair import LanguagePair
from workflow.checks.table import SERIOUS, TEXT_CHECKS, Objection
from workflow.drafting.segments.localisation import edited
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.postedit import join_parts, postedit, restored
from workflow.drafting.segments.terminology import Terminology
from workflow.drafting.strategies.placeholder_styles import PlaceholderStyle
from workflow.engines.base import Hypothesis, Segment

__all__ = [
    "NOTHING",
    "Answers",
    "Candidate",
    "Strategy",
    "StrategyContext",
    "capitalised",
    "make_candidate",
    "readable",
    "rejected",
]

NOTHING = "the engine returned nothing"
"""The reason where there is no hypothesis."""

Answers = Sequence[tuple[Hypothesis, ...]]
"""For each segment of a request, the engine's hypotheses, best first."""


@dataclass(frozen=True, slots=True)
class StrategyContext:
    """The languages, the glossary, and the capabilities of the engine."""

    pair: LanguagePair
    styles: Callable[[], tuple[PlaceholderStyle, ...]]
    """Returns the placeholder styles that the package copies, best first; none for an engine that keeps inline tags itself.
    The first call probes the package and may raise EngineError."""
    keeps_tags: bool
    terminology: Terminology | None = None
    """The glossary's terms for the pair; None if there is no glossary."""
    retries: bool = False
    """Whether the engine can search for alternatives."""
    aligns: bool = False
    """Whether the engine can return word alignments."""

    def style(self, rank: int) -> PlaceholderStyle | None:
        """The placeholder style of that rank; None if the package copies fewer styles."""
        found = self.styles()
        return found[rank] if rank < len(found) else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One translation of a sentence: how it was made, and the verdict on it."""

    text: str
    """The translation; empty if the engine's answer gave none."""
    output: str
    """The engine's answer before inline tags were put back."""
    parts: tuple[str | int, ...] = ()
    """The translation as strings and atom numbers."""
    score: float = 0.0
    """Mean log-probability of a token; 0 if the engine gives none."""
    unknown: int = 0
    """Number of source words unknown to the engine."""
    may_copy: bool = False
    """Whether a copy of the source is acceptable: names."""
    strategy: str = ""
    """The name of the strategy that made it."""
    asked: tuple[str, ...] = ()
    """The segments sent to the engine, in readable form."""
    refused: str | None = None
    """Why it failed validation; None if it passed."""
    missing_terms: tuple[str, ...] = ()
    """Preferred names of glossary terms that it lacks."""
    objections: tuple[Objection, ...] = ()
    """What speaks against it, though it is valid."""

    @property
    def words(self) -> str:
        """The text without inline tags; each leaves a space."""
        return "".join(part if isinstance(part, str) else " " for part in self.parts)

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """The sort key of valid candidates, the best first: missing terms, serious objections, all objections.

        Of candidates that all lack words of the source, the longest lacks fewest.
        """
        serious = sum(one.name in SERIOUS for one in self.objections)
        lacking = any(one.name == "omission" for one in self.objections)
        return len(self.missing_terms), serious, len(self.objections), -len(self.words) if lacking else 0


@dataclass(frozen=True, slots=True)
class Strategy:
    """One way to translate a sentence."""

    name: str
    ask: Callable[[Sentence, StrategyContext], tuple[Segment, ...] | None]
    """Returns the segments to send to the engine; None if the strategy does not apply to the sentence."""
    read: Callable[[Sentence, Answers, StrategyContext], Iterator[Candidate]]
    """Yields candidates, best first; answers that cannot be read give rejected ones."""
    whole: bool = True
    """Whether the engine sees the whole sentence."""
    reconsiders: frozenset[str] = frozenset()
    """The objections to the best candidate so far because of which it is tried as well."""
    mends: frozenset[str] = frozenset()
    """The checks (of ``TEXT_CHECKS``) for whose refusals it is tried; empty for all, and for what refuses a candidate otherwise."""

    def may_mend(self, refused: Sequence[str]) -> bool:
        """Whether it may find a valid candidate. ``refused``: why those so far were refused."""
        checks = {reason.partition(":")[0] for reason in refused}
        return not self.mends or not checks or not checks.isdisjoint(self.mends) or not checks <= TEXT_CHECKS.keys()


def rejected(reason: str, output: str) -> Candidate:
    """A candidate without text, for an answer (``output``) that cannot be used."""
    return Candidate("", output, refused=reason)


def make_candidate(
    sentence: Sentence, parts: Sequence[str | int], output: str, hypothesis: Hypothesis, context: StrategyContext
) -> Candidate:
    """Join the parts of a hypothesis and post-edit the text: numbers, spaces around inline tags, final punctuation, lost characters."""
    language = context.pair.target
    # Checks read the parts: what a tokenizer normalised must be back before them.
    parts = tuple(restored(sentence.words, part) if isinstance(part, str) else part for part in parts)
    parts = edited(sentence.words, parts, context.pair)
    text = postedit(sentence.source, join_parts(sentence, parts, language), language)
    return Candidate(text, output, parts, hypothesis.score, hypothesis.unknown)


def readable(parts: Sequence[str | int]) -> str:
    """Parts in readable form: inline tags as ⟨1⟩, ⟨2⟩ …"""
    return "".join(part if isinstance(part, str) else f"⟨{part + 1}⟩" for part in parts)


def capitalised(text: str) -> str:
    """The text with its first letter in upper case; one that starts with a number stays as it is."""
    match = re.search(r"[^\W_]", text)
    return text[: match.start()] + text[match.start()].upper() + text[match.end() :] if match else text
