"""Risk levels of drafts, and the reasons for a risk, in words.

Layer 1. A draft's comment holds the risk (``risk=0.52``) and the names of its reasons (``why=unsure,short``), which every tool preserves.
``drafting.quality.estimation`` finds them.
"""

__all__ = ["CLOSELY", "FINE", "LOOK_CLOSELY", "PROBABLY_FINE", "READ", "REASONS", "in_words"]

LOOK_CLOSELY = 0.30
"""Minimum risk of a draft that needs a close look: about a fifth of the starter packages' drafts."""
PROBABLY_FINE = 0.15
"""Maximum risk of a draft that is probably fine: about two fifths of the starter packages' drafts."""

CLOSELY, READ, FINE = "look closely", "read it", "probably fine"

REASONS = {
    "unsure": "low confidence",
    "short": "much shorter than the source",
    "idiom": "short words, possibly an idiom",
    "clauses": "many clauses",
    "unknown": "words unknown to the engine",
    "left": "words left untranslated",
    "odd": "unusual length",
    "pieces": "translated in pieces",
    "capitals": "title case confused the engine",
    "refused": "better candidates failed validation",
    "copy": "identical to the source",
    "term": "a glossary term is missing",
}
"""The reasons by name."""


def in_words(risk: float) -> str:
    """The risk level in words: ``look closely``, ``read it`` or ``probably fine``."""
    return CLOSELY if risk >= LOOK_CLOSELY else FINE if risk <= PROBABLY_FINE else READ
