"""Remove entries and catalogs whose source no longer exists: first list them, then remove them.

Nothing is removed without a request. ``prunable`` only lists; ``prune`` removes what ``prunable`` listed, unless it has changed
since.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workflow.catalogs.comment_syntax import add_comment, comment_values
from workflow.errors import WorkflowError
from workflow.extraction.orphans import below, made_from_document
from workflow.files import remove
from workflow.model import Catalog, Entry, Selection
from workflow.project import Project

__all__ = ["Prunable", "Pruned", "obsolete_since", "prunable", "prune"]


@dataclass(frozen=True, slots=True)
class Prunable:
    """The entries that can be removed from one catalog."""

    path: Path
    texts: tuple[Entry, ...] = ()
    """The entries to be removed, as they are in the file."""
    whole: bool = False
    """Whether the whole file is removed, since its document no longer exists."""
    lives_on: tuple[tuple[Path, int], ...] = ()
    """Catalogs in which texts to be removed are translated as well, each with their number: the document was renamed, or they were moved."""
    undated: int = 0
    """Obsolete entries without a date: they are not removed, and get today's date."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """The result of ``prune``."""

    changed: tuple[Path, ...]
    """The files that were changed or removed."""
    problems: tuple[WorkflowError, ...] = ()
    """Errors of files that could not be read, written or removed. They are unchanged."""


def prunable(
    project: Project,
    selection: Selection = Selection(),
    *,
    older_than: int | None = None,
    today: str | None = None,
) -> tuple[Prunable, ...]:
    """List the entries and catalogs that can be removed, by language and path. Nothing is changed.

    ``older_than`` None: the catalogs of documents that no longer exist. A number of days: every entry, in any catalog, that has been
    obsolete for longer, and those catalogs of deleted documents in which no other entry is left. An entry without a date counts from
    the day it is first seen here. ``today``: the present day as an ISO date, for tests. Files that cannot be read are left
    out. Raises BadInput, ConfigError.
    """
    names = {document: project.documents.name(document) for document in project.documents.paths()}
    taken = frozenset(names.values())
    wanted = (
        {names[document] for document in project.documents.select(selection.documents)} if selection.documents else None
    )
    now = datetime.date.fromisoformat(today) if today else datetime.date.today()
    found = []
    for language in project.config.select_languages(selection.languages):
        for path, name in below(project.layout.catalogs(language), ".po"):
            if wanted is not None and name not in wanted:
                continue
            is_orphan = name not in taken
            if not is_orphan and older_than is None:
                continue
            try:
                catalog = project.catalogs.read(path)
            except WorkflowError:
                continue
            if is_orphan and not made_from_document(catalog, name):
                continue
            one = _prunable(path, catalog, is_orphan, older_than, now)
            if one.whole or one.texts or one.undated:
                found.append(replace(one, lives_on=_lives_on(project, language, one)))
    return tuple(found)


def _prunable(path: Path, catalog: Catalog, is_orphan: bool, older_than: int | None, now: datetime.date) -> Prunable:
    if older_than is None:
        return Prunable(path, catalog.entries, whole=True)
    obsolete = [entry for entry in catalog.entries if entry.obsolete]
    since = {entry.key: obsolete_since(entry) for entry in obsolete}
    limit = now - datetime.timedelta(days=older_than)
    old = tuple(entry for entry in obsolete if (date := since[entry.key]) is not None and date <= limit)
    undated = sum(date is None for date in since.values())
    return Prunable(path, old, whole=is_orphan and len(old) == len(catalog.entries), undated=undated)


def _lives_on(project: Project, language: str, plan: Prunable) -> tuple[tuple[Path, int], ...]:
    """Where the language's current catalogs have translations of the texts that are to be removed."""
    left = {entry.key for entry in plan.texts if any(entry.msgstr)}
    found = []
    for document in project.documents.paths() if left else ():
        path = project.catalog_path(language, document)
        try:
            catalog = project.catalogs.read(path)
        except WorkflowError:
            continue
        here = {entry.key for entry in catalog.live if any(entry.msgstr)} & left
        left -= here
        found += [(path, len(here))] if here else []
    return tuple(found)


def obsolete_since(entry: Entry) -> datetime.date | None:
    """Return the date since which an entry is obsolete: the latest one in its comments; None if there is none."""
    dates = []
    for value in comment_values(entry, "obsolete"):
        try:
            dates.append(datetime.date.fromisoformat(value.strip()))
        except ValueError:
            continue
    return max(dates, default=None)


def prune(project: Project, plan: Sequence[Prunable], *, today: str | None = None) -> Pruned:
    """Remove what ``prunable`` listed, except entries changed since, and date entries without a date."""
    date = today or datetime.date.today().isoformat()
    changed = []
    problems: list[WorkflowError] = []
    for one in plan:
        try:
            if _pruned(project, one, date):
                changed.append(one.path)
        except WorkflowError as error:
            problems.append(error)
    return Pruned(tuple(changed), tuple(problems))


def _pruned(project: Project, one: Prunable, date: str) -> bool:
    """Whether the file was changed or removed. Raises CatalogError, FileProblem."""
    if one.whole:
        return project.catalogs.read(one.path).entries == one.texts and remove(one.path)
    return project.catalogs.update(one.path, lambda catalog: _without(catalog, one, date)).changed


def _without(catalog: Catalog, one: Prunable, date: str) -> Catalog:
    old = set(one.texts)
    kept = []
    for entry in catalog.entries:
        if entry in old:
            continue
        undated = entry.obsolete and one.undated and obsolete_since(entry) is None
        kept.append(add_comment(entry, "obsolete", date) if undated else entry)
    return catalog if tuple(kept) == catalog.entries else replace(catalog, entries=tuple(kept))
