"""``workflow run``, ``extract``, ``draft`` and ``publish``."""

from dataclasses import replace
from pathlib import Path

import click

from workflow.cli.options import (
    Command,
    Session,
    days,
    document_option,
    dry_run_option,
    duration,
    json_option,
    language_option,
    workers_option,
)

__all__ = ["draft", "extract", "publish", "run"]


@click.command(cls=Command)
@language_option
@document_option
@workers_option
@json_option
@click.pass_obj
def run(
    session: Session, languages: tuple[str, ...], documents: tuple[str, ...], workers: int | None, as_json: bool
) -> None:
    """Extract, draft, publish: everything in one go.

    Nothing is committed, and no person's words are changed. What cannot be done, for want of a translation package for example, is said at
    the end.
    """
    from workflow import pipeline
    from workflow.cli.summaries import refuse, show_run

    project, console = session.project(), session.console
    selection = session.select(project, languages, documents)
    report = pipeline.run(project, selection, workers=workers or 0, observer=console.observer)
    if as_json:
        console.data(report)
    else:
        show_run(console, project, report)
    refuse(console, report.problems)


@click.command(cls=Command)
@language_option
@document_option
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file is out of date.")
@click.option("--prune", is_flag=True, help="List catalogs of documents that are gone, then remove them.")
@click.option(
    "--older-than",
    callback=days,
    metavar="DAYS",
    help="With --prune: single texts as well, and only what went so long ago (180d).",
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
    """Bring the PO files up to date with the documents.

    Unchanged paragraphs keep their translations, edited ones keep the old one marked as fuzzy, moved ones are followed. A file in which nothing
    changed is not written.
    """
    from workflow import extraction
    from workflow.cli.summaries import refuse, show_extraction, show_prunable

    if older_than is not None and not prune:
        raise click.UsageError("--older-than goes with --prune")
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
    if not check:
        extraction.prune(project, report.prunable)
    refuse(console, report.problems)
    if check and (report.outdated or report.prunable):
        raise click.exceptions.Exit(1)


@click.command(cls=Command)
@click.argument("files", nargs=-1, metavar="[FILE.po]...", type=click.Path(path_type=Path))
@language_option
@document_option
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Draft at most N units.")
@click.option(
    "--budget",
    callback=duration,
    metavar="TIME",
    help="Draft what fits into a time (90s, 30m, 2h), in the order of documents; say what is left.",
)
@click.option("--redo", is_flag=True, help="Draft untouched drafts and refused units again.")
@click.option("--discard", is_flag=True, help="Take all untouched drafts out again.")
@dry_run_option
@workers_option
@click.option("--explain", metavar="UNIT", help="Tell how one unit is drafted (es:guide#3f2a91c0, es:guide:118).")
@click.option("--from", "source", metavar="CODE", help="For FILE.po: its source language, where the header lacks it.")
@click.option("--to", "target", metavar="CODE", help="For FILE.po: its language, where the header lacks it.")
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
    workers: int | None,
    explain: str | None,
    source: str | None,
    target: str | None,
    as_json: bool,
) -> None:
    """Draft what is untranslated by machine, without a network.

    Every draft is marked as fuzzy and says where it came from. A person's words are never touched. With FILE.po, any PO file is
    drafted in place, also outside a project.
    """
    _one_thing(
        {"FILE.po": bool(files), "--discard": discard, "--explain": bool(explain)},
        {"--limit": bool(limit), "--redo": redo},
    )
    _one_thing(
        {"--budget": budget is not None}, {"--dry-run": dry_run, "--discard": discard, "--explain": bool(explain)}
    )
    if files:
        if budget is not None:
            raise click.UsageError("--budget is for projects; for a file there is --limit")
        if languages or documents:
            raise click.UsageError("-l and -d are for projects; a file's languages are --from and --to")
        _draft_files(session, files, limit, redo, dry_run, workers, source, target, as_json)
        return
    if source or target:
        raise click.UsageError("--from and --to are for files; a project's languages stand in workflow.yaml")
    if explain:
        if languages or documents or dry_run:
            raise click.UsageError("--explain takes one unit's address and nothing else")
        _explain(session, explain, as_json)
        return
    _draft_project(session, languages, documents, limit, budget, redo, discard, dry_run, workers, as_json)


def _one_thing(ways: dict[str, bool], details: dict[str, bool]) -> None:
    """Refuse options that contradict each other. ``details`` go with no way but FILE.po."""
    given = [name for name, is_given in ways.items() if is_given]
    given += [name for name, is_given in details.items() if is_given and given and given[0] != "FILE.po"]
    if len(given) > 1:
        raise click.UsageError(f"{given[0]} and {given[1]} do not go together")


def _draft_project(
    session: Session,
    languages: tuple[str, ...],
    documents: tuple[str, ...],
    limit: int | None,
    budget: float | None,
    redo: bool,
    discard: bool,
    dry_run: bool,
    workers: int | None,
    as_json: bool,
) -> None:
    from workflow import drafting
    from workflow.cli.summaries import refuse, refuse_undrafted, show_discarded, show_drafts

    project, console = session.project(), session.console
    selection = session.select(project, languages, documents)
    if discard:
        report = drafting.discard(
            project,
            languages=selection.languages,
            documents=selection.documents,
            dry_run=dry_run,
            progress=console.progress,
        )
    else:
        report = drafting.draft(
            project,
            languages=selection.languages,
            documents=selection.documents,
            limit=limit,
            budget=budget,
            redo=redo,
            dry_run=dry_run,
            workers=workers or 0,
            progress=console.progress,
            announce=console.announce,
        )
    if as_json:
        console.data(report)
    elif discard:
        show_discarded(console, report)
    else:
        show_drafts(console, report)
    refuse(console, report.problems)
    if languages:
        refuse_undrafted(console, report)


def _draft_files(
    session: Session,
    files: tuple[Path, ...],
    limit: int | None,
    redo: bool,
    dry_run: bool,
    workers: int | None,
    source: str | None,
    target: str | None,
    as_json: bool,
) -> None:
    from workflow import drafting
    from workflow.cli.models import settings_of
    from workflow.cli.summaries import refuse_undrafted, show_drafts
    from workflow.glossary import load

    console = session.console
    project = session.project_if_any()
    settings = replace(settings_of(project), workers=workers or 0)
    glossary = load(project) if project else None
    left, reports = limit, []
    for file in files:
        report = drafting.draft_file(
            file if session.folder is None else session.folder / file,
            source=source,
            target=target,
            settings=settings,
            limit=left,
            redo=redo,
            glossary=glossary,
            dry_run=dry_run,
            progress=console.progress,
        )
        reports.append(report)
        if left is not None:
            left -= sum(one.units for one in report.languages if one.engine)
        if not as_json:
            console.say(f"{file}:")
            show_drafts(console, report)
    if as_json:
        console.data(reports)
    for report in reports:
        refuse_undrafted(console, report)


def _explain(session: Session, unit: str, as_json: bool) -> None:
    from workflow import drafting
    from workflow.cli.explanations import show_explanation

    explanation = drafting.explain(
        session.project(), unit, progress=session.console.progress, announce=session.console.announce
    )
    if as_json:
        session.console.data(explanation)
    else:
        show_explanation(session.console, explanation)


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
    from workflow.cli.summaries import show_place, show_publication
    from workflow.findings import serious

    project, console = session.project(), session.console
    selection = session.select(project, languages, documents, source=True)
    report = publishing.publish(project, selection, strict=strict, observer=console.observer)
    blocked = strict and bool(serious(report.findings))
    if as_json:
        console.data(report)
    else:
        console.say("Not published:" if blocked else "Published:" if report.changed else "Nothing changed:")
        show_publication(console, project, report)
        if not blocked:
            show_place(console, project, report)
    if blocked:
        raise click.exceptions.Exit(1)
