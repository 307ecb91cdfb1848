"""``workflow catalogs`` and ``workflow languages``: occasional operations on PO files."""

import difflib
from pathlib import Path

import click

from workflow.cli.options import Group, Session, json_option, language_option
from workflow.excerpts import count

__all__ = ["add", "catalogs", "fix", "format_", "join", "languages", "split"]

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(cls=Group)
def catalogs() -> None:
    """Repair, join, split and re-wrap PO files."""


@catalogs.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE.po...", type=_FILE)
@click.option("--write", is_flag=True, help="Write the repaired files.")
@click.pass_obj
def fix(session: Session, files: tuple[Path, ...], write: bool) -> None:
    """Show what can be repaired in broken PO files.

    With --write, the repaired files are written. Duplicate messages are merged if their translations are equal or one is empty. If
    the translations differ, both lines are listed and you have to choose. Files with git conflict markers are merged by entry; an
    entry changed on both sides keeps both texts.

    \b
    Example:
      workflow catalogs fix --write locales/es/LC_MESSAGES/guide.po
    """
    from workflow.catalogs.repair import repair_file

    console = session.console
    for path in files:
        done, before, after = repair_file(path, write=write)
        for line in done:
            console.say(line)
        if not done:
            console.say(f"{path}: nothing to repair.")
            continue
        old, new = (data.decode("utf-8", "replace").splitlines(keepends=True) for data in (before, after))
        for line in difflib.unified_diff(old, new, str(path), f"{path} (repaired)"):
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
    help="Folder in which CODE.po is written.",
)
@json_option
@click.pass_obj
def join(session: Session, languages: tuple[str, ...], folder: Path, as_json: bool) -> None:
    """Join all documents into one PO file per language.

    Entries with the same source and translation are written once. Use `workflow catalogs split` to write changes back. A file that
    has changes which were not written back yet is not overwritten, nor is one that this command did not write.
    """
    from workflow import exchange

    project, console = session.project(), session.console
    report = exchange.join(project, session.select(project, languages, ()), folder=project.root / folder)
    if as_json:
        console.data(report)
        return
    for one in report:
        what = f"{count(one.entries, 'entry', 'entries')} of {count(len(one.documents), 'document')}"
        console.say(f"{'Wrote' if one.changed else 'Unchanged:'} {one.path} ({what})")


@catalogs.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE.po...", type=_FILE)
@click.option(
    "-l",
    "--language",
    "code",
    metavar="CODE",
    help="Language of the file, if neither its header nor its name gives it.",
)
@json_option
@click.pass_obj
def split(session: Session, files: tuple[Path, ...], code: str | None, as_json: bool) -> None:
    """Write changes in joined PO files back to the catalogs.

    Only translations, flags and comments are written back. Changes made in the catalogs since the file was joined are kept. An entry
    changed in both places keeps both texts. An empty translation never replaces another.

    \b
    Example:
      workflow catalogs split exchange/es.po
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
            console.warn(f"{entries} changed in both places; both texts are kept (workflow-conflict).")
        if one.obsolete:
            entries = count(one.obsolete, "new translation belongs", "new translations belong")
            console.warn(f"{entries} to texts that are no longer in any document; kept as obsolete entries.")
        if one.homeless:
            console.warn(f"{count(one.homeless, 'entry', 'entries')} of {path} not in any document; skipped.")
        if one.missing:
            entries = count(one.missing, "entry of the catalogs is", "entries of the catalogs are")
            console.warn(f"{path}: {entries} not in this file; nothing was written to them.")


def _width(_: click.Context, __: click.Parameter, value: str) -> int | None:
    if value == "none":
        return None
    if not value.isdigit() or not 20 <= int(value) <= 10_000:
        raise click.BadParameter("give a number of columns from 20 to 10,000, or none.")
    return int(value)


@catalogs.command("format")
@click.argument("files", nargs=-1, required=True, metavar="FILE.po...", type=_FILE)
@click.option(
    "--wrap", "width", required=True, metavar="N|none", callback=_width, help="Maximum line width in columns."
)
@click.pass_obj
def format_(session: Session, files: tuple[Path, ...], width: int | None) -> None:
    """Re-wrap PO files.

    Lines are wrapped at N columns, or only after line feeds (none). Comments, order, line endings and charset stay unchanged.

    \b
    Example:
      workflow catalogs format --wrap none locales/es/LC_MESSAGES/guide.po
    """
    from workflow.catalogs.write.rewrap import rewrap_file

    for path in files:
        changed = rewrap_file(path, width)
        session.console.say(f"{'Wrote' if changed else 'Unchanged:'} {path}")


@click.group(cls=Group)
def languages() -> None:
    """Add languages to the project."""


@languages.command()
@click.argument("codes", nargs=-1, required=True, metavar="CODE...")
@json_option
@click.pass_obj
def add(session: Session, codes: tuple[str, ...], as_json: bool) -> None:
    """Add languages to workflow.yaml and create their catalogs.

    The comments and layout of workflow.yaml stay unchanged.

    \b
    Example:
      workflow languages add uk pt_BR
    """
    from workflow import pipeline
    from workflow.cli.summaries import refuse, show_extraction
    from workflow.languages import language

    project, console = session.project(), session.console
    report = pipeline.add_languages(project, codes, observer=console.observer)
    if as_json:
        console.data(report)
    elif report.extraction is None:
        console.say("Already in workflow.yaml.")
    else:
        names = ", ".join(f"{code} ({language(code).name})" for code in report.new)
        console.say(f"Added to workflow.yaml: {names}")
        show_extraction(console, report.extraction, check=False)
    if report.extraction is not None:
        refuse(console, report.extraction.problems)
