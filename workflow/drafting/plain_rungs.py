"""Rungs for sentences without codes: as they are, and in lower case."""

import re
from collections.abc import Iterator

from workflow.drafting.mending import mended
from workflow.drafting.plan import Sentence
from workflow.drafting.rungs import Answers, Candidate, Rung, Situation
from workflow.engines.base import Segment

__all__ = ["LOWERED", "PLAIN"]


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
            text = text.upper() if source.isupper() else _capitalised(text)
        yield Candidate(text, said, (text,), hypothesis.score, hypothesis.unknown, name=True)


def _capitalised(text: str) -> str:
    match = re.search(r"[^\W\d_]", text)
    return text[: match.start()] + text[match.start() :][:1].upper() + text[match.start() + 1 :] if match else text


PLAIN = Rung("plain", _ask_plain, _read_plain)
LOWERED = Rung("in lower case", _ask_lowered, _read_lowered)
