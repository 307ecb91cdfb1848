"""``workflow check --fix``: the changes as a person reads them before they are made, the question, and the writing."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console
from workflow.cli.marked_text import changed_parts, marked
from workflow.excerpts import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflow.checking import FixReport, ProposedFix
    from workflow.editing import Decision, Signature
    from workflow.errors import WorkflowError
    from workflow.project import Project

__all__ = ["fix_findings"]

_COLUMNS = 80
_INDENT = 6


def fix_findings(
    console: Console, report: "FixReport", project: "Project | None", *, people: bool, yes: bool
) -> "Sequence[WorkflowError]":
    """Show the corrections, ask, and write them; without a terminal and without ``yes``, only show them. Returns what could not be done."""
    changes = [fix for fix in report.fixes if fix.changed]
    last: Path | None = None
    for fix in report.fixes:
        if fix.place.catalog != last:
            last = fix.place.catalog
            console.show(click.style(console.path(last), bold=True))
        console.show("\n".join(_described(fix)))
    if report.by_people:
        texts = count(report.by_people, "text by people has", "texts by people have")
        console.say(f"{texts} corrections as well. To see them: workflow check --fix=all")
    if not changes:
        if report.fixes or not (report.by_people or report.problems):
            console.say("No finding was corrected." if report.fixes else "There is nothing to correct.")
        return report.problems
    files = len({fix.place.catalog for fix in changes})
    what = f"{count(len(changes), 'entry', 'entries')} in {count(files, 'catalog')}"
    if not yes:
        if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
            console.say(f"Nothing was written. To correct {what}: the same command with --yes")
            return report.problems
        if not console.confirm(f"Correct {what}?"):
            console.say("Nothing was written.")
            return report.problems
    return (*report.problems, *_write(console, changes, project, people=people))


def _write(
    console: Console, changes: "Sequence[ProposedFix]", project: "Project | None", *, people: bool
) -> "Sequence[WorkflowError]":
    """Make the corrections, those of catalogs of the project so that they can be undone."""
    from workflow import editing
    from workflow.cli.filters import review_date
    from workflow.project.git_history import user_name

    # Nothing is signed, so it need not be known who confirms; the journal notes it.
    who = (user_name(project.root) if project is not None else "") or "somebody"
    by = editing.Signature(who, review_date())
    problems: list[WorkflowError] = []
    done: Counter[bool] = Counter()
    files: set[Path] = set()
    for inside in (True, False):
        own = [fix for fix in changes if (project is not None and bool(fix.place.name)) is inside]
        if own:
            decisions = [_decision(fix, by, people=people) for fix in own]
            made = editing.decide(project if inside else None, decisions, observer=console.observer)
            problems += made.problems
            files.update(made.written)
            done[inside] += made.changed
    if files:
        console.say(f"Fixed {count(done.total(), 'entry', 'entries')} in {count(len(files), 'catalog')}.")
    if done[True]:
        console.say("To take it back: workflow undo")
    return problems


def _decision(fix: "ProposedFix", by: "Signature", *, people: bool) -> "Decision":
    from workflow.editing import Decision, DecisionKind, Seen, UnitPlace

    place = UnitPlace(fix.place.language, fix.place.name or fix.place.catalog.stem, fix.place.catalog, fix.entry.key)
    return Decision(DecisionKind.FIX, place, Seen.of(fix.entry), by, fix.texts, everybody=people)


def _described(fix: "ProposedFix") -> list[str]:
    """The entry, its text before and after with the changes marked, and what else there is to know."""
    from workflow.catalogs.states import state

    checks = ", ".join(dict.fromkeys(fix.checks))
    lines = [f"{fix.entry.line:>5}  {state(fix.entry).value}: {checks}".rstrip(": ")]
    for before, after in zip(fix.entry.msgstr, fix.texts, strict=True):
        if before != after:
            old, new = changed_parts(before, after)
            lines += _line("- ", before, old, "red") + _line("+ ", after, new, "green")
    lines += [" " * _INDENT + f"not corrected: {one.reason} [{one.check}]" for one in fix.refused]
    lines += [" " * _INDENT + f"note: {one}" for one in (fix.consequences if fix.changed else ())]
    return lines


def _line(lead: str, text: str, parts: "Sequence[tuple[int, int]]", colour: str) -> list[str]:
    line, marks = marked(text, parts, _COLUMNS - _INDENT - len(lead), colour=colour)
    indent = " " * _INDENT
    return [indent + click.style(lead, fg=colour) + line, *([indent + " " * len(lead) + marks] if marks else [])]
