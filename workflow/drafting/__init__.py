"""Drafting: machine translations for empty entries; each draft is valid, or the entry stays empty.

Public API: ``draft`` and ``discard`` for a project, ``draft_file`` and ``discard_files`` for any PO file, ``explain`` for one unit. Every draft is fuzzy and
has a ``# workflow-draft:`` comment; a person's text is never changed.

Stages, lowest first: ``segments`` (units to sentences), ``strategies`` (sentences to the engine and back), ``quality`` (validation, risk
estimation), ``translation`` (sentences to drafts), ``reuse`` (pre-translation and repair). Above them, ``language_run`` drafts the
catalogs of one language; ``project``, ``po_file`` and ``explain`` use it.
"""

from workflow.drafting.budget import Budget
from workflow.drafting.discarding import discard, discard_files
from workflow.drafting.explain import explain
from workflow.drafting.options import DraftOptions
from workflow.drafting.po_file import draft_file
from workflow.drafting.project import draft
from workflow.drafting.report import DraftReport, Explanation, LanguageReport

__all__ = [
    "Budget",
    "DraftOptions",
    "DraftReport",
    "Explanation",
    "LanguageReport",
    "discard",
    "discard_files",
    "draft",
    "draft_file",
    "explain",
]
