"""``workflow extract``, ``draft``, ``publish`` and ``run``."""

import click

from workflow.cli.options import Command, Session, document_option, json_option, language_option

__all__ = ["draft", "extract", "publish", "run"]


@click.command(cls=Command)
@language_option
@document_option
@click.pass_obj
def run(session: Session, languages: tuple[str, ...], documents: tuple[str, ...]) -> None:
    """Extract, draft, publish: everything in one go."""


@click.command(cls=Command)
@language_option
@document_option
@click.pass_obj
def extract(session: Session, languages: tuple[str, ...], documents: tuple[str, ...]) -> None:
    """Put the paragraphs of the documents into PO files."""


@click.command(cls=Command)
@language_option
@document_option
@click.pass_obj
def draft(session: Session, languages: tuple[str, ...], documents: tuple[str, ...]) -> None:
    """Draft what is untranslated by machine translation, without a network."""


@click.command(cls=Command)
@language_option
@document_option
@click.option("--strict", is_flag=True, help="With findings, publish nothing and exit with 1.")
@json_option
@click.pass_obj
def publish(
    session: Session, languages: tuple[str, ...], documents: tuple[str, ...], strict: bool, as_json: bool
) -> None:
    """Build the localized editions.

    Pages go to editions/html, localized documents to editions/source. What has no translation shows its source; what a machine drafted is
    marked. What is put in place is whole: no reader ever meets half a site.
    """
    from workflow import publishing
    from workflow.cli.summaries import show_place, show_publication, weighty

    project, console = session.project(), session.console
    languages, documents = session.select(project, languages, documents, source=True)
    report = publishing.publish(
        project, languages=languages, documents=documents, strict=strict, progress=console.progress
    )
    findings = weighty(report.findings)
    if as_json:
        console.data(report)
    else:
        console.say("Published:" if report.changed else "Nothing changed. The editions:")
        show_publication(console, project, report)
        if not (strict and findings):
            show_place(console, project, report)
    if strict and findings:
        raise click.exceptions.Exit(1)
