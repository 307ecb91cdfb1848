"""The glossary: preferred and forbidden translations of terms, and terms that are not translated.

``load(project)`` returns a ``Glossary``, ``Glossary.terms(language)`` the ``Terms`` of a language. ``Terms.find`` finds the terms of a
text, ``missing`` and ``unwanted`` check its translation. ``check``, ``add`` and ``suggest`` are the commands of ``workflow glossary``.
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
