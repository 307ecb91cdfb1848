"""Choose entries of a project by a filter."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workflow.editing.filters import UnitFilter, ages
from workflow.errors import CatalogError, WorkflowError
from workflow.model import Catalog, Entry, Observer, Selection
from workflow.project import Project
from workflow.project.addresses import LocatedUnit
from workflow.project.earlier_catalogs import EarlierCatalogs
from workflow.project.git_history import line_times

__all__ = ["Selected", "select"]


@dataclass(frozen=True, slots=True)
class Selected:
    """The entries that a filter lets through, in the project's order."""

    units: tuple[LocatedUnit, ...]
    problems: tuple[WorkflowError, ...] = ()
    """Catalogs that could not be read."""


def select(
    project: Project,
    selection: Selection,
    wanted: UnitFilter,
    *,
    observer: Observer = Observer(),
) -> Selected:
    """Return the live entries that are meant. A catalog that does not exist has none; one that is broken is a problem.

    Raises BadInput (also for a revision that git does not know, or an age without git), ConfigError and FileProblem.
    """
    chosen = project.config.select_languages(selection.languages)
    named = [(document, project.documents.name(document)) for document in project.documents.select(selection.documents)]
    places = [(code, document, name, project.layout.catalog(code, name)) for code in chosen for document, name in named]
    earlier = None
    if wanted.changed_since:
        earlier = EarlierCatalogs.at(project.root, wanted.changed_since, [path for *_, path in places])
    found: list[LocatedUnit] = []
    problems: list[WorkflowError] = []
    for done, (code, document, name, path) in enumerate(places):
        observer.report(done, len(places), f"{code}: {document}")
        try:
            catalog = project.catalogs.find(path)
            if catalog is None:
                continue
            hits: Iterable[Entry] = (entry for entry in catalog.live if entry.msgid and wanted.matches(entry))
            if earlier is not None:
                hits = [entry for entry in hits if earlier.changed(path, entry)]
        except CatalogError as error:
            problems.append(error)
            continue
        if wanted.older_than is not None:
            hits = _old(project, path, catalog, list(hits), wanted.older_than)
        found += [LocatedUnit(code, document, name, path, entry) for entry in hits]
    return Selected(tuple(found), tuple(problems))


def _old(project: Project, path: Path, catalog: Catalog, hits: list[Entry], days: int) -> Iterator[Entry]:
    if not hits:
        return
    times = line_times(project.root, path)
    if times is None:  # git does not have the file yet
        times = []
    age = {
        entry.key: days for entry, days in zip(catalog.entries, ages(catalog.entries, times, time.time()), strict=True)
    }
    yield from (entry for entry in hits if age[entry.key] >= days)
