"""``workflow edit``: change one translation, in an editor or by an option."""

import itertools
import os
import shlex
import shutil
import subprocess
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workflow.cli.decisions import carry_out, signature_of
from workflow.cli.edit_buffer import compose, texts_of
from workflow.cli.filters import signer_option
from workflow.cli.options import Command, Session, dry_run_option, json_option
from workflow.errors import BadInput, DocumentError, FileProblem, WorkflowError

if TYPE_CHECKING:
    from workflow.project import Project
    from workflow.project.addresses import LocatedUnit

__all__ = ["edit"]

_EDITORS = ("sensible-editor", "vi", "nano", "notepad")
"""Editors to try if no variable names one."""


@click.command(cls=Command)
@click.argument("address", metavar="ADDRESS")
@click.option(
    "--text",
    "texts",
    multiple=True,
    metavar="TEXT",
    help="The translation; repeat it for each plural form. No editor is opened.",
)
@click.option(
    "--approve",
    "review",
    type=click.Choice(["bilingual", "target"]),
    help="Approve it as well: read against the source, or the translation alone.",
)
@signer_option
@dry_run_option
@json_option
@click.pass_obj
def edit(
    session: Session,
    address: str,
    texts: tuple[str, ...],
    review: str | None,
    who: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Edit a translation.

    Opens $VISUAL or $EDITOR with the translation, and below it the source, notes and findings. A text that is unchanged or empty
    changes nothing. The edited translation is yours: it is no longer a draft, stale or in conflict.

    \b
    Examples:
      workflow edit es:guide#3f2a91c0
      workflow edit es:guide:118 --text "Buenos días" --approve bilingual
    """
    from workflow.editing import Decision, DecisionKind, Review, Seen, UnitPlace
    from workflow.project.addresses import UnitFinder

    project = session.project()
    unit = UnitFinder(project).find(address)
    by = signature_of(project, who, Review(review) if review else None)
    entry = unit.entry
    kept: Path | None = None
    if not texts:
        kept, found, seconds = _edited(session, project, unit)
        if found is None:
            session.console.say(f"Unchanged: {unit.address}")
            kept.unlink(missing_ok=True)
            return
        texts = found
        by = signature_of(project, who, by.review, seconds)
    _refuse_controls(unit, texts, kept)
    decision = Decision(DecisionKind.EDIT, UnitPlace.of(unit), Seen.of(entry), by, texts)
    try:
        report = carry_out(session, project, [decision], dry_run=dry_run, as_json=as_json)
    except WorkflowError as error:
        raise type(error)(f"{error}{_kept(kept)}") from error
    if kept is not None and not dry_run:
        kept.unlink(missing_ok=True)
    if not as_json and not dry_run and any(one.changed for one in report.decided):
        _show_findings(session, project, unit)


def _edited(session: Session, project: "Project", unit: "LocatedUnit") -> tuple[Path, tuple[str, ...] | None, float]:
    """Open the editor; the file, the new texts (None: unchanged), and how long it was open. Raises BadInput, FileProblem."""
    from workflow import reporting
    from workflow.files import decode, read_bytes
    from workflow.reporting.unit_facts import facts

    details = reporting.describe(project, unit, observer=session.console.observer)
    for problem in details.problems:
        session.console.warn(f"Not looked up: {problem}")
    before = compose(unit.entry.msgstr, facts(details, session.console.path, with_target=False), details.other_texts)
    path = _new_file(project.layout.cache / "edit", f"{unit.language}-{unit.address.rpartition('#')[2]}", before)
    session.console.clear()
    begun = time.monotonic()
    try:
        _run_editor(path)
    except BadInput as error:
        if path.is_file() and path.read_bytes() != before.encode():
            raise BadInput(f"{error}{_kept(path)}") from error
        path.unlink(missing_ok=True)
        raise
    seconds = time.monotonic() - begun
    try:
        edited = decode(read_bytes(path), str(path))
        return path, texts_of(edited, before, len(unit.entry.msgstr)), seconds
    except FileProblem as error:
        if isinstance(error.__cause__, FileNotFoundError):  # deleted: as good as empty
            return path, None, seconds
        raise
    except (BadInput, DocumentError) as error:
        raise type(error)(f"{unit.address}: {error}{_kept(path)}") from error


def _refuse_controls(unit: "LocatedUnit", texts: tuple[str, ...], kept: Path | None) -> None:
    """Raise BadInput for a control character that the source does not have: nobody sees it, and an editor or a terminal put it there."""
    for sign in "".join(texts):
        if unicodedata.category(sign) == "Cc" and sign not in f"\n\t{unit.entry.msgid}":
            raise BadInput(
                f"{unit.address}: the text contains the control character U+{ord(sign):04X}. Remove it.{_kept(kept)}"
            )


def _new_file(folder: Path, name: str, text: str) -> Path:
    """Create a file under a name that is free: another one may hold words that could not be saved. Raises FileProblem."""
    from workflow.files import create

    for number in itertools.count(1):
        path = folder / (f"{name}-{number}.txt" if number > 1 else f"{name}.txt")
        if create(path, text.encode()):
            return path
    raise AssertionError


def _kept(path: Path | None) -> str:
    return f" Your text is in {path}." if path is not None else ""


def _run_editor(path: Path) -> None:
    """Run the editor and wait for it. Raises BadInput if there is none, or it fails."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or next(filter(shutil.which, _EDITORS), "")
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise BadInput(f"the editor {command!r} cannot be run: {error}. Set VISUAL or EDITOR.") from error
    if not words:
        raise BadInput("no editor is named. Set VISUAL or EDITOR, or give the translation with --text.")
    try:
        code = subprocess.run([*words, str(path)], check=False).returncode
    except OSError as error:
        raise BadInput(
            f"the editor {command!r} cannot be run: {error.strerror}. Set VISUAL or EDITOR, or use --text."
        ) from error
    if code != 0:
        how = f"was stopped by signal {-code}" if code < 0 else f"ended with exit code {code}"
        raise BadInput(f"the editor {command!r} {how}. Nothing was changed.")


def _show_findings(session: Session, project: "Project", unit: "LocatedUnit") -> None:
    """Print what is wrong with the new translation, if anything."""
    from workflow import reporting
    from workflow.project.addresses import UnitFinder

    details: Any = reporting.describe(project, UnitFinder(project).find(unit.address))
    for finding in details.findings:
        session.console.warn(finding.message)
