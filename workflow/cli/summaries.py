"""Reports of the verbs in the words of people."""

from typing import TYPE_CHECKING

from workflow.cli.console import Console, count, table
from workflow.model import Severity, State

if TYPE_CHECKING:
    from workflow.config import Project
    from workflow.publishing import Finding, Publication

__all__ = ["show_findings", "show_place", "show_publication", "weighty"]

_FEW = 12
"""How many findings are listed before ``-v`` has to be asked for the rest."""


def show_publication(console: Console, project: "Project", report: "Publication") -> None:
    """What each edition holds, and where to look at it."""
    from workflow.languages import language

    rows = []
    for edition in report.editions:
        name = f"{edition.language} {language(edition.language).name}"
        pages = count(len(edition.pages), "page")
        if edition.is_source:
            rows.append([name, pages, "source"])
            continue
        counts = edition.counts
        people = counts[State.TRANSLATED] + counts[State.APPROVED]
        shown = sum(page.shown_in_source for page in edition.pages)
        said = [f"{people:,} of {sum(counts.values()):,} by people"]
        said += [f"{counts[State.DRAFT]:,} drafts"] if counts[State.DRAFT] else []
        said += [f"{shown:,} left in {language(project.config.source_language).name}"] if shown else []
        rows.append([name, pages, ", ".join(said) + (" (as it was)" if edition.kept else "")])
    for line in table(["", "", ""], rows, left=3)[1:]:
        console.say(f"  {line}")
    show_findings(console, report.findings)
    for note in report.notes:
        console.say(f"Note: {note}")


def show_place(console: Console, project: "Project", report: "Publication") -> None:
    """Where a reader begins: the first page of the first translated edition."""
    if "html" not in project.config.output:
        console.say(f"Look: {report.folder / 'source'}")
        return
    for edition in sorted(report.editions, key=lambda edition: edition.is_source):
        for page in edition.pages[:1]:
            console.say(f"Look: {report.folder / 'html' / edition.language / page.page}")
            return


def show_findings(console: Console, findings: "tuple[Finding, ...]") -> None:
    """One line each on stderr; notes only with ``-v``, and not more than anybody reads."""
    listed = findings if console.verbose else weighty(findings)
    for finding in listed if console.verbose else listed[:_FEW]:
        console.warn(finding.message)
    if not console.verbose and len(listed) > _FEW:
        console.warn(f"… and {len(listed) - _FEW:,} more: -v lists them all.")


def weighty(findings: "tuple[Finding, ...]") -> "tuple[Finding, ...]":
    """Those of more weight than a note."""
    return tuple(finding for finding in findings if finding.severity is not Severity.NOTE)
