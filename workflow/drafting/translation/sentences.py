"""Sentences climb the ladder: they are asked together, duplicates once, and every answer is judged.

What is known of a sentence is kept for the run, so that it is asked once, however many texts it stands in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from workflow.drafting.quality.rules import DENSE, Pair, blemishes
from workflow.drafting.quality.validation import judge
from workflow.drafting.segments.context import Neighbours, in_context
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.terminology import Terminology
from workflow.drafting.strategies import RUNGS
from workflow.drafting.strategies.base import Attempt, Candidate, Rung, Situation, readable
from workflow.drafting.strategies.placeholder_styles import Style, probe
from workflow.drafting.strategies.terms import TERM_RUNGS
from workflow.engines.base import Engine, Hypothesis, Segment
from workflow.glossary import Concept
from workflow.inline_tags import Grammar
from workflow.model import Progress

__all__ = ["Climber", "Key", "Result"]

_HYPOTHESES = 4

Key = tuple[Sentence, Grammar]
"""A sentence, and how the text it stands in is written."""


@dataclass(slots=True)
class Result:
    """What is known of one sentence so far."""

    good: list[tuple[Candidate, Attempt]] = field(default_factory=list)
    """Translations that may be saved, the best first."""
    attempts: list[Attempt] = field(default_factory=list)
    last_rung: int = -1
    sought: tuple[Concept, ...] = ()
    """Terms of the glossary that the first drafts lacked, and that are stand-ins from then on."""
    waiting: list[tuple[str, tuple[str, ...], Candidate]] = field(default_factory=list)
    """Candidates that nobody has looked at, since an earlier one was good; with their rung and what was asked."""


class Climber:
    """The sentences of a run and a pair of languages, with one engine. ``store`` and ``styles``: see ``Drafter``."""

    def __init__(
        self,
        engine: Engine,
        pair: Pair,
        store: Path | None,
        terminology: Terminology | None,
        styles: tuple[Style, ...] | None = None,
    ):
        self.engine = engine
        self.pair = pair
        self.terminology = terminology
        self.results: dict[Key, Result] = {}
        self.around: Neighbours = {}
        self._store = store
        self._styles = () if engine.capabilities.keeps_tags else styles
        self._situation = Situation(
            pair,
            self.styles,
            engine.capabilities.keeps_tags,
            terminology,
            retries=engine.capabilities.retries,
            aligns=engine.capabilities.aligns,
        )
        self._answers: dict[Segment, tuple[Hypothesis, ...]] = {}

    def forget(self) -> None:
        """Drop what is known of sentences."""
        self._answers.clear()
        self.results.clear()
        self.around = {}

    def styles(self) -> tuple[Style, ...]:
        """The stand-ins for codes that the package copies; it is asked once. Raises EngineError."""
        if self._styles is None:
            self._styles = probe(self.engine, self.pair.source, self._store)
        return self._styles

    def climb(self, keys: Sequence[Key], progress: Progress | None, *, to_the_end: bool = False) -> None:
        """Takes every sentence up the ladder until it has a good translation (or to the end)."""
        if not keys:
            return
        situation = self._situation
        for number, rung in enumerate(RUNGS):
            asked: list[tuple[Key, tuple[Segment, ...]]] = []
            for key in keys:
                result = self.results.setdefault(key, Result())
                if result.last_rung >= number or (result.good and not to_the_end):
                    continue
                result.last_rung = number
                segments = rung.ask(key[0], situation)
                if segments is not None:
                    asked.append((key, self._in_context(key[0], segments)))
            self._ask([segment for _, segments in asked for segment in segments], progress)
            for key, segments in asked:
                self._read(rung, key, segments, situation)

    def _in_context(self, sentence: Sentence, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        """What the engine is asked, with the texts around it and the glossary's terms, for one that reads them."""
        if not self.engine.capabilities.reads_context:
            return segments
        terms = self.terminology.uses(sentence, "") if self.terminology else ()
        return in_context(
            segments, self.around.get(sentence, ((), ())), [(one.term, one.targets[0]) for one in terms if one.targets]
        )

    def _ask(self, segments: Sequence[Segment], progress: Progress | None) -> None:
        if self.engine.capabilities.whole_documents:
            # What an answer is depends on what was asked before it: nothing is taken from another call.
            new = list(dict.fromkeys(segments))
        else:
            new = [segment for segment in dict.fromkeys(segments) if segment not in self._answers]
        if new:
            answers = self.engine.translate(new, hypotheses=_HYPOTHESES, progress=progress)
            self._answers.update(zip(new, answers, strict=True))

    def _read(self, rung: Rung, key: Key, segments: tuple[Segment, ...], situation: Situation) -> None:
        answers = [self._answers[segment] for segment in segments]
        asked = _asked(segments)
        if any(not found for found in answers):
            self.results[key].attempts.append(Attempt(rung.name, asked, "", "", "the engine has no answer"))
            return
        self._take(rung.name, key, asked, rung.read(key[0], answers, situation), situation)

    def _take(
        self,
        rung: str,
        key: Key,
        asked: tuple[str, ...],
        found: Iterator[Candidate | str],
        situation: Situation,
    ) -> None:
        """Judges candidates until one is flawless; those that are good go behind the good ones there are, the best first."""
        sentence = key[0]
        result = self.results[key]
        seen = set()
        candidates: list[Candidate] = []
        for candidate in islice(found, 4 * _HYPOTHESES):
            if isinstance(candidate, str):
                result.attempts.append(Attempt(rung, asked, "", "", candidate))
            elif candidate.text not in seen:
                seen.add(candidate.text)
                candidates.append(candidate)
        good: list[tuple[tuple[int, int], Candidate, Attempt]] = []
        for number, candidate in enumerate(candidates):
            attempt = self._judged(key, rung, asked, candidate, situation)
            result.attempts.append(attempt)
            if attempt.refused is not None:
                continue
            flaws = 0 if self.pair.target_script in DENSE else blemishes(sentence.words, candidate.words)
            good.append(((len(attempt.lacks), flaws), candidate, attempt))
            if not flaws and not attempt.lacks:
                result.waiting += [(rung, asked, other) for other in candidates[number + 1 :]]
                break
        good.sort(key=lambda one: one[0])
        result.good += [(candidate, attempt) for _, candidate, attempt in good]

    def seek_terms(self, keys: Sequence[Key], progress: Progress | None) -> None:
        """Takes sentences whose drafts lack a term of the glossary up the rungs for terms; the draft with most terms is the first."""
        for rung in TERM_RUNGS if self.terminology is not None else ():
            wanted = [(key, missing) for key in keys if (missing := self._missing(key))]
            if not wanted:
                return
            situation = self._situation
            asked = [
                (key, missing, segments)
                for key, missing in wanted
                if (segments := rung.ask(key[0], missing, situation)) is not None
            ]
            self._ask([segment for _, _, segments in asked for segment in segments], progress)
            for key, missing, segments in asked:
                answers = [self._answers[segment] for segment in segments]
                self._take(rung.name, key, _asked(segments), rung.read(key[0], missing, answers, situation), situation)
                self.results[key].good.sort(key=lambda one: len(one[1].lacks))

    def _missing(self, key: Key) -> tuple[Concept, ...]:
        """Terms to protect, as the best draft of a sentence lacks some; where there is none, those that all said with a forbidden word."""
        assert self.terminology is not None
        result = self.results[key]
        if result.good:
            candidate, attempt = result.good[0]
            missing = self.terminology.missing(key[0], candidate.words) if attempt.lacks else ()
        elif any(attempt.refused and attempt.refused.startswith("forbidden") for attempt in result.attempts):
            concepts = dict.fromkeys(match.concept for match in self.terminology.matches(key[0]))
            missing = tuple(concept for concept in concepts if concept.forbidden and concept.targets)
        else:
            missing = ()
        if missing:
            result.sought = tuple(dict.fromkeys((*result.sought, *missing)))
        return result.sought if missing else ()

    def _judged(
        self,
        key: Key,
        rung: str,
        asked: tuple[str, ...],
        candidate: Candidate,
        situation: Situation,
    ) -> Attempt:
        reason = judge(key[0], candidate, situation, key[1])
        lacks: tuple[str, ...] = ()
        if reason is None and self.terminology is not None:
            lacks = tuple(one.targets[0] for one in self.terminology.missing(key[0], candidate.words))
        return Attempt(rung, asked, candidate.said, candidate.text, reason, lacks)

    def look_at_the_rest(self, key: Key) -> None:
        """Judges the candidates that were left waiting: a text needs another choice."""
        result = self.results.get(key)
        if result is None:
            return
        situation = self._situation
        for rung, asked, candidate in result.waiting:
            attempt = self._judged(key, rung, asked, candidate, situation)
            result.attempts.append(attempt)
            if attempt.refused is None:
                result.good.append((candidate, attempt))
        result.waiting.clear()


def _asked(segments: Sequence[Segment]) -> tuple[str, ...]:
    """What the engine was asked, to be read."""
    return tuple(readable(segment.parts) for segment in segments)
