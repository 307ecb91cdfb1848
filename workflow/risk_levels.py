"""What a reviewer is told of a draft: its risk in words, and the reasons by their names.

Floor 1. A draft's comment holds the risk (``risk=0.52``) and names of reasons (``why=unsure,short``), which come through every tool; what
they say in words is here, in one table. ``drafting.risk`` finds them.
"""

__all__ = ["CLOSELY", "FINE", "LOOK_CLOSELY", "PROBABLY_FINE", "READ", "REASONS", "in_words"]

LOOK_CLOSELY = 0.30
"""From here on a draft wants a close look: about a fifth of what the starter packages draft."""
PROBABLY_FINE = 0.15
"""Up to here it is probably fine: about two fifths of what they draft."""

CLOSELY, READ, FINE = "look closely", "read it", "probably fine"

REASONS = {
    "unsure": "the engine was unsure of its words",
    "short": "it is short beside its source",
    "idiom": "short words: perhaps an idiom",
    "clauses": "many clauses",
    "unknown": "words that the engine did not know",
    "left": "words left as in the source",
    "odd": "its length is unusual",
    "pieces": "it was translated in pieces",
    "capitals": "its capitals hid the words",
    "refused": "better guesses were refused",
    "copy": "it is as its source",
    "term": "a term of the glossary is not in it",
}
"""What reasons say, by name."""


def in_words(risk: float) -> str:
    """A risk in words: ``look closely``, ``probably fine``, or ``read it`` between them."""
    return CLOSELY if risk >= LOOK_CLOSELY else FINE if risk <= PROBABLY_FINE else READ
