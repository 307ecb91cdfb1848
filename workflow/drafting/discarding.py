"""Remove drafts again, from the catalogs of a project or from single PO files."""

import os
from collections.abc import Sequence
from pathlib import Path

from workflow.catalogs.provenance import untouched_draft_of
from workflow.catalogs.store import CatalogStore
from workflow.drafting.entries import empty
from workflow.drafting.report import DraftReport
from workflow.errors import CatalogError, FileProblem, WorkflowError
from workflow.model import Observer, Selection
from workflow.project import Project

__all__ = ["discard", "discard_files"]


def discard(
    project: Project, selection: Selection = Selection(), *, dry_run: bool = False, observer: Observer = Observer()
) -> DraftReport:
    """Remove every untouched draft and the machine's refusals: the catalogs are as they were before drafting.

    A catalog that cannot be read is left as it is and reported in ``problems``. Raises BadInput, FileProblem.
    """
    languages = project.config.select_languages(selection.languages)
    documents = project.documents.select(selection.documents)
    paths = [project.catalog_path(code, name) for code in languages for name in documents]
    return _discard([path for path in paths if os.path.lexists(path)], project.catalogs, dry_run, observer)


def discard_files(
    paths: Sequence[Path], *, dry_run: bool = False, observer: Observer = Observer(), project: Project | None = None
) -> DraftReport:
    """Remove the drafts from PO files, in or outside a project; see ``discard``. Raises FileProblem, also for a missing file."""
    return _discard(paths, project.catalogs if project else CatalogStore(), dry_run, observer)


def _discard(paths: Sequence[Path], store: CatalogStore, dry_run: bool, observer: Observer) -> DraftReport:
    written: list[Path] = []
    problems: list[WorkflowError] = []
    count = 0
    for number, path in enumerate(paths):
        observer.report(number, len(paths), path.name)
        try:
            catalog = store.read(path)
        except CatalogError as error:
            problems.append(error)
            continue
        if empty(catalog) is catalog:
            continue
        try:
            if dry_run or store.update(path, empty).changed:
                written.append(path)
        except (CatalogError, FileProblem) as error:
            problems.append(error)
        else:
            count += sum(untouched_draft_of(entry) is not None for entry in catalog.entries)
    return DraftReport(written=tuple(written), problems=tuple(problems), discarded=count, dry_run=dry_run)
