"""The glossary in drafting: which terms a sentence has, what a draft makes of them, and terms as protected pieces of a sentence.

Nothing here replaces a word in a translation: a term gets into a draft because a hypothesis holds it, or because the engine carried a
stand-in for it to its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from workflow.drafting.objections import forbidden
from workflow.drafting.plan import Atom, Role, Sentence
from workflow.glossary import Concept, Match, Terms
from workflow.markup import Grammar

__all__ = ["TERM_RISK", "Protected", "TermUse", "Terminology", "capitalised", "inflected", "protected"]

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
        kept = self.terms.kept
        return replace(grammar, placeholders=(*grammar.placeholders, *kept)) if kept else grammar

    def matches(self, sentence: Sentence) -> tuple[Match, ...]:
        """The terms of a sentence."""
        return tuple(match for _, match in _found(self, sentence))

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
def _found(terminology: Terminology, sentence: Sentence) -> tuple[tuple[int, Match], ...]:
    """The terms of a sentence with the place of the part they stand in."""
    return tuple(
        (place, match)
        for place, part in enumerate(sentence.parts)
        if isinstance(part, str)
        for match in terminology.terms.find(part)
        if not match.concept.keep
    )


@dataclass(frozen=True, slots=True)
class Protected:
    """A sentence in which terms are atoms too."""

    sentence: Sentence
    numbers: tuple[int | None, ...]
    """For each of its atoms the number it has in the sentence it was made of; None for a term."""
    surfaces: tuple[str, ...]
    """The terms as the source has them, in the order of their atoms."""
    concepts: tuple[Concept, ...]


def protected(terminology: Terminology, sentence: Sentence, concepts: Sequence[Concept]) -> Protected | None:
    """The sentence with each occurrence of ``concepts`` as a NOUN; None where none occurs, or nothing else would be left."""
    spans = [(place, match) for place, match in _found(terminology, sentence) if match.concept in concepts]
    if not spans:
        return None
    parts: list[str | int] = []
    atoms: list[Atom] = []
    numbers: list[int | None] = []
    surfaces: list[str] = []
    found: list[Concept] = []
    moved: dict[int, int] = {}
    for place, part in enumerate(sentence.parts):
        if isinstance(part, int):
            moved[part] = len(atoms)
            parts.append(len(atoms))
            atoms.append(sentence.atoms[part])
            numbers.append(part)
            continue
        position = 0
        for match in (match for where, match in spans if where == place):
            if match.start > position:
                parts.append(part[position : match.start])
            parts.append(len(atoms))
            atoms.append(Atom(match.concept.targets[0], Role.NOUN))
            numbers.append(None)
            surfaces.append(part[match.start : match.end])
            found.append(match.concept)
            position = match.end
        if position < len(part):
            parts.append(part[position:])
    if not any(character.isalpha() for part in parts if isinstance(part, str) for character in part):
        return None
    renumbered = tuple(
        atom if atom.partner is None or numbers[n] is None else replace(atom, partner=moved[atom.partner])
        for n, atom in enumerate(atoms)
    )
    return Protected(Sentence(tuple(parts), renumbered), tuple(numbers), tuple(surfaces), tuple(found))


def inflected(terms: Terms, concept: Concept, answers: Sequence[str]) -> str:
    """The preferred name in the form in which the engine says it for the term alone; as given where it says something else."""
    target = concept.targets[0]
    for answer in answers:
        said = answer.strip(" .,;:!?")
        if len(said.split()) == len(target.split()) and terms.held(replace(concept, targets=(target,)), said):
            return said if concept.exact or target != target.lower() else said.lower()
    return target


def capitalised(text: str) -> str:
    """With a capital at the beginning."""
    return text[:1].upper() + text[1:]
