"""``workflow glossary``: what the house calls things."""

from pathlib import Path

import click

from workflow.cli.console import count
from workflow.cli.options import Group, Session, document_option, json_option, language_option

__all__ = ["add", "check", "glossary", "suggest"]


@click.group(cls=Group)
def glossary() -> None:
    """Check, extend and suggest the terms of the house."""


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

    A term is missing, or a forbidden word is there. Terms are found in their forms: the stem counts, not the ending.
    """
    from workflow import glossary as room
    from workflow.cli.summaries import refuse

    project, console = session.project(), session.console
    selection = session.select(project, languages, documents)
    report = room.check(project, selection, observer=console.observer)
    if as_json:
        console.data(report)
    else:
        for one in report.findings:
            console.show(one.message)
        if not report.rows:
            console.say("There is no glossary yet. Begin one: workflow glossary add SOURCE TARGET -l es")
        else:
            console.say(
                f"{count(report.units, 'text')}, {count(report.uses, 'use')} of terms, "
                f"{count(len(report.findings), 'finding')}."
            )
    refuse(console, report.problems)
    if strict and report.findings:
        raise click.exceptions.Exit(1)


@glossary.command()
@click.argument("source")
@click.argument("target", required=False, default="")
@click.option(
    "-l", "--language", "code", metavar="CODE", help="The language of TARGET; without it, with --keep: every one."
)
@click.option("--note", default="", help="What translators should know.")
@click.option("--part-of-speech", default="", metavar="WORD", help="noun, verb …")
@click.option("--domain", default="", help="The field the term belongs to.")
@click.option("--forbidden", is_flag=True, help="TARGET must not be used for SOURCE.")
@click.option("--keep", is_flag=True, help="SOURCE stays as it is.")
@click.option("--case", type=click.Choice(["exact", "ignore"]), help="Whether capitals count.")
@click.option(
    "--file", "path", type=click.Path(dir_okay=False, path_type=Path), help="The table, if there are several."
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

    The file's order, delimiter, quotes and line ends stay. What is there already, or contradicts another row, is refused.
    """
    from workflow import glossary as room

    if not keep and not target:
        raise click.UsageError("the TARGET is missing. A term that stays as it is has --keep")
    if not keep and code is None:
        raise click.UsageError("-l is missing: the language of TARGET")
    project, console = session.project(), session.console
    (language,) = project.config.select_languages([code]) if code else (room.EVERY,)
    row = room.Term(
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
    added = room.add(project, row, path=path)
    if as_json:
        console.data(added)
        return
    console.say(f"{'Made' if added.created else 'Added to'} {added.path}, line {added.line}.")
    if added.earlier:
        console.say(f"“{added.earlier[0]}” stays the preferred name; “{target}” is allowed as well.")
    console.say("To see which texts follow it: workflow glossary check")


@glossary.command()
@language_option
@document_option
@click.option("--min", "least", type=click.IntRange(min=2), default=3, show_default=True, help="How often at least.")
@click.option("--limit", type=click.IntRange(min=1), default=30, show_default=True, metavar="N", help="At most N.")
@json_option
@click.pass_obj
def suggest(
    session: Session, languages: tuple[str, ...], documents: tuple[str, ...], least: int, limit: int, as_json: bool
) -> None:
    """List frequent phrases and names without an entry.

    With -l, rows of other languages do not count as entries.
    """
    from workflow import glossary as room
    from workflow.cli.console import table, width

    project, console = session.project(), session.console
    selection = session.select(project, languages, documents)
    found = room.suggest(project, selection, least=least, observer=console.observer)[:limit]
    if as_json:
        console.data(found)
        return
    if not found:
        console.say("Nothing stands in the sources often enough that the glossary lacks.")
        return
    rows = [(str(one.count), one.term, one.kind, one.place) for one in found]
    lines = table(("times", "term", "kind", "for example"), rows, left=4)
    columns = max(map(len, lines))
    left = width() - 3 - columns
    for line, example in zip(lines, ["", *(one.example for one in found)], strict=True):
        # In a narrow terminal the place is example enough.
        shown = _short(example, min(left, 60)) if left > 20 else ""
        console.show(f"{line.ljust(columns)}  {shown}".rstrip())


def _short(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"
