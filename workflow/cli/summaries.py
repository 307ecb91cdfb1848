"""Reports of the verbs in the words of people."""

from typing import TYPE_CHECKING

from workflow.cli.console import Console, count, table
from workflow.model import Severity, State

if TYPE_CHECKING:
    from workflow.config import Project
    from workflow.drafting.reports import DraftReport
    from workflow.publishing import Finding, Publication

__all__ = ["show_drafts", "show_findings", "show_place", "show_publication", "show_refused", "weighty"]

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


def show_drafts(console: Console, report: "DraftReport") -> None:
    """What was drafted (or would be), with what, how good that is, and what stays empty."""
    from workflow.languages import language

    for one in report.languages:
        name = f"{one.language} {language(one.language).name}"
        waiting = f"{count(one.units, 'unit')} ({count(one.words, 'word')})"
        if not one.engine:
            rest = f"{waiting} without a draft: " if one.units else ""
            console.say(f"{name}: {rest}{one.reason}.{_arrow(one.remedy)}")
            continue
        with_what = f"{one.engine} {one.package}"
        if report.dry_run:
            console.say(f"{name}: {waiting} to draft with {with_what}{_minutes(one.minutes) if one.units else ''}.")
        elif one.units:
            console.say(f"{name}: drafted {one.drafted:,} of {waiting} with {with_what}.")
        else:
            console.say(f"{name}: nothing to draft.")
        if one.units:
            console.say(f"  Quality: {one.quality}.{_arrow(one.remedy)}")
        for text, number in (
            ("stay empty: no draft was good enough", len(one.refused)),
            ("were refused before; --redo tries them again", one.earlier),
            ("were filled by somebody meanwhile, and left as they are", one.skipped),
            ("are left for another run", one.left),
        ):
            if number:
                console.say(f"  {count(number, 'unit')} {text}.")
        if one.missing:
            console.say(f"  {count(len(one.missing), 'catalog')} missing: `workflow extract` makes them.")
        if one.outdated:
            console.say(f"  {count(len(one.outdated), 'catalog')} out of date: `workflow extract` puts them right.")
    show_refused(console, report)


def show_refused(console: Console, report: "DraftReport") -> None:
    """Units that stay empty, with their addresses and why: all of them with ``-v``."""
    listed = report.refused
    for unit in listed if console.verbose else listed[:_FEW]:
        console.say(f"  {unit.address}: {unit.reason}")
    if not console.verbose and len(listed) > _FEW:
        console.say(f"  … and {len(listed) - _FEW:,} more: -v lists them all.")


def _arrow(remedy: str) -> str:
    return f"\n  → {remedy}" if remedy else ""


def _minutes(minutes: float | None) -> str:
    if minutes is None:
        return ""
    return ", less than a minute" if minutes < 1 else f", about {minutes:,.0f} min"
