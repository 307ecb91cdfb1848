"""Options that mean the same in every command, and what every command is given."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from workflow.cli.console import Console

if TYPE_CHECKING:
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
    "json_option",
    "language_option",
    "workers_option",
]

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(slots=True)
class Session:
    """One run of the program: the folder it works in, and where its words go."""

    folder: Path | None = None
    console: Console = field(default_factory=Console)
    verbosity: int = 0
    """How many times ``-v`` was given."""

    def project(self) -> "Project":
        """The project of the folder. Raises ConfigError."""
        from workflow.project import load

        return load(self.folder)

    def project_if_any(self) -> "Project | None":
        """The same; None outside a project. Raises ConfigError for a broken one."""
        from workflow.errors import NoProject

        try:
            return self.project()
        except NoProject:
            return None

    def select(
        self, project: "Project", languages: tuple[str, ...], documents: tuple[str, ...], *, source: bool = False
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What ``-l`` and ``-d`` name; () where they were not given. Raises BadInput."""
        return (
            project.select_languages(languages, source=source) if languages else (),
            project.select_documents(documents) if documents else (),
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


def common(*, hidden: bool) -> list[click.Option]:
    """The options of the program itself; commands take them too, so that their place does not matter."""
    return [
        click.Option(
            ["-C", "start_folder"],
            metavar="FOLDER",
            type=click.Path(path_type=Path),
            callback=_folder,
            expose_value=False,
            hidden=hidden,
            help="Work as if started in FOLDER.",
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
            help="Say only what went wrong, and what was asked for.",
        ),
    ]


class Command(click.Command):
    """A command that takes the program's own options as well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += common(hidden=True)


class Group(click.Group):
    """A group that lists its commands in the order given."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order in which a newcomer meets them."""
        return list(self.commands)


def days(_: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    """For options that say how old something has to be: ``180d`` or ``180``, in days."""
    if value is None:
        return None
    text = value.strip().removesuffix("d")
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise click.BadParameter(f"{value!r} is not a number of days, such as 180d.", param=parameter)
    return int(text)


def duration(_: click.Context, parameter: click.Parameter, value: str | None) -> float | None:
    """For options that say how long something may take: ``90s``, ``30m``, ``2h``, ``1h30m``; in seconds."""
    if value is None:
        return None
    found = re.fullmatch(r"(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?", value.strip().replace(" ", ""), re.ASCII)
    if found is None or not found[0]:
        raise click.BadParameter(f"{value!r} is not a time such as 90s, 30m or 2h.", param=parameter)
    hours, minutes, seconds = (int(number or 0) for number in found.groups())
    return float(hours * 3600 + minutes * 60 + seconds)


def _complete(kind: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """What a shell offers for ``-l`` or ``-d``: names of the project, or nothing where it cannot be read."""

    def complete(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
        from workflow.errors import WorkflowError

        session = context.find_object(Session) or Session()
        try:
            project = session.project()
            names = project.config.languages if kind == "language" else project.documents()
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
        help="Only this language (repeatable).",
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
        help="Only this document (repeatable; * works).",
    )(function)


def json_option(function: F) -> F:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")(function)


def workers_option(function: F) -> F:
    """``--workers``."""
    return click.option(
        "--workers",
        type=click.IntRange(min=1),
        metavar="N",
        help="Translate so many batches at a time (default: one for each processor). Drafts stay the same.",
    )(function)


def dry_run_option(function: F) -> F:
    """``--dry-run``."""
    return click.option("--dry-run", is_flag=True, help="Write nothing; say what would be done.")(function)
