"""``workflow queue``: the unreviewed drafts, riskiest first, or other entries; or one of them with all that is known about it."""

import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from workflow.cli.console import Console, text_width, typed
from workflow.cli.filters import filter_options, unit_filter
from workflow.cli.options import Command, Session, document_option, json_option, language_option
from workflow.cli.wrapping import wrap
from workflow.errors import BadInput
from workflow.excerpts import count

if TYPE_CHECKING:
    from workflow.project import Project
    from workflow.reporting import Queue, Queued, UnitDetails

__all__ = ["queue"]

_COLOURS = ("red", "yellow", "green")
"""Colours of the three risk levels, highest first."""


@click.command(cls=Command)
@language_option
@document_option
@filter_options
@click.option(
    "--check",
    "checks",
    multiple=True,
    metavar="ID",
    help="Choose entries in which this check finds something (repeatable): see `workflow check --list`.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="Show at most N entries."
)
@click.option("--next", "show_next", is_flag=True, help="Show only the first entry, in detail.")
@click.option("--after", metavar="ADDRESS", help="Start after this entry, to leave it for later.")
@json_option
@click.pass_obj
def queue(
    session: Session,
    /,
    languages: tuple[str, ...],
    documents: tuple[str, ...],
    checks: tuple[str, ...],
    limit: int,
    show_next: bool,
    after: str | None,
    as_json: bool,
    **filters: Any,
) -> None:
    """List the unreviewed drafts, riskiest first.

    Each draft has its address, for `workflow approve`, `edit`, `refuse` and `draft --explain`, and its line in the PO file, for an
    editor. With filters, other entries are listed, such as --state void: those whose approval no longer holds.

    \b
    Examples:
      workflow queue -l es --next
      workflow queue -l es --state translated --text ferry
      workflow queue -l es --check negation
    """
    from dataclasses import replace

    from workflow import reporting
    from workflow.cli.summaries import refuse

    project, console = session.project(), session.console
    selection = session.select(project, languages, documents)
    wanted, is_filtered = unit_filter(filters, every_state=bool(checks))
    found = reporting.queue(project, selection, wanted, checks, observer=console.observer)
    if after is not None:
        start = _behind(project, found, after)
        found = replace(found, waiting=found.waiting[start:], units=found.units[start:])
    if show_next:
        _show_next(session, project, found, as_json)
    elif as_json:
        console.data(
            {
                "waiting": found.waiting[:limit],
                "of": len(found.waiting),
                "expectations": found.expectations,
                "problems": found.problems,
            }
        )
    else:
        _show(console, found, limit, "No such entries." if is_filtered or checks else "No drafts to review.")
    refuse(console, found.problems)


def _behind(project: "Project", found: "Queue", after: str) -> int:
    """The number of entries to leave out. Raises BadInput."""
    from workflow.project.addresses import UnitFinder

    address = UnitFinder(project).find(after).address
    places = [number for number, one in enumerate(found.waiting, 1) if one.address == address]
    if not places:
        raise BadInput(f"--after {after}: is not in the queue.")
    return places[0]


def _show_next(session: Session, project: "Project", found: "Queue", as_json: bool) -> None:
    from workflow import reporting

    console = session.console
    if not found.units:
        if as_json:
            console.data(None)
        else:
            console.say("Nothing is left to review.")
        return
    details = reporting.describe(project, found.units[0], observer=console.observer)
    if as_json:
        console.data(details)
    else:
        _show_details(console, details, len(found.waiting))


def _show_details(console: Console, found: "UnitDetails", left: int) -> None:
    from workflow.reporting.unit_facts import facts

    columns = text_width() - 1
    for label, text in facts(found, console.path, with_target=True):
        head = f"{label:<10}"
        styled = click.style(head, dim=True) if label else head
        console.show("\n".join(wrap(text, columns, styled, " " * 10)) if text else head.rstrip())
    for problem in found.problems:
        console.warn(f"Not looked up: {problem}")
    console.show()
    address, exact = typed(found.unit.address), typed(found.exact_address)
    has_text = any(found.texts)
    if has_text and found.other_texts is None:
        console.show(f"workflow approve {exact} --review bilingual")
    console.show(f"workflow edit {address}")
    if has_text:
        console.show(f"workflow refuse {exact} --reason TEXT")
    for name in dict.fromkeys(one.id for one in found.findings if "problem" in one.details):
        console.show(f"workflow ignore {address} {name} --reason TEXT")
    console.say(f"To leave it for later: the same command with --after {address}")
    console.say(f"{count(left, 'entry is', 'entries are')} left, with this one.")


def _show(console: Console, found: "Queue", limit: int, nothing: str) -> None:
    if not found.waiting:
        console.say(nothing)
        return
    from workflow.cli.summaries import show_expectations
    from workflow.risk_levels import CLOSELY, FINE, READ

    colours = dict(zip((CLOSELY, READ, FINE), _COLOURS, strict=True))
    columns = text_width() - 1
    for one in found.waiting[:limit]:
        _show_one(console, one, colours.get(one.advice, "blue"), columns)
    drafts = [one for one in found.waiting if one.advice]
    kinds = Counter(one.advice for one in drafts)
    others = Counter(one.need or str(one.state) for one in found.waiting if not one.advice)
    parts = ", ".join(f"{kinds[name]} “{name}”" for name in colours if kinds[name])
    if drafts:
        console.say(f"{count(len(drafts), 'draft')}: {parts}.")
    if others:
        listed = ", ".join(f"{number:,} {name}" for name, number in others.items())
        console.say(f"{count(others.total(), 'entry', 'entries')}: {listed}.")
    if len(found.waiting) > limit:
        console.say(f"Showing the first {limit}. Use --limit to show more.")
    show_expectations(console, found.expectations)


def _show_one(console: Console, one: "Queued", colour: str, columns: int) -> None:
    risk = "" if one.risk is None else f" {one.risk:.2f}"
    status = one.advice or (f"{one.state}: {one.need}" if one.need else str(one.state))
    head = click.style(f"{status}{risk}", fg=colour)
    place = f"{console.path(one.catalog)}:{one.line}"
    console.show("\n".join(wrap(f"{one.address}  {place}", columns, f"{head}  ", "  ")))
    for text in (one.source, one.text) if one.text else (one.source,):
        shown = textwrap.shorten(text, 3 * (columns - 2), placeholder=" …")
        console.show("\n".join(wrap(shown, columns, "  ")))
    if one.reasons or one.void:
        why = "; ".join((*one.reasons, *one.void))
        console.show(click.style("\n".join(wrap(why, columns, "  · ")), dim=True))
    console.show()
