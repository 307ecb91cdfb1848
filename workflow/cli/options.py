"""Options shared by the commands, and the session that each command receives."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from workflow.cli.console import Console

if TYPE_CHECKING:
    from workflow.model import Selection
    from workflow.project import Project

__all__ = [
    "Command",
    "Group",
    "Session",
    "common",
    "days",
    "document_option",
    "dry_run_option",
    "duration",
    "engine_option",
    "json_option",
    "language_option",
    "revision",
    "with_options",
    "workers_option",
]

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(slots=True)
class Session:
    """One run of the program: its folder and its console."""

    folder: Path | None = None
    console: Console = field(default_factory=Console)
    verbosity: int = 0
    """How many times ``-v`` was given."""

    def project(self) -> "Project":
        """Load the project of the folder. Raises ConfigError."""
        from workflow.project import load

        project = load(self.folder)
        self.console.root = project.root
        return project

    def project_if_any(self) -> "Project | None":
        """Load the project; None outside a project. Raises ConfigError if its configuration is invalid."""
        from workflow.errors import NoProject

        try:
            return self.project()
        except NoProject:
            return None

    def select(
        self, project: "Project", languages: tuple[str, ...], documents: tuple[str, ...], *, source: bool = False
    ) -> "Selection":
        """What ``-l`` and ``-d`` name; empty if they were not given. Raises BadInput."""
        from workflow.model import Selection

        return Selection(
            project.config.select_languages(languages, source=source) if languages else (),
            project.documents.select(documents) if documents else (),
        )


def _folder(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.ensure_object(Session).folder = value


def _verbose(context: click.Context, _: click.Parameter, value: int) -> None:
    if value:
        from workflow.cli.logs import log_to

        session = context.ensure_object(Session)
        session.verbosity += value
        session.console.verbose = True
        log_to(session.console, session.verbosity)


def _quiet(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        context.ensure_object(Session).console.quiet = True


def with_options(options: Sequence[Callable[[F], F]]) -> Callable[[F], F]:
    """Return the decorator that gives a command some options, in this order."""

    def decorated(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorated


def common(*, hidden: bool) -> list[click.Option]:
    """The program's own options. Commands accept them as well, so they may stand before or after the command."""
    return [
        click.Option(
            ["-C", "start_folder"],
            metavar="FOLDER",
            type=click.Path(path_type=Path),
            callback=_folder,
            expose_value=False,
            hidden=hidden,
            help="Run as if started in FOLDER.",
        ),
        click.Option(
            ["-v", "--verbose"],
            count=True,
            callback=_verbose,
            expose_value=False,
            hidden=hidden,
            help="Show full lists, tracebacks and a log on stderr; -vv: log every file and request.",
        ),
        click.Option(
            ["-q", "--quiet"],
            is_flag=True,
            callback=_quiet,
            expose_value=False,
            hidden=hidden,
            help="Show only problems and requested output.",
        ),
    ]


_FILES = ("FILE", "FOLDER")
"""What stands for the value of an option that names a file or folder."""


class Command(click.Command):
    """A command that also accepts the program's own options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments. An option in the place of a file's name is refused: the name was forgotten."""
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:  # such as the value of the option that was taken for a name
            self._refuse_forgotten_names(ctx)
            error.ctx = error.ctx or ctx
            raise
        self._refuse_forgotten_names(ctx)
        return rest

    def _refuse_forgotten_names(self, ctx: click.Context) -> None:
        for option in self.params:
            value = str(ctx.params.get(option.name or "") or "")
            names_file = isinstance(option.type, click.Path) or option.metavar in _FILES
            if isinstance(option, click.Option) and names_file and value.startswith("-") and value != "-":
                name = max(option.opts, key=len)
                raise click.UsageError(
                    f"{name} needs the name of a file, not {value}. For a file called so: ./{value}", ctx
                )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += common(hidden=True)


class Group(click.Group):
    """A group that lists its commands in the order of registration."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Command names, in the order of registration."""
        return list(self.commands)


def days(_: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    """Parse a minimum age, ``180d`` or ``180``, into days."""
    if value is None:
        return None
    text = value.strip().removesuffix("d")
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise click.BadParameter(f"{value!r} is not a number of days such as 180d.", param=parameter)
    return int(text)


def duration(_: click.Context, parameter: click.Parameter, value: str | None) -> float | None:
    """Parse a duration, ``90s``, ``30m``, ``2h`` or ``1h30m``, into seconds."""
    if value is None:
        return None
    found = re.fullmatch(r"(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?", value.strip().replace(" ", ""), re.ASCII)
    if found is None or not found[0]:
        raise click.BadParameter(f"{value!r} is not a duration such as 90s, 30m or 2h.", param=parameter)
    hours, minutes, seconds = (int(number or 0) for number in found.groups())
    return float(hours * 3600 + minutes * 60 + seconds)


def _complete(kind: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Shell completion for ``-l`` or ``-d``: names from the project, or nothing if it cannot be loaded."""

    def complete(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
        from workflow.errors import WorkflowError

        session = context.find_object(Session) or Session()
        try:
            project = session.project()
            names = project.config.languages if kind == "language" else project.documents.paths()
        except WorkflowError:
            return []
        return [name for name in names if name.startswith(begun)]

    return complete


def language_option(function: F) -> F:
    """``-l``: languages of the project, by code or pattern."""
    return click.option(
        "-l",
        "--language",
        "languages",
        multiple=True,
        metavar="CODE",
        shell_complete=_complete("language"),
        help="Process only this language (repeatable).",
    )(function)


def document_option(function: F) -> F:
    """``-d``: documents of the project, by path or pattern."""
    return click.option(
        "-d",
        "--document",
        "documents",
        multiple=True,
        metavar="PATH",
        shell_complete=_complete("document"),
        help="Process only this document (repeatable; accepts *).",
    )(function)


def json_option(function: F) -> F:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


def revision(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """The callback of an option that names a revision: refuse an empty one, such as that of an unset variable."""
    given = ctx.get_parameter_source(param.name or "") is click.core.ParameterSource.COMMANDLINE
    if given and not value.strip():
        raise click.BadParameter("names no revision")
    return value


def engine_option(function: F) -> F:
    """``--engine``."""
    return click.option(
        "--engine",
        "engines",
        multiple=True,
        metavar="NAME",
        help="Draft with this engine, whatever workflow.yaml says (repeatable: each drafts what those before it cannot).",
    )(function)


def workers_option(function: F) -> F:
    """``--workers``."""
    return click.option(
        "--workers",
        type=click.IntRange(min=1),
        metavar="N",
        help="Translate N batches in parallel (default: one per processor). The drafts do not depend on N.",
    )(function)


def dry_run_option(function: F) -> F:
    """``--dry-run``."""
    return click.option("--dry-run", is_flag=True, help="Show what would be done; write nothing.")(function)
