"""One PO file for each language, for programs that need it, and back.

``join`` writes one file of all documents, ``split`` copies the changes in it to the documents' catalogs. The file itself tells what each
entry was when it was joined, so changes on both sides are merged. The cache only remembers which changes were copied already.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workflow import catalogs
from workflow.boundary import real_path
from workflow.catalogs import join_split
from workflow.catalogs.headers import field
from workflow.errors import BadInput, FileProblem
from workflow.files import create, exists, read_bytes, replace, write_text
from workflow.languages import language
from workflow.model import Catalog, Selection
from workflow.project import Project

__all__ = ["Joined", "Split", "join", "split"]


@dataclass(frozen=True, slots=True)
class Joined:
    """One file that was written."""

    language: str
    path: Path
    documents: tuple[str, ...]
    entries: int
    changed: bool


@dataclass(frozen=True, slots=True)
class Split:
    """The result of splitting a joined file."""

    language: str
    changed: tuple[Path, ...] = ()
    """The catalogs that were written."""
    conflicts: int = 0
    """Entries that were changed in both places; they hold both texts (``workflow-conflict``)."""
    obsolete: int = 0
    """New translations of entries that are in no document any longer; they are kept as obsolete entries."""
    homeless: int = 0
    """New translations of entries that are in no document and name none; they were skipped."""
    missing: int = 0
    """Entries of the documents' catalogs that are not in the file; nothing was copied to them."""


def join(project: Project, selection: Selection = Selection(), *, folder: Path) -> tuple[Joined, ...]:
    """Write ``CODE.po`` into ``folder`` for each language: all documents' entries, equal ones once.

    Raises BadInput (no catalogs yet, a folder inside ``locales/``, a file that ``join`` did not write or that has changes which are not
    in the catalogs), CatalogError, FileProblem.
    """
    if folder.resolve().is_relative_to(project.layout.locales.resolve()):
        raise BadInput(
            f"{folder}: is inside {project.layout.locales.name}/, where the documents' catalogs are. Choose another folder."
        )
    done = []
    for code in project.config.select_languages(selection.languages):
        parts = _catalogs(project, code)
        if not parts:
            raise BadInput(f"{code}: there are no catalogs yet. Run `workflow extract`.")
        joined = join_split.join(parts)
        path = folder / f"{code}.po"
        changed = _put(project, code, path, catalogs.serialise(joined), parts)
        done.append(Joined(code, path, tuple(parts), len(joined.entries), changed))
    return tuple(done)


def split(project: Project, file: Path, *, code: str | None = None) -> Split:
    """Copy the changes in a joined file to the documents' catalogs; nothing else in them changes.

    The language is ``code``, else that in the file's header or name. Raises BadInput, CatalogError, FileProblem, Locked; each catalog is
    then complete, old or new.
    """
    joined = project.catalogs.read(file)
    (code,) = project.config.select_languages([code or _language(project, joined, file)])
    taken = _taken(project, code)
    found: dict[str, frozenset[str]] = dict(taken)
    parts = _catalogs(project, code)
    strays = join_split.strays(joined, parts)
    changed: list[Path] = []
    conflicts = 0
    for document in parts:
        path = project.catalog_path(code, document)
        merge = catalogs.MergedCatalog(Catalog(()))
        edits: join_split.Taken = {}

        def change(ours: Catalog, document: str = document) -> Catalog:
            nonlocal merge, edits
            edits = join_split.edits(document, ours, joined, taken)
            merge = join_split.split(document, ours, joined, taken, strays.edited.get(document, ()))
            return merge.catalog

        if project.catalogs.update(path, change).changed:
            changed.append(path)
        conflicts += len(merge.conflicts)
        found |= {edit: found.get(edit, frozenset()) | met for edit, met in edits.items()}
    _take(project, code, found)
    obsolete = sum(len(entries) for entries in strays.edited.values())
    missing = join_split.missing(joined, parts)
    return Split(code, tuple(changed), conflicts, obsolete, len(strays.homeless), missing)


def _put(project: Project, code: str, path: Path, data: bytes, parts: Mapping[str, Catalog]) -> bool:
    """Write a joined file, unless a person's work would be lost. Return whether it changed."""
    real_path(path)
    while True:
        if not exists(path):
            if create(path, data):
                return True
            continue
        there = read_bytes(path)
        if there == data:
            return False
        old = project.catalogs.parse(there, path)
        if not join_split.is_joined(old):
            raise BadInput(
                f"{path}: already exists, and `catalogs join` did not write it. Move it away, or choose another folder (--to)."
            )
        strays, taken = join_split.strays(old, parts), _taken(project, code)
        if strays.homeless or any(
            join_split.split(document, ours, old, taken, strays.edited.get(document, ())).catalog.entries
            != ours.entries
            for document, ours in parts.items()
        ):
            raise BadInput(
                f"{path}: has changes that are not in the catalogs yet. Run `workflow catalogs split` with this file first, "
                "or move it away."
            )
        if replace(path, there, data).replaced:
            return True


def _catalogs(project: Project, code: str) -> dict[str, Catalog]:
    """The catalogs that exist, by document, in the project's order."""
    paths = {document: project.catalog_path(code, document) for document in project.documents.paths()}
    return {document: project.catalogs.read(path) for document, path in paths.items() if exists(path)}


def _taken(project: Project, code: str) -> dict[str, frozenset[str]]:
    """The changes that were copied from joined files before. Without the cache, copying one again may be a conflict."""
    try:
        found = json.loads(read_bytes(_taken_path(project, code)))
    except (FileProblem, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {edit: frozenset(map(str, met)) for edit, met in found.items() if isinstance(met, list)}


def _take(project: Project, code: str, taken: join_split.Taken) -> None:
    if taken:
        lines = {edit: sorted(met) for edit, met in sorted(taken.items())}
        write_text(_taken_path(project, code), json.dumps(lines, indent=0) + "\n")


def _taken_path(project: Project, code: str) -> Path:
    return project.layout.cache / "joined" / f"{code}.json"


def _language(project: Project, joined: Catalog, file: Path) -> str:
    known = project.config.languages
    for word in (field(joined, "Language"), file.stem):
        try:
            found = language(word.replace("-", "_")).code if word else ""
        except BadInput:
            continue
        if found in known:
            return found
    raise BadInput(
        f"{file}: neither its header nor its name gives its language ({', '.join(known)}). Name it: -l {known[0]}."
    )
