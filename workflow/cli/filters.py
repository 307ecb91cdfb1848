"""The options that choose entries, the same for ``queue`` and ``approve``; and the names of units, on the command line or piped in."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from workflow.cli.options import Session, revision, with_options
from workflow.errors import WorkflowError

if TYPE_CHECKING:
    from workflow.editing import UnitFilter
    from workflow.project import Project
    from workflow.project.addresses import LocatedUnit

__all__ = ["filter_options", "located", "review_date", "signer_option", "unit_filter"]

F = TypeVar("F", bound=Callable[..., Any])

_STATES = ("draft", "untranslated", "needs-work", "stale", "unfinished", "conflict", "translated", "approved", "void")


def _days(context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    from workflow.cli.options import days

    return days(context, parameter, value)


def _risk(context: click.Context, parameter: click.Parameter, value: float | None) -> float | None:
    """``nan`` is in no range, and no order."""
    if value is not None and value != value:
        raise click.BadParameter("nan is no risk. Give a number from 0 to 1.")
    return value


_OPTIONS = (
    click.option(
        "--state",
        "states",
        multiple=True,
        type=click.Choice(_STATES),
        metavar="STATE",
        help=f"Choose entries by state (repeatable): {', '.join(_STATES)}. Default: draft. void: an approval that no longer holds.",
    ),
    click.option("--translated", is_flag=True, help="Choose what people translated: --state translated."),
    click.option("--text", default="", metavar="TEXT", help="Choose entries with TEXT in source or translation."),
    click.option(
        "--min-risk",
        callback=_risk,
        type=click.FloatRange(0, 1),
        metavar="R",
        help="Choose drafts with at least this risk.",
    ),
    click.option(
        "--max-risk",
        callback=_risk,
        type=click.FloatRange(0, 1),
        metavar="R",
        help="Choose drafts with at most this risk.",
    ),
    click.option(
        "--older-than", callback=_days, metavar="DAYS", help="Choose entries that, by git, did not change for DAYS."
    ),
    click.option(
        "--changed-since",
        default="",
        callback=revision,
        metavar="REV",
        help="Choose entries that changed since a revision in git.",
    ),
)


filter_options = with_options(_OPTIONS)
"""The options that choose entries; ``unit_filter`` takes their values."""


def unit_filter(given: dict[str, Any], *, every_state: bool = False) -> "tuple[UnitFilter, bool]":
    """Return the filter for the values of ``filter_options``, and whether any was given.

    Without a state, drafts are meant; with a revision alone, or ``every_state``, entries in every state.
    """
    from workflow.editing import UnitFilter

    states = (*given["states"], *(["translated"] if given["translated"] else []))
    is_given = any(value not in (None, "", (), False) for value in given.values())
    if not states and not given["changed_since"] and not every_state:
        states = ("draft",)
    return (
        UnitFilter(
            tuple(dict.fromkeys(states)),
            given["text"],
            given["min_risk"],
            given["max_risk"],
            given["older_than"],
            given["changed_since"],
        ),
        is_given,
    )


def signer_option(function: F) -> F:
    """``--as``."""
    return click.option("--as", "who", metavar="NAME", help="Your name (default: git's user.name).")(function)


def review_date() -> str:
    """Today, for a signature."""
    from datetime import date

    return date.today().isoformat()


def located(
    session: Session, project: "Project", words: Sequence[str]
) -> "tuple[tuple[LocatedUnit, ...], tuple[WorkflowError, ...]]":
    """Find the units that are named, ``-`` for those on standard input. Returns them, each once, and what could not be found.

    Raises BadInput if standard input is not understood.
    """
    from workflow.editing import addresses_in
    from workflow.errors import BadInput
    from workflow.project.addresses import UnitFinder

    names: list[str] = []
    for word in words:
        if word != "-":
            names.append(word)
            continue
        if sys.stdin is None:  # started without it (`<&-`)
            raise BadInput("there is no standard input.")
        try:
            names += addresses_in(sys.stdin.buffer.read().decode("utf-8"))
        except UnicodeDecodeError as error:
            raise BadInput("standard input is not UTF-8.") from error
    finder = UnitFinder(project)
    found: dict[tuple[object, object], LocatedUnit] = {}
    problems: list[WorkflowError] = []
    for done, name in enumerate(dict.fromkeys(names)):
        session.console.progress(done, len(names), name)
        try:
            unit = finder.find(name)
        except WorkflowError as error:
            problems.append(error)
            continue
        found.setdefault((unit.path, unit.entry.key), unit)
    session.console.clear()
    return tuple(found.values()), tuple(problems)
