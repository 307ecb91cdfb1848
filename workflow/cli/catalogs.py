"""``workflow catalogs`` and ``workflow languages``: what is done with PO files now and then, and only when asked."""

import difflib
from pathlib import Path

import click

from workflow.cli.console import count
from workflow.cli.options import Group, Session, json_option, language_option

__all__ = ["add", "catalogs", "fix", "format_", "join", "languages", "split"]

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(cls=Group)
def catalogs() -> None:
    """Mend, join, split and re-wrap PO files."""


@catalogs.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE.po...", type=_FILE)
@click.option("--write", is_flag=True, help="Write what the difference shows.")
@click.pass_obj
def fix(session: Session, files: tuple[Path, ...], write: bool) -> None:
    """Show what can be mended in broken PO files.

    With --write it is done. A message that is there twice becomes one where both translations are equal, or one of them is
    empty; where they differ a person has to choose, and both lines are told. What git left with conflict marks is merged by entry: where both
    sides wrote, both texts are kept.
    """
    from workflow.catalogs.repair import repair_file

    console = session.console
    for path in files:
        done, before, after = repair_file(path, write=write)
        for line in done:
            console.say(line)
        if not done:
            console.say(f"{path}: nothing to mend.")
            continue
        old, new = (data.decode("utf-8", "replace").splitlines(keepends=True) for data in (before, after))
        for line in difflib.unified_diff(old, new, str(path), f"{path} (mended)"):
            console.show(line.rstrip("\r\n"))
        console.say(f"Wrote {path}" if write else f"To write it: workflow catalogs fix --write {path}")


@catalogs.command()
@language_option
@click.option(
    "--to",
    "folder",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("exchange"),
    show_default=True,
    help="Where to write CODE.po.",
)
@json_option
@click.pass_obj
def join(session: Session, languages: tuple[str, ...], folder: Path, as_json: bool) -> None:
    """Write one PO file a language, of all documents.

    For programs that want that. What several documents say and translate alike is one entry. `workflow catalogs split` brings changes back.
    """
    from workflow import exchange

    project, console = session.project(), session.console
    languages, _ = session.select(project, languages, ())
    report = exchange.join(project, languages=languages, folder=project.root / folder)
    if as_json:
        console.data(report)
        return
    for one in report:
        what = f"{count(one.entries, 'entry', 'entries')} of {count(len(one.documents), 'document')}"
        console.say(f"{'Wrote' if one.changed else 'As it was:'} {one.path} ({what})")


@catalogs.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE.po...", type=_FILE)
@click.option("-l", "--language", "code", metavar="CODE", help="The language, where neither header nor name says it.")
@json_option
@click.pass_obj
def split(session: Session, files: tuple[Path, ...], code: str | None, as_json: bool) -> None:
    """Take changes in joined PO files back.

    Translations, flags and comments come back; all else in the catalogs stays. What was changed in both places keeps both texts.
    """
    from workflow import exchange

    project, console = session.project(), session.console
    reports = [exchange.split(project, path, code=code) for path in files]
    if as_json:
        console.data(reports)
        return
    for path, one in zip(files, reports, strict=True):
        console.say(f"{path} ({one.language}): {count(len(one.changed), 'catalog')} changed.")
        if one.conflicts:
            entries = count(one.conflicts, "entry was", "entries were")
            console.warn(
                f"{entries} changed in both places and {'has' if one.conflicts == 1 else 'have'} both texts (workflow-conflict)."
            )
        if one.unknown:
            console.warn(f"{count(one.unknown, 'entry', 'entries')} of {path} in no document any more; left there.")


def _width(_: click.Context, __: click.Parameter, value: str) -> int | None:
    if value == "none":
        return None
    if not value.isdigit() or not 20 <= int(value) <= 10_000:
        raise click.BadParameter("a number of columns from 20 up, or none.")
    return int(value)


@catalogs.command("format")
@click.argument("files", nargs=-1, required=True, metavar="FILE.po...", type=_FILE)
@click.option("--wrap", "width", required=True, metavar="N|none", callback=_width, help="Columns a line may have.")
@click.pass_obj
def format_(session: Session, files: tuple[Path, ...], width: int | None) -> None:
    """Break the lines of PO files anew.

    At N columns, or after line feeds only (none). Nothing else changes: comments, order, line ends and charset stay.
    """
    from workflow.catalogs.write.rewrap import rewrap_file

    for path in files:
        changed = rewrap_file(path, width)
        session.console.say(f"{'Wrote' if changed else 'As it was:'} {path}")


@click.group(cls=Group)
def languages() -> None:
    """Add languages to the project."""


@languages.command()
@click.argument("codes", nargs=-1, required=True, metavar="CODE...")
@json_option
@click.pass_obj
def add(session: Session, codes: tuple[str, ...], as_json: bool) -> None:
    """Add languages to workflow.yaml, and make their catalogs.

    The file's comments and layout stay as they are.
    """
    from workflow import pipeline
    from workflow.cli.summaries import refuse, show_extraction
    from workflow.languages import language

    project, console = session.project(), session.console
    report = pipeline.add_languages(project, codes, progress=console.progress)
    if as_json:
        console.data(report)
    elif report.extraction is None:
        console.say("workflow.yaml names them already.")
    else:
        names = ", ".join(f"{code} ({language(code).name})" for code in report.new)
        console.say(f"Added to workflow.yaml: {names}")
        show_extraction(console, report.extraction, check=False)
    if report.extraction is not None:
        refuse(console, report.extraction.problems)
