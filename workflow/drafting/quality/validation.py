"""The one verifier behind every rung (law 8)."""

from collections.abc import Sequence

from workflow.drafting.quality.rules import objection
from workflow.drafting.segments.planning import Role, Sentence
from workflow.drafting.segments.tokens import has_words
from workflow.drafting.strategies.base import Candidate, Situation
from workflow.inline_tags import Grammar

__all__ = ["judge"]


def judge(sentence: Sentence, candidate: Candidate, situation: Situation, grammar: Grammar) -> str | None:
    """Why a candidate is refused; None where it is good. The one verifier behind every rung."""
    words = candidate.words
    return (
        _codes_kept(sentence, candidate.parts)
        or objection(sentence.words, words, situation.pair, names=candidate.name or bool(sentence.atoms))
        or (situation.terminology.objection(sentence, words) if situation.terminology else None)
        or _contents_kept(sentence, candidate.parts)
        or grammar.verify(sentence.source, candidate.text)
    )


def _codes_kept(sentence: Sentence, parts: Sequence[str | int]) -> str | None:
    """Each atom once, and pairs that nest."""
    numbers = [part for part in parts if isinstance(part, int)]
    if sorted(numbers) != list(range(len(sentence.atoms))):
        return "codes were lost or doubled"
    opened: list[int] = []
    for number in numbers:
        atom = sentence.atoms[number]
        if atom.role is Role.OPEN:
            opened.append(number)
        elif atom.role is Role.CLOSE and (not opened or opened.pop() != atom.partner):
            return "codes do not nest"
    return None


def _contents_kept(sentence: Sentence, parts: Sequence[str | int]) -> str | None:
    """Words between the ends of a pair that has words in the source, and some outside where the source has some outside."""

    def inside(found: Sequence[str | int], number: int) -> tuple[bool, bool]:
        start, end = found.index(number), found.index(sentence.atoms[number].partner or 0)
        within = any(isinstance(part, str) and has_words(part) for part in found[start:end])
        without = any(isinstance(part, str) and has_words(part) for part in (*found[:start], *found[end:]))
        return within, without

    for number, atom in enumerate(sentence.atoms):
        if atom.role is Role.OPEN and inside(parts, number) != inside(sentence.parts, number):
            return f"the words of {atom.text.strip()}…{sentence.atoms[atom.partner or 0].text.strip()} moved out or in"
    return None
