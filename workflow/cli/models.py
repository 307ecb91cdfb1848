"""``workflow models``: translation packages."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.console import count, table
from workflow.cli.options import Group, Session, json_option

if TYPE_CHECKING:
    from workflow.engines.base import EngineSettings
    from workflow.project import Project

__all__ = ["add_ct2", "available", "info", "install", "list_", "models", "remove", "settings_of"]

INDEX = "Address or file of an index in Argos's format."


def settings_of(project: "Project | None") -> "EngineSettings":
    """What packages have to know of a project, or of none."""
    from workflow.engines.base import EngineSettings

    if project is None:
        return EngineSettings()
    return EngineSettings(offline=project.config.offline, models=project.models)


def _size(number: int | None) -> str:
    return "" if number is None else f"{number / 1e6:,.1f} MB"


@click.group(cls=Group)
def models() -> None:
    """List, install and remove translation packages.

    They are packages of Argos Translate, and both programs find what either installs. Only `available`, and `install` from an
    address or an index, use the network.
    """


@models.command("list")
@json_option
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """List the packages on this machine."""
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
    "-l", "--language", "languages", multiple=True, metavar="CODE", help="Only into this language (repeatable)."
)
@click.option("--from", "source", metavar="CODE", help="Only from this language.")
@click.option("--all", "everything", is_flag=True, help="All pairs, not only those of the project.")
@click.option("--index", metavar="ADDRESS", help=INDEX)
@json_option
@click.pass_obj
def available(
    session: Session, languages: tuple[str, ...], source: str | None, everything: bool, index: str | None, as_json: bool
) -> None:
    """List the packages that can be fetched (network)."""
    from workflow.engines import packages
    from workflow.engines.packages.installed import argos_codes

    project = session.project_if_any()
    session.console.progress(0, 0, "fetching the index")
    found = packages.available(settings_of(project), index=index)
    if project is not None and not everything:
        source = source or project.config.source_language
        languages = languages or project.config.languages
    chosen = [
        one
        for one in found
        if (not source or one.source in argos_codes(source))
        and (not languages or any(one.target in argos_codes(code) for code in languages))
    ]
    if as_json:
        session.console.data(chosen)
        return
    rows = [
        [f"{one.source} → {one.target}", f"{one.source_name} → {one.target_name}", one.name, _size(one.size)]
        for one in chosen
    ]
    if rows:
        for line in table(["pair", "languages", "package", "size"], rows, left=3):
            session.console.show(line)
        session.console.say(f"\nTo install one: workflow models install {chosen[0].source}-{chosen[0].target}")
    if len(chosen) < len(found):
        session.console.say(f"{count(len(found) - len(chosen), 'more package')} for other pairs: --all shows them.")


@models.command()
@click.argument("what")
@click.option("--sha256", metavar="HEX", help="What the file's SHA-256 has to be.")
@click.option("--index", metavar="ADDRESS", help=INDEX)
@click.option("--here", is_flag=True, help="Into this project's models/ folder.")
@click.pass_obj
def install(session: Session, what: str, sha256: str | None, index: str | None, here: bool) -> None:
    """Install a package.

    WHAT is an .argosmodel file, a folder, an address, or a pair such as en-uk, which is looked up in an index and fetched.
    """
    from workflow.engines import packages

    project = session.project() if here else session.project_if_any()
    done = packages.install(
        what,
        settings_of(project),
        folder=project.models if here and project else None,
        index=index,
        sha256=sha256,
        progress=session.console.progress,
    )
    verb = "Installed" if done.changed else "Already there:"
    session.console.say(f"{verb} {done.package.name} ({_size(done.package.size)}) in {done.package.path}")
    if done.sha256:
        session.console.say(f"SHA-256 {done.sha256}{' (as given)' if sha256 else ''}")


@models.command("add-ct2")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--from", "source", required=True, metavar="CODE", help="The language it translates from.")
@click.option("--to", "target", required=True, metavar="CODE", help="The language it translates into.")
@click.option("--source-token", default="", metavar="TOKEN", help="What the model calls the source language.")
@click.option("--target-token", default="", metavar="TOKEN", help="What the model calls the target language.")
@click.option("--version", default="1.0", metavar="N.N", help="The package's version (1.0).")
@click.option("--here", is_flag=True, help="Into this project's models/ folder.")
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

    FOLDER is what ct2-transformers-converter and its relatives wrote, with the model's SentencePiece or BPE tokenizer. A model of several
    languages is told which by tokens; they are named only where its vocabulary does not tell.
    """
    from workflow.engines import packages
    from workflow.languages import normalise

    done = packages.add_ct2(
        folder if session.folder is None else session.folder / folder,
        source=normalise(source),
        target=normalise(target),
        tokens=(source_token, target_token),
        version=version,
        into=session.project().models if here else None,
    )
    verb = "Installed" if done.changed else "Already there:"
    session.console.say(f"{verb} {done.package.name} ({_size(done.package.size)}) in {done.package.path}")


@models.command()
@click.argument("what")
@click.pass_obj
def remove(session: Session, what: str) -> None:
    """Remove an installed package: a pair, a name, or a folder."""
    from workflow.engines import packages

    path = packages.remove(what, settings_of(session.project_if_any()))
    session.console.say(f"Removed {path}")


@models.command()
@click.argument("what")
@json_option
@click.pass_obj
def info(session: Session, what: str, as_json: bool) -> None:
    """Tell all about an installed package.

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
        "place": f"{session.console.path(package.path)} ({package.where})",
        "size": _size(found.size),
        "hash": found.hash,
        **{key: str(value) for key, value in package.record.items() if value},
    }.items():
        session.console.show(f"{name:8} {value}")
    if found.readme:
        session.console.show(f"\n{found.readme.rstrip()}")
