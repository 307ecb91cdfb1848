"""The glossary: what the house calls things, in which languages, and what it keeps as it is.

Floor 3. The door: ``load(project) -> Glossary``, ``Glossary.terms(language) -> Terms``; ``Terms.find`` says which terms stand in a text,
``missing`` and ``unwanted`` what a translation makes of them. ``check``, ``add`` and ``suggest`` are the verbs of ``workflow glossary``.
"""

from workflow.glossary.adding import add
from workflow.glossary.checking import check
from workflow.glossary.loading import Glossary, load, merged, read
from workflow.glossary.model import EVERY, Term
from workflow.glossary.suggesting import Suggestion, suggest
from workflow.glossary.terms import Concept, TermMatch, Terms

__all__ = [
    "EVERY",
    "Concept",
    "Glossary",
    "Suggestion",
    "Term",
    "TermMatch",
    "Terms",
    "add",
    "check",
    "load",
    "merged",
    "read",
    "suggest",
]
