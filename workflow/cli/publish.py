"""``workflow publish``."""

from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console
from workflow.cli.options import (
    Command,
    Session,
    document_option,
    json_option,
    language_option,
)
from workflow.excerpts import count

if TYPE_CHECKING:
    from workflow.publishing import Also, Verification

__all__ = ["publish"]


@click.command(cls=Command)
@language_option
@document_option
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(["approved", "translated", "previous", "draft"]),
    help="Publish only these texts in this run, whatever `publish` in workflow.yaml lists; the rest appears in the source language (repeatable).",
)
@click.option("--strict", is_flag=True, help="If there are errors or warnings, publish nothing and exit with 1.")
@click.option(
    "--verify",
    is_flag=True,
    help="Publish nothing. Prove that the editions, documents and catalogs are those of the last publication; otherwise exit with 1.",
)
@click.option("--archive", is_flag=True, help="Also write one .zip of the pages of each language to editions/archive.")
@click.option(
    "--compress",
    is_flag=True,
    help="Also write a .gz beside each page and style sheet, for web servers that send it as it is.",
)
@click.option(
    "--drafts",
    is_flag=True,
    help="Publish a preview to editions/preview: all drafts, whatever `publish` in workflow.yaml says, and hidden from search engines.",
)
@json_option
@click.pass_obj
def publish(
    session: Session,
    languages: tuple[str, ...],
    documents: tuple[str, ...],
    only: tuple[str, ...],
    strict: bool,
    verify: bool,
    archive: bool,
    compress: bool,
    drafts: bool,
    as_json: bool,
) -> None:
    """Build the localized editions.

    Pages are written to editions/html, localized documents to editions/source, books to editions/epub and editions/pdf. What may appear
    is configured with `publish` in workflow.yaml; drafts are marked, and a text without a translation appears in the source language. An
    edition is replaced as a whole, so readers never see an incomplete site.

    \b
    Examples:
      workflow publish --only approved --only translated
      workflow publish --strict
      workflow publish --verify
    """
    from workflow import publishing
    from workflow.cli.summaries import refuse, show_place, show_publication
    from workflow.project.publish_policy import TextLevel

    project, console = session.project(), session.console
    if verify:
        if languages or documents or only or strict or archive or compress or drafts:
            raise click.UsageError("--verify looks at the whole publication. Leave out the other options.")
        _verify(console, publishing.verify(project), as_json)
        return
    if drafts and only:
        raise click.UsageError("--drafts publishes all texts, so --only has no use with it. Leave out one of them.")
    project = publishing.preview_of(project) if drafts else project
    selection = session.select(project, languages, documents, source=True)
    also: list[Also] = ["archive"] if archive else []
    also += ["compress"] if compress else []
    report = publishing.publish(
        project,
        selection,
        strict=strict,
        only=tuple(map(TextLevel, only)),
        also=also,
        observer=console.observer,
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


def _verify(console: Console, report: "Verification", as_json: bool) -> None:
    from workflow.cli.summaries import show_findings

    if as_json:
        console.data(report)
    else:
        show_findings(console, report.findings)
    if report.findings and not as_json:
        console.warn(
            "Not verified. Do not deploy this. `workflow publish` publishes documents and catalogs as they are now."
        )
    if report.findings:
        raise click.exceptions.Exit(1)
    if not as_json:
        console.say(
            f"Verified: {count(report.files, 'file')} and {count(report.units, 'unit')} in {count(len(report.languages), 'language')} "
            "are as the record says, and so are documents and catalogs."
        )
