"""``workflow check``: what is wrong with translations."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workflow.cli.check_options import CheckCommand, Outcome, outcome_options
from workflow.cli.console import Console, printable
from workflow.cli.opinions import limits, opinion_options, show_opinions, show_refused
from workflow.cli.options import Session, document_option, language_option
from workflow.excerpts import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflow.checking import CheckOptions, CheckReport
    from workflow.errors import WorkflowError
    from workflow.findings import Finding
    from workflow.model import Selection, Severity
    from workflow.project import Project

__all__ = ["check"]

_FORMATS = ("text", "json", "sarif", "junit", "github", "gitlab", "html")
_SEVERITIES = ("error", "warning", "note")
_PLACES = {
    "comment": "comments in the catalogs",
    "directive": "directives in the sources",
    "configuration": "workflow.yaml",
}
_WAYS = {"comment": "workflow-ignore", "directive": "i18n:ignore", "configuration": "checks: ignore"}
_STATES = ("draft", "translated", "approved", "needs-work")


@click.command(cls=CheckCommand)
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
    "--format", "output", type=click.Choice(_FORMATS), default="text", show_default=True, help="Output format."
)
@opinion_options
@outcome_options
@click.option("--list", "listing", is_flag=True, help="List the checks.")
@click.option("--explain", metavar="ID", help="Explain a check, with examples.")
@click.pass_obj
def check(
    session: Session,
    /,
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
    changed_since: str,
    **outcome: Any,
) -> None:
    """Find mistakes in drafts and translations, and correct them.

    Without FILE.po, check the catalogs of the project. Errors and warnings are shown; notes only with -v or --severity note. Formats other than text
    include notes.

    --fix corrects spaces, end punctuation, quotation marks and the like in drafts. A draft stays a draft.

    \b
    Examples:
      workflow check -l es --fix
      workflow check --explain negation
      workflow check --format html > check.html
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
    wanted = Outcome(**outcome)
    _refuse_contradictions(wanted, is_text=output == "text", is_part=bool(states or changed_since), is_opinion=opinion)
    from workflow.cli.summaries import refuse
    from workflow.model import Severity

    options = replace(_options(select, ignore, states, changed_since), opinion=limits(opinion, limit, limit_words))
    project = session.project_if_any() if files else session.project()
    selection = session.select(project, languages, documents) if project is not None and not files else None
    run = _Run(console, project, options, files, (source, target), selection)
    if wanted.fix:
        refuse(console, run.fix(people=wanted.fix == "all", yes=wanted.yes))
        return
    report = run.check()
    root = project.root if project else Path.cwd()
    if wanted.write_baseline:
        _write_baseline(console, wanted.write_baseline, report, run)
        return
    if wanted.baseline:
        from workflow.checking import read_baseline

        report = read_baseline(wanted.baseline, run.root_of(wanted.baseline)).hide(report, options.ids())
    if wanted.unused_ignores:
        _show_unused(console, report, whole=not (files or languages or documents))
    else:
        _write(console, report, Severity(severity), (output, root))
        show_refused(console, report.opinions)
    refuse(console, report.problems)
    if report.unused_ignores if wanted.unused_ignores else report.at_least(Severity(severity)):
        raise click.exceptions.Exit(1)


@dataclass(frozen=True, slots=True)
class _Run:
    """What is checked."""

    console: Console
    project: "Project | None"
    options: "CheckOptions"
    files: tuple[Path, ...]
    languages: tuple[str | None, str | None]
    selection: "Selection | None"
    """None for FILE.po."""

    def check(self) -> "CheckReport":
        from workflow import checking

        observer = self.console.observer
        if self.project is not None and self.selection is not None:
            return checking.check(self.project, self.selection, self.options, observer=observer)
        return checking.check_files(
            self.files, self.options, languages=self.languages, project=self.project, observer=observer
        )

    def fix(self, *, people: bool, yes: bool) -> "Sequence[WorkflowError]":
        from workflow import checking
        from workflow.cli.check_fix import fix_findings

        observer = self.console.observer
        if self.project is not None and self.selection is not None:
            report = checking.propose_fixes(
                self.project, self.selection, self.options, people=people, observer=observer
            )
        else:
            report = checking.propose_file_fixes(
                self.files,
                self.options,
                languages=self.languages,
                project=self.project,
                people=people,
                observer=observer,
            )
        return fix_findings(self.console, report, self.project, people=people, yes=yes)

    def root_of(self, baseline: Path) -> Path:
        """The folder to which the paths in a baseline are relative: that of the project, otherwise its own."""
        return self.project.root if self.project is not None else baseline.absolute().parent


def _refuse_contradictions(wanted: Outcome, *, is_text: bool, is_part: bool, is_opinion: bool) -> None:
    """``is_text``: no other format; ``is_part``: not all entries are checked; ``is_opinion``: a language model is asked."""
    if wanted.fix and is_opinion:
        raise click.UsageError("--fix and --opinion cannot be combined")
    ways = {
        "--fix": wanted.fix,
        "--unused-ignores": wanted.unused_ignores,
        "--write-baseline": wanted.write_baseline,
        "--baseline": wanted.baseline,
    }
    given = [name for name, value in ways.items() if value]
    if len(given) > 1:
        raise click.UsageError(f"{given[0]} and {given[1]} cannot be combined")
    if wanted.yes and not wanted.fix:
        raise click.UsageError("--yes is for --fix")
    if given and given[0] != "--baseline" and not is_text:
        raise click.UsageError(f"{given[0]} and --format cannot be combined")
    if is_part and given and given[0] in ("--unused-ignores", "--write-baseline"):
        raise click.UsageError(f"{given[0]} needs all entries. Leave out --state and --changed-since")


def _options(
    select: "Sequence[str]", ignore: "Sequence[str]", states: "Sequence[str]", changed_since: str
) -> "CheckOptions":
    """The options of the verb. Raises BadInput for an unknown check."""
    from workflow.checking import CheckOptions
    from workflow.model import State

    def names(given: "Sequence[str]") -> tuple[str, ...]:
        return tuple(name.strip() for part in given for name in part.split(",") if name.strip())

    for option, given in (("--select", select), ("--ignore", ignore)):
        if given and not names(given):
            raise click.UsageError(f"{option} names no check. `workflow check --list` shows the ids")
    options = CheckOptions(names(select), names(ignore), changed_since=changed_since)
    if states:
        options = replace(options, states=frozenset(map(State, states)))
    options.ids()
    return options


def _write(console: Console, report: "CheckReport", severity: "Severity", how: tuple[str, Path]) -> None:
    output, root = how
    from workflow.project.git_files import repository_of

    # Code hosts show files by their paths in the repository.
    top = repository_of(root) or root
    match output:
        case "json":
            console.data(report)
        case "sarif":
            from workflow import __version__
            from workflow.checking.sarif import sarif

            console.data(sarif(report.findings, top, __version__, report.problems))
        case "junit":
            from workflow.checking.junit import junit

            console.file(junit(report.findings, report.catalogs, root, report.problems))
        case "github":
            from workflow.checking.code_hosts import github

            console.file(printable(github(report.findings, top, report.problems)) + "\n")
        case "gitlab":
            from workflow.checking.code_hosts import gitlab

            console.data(gitlab(report.findings, top, report.problems))
        case "html":
            from workflow.checking.html_report import html_report

            console.file(html_report(report, root))
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
    if report.searched:
        which = count(report.searched, "entry that needs work was", "entries that need work were")
        console.say(f"{which} only searched for marks of a conflict.")
    if counts["note"] and len(shown) < len(report.findings):
        console.say("To see the notes: -v")
    if report.unspelled and console.verbose:
        console.say(
            f"Spelling was not checked in {', '.join(report.unspelled)}: no dictionary is in use. What is missing: workflow doctor"
        )
    _show_hidden(console, report)


def _show_hidden(console: Console, report: "CheckReport") -> None:
    """Print what people dismissed, what a baseline hides, and what of both is no longer needed."""
    if report.dismissed:
        by = Counter(one.by.value for one in report.dismissed)
        places = ", ".join(f"{number} by {_PLACES[name]}" for name, number in by.items())
        console.say(f"{count(len(report.dismissed), 'finding is', 'findings are')} ignored: {places}.")
        for one in report.dismissed if console.verbose else ():
            console.say(f"  {one.finding.message}: {one.reason or 'no reason given'}")
    if report.hidden:
        console.say(f"{count(len(report.hidden), 'finding is', 'findings are')} hidden by the baseline.")
    if report.gone:
        console.say(
            f"{count(len(report.gone), 'line', 'lines')} of the baseline no longer "
            f"{'occurs' if len(report.gone) == 1 else 'occur'}. To leave them out: --write-baseline"
        )
        for line in report.gone if console.verbose else ():
            console.say(f"  {line}")
    if report.unused_ignores:
        console.say(
            f"{count(len(report.unused_ignores), 'ignore has', 'ignores have')} no effect. To list them: workflow check --unused-ignores"
        )


def _show_unused(console: Console, report: "CheckReport", *, whole: bool) -> None:
    for one in report.unused_ignores:
        reason = f" ({one.reason})" if one.reason else ""
        console.show(
            f"{console.path(one.path)}:{one.line}: {_WAYS[one.by.value]} {one.check or '?'}: {one.why}{reason}"
        )
    if not report.unused_ignores:
        console.say("Every ignore is needed." if whole else "Every comment is needed.")
    if not whole:
        console.say("Directives in sources and rules in workflow.yaml are judged when the whole project is checked.")


def _write_baseline(console: Console, path: Path, report: "CheckReport", run: _Run) -> None:
    from workflow.checking import write_baseline
    from workflow.cli.summaries import refuse

    refuse(console, report.problems)  # a part of the findings would be missing
    lines = write_baseline(path, run.root_of(path), report, run.options.ids())
    console.say(
        f"Wrote {count(lines, 'finding')} to {console.path(path)}. To hide them: --baseline {console.path(path)}"
    )
