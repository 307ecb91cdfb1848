"""``workflow models``: translation packages."""

import re
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console, table, width
from workflow.cli.options import Group, Session, json_option
from workflow.cli.wrapping import columns_of
from workflow.errors import PackageError
from workflow.excerpts import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflow.engines.base import EngineSettings
    from workflow.engines.packages import Available
    from workflow.project import Project

__all__ = ["add_ct2", "available", "info", "install", "list_", "models", "remove", "settings_of"]

INDEX = "URL or file of the only index to use: Argos's format, or Mozilla's records."
KINDS = click.Choice(["argos", "firefox"])


def settings_of(project: "Project | None") -> "EngineSettings":
    """Engine settings of a project, or the defaults outside a project."""
    from workflow.engines.base import EngineSettings

    if project is None:
        return EngineSettings()
    return project.package_settings()


def _size(number: int | None) -> str:
    return "" if number is None else f"{number / 1e6:,.1f} MB"


@click.group(cls=Group)
def models() -> None:
    """List, install and remove translation packages.

    There are two kinds: packages of Argos Translate, in its folder, so that each program finds what the other installs, and models of
    Firefox Translations. Only `available`, and `install` from a URL or an index, use the network.
    """


@models.command("list")
@json_option
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """List the installed packages."""
    from workflow.engines import packages

    inventory = packages.installed(settings_of(session.project_if_any()))
    if as_json:
        session.console.data(inventory)
        return
    rows = [[f"{one.source} → {one.target}", one.name, one.where, _size(one.size)] for one in inventory.packages]
    for line in table(["pair", "package", "from", "size"], rows, left=3):
        session.console.show(line)
    if session.console.verbose:
        for one in inventory.packages:
            session.console.show(session.console.path(one.path))
    for problem in inventory.problems:
        session.console.warn(f"broken: {problem}")


@models.command()
@click.option(
    "-l",
    "--language",
    "languages",
    multiple=True,
    metavar="CODE",
    help="List only packages into this language (repeatable).",
)
@click.option("--from", "source", metavar="CODE", help="List only packages from this language.")
@click.option("--all", "everything", is_flag=True, help="List all pairs, not only the project's.")
@click.option("--index", metavar="URL", help=INDEX)
@json_option
@click.pass_obj
def available(
    session: Session, languages: tuple[str, ...], source: str | None, everything: bool, index: str | None, as_json: bool
) -> None:
    """List the packages available for download (network)."""
    from workflow.engines import packages

    project = session.project_if_any()
    session.console.progress(0, 0, "fetching the indexes")
    listing = packages.available(settings_of(project), packages.Sources(index))
    if project is not None and not everything:
        source = source or project.config.source_language
        languages = languages or project.config.languages
    chosen = [
        one
        for one in listing.packages
        if any(
            one.rank(of, to) is not None
            for of in ([source] if source else [one.source])
            for to in languages or [one.target]
        )
    ]
    if as_json:
        session.console.data(chosen)
    else:
        _show(session, chosen, len(listing.packages) - len(chosen))
    if listing.problems:
        raise PackageError(f"Part of the list is missing. {' '.join(listing.problems)}")


def _show(session: Session, chosen: "Sequence[Available]", others: int) -> None:
    """Show packages side by side, with their figures, whose sources are listed below them."""
    console = session.console
    usable = [one for one in chosen if not one.flaw]
    sources = list(dict.fromkeys(one.quality.source for one in usable if one.quality))
    rows = [
        [
            f"{one.source} → {one.target}",
            f"{one.source_name} → {one.target_name}",
            one.name,
            f"{one.quality.figures} [{sources.index(one.quality.source) + 1}]" if one.quality else "not measured",
            _size(one.size),
            one.licence or "in the package",
        ]
        for one in usable
    ]
    if rows:
        lines = table(["pair", "languages", "package", "quality", "size", "licence"], rows, left=4)
        if max(map(columns_of, lines)) < width():
            for line in lines:
                console.show(line)
        else:
            for pair, languages, name, quality, size, licence in rows:
                console.show(f"{pair}  {name}")
                console.hanging("  ", f"{languages}; {quality}; {size or 'size not known'}; licence: {licence}")
        for number, name in enumerate(sources, 1):
            if not console.quiet:
                console.hanging(f"[{number}] ", name)
        console.say(f"\nTo install one: workflow models install {usable[0].source}-{usable[0].target}")
    for one in chosen:
        if one.flaw:
            console.paragraph(f"{one.name} cannot be used: {one.flaw}.")
    if others:
        console.say(f"{count(others, 'more package')} for other pairs. Use --all to list them.")


@models.command()
@click.argument("what")
@click.option("--from", "kind", type=KINDS, help="Kind of package for a pair (default: the better measured one).")
@click.option("--sha256", metavar="HEX", help="Expected SHA-256 of the file.")
@click.option("--index", metavar="URL", help=INDEX)
@click.option("--here", is_flag=True, help="Install into this project's models/ folder.")
@click.pass_obj
def install(session: Session, what: str, kind: str | None, sha256: str | None, index: str | None, here: bool) -> None:
    """Install a package.

    WHAT is a language pair, a file, a folder or a URL. A pair, such as en-uk, is looked up in the indexes and downloaded. A file is an
    .argosmodel file, or a zip or tar file with the files of a Firefox model; a folder has either.

    \b
    Examples:
      workflow models install en-es
      workflow models install translate-en_uk-1_9.argosmodel
    """
    from workflow.engines import packages

    project = session.project() if here else session.project_if_any()
    done = packages.install(
        what,
        settings_of(project),
        folder=project.layout.models if here and project else None,
        sources=packages.Sources(index, packages.PackageKind(kind) if kind else None),
        sha256=sha256,
        progress=session.console.progress,
    )
    for problem in done.problems:
        session.console.warn(f"not read: {problem}")
    verb = "Installed" if done.changed else "Already installed:"
    session.console.say(f"{verb} {done.package.name} ({_size(done.package.size)}) in {done.package.path}")
    if done.why:
        session.console.paragraph(done.why)
    if done.sha256:
        session.console.say(f"SHA-256 {done.sha256}{' (as expected)' if done.compared else ''}")
        if not done.compared:
            session.console.paragraph(
                "The file was not compared with an expected SHA-256, since none was given. To compare it: --sha256"
            )
    elif done.compared:
        session.console.say("Its files have the SHA-256 that the records state.")


@models.command("add-ct2")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--from", "source", required=True, metavar="CODE", help="Source language of the model.")
@click.option("--to", "target", required=True, metavar="CODE", help="Target language of the model.")
@click.option(
    "--source-token", default="", metavar="TOKEN", help="Token of the source language in the model's vocabulary."
)
@click.option(
    "--target-token", default="", metavar="TOKEN", help="Token of the target language in the model's vocabulary."
)
@click.option("--version", default="1.0", metavar="N.N", help="Version of the package (default: 1.0).")
@click.option("--here", is_flag=True, help="Install into this project's models/ folder.")
@click.pass_obj
def add_ct2(
    session: Session,
    folder: Path,
    source: str,
    target: str,
    source_token: str,
    target_token: str,
    version: str,
    here: bool,
) -> None:
    """Install a CTranslate2 model as a package.

    FOLDER is the output of ct2-transformers-converter or a similar converter, with the model's SentencePiece or BPE tokenizer. A
    multilingual model needs language tokens. Name them only if they cannot be derived from its vocabulary.
    """
    from workflow.engines import packages
    from workflow.languages import normalise

    done = packages.add_ct2(
        folder if session.folder is None else session.folder / folder,
        source=normalise(source),
        target=normalise(target),
        tokens=(source_token, target_token),
        version=version,
        into=session.project().layout.models if here else None,
    )
    verb = "Installed" if done.changed else "Already installed:"
    session.console.say(f"{verb} {done.package.name} ({_size(done.package.size)}) in {done.package.path}")


@models.command()
@click.argument("what")
@click.pass_obj
def remove(session: Session, what: str) -> None:
    """Remove an installed package.

    WHAT is a pair such as en-es, a name, or a folder.
    """
    from workflow.engines import packages

    path = packages.remove(what, settings_of(session.project_if_any()))
    session.console.say(f"Removed {path}")


@models.command()
@click.argument("what")
@json_option
@click.pass_obj
def info(session: Session, what: str, as_json: bool) -> None:
    """Show the details of an installed package.

    WHAT is a pair such as en-es, a name, or a folder.
    """
    from workflow.engines import packages
    from workflow.engines.quality import describe

    found = packages.info(what, settings_of(session.project_if_any()))
    if as_json:
        session.console.data(found)
        return
    package = found.package
    for name, value in {
        "package": package.name,
        "pair": f"{package.source} → {package.target}",
        "quality": describe(found.quality).removeprefix("quality: "),
        "path": f"{session.console.path(package.path)} ({package.where})",
        "size": _size(found.size),
        "hash": found.hash,
        **{key: str(value) for key, value in package.record.items() if isinstance(value, str) and value},
    }.items():
        session.console.hanging(f"{name:8} ", value)
    if found.readme:
        session.console.show()
        _show_readme(session.console, found.readme.rstrip().splitlines())


def _show_readme(console: Console, lines: list[str]) -> None:
    """Show a text in Markdown; where it is wider than the terminal, its paragraphs and list items are filled, and its tables are not."""
    wide = max(map(columns_of, lines)) >= width()
    for is_text, group in groupby(lines, lambda line: wide and bool(re.match(r"\s*[^\s|#`]", line))):
        if is_text:
            # An item of a list begins a line, any other line continues the one before it.
            for item in re.split(r"\n(?=\s*[-*+]\s)", "\n".join(group)):
                lead = re.match(r"\s*(?:[-*+]\s+)?", item)
                start = lead[0] if lead else ""
                console.hanging(start, item[len(start) :])
        else:
            for line in group:
                console.show(line)
