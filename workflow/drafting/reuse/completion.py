"""A repaired text made whole: the sentences that a person's translation lacks come from the memory, else from an engine."""

from collections.abc import Callable
from dataclasses import dataclass

from workflow.drafting.quality.estimation import text_risk
from workflow.drafting.reuse.sentence_diff import Repair
from workflow.drafting.translation.drafter import Drafter, Outcome, Text
from workflow.inline_tags import Grammar

__all__ = ["Completed", "Recall", "completed"]

Recall = Callable[[str], Outcome | None]
"""What the memory has for a sentence, word for word; None where it has nothing."""
_KEPT_RISK = 0.05
"""Of a sentence that a person wrote."""


@dataclass(frozen=True, slots=True)
class Completed:
    """A whole text."""

    text: str
    risk: float
    drafted: int
    """How many of its sentences an engine drafted."""
    replaced: str
    """How many were not there, of how many: ``1/3``."""
    doubts: tuple[str, ...] = ()
    """Why the risk is higher than usual, by the names of ``advice.REASONS``."""


def completed(
    found: Repair, recall: Recall, drafter: Callable[[], Drafter] | None, grammar: Grammar
) -> Completed | str:
    """``found`` with all its sentences; or why it can't be had, in one clause. ``drafter`` is called where the memory lacks one.

    Raises EngineError.
    """
    recalled = {sentence: recall(sentence) for sentence in found.wanted}
    new = [sentence for sentence in dict.fromkeys(found.wanted) if recalled[sentence] is None]
    outcomes = {sentence: outcome for sentence, outcome in recalled.items() if outcome is not None}
    if new:
        if drafter is None:
            return "no engine drafts the sentences that the memory lacks"
        # One call a text: for an engine that takes whole documents, what a draft becomes depends on what it is asked with.
        drafts = drafter().draft([Text(sentence, grammar) for sentence in new])
        outcomes |= zip(new, drafts, strict=True)
    bad = next((outcome for outcome in outcomes.values() if outcome.target is None), None)
    if bad is not None:
        return bad.reason
    text = found.text([outcomes[sentence].target or "" for sentence in found.wanted])
    risk = text_risk(
        [
            (_KEPT_RISK if one.kept is not None else outcomes[one.source].risk, len(one.source))
            for one in found.sentences
        ]
    )
    drafted = sum(sentence in new for sentence in found.wanted)
    doubts = dict.fromkeys(name for outcome in outcomes.values() for name in outcome.doubts)
    return Completed(text, risk, drafted, f"{len(found.wanted)}/{len(found.sentences)}", tuple(doubts))
