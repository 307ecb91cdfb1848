"""``workflow memory``: the translation memory."""

from pathlib import Path

import click

from workflow.cli.console import table
from workflow.cli.options import Group, Session, json_option, language_option
from workflow.excerpts import count

__all__ = ["export", "import_", "memory", "search", "stats"]


@click.group(cls=Group)
def memory() -> None:
    """Search, import and export translations.

    The memory contains people's translations from this project's catalogs, and the TMX and PO files in memory/. `workflow draft`
    looks there before it asks an engine.
    """


@memory.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "-l", "--language", "code", default="", metavar="CODE", help="Language of a PO file whose header names none."
)
@click.option("--replace", is_flag=True, help="Replace a file of the same name.")
@json_option
@click.pass_obj
def import_(session: Session, files: tuple[Path, ...], code: str, replace: bool, as_json: bool) -> None:
    """Copy TMX or PO files into memory/.

    A broken file is rejected entirely. To remove an imported file, delete it from memory/.

    \b
    Examples:
      workflow memory import old.tmx
      workflow memory import guide-es.po -l es
    """
    from workflow.memory import import_file

    project, console = session.project(), session.console
    done = []
    for file in files:
        console.progress(0, 0, f"reading {file.name}")
        one = import_file(project, file, code=code, replace=replace)
        done.append(one)
        if as_json:
            continue
        held = ", ".join(f"{language}: {number:,}" for language, number in one.pairs)
        console.say(f"{'Imported' if one.changed else 'Already imported:'} {one.path} ({held})")
        if one.unused:
            console.say(f"  Skipped languages (not in this project): {', '.join(one.unused)}.")
    if as_json:
        console.data(done)


@memory.command()
@click.argument("text")
@click.option(
    "-l",
    "--language",
    "languages",
    multiple=True,
    metavar="CODE",
    help="Search only translations into this language (repeatable).",
)
@click.option(
    "--limit",
    type=click.IntRange(1, 100),
    default=5,
    show_default=True,
    metavar="N",
    help="Maximum number of matches per language.",
)
@click.option(
    "--floor",
    type=click.IntRange(50, 100),
    default=70,
    show_default=True,
    metavar="N",
    help="Minimum match score in %.",
)
@json_option
@click.pass_obj
def search(session: Session, text: str, languages: tuple[str, ...], limit: int, floor: int, as_json: bool) -> None:
    """Search for a text and similar texts."""
    from workflow.cli.summaries import refuse
    from workflow.memory import open_memory

    project, console = session.project(), session.console
    codes = project.config.select_languages(languages)
    with open_memory(project, observer=console.observer) as opened:
        found = {code: opened.find(text, code, min_score=floor, limit=limit) for code in codes}
    if as_json:
        console.data(found)
    else:
        for code, matches in found.items():
            for match in matches:
                console.show(f"{code} {match.score:3} %  {match.target}")
                if match.source != text:
                    console.show(f"          {match.source}")
                who = "" if match.origin.person else "; not reviewed"
                console.show(f"          {match.origin.file}{who}")
        if not any(found.values()):
            console.say("No matches.")
    refuse(console, opened.problems)


@memory.command()
@click.option("--format", "kind", type=click.Choice(["tmx"]), default="tmx", show_default=True, help="Output format.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Output file (default: standard output)."
)
@language_option
@click.pass_obj
def export(session: Session, kind: str, output: Path | None, languages: tuple[str, ...]) -> None:
    """Export the memory as TMX."""
    from workflow.cli.summaries import refuse
    from workflow.files import write_bytes
    from workflow.memory import export as write

    project, console = session.project(), session.console
    done = write(project, session.select(project, languages, ()), observer=console.observer)
    if output is None:
        console.clear()
        click.echo(done.data, nl=False)
    else:
        write_bytes(output, done.data)
        console.say(f"Wrote {count(done.pairs, 'pair')} to {output}")
    if done.left_out:
        console.warn(
            f"{count(done.left_out, 'pair')} left out: they contain control characters, which TMX does not allow."
        )
    refuse(console, done.problems)


@memory.command()
@json_option
@click.pass_obj
def stats(session: Session, as_json: bool) -> None:
    """Show what the memory contains and where it comes from."""
    from workflow.cli.summaries import refuse
    from workflow.memory import open_memory

    project, console = session.project(), session.console
    with open_memory(project, observer=console.observer) as opened:
        tally = opened.tally()
    if as_json:
        keys = ("file", "language", "pairs", "unread")
        console.data([dict(zip(keys, row, strict=True)) for row in tally])
    elif tally:
        rows = [[name, code, f"{pairs:,}", f"{unread:,}"] for name, code, pairs, unread in tally]
        for line in table(["file", "language", "pairs", "unreviewed"], rows, left=2):
            console.show(line)
        console.say(
            f"{count(sum(row[2] for row in tally), 'pair')} from {count(len({row[0] for row in tally}), 'file')}."
        )
    else:
        console.say("The memory is empty: there are no translations yet, and no files in memory/.")
    refuse(console, opened.problems)
