"""Assemble texts from the translations of their sentences. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workflow.drafting.quality.estimation import RiskReason, estimate, text_risk
from workflow.drafting.quality.features import EstimationInput
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.spaces import widened
from workflow.drafting.segments.tag_texts import with_tag_texts
from workflow.drafting.segments.terminology import TERM_RISK
from workflow.drafting.strategies.base import NOTHING, Candidate, StrategyContext
from workflow.drafting.strategies.inline_tags import SPLIT
from workflow.drafting.translation.draft import COPY, Draft, DraftSource, SentenceDraft, Text
from workflow.drafting.translation.sentences import SentenceKey, SentenceResult

__all__ = ["Plan", "alternative", "assemble", "completed"]

Plan = Sequence[str | Sentence]
"""A text as verbatim strings and sentences."""
_Results = Mapping[SentenceKey, SentenceResult]


def assemble(
    text: Text,
    plan: Plan,
    results: _Results,
    context: StrategyContext,
    source: DraftSource,
    choice: Sequence[int] | None = None,
) -> Draft:
    """Put a text together from accepted candidates of its sentences; the draft has a reason if a sentence has none.

    ``choice``: for each sentence, the index of the accepted candidate to use; None: the first of each.
    """
    if not any(isinstance(piece, Sentence) for piece in plan):
        return Draft(text.source, risk=0.0, source=COPY)
    sentences: list[SentenceDraft] = []
    strings: list[str] = []
    reason = ""
    for piece in plan:
        if isinstance(piece, str):
            strings.append(piece)
            continue
        result = results[(piece, text.grammar)]
        index = choice[len(sentences)] if choice else 0
        if not result.accepted:
            reason = reason or _why(piece, result)
            sentences.append(SentenceDraft(piece, None, tuple(result.tried), 1.0))
            continue
        sentence = _sentence_draft(
            piece, result.accepted[min(index, len(result.accepted) - 1)], result, context, source
        )
        sentences.append(sentence)
        strings.append(widened(piece.source, sentence.chosen.text) if sentence.chosen else "")
    by_risk = sorted(sentences, key=lambda one: -one.risk)
    draft = Draft(
        None,
        reason,
        sentences=tuple(sentences),
        risk_reasons=tuple(dict.fromkeys(found.name for one in by_risk for found in one.risk_reasons)),
        source=source,
    )
    if reason:
        return draft
    target = "".join(strings)
    if found := text.grammar.verify(text.source, target):
        return draft.refused(f"inline tags: {found}")
    risk = text_risk(one.risk for one in sentences)
    return Draft(target, "", risk, draft.sentences, draft.risk_reasons, source)


def alternative(
    text: Text, plan: Plan, results: _Results, context: StrategyContext, last: Draft, *, rejected: bool
) -> Draft:
    """Try other choices of candidates: one sentence's second best at a time, then split sentences, then the last of each.

    ``rejected``: whether the caller refused the text of ``last``, so that a different one is required.
    """
    found = [results.get((piece, text.grammar)) for piece in plan if isinstance(piece, Sentence)]
    sentences = [result for result in found if result is not None and result.accepted]
    if len(sentences) < len(found):
        return last
    counts = [len(result.accepted) for result in sentences]
    choices = [
        [min(int(index == other), counts[other] - 1) for other in range(len(counts))] for index in range(len(counts))
    ]
    choices.append([_split_candidate(result) for result in sentences])
    choices.append([count - 1 for count in counts])
    for choice in choices:
        draft = assemble(text, plan, results, context, last.source, choice)
        if draft.text is not None and not (rejected and draft.text == last.text):
            return draft
    return last.refused(last.reason or "there is no other valid translation") if rejected else last


def completed(text: Text, draft: Draft, inner: Sequence[tuple[str, Draft]]) -> Draft:
    """A draft with the drafts of the texts in its tags, each given with its source. One that is refused stays as in the source."""
    valid = [(one, found) for one, found in inner if found.text is not None and not found.copied]
    if draft.text is None or not valid:
        return draft
    targets = {one: found.text or "" for one, found in valid}
    target = with_tag_texts(draft.text, text.grammar.find_tags(draft.text), targets)
    if target == draft.text or text.grammar.verify(text.source, target):
        return draft
    sentences = (*draft.sentences, *(sentence for _, found in valid for sentence in found.sentences))
    reasons = dict.fromkeys((*draft.risk_reasons, *(name for _, found in valid for name in found.risk_reasons)))
    risk = text_risk(one.risk for one in sentences)
    return replace(
        draft, text=target, risk=risk, sentences=sentences, risk_reasons=tuple(reasons), source=valid[0][1].source
    )


def _sentence_draft(
    sentence: Sentence, candidate: Candidate, result: SentenceResult, context: StrategyContext, source: DraftSource
) -> SentenceDraft:
    """A sentence with one of its accepted candidates."""
    tried = tuple(result.tried)
    risk = estimate(EstimationInput(sentence, candidate, tried, context.pair, source.hash))
    missing = tuple(RiskReason("term", f"glossary term {term} is missing") for term in candidate.missing_terms)
    return SentenceDraft(
        sentence,
        candidate,
        tried,
        min(1.0, risk.value + TERM_RISK * len(missing)),
        context.terminology.uses(sentence, candidate.words) if context.terminology else (),
        (*missing, *risk.reasons),
        result.others,
    )


def _split_candidate(result: SentenceResult) -> int:
    """The index of the candidate that was translated in pieces; 0 if there is none."""
    return next((n for n, candidate in enumerate(result.accepted) if candidate.strategy == SPLIT.name), 0)


def _why(sentence: Sentence, result: SentenceResult) -> str:
    """Why a sentence has no translation: what was wrong with the engine's first answer, which is its best, or why there was none."""
    refused = sorted(
        (one for one in result.tried if one.refused), key=lambda one: (not one.output, one.refused == NOTHING)
    )
    if not refused or refused[0].refused == NOTHING:
        return NOTHING
    first = refused[0].refused
    start = sentence.source if len(sentence.source) <= 40 else sentence.source[:39].rstrip() + "…"
    return f"{first} (“{start}”)"
