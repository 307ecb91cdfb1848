"""Select the entries of a catalog to draft, and write drafts into them. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workflow.catalogs.hashes import source_hash
from workflow.catalogs.provenance import (
    DraftComment,
    draft_of,
    drop_draft,
    previous_text,
    put_draft,
    refusal_of,
    refusals_of,
    refuse,
)
from workflow.catalogs.states import state
from workflow.drafting.reuse.repair import is_edited
from workflow.drafting.translation.draft import COPY, MEMORY, Draft, DraftSource
from workflow.model import Catalog, Entry, Key, State
from workflow.risk_levels import EXPLAINED

__all__ = ["FilledCatalog", "Wanted", "empty", "is_for", "wanted", "why", "write"]

_MAX_REASONS = 3
"""Maximum number of reasons in the comment of a risky draft."""


def why(risk: float, reasons: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The comment's field with the reasons for a risk; none if the risk is low."""
    return (("why", ",".join(reasons[:_MAX_REASONS])),) if risk >= EXPLAINED and reasons else ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """The entries of a catalog that are to be drafted."""

    entries: tuple[Entry, ...] = ()
    earlier: int = 0
    """Number of empty entries that were refused before; another attempt would give the same result."""


@dataclass(frozen=True, slots=True)
class FilledCatalog:
    """A catalog with drafts written into it."""

    catalog: Catalog
    drafted: tuple[Key, ...] = ()
    refused: tuple[Key, ...] = ()


def wanted(catalog: Catalog, *sources: DraftSource, redo: bool = False) -> Wanted:
    """The entries that at least one of the sources is to draft: empty ones that were not refused; with ``redo`` untouched drafts as well.

    A person's refusal is final until the source text changes; a machine's until the source text or the package changes, or ``redo``.
    """
    found = []
    earlier = 0
    for entry in catalog.live:
        if _is_open(entry, redo) and any(is_for(entry, source, redo=redo) for source in sources):
            found.append(entry)
        elif not any(entry.msgstr) and entry.msgid:
            earlier += 1
    return Wanted(tuple(found), earlier)


def _is_open(entry: Entry, redo: bool) -> bool:
    """Whether a machine may fill the entry: it is empty and no person refused it; or, with ``redo``, it holds an untouched draft."""
    if entry.obsolete or not entry.msgid or (any(entry.msgstr) and not redo):
        return False
    where = state(entry)
    if where is State.DRAFT:
        return redo and previous_text(entry) is None
    if where is not State.UNTRANSLATED:
        return False
    source = source_hash(entry)
    return not any(refusal.by and refusal.source == source for refusal in refusals_of(entry))


def is_for(entry: Entry, source: DraftSource, *, redo: bool) -> bool:
    """Whether ``source`` may have something better than what an open entry holds."""
    if redo:
        made = draft_of(entry)
        from_memory = made is not None and (made.engine == MEMORY.name or "match" in dict(made.extra))
        return source == MEMORY or not from_memory
    return not any(refusal_of(entry, engine=one.name, hash=one.hash) for one in (source, COPY))


def write(
    catalog: Catalog,
    before: Mapping[Key, Entry],
    drafts: Mapping[Key, Sequence[Draft]],
    *,
    redo: bool = False,
) -> FilledCatalog:
    """Write drafts into a catalog, one for each plural form of an entry.

    The catalog may have changed since it was read: an engine may work for minutes. Only entries that are as they were ``before``
    are filled.
    """
    drafted: list[Key] = []
    refused: list[Key] = []
    entries = []
    for entry in catalog.entries:
        found = None if entry.obsolete else drafts.get(entry.key)
        if found is None or not _is_same(entry, before[entry.key], redo):
            entries.append(entry)
        elif all(draft.text is not None for draft in found):
            drafted.append(entry.key)
            entries.append(_drafted(entry, found))
        else:
            refused.append(entry.key)
            entries.append(_refused(entry, found))
    return FilledCatalog(replace(catalog, entries=tuple(entries)), tuple(drafted), tuple(refused))


def empty(catalog: Catalog) -> Catalog:
    """The catalog without untouched drafts, in obsolete entries too: a draft may have become obsolete with its source."""
    entries = tuple(drop_draft(entry) for entry in catalog.entries)
    return catalog if entries == catalog.entries else replace(catalog, entries=entries)


def _is_same(entry: Entry, before: Entry, redo: bool) -> bool:
    """Whether an entry has the texts that it had, and may still be filled."""
    if (entry.msgid_plural, entry.msgstr, entry.previous_msgid) != (
        before.msgid_plural,
        before.msgstr,
        before.previous_msgid,
    ):
        return False
    return _is_open(entry, redo) or is_edited(entry)


def _drafted(entry: Entry, drafts: Sequence[Draft]) -> Entry:
    texts = tuple(draft.text or "" for draft in drafts)
    risk = max(draft.risk for draft in drafts)
    if all(draft.copied for draft in drafts):
        comment = DraftComment(engine=COPY.name, risk=0.0)
    else:
        source, first = next(draft.source for draft in drafts if not draft.copied), drafts[0]
        match = "" if first.match is None else str(first.match)
        fields = [pair for pair in (("match", match), ("repaired", first.replaced)) if pair[1]]
        extra = (*fields, *why(risk, max(drafts, key=lambda one: one.risk).risk_reasons))
        comment = DraftComment(engine=source.name, package=source.package, hash=source.hash, risk=risk, extra=extra)
    old = draft_of(entry)
    if (
        old is not None
        and entry.msgstr == texts
        and (old.engine, old.hash, old.risk) == (comment.engine, comment.hash, comment.risk)
        and dict(comment.extra).items() <= dict(old.extra).items()
    ):
        return entry
    return put_draft(entry, texts, comment)


def _refused(entry: Entry, drafts: Sequence[Draft]) -> Entry:
    """An empty entry with the reason why it stays empty; an earlier draft is kept as it is."""
    if any(entry.msgstr):
        return entry
    draft = next(draft for draft in drafts if draft.text is None)
    return refuse(entry, engine=draft.source.name, hash=draft.source.hash, reason=draft.reason)
