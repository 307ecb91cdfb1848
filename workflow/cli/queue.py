"""``workflow queue``: the unreviewed drafts, riskiest first."""

import textwrap
from collections import Counter
from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console, count, text_width
from workflow.cli.options import Command, Session, document_option, json_option, language_option
from workflow.cli.wrapping import wrap

if TYPE_CHECKING:
    from workflow.reporting import Queue, Queued

__all__ = ["queue"]

_COLOURS = ("red", "yellow", "green")
"""Colours of the three risk levels, highest first."""


@click.command(cls=Command)
@language_option
@document_option
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="Show at most N drafts."
)
@json_option
@click.pass_obj
def queue(session: Session, languages: tuple[str, ...], documents: tuple[str, ...], limit: int, as_json: bool) -> None:
    """List the unreviewed drafts, riskiest first.

    Each draft has its address, for `workflow draft --explain`, and its line in the PO file, for an editor.
    """
    from workflow import reporting
    from workflow.cli.summaries import refuse

    project, console = session.project(), session.console
    selection = session.select(project, languages, documents)
    found = reporting.queue(project, selection, observer=console.observer)
    if as_json:
        console.data(
            {
                "waiting": found.waiting[:limit],
                "of": len(found.waiting),
                "expectations": found.expectations,
                "problems": found.problems,
            }
        )
    else:
        _show(console, found, limit)
    refuse(console, found.problems)


def _show(console: Console, found: "Queue", limit: int) -> None:
    if not found.waiting:
        console.say("No drafts to review.")
        return
    from workflow.cli.summaries import show_expectations
    from workflow.risk_levels import CLOSELY, FINE, READ

    colours = dict(zip((CLOSELY, READ, FINE), _COLOURS, strict=True))
    columns = text_width() - 1
    for one in found.waiting[:limit]:
        _show_one(console, one, colours[one.advice], columns)
    kinds = Counter(one.advice for one in found.waiting)
    parts = ", ".join(f"{kinds[name]} “{name}”" for name in colours if kinds[name])
    console.say(f"{count(len(found.waiting), 'draft')}: {parts}.")
    if len(found.waiting) > limit:
        console.say(f"Showing the first {limit}. Use --limit to show more.")
    show_expectations(console, found.expectations)


def _show_one(console: Console, one: "Queued", colour: str, columns: int) -> None:
    risk = "" if one.risk is None else f" {one.risk:.2f}"
    head = click.style(f"{one.advice}{risk}", fg=colour)
    place = f"{console.path(one.catalog)}:{one.line}"
    console.show("\n".join(wrap(f"{one.address}  {place}", columns, f"{head}  ", "  ")))
    for text in (one.source, one.text):
        shown = textwrap.shorten(text, 3 * (columns - 2), placeholder=" …")
        console.show("\n".join(wrap(shown, columns, "  ")))
    if one.reasons:
        why = "; ".join(one.reasons)
        console.show(click.style("\n".join(wrap(why, columns, "  · ")), dim=True))
    console.show()
