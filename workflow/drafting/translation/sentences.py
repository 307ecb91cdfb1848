"""Translate sentences: batch them, try each strategy in turn, validate every candidate.

Results are kept for the run, so that each sentence is translated once, however many texts contain it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

from workflow.checks.language_pair import LanguagePair
from workflow.checks.omission import coverage
from workflow.checks.table import LEXICAL
from workflow.checks.vocabulary import strange_words
from workflow.drafting.quality.validation import object_to, validate
from workflow.drafting.segments.context import Context, in_context
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.rewording import reworded
from workflow.drafting.segments.terminology import Terminology
from workflow.drafting.strategies import STRATEGIES
from workflow.drafting.strategies.base import NOTHING, Candidate, Strategy, StrategyContext, readable
from workflow.drafting.strategies.placeholder_styles import PlaceholderStyle, probe
from workflow.drafting.strategies.terms import TERM_STRATEGIES
from workflow.engines.base import Engine, Hypothesis, Segment, stream
from workflow.glossary import Concept
from workflow.inline_tags import Grammar
from workflow.model import Progress

__all__ = ["SentenceKey", "SentenceResult", "SentenceTranslator"]

_COVERAGE = 0.05
"""How much a tenth of a nat of ``coverage`` counts beside the mean log-probability of a token, when candidates are put in order."""
_MAX_CANDIDATES = 16
"""Maximum number of candidates read for a sentence from one strategy."""

SentenceKey = tuple[Sentence, Grammar]
"""A sentence, and the grammar of its text."""


@dataclass(slots=True)
class SentenceResult:
    """The candidates of one sentence so far."""

    accepted: list[Candidate] = field(default_factory=list)
    """Valid candidates, best first."""
    tried: list[Candidate] = field(default_factory=list)
    """All validated candidates, in order."""
    deferred: list[Iterator[Candidate]] = field(default_factory=list)
    """Candidates that were neither read nor validated, since there is no objection to an earlier one."""
    strategies_tried: set[int] = field(default_factory=set)
    """Places of the strategies that were tried."""
    protected: tuple[Concept, ...] = ()
    """Glossary terms that earlier candidates lacked; they go as placeholder tags from then on."""

    def others(self) -> tuple[str, ...]:
        """Read the deferred candidates, and return their texts."""
        found = [one for unread in self.deferred for one in unread]
        self.deferred = [iter(found)]
        return tuple(dict.fromkeys(one.text for one in found if one.refused is None))


class SentenceTranslator:
    """Translates sentences of one pair of languages with one engine. ``store`` and ``styles``: see ``Drafter``."""

    def __init__(
        self,
        engine: Engine,
        pair: LanguagePair,
        terminology: Terminology | None,
        *,
        store: Path | None = None,
        styles: tuple[PlaceholderStyle, ...] | None = None,
    ):
        self.engine = engine
        self.results: dict[SentenceKey, SentenceResult] = {}
        self.neighbours: dict[Sentence, Context] = {}
        self.context = StrategyContext(
            pair,
            self.styles,
            engine.capabilities.keeps_tags,
            terminology,
            retries=engine.capabilities.retries,
            aligns=engine.capabilities.aligns,
        )
        self._store = store
        self._styles = () if engine.capabilities.keeps_tags else styles
        self._answers: dict[Segment, tuple[Hypothesis, ...]] = {}
        self._faults: dict[Segment, str] = {}
        """Why there is no usable hypothesis for a segment, if the engine returned any."""

    def forget(self) -> None:
        """Drop all results."""
        self._answers.clear()
        self._faults.clear()
        self.results.clear()
        self.neighbours = {}

    def styles(self) -> tuple[PlaceholderStyle, ...]:
        """The placeholder styles that the package copies, best first; the package is probed once. Raises EngineError."""
        if self._styles is None:
            self._styles = probe(self.engine, self.context.pair.source, self._store)
        return self._styles

    def translate(self, keys: Sequence[SentenceKey], progress: Progress | None, *, exhaustive: bool = False) -> None:
        """Try strategies for each sentence until one gives a valid candidate (``exhaustive``: all of them). Raises EngineError.

        The sentences go on together, each with its next strategy, so that the engine gets few large requests.
        """
        requests = {key: self._requests(key, exhaustive=exhaustive) for key in keys}
        while asked := [(key, *request) for key in keys if (request := next(requests[key], None))]:
            waiting: dict[Segment, list[int]] = {}
            for number, (key, strategy, segments) in enumerate(asked):
                for segment in dict.fromkeys(segments):
                    waiting.setdefault(segment, []).append(number)
                if not segments:
                    self._read(key, strategy, segments)
            left = Counter(chain.from_iterable(waiting.values()))
            for segment in self._ask(list(waiting), progress):
                for number in waiting[segment]:
                    left[number] -= 1
                    if not left[number]:
                        self._read(*asked[number])

    def _read(self, key: SentenceKey, strategy: Strategy, segments: tuple[Segment, ...]) -> None:
        """Take the candidates of a strategy from the answers to its segments."""
        answers = [self._answers[segment] for segment in segments]
        if all(answers):
            self._take(key, strategy.name, segments, strategy.read(key[0], answers, self.context))
        else:
            empty = Candidate("", "", (), 0.0, 0, False, strategy.name, _readable(segments))
            reason = next(self._faults.get(one, NOTHING) for one in segments if not self._answers[one])
            self.results[key].tried.append(replace(empty, refused=reason))

    def _requests(self, key: SentenceKey, *, exhaustive: bool) -> Iterator[tuple[Strategy, tuple[Segment, ...]]]:
        """Yield the strategies that are worth trying for a sentence, after the answers to the one before, with what they ask."""
        result = self.results.setdefault(key, SentenceResult())
        for number, strategy in enumerate(STRATEGIES):
            if not exhaustive and result.accepted and not result.accepted[0].objections:
                return
            if number in result.strategies_tried or not (exhaustive or _is_worth_trying(strategy, result)):
                continue
            result.strategies_tried.add(number)
            segments = self._as_read(key, strategy.ask(key[0], self.context))
            if segments is not None:
                yield strategy, self._with_context(key[0], segments)

    def protect_terms(self, keys: Sequence[SentenceKey], progress: Progress | None) -> None:
        """Try the strategies for glossary terms where drafts lack some; the candidate with most terms becomes the first.

        Raises EngineError.
        """
        for strategy in TERM_STRATEGIES if self.context.terminology is not None else ():
            wanted = [(key, missing) for key in keys if (missing := self._missing(key))]
            if not wanted:
                return
            asked = [
                (key, missing, segments)
                for key, missing in wanted
                if (segments := self._as_read(key, strategy.ask(key[0], missing, self.context))) is not None
            ]
            for _ in self._ask([segment for _, _, segments in asked for segment in segments], progress):
                pass
            for key, missing, segments in asked:
                answers = [self._answers[segment] for segment in segments]
                self._take(key, strategy.name, segments, strategy.read(key[0], missing, answers, self.context))

    def validate_deferred(self, key: SentenceKey) -> None:
        """Validate the deferred candidates of a sentence: a text needs another choice."""
        result = self.results.get(key)
        if result is None:
            return
        for one in chain.from_iterable(result.deferred):
            candidate = self._validated(key, one)
            result.tried.append(candidate)
            if candidate.refused is None:
                result.accepted.append(candidate)
        result.deferred.clear()

    def _as_read(self, key: SentenceKey, segments: tuple[Segment, ...] | None) -> tuple[Segment, ...] | None:
        """The segments with the signs of their text's format string as people read them, and with short forms as engines understand them."""
        if segments is None:
            return None
        grammar, codes = key[1], (self.context.pair.source, self.context.pair.target)
        if grammar.formats:
            segments = tuple(
                replace(
                    one, parts=tuple(part if isinstance(part, int) else grammar.unescaped(part) for part in one.parts)
                )
                for one in segments
            )
        return tuple(reworded(one, codes) for one in segments)

    def _with_context(self, sentence: Sentence, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        """The segments with their neighbours and the glossary's terms, for an engine that uses them."""
        if not self.engine.capabilities.reads_context:
            return segments
        terms = self.context.terminology.uses(sentence, "") if self.context.terminology else ()
        return in_context(
            segments,
            self.neighbours.get(sentence, Context()),
            [(one.term, one.targets[0]) for one in terms if one.targets],
        )

    def _ask(self, segments: Sequence[Segment], progress: Progress | None) -> Iterator[Segment]:
        """Yield each segment once, as soon as there is an answer to it."""
        wanted = list(dict.fromkeys(segments))
        # An answer of an engine that reads whole documents depends on the segments before it, so answers of other calls cannot be used.
        whole = self.engine.capabilities.whole_documents
        new = [segment for segment in wanted if whole or segment not in self._answers]
        if not whole:
            yield from (segment for segment in wanted if segment in self._answers)
        many = self.engine.capabilities.hypotheses
        for segment, found in stream(self.engine, new, hypotheses=many, progress=progress) if new else ():
            self._answers[segment] = tuple(one for one in found if not one.fault and _has_known_tags(one, segment))
            if found and not self._answers[segment]:
                self._faults[segment] = found[0].fault or "the answer has inline tags that the source does not have"
            yield segment

    def _take(
        self, key: SentenceKey, strategy: str, segments: Sequence[Segment], candidates: Iterator[Candidate]
    ) -> None:
        """Validate candidates, the most promising first, until one meets no objection but lexical ones; add the valid ones to the accepted,
        best first. The rest is not validated.
        """
        result = self.results[key]
        asked = _readable(segments)
        found = self._in_order(key, islice((_as_written(key, one) for one in candidates), _MAX_CANDIDATES))
        unread = (replace(one, strategy=strategy, asked=asked) for one in found)
        for one in unread:
            candidate = self._validated(key, one)
            result.tried.append(candidate)
            if candidate.refused is not None:
                continue
            result.accepted.append(candidate)
            if not candidate.missing_terms and LEXICAL.issuperset(one.name for one in candidate.objections):
                result.deferred.append(unread)
                break
        result.accepted.sort(key=lambda one: one.rank)

    def _in_order(self, key: SentenceKey, candidates: Iterator[Candidate]) -> Iterator[Candidate]:
        """Yield candidates, each text once: those that cannot be used, then the others, the most promising first."""
        found: dict[str, Candidate] = {}
        for one in candidates:
            if one.refused is not None:
                yield one
            else:
                found.setdefault(one.text, one)
        yield from sorted(found.values(), key=lambda one: self._promise(key[0], one))

    def _promise(self, sentence: Sentence, candidate: Candidate) -> tuple[int, float]:
        """The sort key of candidates before they are validated: strange words, then how unlikely the engine finds it, and how badly it
        covers the words of the source.
        """
        pair = self.context.pair
        missing = coverage(sentence.words, candidate.words, (pair.source, pair.target)) or 0.0
        return strange_words(sentence.words, candidate.words, pair), _COVERAGE * missing - candidate.score

    def _missing(self, key: SentenceKey) -> tuple[Concept, ...]:
        """The terms to protect, because the best candidate lacks some, or because all candidates contain a forbidden word."""
        terminology = self.context.terminology
        assert terminology is not None
        result = self.results[key]
        missing: tuple[Concept, ...] = ()
        if result.accepted:
            best = result.accepted[0]
            missing = terminology.missing(key[0], best.words) if best.missing_terms else ()
        elif any(candidate.refused and candidate.refused.startswith("forbidden") for candidate in result.tried):
            concepts = dict.fromkeys(match.concept for match in terminology.matches(key[0]))
            missing = tuple(concept for concept in concepts if concept.forbidden and concept.targets)
        if missing:
            result.protected = tuple(dict.fromkeys((*result.protected, *missing)))
        return result.protected if missing else ()

    def _validated(self, key: SentenceKey, candidate: Candidate) -> Candidate:
        """The candidate with its verdict."""
        if candidate.refused is not None:
            return candidate
        reason = validate(key[0], candidate, self.context, key[1])
        if reason is not None:
            return replace(candidate, refused=reason)
        if found := object_to(key[0], candidate, self.context):
            candidate = replace(candidate, objections=found)
        if self.context.terminology is None:
            return candidate
        missing = self.context.terminology.missing(key[0], candidate.words)
        return replace(candidate, missing_terms=tuple(one.targets[0] for one in missing)) if missing else candidate


def _has_known_tags(hypothesis: Hypothesis, segment: Segment) -> bool:
    """Whether an answer has no inline tag that was not sent: a server may invent some."""
    return {part for part in hypothesis.parts if isinstance(part, int)} <= {
        part for part in segment.parts if isinstance(part, int)
    }


def _is_worth_trying(strategy: Strategy, result: SentenceResult) -> bool:
    """Whether a strategy may find a valid candidate where there is none, or one without the objections to the best one."""
    if result.accepted:
        return not strategy.reconsiders.isdisjoint(one.name for one in result.accepted[0].objections)
    return strategy.may_mend([candidate.refused for candidate in result.tried if candidate.refused])


def _as_written(key: SentenceKey, candidate: Candidate) -> Candidate:
    """The candidate with the signs of its text's format string written as characters."""
    sentence, grammar = key
    if not grammar.formats:
        return candidate
    kept = [atom.text for atom in sentence.atoms]
    parts = tuple(part if isinstance(part, int) else grammar.escaped(part, ()) for part in candidate.parts)
    return replace(candidate, text=grammar.escaped(candidate.text, kept), parts=parts)


def _readable(segments: Sequence[Segment]) -> tuple[str, ...]:
    """The segments in readable form."""
    return tuple(readable(segment.parts) for segment in segments)
