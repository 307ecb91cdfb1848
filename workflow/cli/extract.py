"""``workflow extract``."""

from dataclasses import replace

import click

from workflow.cli.options import (
    Command,
    Session,
    days,
    document_option,
    json_option,
    language_option,
)

__all__ = ["extract"]


@click.command(cls=Command)
@language_option
@document_option
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file is out of date.")
@click.option("--prune", is_flag=True, help="List the catalogs of documents that no longer exist, then remove them.")
@click.option(
    "--older-than",
    callback=days,
    metavar="DAYS",
    help="With --prune: also remove entries that have been obsolete for at least DAYS (such as 180d).",
)
@json_option
@click.pass_obj
def extract(
    session: Session,
    languages: tuple[str, ...],
    documents: tuple[str, ...],
    check: bool,
    prune: bool,
    older_than: int | None,
    as_json: bool,
) -> None:
    """Update the PO files from the documents.

    Unchanged paragraphs keep their translations, even when they move. Edited ones keep the old translation, marked as fuzzy. Files that
    do not change are not written.

    \b
    Examples:
      workflow extract --check
      workflow extract --prune --older-than 180d
    """
    from workflow import extraction
    from workflow.cli.summaries import refuse, show_extraction, show_prunable

    if older_than is not None and not prune:
        raise click.UsageError("--older-than requires --prune")
    project, console = session.project(), session.console
    selection = session.select(project, languages, documents)
    report = extraction.extract(project, selection, check=check, observer=console.observer)
    if prune:
        plan = extraction.prunable(project, selection, older_than=older_than)
        report = replace(report, prunable=plan, orphans=())
    if as_json:
        console.data(report)
    else:
        show_extraction(console, report, check=check)
        show_prunable(console, report.prunable)
    pruned = () if check else extraction.prune(project, report.prunable).problems
    refuse(console, [*report.problems, *pruned])
    if check and (report.outdated or report.prunable):
        raise click.exceptions.Exit(1)
