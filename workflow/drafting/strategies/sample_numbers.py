"""The strategy for placeholders that stand for a number of things: the engine gets a number in their place.

The number is found in the answer and replaced with its placeholder. Other inline tags go as placeholder tags.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.quantities import ONE
from workflow.drafting.strategies.base import (
    Answers,
    Candidate,
    Strategy,
    StrategyContext,
    make_candidate,
    readable,
    rejected,
)
from workflow.engines.base import Segment

__all__ = ["SAMPLES"]


_FIRST_STYLE = 0
_TWICE_ONE = re.compile(r"\b(?:une?|una|uno|um|uma|ein\w{0,2})\s+[\w-]+\s+(?:de|di|von)\s+\Z", re.IGNORECASE)
"""Before a ``1``: "una línea de 1", where the engine wrote the number as a word as well."""


def _ask(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
    if not any(atom.sample for atom in sentence.atoms):
        return None
    sampled, _ = _sampled(sentence)
    if not sampled.atoms or context.keeps_tags:
        return (Segment(sampled.parts),)
    style = context.style(_FIRST_STYLE)
    text = style.encode(sampled) if style else None
    return None if text is None else (Segment((text,)),)


def _read(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
    sampled, kept = _sampled(sentence)
    for hypothesis in answers[0]:
        output = readable(hypothesis.parts)
        parts: tuple[str | int, ...] | None = hypothesis.parts
        if sampled.atoms and not context.keeps_tags:
            style = context.style(_FIRST_STYLE)
            assert style is not None
            parts = style.decode(output, sampled)
        found = None if parts is None else _with_placeholders(sentence, parts, kept)
        if found is None:
            yield rejected(f"a number or an inline tag was lost or duplicated in “{output}”")
        else:
            yield make_candidate(sentence, found, output, hypothesis, context)


def _sampled(sentence: Sentence) -> tuple[Sentence, tuple[int, ...]]:
    """The sentence with samples as words, and the atoms that it keeps, by their numbers in ``sentence``."""
    kept = tuple(number for number, atom in enumerate(sentence.atoms) if not atom.sample)
    place = {number: at for at, number in enumerate(kept)}
    parts: list[str | int] = []
    for part in sentence.parts:
        now = part if isinstance(part, str) else place.get(part, sentence.atoms[part].sample)
        if isinstance(now, str) and parts and isinstance(last := parts[-1], str):
            parts[-1] = last + now
        else:
            parts.append(now)
    atoms = (sentence.atoms[number] for number in kept)
    # Both ends of a pair are kept.
    moved = tuple(atom if atom.partner is None else replace(atom, partner=place[atom.partner]) for atom in atoms)
    return Sentence(tuple(parts), moved), kept


def _with_placeholders(
    sentence: Sentence, parts: Sequence[str | int], kept: Sequence[int]
) -> tuple[str | int, ...] | None:
    """The parts with placeholders in the places of their samples; None unless each sample is found once, as a number by itself."""
    samples = {atom.sample: number for number, atom in enumerate(sentence.atoms) if atom.sample}
    pattern = re.compile("|".join(rf"(?<![\d.,])({_spaced(sample)})(?!\d|[.,]\d)" for sample in samples))
    left = set(samples.values())
    result: list[str | int] = []
    for part in parts:
        if isinstance(part, int):
            result.append(kept[part])
            continue
        position = 0
        for match in pattern.finditer(part):
            sample = re.sub(r"\s", "", match.group())
            number = samples[sample]
            if number not in left or (sample == ONE and _TWICE_ONE.search(part, 0, match.start())):
                return None
            left.remove(number)
            result += [part[position : match.start()], number]
            position = match.end()
        result.append(part[position:])
    return None if left else tuple(part for part in result if part != "")


def _spaced(sample: str) -> str:
    """The expression for a sample, which may get a space before its per cent sign."""
    return sample.replace("%", r"\s?%")


SAMPLES = Strategy("placeholders of numbers as numbers", _ask, _read)
