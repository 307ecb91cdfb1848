"""``workflow provenance``: who or what wrote the translations."""

from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console, count, squeeze, table
from workflow.cli.options import Command, Session, document_option, json_option, language_option

if TYPE_CHECKING:
    from workflow.reporting import ProvenanceReport, ProvenanceRow, Share

__all__ = ["provenance"]

_NAMES = {
    "approved": "approved by {who}",
    "rule": "approved in bulk by a rule",
    "person": "written by people",
    "edited": "edited by people (drafted by {who})",
    "taken": "accepted unchanged (drafted by {who})",
    "unfinished": "by people, unfinished or stale",
    "memory": "from the translation memory, not reviewed",
    "repaired": "by people, changed sentences drafted by {who}",
    "machine": "drafted by {who}, not reviewed",
    "copy": "no words to translate, copied",
    "empty": "untranslated",
}
_HEAD = ("words", "people", "edited", "memory", "machine", "copy", "empty")
_COLUMNS = (
    ("approved", "person", "unfinished"),
    ("edited", "taken", "repaired"),
    ("memory",),
    ("machine", "rule"),
    ("copy",),
    ("empty",),
)
_WIDTH = 80


@click.command(cls=Command)
@language_option
@document_option
@json_option
@click.pass_obj
def provenance(session: Session, languages: tuple[str, ...], documents: tuple[str, ...], as_json: bool) -> None:
    """Show who or what wrote the translations.

    Counts are in words of the source. "edited" is a machine draft that a person edited, or a person's text that a machine repaired.
    """
    from workflow import reporting
    from workflow.cli.summaries import refuse

    project = session.project()
    selection = session.select(project, languages, documents)
    report = reporting.provenance(project, selection, observer=session.console.observer)
    if as_json:
        session.console.data(report)
    else:
        _show(session.console, report)
    refuse(session.console, report.problems)


def _show(console: Console, report: "ProvenanceReport") -> None:
    from workflow.languages import language

    for place, total in enumerate(report.languages):
        if place:
            console.show()
        name = f"{total.language} {language(total.language).name}"
        console.show(click.style(f"{name}: {count(total.words, 'word')}", bold=True))
        lines = [_line(share, total.words) for share in total.shares if share.words]
        for line in table(["", "", ""], lines, left=1)[1:]:
            console.show(f"  {line}")
        if total.void:
            what = "approval no longer holds" if total.void == 1 else "approvals no longer hold"
            console.show(f"  {total.void:,} {what} (workflow queue -l {total.language} --state void)")
        rows = [row for row in report.rows if row.language == total.language]
        cells = [["unreadable", *[""] * 6] if row.problem else _cells(row) for row in rows]
        columns = max(12, _WIDTH - 3 - max(map(len, table(_HEAD, cells, left=0, gap=1))))
        console.show()
        named = [[squeeze(row.document, columns), *own] for row, own in zip(rows, cells, strict=True)]
        for line in table(["", *_HEAD], named, gap=1):
            console.show(f"  {line}")


def _line(share: "Share", words: int) -> list[str]:
    percent = share.words * 100 / words
    what = _NAMES[share.origin].format(who=share.who or "an unknown person")
    return [what, f"{share.words:,}", f"{percent:.0f} %"]


def _cells(row: "ProvenanceRow") -> list[str]:
    by_name: dict[str, int] = {}
    for share in row.shares:
        by_name[share.origin] = by_name.get(share.origin, 0) + share.words
    numbers = [row.words, *(sum(by_name.get(name, 0) for name in names) for names in _COLUMNS)]
    return [f"{number:,}" if number else "·" for number in numbers]
