"""The strategy for placeholders that stand for a number of things: the engine gets a number in their place.

The number is found in the answer and replaced with its placeholder. Other inline tags go as placeholder tags.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
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
from workflow.languages import base_language

__all__ = ["OTHER_SAMPLES", "SAMPLES"]


_FIRST_STYLE = 0
_TWICE_ONE = re.compile(r"\b(?:une?|una|uno|um|uma|ein\w{0,2})\s+[\w-]+\s+(?:de|di|von)\s+\Z", re.IGNORECASE)
"""Before a ``1``: "una línea de 1", where the engine wrote the number as a word as well."""


_ONE_AS_WORD = "one"
"""In English; what it becomes in other languages, which are without the elision that a placeholder does not have:"""
_WORDS_FOR_ONE = {
    "es": "una?|uno",
    "de": "ein(?:e[nmrs]?)?",
    "fr": "une?",
    "it": "un[ao]?",
    "pt": "uma?",
    "ca": "una?",
    "nl": "een|één",
}
_FURTHER = 30
"""The difference of another sample, which is of the same plural form in most languages."""


def _strategy(name: str, *, other: bool) -> Strategy:
    """``other``: with another number than the first, and *one* as a word: "a file was deleted", not "the file 1 was deleted"."""

    def ask(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
        samples = _samples(sentence, context, other=other)
        if not samples:
            return None
        sampled, _ = _sampled(sentence, {number: shown for number, (shown, _) in samples.items()})
        if not sampled.atoms or context.keeps_tags:
            return (Segment(sampled.parts),)
        style = context.style(_FIRST_STYLE)
        text = style.encode(sampled) if style else None
        return None if text is None else (Segment((text,)),)

    def read(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
        samples = _samples(sentence, context, other=other)
        sampled, kept = _sampled(sentence, {number: shown for number, (shown, _) in samples.items()})
        for hypothesis in answers[0]:
            output = readable(hypothesis.parts)
            style = context.style(_FIRST_STYLE) if sampled.atoms and not context.keeps_tags else None
            parts = style.decode(output, sampled) if style else hypothesis.parts
            patterns = {number: pattern for number, (_, pattern) in samples.items()}
            found = None if parts is None else _with_placeholders(parts, patterns, kept)
            if found is None:
                written = style.shown(output, sampled) if style else sampled.written(hypothesis.parts)
                yield rejected(f"a number or an inline tag was lost or duplicated in “{written}”", output)
            else:
                yield make_candidate(sentence, found, output, hypothesis, context)

    return Strategy(name, ask, read)


def _samples(sentence: Sentence, context: StrategyContext, *, other: bool) -> dict[int, tuple[str, str]]:
    """By atom: what the engine gets in its place, and the expression for what it becomes; empty if there is none."""
    found: dict[int, tuple[str, str]] = {}
    for number, atom in enumerate(sentence.atoms):
        if not atom.sample:
            continue
        sample = atom.sample
        if other and sample == ONE:
            words = _WORDS_FOR_ONE.get(base_language(context.pair.target))
            if words is None or base_language(context.pair.source) != "en":
                return {}
            first = sentence.parts[0] == number
            found[number] = (_ONE_AS_WORD.capitalize() if first else _ONE_AS_WORD, rf"(?<![\w'’])(?i:{words})(?!\w)")
            continue
        if other:
            sample = re.sub(r"\d+", lambda match: str(int(match.group()) + _FURTHER), sample)
            if sample in sentence.words:
                return {}
        found[number] = (sample, rf"(?<![\d.,])({_spaced(sample)})(?!\d|[.,]\d)")
    return found


def _sampled(sentence: Sentence, samples: Mapping[int, str]) -> tuple[Sentence, tuple[int, ...]]:
    """The sentence with samples as words, and the atoms that it keeps, by their numbers in ``sentence``."""
    kept = tuple(number for number in range(len(sentence.atoms)) if number not in samples)
    place = {number: at for at, number in enumerate(kept)}
    parts: list[str | int] = []
    for part in sentence.parts:
        now = part if isinstance(part, str) else place.get(part, samples.get(part, ""))
        if isinstance(now, str) and parts and isinstance(last := parts[-1], str):
            parts[-1] = last + now
        else:
            parts.append(now)
    atoms = (sentence.atoms[number] for number in kept)
    # Both ends of a pair are kept.
    moved = tuple(atom if atom.partner is None else replace(atom, partner=place[atom.partner]) for atom in atoms)
    return Sentence(tuple(parts), moved), kept


def _with_placeholders(
    parts: Sequence[str | int], samples: Mapping[int, str], kept: Sequence[int]
) -> tuple[str | int, ...] | None:
    """The parts with placeholders in the places of their samples; None unless each is found once, as a number by itself.

    ``samples``: expressions by atom.
    """
    pattern = re.compile("|".join(f"(?P<atom{number}>{sample})" for number, sample in samples.items()))
    left = set(samples)
    result: list[str | int] = []
    for part in parts:
        if isinstance(part, int):
            result.append(kept[part])
            continue
        position = 0
        for match in pattern.finditer(part):
            number = next(number for number in samples if match[f"atom{number}"] is not None)
            if number not in left or (match.group() == ONE and _TWICE_ONE.search(part, 0, match.start())):
                return None
            left.remove(number)
            result += [part[position : match.start()], number]
            position = match.end()
        result.append(part[position:])
    return None if left else tuple(part for part in result if part != "")


def _spaced(sample: str) -> str:
    """The expression for a sample, which may get a space before its per cent sign."""
    return sample.replace("%", r"\s?%")


SAMPLES = _strategy("placeholders of numbers as numbers", other=False)
OTHER_SAMPLES = _strategy("placeholders of numbers as other numbers", other=True)
