"""Bring a catalog up to date with its document, as gettext's msgmerge does.

Translations, flags and comments by people are kept. The entry of a text that only moved is unchanged. An edited text keeps its old
translation as fuzzy, with the former text as ``#|``. The entry of a deleted text becomes obsolete, and live again with its source. An
untouched draft of a text that changed is deleted (docs/catalogs.md).

Merging is a pure function, and idempotent: ``merge(units, merge(units, catalog)) == merge(units, catalog)``. Reuse candidates are
searched only for texts that the catalog does not have at all, so a second run searches for nothing new.
"""

import datetime
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from workflow.catalogs.comment_syntax import add_comment, comment_values, own_comments, remove_comments
from workflow.catalogs.fuzzy_match import CandidatePool, PlacedEntry, best_matches, contained, placed
from workflow.catalogs.headers import plural_count
from workflow.catalogs.provenance import (
    approval_of,
    draft_of,
    drop_draft,
    keep_text,
    previous_text,
    untouched_draft_of,
    without_machine_refusals,
)
from workflow.catalogs.reuse import ReuseCandidates, can_be_fuzzy
from workflow.catalogs.states import state
from workflow.catalogs.templates import template
from workflow.model import Catalog, Entry, Key, State, Unit

__all__ = ["Changes", "changes", "merge"]

_ELSEWHERE_SCORE = 75.0
"""Minimum score (0-100) between a new text and an obsolete one of another document."""
_REACH = 8
"""Maximum number of deleted texts in a row, on either side, that are compared with the new text in their place."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of a merge, as numbers of entries."""

    new: int = 0
    """New in the document, without a translation."""
    stale: int = 0
    """Edited: the old translation is kept as fuzzy."""
    followed: int = 0
    """Moved from another document, or copied from there, with their translation."""
    revived: int = 0
    """Obsolete before, and in the document again."""
    emptied: int = 0
    """Lost an untouched draft, because the source text changed."""
    obsolete: int = 0
    """Deleted from the document, not edited."""

    def __add__(self, other: "Changes") -> "Changes":
        return Changes(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)


def changes(before: Catalog, after: Catalog) -> Changes:
    """Count the changes from ``before`` to ``after``."""
    old = {entry.key: entry for entry in before.entries}
    new = stale = followed = revived = emptied = 0
    for entry in after.live:
        was = old.get(entry.key)
        if was is None:
            if not any(entry.msgstr):
                new += 1
            elif entry.fuzzy and entry.previous_msgid is not None:
                stale += 1
            else:
                followed += 1
        elif was.obsolete:
            revived += 1
        elif any(was.msgstr) and not any(entry.msgstr):
            emptied += 1
    there = {entry.key for entry in after.live}
    there |= {
        (entry.previous_context, entry.previous_msgid) for entry in after.live if entry.previous_msgid is not None
    }
    obsolete = len({entry.key for entry in before.live} - there)
    return Changes(new, stale, followed, revived, emptied, obsolete)


def merge(
    units: Iterable[Unit] | Sequence[Entry],
    catalog: Catalog,
    candidates: ReuseCandidates | Iterable[Catalog] = (),
    *,
    path: str = "",
    locations: str = "file",
    today: str | None = None,
) -> Catalog:
    """Return the catalog, up to date with a document's units (or with its ``template``); the same object if nothing changes.

    ``candidates`` are the project's other catalogs, whose translations new texts may reuse. ``path`` and ``locations`` are as for
    ``template``. ``today`` (ISO, default: today) is the date that newly obsolete entries get.
    """
    listed = list(units)
    entries = [item for item in listed if isinstance(item, Entry)]
    wanted = tuple(entries) or template((u for u in listed if isinstance(u, Unit)), path, locations=locations)
    reuse = candidates if isinstance(candidates, ReuseCandidates) else ReuseCandidates(candidates)
    return _Merge(wanted, catalog, reuse, today or datetime.date.today().isoformat()).run()


class _Merge:
    def __init__(self, wanted: tuple[Entry, ...], catalog: Catalog, reuse: ReuseCandidates, today: str) -> None:
        self.wanted = wanted
        self.catalog = catalog
        self.reuse = reuse
        self.today = today
        self.keys = {entry.key for entry in wanted}
        self.old = {entry.key: entry for entry in catalog.entries}
        self.used: set[Key] = set()
        """Keys of deleted texts whose translation an edited text uses."""

    def run(self) -> Catalog:
        found: dict[Key, Entry] = {}
        fresh = []
        for entry in self.wanted:
            old = self.old.get(entry.key)
            if old is not None:
                found[entry.key] = _settled(_kept(old, entry))
            elif (moved := self.moved(entry)) is not None:
                found[entry.key] = moved
            else:
                fresh.append(entry)
        if fresh:
            found |= self.guessed(fresh)
        forms = plural_count(self.catalog)
        live = [_fitted(found[entry.key], forms) for entry in self.wanted]
        deleted = [
            e for e in self.catalog.entries if not e.obsolete and e.key not in self.keys and e.key not in self.used
        ]
        obsolete = [entry for entry in self.catalog.entries if entry.obsolete and entry.key not in self.keys]
        obsolete += [_retired(entry, self.today) for entry in deleted if _worth_keeping(entry)]
        if live == list(self.catalog.live) and set(obsolete) == {e for e in self.catalog.entries if e.obsolete}:
            return self.catalog  # another order of the obsolete entries is no reason to touch the file
        return replace(self.catalog, entries=(*live, *obsolete))

    def moved(self, entry: Entry) -> Entry | None:
        """Find the same text in another document: return its entry if it moved from there, else one with its finished translation."""
        old = self.reuse.obsolete(entry.key)
        if old is not None:
            return _settled(_kept(old, entry))
        old = self.reuse.live(entry.key)
        if old is None or state(old) not in (State.TRANSLATED, State.APPROVED):
            return None
        copy = replace(entry, msgstr=_forms(old, entry), flags=old.flags)
        return next(
            (
                add_comment(copy, "approved", value)
                for value in comment_values(old, "approved")
                if approval_of(old) is not None
            ),
            copy,
        )

    def guessed(self, fresh: list[Entry]) -> dict[Key, Entry]:
        """Match new texts with deleted texts, obsolete ones, and those of other documents, and return entries with their translations."""
        if not self.catalog.entries and not self.reuse.pool.candidates:
            return {entry.key: entry for entry in fresh}
        order = [entry.key for entry in self.wanted]
        at = {key: number for number, key in enumerate(order)}
        before = [entry for entry in self.catalog.entries if not entry.obsolete]
        new = [placed(e, *_neighbours(order, at[e.key])) for e in fresh]
        old_order = [entry.key for entry in before]
        deleted = [
            placed(entry, *_neighbours(old_order, number))
            for number, entry in enumerate(before)
            if entry.key not in self.keys and _worth_keeping(entry)
        ]
        obsolete = [
            placed(e) for e in self.catalog.entries if e.obsolete and e.key not in self.keys and can_be_fuzzy(e)
        ]
        found = {entry.key: entry for entry in fresh}
        elsewhere = self.reuse.pool
        for pool in (CandidatePool(deleted), CandidatePool(obsolete), elsewhere):
            matches = best_matches(new, pool, _ELSEWHERE_SCORE if pool is elsewhere else 0.0)
            for match in matches:
                entry, old = new[match.new].entry, pool.entry(match.old)
                if pool is elsewhere:
                    whole = None if old.key in self.old else self.reuse.obsolete(old.key)
                    if whole is None:
                        continue  # known here already, or the file changed in the meantime
                    old = whole
                found[entry.key] = _stale(old, entry)
                if pool.candidates is deleted:
                    self.used.add(old.key)
            served = {match.new for match in matches}
            if deleted and pool.candidates is deleted:
                served |= self.parts(new, served, deleted, found)
            new = [candidate for number, candidate in enumerate(new) if number not in served]
        return found

    def parts(
        self, new: list[PlacedEntry], served: set[int], deleted: list[PlacedEntry], found: dict[Key, Entry]
    ) -> set[int]:
        """Give new texts that are a part of a deleted text in their place, or contain it, the whole translation.

        Returns their numbers.
        """
        old_order = [entry.key for entry in self.catalog.entries if not entry.obsolete]
        by_key = {candidate.entry.key: candidate for candidate in deleted}
        old_at = {key: number for number, key in enumerate(old_order)}
        order = [entry.key for entry in self.wanted]
        at = {key: number for number, key in enumerate(order)}
        more = set()
        for number, candidate in enumerate(new):
            if number in served:
                continue
            for key in _gap(order, at[candidate.entry.key], old_order, old_at, by_key.keys()):
                if contained(candidate, by_key[key]):
                    found[candidate.entry.key] = _stale(by_key[key].entry, candidate.entry)
                    self.used.add(key)
                    more.add(number)
                    break
        return more


def _gap(order: list[Key], at: int, old_order: list[Key], old_at: dict[Key, int], deleted: Container[Key]) -> list[Key]:
    """The deleted texts in the place of a new one: next to the nearest texts around it that still exist."""
    found: dict[Key, None] = {}
    for step in (-1, 1):
        anchor = at
        while 0 <= anchor < len(order) and order[anchor] not in old_at:
            anchor += step
        start = old_at[order[anchor]] if 0 <= anchor < len(order) else (-1 if step < 0 else len(old_order))
        for _ in range(_REACH):
            start -= step
            if not 0 <= start < len(old_order) or old_order[start] not in deleted:
                break
            found[old_order[start]] = None
    return list(found)


def _neighbours(order: list[Key], at: int) -> tuple[Key | None, Key | None]:
    return (order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None)


def _kept(old: Entry, entry: Entry) -> Entry:
    """The old entry with the present comments and references of the document."""
    old = remove_comments(old, "obsolete") if old.obsolete else old
    return replace(
        old,
        msgid_plural=entry.msgid_plural,
        msgstr=_forms(old, entry),
        extracted=entry.extracted,
        locations=entry.locations,
        obsolete=False,
    )


def _forms(old: Entry, entry: Entry) -> tuple[str, ...]:
    """The old texts, for an entry that may have gained or lost its plural."""
    if (old.msgid_plural is None) == (entry.msgid_plural is None):
        return old.msgstr
    return (old.text,) if entry.msgid_plural is None else (old.text, "")


def _settled(entry: Entry) -> Entry:
    """The entry without a draft of another source text, which a tool that does not know drafts may have left."""
    if untouched_draft_of(entry) is None or draft_of(entry) is not None:
        return entry
    had_person = previous_text(entry) is not None
    dropped = drop_draft(entry)
    return dropped if had_person else replace(dropped, previous_context=None, previous_msgid=None, previous_plural=None)


def _stale(old: Entry, entry: Entry) -> Entry:
    """The new entry with a person's text for the old one: fuzzy, with the former source as ``#|``."""
    if untouched_draft_of(old) is not None:
        old = drop_draft(old)  # restores the text of workflow-was, if there is one
    comments = remove_comments(without_machine_refusals(old), "draft", "obsolete").comments
    flags = tuple(flag for flag in old.flags if flag != "fuzzy")
    if not any(old.msgstr):
        return replace(entry, comments=comments, flags=flags)
    former = (old.context, old.msgid, old.msgid_plural)
    if old.fuzzy and old.previous_msgid is not None:  # it translates a still earlier text
        former = (old.previous_context, old.previous_msgid, old.previous_plural)
    plain = replace(entry, msgstr=_forms(old, entry), comments=comments, flags=flags)
    if approval_of(plain) is not None:  # the edit was undone, and this is the approved translation
        return plain
    return replace(
        plain,
        flags=("fuzzy", *flags),
        previous_context=former[0],
        previous_msgid=former[1],
        previous_plural=former[2],
    )


def _worth_keeping(entry: Entry) -> bool:
    """Whether an entry holds a translation or a comment by a person."""
    return any(entry.msgstr) or bool(own_comments(entry))


def _retired(entry: Entry, today: str) -> Entry:
    entry = replace(remove_comments(entry, "obsolete"), obsolete=True, locations=())
    return add_comment(entry, "obsolete", today)


def _fitted(entry: Entry, wanted: int | None) -> Entry:
    """The entry with as many plural forms as its language has. Missing forms are empty.

    If a form too many has a text, the entry is fuzzy and ``workflow-was`` keeps all forms.
    """
    if entry.msgid_plural is None or wanted is None or len(entry.msgstr) == wanted:
        return entry
    forms = (*entry.msgstr, *[""] * wanted)[:wanted]
    if any(entry.msgstr[wanted:]):
        entry = keep_text(entry)
        entry = entry if entry.fuzzy else replace(entry, flags=("fuzzy", *entry.flags))
    return replace(entry, msgstr=forms)
