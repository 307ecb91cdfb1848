"""Drafting: machine translations for what is empty, valid or not there at all (law 8).

The door: ``draft`` and ``discard`` for a project, ``draft_file`` for any PO file, ``explain`` for one unit. Every draft is fuzzy and
carries a ``# workflow-draft:`` comment; a person's text is never touched.

Inside, from the bottom up: ``plan`` (with ``tokens``) cuts a unit into sentences; ``sentinels`` (with ``questions``) knows stand-ins
for codes; ``ladder`` lists the strategies, ``judging`` verifies what comes out (``objections``, ``mending``), ``risk`` says how far to trust it;
``climbing`` takes sentences up, ``outcomes`` makes texts of them, ``drafter`` is the door to both; ``documents`` checks the structure;
``entries`` writes. ``edited`` repairs stale texts, sentence by sentence (``repair``, ``pairing``); ``remembered`` asks the memory.
"""

from workflow.drafting.explain import explain
from workflow.drafting.po_file import draft_file
from workflow.drafting.project import discard, draft
from workflow.drafting.report import DraftReport, Explanation, LanguageReport, RefusedUnit

__all__ = ["DraftReport", "Explanation", "LanguageReport", "RefusedUnit", "discard", "draft", "draft_file", "explain"]
