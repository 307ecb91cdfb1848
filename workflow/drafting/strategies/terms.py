"""Rungs for sentences whose drafts lack a term of the glossary: the term is a stand-in, and comes out as the glossary has it.

They are climbed after ``ladder.RUNGS`` gave a translation; what they say goes through the same verifier.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.terminology import inflected
from workflow.drafting.strategies.base import Answers, Candidate, Situation, readable
from workflow.drafting.strategies.protected_spans import Protected, protected, restored, spoken
from workflow.engines.base import Segment
from workflow.glossary import Concept

__all__ = ["TERM_RUNGS", "TermRung"]

Missing = tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class TermRung:
    """One strategy for the terms ``missing`` from a draft."""

    name: str
    ask: Callable[[Sentence, Missing, Situation], tuple[Segment, ...] | None]
    read: Callable[[Sentence, Missing, Answers, Situation], Iterator[Candidate | str]]


def _segments(made: Protected, text: Segment) -> tuple[Segment, ...]:
    """The sentence, and each term by itself: the engine may know the form that the glossary does not give."""
    return (text, *(Segment((surface,)) for surface in made.surfaces))


def _names(sentence: Sentence, missing: Missing, answers: Answers, situation: Situation) -> list[str]:
    """The names of the terms, in the forms that the engine gives them."""
    assert situation.terminology is not None
    said = [["".join(map(str, hypothesis.parts)) for hypothesis in found] for found in answers[1:]]
    matches = situation.terminology.occurrences(sentence, missing)
    return [
        inflected(situation.terminology.terms, match.concept, texts)
        for (_, match), texts in zip(matches, said, strict=True)
    ]


def _ask_native(sentence: Sentence, missing: Missing, situation: Situation) -> tuple[Segment, ...] | None:
    made = _made(sentence, missing, situation)
    return _segments(made, Segment(made.sentence.parts)) if made and situation.keeps_codes else None


def _read_native(
    sentence: Sentence, missing: Missing, answers: Answers, situation: Situation
) -> Iterator[Candidate | str]:
    made = _made(sentence, missing, situation)
    assert made is not None
    names = _names(sentence, missing, answers, situation)
    for one in answers[0]:
        numbers = sorted(part for part in one.parts if isinstance(part, int))
        said = readable(one.parts)
        if numbers != list(range(len(made.numbers))):
            yield f"terms or codes were lost or doubled in “{said}”"
        else:
            yield restored(sentence, made, names, one.parts, said, one, situation, name=True)


def _stand_in(style: int) -> TermRung:
    def ask(sentence: Sentence, missing: Missing, situation: Situation) -> tuple[Segment, ...] | None:
        made = _made(sentence, missing, situation)
        if made is None or (used := situation.style(style)) is None:
            return None
        text = used.encode(made.sentence)
        return None if text is None else _segments(made, Segment((text,)))

    def read(sentence: Sentence, missing: Missing, answers: Answers, situation: Situation) -> Iterator[Candidate | str]:
        made, used = _made(sentence, missing, situation), situation.style(style)
        assert made is not None and used is not None
        names = _names(sentence, missing, answers, situation)
        yield from spoken(sentence, made, used, names, answers[0], situation, what="terms", name=True)

    return TermRung(f"terms as stand-ins {style + 1}", ask, read)


def _made(sentence: Sentence, missing: Missing, situation: Situation) -> Protected | None:
    if situation.terminology is None:
        return None
    found = situation.terminology.occurrences(sentence, missing)
    return protected(sentence, [(place, one.start, one.end, one.concept.targets[0]) for place, one in found])


TERM_RUNGS: tuple[TermRung, ...] = (
    TermRung("terms kept by the engine", _ask_native, _read_native),
    _stand_in(0),
    _stand_in(1),
    _stand_in(2),
)
"""Strategies, in the order they are tried."""
