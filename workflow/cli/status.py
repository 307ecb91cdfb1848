"""``workflow status``."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console, squeeze, table, width
from workflow.cli.options import Command, Session, document_option, json_option, language_option
from workflow.excerpts import count

if TYPE_CHECKING:
    from workflow.model import State
    from workflow.reporting import Row, StatusReport

__all__ = ["KEY", "show_progress", "status"]

KEY = "█ translated by people   ▒ machine draft   ░ to do"
_BAR = 8
_HEAD = ("entries", "words", "empty", "draft", "work", "transl", "appr", "progress")


@click.command(cls=Command)
@language_option
@document_option
@json_option
@click.pass_obj
def status(session: Session, languages: tuple[str, ...], documents: tuple[str, ...], as_json: bool) -> None:
    """Show the progress of each language.

    With -d or -v, the documents are listed as well.

    Columns: empty = untranslated; draft = unedited machine draft; work = needs work (stale, unfinished or in conflict); transl =
    translated by a person; appr = approved.
    """
    from workflow import reporting
    from workflow.cli.summaries import refuse

    project = session.project()
    selection = session.select(project, languages, documents)
    report = reporting.status(project, selection, observer=session.console.observer)
    if as_json:
        session.console.data(report)
    else:
        _show_status(session.console, report, with_documents=bool(documents) or session.console.verbose)
    refuse(session.console, report.problems)


def _show_status(console: Console, report: "StatusReport", *, with_documents: bool) -> None:
    from workflow.cli.summaries import in_words, show_expectations

    if not show_progress(console, report, with_documents=with_documents):
        return
    console.show()
    console.show("What readers get:")
    readers = [[f"  {total.language}:", in_words(total.readers)] for total in report.languages]
    for line in table(["", ""], readers, left=2, gap=1)[1:]:
        console.show(line)
    console.show()
    console.show(KEY)
    if not with_documents:
        console.show("To list the documents: workflow status -v, or -d PATH for one file or folder.")
    if report.expectations:
        console.show()
        show_expectations(console, report.expectations)
    void = sum(len(total.void) for total in report.languages)
    if void:
        what = "approval no longer holds" if void == 1 else "approvals no longer hold"
        console.show(
            f"{void:,} {what}, as source or translation have changed since. To list: workflow queue --state void"
        )
    if report.outdated:
        console.show("Catalogs are out of date. Run `workflow extract`.")


def show_progress(console: Console, report: "StatusReport", *, with_documents: bool, in_words: bool = False) -> bool:
    """Print the title and the table of states, in units or in words. Return whether there are documents."""
    from workflow.cli.summaries import NO_DOCUMENTS
    from workflow.languages import language

    targets = ", ".join(row.language for row in report.languages)
    console.show(f"{report.title}: {count(len(report.documents), 'document')}, {report.source_language} → {targets}")
    if not report.documents:
        console.show(NO_DOCUMENTS)
        return False
    rows: list[tuple[str, bool, list[str]]] = []
    for total in report.languages:
        rows.append((f"{total.language} {language(total.language).name}", True, _cells(total, in_words)))
        rows += [
            (f"  {row.document}", False, ["unreadable", *[""] * 7] if row.problem else _cells(row, in_words))
            for row in report.rows
            if with_documents and row.language == total.language
        ]
    columns = max(16, width() - 1 - max(map(len, table(_HEAD, [cells for _, _, cells in rows], left=0, gap=1))))
    named = [[click.style(squeeze(name, columns), bold=bold), *cells] for name, bold, cells in rows]
    console.show()
    for line in table(["", *_HEAD], named, gap=1):
        console.show(line)
    return True


def _cells(row: "Row", in_words: bool) -> list[str]:
    from workflow.model import State

    counts = row.words if in_words else row.states
    numbers = [row.units, row.word_count, *(counts.get(state, 0) for state in State)]
    return [*(f"{number:,}" if number else "·" for number in numbers), _bar(counts)]


def _bar(counts: "Mapping[State, int]") -> str:
    from workflow.model import State

    whole = sum(counts.values())
    if not whole:
        return ""
    finished = counts.get(State.TRANSLATED, 0) + counts.get(State.APPROVED, 0)
    people = finished * _BAR // whole
    drafts = (finished + counts.get(State.DRAFT, 0)) * _BAR // whole - people
    return "█" * people + "▒" * drafts + "░" * (_BAR - people - drafts) + f" {finished * 100 // whole:3}%"
