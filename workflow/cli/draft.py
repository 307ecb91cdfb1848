"""``workflow draft``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.options import (
    Command,
    Session,
    document_option,
    dry_run_option,
    duration,
    engine_option,
    json_option,
    language_option,
    workers_option,
)
from workflow.errors import WorkflowError

if TYPE_CHECKING:
    from workflow.drafting import DraftOptions, DraftReport
    from workflow.model import Selection

__all__ = ["draft"]


@click.command(cls=Command)
@click.argument("files", nargs=-1, metavar="[FILE.po]...", type=click.Path(path_type=Path))
@language_option
@document_option
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Draft at most N entries.")
@click.option(
    "--budget",
    callback=duration,
    metavar="TIME",
    help="Draft as much as fits into TIME (90s, 30m, 2h), in document order, and report what is left.",
)
@click.option("--redo", is_flag=True, help="Draft unedited drafts and rejected entries again.")
@click.option("--discard", is_flag=True, help="Remove all unedited drafts, or those of FILE.po.")
@dry_run_option
@engine_option
@workers_option
@click.option("--explain", metavar="UNIT", help="Show how one unit is drafted (es:guide#3f2a91c0, es:guide:118).")
@click.option("--from", "source", metavar="CODE", help="Source language of FILE.po, if its header names none.")
@click.option("--to", "target", metavar="CODE", help="Target language of FILE.po, if its header names none.")
@json_option
@click.pass_obj
def draft(
    session: Session,
    files: tuple[Path, ...],
    languages: tuple[str, ...],
    documents: tuple[str, ...],
    limit: int | None,
    budget: float | None,
    redo: bool,
    discard: bool,
    dry_run: bool,
    engines: tuple[str, ...],
    workers: int | None,
    explain: str | None,
    source: str | None,
    target: str | None,
    as_json: bool,
) -> None:
    """Machine-translate untranslated entries, offline.

    Every draft is marked as fuzzy and names the engine that made it. A person's words are never changed. With FILE.po, a
    PO file is drafted in place, inside or outside a project. A file in a project is drafted with that project's configuration.

    \b
    Examples:
      workflow draft --dry-run
      workflow draft -l es -d guide.md
      workflow draft letter.po --from en --to es
    """
    from workflow import formats
    from workflow.drafting import Budget, DraftOptions

    _one_thing({"FILE.po": bool(files), "--explain": bool(explain)}, {})
    _one_thing({"--discard": discard, "--explain": bool(explain)}, {"--limit": bool(limit), "--redo": redo})
    _one_thing(
        {"--budget": budget is not None}, {"--dry-run": dry_run, "--discard": discard, "--explain": bool(explain)}
    )
    options = DraftOptions(redo, dry_run, workers or 0, Budget(limit, budget), engines or None)
    if files:
        if languages or documents:
            raise click.UsageError("-l and -d select parts of a project; for a file, use --from and --to")
        for file in files:
            if formats.readable(file.as_posix()):
                raise click.UsageError(
                    f"{file} is a document, not a PO file. To draft a document of the project: -d {file}"
                )
        if discard:
            _discard_files(session, files, dry_run, as_json)
            return
        _draft_files(session, files, options, (source, target), as_json)
        return
    if source or target:
        raise click.UsageError("--from and --to are for files; the languages of a project are set in workflow.yaml")
    if explain:
        if languages or documents or dry_run:
            raise click.UsageError("--explain cannot be combined with -l, -d or --dry-run")
        _explain(session, explain, options.engines, as_json)
        return
    selection = session.select(session.project(), languages, documents)
    if discard:
        _discard(session, selection, dry_run, as_json)
    else:
        _draft_project(session, selection, options, as_json)


def _one_thing(ways: dict[str, bool], details: dict[str, bool]) -> None:
    """Refuse options that contradict each other. ``details`` can be combined with each other, but not with one of the ``ways``."""
    given = [name for name, is_given in ways.items() if is_given]
    given += [name for name, is_given in details.items() if is_given and given]
    if len(given) > 1:
        raise click.UsageError(f"{given[0]} and {given[1]} cannot be combined")


def _draft_project(session: Session, selection: "Selection", options: "DraftOptions", as_json: bool) -> None:
    from workflow import drafting
    from workflow.cli.summaries import refuse, refuse_undrafted, show_drafts

    console = session.console
    report = drafting.draft(session.project(), selection, options, session.console.observer)
    if as_json:
        console.data(report)
    else:
        show_drafts(console, report)
    refuse(console, report.problems)
    if selection.languages:
        refuse_undrafted(console, report)


def _discard(session: Session, selection: "Selection", dry_run: bool, as_json: bool) -> None:
    from workflow import drafting

    report = drafting.discard(session.project(), selection, dry_run=dry_run, observer=session.console.observer)
    _show_discarded(session, report, as_json)


def _discard_files(session: Session, files: tuple[Path, ...], dry_run: bool, as_json: bool) -> None:
    from workflow import drafting

    paths = [session.folder / file if session.folder else file for file in files]
    report = drafting.discard_files(
        paths, dry_run=dry_run, observer=session.console.observer, project=session.project_if_any()
    )
    _show_discarded(session, report, as_json)


def _show_discarded(session: Session, report: "DraftReport", as_json: bool) -> None:
    from workflow.cli.summaries import refuse, show_discarded

    if as_json:
        session.console.data(report)
    else:
        show_discarded(session.console, report)
    refuse(session.console, report.problems)


def _draft_files(
    session: Session,
    files: tuple[Path, ...],
    options: "DraftOptions",
    languages: tuple[str | None, str | None],
    as_json: bool,
) -> None:
    from workflow import drafting
    from workflow.cli.summaries import refuse, refuse_undrafted, show_drafts

    console = session.console
    source, target = languages
    project = session.project_if_any()
    reports = []
    for file in files:
        path = file if session.folder is None else session.folder / file
        try:
            report = drafting.draft_file(
                path, options, session.console.observer, source=source, target=target, project=project
            )
        except WorkflowError as error:  # the other files can be drafted
            report = drafting.DraftReport(problems=(error,))
        reports.append(report)
        if report.languages and not as_json:
            console.say(f"{file}:")
            show_drafts(console, report)
    if as_json:
        console.data(reports)
    refuse(console, [problem for report in reports for problem in report.problems])
    for report in reports:
        refuse_undrafted(console, report)


def _explain(session: Session, unit: str, engines: tuple[str, ...] | None, as_json: bool) -> None:
    from workflow import drafting
    from workflow.cli.explanations import show_explanation

    explanation = drafting.explain(session.project(), unit, session.console.observer, engines=engines)
    if as_json:
        session.console.data(explanation)
    else:
        show_explanation(session.console, explanation)
