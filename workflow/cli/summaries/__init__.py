"""Print the reports of ``extract``, ``draft``, ``publish`` and ``run``."""

from workflow.cli.summaries.drafts import (
    refuse_undrafted,
    show_discarded,
    show_drafts,
    show_expectations,
)
from workflow.cli.summaries.editions import in_words, show_place, show_publication
from workflow.cli.summaries.extraction import NO_DOCUMENTS, show_extraction, show_prunable
from workflow.cli.summaries.lines import refuse, show_findings, show_problems
from workflow.cli.summaries.run import show_run

__all__ = [
    "NO_DOCUMENTS",
    "in_words",
    "refuse",
    "refuse_undrafted",
    "show_discarded",
    "show_drafts",
    "show_expectations",
    "show_extraction",
    "show_findings",
    "show_place",
    "show_problems",
    "show_prunable",
    "show_publication",
    "show_run",
]
