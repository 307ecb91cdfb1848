"""``workflow run``."""

import click

from workflow.cli.options import (
    Command,
    Session,
    document_option,
    engine_option,
    json_option,
    language_option,
    workers_option,
)

__all__ = ["run"]


@click.command(cls=Command)
@language_option
@document_option
@engine_option
@workers_option
@json_option
@click.pass_obj
def run(
    session: Session,
    languages: tuple[str, ...],
    documents: tuple[str, ...],
    engines: tuple[str, ...],
    workers: int | None,
    as_json: bool,
) -> None:
    """Extract, draft and publish in one step.

    Nothing is committed, and no person's words are changed. Languages without an engine are reported at the end.

    \b
    Examples:
      workflow run -l es
      workflow run --engine starter
    """
    from workflow import pipeline
    from workflow.cli.summaries import refuse, show_run

    project, console = session.project(), session.console
    selection = session.select(project, languages, documents)
    report = pipeline.run(project, selection, workers=workers or 0, engines=engines or None, observer=console.observer)
    if as_json:
        console.data(report)
    else:
        show_run(console, project, report)
    refuse(console, report.problems)
