"""The glossary in drafting: the terms of a sentence, and how a draft translates them.

No word of a translation is ever replaced: a term gets into a draft because a hypothesis contains it, or because the engine moved a
placeholder tag for it to its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from workflow.drafting.segments.planning import Sentence
from workflow.glossary import Concept, TermMatch, Terms
from workflow.inline_tags import Grammar

__all__ = ["TERM_RISK", "TermUse", "Terminology", "inflected"]

TERM_RISK = 0.2
"""Added to the risk of a sentence for each missing term."""


@dataclass(frozen=True, slots=True)
class TermUse:
    """A glossary term in a sentence, and its translation in the draft."""

    term: str
    targets: tuple[str, ...]
    """The glossary's translations, the preferred one first."""
    found: str | None
    """The translation that the draft contains; None if it contains none."""


@dataclass(frozen=True, slots=True, eq=False)
class Terminology:
    """The glossary for one pair of languages. Matches never lie in inline tags."""

    terms: Terms

    def grammar(self, grammar: Grammar) -> Grammar:
        """``grammar`` with the terms that must not be translated as placeholders, so that every check of inline tags protects them."""
        kept = self.terms.protected
        return replace(grammar, placeholders=(*grammar.placeholders, *kept)) if kept else grammar

    def matches(self, sentence: Sentence) -> tuple[TermMatch, ...]:
        """The terms of a sentence."""
        return tuple(match for _, match in _found(self, sentence))

    def occurrences(self, sentence: Sentence, concepts: Sequence[Concept]) -> tuple[tuple[int, TermMatch], ...]:
        """The occurrences of ``concepts`` in the sentence, each with the index of its part."""
        return tuple((place, match) for place, match in _found(self, sentence) if match.concept in concepts)

    def lowered(self, sentence: Sentence) -> str:
        """The sentence's text without inline tags, its terms in lower case: the glossary says what they are, so they are no names."""
        parts = [part if isinstance(part, str) else " " for part in sentence.parts]
        for place, match in _found(self, sentence):
            part = parts[place]
            parts[place] = part[: match.start] + part[match.start : match.end].lower() + part[match.end :]
        return "".join(parts)

    def missing(self, sentence: Sentence, words: str) -> tuple[Concept, ...]:
        """The sentence's terms that a draft without inline tags (``words``) lacks."""
        matches = self.matches(sentence)
        return self.terms.missing(matches, words) if matches else ()

    def forbidden(self, sentence: Sentence, words: str) -> str | None:
        """Why a draft is refused: it contains a word that the glossary forbids. None if it does not."""
        found = self.terms.unwanted(self.matches(sentence), words)
        if not found:
            return None
        term, word = found[0]
        return f"forbidden: the glossary rejects “{word}”{f' for “{term}”' if term else ''}"

    def uses(self, sentence: Sentence, words: str) -> tuple[TermUse, ...]:
        """Each term of the sentence with its translation in ``words``."""
        concepts = dict.fromkeys(match.concept for match in self.matches(sentence))
        return tuple(TermUse(c.source, c.targets, self.terms.held(c, words)) for c in concepts if c.targets)


# Called once for each candidate and strategy of a sentence.
@lru_cache(maxsize=4096)
def _found(terminology: Terminology, sentence: Sentence) -> tuple[tuple[int, TermMatch], ...]:
    """The terms of a sentence, each with the index of its part."""
    return tuple(
        (place, match)
        for place, part in enumerate(sentence.parts)
        if isinstance(part, str)
        for match in terminology.terms.find(part)
        if not match.concept.do_not_translate
    )


def inflected(terms: Terms, concept: Concept, surface: str, answers: Sequence[str]) -> str:
    """The preferred name of a term in the form that the engine gives for ``surface``, the term's form in the source, alone.

    As in the glossary if that has this form of the term, or if the engine gives another word.
    """
    target = concept.targets[0]
    if surface.casefold() == concept.source.casefold():
        return target
    for answer in answers:
        form = answer.strip(" .,;:!?")
        if form.casefold() == target.casefold():
            return target
        if len(form.split()) == len(target.split()) and terms.held(replace(concept, targets=(target,)), form):
            return form if concept.exact or target != target.lower() else form.lower()
    return target
