"""The risk of a draft in words: the level, and a phrase for each reason.

A draft's comment in the PO file holds the risk (``risk=0.52``) and the names of the reasons (``why=unsure,short``). The phrases are
defined here only; ``drafting.quality.estimation`` computes the risk and picks the reasons.

A level is a promise: of the drafts that are *probably fine*, at least nine of ten were usable when people read them; of those to *look
closely* at, at least half were wrong. Where the two lie depends on the package (``readings``); one whose drafts nobody read has neither.
"""

from workflow.readings import PackageReading

__all__ = ["CLOSELY", "EXPLAINED", "FINE", "READ", "REASONS", "level"]

EXPLAINED = 0.30
"""Risk from which a draft's comment has the reasons."""

CLOSELY, READ, FINE = "look closely", "read it", "probably fine"

REASONS = {
    "unsure": "low confidence",
    "brief": "shorter than usual",
    "short": "much shorter than the source",
    "clauses": "many clauses",
    "unknown": "words unknown to the engine",
    "left": "words left untranslated",
    "invented": "words that the language does not seem to have",
    "odd": "unusual length",
    "pieces": "translated in pieces",
    "capitals": "title case confused the engine",
    "refused": "better candidates failed validation",
    "plural": "the language has more plural forms than the source",
    "copy": "identical to the source",
    "numerals": "a number in words was changed",
    "name": "a name is missing",
    "brackets": "brackets or quotation marks are not closed",
    "enclosed": "brackets or quotation marks are missing",
    "ending": "the question or exclamation mark at the end differs",
    "negation": "a negation may be lost or added",
    "missing": "words of the source have no usual counterpart",
    "omission": "words of the source may be missing",
    "addition": "words may be added",
    "opposite": "a word may be translated with its opposite",
    "term": "a glossary term is missing",
    "memory": "the earlier translation has other numbers, other markup, hidden characters or another language",
}
"""The phrase shown for each reason, by the name in the comment."""


def level(risk: float | None, known: PackageReading | None) -> str:
    """Return the level of a risk from 0 to 1: ``look closely``, ``read it`` or ``probably fine``.

    ``known``: what readers found in the drafts of the package. Without a risk, and for a package that nobody read: ``read it``.
    """
    if risk is None or known is None:
        return READ
    if known.closely is not None and risk >= known.closely:
        return CLOSELY
    return FINE if known.fine is not None and risk <= known.fine else READ
