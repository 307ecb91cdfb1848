"""One PO file for each language, for programs that need it, and back.

``join`` writes one file of all documents, ``split`` copies the changes in it to the documents' catalogs. A copy of what ``join`` wrote
stays in the cache, so that changes on both sides are merged; without it the joined file wins.
"""

from dataclasses import dataclass
from pathlib import Path

from workflow import catalogs
from workflow.catalogs import join_split
from workflow.catalogs.headers import field
from workflow.errors import BadInput
from workflow.files import exists, read_bytes, write_bytes
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
    unknown: int = 0
    """Entries that are in no document; they were ignored."""


def join(project: Project, selection: Selection = Selection(), *, folder: Path) -> tuple[Joined, ...]:
    """Write ``CODE.po`` into ``folder`` for each language: all documents' entries, equal ones once.

    Raises BadInput (no catalogs yet, a folder inside ``locales/``), CatalogError, FileProblem.
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
        data = catalogs.serialise(join_split.join(parts))
        path = folder / f"{code}.po"
        changed = write_bytes(path, data)
        write_bytes(_last_joined(project, code), data)
        count = len(project.catalogs.parse(data, path).entries)
        done.append(Joined(code, path, tuple(parts), count, changed))
    return tuple(done)


def split(project: Project, file: Path, *, code: str | None = None) -> Split:
    """Copy the changes in a joined file to the documents' catalogs; nothing else in them changes.

    The language is ``code``, else that in the file's header or name. Raises BadInput, CatalogError, FileProblem, Locked; each catalog is
    then complete, old or new.
    """
    joined = project.catalogs.read(file)
    (code,) = project.config.select_languages([code or _language(project, joined, file)])
    last = _last_joined(project, code)
    base = project.catalogs.read(last) if exists(last) else None
    parts = _catalogs(project, code)
    changed: list[Path] = []
    conflicts = 0
    for document in parts:
        path = project.catalog_path(code, document)
        merges: list[catalogs.MergedCatalog] = []

        def change(ours: Catalog, document: str = document, merges: list[catalogs.MergedCatalog] = merges) -> Catalog:
            merges.append(join_split.split(document, ours, joined, base))
            return merges[-1].catalog

        if project.catalogs.update(path, change).changed:
            changed.append(path)
        conflicts += sum(len(merge.conflicts) for merge in merges)
    write_bytes(last, read_bytes(file))
    return Split(code, tuple(changed), conflicts, len(join_split.unknown(joined, parts)))


def _catalogs(project: Project, code: str) -> dict[str, Catalog]:
    """The catalogs that exist, by document, in the project's order."""
    paths = {document: project.catalog_path(code, document) for document in project.documents.paths()}
    return {document: project.catalogs.read(path) for document, path in paths.items() if exists(path)}


def _last_joined(project: Project, code: str) -> Path:
    return project.layout.cache / "joined" / f"{code}.po"


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
