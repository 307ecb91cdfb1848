"""What became of a text: its sentences' translations put together, if they make a good one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflow.drafting.quality.estimation import Doubt, Evidence, judged, text_risk
from workflow.drafting.quality.rules import Pair
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.terminology import TERM_RISK, Terminology, TermUse
from workflow.drafting.strategies import RUNGS, WHOLE
from workflow.drafting.strategies.base import Attempt
from workflow.drafting.translation.sentences import Key, Result
from workflow.inline_tags import Grammar

__all__ = ["Outcome", "Spoken", "Text", "Texts"]

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
    doubts: tuple[Doubt, ...] = ()
    """Why the risk is higher than usual, the heaviest reason first."""
    others: tuple[str, ...] = ()
    """What the engine offered as well, behind the one that was taken; nobody had to judge it."""
    evidence: Evidence | None = None
    """What the risk was judged by; None where every attempt was refused."""


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
    replaced: str = ""
    """For one that is alike how many of its sentences an engine drafted, of how many: ``1/3``."""

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why its risk is higher than usual, by the names of ``advice.REASONS``: those of its riskiest sentences first."""
        spoken = sorted(self.spoken, key=lambda one: -one.risk)
        return tuple(dict.fromkeys(doubt.name for one in spoken for doubt in one.doubts))

    @property
    def copied(self) -> bool:
        """Whether the text has no words, and is its own translation."""
        return self.target is not None and not self.spoken and self.match is None

    @property
    def context(self) -> bool:
        """Whether the engine saw every sentence whole."""
        return all(one.taken is not None and one.taken.rung in WHOLE for one in self.spoken)


class Texts:
    """Puts texts together from what is known of their sentences (``results``)."""

    def __init__(self, results: Mapping[Key, Result], pair: Pair, terminology: Terminology | None):
        self._results = results
        self._pair = pair
        self._terminology = terminology

    def outcome(self, text: Text, pieces: Sequence[str | Sentence]) -> Outcome:
        """The sentences' best translations together, if they make a good text."""
        sentences = [piece for piece in pieces if isinstance(piece, Sentence)]
        if not sentences:
            return Outcome(text.source, risk=0.0)
        return self._put_together(text, pieces, [0] * len(sentences))

    def another(self, text: Text, pieces: Sequence[str | Sentence], last: Outcome, seen: bool) -> Outcome:
        """Another choice of translations: one sentence's next best at a time, then the last rung's for all with codes."""
        sentences = [piece for piece in pieces if isinstance(piece, Sentence)]
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
            attempts = tuple(result.attempts)
            evidence = Evidence(piece, candidate, attempt, attempts, self._pair)
            risk = judged(evidence)
            terms = self._terminology.uses(piece, candidate.words) if self._terminology else ()
            lacks = tuple(Doubt("term", f"the glossary's {term} is not in it") for term in attempt.lacks)
            value = min(1.0, risk.value + TERM_RISK * len(lacks))
            others = tuple(dict.fromkeys(one.text for _, _, one in result.waiting))
            doubts = (*lacks, *risk.doubts)
            spoken.append(Spoken(piece, attempt, attempts, value, terms, doubts, others, evidence))
        if reason:
            return Outcome(None, reason, spoken=tuple(spoken))
        target = "".join(said)
        reason = text.grammar.verify(text.source, target) or ""
        if reason:
            return Outcome(None, f"codes: {reason}", spoken=tuple(spoken))
        return Outcome(
            target, risk=text_risk([(one.risk, len(one.sentence.source)) for one in spoken]), spoken=tuple(spoken)
        )


def _in_pieces(result: Result) -> int:
    """Which of a sentence's translations was made in pieces; the first where none was."""
    return next((n for n, (_, attempt) in enumerate(result.good) if attempt.rung == RUNGS[-1].name), 0)


def _why(sentence: Sentence, result: Result) -> str:
    """Why a sentence has no translation: the first candidate's objection, since the first is the engine's best."""
    first = next((attempt for attempt in result.attempts if attempt.refused), None)
    if first is None or first.refused is None:
        return "the engine has no answer"
    start = sentence.source if len(sentence.source) <= 40 else sentence.source[:39].rstrip() + "…"
    return f"{first.refused} (“{start}”)"
