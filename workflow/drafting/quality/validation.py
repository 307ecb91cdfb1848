"""Validation of candidates: the one check behind every strategy."""

import re
from collections.abc import Sequence

from workflow.checks.table import Objection, failed_check, objections
from workflow.drafting.segments.planning import Role, Sentence
from workflow.drafting.segments.quantities import misplaced_count
from workflow.drafting.segments.tokens import has_words
from workflow.drafting.strategies.base import Candidate, StrategyContext
from workflow.inline_tags import Grammar
from workflow.quantities.references import NUMBER_SIGN

__all__ = ["object_to", "validate"]

_NUMBER_SIGN = re.compile(rf"{NUMBER_SIGN}\s\Z")


def validate(sentence: Sentence, candidate: Candidate, context: StrategyContext, grammar: Grammar) -> str | None:
    """Why a candidate is refused; None if it is valid."""
    words = candidate.words
    return (
        _tags_kept(sentence, candidate.parts)
        or _failed(sentence, candidate, context)
        or (context.terminology.forbidden(sentence, words) if context.terminology else None)
        or _contents_kept(sentence, candidate.parts)
        or _counts_kept(sentence, candidate.parts, context.pair.target)
        or grammar.verify(sentence.source, candidate.text)
    )


def object_to(sentence: Sentence, candidate: Candidate, context: StrategyContext) -> tuple[Objection, ...]:
    """What speaks against a valid candidate."""
    found = objections(_said(sentence), candidate.words, context.pair)
    if context.terminology and any(one.name == "name" for one in found):
        found = objections(context.terminology.lowered(sentence), candidate.words, context.pair)
    return found


def _said(sentence: Sentence) -> str:
    """The text without inline tags, and without a ``no.`` before one, which says no more than that a number follows."""
    following = (*sentence.parts[1:], "")
    return "".join(
        " " if isinstance(part, int) else _NUMBER_SIGN.sub("", part) if isinstance(after, int) else part
        for part, after in zip(sentence.parts, following, strict=True)
    )


def _failed(sentence: Sentence, candidate: Candidate, context: StrategyContext) -> str | None:
    """The first check that a candidate fails. Terms of the glossary are no names."""
    names = candidate.may_copy or bool(sentence.atoms)
    reason = failed_check(sentence.words, candidate.words, context.pair, names=names)
    if context.terminology and reason and reason.startswith("names:"):
        reason = failed_check(context.terminology.lowered(sentence), candidate.words, context.pair, names=names)
    return reason


def _tags_kept(sentence: Sentence, parts: Sequence[str | int]) -> str | None:
    """Each atom once, and pairs that nest."""
    numbers = [part for part in parts if isinstance(part, int)]
    if sorted(numbers) != list(range(len(sentence.atoms))):
        lost = [atom.text.strip() for number, atom in enumerate(sentence.atoms) if number not in numbers]
        more = [sentence.atoms[number].text.strip() for number in dict.fromkeys(numbers) if numbers.count(number) > 1]
        found = [f"{' '.join(tags)} {what}" for tags, what in ((lost, "missing"), (more, "duplicated")) if tags]
        return f"inline tags: {' and '.join(found)}"
    opened: list[int] = []
    for number in numbers:
        atom = sentence.atoms[number]
        if atom.role is Role.OPEN:
            opened.append(number)
        elif atom.role is Role.CLOSE and (not opened or opened.pop() != atom.partner):
            return "inline tags do not nest"
    return None


def _counts_kept(sentence: Sentence, parts: Sequence[str | int], language: str) -> str | None:
    """Placeholders of numbers before what they count."""
    placeholder = misplaced_count(sentence, parts, language)
    return f"{placeholder} does not stand before what it counts" if placeholder else None


def _contents_kept(sentence: Sentence, parts: Sequence[str | int]) -> str | None:
    """Words inside a pair if the source has words inside it, and words outside if the source has words outside."""

    def inside(found: Sequence[str | int], number: int) -> tuple[bool, bool]:
        start, end = found.index(number), found.index(sentence.atoms[number].partner or 0)
        within = any(isinstance(part, str) and has_words(part) for part in found[start:end])
        without = any(isinstance(part, str) and has_words(part) for part in (*found[:start], *found[end:]))
        return within, without

    for number, atom in enumerate(sentence.atoms):
        if atom.role is Role.OPEN and inside(parts, number) != inside(sentence.parts, number):
            pair = f"{atom.text.strip()}…{sentence.atoms[atom.partner or 0].text.strip()}"
            return f"words moved into or out of {pair}"
    return None
