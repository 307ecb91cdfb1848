"""``workflow init``."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console
from workflow.cli.git import set_up
from workflow.cli.options import Command, Session
from workflow.errors import BadInput
from workflow.excerpts import count

if TYPE_CHECKING:
    from workflow.init import Proposal, Started

__all__ = ["init"]

_POLICIES = {
    "drafts": "Readers get drafts as well, marked as machine translation.",
    "translated": "Readers get what people translated, and the source for the rest.",
    "approved": "Readers get what people approved, and the source for the rest.",
}
"""What is said about each of ``workflow.init.POLICIES``."""


@click.command(cls=Command)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--title", help="Title of the publication.")
@click.option("--source-language", metavar="CODE", help="Language of the documents, such as en.")
@click.option("-l", "--language", "languages", multiple=True, metavar="CODE", help="Target language (repeatable).")
@click.option("--source", metavar="FOLDER", help="Folder of the documents, inside the project.")
@click.option(
    "--publish",
    "policy",
    type=click.Choice(["drafts", "translated", "approved"]),
    help="What readers get: drafts too, marked (default); only what people translated; or only what people approved.",
)
@click.option(
    "--git",
    "with_git",
    is_flag=True,
    help="Set up git to merge PO files by entry and show readable diffs. Also works in an existing project.",
)
@click.pass_obj
def init(
    session: Session,
    folder: Path | None,
    title: str | None,
    source_language: str | None,
    languages: tuple[str, ...],
    source: str | None,
    policy: str | None,
    with_git: bool,
) -> None:
    """Create a project in this folder, or in FOLDER.

    Creates workflow.yaml and leaves existing files unchanged. The folder may already contain documents. Prompts for anything that
    is not given as an option.

    \b
    Example:
      workflow init --source-language en -l es -l fr
    """
    from workflow import init

    console = session.console
    root = (session.folder or Path()) / (folder or "")
    if with_git and init.is_project(root):
        set_up(session, root.absolute())
        return
    proposal = init.propose(root.absolute(), _own_code(source_language))
    given = _Answers(title, source_language, languages, source, policy)
    if sys.stdin.isatty() and sys.stdout.isatty() and not (title and source_language and languages and source):
        given = _asked(given, proposal, console)
    elif not languages:
        raise click.UsageError("name at least one target language, for example: -l es -l uk")
    report = init.start(
        root.absolute(),
        title=given.title or proposal.title,
        source_language=given.source_language or "en",
        languages=given.languages,
        source=given.source or proposal.source,
        policy=given.policy or "drafts",
    )
    _show_files(report, console)
    if with_git:
        set_up(session, report.root)
    console.say()
    targets = ", ".join(map(_named, report.languages))
    console.paragraph(
        f"{count(len(report.documents), 'document')} in {_named(report.source_language)}, to be translated into {targets}."
    )
    if not given.source_language:
        console.paragraph(
            "The source language was not given. If it is another one, change `source_language` in workflow.yaml."
        )
    console.paragraph(f"{_POLICIES[given.policy or 'drafts']} To change that: `publish` in workflow.yaml.")
    console.say("Next:")
    at = "" if report.root == Path.cwd() else f" -C {click.format_filename(root)}"
    console.say(f"  workflow{at} run       extract, draft and publish")
    console.say(f"  workflow{at} doctor    show the available engines and their quality")


@dataclass(frozen=True, slots=True)
class _Answers:
    """What was given as options or typed at a prompt; None or empty for what was not."""

    title: str | None
    source_language: str | None
    languages: tuple[str, ...]
    source: str | None
    policy: str | None


def _asked(given: _Answers, proposal: "Proposal", console: Console) -> _Answers:
    """Prompt for what was not given as an option."""
    from workflow.init import POLICIES

    if proposal.documents:
        place = "this folder" if proposal.source == "." else f"{proposal.source}/"
        console.show(f"Found {count(proposal.documents, 'document')} in {place}.")
    question = "What may readers see: drafts (marked as such), or only translated or approved texts"
    policies = click.Choice(list(POLICIES))
    return _Answers(
        given.title or click.prompt("Title of the publication", default=proposal.title),
        given.source_language or click.prompt("Source language (code)", default="en", value_proc=_one_code),
        given.languages or click.prompt("Target languages (codes, such as: es uk pt_BR)", value_proc=_codes),
        given.source or click.prompt("Folder of the documents", default=proposal.source),
        given.policy or click.prompt(question, default="drafts", type=policies, show_choices=False),
    )


def _show_files(report: "Started", console: Console) -> None:
    """Name the files that were found, written and changed."""
    for generator in report.generators:
        console.say(
            f"Found {generator.file}: {generator.name}. Wrote `dialect: [{generator.dialect}]` into workflow.yaml."
        )
    for path in report.created:
        console.say(f"Wrote {report.root / path}")
    for name, lines in ((".gitignore", report.ignored), (".gitattributes", report.attributes)):
        if lines:
            console.say(f"Added to {report.root / name}: {', '.join(lines)}")


def _named(code: str) -> str:
    from workflow.languages import language

    return f"{language(code).name} ({code})"


def _codes(text: str) -> tuple[str, ...]:
    """Parse the language codes typed at a prompt."""
    from workflow.languages import gettext_codes

    try:
        found = gettext_codes(text)
    except BadInput as error:
        raise click.UsageError(str(error)) from error
    if not found:
        raise click.UsageError("enter at least one language code.")
    return found


def _own_code(text: str | None) -> str:
    """The source language that is given as an option; an invalid one is refused when the project is written."""
    from workflow.languages import gettext_codes

    try:
        return next(iter(gettext_codes(text or "en")), "en")
    except BadInput:
        return "en"


def _one_code(text: str) -> str:
    found = _codes(text)
    if len(found) != 1:
        raise click.UsageError("enter one language code.")
    return found[0]
