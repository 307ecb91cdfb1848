"""``workflow glossary``: the project's terms."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console, table, width
from workflow.cli.options import Group, Session, document_option, json_option, language_option
from workflow.excerpts import count

if TYPE_CHECKING:
    from workflow.glossary.suggesting import Suggestion

__all__ = ["add", "check", "glossary", "suggest"]


@click.group(cls=Group)
def glossary() -> None:
    """Check, add and suggest glossary terms."""


@glossary.command()
@language_option
@document_option
@click.option("--strict", is_flag=True, help="Exit with 1 if there are findings.")
@json_option
@click.pass_obj
def check(
    session: Session, languages: tuple[str, ...], documents: tuple[str, ...], strict: bool, as_json: bool
) -> None:
    """List drafts and translations that do not follow the glossary.

    A finding is a missing term or a forbidden word. Inflected forms count as the term.
    """
    from workflow import glossary as glossary_commands
    from workflow.cli.summaries import refuse

    project, console = session.project(), session.console
    selection = session.select(project, languages, documents)
    report = glossary_commands.check(project, selection, observer=console.observer)
    if as_json:
        console.data(report)
    else:
        for one in report.findings:
            console.show(one.message)
        if not report.rows:
            console.say("There is no glossary yet. To start one: workflow glossary add SOURCE TARGET -l es")
        else:
            console.say(
                f"{count(report.units, 'entry', 'entries')}, {count(report.uses, 'use')} of terms, "
                f"{count(len(report.findings), 'finding')}."
            )
        for code, rows in report.unused:
            console.say(f"Not used: {count(rows, 'row')} for {code}, which is not a language of this project.")
    refuse(console, report.problems)
    if strict and report.findings:
        raise click.exceptions.Exit(1)


@glossary.command()
@click.argument("source")
@click.argument("target", required=False, default="")
@click.option(
    "-l", "--language", "code", metavar="CODE", help="Language of TARGET (optional with --keep: all languages)."
)
@click.option("--note", default="", help="Note for translators.")
@click.option("--part-of-speech", default="", metavar="WORD", help="Part of speech, such as noun.")
@click.option("--domain", default="", help="Subject field of the term.")
@click.option("--forbidden", is_flag=True, help="Forbid TARGET as a translation of SOURCE.")
@click.option("--keep", is_flag=True, help="Do not translate SOURCE.")
@click.option(
    "--case", type=click.Choice(["exact", "ignore"]), help="Match upper and lower case exactly, or ignore it."
)
@click.option(
    "--file", "path", type=click.Path(dir_okay=False, path_type=Path), help="Glossary file, if there are several."
)
@json_option
@click.pass_obj
def add(
    session: Session,
    source: str,
    target: str,
    code: str | None,
    note: str,
    part_of_speech: str,
    domain: str,
    forbidden: bool,
    keep: bool,
    case: str | None,
    path: Path | None,
    as_json: bool,
) -> None:
    """Add a row to the glossary.

    The file keeps its order, delimiter, quotes and line endings. A row that exists or contradicts another row is rejected.

    \b
    Examples:
      workflow glossary add ferry transbordador -l es
      workflow glossary add Tidewater --keep
    """
    from workflow import glossary as glossary_commands

    if not keep and not target:
        raise click.UsageError("TARGET is missing. For a term that must not be translated, use --keep")
    if not keep and code is None:
        raise click.UsageError("-l is missing: name the language of TARGET")
    project, console = session.project(), session.console
    (language,) = project.config.select_languages([code]) if code else (glossary_commands.EVERY,)
    row = glossary_commands.Term(
        source,
        language,
        target,
        note=note,
        part_of_speech=part_of_speech,
        forbidden=forbidden,
        do_not_translate=keep,
        exact=case == "exact" or (keep and case is None),
        domain=domain,
    )
    added = glossary_commands.add(project, row, path=path)
    if as_json:
        console.data(added)
        return
    console.say(f"{'Created' if added.created else 'Added to'} {added.path}, line {added.line}.")
    if added.earlier:
        console.say(f"“{added.earlier[0]}” remains the preferred translation; “{target}” is also allowed.")
    console.say("To check the translations: workflow glossary check")


@glossary.command()
@language_option
@document_option
@click.option(
    "--min",
    "least",
    type=click.IntRange(min=2),
    default=3,
    show_default=True,
    metavar="N",
    help="Minimum number of occurrences.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=30, show_default=True, metavar="N", help="Show at most N terms."
)
@json_option
@click.pass_obj
def suggest(
    session: Session, languages: tuple[str, ...], documents: tuple[str, ...], least: int, limit: int, as_json: bool
) -> None:
    """List frequent phrases and names that the glossary lacks.

    With -l, only rows for these languages count.
    """
    from workflow import glossary as glossary_commands
    from workflow.cli.summaries import refuse

    project, console = session.project(), session.console
    selection = session.select(project, languages, documents)
    report = glossary_commands.suggest(project, selection, least=least, observer=console.observer)
    found = report.suggestions[:limit]
    if as_json:
        console.data(found)
    elif not found:
        console.say("No frequent phrases or names are missing from the glossary.")
    else:
        _show_suggestions(console, found)
    refuse(console, report.problems)


def _show_suggestions(console: Console, found: "Sequence[Suggestion]") -> None:
    rows = [(str(one.count), one.term, one.kind, one.place) for one in found]
    lines = table(("times", "term", "kind", "for example"), rows, left=4)
    columns = max(map(len, lines))
    left = width() - 3 - columns
    for line, example in zip(lines, ["", *(one.example for one in found)], strict=True):
        # In a narrow terminal, show the place only.
        shown = _short(example, min(left, 60)) if left > 20 else ""
        console.show(f"{line.ljust(columns)}  {shown}".rstrip())


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"
