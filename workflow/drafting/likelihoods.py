"""How likely an engine finds the drafts that were taken: asked once for all of them, where the engine can tell."""

from collections.abc import Iterable

from workflow.drafting.ladder import WHOLE
from workflow.drafting.rungs import Attempt
from workflow.engines.base import Engine, Scorer, Segment

__all__ = ["Likelihoods"]


class Likelihoods:
    """Log-probabilities of the tokens of drafts. Empty for an engine that is no ``Scorer``, and for a draft made in pieces."""

    def __init__(self, engine: Engine):
        self._scorer = engine if isinstance(engine, Scorer) else None
        self._known: dict[tuple[str, str], tuple[float, ...]] = {}

    def ask(self, attempts: Iterable[Attempt]) -> None:
        """Find out about many drafts at once. Raises EngineError."""
        pairs = [(one.asked[0], one.said) for one in attempts if one.rung in WHOLE and one.asked]
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._known]
        if self._scorer is not None and new:
            found = self._scorer.likelihoods([(Segment((asked,)), said) for asked, said in new])
            self._known.update(zip(new, found, strict=True))

    def of(self, attempt: Attempt) -> tuple[float, ...]:
        """Those of one draft. Raises EngineError."""
        if self._scorer is None or attempt.rung not in WHOLE or not attempt.asked:
            return ()
        self.ask((attempt,))
        return self._known[(attempt.asked[0], attempt.said)]

    def forget(self) -> None:
        """Drop what is known."""
        self._known.clear()
