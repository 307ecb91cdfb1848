"""Print the report of ``run``: editions, drafts, skipped work and next steps."""

from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console, shorten, table, typed
from workflow.cli.summaries.drafts import sentence, show_remedy
from workflow.cli.summaries.editions import first_page, show_publication
from workflow.cli.summaries.extraction import show_edits
from workflow.cli.summaries.lines import language_name, show_notices
from workflow.excerpts import count
from workflow.model import State

if TYPE_CHECKING:
    from workflow.pipeline import RunReport
    from workflow.project import Project

__all__ = ["show_run"]


def show_run(console: Console, project: "Project", report: "RunReport") -> None:
    """Print the summary of a run: editions, drafts, skipped work and next steps."""
    console.say(click.style(project.config.title, bold=True))
    show_publication(console, report.publication, notes=console.verbose)
    show_notices(console, report.publication.findings)
    _show_pretranslated(console, report)
    _show_edited(console, report)
    _show_drafted(console, report)
    _show_skipped(console, report)
    _show_next(console, project, report)


def _show_language(console: Console, code: str, text: str) -> None:
    """Print what was done in a language, after an empty line."""
    console.say()
    console.say(f"{language_name(code)}: {text}")


def _show_pretranslated(console: Console, report: "RunReport") -> None:
    for one in report.drafts.languages:
        if one.pretranslated:
            _show_language(
                console,
                one.language,
                f"pre-translated {count(one.pretranslated, 'entry', 'entries')} from the translation memory.",
            )


def _show_edited(console: Console, report: "RunReport") -> None:
    """Print what became of texts that were edited or removed."""
    for code, changes in report.extraction.changes.items():
        if changes.cosmetic or changes.facts or changes.stale:
            _show_language(console, code, "texts were edited.")
            show_edits(console, changes, indent="  ")
        # A text that is in another document now took its translation along.
        retired = changes.retired - changes.followed
        if retired > 0:
            texts = "1 text is" if retired == 1 else f"{retired:,} texts are"
            console.say()
            console.paragraph(
                f"{language_name(code)}: {texts} no longer in {'its document' if retired == 1 else 'their documents'}. "
                "The translations are kept as obsolete entries, and return with the text."
            )


def _show_drafted(console: Console, report: "RunReport") -> None:
    """Print what was repaired and drafted, with the quality to expect."""
    for one in report.drafts.languages:
        if one.repaired:
            _show_language(console, one.language, f"repaired {count(one.repaired, 'edited entry', 'edited entries')}.")
            console.paragraph(
                "Only the changed sentences are drafts. Readers get the previous translation until a person has read them.",
                indent="  ",
            )
    drafted = [one for one in report.drafts.languages if one.drafted]
    for one in drafted:
        _show_language(
            console, one.language, f"drafted {count(one.drafted, 'entry', 'entries')} with {one.engine} {one.package}."
        )
        console.paragraph(f"{sentence(one.quality)}. Not reviewed yet.", indent="  ")
        show_remedy(console, one.remedy)


def _show_next(console: Console, project: "Project", report: "RunReport") -> None:
    """Print the steps that a person may take next."""
    from workflow.project.git_files import repository_of

    console.say()
    console.say("Next:")
    steps = []
    in_git, locales = repository_of(project.root), typed(shorten(str(project.layout.locales)))
    if report.changed:
        is_new = any(one.id == "missing_catalog" for one in report.extraction.outdated)
        # `git diff` says nothing about files that git does not know yet.
        steps += [("review the changes", "git diff" if in_git and not is_new else locales)]
        steps += [("keep them", f"git add {locales} && git commit")] if in_git else []
    if any(edition.counts.get(State.DRAFT) for edition in report.publication.editions):
        steps += [("remove the drafts", "workflow draft --discard")]
    steps += [("open the result", first_page(project.config.output, report.publication))]
    for line in table(["", ""], steps, left=2)[1:]:
        console.say(f"  {line}")


def _show_skipped(console: Console, report: "RunReport") -> None:
    """Print what was not done, with how to see why or to get it done."""
    lines: list[str] = []
    refused, unused = report.drafts.refused, report.drafts.unused
    if unused:
        lines.append(
            f"{count(len(unused), 'entry', 'entries')} not pre-translated: the memory's exact match would break the document. "
            "To list them: workflow draft -v"
        )
    if refused:
        lines.append(
            f"{count(len(refused), 'entry', 'entries')} left empty: no draft passed validation. To see why, for example:"
        )
        lines.append(f"  workflow draft --explain {typed(refused[0].unit or '')}")
    for one in report.undrafted:
        lines.append(
            f"{language_name(one.language)}: {count(one.units, 'entry', 'entries')} not drafted: {one.reason}."
        )
        lines += [f"  To get drafts: {one.remedy}"] if one.remedy else []
    if lines:
        console.say()
        console.say("Skipped:")
        for line in lines:
            console.paragraph(line, indent="  ")
