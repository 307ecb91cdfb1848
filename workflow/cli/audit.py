"""``workflow audit``: the whole publication at a glance, in the terminal or as a page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console, more, table
from workflow.cli.options import Command, Session, document_option, json_option, language_option
from workflow.cli.wrapping import columns_of
from workflow.excerpts import count

if TYPE_CHECKING:
    from workflow.reporting import Audit, LanguageAudit, RefusedTally, Row

__all__ = ["audit"]

_NUMBER = 9
_LABEL = 80 - 1 - 2 * _NUMBER
"""Columns of a number, and of what stands before it."""
_FEW = 5
"""Maximum number of reasons of a kind without ``-v``."""
_MOST = 12
"""Maximum number of checks without ``-v``."""
_MATRIX = 6
"""Maximum number of languages that have a column each in the table of checks."""
_NEEDS = {
    "stale": "stale: the source has changed",
    "unfinished": "unfinished",
    "conflict": "conflict: two people's texts",
}
_REVIEWS = {
    "bilingual": "read against the source by {who}",
    "target": "translation read alone by {who}",
    "rule": "by a rule, read by nobody ({who})",
}


@click.command(cls=Command)
@language_option
@document_option
@json_option
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the report as a page for a browser.",
)
@click.pass_obj
def audit(
    session: Session, languages: tuple[str, ...], documents: tuple[str, ...], as_json: bool, page: Path | None
) -> None:
    """Show the state of the whole publication.

    For each language: what is missing, stale, drafted, refused and ignored, with the reasons; who approved what, and how; what the checks
    find; and what to expect of the drafts. With -d or -v, the documents are listed as well; -v shows all reasons.

    \b
    Example:
      workflow audit --html audit.html
    """
    from workflow import reporting
    from workflow.cli.report_files import write_report
    from workflow.cli.summaries import refuse
    from workflow.reporting.audit_page import audit_page

    project, console = session.project(), session.console
    selection = session.select(project, languages, documents)
    report = reporting.audit(project, selection, observer=console.observer)
    if page is not None:
        write_report(console, page, audit_page(report, date.today().isoformat()), "workflow audit")
    if as_json:
        console.data(report)
    elif page is None:
        _show(console, report, with_documents=bool(documents) or console.verbose)
    refuse(console, report.problems)


def _show(console: Console, report: "Audit", *, with_documents: bool) -> None:
    from workflow.cli.status import KEY, show_progress
    from workflow.cli.summaries import show_expectations

    if not show_progress(console, report.status, with_documents=with_documents, in_words=True):
        return
    console.show()
    console.show(KEY)
    console.show("Columns and progress are in words.")
    for total, one in zip(report.status.languages, report.languages, strict=True):
        console.show()
        _show_language(console, total, one)
    _show_checks(console, report)
    if report.status.expectations:
        console.show()
        console.show(click.style("What to expect of the drafts", bold=True))
        show_expectations(console, report.status.expectations)
    console.show()
    if report.status.outdated:
        console.show("Catalogs are out of date. Run `workflow extract`.")
    console.show("To list entries: workflow queue -l CODE --state stale (or draft, void …)")
    console.show("To list findings: workflow check -l CODE. As a page: workflow audit --html FILE")


def _show_language(console: Console, total: "Row", one: "LanguageAudit") -> None:
    from workflow.languages import language

    heading = click.style(f"{total.language} {language(total.language).name}", bold=True)
    console.show(f"{_padded(heading)}{'entries':>{_NUMBER}}{'words':>{_NUMBER}}")
    for line in _lines(total, one, None if console.verbose else _FEW):
        label = "  " * line.depth + line.label
        numbers = [line.units, line.words] if line.words is not None else [line.units]
        console.show(
            _padded(label if console.verbose else _cut(label, _LABEL))
            + "".join(f"{f'{number:,}' if number else '·':>{_NUMBER}}" for number in numbers)
        )
    if any(one.findings.values()):
        console.show(f"  findings: {_counted(one.findings)}")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a language."""

    depth: int
    label: str
    units: int
    words: int | None = None


def _lines(total: "Row", one: "LanguageAudit", most: int | None) -> Iterator[_Line]:
    from workflow.model import State

    def of(state: State, label: str) -> _Line:
        return _Line(1, label, total.states.get(state, 0), total.words.get(state, 0))

    yield of(State.UNTRANSLATED, "missing")
    if one.needs:
        yield of(State.NEEDS_WORK, "needs work")
        yield from (_Line(2, _NEEDS[need], tally.units, tally.words) for need, tally in one.needs.items())
    if one.drafts:
        yield of(State.DRAFT, "drafts that no person has read")
        yield from (_Line(2, advice, tally.units, tally.words) for advice, tally in one.drafts.items())
    if total.states.get(State.TRANSLATED):
        yield of(State.TRANSLATED, "translated, not approved")
    if total.states.get(State.APPROVED):
        yield of(State.APPROVED, "approved")
    for signed in one.signed:
        label = _REVIEWS[signed.review].format(who=signed.name or "an unnamed rule")
        yield _Line(2, f"{label}, {signed.latest}", signed.tally.units, signed.tally.words)
    if one.revised.units:
        yield _Line(2, "by two or more people", one.revised.units, one.revised.words)
    if one.void.units:
        yield _Line(1, "approvals that no longer hold", one.void.units, one.void.words)
    if one.refused:
        yield _Line(
            1, "refused", sum(each.tally.units for each in one.refused), sum(each.tally.words for each in one.refused)
        )
        for each in one.refused[:most]:
            yield _Line(
                2, f"{_refused_by(each)}: {each.reason or 'no reason given'}", each.tally.units, each.tally.words
            )
        yield from _more(len(one.refused), most)
    if total.readers.refused:
        yield _Line(1, "not published: would break the document", total.readers.refused)
    if one.dismissed:
        yield _Line(1, "ignored findings", sum(len(each.units) for each in one.dismissed))
        for ignored in one.dismissed[:most]:
            void = "" if ignored.holds else "no longer, the text has changed: "
            who = f" by {ignored.who}" if ignored.who else ""
            yield _Line(2, f"{void}{ignored.check}{who}: {ignored.reason or 'no reason given'}", len(ignored.units))
        yield from _more(len(one.dismissed), most)


def _more(number: int, most: int | None) -> Iterator[_Line]:
    if most is not None and number > most:
        yield _Line(2, f"… {number - most:,} more reasons; -v lists them", 0)


def _refused_by(one: "RefusedTally") -> str:
    """Who or what refused."""
    return f"by {one.who}" if one.by_person else f"drafts by {one.who or 'an engine'} failed validation"


def _counted(numbers: "Mapping[str, int]") -> str:
    return ", ".join(count(number, name) for name, number in numbers.items() if number)


def _show_checks(console: Console, report: "Audit") -> None:
    """Print the checks that find most, by language as far as there is room."""
    console.show()
    if report.checked is None:
        console.show("The checks could not run.")
        return
    if not report.checks:
        console.show(f"Checks: {count(report.checked, 'entry', 'entries')}, no findings.")
        return
    console.show(click.style("Checks that find most", bold=True))
    codes = [one.language for one in report.languages] if 1 < len(report.languages) <= _MATRIX else []
    by_language = [{each.id: each.findings for each in one.checks} for one in report.languages]
    shown = report.checks if console.verbose else report.checks[:_MOST]
    rows = [
        [
            one.id,
            one.severity.value,
            *(f"{found[one.id]:,}" if one.id in found else "·" for found in (by_language if codes else ())),
            f"{one.findings:,}",
        ]
        for one in shown
    ]
    for line in table(["check", "severity", *codes, "all" if codes else "findings"], rows, left=2):
        console.show(f"  {line}")
    if len(shown) < len(report.checks):
        console.show(f"  {more(len(report.checks) - len(shown))}")


def _padded(label: str) -> str:
    return label + " " * max(_LABEL - columns_of(label), 1)


def _cut(text: str, columns: int) -> str:
    """A text of at most so many columns, without its end if it is longer."""
    if columns_of(text) <= columns:
        return text
    while columns_of(text) > columns - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"
