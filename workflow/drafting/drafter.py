"""One engine at work on many texts: sentences together, duplicates once, every answer verified.

A ``Drafter`` is opened for a run and a pair of languages. It loads the model when the first sentence needs it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from workflow.drafting.context import Neighbours, in_context, neighbours, reads_context
from workflow.drafting.ladder import RUNGS, Attempt, Candidate, Rung, Situation, judge
from workflow.drafting.objections import DENSE, Pair, blemishes
from workflow.drafting.plan import Sentence, plan
from workflow.drafting.risk import sentence_risk, text_risk
from workflow.drafting.sentinels import probe
from workflow.drafting.term_rungs import TERM_RUNGS
from workflow.drafting.terminology import TERM_RISK, Terminology, TermUse
from workflow.engines.base import Engine, Hypothesis, Segment
from workflow.glossary import Concept, Terms
from workflow.languages import language
from workflow.markup import Grammar
from workflow.model import Progress

__all__ = ["Drafter", "Outcome", "Spoken", "Text"]

_HYPOTHESES = 4
_REMEMBERED = 20_000
"""Sentences whose translations are kept for texts to come, some kilobytes each."""


_MARKDOWN = Grammar()


@dataclass(frozen=True, slots=True)
class Text:
    """A text to draft: a unit's msgid, or one form of a plural entry."""

    source: str
    grammar: Grammar = _MARKDOWN


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence of a text and how it was drafted."""

    sentence: Sentence
    taken: Attempt | None
    """None where every attempt was refused."""
    attempts: tuple[Attempt, ...]
    risk: float
    terms: tuple[TermUse, ...] = ()
    """The glossary's terms in it, and what the draft calls them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a text."""

    target: str | None
    """None where no good draft could be had."""
    reason: str = ""
    """Why there is none: one clause."""
    risk: float = 1.0
    spoken: tuple[Spoken, ...] = ()
    """Its sentences; empty for a text without words, which is its own translation, and for one that was remembered."""
    match: int | None = None
    """For a text from the memory how well it matched: 101 in context, 100 exact, less for one that is alike."""

    @property
    def copied(self) -> bool:
        """Whether the text has no words, and is its own translation."""
        return self.target is not None and not self.spoken and self.match is None

    @property
    def context(self) -> bool:
        """Whether the engine saw every sentence whole."""
        return all(one.taken is not None and one.taken.rung != RUNGS[-1].name for one in self.spoken)


@dataclass(slots=True)
class _Result:
    """What is known of one sentence so far."""

    good: list[tuple[Candidate, Attempt]] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    last_rung: int = -1
    sought: tuple[Concept, ...] = ()
    """Terms of the glossary that the first drafts lacked, and that are stand-ins from then on."""
    waiting: list[tuple[str, tuple[str, ...], Candidate]] = field(default_factory=list)
    """Candidates that nobody has looked at, since an earlier one was good; with their rung and what was asked."""


class Drafter:
    """Drafts texts from ``source`` to ``target`` (gettext codes) with one engine.

    ``store``: a file that keeps what was found out about packages; None keeps it in memory only. ``terms``: the glossary of the
    pair, which the drafts follow where they can.
    """

    def __init__(
        self, engine: Engine, source: str, target: str, *, store: Path | None = None, terms: Terms | None = None
    ):
        self.engine = engine
        self._source = source
        self._pair = Pair(source, target, language(source).script, language(target).script)
        self._store = store
        self._terminology = Terminology(terms) if terms else None
        self._situation: Situation | None = None
        self._answers: dict[Segment, tuple[Hypothesis, ...]] = {}
        self._results: dict[tuple[Sentence, Grammar], _Result] = {}
        self._around: Neighbours = {}

    def draft(
        self, texts: Sequence[Text], *, retry: Iterable[int] = (), progress: Progress | None = None
    ) -> list[Outcome]:
        """An outcome for each text, in order.

        For an engine that takes whole documents, ``texts`` is one document, all of it, in order. ``retry``: numbers of texts
        whose last outcome was bad for a reason that only the caller could see; they get another one, or none.
        Raises EngineError.
        """
        if not retry and (self.engine.whole_documents or len(self._results) > _REMEMBERED):
            # Memory must not grow with the project; what comes again is drafted again, and comes out the same.
            self._answers.clear()
            self._results.clear()
            self._around = {}
        if self._terminology is not None:
            texts = [replace(text, grammar=self._terminology.grammar(text.grammar)) for text in texts]
        plans = [
            plan(t.source, t.grammar.codes(t.source), self._source, whole=self.engine.whole_documents) for t in texts
        ]
        if reads_context(self.engine):
            self._around = neighbours(plans) | self._around
        again = set(retry)
        keys = {
            (piece, text.grammar): None
            for number, (text, pieces) in enumerate(zip(texts, plans, strict=True))
            for piece in pieces
            if isinstance(piece, Sentence) and (not again or number in again)
        }
        new = [key for key in keys if key not in self._results]
        self._climb(new, progress)
        self._seek_terms(new, progress)
        outcomes = [self._outcome(text, pieces) for text, pieces in zip(texts, plans, strict=True)]
        # Good sentences that make a bad text: those with codes go down the rest of the ladder.
        bad = [
            number
            for number, outcome in enumerate(outcomes)
            if (outcome.target is None and all(one.taken for one in outcome.spoken)) or number in again
        ]
        if bad:
            torn = {
                (piece, texts[number].grammar): None
                for number in bad
                for piece in plans[number]
                if isinstance(piece, Sentence) and piece.atoms
            }
            self._climb(list(torn), progress, to_the_end=True)
            for number in bad:
                outcomes[number] = self._another(texts[number], plans[number], outcomes[number], number in again)
        return outcomes

    def situation(self) -> Situation:
        """What is known of pair and package; asks the package which stand-ins it copies. Raises EngineError."""
        if self._situation is None:
            styles = () if self.engine.keeps_codes else probe(self.engine, self._source, self._store)
            self._situation = Situation(self._pair, styles, self.engine.keeps_codes, self._terminology)
        return self._situation

    def _unprobed(self) -> Situation:
        """The same where stand-ins are not needed: a package is not asked in vain."""
        return self._situation or Situation(self._pair, (), self.engine.keeps_codes, self._terminology)

    # Sentences

    def _climb(
        self, keys: Sequence[tuple[Sentence, Grammar]], progress: Progress | None, *, to_the_end: bool = False
    ) -> None:
        """Takes every sentence up the ladder until it has a good translation (or to the end)."""
        if not keys:
            return
        coded = any(sentence.atoms for sentence, _ in keys)
        situation = self.situation() if coded else self._unprobed()
        for number, rung in enumerate(RUNGS):
            asked: list[tuple[tuple[Sentence, Grammar], tuple[Segment, ...]]] = []
            for key in keys:
                result = self._results.setdefault(key, _Result())
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
        if not reads_context(self.engine):
            return segments
        terms = self._terminology.uses(sentence, "") if self._terminology else ()
        return in_context(
            segments, self._around.get(sentence, ((), ())), [(one.term, one.targets[0]) for one in terms if one.targets]
        )

    def _ask(self, segments: Sequence[Segment], progress: Progress | None) -> None:
        if self.engine.whole_documents:
            # What an answer is depends on what was asked before it: nothing is taken from another call.
            new = list(dict.fromkeys(segments))
        else:
            new = [segment for segment in dict.fromkeys(segments) if segment not in self._answers]
        if new:
            answers = self.engine.translate(new, hypotheses=_HYPOTHESES, progress=progress)
            self._answers.update(zip(new, answers, strict=True))

    def _read(
        self, rung: Rung, key: tuple[Sentence, Grammar], segments: tuple[Segment, ...], situation: Situation
    ) -> None:
        answers = [self._answers[segment] for segment in segments]
        asked = _asked(segments)
        if any(not found for found in answers):
            self._results[key].attempts.append(Attempt(rung.name, asked, "", "", "the engine has no answer"))
            return
        self._take(rung.name, key, asked, rung.read(key[0], answers, situation), situation)

    def _take(
        self,
        rung: str,
        key: tuple[Sentence, Grammar],
        asked: tuple[str, ...],
        found: Iterator[Candidate | str],
        situation: Situation,
    ) -> None:
        """Judges candidates until one is flawless; those that are good go behind the good ones there are, the best first."""
        sentence = key[0]
        result = self._results[key]
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
            flaws = 0 if self._pair.target_script in DENSE else blemishes(sentence.words, _words(candidate))
            good.append(((len(attempt.lacks), flaws), candidate, attempt))
            if not flaws and not attempt.lacks:
                result.waiting += [(rung, asked, other) for other in candidates[number + 1 :]]
                break
        good.sort(key=lambda one: one[0])
        result.good += [(candidate, attempt) for _, candidate, attempt in good]

    def _seek_terms(self, keys: Sequence[tuple[Sentence, Grammar]], progress: Progress | None) -> None:
        """Takes sentences whose drafts lack a term of the glossary up the rungs for terms; the draft with most terms is the first."""
        for rung in TERM_RUNGS if self._terminology is not None else ():
            wanted = [(key, missing) for key in keys if (missing := self._missing(key))]
            if not wanted:
                return
            situation = self.situation()
            asked = [
                (key, missing, segments)
                for key, missing in wanted
                if (segments := rung.ask(key[0], missing, situation)) is not None
            ]
            self._ask([segment for _, _, segments in asked for segment in segments], progress)
            for key, missing, segments in asked:
                answers = [self._answers[segment] for segment in segments]
                self._take(rung.name, key, _asked(segments), rung.read(key[0], missing, answers, situation), situation)
                self._results[key].good.sort(key=lambda one: len(one[1].lacks))

    def _missing(self, key: tuple[Sentence, Grammar]) -> tuple[Concept, ...]:
        """Terms to protect, as the best draft of a sentence lacks some; where there is none, those that all said with a forbidden word."""
        assert self._terminology is not None
        result = self._results[key]
        if result.good:
            candidate, attempt = result.good[0]
            missing = self._terminology.missing(key[0], _words(candidate)) if attempt.lacks else ()
        elif any(attempt.refused and attempt.refused.startswith("forbidden") for attempt in result.attempts):
            concepts = dict.fromkeys(match.concept for match in self._terminology.matches(key[0]))
            missing = tuple(concept for concept in concepts if concept.forbidden and concept.targets)
        else:
            missing = ()
        if missing:
            result.sought = tuple(dict.fromkeys((*result.sought, *missing)))
        return result.sought if missing else ()

    def _judged(
        self,
        key: tuple[Sentence, Grammar],
        rung: str,
        asked: tuple[str, ...],
        candidate: Candidate,
        situation: Situation,
    ) -> Attempt:
        reason = judge(key[0], candidate, situation, key[1])
        lacks: tuple[str, ...] = ()
        if reason is None and self._terminology is not None:
            lacks = tuple(one.targets[0] for one in self._terminology.missing(key[0], _words(candidate)))
        return Attempt(rung, asked, candidate.said, candidate.text, reason, lacks)

    def _look_at_the_rest(self, key: tuple[Sentence, Grammar]) -> None:
        """Judges the candidates that were left waiting: a text needs another choice."""
        result = self._results[key]
        situation = self._unprobed()
        for rung, asked, candidate in result.waiting:
            attempt = self._judged(key, rung, asked, candidate, situation)
            result.attempts.append(attempt)
            if attempt.refused is None:
                result.good.append((candidate, attempt))
        result.waiting.clear()

    # Texts

    def _outcome(self, text: Text, pieces: Sequence[str | Sentence]) -> Outcome:
        """The sentences' best translations together, if they make a good text."""
        sentences = [piece for piece in pieces if isinstance(piece, Sentence)]
        if not sentences:
            return Outcome(text.source, risk=0.0)
        return self._put_together(text, pieces, [0] * len(sentences))

    def _another(self, text: Text, pieces: Sequence[str | Sentence], last: Outcome, seen: bool) -> Outcome:
        """Another choice of translations: one sentence's next best at a time, then the last rung's for all with codes."""
        sentences = [piece for piece in pieces if isinstance(piece, Sentence)]
        for sentence in sentences:
            if (sentence, text.grammar) in self._results:
                self._look_at_the_rest((sentence, text.grammar))
        results = [self._results.get((sentence, text.grammar)) for sentence in sentences]
        if any(result is None or not result.good for result in results):
            return last
        good = [len(result.good) for result in results if result is not None]
        choices = [
            [min(int(place == other), good[other] - 1) for other in range(len(good))] for place in range(len(good))
        ]
        choices.append([_in_pieces(result) for result in results if result is not None])
        choices.append([count - 1 for count in good])
        refused = {last.target}
        for choice in choices:
            outcome = self._put_together(text, pieces, choice)
            if outcome.target is not None and not (seen and outcome.target in refused):
                return outcome
        return Outcome(None, last.reason or "no other translation was left", spoken=last.spoken) if seen else last

    def _put_together(self, text: Text, pieces: Sequence[str | Sentence], choice: Sequence[int]) -> Outcome:
        spoken: list[Spoken] = []
        said: list[str] = []
        reason = ""
        numbers = iter(choice)
        for piece in pieces:
            if isinstance(piece, str):
                said.append(piece)
                continue
            result = self._results[(piece, text.grammar)]
            number = next(numbers)
            if not result.good:
                reason = reason or _why(piece, result)
                spoken.append(Spoken(piece, None, tuple(result.attempts), 1.0))
                continue
            candidate, attempt = result.good[min(number, len(result.good) - 1)]
            said.append(candidate.text)
            risk = sentence_risk(piece, candidate, attempt, result.attempts, self._pair)
            risk = min(1.0, risk + TERM_RISK * len(attempt.lacks))
            terms = self._terminology.uses(piece, _words(candidate)) if self._terminology else ()
            spoken.append(Spoken(piece, attempt, tuple(result.attempts), risk, terms))
        if reason:
            return Outcome(None, reason, spoken=tuple(spoken))
        target = "".join(said)
        reason = text.grammar.verify(text.source, target) or ""
        if reason:
            return Outcome(None, f"codes: {reason}", spoken=tuple(spoken))
        return Outcome(
            target, risk=text_risk([(one.risk, len(one.sentence.source)) for one in spoken]), spoken=tuple(spoken)
        )


def _asked(segments: Sequence[Segment]) -> tuple[str, ...]:
    """What the engine was asked, to be read."""
    return tuple("".join(p if isinstance(p, str) else f"⟨{p + 1}⟩" for p in segment.parts) for segment in segments)


def _words(candidate: Candidate) -> str:
    """A candidate without its codes."""
    return "".join(part if isinstance(part, str) else " " for part in candidate.parts)


def _in_pieces(result: _Result) -> int:
    """Which of a sentence's translations was made in pieces; the first where none was."""
    return next((n for n, (_, attempt) in enumerate(result.good) if attempt.rung == RUNGS[-1].name), 0)


def _why(sentence: Sentence, result: _Result) -> str:
    """Why a sentence has no translation: the first candidate's objection, since the first is the engine's best."""
    first = next((attempt for attempt in result.attempts if attempt.refused), None)
    if first is None or first.refused is None:
        return "the engine has no answer"
    start = sentence.source if len(sentence.source) <= 40 else sentence.source[:39].rstrip() + "…"
    return f"{first.refused} (“{start}”)"
