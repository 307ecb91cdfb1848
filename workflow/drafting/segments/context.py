"""Context for engines that use it: the neighbouring sentences, and the glossary's terms.

Neighbours are sentences of the same text only. Which texts go to the engine together depends on how a run is split into batches; a draft
must not depend on that.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from workflow.drafting.segments.planning import Sentence
from workflow.engines.base import Segment

__all__ = ["Neighbours", "in_context", "neighbours"]

Neighbours = dict[Sentence, tuple[tuple[str, ...], tuple[str, ...]]]
"""For each sentence, the texts before and after it."""


def neighbours(plans: Iterable[Sequence[str | Sentence]]) -> Neighbours:
    """The sentence before and the one after each sentence, without inline tags; for a repeated sentence, those of its first occurrence."""
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
    """The segments of a sentence with its neighbours and terms."""
    before, after = around
    return tuple(replace(segment, before=before, after=after, terms=tuple(terms)) for segment in segments)
