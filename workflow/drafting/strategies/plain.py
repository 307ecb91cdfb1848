"""Rungs for sentences without codes: as the glossary has them, as they are, and in lower case."""

import re
from collections.abc import Iterator

from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.postedit import mended
from workflow.drafting.strategies.base import Answers, Candidate, Rung, Situation, capitalised
from workflow.engines.base import Segment
from workflow.glossary import TermMatch

__all__ = ["LOWERED", "PLAIN", "TERM"]


# A heading or a cell that is one of the glossary's terms: no engine is needed.


def _ask_nothing(sentence: Sentence, situation: Situation) -> tuple[Segment, ...] | None:
    return () if _term(sentence, situation) else None


def _read_term(sentence: Sentence, answers: Answers, situation: Situation) -> Iterator[Candidate | str]:
    match = _term(sentence, situation)
    assert match is not None
    source, name = sentence.source, match.concept.targets[0]
    surface = source[match.start : match.end]
    if surface.isupper() and len(surface) > 1 and not match.concept.source.isupper():
        name = name.upper()
    elif surface[0].isupper():
        name = capitalised(name)
    text = mended(source, source[: match.start] + name + source[match.end :], situation.pair.target)
    yield Candidate(text, name, (text,), name=True)


def _term(sentence: Sentence, situation: Situation) -> TermMatch | None:
    """The term that a sentence is, in its plain form, but for signs around it. Other forms are the engine's to translate."""
    if situation.terminology is None or sentence.atoms:
        return None
    matches = situation.terminology.matches(sentence)
    if len(matches) != 1 or not matches[0].concept.targets:
        return None
    (match,), source = matches, sentence.source
    if source[match.start : match.end].casefold() != match.concept.source.casefold():
        return None
    return None if re.search(r"\w", source[: match.start] + source[match.end :]) else match


def _ask_plain(sentence: Sentence, situation: Situation) -> tuple[Segment, ...] | None:
    return None if sentence.atoms else (Segment((sentence.source,)),)


def _read_plain(sentence: Sentence, answers: Answers, situation: Situation) -> Iterator[Candidate | str]:
    for hypothesis in answers[0]:
        said = "".join(map(str, hypothesis.parts)).strip()
        text = mended(sentence.source, said, situation.pair.target)
        yield Candidate(text, said, (text,), hypothesis.score, hypothesis.unknown)


# Headings and cells: engines take words with capitals for names.


def _ask_lowered(sentence: Sentence, situation: Situation) -> tuple[Segment, ...] | None:
    source = sentence.source
    if sentence.atoms or source == source.lower():
        return None
    words = [word for word in re.findall(r"[^\W\d_]+", source) if len(word) > 3] or [source]
    return (Segment((source.lower(),)),) if all(word[0].isupper() for word in words) else None


def _read_lowered(sentence: Sentence, answers: Answers, situation: Situation) -> Iterator[Candidate | str]:
    """With the capitals of the source. What comes back even so is a name."""
    source = sentence.source
    for hypothesis in answers[0]:
        said = "".join(map(str, hypothesis.parts)).strip()
        if said.casefold() == source.casefold():
            text = source
        else:
            text = mended(source, said, situation.pair.target)
            text = text.upper() if source.isupper() else capitalised(text)
        yield Candidate(text, said, (text,), hypothesis.score, hypothesis.unknown, name=True)


TERM = Rung("as the glossary has it", _ask_nothing, _read_term)
PLAIN = Rung("plain", _ask_plain, _read_plain)
LOWERED = Rung("in lower case", _ask_lowered, _read_lowered)
