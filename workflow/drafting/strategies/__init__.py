"""Translation strategies for sentences with and without inline tags.

``STRATEGIES`` is the one list, best first. A strategy turns a sentence into segments for the engine, and the engine's answers into
candidates; ``quality.validation`` checks every candidate.
"""

from workflow.drafting.strategies.base import Strategy
from workflow.drafting.strategies.clauses import CLAUSES
from workflow.drafting.strategies.facts import FACTS, NAMES, QUANTITIES
from workflow.drafting.strategies.inline_tags import NATIVE, SPLIT, placeholder_tags
from workflow.drafting.strategies.plain import HEADING, LOWERED, PLAIN, TERM
from workflow.drafting.strategies.quotations import QUOTATIONS
from workflow.drafting.strategies.retry import RETRY
from workflow.drafting.strategies.sample_numbers import OTHER_SAMPLES, SAMPLES
from workflow.drafting.strategies.tag_projection import BY_ATTENTION, BY_WORDS
from workflow.drafting.strategies.terms import TERM_STRATEGIES

__all__ = ["STRATEGIES", "WHOLE_SENTENCE"]

STRATEGIES: tuple[Strategy, ...] = (
    TERM,
    HEADING,
    PLAIN,
    LOWERED,
    NATIVE,
    SAMPLES,
    OTHER_SAMPLES,
    placeholder_tags(0),
    placeholder_tags(1),
    placeholder_tags(2),
    QUANTITIES,
    NAMES,
    FACTS,
    QUOTATIONS,
    BY_WORDS,
    BY_ATTENTION,
    RETRY,
    CLAUSES,
    SPLIT,
)
"""Strategies, in the order in which they are tried."""

WHOLE_SENTENCE = frozenset(strategy.name for strategy in STRATEGIES if strategy.whole) | frozenset(
    strategy.name for strategy in TERM_STRATEGIES
)
"""Names of the strategies that show the engine the whole sentence."""
