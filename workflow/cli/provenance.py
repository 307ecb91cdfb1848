"""``workflow provenance``: who or what wrote the translations."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console, squeeze, table
from workflow.cli.options import Command, Session, document_option, json_option, language_option
from workflow.excerpts import count

if TYPE_CHECKING:
    from workflow.project import Project
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
@click.option(
    "--report",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the record of the last publication as an HTML page to sign: who answers for each edition, its policy, who wrote and read it.",
)
@json_option
@click.pass_obj
def provenance(
    session: Session, languages: tuple[str, ...], documents: tuple[str, ...], page: Path | None, as_json: bool
) -> None:
    """Show who or what wrote the translations.

    Counts are in words of the source. "edited" is a machine draft that a person edited, or a person's text that a machine repaired. They are
    those of the catalogs now; --report writes those of the last publication.

    \b
    Example:
      workflow provenance --report record.html
    """
    from workflow import reporting
    from workflow.cli.summaries import refuse

    project = session.project()
    if page is not None:
        if languages or documents or as_json:
            raise click.UsageError("--report is about the whole publication. Leave out the other options.")
        _write(session.console, project, page)
        return
    selection = session.select(project, languages, documents)
    report = reporting.provenance(project, selection, observer=session.console.observer)
    if as_json:
        session.console.data(report)
    else:
        _show(session.console, report)
    refuse(session.console, report.problems)


def _write(console: Console, project: "Project", page: Path) -> None:
    """Write the record as a page. An existing file is replaced only if it is a report."""
    import hashlib

    from workflow.cli.report_files import write_report
    from workflow.files import read_bytes
    from workflow.publishing import manifest, verify
    from workflow.publishing.versions import build_date
    from workflow.reporting.record_page import record_of, record_page

    record = record_of(project)
    digest = hashlib.sha256(read_bytes(project.layout.editions / manifest.NAME)).hexdigest()
    day = build_date() or date.today()
    text = record_page(project, record, digest, day.isoformat(), verified=not verify(project).findings)
    write_report(console, page, text, "workflow provenance --report")


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
