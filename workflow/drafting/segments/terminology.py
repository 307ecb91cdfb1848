"""The glossary in drafting: which terms a sentence has, what a draft makes of them, and terms as protected pieces of a sentence.

Nothing here replaces a word in a translation: a term gets into a draft because a hypothesis holds it, or because the engine carried a
stand-in for it to its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from workflow.drafting.quality.rules import forbidden
from workflow.drafting.segments.planning import Sentence
from workflow.glossary import Concept, TermMatch, Terms
from workflow.inline_tags import Grammar

__all__ = ["TERM_RISK", "TermUse", "Terminology", "inflected"]

TERM_RISK = 0.2
"""What each missing term adds to the risk of a sentence."""


@dataclass(frozen=True, slots=True)
class TermUse:
    """A glossary's term in a sentence, and what its draft calls it."""

    term: str
    targets: tuple[str, ...]
    """What the glossary calls it, the preferred name first."""
    held: str | None
    """The name that the draft holds; None where it holds none."""


@dataclass(frozen=True, slots=True, eq=False)
class Terminology:
    """What a glossary says for the pair that is drafted. Sentences are plan's: matches never lie in codes."""

    terms: Terms

    def grammar(self, grammar: Grammar) -> Grammar:
        """``grammar`` with the terms that are kept as placeholders: every check of codes protects them."""
        kept = self.terms.protected
        return replace(grammar, placeholders=(*grammar.placeholders, *kept)) if kept else grammar

    def matches(self, sentence: Sentence) -> tuple[TermMatch, ...]:
        """The terms of a sentence."""
        return tuple(match for _, match in _found(self, sentence))

    def occurrences(self, sentence: Sentence, concepts: Sequence[Concept]) -> tuple[tuple[int, TermMatch], ...]:
        """Where ``concepts`` stand in the sentence, each with the place of the part that it is in."""
        return tuple((place, match) for place, match in _found(self, sentence) if match.concept in concepts)

    def missing(self, sentence: Sentence, said: str) -> tuple[Concept, ...]:
        """The sentence's terms that ``said`` (a draft without codes) has none of the names for."""
        matches = self.matches(sentence)
        return self.terms.missing(matches, said) if matches else ()

    def objection(self, sentence: Sentence, said: str) -> str | None:
        """Why a draft is refused: a forbidden word in it."""
        return forbidden(self.terms.unwanted(self.matches(sentence), said))

    def uses(self, sentence: Sentence, said: str) -> tuple[TermUse, ...]:
        """Each term of the sentence with what ``said`` calls it."""
        concepts = dict.fromkeys(match.concept for match in self.matches(sentence))
        return tuple(TermUse(c.source, c.targets, self.terms.held(c, said)) for c in concepts if c.targets)


# A sentence is looked at once for each candidate and rung.
@lru_cache(maxsize=4096)
def _found(terminology: Terminology, sentence: Sentence) -> tuple[tuple[int, TermMatch], ...]:
    """The terms of a sentence with the place of the part they stand in."""
    return tuple(
        (place, match)
        for place, part in enumerate(sentence.parts)
        if isinstance(part, str)
        for match in terminology.terms.find(part)
        if not match.concept.do_not_translate
    )


def inflected(terms: Terms, concept: Concept, answers: Sequence[str]) -> str:
    """The preferred name in the form in which the engine says it for the term alone; as given where it says something else."""
    target = concept.targets[0]
    for answer in answers:
        said = answer.strip(" .,;:!?")
        if said.casefold() == target.casefold():
            return target
        if len(said.split()) == len(target.split()) and terms.held(replace(concept, targets=(target,)), said):
            return said if concept.exact or target != target.lower() else said.lower()
    return target
