"""The risk of a draft in words: the level, and a phrase for each reason.

A draft's comment in the PO file holds the risk (``risk=0.52``) and the names of the reasons (``why=unsure,short``). The phrases are
defined here only; ``drafting.quality.estimation`` computes the risk and picks the reasons.
"""

__all__ = ["CLOSELY", "FINE", "LOOK_CLOSELY", "PROBABLY_FINE", "READ", "REASONS", "in_words"]

LOOK_CLOSELY = 0.30
"""Risk from which a draft needs a close look: about a fifth of the starter packages' drafts."""
PROBABLY_FINE = 0.15
"""Risk up to which a draft is probably fine: about two fifths of their drafts."""

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
    "plural": "the language has more plural forms than the source",
    "copy": "identical to the source",
    "name": "a name is missing",
    "brackets": "brackets or quotation marks are not closed",
    "enclosed": "brackets or quotation marks are missing",
    "ending": "the question or exclamation mark at the end differs",
    "term": "a glossary term is missing",
}
"""The phrase shown for each reason, by the name in the comment."""


def in_words(risk: float) -> str:
    """Return the level of a risk from 0 to 1: ``look closely``, ``read it`` or ``probably fine``."""
    return CLOSELY if risk >= LOOK_CLOSELY else FINE if risk <= PROBABLY_FINE else READ
