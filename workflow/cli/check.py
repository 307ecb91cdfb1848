"""``workflow check``: what is wrong with translations."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console, count
from workflow.cli.opinions import limits, opinion_options, show_opinions, show_refused
from workflow.cli.options import Command, Session, document_option, language_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflow.checking import CheckOptions, CheckReport
    from workflow.findings import Finding
    from workflow.model import Severity

__all__ = ["check"]

_FORMATS = ("text", "json", "sarif", "junit", "github", "gitlab", "html")
_SEVERITIES = ("error", "warning", "note")
_STATES = ("draft", "translated", "approved", "needs-work")


@click.command(cls=Command)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, dir_okay=False), metavar="[FILE.po]...")
@language_option
@document_option
@click.option("--from", "source", metavar="CODE", help="Source language of FILE.po (default: its header, or en).")
@click.option("--to", "target", metavar="CODE", help="Language of FILE.po (default: its header).")
@click.option("--select", multiple=True, metavar="ID", help="Run only this check (repeatable; commas allowed).")
@click.option("--ignore", multiple=True, metavar="ID", help="Do not run this check (repeatable; commas allowed).")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(_STATES),
    help="Check only entries in this state (repeatable; default: all with a translation).",
)
@click.option(
    "--severity",
    type=click.Choice(_SEVERITIES),
    default="error",
    show_default=True,
    help="Exit with 1 if there are findings of this severity or a higher one.",
)
@click.option(
    "--format", "output", type=click.Choice(_FORMATS), default="text", show_default=True, help="Form of the findings."
)
@opinion_options
@click.option("--list", "listing", is_flag=True, help="List the checks.")
@click.option("--explain", metavar="ID", help="Explain a check, with examples.")
@click.pass_obj
def check(
    session: Session,
    files: tuple[Path, ...],
    languages: tuple[str, ...],
    documents: tuple[str, ...],
    source: str | None,
    target: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    states: tuple[str, ...],
    severity: str,
    output: str,
    opinion: bool,
    limit: int | None,
    limit_words: int | None,
    listing: bool,
    explain: str | None,
) -> None:
    """Find what is wrong with drafts and translations.

    Without FILE.po, check the catalogs of the project. Errors and warnings are shown; notes only with -v or --severity note. The other
    formats have them all.
    """
    console = session.console
    if listing or explain is not None:
        from workflow.cli.check_texts import explanation, listed

        console.show(listed() if explain is None else explanation(explain))
        return
    if files and (languages or documents):
        raise click.UsageError("-l and -d select catalogs of the project. Leave them out, or leave out FILE.po")
    if not files and (source or target):
        raise click.UsageError("--from and --to are for FILE.po")
    from workflow import checking
    from workflow.cli.summaries import refuse
    from workflow.model import Severity

    options = replace(_options(select, ignore, states), opinion=limits(opinion, limit, limit_words))
    if files:
        owner = session.project_if_any()
        report = checking.check_files(
            files, options, languages=(source, target), project=owner, observer=console.observer
        )
        root = owner.root if owner else Path.cwd()
    else:
        project = session.project()
        selection = session.select(project, languages, documents)
        report = checking.check(project, selection, options, observer=console.observer)
        root = project.root
    _write(console, report, Severity(severity), (output, root))
    show_refused(console, report.opinions)
    refuse(console, report.problems)
    if report.at_least(Severity(severity)):
        raise click.exceptions.Exit(1)


def _options(select: "Sequence[str]", ignore: "Sequence[str]", states: "Sequence[str]") -> "CheckOptions":
    """The options of the verb. Raises BadInput for an unknown check."""
    from workflow.checking import CheckOptions
    from workflow.model import State

    def names(given: "Sequence[str]") -> tuple[str, ...]:
        return tuple(name.strip() for part in given for name in part.split(",") if name.strip())

    for option, given in (("--select", select), ("--ignore", ignore)):
        if given and not names(given):
            raise click.UsageError(f"{option} names no check. `workflow check --list` shows the ids")
    options = CheckOptions(names(select), names(ignore))
    if states:
        options = CheckOptions(options.select, options.ignore, frozenset(map(State, states)))
    options.ids()
    return options


def _write(console: Console, report: "CheckReport", severity: "Severity", how: tuple[str, Path]) -> None:
    output, root = how
    match output:
        case "json":
            console.data(report)
        case "sarif":
            from workflow import __version__
            from workflow.checking.sarif import sarif

            console.data(sarif(report.findings, root, __version__))
        case "junit":
            from workflow.checking.junit import junit

            click.echo(junit(report.findings, report.catalogs, root), nl=False)
        case "github":
            from workflow.checking.code_hosts import github

            click.echo(github(report.findings, root))
        case "gitlab":
            from workflow.checking.code_hosts import gitlab

            console.data(gitlab(report.findings, root))
        case "html":
            from workflow.checking.html_report import html_report

            click.echo(html_report(report, root), nl=False)
        case _:
            _show(console, report, severity)


def _show(console: Console, report: "CheckReport", severity: "Severity") -> None:
    from workflow.cli.check_texts import described
    from workflow.model import Severity

    least = Severity.NOTE if console.verbose else max(severity, Severity.WARNING, key=_SEVERITIES.index)
    shown = report.at_least(least)
    last: Path | None = None
    for finding in shown:
        if finding.catalog != last:
            console.show(click.style(console.path(finding.catalog or Path()), bold=True))
            last = finding.catalog
        console.show(described(finding))
    _summary(console, report, shown)
    show_opinions(console, report.opinions)


def _summary(console: Console, report: "CheckReport", shown: "Sequence[Finding]") -> None:
    counts = report.counts
    parts = [count(counts["error"], "error"), count(counts["warning"], "warning"), count(counts["note"], "note")]
    console.say(
        f"{count(report.entries, 'entry', 'entries')} in {count(report.catalogs, 'catalog')}: {', '.join(parts)}."
    )
    if len(shown) < len(report.findings) and counts["note"]:
        console.say("To see the notes: -v")
    if report.dismissed:
        console.say(
            f"{count(len(report.dismissed), 'finding is', 'findings are')} ignored, by comments in the catalogs."
        )
        for one in report.dismissed if console.verbose else ():
            console.say(f"  {one.finding.message}: {one.reason or 'no reason given'}")
