"""One engine at work on many texts: sentences together, duplicates once, every answer verified.

A ``Drafter`` is opened for a run and a pair of languages. It loads the model when the first sentence needs it. The sentences climb
the ladder in ``climbing``; ``outcomes`` makes texts of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from workflow.drafting.quality.rules import Pair
from workflow.drafting.segments.context import neighbours
from workflow.drafting.segments.planning import Sentence, plan
from workflow.drafting.segments.terminology import Terminology
from workflow.drafting.strategies.placeholder_styles import Style
from workflow.drafting.translation.assembly import Outcome, Spoken, Text, Texts
from workflow.drafting.translation.sentences import Climber, Key
from workflow.engines.base import Engine
from workflow.glossary import Terms
from workflow.languages import language
from workflow.model import Progress

__all__ = ["Drafter", "Outcome", "Spoken", "Text"]

_REMEMBERED = 20_000
"""Sentences whose translations are kept for texts to come, some kilobytes each."""


class Drafter:
    """Drafts texts from ``source`` to ``target`` (gettext codes) with one engine.

    ``store``: a file that keeps what was found out about packages; None keeps it in memory only. ``terms``: the glossary of the
    pair, which the drafts follow where they can. ``styles``: stand-ins for codes, in place of those that the package copies; for
    measurements.
    """

    def __init__(
        self,
        engine: Engine,
        source: str,
        target: str,
        *,
        store: Path | None = None,
        terms: Terms | None = None,
        styles: tuple[Style, ...] | None = None,
    ):
        pair = Pair(source, target, language(source).script, language(target).script)
        self._terminology = Terminology(terms) if terms else None
        self._climber = Climber(engine, pair, store, self._terminology, styles)
        self._texts = Texts(self._climber.results, pair, self._terminology)
        self._source = source

    @property
    def engine(self) -> Engine:
        """The engine it was opened with."""
        return self._climber.engine

    @property
    def remembered(self) -> int:
        """Of how many sentences it knows the translations."""
        return len(self._climber.results)

    def styles(self) -> tuple[Style, ...]:
        """The stand-ins for codes that the package copies, the best first; it is asked once. Raises EngineError."""
        return self._climber.styles()

    def draft(
        self, texts: Sequence[Text], *, retry: Iterable[int] = (), progress: Progress | None = None
    ) -> list[Outcome]:
        """An outcome for each text, in order.

        For an engine that takes whole documents, ``texts`` is one document, all of it, in order. ``retry``: numbers of texts
        whose last outcome was bad for a reason that only the caller could see; they get another one, or none.
        Raises EngineError.
        """
        if not retry and (self.engine.capabilities.whole_documents or self.remembered > _REMEMBERED):
            # Memory must not grow with the project; what comes again is drafted again, and comes out the same.
            self._climber.forget()
        if self._terminology is not None:
            texts = [replace(text, grammar=self._terminology.grammar(text.grammar)) for text in texts]
        plans = [
            plan(t.source, t.grammar.find_tags(t.source), self._source, whole=self.engine.capabilities.whole_documents)
            for t in texts
        ]
        if self.engine.capabilities.reads_context:
            self._climber.around = neighbours(plans) | self._climber.around
        again = set(retry)
        keys = dict.fromkeys(
            key
            for number, (text, pieces) in enumerate(zip(texts, plans, strict=True))
            for key in _keys(text, pieces)
            if not again or number in again
        )
        new = [key for key in keys if key not in self._climber.results]
        self._climber.climb(new, progress)
        self._climber.seek_terms(new, progress)
        outcomes = [self._texts.outcome(text, pieces) for text, pieces in zip(texts, plans, strict=True)]
        # Good sentences that make a bad text: those with codes go down the rest of the ladder.
        bad = [
            number
            for number, outcome in enumerate(outcomes)
            if (outcome.target is None and all(one.taken for one in outcome.spoken)) or number in again
        ]
        if bad:
            torn = dict.fromkeys(key for number in bad for key in _keys(texts[number], plans[number]) if key[0].atoms)
            self._climber.climb(list(torn), progress, to_the_end=True)
            for number in bad:
                for key in _keys(texts[number], plans[number]):
                    self._climber.look_at_the_rest(key)
                outcomes[number] = self._texts.another(texts[number], plans[number], outcomes[number], number in again)
        return outcomes


def _keys(text: Text, pieces: Sequence[str | Sentence]) -> list[Key]:
    """A text's sentences, by what they are known under."""
    return [(piece, text.grammar) for piece in pieces if isinstance(piece, Sentence)]
