"""``workflow doctor``."""

from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console, text_width
from workflow.cli.options import Command, Session, json_option
from workflow.errors import ConfigError
from workflow.excerpts import count

if TYPE_CHECKING:
    from workflow.reporting import Diagnosis

__all__ = ["doctor"]


@click.command(cls=Command)
@json_option
@click.pass_obj
def doctor(session: Session, as_json: bool) -> None:
    """Show what is installed and what is missing.

    For each language: the engine that would draft it, and its measured quality. Also checks packages, documents, catalogs and git,
    and names the command that fixes each problem.
    """
    from workflow import reporting
    from workflow.publishing import builders_of

    project, wrong = None, None
    try:
        project = session.project_if_any()
        if project is not None:
            builders_of(project)  # which refuses an unknown output, as publish does
    except ConfigError as error:
        wrong = error
    diagnosis = reporting.doctor(project)
    if as_json:
        session.console.data(diagnosis)
    else:
        _show_diagnosis(session.console, diagnosis, len(diagnosis.problems) + (wrong is not None))
    if wrong is not None:
        raise wrong


def _show_diagnosis(console: Console, diagnosis: "Diagnosis", found: int) -> None:
    marks = {"good": click.style("ok", fg="green"), "note": click.style("--", fg="yellow")}
    bad = click.style("!!", fg="red", bold=True)
    section = ""
    for line in diagnosis.lines:
        if line.section != section:
            console.show(("\n" if section else "") + click.style(line.section.capitalize(), bold=True))
            section = line.section
        mark = marks.get(line.level, bad)
        console.hanging(f"  {mark} ", f"{line.subject}: {line.text}", columns=text_width())
        if line.remedy:
            console.hanging("     → ", line.remedy, columns=text_width())
    console.show()
    console.show(f"{count(found, 'problem')} found (!!)." if found else "No problems found.")
