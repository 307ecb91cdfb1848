"""``workflow publish``."""

import click

from workflow.cli.options import (
    Command,
    Session,
    document_option,
    json_option,
    language_option,
)

__all__ = ["publish"]


@click.command(cls=Command)
@language_option
@document_option
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(["approved", "translated", "previous", "draft"]),
    help="Publish only these texts in this run, whatever `publish` in workflow.yaml lists (repeatable).",
)
@click.option("--strict", is_flag=True, help="If there are errors or warnings, publish nothing and exit with 1.")
@json_option
@click.pass_obj
def publish(
    session: Session,
    languages: tuple[str, ...],
    documents: tuple[str, ...],
    only: tuple[str, ...],
    strict: bool,
    as_json: bool,
) -> None:
    """Build the localized editions.

    Pages are written to editions/html, localized documents to editions/source. What may appear is configured with `publish` in
    workflow.yaml; drafts are marked, and a text without a translation appears in the source language. An edition is replaced as a whole,
    so readers never see an incomplete site.
    """
    from workflow import publishing
    from workflow.cli.summaries import refuse, show_place, show_publication
    from workflow.project.publish_policy import TextLevel

    project, console = session.project(), session.console
    selection = session.select(project, languages, documents, source=True)
    report = publishing.publish(
        project, selection, strict=strict, only=tuple(map(TextLevel, only)), observer=console.observer
    )
    failed = report.blocked or (bool(report.failed) and not report.changed)
    if as_json:
        console.data(report)
    else:
        console.say("Not published:" if failed else "Published:" if report.changed else "Nothing changed:")
        show_publication(console, report)
        if not failed and report.editions:
            show_place(console, project, report)
    refuse(console, report.problems)
    if report.blocked:
        raise click.exceptions.Exit(1)
