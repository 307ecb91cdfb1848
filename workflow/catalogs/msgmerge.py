"""Bring a catalog up to date with its document, as gettext's msgmerge does.

Translations, flags and comments by people are kept. The entry of a text that only moved is unchanged. An edited text keeps its old
translation as fuzzy, with the former text as ``#|`` (``carrying``); a draft by a machine is not carried to another text. The entry of a
text that was deleted or edited becomes obsolete, as it was, and live again with its source: an edit that is undone leaves no trace.

Merging is a pure function, and idempotent: ``merge(units, merge(units, catalog)) == merge(units, catalog)``. Reuse candidates are
searched only for texts that the catalog does not have at all, so a second run searches for nothing new.
"""

import datetime
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from workflow.catalogs.approvals import approval_of
from workflow.catalogs.carrying import Judge, carried, fitting_forms, former_key, is_carried, settled_edit
from workflow.catalogs.comment_syntax import add_comment, comment_values, own_comments, remove_comments
from workflow.catalogs.fuzzy_match import EDGE, CandidatePool, FuzzyMatch, PlacedEntry, best_matches, contained, placed
from workflow.catalogs.headers import plural_count
from workflow.catalogs.provenance import (
    draft_of,
    drop_draft,
    keep_text,
    previous_text,
    untouched_draft_of,
    without_machine_refusals,
)
from workflow.catalogs.reuse import ReuseCandidates, can_be_fuzzy
from workflow.catalogs.source_edits.kinds import EditRules
from workflow.catalogs.states import state
from workflow.model import Catalog, Entry, Key, State

__all__ = ["merge"]

_ELSEWHERE_SCORE = 75.0
"""Minimum score (0-100) between a new text and an obsolete one of another document."""
_RULES = EditRules()
_REACH = 8
"""Maximum number of deleted texts in a row, on either side, that are compared with the new text in their place."""


def merge(
    wanted: Sequence[Entry],
    catalog: Catalog,
    candidates: ReuseCandidates | Iterable[Catalog] = (),
    *,
    rules: EditRules = _RULES,
    today: str | None = None,
) -> Catalog:
    """Return the catalog, up to date with a document's ``template``; the same object if nothing changes.

    ``candidates`` are the project's other catalogs, whose translations new texts may reuse. ``rules`` judge the edits of the document's
    texts. ``today`` (ISO, default: today) is the date that newly obsolete entries get.
    """
    reuse = candidates if isinstance(candidates, ReuseCandidates) else ReuseCandidates(candidates)
    return _Merge(tuple(wanted), catalog, reuse, rules, today or datetime.date.today().isoformat()).run()


class _Merge:
    def __init__(
        self, wanted: tuple[Entry, ...], catalog: Catalog, reuse: ReuseCandidates, rules: EditRules, today: str
    ) -> None:
        self.wanted = wanted
        self.catalog = catalog
        self.reuse = reuse
        self.today = today
        self.judge = Judge(rules, [entry.msgid for entry in wanted])
        self.keys = {entry.key for entry in wanted}
        self.old = {entry.key: entry for entry in catalog.entries}
        self.found: dict[Key, Entry] = {}
        """The entries of the wanted texts."""
        self.used: set[Key] = set()
        """Keys of deleted texts whose translation an edited text uses."""

    def run(self) -> Catalog:
        found = self.found
        fresh, blank = [], []
        for entry in self.wanted:
            old = self.old.get(entry.key)
            if old is not None:
                found[entry.key] = entry if self.gives_back(old) else _settled(_kept(old, entry))
                if not old.obsolete and not _worth_retiring(old):
                    blank.append(entry)
            elif (moved := self.moved(entry)) is not None:
                found[entry.key] = moved
            else:
                fresh.append(entry)
        if fresh or blank:
            found.update(self.guessed(fresh, blank))
        forms = plural_count(self.catalog)
        live = [_fitted(found[entry.key], forms) for entry in self.wanted]
        deleted = [entry for entry in self.catalog.live if entry.key not in self.keys]
        obsolete = [entry for entry in self.catalog.entries if entry.obsolete and entry.key not in self.keys]
        given_up = self.given_up() if deleted else frozenset()
        obsolete += [
            _retired(e, self.today)
            for e in deleted
            if _worth_retiring(e) and e.key not in given_up and not self.is_copy(e)
        ]
        if live == list(self.catalog.live) and set(obsolete) == {e for e in self.catalog.entries if e.obsolete}:
            return self.catalog  # another order of the obsolete entries is no reason to touch the file
        return replace(self.catalog, entries=(*live, *obsolete))

    @cached_property
    def new_order(self) -> "_Order":
        return _Order(self.wanted)

    @cached_property
    def old_order(self) -> "_Order":
        return _Order(self.catalog.live)

    def gives_back(self, entry: Entry) -> bool:
        """Whether an entry only holds the translation of a text that is back in the document and gets it again."""
        return (
            not entry.obsolete
            and entry.previous_msgid is not None
            and any(is_carried(entry, origin) for origin in self.revived.get(_root(entry), ()))
        )

    @cached_property
    def revived(self) -> dict[Key | None, list[Entry]]:
        """The obsolete entries whose texts are back in the document, by the key of the text that a person translated."""
        found: dict[Key | None, list[Entry]] = {}
        for entry in self.catalog.entries:
            if entry.obsolete and entry.key in self.keys:
                found.setdefault(_root(entry), []).append(entry)
        return found

    def given_up(self) -> frozenset[Key]:
        """Deleted texts that a machine drafted, and whose place a text has taken that was there before: an edit was undone."""
        drafts = {e.key for e in self.catalog.live if e.key not in self.keys and _is_by_machine(e)}
        if not drafts:
            return frozenset()
        back = (at for at, key in enumerate(self.new_order.keys) if key in self.old and self.old[key].obsolete)
        return frozenset(key for at in back for key in _gap(self.new_order, at, self.old_order, drafts))

    def is_copy(self, entry: Entry) -> bool:
        """Whether a deleted entry only holds what the entry of the text before its edit holds, and that one is kept, or back."""
        if any(entry.msgstr) and not can_be_fuzzy(entry):
            return False
        goes_on = entry.key in self.used and untouched_draft_of(entry) is None
        return any(
            (goes_on or origin.key in self.keys) and is_carried(entry, origin)
            for origin in self.origins.get(_root(entry), ())
        )

    @cached_property
    def origins(self) -> dict[Key | None, list[Entry]]:
        """Entries from which others may have been carried, by the key of the text that a person translated; None for those untranslated."""
        back = (e for key, e in self.found.items() if key not in self.old and any(e.msgstr) and not e.fuzzy)
        found: dict[Key | None, list[Entry]] = {}
        for entry in (*(e for e in self.catalog.entries if e.obsolete), *back):
            if _worth_retiring(entry):
                found.setdefault(_root(entry), []).append(entry)
        return found

    def stale(self, old: Entry, entry: Entry, *, replaces: bool) -> Entry:
        """The new entry with the translation of an old one."""
        return self.judge.marked(carried(old, entry), old, replaces=replaces)

    def moved(self, entry: Entry) -> Entry | None:
        """Find the same text in another document: return its entry if it moved from there, else one with its finished translation."""
        old = self.reuse.obsolete(entry.key)
        if old is not None:
            return _settled(_kept(old, entry))
        old = self.reuse.live(entry.key)
        if old is None or state(old) not in (State.TRANSLATED, State.APPROVED):
            return None
        copy = replace(entry, msgstr=fitting_forms(old, entry), flags=old.flags)
        for value in comment_values(old, "approved") if approval_of(old) is not None else ():
            copy = add_comment(copy, "approved", value)
        return copy

    def guessed(self, fresh: list[Entry], blank: list[Entry]) -> dict[Key, Entry]:
        """Match new texts with deleted texts, obsolete ones, and those of other documents, and return entries with their translations.

        ``blank``: untranslated texts that the catalog has. Only a deleted text may serve them: it is the same text before an edit, if
        one branch translated it and another one edited it.
        """
        found = {entry.key: entry for entry in fresh}
        if not self.catalog.entries and not self.reuse.pool.candidates:
            return found
        deleted = [
            self.old_order.placed(entry)
            for entry in self.catalog.live
            if entry.key not in self.keys
            and not any(is_carried(entry, back) for back in self.revived.get(_root(entry), ()))
        ]
        new = self.from_deleted([self.new_order.placed(entry) for entry in fresh], deleted, found)
        new = self.from_obsolete(new, found)
        self.from_other_documents(new, found)
        unused = CandidatePool([one for one in deleted if one.entry.key not in self.used and can_be_fuzzy(one.entry)])
        for match in best_matches([self.new_order.placed(entry) for entry in blank], unused):
            self.use(unused.entry(match.old), blank[match.new], found)
        return found

    def from_deleted(
        self, new: list[PlacedEntry], deleted: list[PlacedEntry], found: dict[Key, Entry]
    ) -> list[PlacedEntry]:
        """Add to ``found`` new texts that are edits of deleted ones. Returns the others."""
        pool = CandidatePool(deleted)
        matches = best_matches(new, pool)
        for match in matches:
            old = pool.entry(match.old)
            if _worth_keeping(old):  # otherwise edited before it was translated: there is nothing to suggest
                self.use(old, new[match.new].entry, found)
        kept = {one.entry.key: one for one in deleted if _worth_keeping(one.entry)}
        return self.from_parts(_unmatched(new, matches), kept, found) if kept else _unmatched(new, matches)

    def from_parts(
        self, new: list[PlacedEntry], deleted: Mapping[Key, PlacedEntry], found: dict[Key, Entry]
    ) -> list[PlacedEntry]:
        """Add to ``found`` new texts that are a part of a deleted text in their place, or contain it, with the whole translation.

        Returns the others.
        """
        others = []
        for one in new:
            places = _gap(self.new_order, self.new_order.at[one.entry.key], self.old_order, deleted)
            old = next((deleted[key].entry for key in places if contained(one, deleted[key])), None)
            if old is None:
                others.append(one)
            else:
                self.use(old, one.entry, found)
        return others

    def from_obsolete(self, new: list[PlacedEntry], found: dict[Key, Entry]) -> list[PlacedEntry]:
        """Add to ``found`` new texts that are like obsolete ones of this document. Returns the others."""
        obsolete = (e for e in self.catalog.entries if e.obsolete and e.key not in self.keys and can_be_fuzzy(e))
        pool = CandidatePool([placed(entry) for entry in obsolete])
        matches = best_matches(new, pool)
        for match in matches:
            entry = new[match.new].entry
            found[entry.key] = self.stale(pool.entry(match.old), entry, replaces=False)
        return _unmatched(new, matches)

    def from_other_documents(self, new: list[PlacedEntry], found: dict[Key, Entry]) -> None:
        """Add to ``found`` new texts that are like those of other documents."""
        pool = self.reuse.pool
        for match in best_matches(new, pool, _ELSEWHERE_SCORE):
            entry, key = new[match.new].entry, pool.entry(match.old).key
            # Nothing is taken that is known here already, or whose file changed in the meantime.
            old = None if key in self.old else self.reuse.obsolete(key)
            if old is not None:
                found[entry.key] = self.stale(old, entry, replaces=False)

    def use(self, deleted: Entry, entry: Entry, found: dict[Key, Entry]) -> None:
        """Give a text the translation of a deleted one, which it replaces if it is the first."""
        found[entry.key] = self.stale(deleted, entry, replaces=deleted.key not in self.used)
        self.used.add(deleted.key)


class _Order:
    """The texts of a file, in order."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.keys = [entry.key for entry in entries]
        self.at = {key: number for number, key in enumerate(self.keys)}

    def placed(self, entry: Entry) -> PlacedEntry:
        """An entry with its neighbours."""
        at = self.at[entry.key]
        before = self.keys[at - 1] if at else EDGE
        return placed(entry, before, self.keys[at + 1] if at + 1 < len(self.keys) else EDGE)


def _unmatched(new: Sequence[PlacedEntry], matches: Iterable[FuzzyMatch]) -> list[PlacedEntry]:
    matched = {match.new for match in matches}
    return [one for number, one in enumerate(new) if number not in matched]


def _gap(new: _Order, at: int, old: _Order, deleted: Container[Key]) -> list[Key]:
    """The deleted texts in the place of a new one: next to the nearest texts around it that still exist."""
    found: dict[Key, None] = {}
    for step in (-1, 1):
        anchor = at
        while 0 <= anchor < len(new.keys) and new.keys[anchor] not in old.at:
            anchor += step
        start = old.at[new.keys[anchor]] if 0 <= anchor < len(new.keys) else (-1 if step < 0 else len(old.keys))
        for _ in range(_REACH):
            start -= step
            if not 0 <= start < len(old.keys) or old.keys[start] not in deleted:
                break
            found[old.keys[start]] = None
    return list(found)


def _root(entry: Entry) -> Key | None:
    """The key of the text that the person's translation in an entry belongs to; None if it has none."""
    return (former_key(entry) or entry.key) if can_be_fuzzy(entry) else None


def _kept(old: Entry, entry: Entry) -> Entry:
    """The old entry with the present comments and references of the document."""
    old = remove_comments(old, "obsolete") if old.obsolete else old
    return replace(
        old,
        msgid_plural=entry.msgid_plural,
        msgstr=fitting_forms(old, entry),
        extracted=entry.extracted,
        locations=entry.locations,
        obsolete=False,
    )


def _settled(entry: Entry) -> Entry:
    """The entry without a draft of another source text, which a tool that does not know drafts may have left, and settled edits."""
    entry = settled_edit(entry)
    if untouched_draft_of(entry) is None or draft_of(entry) is not None:
        return entry
    had_person = previous_text(entry) is not None
    dropped = drop_draft(entry)
    return dropped if had_person else replace(dropped, previous_context=None, previous_msgid=None, previous_plural=None)


def _is_by_machine(entry: Entry) -> bool:
    """Whether an entry holds an untouched draft, and no word or flag by a person."""
    if untouched_draft_of(entry) is None or own_comments(entry):
        return False
    return not _worth_retiring(without_machine_refusals(drop_draft(entry)))


def _worth_keeping(entry: Entry) -> bool:
    """Whether an entry holds a translation or a comment by a person."""
    return any(entry.msgstr) or bool(own_comments(entry))


def _worth_retiring(entry: Entry) -> bool:
    """Whether an entry holds anything that is not in the document."""
    return any(entry.msgstr) or bool(entry.comments or entry.flags)


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
