"""Bringing a catalog to the present state of its document.

What is a person's stays: translations, flags, comments. A text that only moved keeps everything; one that was edited keeps its
translation as fuzzy, with the former text as ``#|``; one that went stays as obsolete, and comes back with its source. A machine's
words for a text that changed are worth nothing and go (docs/catalogs.md).

Merging is a function of its arguments, and idempotent: ``merge(units, merge(units, catalog)) == merge(units, catalog)``. Donors are
asked about texts that the catalog does not have at all, never about entries that it has, so a second run asks nothing new.
"""

import datetime
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from workflow.catalogs import plurals
from workflow.catalogs.fuzzy_match import Candidate, Pool, best, contained
from workflow.catalogs.match_features import place_of
from workflow.catalogs.provenance import (
    add_comment,
    approval_of,
    draft_of,
    drop_draft,
    own_comments,
    previous_text,
    remove,
    untouched_draft_of,
    values,
    without_machine_refusals,
)
from workflow.catalogs.reuse import Donors, can_be_fuzzy
from workflow.catalogs.states import state
from workflow.catalogs.templates import template
from workflow.model import Catalog, Entry, Key, State, Unit

__all__ = ["merge"]

_ELSEWHERE = 75.0
"""How alike (per cent) a text at least has to be to one that is gone from another document."""
_REACH = 8
"""How many vanished texts in a row are looked at for a new one in their place."""


def merge(
    units: Iterable[Unit] | Sequence[Entry],
    catalog: Catalog,
    donors: Donors | Iterable[Catalog] = (),
    *,
    path: str = "",
    locations: str = "file",
    today: str | None = None,
) -> Catalog:
    """The catalog for a document's units (or for its ``template``), with what it and the donors know.

    ``path`` is what ``#:`` names, ``today`` (ISO, default: today) the date that newly obsolete entries get.
    """
    listed = list(units)
    entries = [item for item in listed if isinstance(item, Entry)]
    wanted = tuple(entries) or template((u for u in listed if isinstance(u, Unit)), path, locations=locations)
    pool = donors if isinstance(donors, Donors) else Donors(donors)
    return _Merge(wanted, catalog, pool, today or datetime.date.today().isoformat()).run()


class _Merge:
    def __init__(self, wanted: tuple[Entry, ...], catalog: Catalog, donors: Donors, today: str) -> None:
        self.wanted = wanted
        self.catalog = catalog
        self.donors = donors
        self.today = today
        self.keys = {entry.key for entry in wanted}
        self.old = {entry.key: entry for entry in catalog.entries}
        self.used: set[Key] = set()
        """Vanished entries whose text lives on in an edited one."""

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
        forms = plurals.count(self.catalog)
        live = [plurals.fitted(found[entry.key], forms) for entry in self.wanted]
        gone = [e for e in self.catalog.entries if not e.obsolete and e.key not in self.keys and e.key not in self.used]
        obsolete = [entry for entry in self.catalog.entries if entry.obsolete and entry.key not in self.keys]
        obsolete += [_retired(entry, self.today) for entry in gone if _worth_keeping(entry)]
        if live == list(self.catalog.live) and set(obsolete) == {e for e in self.catalog.entries if e.obsolete}:
            return self.catalog  # whatever the order of its obsolete entries: no reason to touch the file
        return replace(self.catalog, entries=(*live, *obsolete))

    def moved(self, entry: Entry) -> Entry | None:
        """The same text in another document: with everything where it went from there, else its finished translation."""
        old = self.donors.gone(entry.key)
        if old is not None:
            return _settled(_kept(old, entry))
        old = self.donors.staying(entry.key)
        if old is None or state(old) not in (State.TRANSLATED, State.APPROVED):
            return None
        copy = replace(entry, msgstr=_forms(old, entry), flags=old.flags)
        return next(
            (add_comment(copy, "approved", value) for value in values(old, "approved") if approval_of(old) is not None),
            copy,
        )

    def guessed(self, fresh: list[Entry]) -> dict[Key, Entry]:
        """New texts, with the translation of what they may have been: a vanished text here, an obsolete one, one from elsewhere."""
        if not self.catalog.entries and not self.donors.pool.candidates:
            return {entry.key: entry for entry in fresh}
        order = [entry.key for entry in self.wanted]
        at = {key: number for number, key in enumerate(order)}
        before = [entry for entry in self.catalog.entries if not entry.obsolete]
        new = [Candidate(e, place_of(e, *_neighbours(order, at[e.key]))) for e in fresh]
        old_order = [entry.key for entry in before]
        vanished = [
            Candidate(entry, place_of(entry, *_neighbours(old_order, number)))
            for number, entry in enumerate(before)
            if entry.key not in self.keys and _worth_keeping(entry)
        ]
        obsolete = [
            Candidate(e, place_of(e))
            for e in self.catalog.entries
            if e.obsolete and e.key not in self.keys and can_be_fuzzy(e)
        ]
        found = {entry.key: entry for entry in fresh}
        for pool, floor in ((Pool(vanished), 0.0), (Pool(obsolete), 0.0), (self.donors.pool, _ELSEWHERE)):
            matches = [
                match for match in best(new, pool, floor) if pool.entry(match.old).key not in self.old or floor == 0
            ]
            for match in matches:
                here, there = new[match.new].entry, pool.entry(match.old)
                if pool is self.donors.pool:
                    whole = self.donors.gone(there.key)
                    if whole is None:
                        continue  # somebody changed that file this very moment
                    there = whole
                found[here.key] = _stale(there, here)
                if pool.candidates is vanished:
                    self.used.add(there.key)
            served = {match.new for match in matches}
            if vanished and pool.candidates is vanished:
                served |= self.parts(new, served, vanished, found)
            new = [candidate for number, candidate in enumerate(new) if number not in served]
        return found

    def parts(
        self, new: list[Candidate], served: set[int], vanished: list[Candidate], found: dict[Key, Entry]
    ) -> set[int]:
        """New texts that are a part of a text that stood in their place, or have it as a part: both halves get the whole."""
        old_order = [entry.key for entry in self.catalog.entries if not entry.obsolete]
        by_key = {candidate.entry.key: candidate for candidate in vanished}
        old_at = {key: number for number, key in enumerate(old_order)}
        order = [entry.key for entry in self.wanted]
        at = {key: number for number, key in enumerate(order)}
        more = set()
        for number, here in enumerate(new):
            if number in served:
                continue
            for key in _gap(order, at[here.entry.key], old_order, old_at, by_key.keys()):
                if contained(here, by_key[key]):
                    found[here.entry.key] = _stale(by_key[key].entry, here.entry)
                    self.used.add(key)
                    more.add(number)
                    break
        return more


def _gap(
    order: list[Key], at: int, old_order: list[Key], old_at: dict[Key, int], vanished: Container[Key]
) -> list[Key]:
    """The vanished texts that stood where a new one stands: next to the nearest texts around it that are still there."""
    found: dict[Key, None] = {}
    for step in (-1, 1):
        anchor = at
        while 0 <= anchor < len(order) and order[anchor] not in old_at:
            anchor += step
        start = old_at[order[anchor]] if 0 <= anchor < len(order) else (-1 if step < 0 else len(old_order))
        for _ in range(_REACH):
            start -= step
            if not 0 <= start < len(old_order) or old_order[start] not in vanished:
                break
            found[old_order[start]] = None
    return list(found)


def _neighbours(order: list[Key], at: int) -> tuple[Key | None, Key | None]:
    return (order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None)


def _kept(old: Entry, entry: Entry) -> Entry:
    """The old entry where the document has it now."""
    old = remove(old, "obsolete") if old.obsolete else old
    return replace(
        old,
        msgid_plural=entry.msgid_plural,
        msgstr=_forms(old, entry),
        extracted=entry.extracted,
        locations=entry.locations,
        obsolete=False,
    )


def _forms(old: Entry, entry: Entry) -> tuple[str, ...]:
    """The old texts for an entry that may have gained or lost its plural."""
    if (old.msgid_plural is None) == (entry.msgid_plural is None):
        return old.msgstr
    return (old.text,) if entry.msgid_plural is None else (old.text, "")


def _settled(entry: Entry) -> Entry:
    """Without a machine's words for another text, which tools that know nothing of drafts may have left here."""
    if untouched_draft_of(entry) is None or draft_of(entry) is not None:
        return entry
    had_person = previous_text(entry) is not None
    dropped = drop_draft(entry)
    return dropped if had_person else replace(dropped, previous_context=None, previous_msgid=None, previous_plural=None)


def _stale(old: Entry, entry: Entry) -> Entry:
    """The new entry with what a person had written for the old one: fuzzy, the former text as ``#|``."""
    if untouched_draft_of(old) is not None:
        old = drop_draft(old)  # gives back what stands in workflow-was, or nothing
    comments = remove(without_machine_refusals(old), "draft", "obsolete").comments
    flags = tuple(flag for flag in old.flags if flag != "fuzzy")
    if not any(old.msgstr):
        return replace(entry, comments=comments, flags=flags)
    former = (old.context, old.msgid, old.msgid_plural)
    if old.fuzzy and old.previous_msgid is not None:  # its words are those of a still earlier text
        former = (old.previous_context, old.previous_msgid, old.previous_plural)
    plain = replace(entry, msgstr=_forms(old, entry), comments=comments, flags=flags)
    if approval_of(plain) is not None:  # the edit was taken back, and these are the words that were approved
        return plain
    return replace(
        plain,
        flags=("fuzzy", *flags),
        previous_context=former[0],
        previous_msgid=former[1],
        previous_plural=former[2],
    )


def _worth_keeping(entry: Entry) -> bool:
    """Whether an entry holds anything: words, or notes of people."""
    return any(entry.msgstr) or bool(own_comments(entry))


def _retired(entry: Entry, today: str) -> Entry:
    entry = replace(remove(entry, "obsolete"), obsolete=True, locations=())
    return add_comment(entry, "obsolete", today)
