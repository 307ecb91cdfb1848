"""Rungs for sentences whose drafts lack a term of the glossary: the term is a stand-in, and comes out as the glossary has it.

They are climbed after ``ladder.RUNGS`` gave a translation; what they say goes through the same verifier.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workflow.drafting.mending import joined, mended
from workflow.drafting.plan import Sentence
from workflow.drafting.rungs import Answers, Candidate, Situation, readable
from workflow.drafting.terminology import Protected, capitalised, inflected, protected
from workflow.engines.base import Hypothesis, Segment
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


def _terms(made: Protected, answers: Answers, situation: Situation) -> list[str]:
    assert situation.terminology is not None
    said = [["".join(map(str, hypothesis.parts)) for hypothesis in found] for found in answers[1:]]
    return [
        inflected(situation.terminology.terms, concept, texts)
        for concept, texts in zip(made.concepts, said, strict=True)
    ]


def _candidate(
    sentence: Sentence, made: Protected, names: Sequence[str], parts: Sequence[str | int], said: str, one: Hypothesis,
    situation: Situation,
) -> Candidate:  # fmt: skip
    rest = dict(zip([n for n, old in enumerate(made.numbers) if old is None], names, strict=True))
    filled: list[str | int] = []
    first = True
    for part in parts:
        word = rest.get(part) if isinstance(part, int) else None
        if word is not None and first and sentence.source[:1].isupper():
            word = capitalised(word)
        filled.append(part if word is None else word)
        first = first and isinstance(part, str) and not any(c.isalnum() for c in part)
    atoms = tuple(
        atom if number not in rest else type(atom)(str(word), atom.role)
        for number, atom in enumerate(made.sentence.atoms)
        for word in [next((filled[n] for n, part in enumerate(parts) if part == number), atom.text)]
    )
    language = situation.pair.target
    spelt = Sentence(made.sentence.parts, atoms)
    text = mended(sentence.source, joined(spelt, tuple(parts), language), language)
    back: list[str | int] = []
    for part, now in zip(parts, filled, strict=True):
        if isinstance(now, str):
            # A term may touch its neighbours; a space too many only counts here, where nobody reads it.
            back.append(now if isinstance(part, str) else f" {now} ")
        else:
            number = made.numbers[now]
            back.append(0 if number is None else number)
    return Candidate(text, said, tuple(back), one.score, one.unknown, name=True)


def _ask_native(sentence: Sentence, missing: Missing, situation: Situation) -> tuple[Segment, ...] | None:
    made = _made(sentence, missing, situation)
    return _segments(made, Segment(made.sentence.parts)) if made and situation.keeps_codes else None


def _read_native(
    sentence: Sentence, missing: Missing, answers: Answers, situation: Situation
) -> Iterator[Candidate | str]:
    made = _made(sentence, missing, situation)
    assert made is not None
    names = _terms(made, answers, situation)
    for one in answers[0]:
        numbers = sorted(part for part in one.parts if isinstance(part, int))
        said = readable(one.parts)
        if numbers != list(range(len(made.numbers))):
            yield f"terms or codes were lost or doubled in “{said}”"
        else:
            yield _candidate(sentence, made, names, one.parts, said, one, situation)


def _stand_in(style: int) -> TermRung:
    def ask(sentence: Sentence, missing: Missing, situation: Situation) -> tuple[Segment, ...] | None:
        made = _made(sentence, missing, situation)
        if made is None or situation.keeps_codes or style >= len(situation.styles):
            return None
        text = situation.styles[style].encode(made.sentence)
        return None if text is None else _segments(made, Segment((text,)))

    def read(sentence: Sentence, missing: Missing, answers: Answers, situation: Situation) -> Iterator[Candidate | str]:
        made = _made(sentence, missing, situation)
        assert made is not None
        names = _terms(made, answers, situation)
        for one in answers[0]:
            said = "".join(map(str, one.parts))
            parts = situation.styles[style].decode(said, made.sentence)
            if parts is None:
                yield f"terms or codes were lost or doubled in “{said}”"
            else:
                yield _candidate(sentence, made, names, parts, said, one, situation)

    return TermRung(f"terms as stand-ins {style + 1}", ask, read)


def _made(sentence: Sentence, missing: Missing, situation: Situation) -> Protected | None:
    return None if situation.terminology is None else protected(situation.terminology, sentence, missing)


TERM_RUNGS: tuple[TermRung, ...] = (
    TermRung("terms kept by the engine", _ask_native, _read_native),
    _stand_in(0),
    _stand_in(1),
    _stand_in(2),
)
"""Strategies, in the order they are tried."""
