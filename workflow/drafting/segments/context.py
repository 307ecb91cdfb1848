"""What an engine is told besides a sentence, where it can make use of it: the sentences around it and the glossary's terms.

Only sentences of the same text count as neighbours: what else goes to the engine together depends on how a run is cut into pieces,
and a draft must not.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from workflow.drafting.segments.planning import Sentence
from workflow.engines.base import Segment

__all__ = ["Neighbours", "in_context", "neighbours"]

Neighbours = dict[Sentence, tuple[tuple[str, ...], tuple[str, ...]]]
"""For each sentence the texts before and behind it."""


def neighbours(plans: Iterable[Sequence[str | Sentence]]) -> Neighbours:
    """The sentence before and the one behind, without their codes; of a sentence that comes twice, those of the first time."""
    found: Neighbours = {}
    for pieces in plans:
        sentences = [piece for piece in pieces if isinstance(piece, Sentence)]
        words = [re.sub(r" (?=[.,;:!?])", "", " ".join(sentence.words.split())) for sentence in sentences]
        for place, sentence in enumerate(sentences):
            found.setdefault(sentence, (tuple(words[max(place - 1, 0) : place]), tuple(words[place + 1 : place + 2])))
    return found


def in_context(
    segments: Sequence[Segment], around: tuple[tuple[str, ...], tuple[str, ...]], terms: Sequence[tuple[str, str]]
) -> tuple[Segment, ...]:
    """The segments that ask for a sentence, with its neighbours and terms."""
    before, after = around
    return tuple(replace(segment, before=before, after=after, terms=tuple(terms)) for segment in segments)
