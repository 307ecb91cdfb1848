"""Carry out decisions: under the lock of each catalog, one write per catalog, with the hashes that the person saw."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from workflow.catalogs.hashes import source_hash
from workflow.catalogs.provenance import drafts_of, record_of
from workflow.catalogs.states import state
from workflow.catalogs.store import CatalogStore
from workflow.editing.applying import applied
from workflow.editing.journal import Act, EarlierTexts, EntryChange, Journal, change_of
from workflow.editing.model import Decided, Decision, DecisionReport
from workflow.errors import CatalogError, DecisionRefused, FileProblem, WorkflowError
from workflow.model import Catalog, Entry, Key, Observer
from workflow.project import Project

__all__ = ["decide"]


def decide(
    project: Project | None, decisions: Sequence[Decision], *, dry_run: bool = False, observer: Observer = Observer()
) -> DecisionReport:
    """Carry out decisions of one kind by one person, which ``undo`` then takes back together.

    One that is refused, for example because the entry has changed since the person saw it, is a problem in the report, and so is a
    catalog that cannot be read or written; the others are carried out. Each catalog is written once, and is complete, old or new, if
    the process is killed. With ``dry_run``, nothing is written. ``project`` is None for PO files outside a project: they have no
    journal, so these decisions cannot be undone.
    """
    by_path: dict[Path, list[Decision]] = {}
    for decision in decisions:
        by_path.setdefault(decision.unit.path, []).append(decision)
    decided: list[Decided] = []
    written: list[Path] = []
    problems: list[WorkflowError] = []
    act = _act(decisions[0]) if decisions else None
    store = CatalogStore() if project is None else project.catalogs
    journal = None if project is None else Journal(project.root)
    if decisions and not dry_run and journal is not None:
        journal.trim()
    # Read only if a draft was edited, and then once.
    earlier: Callable[[], EarlierTexts] = dict if journal is None else cache(journal.texts)
    for number, (path, own) in enumerate(by_path.items()):
        observer.report(number, len(by_path), path.name)
        assert act is not None
        keep = _forget if journal is None else partial(journal.write, act, path)
        attempt = _Attempt(own, keep, earlier)
        try:
            if dry_run:
                attempt.change(store.read(path), keep=False)
            elif store.update(path, attempt.change).changed:
                written.append(path)
        except (CatalogError, FileProblem) as error:
            problems.append(error)
        else:
            decided += attempt.decided
            problems += attempt.refused
    return DecisionReport(tuple(decided), tuple(written), tuple(problems), dry_run)


class _Attempt:
    """Decisions about one catalog. ``change`` is called again if another program saved the file meanwhile."""

    def __init__(
        self,
        decisions: Sequence[Decision],
        keep: Callable[[Sequence[EntryChange]], None],
        earlier: Callable[[], EarlierTexts],
    ) -> None:
        self.decided: list[Decided] = []
        self.refused: list[DecisionRefused] = []
        self._decisions = decisions
        self._keep = keep
        self._earlier = earlier

    def change(self, catalog: Catalog, *, keep: bool = True) -> Catalog:
        """Return the catalog with the decisions carried out; the same object if they change nothing."""
        self.decided, self.refused = [], []
        entries = {entry.key: entry for entry in catalog.entries}
        changes: dict[Key, EntryChange] = {}
        changed: dict[Key, Entry] = {}
        for one in self._decisions:
            before = changed.get(one.unit.key) or entries.get(one.unit.key)
            try:
                if before is None:
                    raise DecisionRefused(
                        f"{one.unit.address}: the text is no longer in {one.unit.path}. Nothing was changed."
                    )
                after = applied(before, one, self._drafted(before))
            except DecisionRefused as error:
                self.refused.append(error)
                continue
            self.decided.append(
                Decided(
                    one.unit.address, one.kind, one.unit.path, state(before), state(after), after != before, after.text
                )
            )
            if after != before:
                changes[one.unit.key] = change_of(catalog, entries[one.unit.key], after, one.unit.address)
                changed[one.unit.key] = after
        if not changed:
            return catalog
        if keep:
            self._keep(tuple(changes.values()))
        return replace(catalog, entries=tuple(changed.get(entry.key, entry) for entry in catalog.entries))

    def _drafted(self, entry: Entry) -> tuple[str, ...] | None:
        """The machine's draft that a person has edited since, if the journal still has it."""
        source = source_hash(entry)
        drafts = [draft for draft in drafts_of(entry) if draft.source == source]
        if not drafts or record_of(entry) is not None:
            return None
        earlier = self._earlier()
        texts = (earlier.get((self._decisions[0].unit.path, entry.key, draft.text)) for draft in drafts)
        return next((one for one in texts if one is not None), None)


def _forget(changes: Sequence[EntryChange]) -> None:
    """Outside a project, nothing is kept for ``undo``."""


def _act(first: Decision) -> Act:
    now = datetime.now(UTC)
    # Two commands may begin in the same microsecond.
    name = f"{now:%Y%m%dT%H%M%S.%f}-{os.urandom(3).hex()}"
    return Act(name, first.kind, first.by.who, now.isoformat(timespec="seconds"))
