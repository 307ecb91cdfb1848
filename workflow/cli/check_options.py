"""Options of ``workflow check`` that decide what becomes of findings: shown, hidden, corrected."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import click

from workflow.cli.options import Command, revision, with_options

__all__ = ["CheckCommand", "Outcome", "outcome_options"]

_FILE = click.Path(path_type=Path, dir_okay=False)
_OPTIONS = (
    click.option(
        "--changed-since",
        default="",
        callback=revision,
        metavar="REV",
        help="Show only entries that changed since a revision in git.",
    ),
    click.option("--baseline", type=_FILE, metavar="FILE", help="Hide the findings in FILE."),
    click.option(
        "--write-baseline", type=_FILE, metavar="FILE", help="Write the findings to FILE, for --baseline, and exit."
    ),
    click.option(
        "--unused-ignores",
        is_flag=True,
        help="List ignored findings and rules that are no longer needed. Exit with 1 if there are any.",
    ),
    click.option(
        "--fix",
        type=click.Choice(["drafts", "all"]),
        metavar="",
        help="Correct drafts; --fix=all: also what people wrote. Shows the changes and asks.",
    ),
    click.option("--yes", is_flag=True, help="With --fix: do not ask."),
)


class CheckCommand(Command):
    """``check``, whose ``--fix`` needs no value, also before FILE.po."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments, with ``--fix`` for ``--fix=drafts``."""
        end = args.index("--") if "--" in args else len(args)
        for one, value in pairwise(args[:end]):
            if one == "--fix" and value in ("all", "drafts"):
                raise click.UsageError(f"write --fix={value}, with an equals sign", ctx)
        return super().parse_args(
            ctx, [*("--fix=drafts" if one == "--fix" else one for one in args[:end]), *args[end:]]
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """The values of ``outcome_options``, but for ``--changed-since``."""

    baseline: Path | None
    write_baseline: Path | None
    unused_ignores: bool
    fix: str | None
    yes: bool


outcome_options = with_options(_OPTIONS)
"""The options that decide what becomes of findings; ``Outcome`` holds their values."""
