"""The options and texts of ``workflow check`` for the second opinion of a language model."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from workflow.cli.console import Console, more
from workflow.excerpts import count

if TYPE_CHECKING:
    from workflow.checking import OpinionLimits, OpinionReport
    from workflow.checks.model import OpinionRule

__all__ = ["limits", "opinion_lines", "opinion_options", "show_opinions", "show_refused"]

_FEW = 5
"""Maximum number of refused answers that are shown without ``-v``."""


def opinion_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--opinion`` and its limits to a command."""
    positive = click.IntRange(min=1)
    for option in (
        click.option(
            "--limit-words",
            type=positive,
            metavar="N",
            help="With --opinion: ask about entries with at most N source words in all.",
        ),
        click.option("--limit", type=positive, metavar="N", help="With --opinion: ask about N entries at most."),
        click.option(
            "--opinion", is_flag=True, help="Ask the language model of second_opinion about entries that are new to it."
        ),
    ):
        command = option(command)
    return command


def limits(opinion: bool, entries: int | None, words: int | None) -> "OpinionLimits | None":
    """Return the limits that the options give; None without ``--opinion``. Raises click.UsageError."""
    from workflow.checking import OpinionLimits

    if not opinion and (entries or words):
        raise click.UsageError("--limit and --limit-words are for --opinion")
    return OpinionLimits(entries, words) if opinion else None


def show_opinions(console: Console, report: "OpinionReport | None") -> None:
    """Print what the model was asked."""
    if report is None:
        return
    parts = [f"{count(report.judged, 'entry', 'entries')} judged{f' by {report.model}' if report.model else ''}"]
    parts += [f"{report.known:,} judged before"] if report.known else []
    parts += [f"{report.left:,} not asked about"] if report.left else []
    console.say(f"Second opinion: {', '.join(parts)}.")


def show_refused(console: Console, report: "OpinionReport | None") -> None:
    """Print on stderr, with every form of output, which answers are no judgement."""
    if report is not None and report.refused:
        console.warn(f"{count(len(report.refused), 'answer is', 'answers are')} no judgement, and not used:")
        shown = report.refused if console.verbose else report.refused[:_FEW]
        for one in shown:
            console.warn(f"  {one}.")
        if len(shown) < len(report.refused):
            console.warn(f"  {more(len(report.refused) - len(shown))}")


def opinion_lines(rule: "OpinionRule") -> list[str]:
    """The lines that explain what a model may say, with its examples."""
    lines: list[str] = []
    for one in rule.opinions:
        lines += [
            "",
            f"  {one.pair}",
            f"    source:      {one.source}",
            f"    translation: {one.target}",
            f"    opinion:     “{one.quote}”: {one.reason} ({one.severity})",
        ]
    return lines
