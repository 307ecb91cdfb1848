"""From sentences with codes to translations that keep them, one strategy after the other.

``RUNGS`` is the one list, the best first. A rung turns a sentence into questions for the engine, and the engine's answers into
candidates; every candidate goes through the same verifier. What no rung can say stays empty, with the reasons.
"""

from workflow.drafting.strategies.base import Attempt, Candidate, Rung
from workflow.drafting.strategies.inline_tags import NATIVE, SPLIT, stand_in
from workflow.drafting.strategies.numbers import NUMBERS
from workflow.drafting.strategies.plain import LOWERED, PLAIN, TERM
from workflow.drafting.strategies.retry import AGAIN, CLAUSES
from workflow.drafting.strategies.tag_projection import ATTENTION, LOCATED
from workflow.drafting.strategies.terms import TERM_RUNGS

__all__ = ["RUNGS", "WHOLE", "Attempt", "Candidate"]

RUNGS: tuple[Rung, ...] = (
    TERM,
    PLAIN,
    LOWERED,
    NATIVE,
    stand_in(0),
    stand_in(1),
    stand_in(2),
    NUMBERS,
    LOCATED,
    ATTENTION,
    AGAIN,
    CLAUSES,
    SPLIT,
)
"""Strategies, in the order they are tried."""

WHOLE = frozenset({rung.name for rung in RUNGS if rung.context} | {rung.name for rung in TERM_RUNGS})
"""Those where the engine sees the sentence whole."""
