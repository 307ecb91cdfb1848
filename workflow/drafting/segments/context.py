"""Context for engines that use it: the neighbouring sentences, and the glossary's terms.

Neighbours are sentences of the same text only. Which texts go to the engine together depends on how a run is split into batches; a draft
must not depend on that.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workflow.drafting.segments.planning import Sentence
from workflow.engines.base import Segment

__all__ = ["Context", "in_context", "neighbours"]


@dataclass(frozen=True, slots=True)
class Context:
    """Where a sentence stands."""

    before: tuple[str, ...] = ()
    """The text before it, without inline tags."""
    after: tuple[str, ...] = ()
    document: str = ""
    """What its document is told apart by; empty if that is not known."""


def neighbours(plans: Iterable[tuple[str, Sequence[str | Sentence]]]) -> dict[Sentence, Context]:
    """The sentence before and the one after each sentence, without inline tags; for a repeated sentence, those of its first occurrence.

    ``plans``: the pieces of texts, each with its document.
    """
    found: dict[Sentence, Context] = {}
    for document, pieces in plans:
        sentences = [piece for piece in pieces if isinstance(piece, Sentence)]
        words = [re.sub(r" (?=[.,;:!?])", "", " ".join(sentence.words.split())) for sentence in sentences]
        for place, sentence in enumerate(sentences):
            around = tuple(words[max(place - 1, 0) : place]), tuple(words[place + 1 : place + 2])
            found.setdefault(sentence, Context(*around, document))
    return found


def in_context(segments: Sequence[Segment], context: Context, terms: Sequence[tuple[str, str]]) -> tuple[Segment, ...]:
    """The segments of a sentence with its neighbours, its document and its terms."""
    return tuple(
        replace(segment, before=context.before, after=context.after, document=context.document, terms=tuple(terms))
        for segment in segments
    )
