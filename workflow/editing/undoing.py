"""Undo the last decisions: put entries back as they were, byte for byte where the file's other lines allow it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from workflow.catalogs.write.raw_lines import with_lines
from workflow.editing.journal import Act, EntryChange, Journal, entry_before, fingerprint
from workflow.editing.model import Undone, UndoReport, moment
from workflow.errors import BadInput, CatalogError, DecisionRefused, FileProblem, WorkflowError
from workflow.model import Catalog, Entry, Key
from workflow.project import Project

__all__ = ["undo"]


def undo(project: Project, count: int = 1, *, dry_run: bool = False) -> UndoReport:
    """Undo the last ``count`` commands that decided something, the latest first.

    An entry that has changed since is a problem in the report and stays as it is. A command all of whose entries have changed stays
    in the journal. One whose entries are all as before already counts as well: no older command is undone in its place. With
    ``dry_run``, nothing is written. Raises BadInput if there is nothing to undo, FileProblem.
    """
    journal = Journal(project.root)
    recorded = journal.read()
    damaged = tuple(
        f"{journal.path}:{line}: cannot be read, so that what it tells of cannot be undone."
        for line in recorded.damaged
    )
    if not recorded.acts:
        raise BadInput(" ".join(("there is no decision to undo.", *damaged)))
    done: list[Undone] = []
    problems: list[WorkflowError] = []
    written: dict[Path, None] = {}
    tried: dict[Path, Catalog] = {}
    """In a dry run: what earlier steps would have made."""
    for act in recorded.acts[:count]:
        attempts = [_Attempt(act, changes) for changes in act.changes.values()]
        found: list[WorkflowError] = []
        for path, attempt in zip(act.changes, attempts, strict=True):
            try:
                if dry_run:
                    tried[path] = attempt.change(tried[path] if path in tried else project.catalogs.read(path))
                elif project.catalogs.update(path, attempt.change).changed:
                    written[path] = None
            except (CatalogError, FileProblem) as error:
                found.append(error)
            else:
                found += attempt.refused
        units = tuple(address for attempt in attempts for address in attempt.undone)
        already = tuple(address for attempt in attempts for address in attempt.already)
        problems += found
        if (units or not found) and not dry_run:
            journal.write_undone(act)
        if units or already:
            done.append(Undone(act.kind, act.who, act.when, units, already))
    return UndoReport(tuple(done), tuple(written), tuple(problems), dry_run, damaged)


class _Attempt:
    """The changes of one act in one catalog. ``change`` is called again if another program saved the file meanwhile."""

    def __init__(self, act: Act, changes: Sequence[EntryChange]) -> None:
        self.undone: list[str] = []
        self.already: list[str] = []
        self.refused: list[DecisionRefused] = []
        self._act = act
        self._changes = changes

    def change(self, catalog: Catalog) -> Catalog:
        """Return the catalog with its entries as before; the same object if there is nothing to undo."""
        self.undone, self.already, self.refused = [], [], []
        entries = {entry.key: entry for entry in catalog.entries}
        back: dict[Key, Entry] = {}
        lines: dict[Key, str] = {}
        for one in self._changes:
            now, before = entries.get(one.key), entry_before(one)
            if now is None or before is None or fingerprint(now) not in (one.after, fingerprint(before)):
                self.refused.append(
                    DecisionRefused(
                        f"{one.address}: has changed since the decision ({self._act.kind} by {self._act.who}, "
                        f"{moment(self._act.when)}), so that cannot be undone. It was left as it is."
                    )
                )
            elif fingerprint(now) == one.after:
                self.undone.append(one.address)
                back[one.key] = replace(before, extracted=now.extracted, locations=now.locations)
                lines[one.key] = one.lines
            else:
                self.already.append(one.address)
        if not back:
            return catalog
        fields = replace(catalog, entries=tuple(back.get(entry.key, entry) for entry in catalog.entries))
        made = with_lines(catalog, lines)
        return made if made is not None and made.entries == fields.entries else fields
