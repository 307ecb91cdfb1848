"""Complete a repaired text: sentences that have no translation come from the memory, else from the engine."""

from workflow.drafting.quality.estimation import text_risk
from workflow.drafting.reuse.base import LanguageResources
from workflow.drafting.reuse.sentence_diff import SentenceRepair
from workflow.drafting.translation.draft import MEMORY, REPAIR, Draft, Text
from workflow.inline_tags import Grammar
from workflow.memory import MemoryMatch

__all__ = ["complete", "from_match"]

_KEPT_RISK = 0.02
"""Risk of a sentence translated by a person."""
_MATCH_RISK = {101: 0.02, 100: 0.06}
"""Risk of a match by its score."""
_UNREVIEWED = 0.2
"""Added to the risk of a match that no person reviewed."""


def from_match(match: MemoryMatch) -> Draft:
    """A match of the memory, taken as it is."""
    risk = _MATCH_RISK.get(match.score, (110 - match.score) / 100) + (0.0 if match.origin.person else _UNREVIEWED)
    return Draft(match.target, risk=min(round(risk, 2), 1.0), source=MEMORY, match=match.score)


def complete(repair: SentenceRepair, grammar: Grammar, resources: LanguageResources) -> Draft:
    """The whole text, with drafts of the sentences that ``repair`` wants; a reason if one of them cannot be drafted.

    The engine is opened only if the memory lacks a sentence. Raises EngineError, FileProblem.
    """
    wanted = dict.fromkeys(repair.wanted)
    found = {sentence: resources.memory.exact(sentence, resources.target) for sentence in wanted}
    drafts = {sentence: from_match(match) for sentence, match in found.items() if match is not None}
    new = [sentence for sentence in wanted if sentence not in drafts]
    source = MEMORY if wanted else REPAIR
    if new:
        if not resources.drafters:
            return Draft(None, "no engine translates the sentences that the memory lacks")
        drafter = resources.drafters[0].open()
        # One call for each text: for an engine that takes whole documents, drafts depend on what else is in the call.
        drafts |= zip(new, drafter.draft([Text(sentence, grammar) for sentence in new]), strict=True)
        source = drafter.source
    refused = next((draft for draft in drafts.values() if draft.text is None), None)
    if refused is not None:
        return refused
    return Draft(
        repair.text([drafts[sentence].text or "" for sentence in repair.wanted]),
        risk=text_risk(_KEPT_RISK if one.kept is not None else drafts[one.source].risk for one in repair.sentences),
        sentences=tuple(one for sentence in new for one in drafts[sentence].sentences),
        risk_reasons=tuple(dict.fromkeys(name for draft in drafts.values() for name in draft.risk_reasons)),
        source=source,
        replaced=f"{len(repair.wanted)}/{len(repair.sentences)}",
    )
