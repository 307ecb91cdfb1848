"""Which entries of a catalog are to be drafted, and what is put into them. Pure but for ``put``, which reads and writes one file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workflow import catalogs
from workflow.catalogs.hashes import source_hash
from workflow.catalogs.provenance import Draft, draft_of, previous_text, put_draft, refusal_of, refusals_of, refuse
from workflow.catalogs.states import state
from workflow.drafting.translation.drafter import Outcome
from workflow.engines.base import Engine
from workflow.errors import FileProblem
from workflow.model import Catalog, Entry, Key, State
from workflow.risk_levels import LOOK_CLOSELY

__all__ = ["COPY", "MEMORY", "Placed", "Wanted", "put", "wanted", "why"]

COPY = "copy"
"""The engine's name in the comment of a unit without words, whose draft is its source."""
MEMORY = "memory"
"""The same for a unit that was translated before."""

_TOLD = 3
"""Reasons that the comment of a risky draft names."""


def why(risk: float, doubts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What a draft's comment says of the reasons for its risk: nothing where it is low."""
    return (("why", ",".join(doubts[:_TOLD])),) if risk >= LOOK_CLOSELY and doubts else ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """The entries of a catalog that a run is about."""

    entries: tuple[Entry, ...] = ()
    earlier: int = 0
    """Empty ones that were refused before; trying again would give the same."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What ``put`` did."""

    changed: bool = False
    drafted: tuple[Key, ...] = ()
    refused: tuple[Key, ...] = ()
    skipped: int = 0


def wanted(catalog: Catalog, engine: Engine, *, redo: bool = False) -> Wanted:
    """The entries that ``engine`` is to draft: empty ones that were not refused; with ``redo`` untouched drafts as well.

    A person's refusal is final until the source changes; a machine's until source or package changes, or ``redo``.
    """
    found = []
    earlier = 0
    for entry in catalog.live:
        if _is_wanted(entry, engine, redo):
            found.append(entry)
        elif not any(entry.msgstr) and entry.msgid:
            earlier += 1
    return Wanted(tuple(found), earlier)


def _is_wanted(entry: Entry, engine: Engine, redo: bool) -> bool:
    if entry.obsolete or not entry.msgid or (any(entry.msgstr) and not redo):
        return False
    where = state(entry)
    if where is State.DRAFT:
        made = draft_of(entry)
        if engine.name != MEMORY and made is not None and (made.engine == MEMORY or "match" in dict(made.extra)):
            return False  # no engine knows better
        return redo and previous_text(entry) is None
    if where is not State.UNTRANSLATED:
        return False
    source = source_hash(entry)
    if any(refusal.by and refusal.source == source for refusal in refusals_of(entry)):
        return False
    if redo:
        return True
    return not any(
        refusal_of(entry, engine=name, hash=hashed) for name, hashed in ((engine.name, engine.hash), (COPY, ""))
    )


def put(
    path: Path,
    before: Mapping[Key, Entry],
    outcomes: Mapping[Key, Sequence[Outcome]],
    engine: Engine,
    *,
    redo: bool = False,
    turn: Engine | None = None,
) -> Placed:
    """Write outcomes into a catalog: one for each form of each entry. ``turn``: who looked for them, if that is not ``engine``.

    The file is read again first, since a model may work for minutes and a person may have saved it meanwhile: only entries that
    are as they were ``before`` get anything. Raises FileProblem or CatalogError; the file is then as it was.
    """
    drafted: list[Key] = []
    refused: list[Key] = []

    def filled(catalog: Catalog) -> Catalog:
        entries = []
        for entry in catalog.entries:
            found = None if entry.obsolete else outcomes.get(entry.key)
            if found is None or not _is_wanted(entry, turn or engine, redo) or not _same(entry, before[entry.key]):
                entries.append(entry)
            elif all(outcome.target is not None for outcome in found):
                drafted.append(entry.key)
                entries.append(_drafted(entry, found, engine))
            else:
                refused.append(entry.key)
                entries.append(_refused(entry, found, engine))
        return replace(catalog, entries=tuple(entries))

    try:
        changed = catalogs.update(path, filled).changed
    except FileProblem:
        if path.exists():
            raise
        return Placed(skipped=len(outcomes))
    return Placed(changed, tuple(drafted), tuple(refused), len(outcomes) - len(drafted) - len(refused))


def _same(entry: Entry, before: Entry) -> bool:
    """Whether source and text are what they were."""
    return (entry.key, entry.msgid_plural, entry.msgstr) == (before.key, before.msgid_plural, before.msgstr)


def _drafted(entry: Entry, outcomes: Sequence[Outcome], engine: Engine) -> Entry:
    texts = tuple(outcome.target or "" for outcome in outcomes)
    risk = max(outcome.risk for outcome in outcomes)
    old = draft_of(entry)
    if all(outcome.copied for outcome in outcomes):
        draft = Draft(engine=COPY, risk=0.0)
    else:
        first = outcomes[0]
        match = "" if first.match is None else str(first.match)
        told = [pair for pair in (("match", match), ("repaired", first.replaced)) if pair[1]]
        extra = (*told, *why(risk, max(outcomes, key=lambda one: one.risk).doubts))
        draft = Draft(engine=engine.name, package=engine.package, hash=engine.hash, risk=risk, extra=extra)
    if (
        old is not None
        and entry.msgstr == texts
        and (old.engine, old.hash, old.risk) == (draft.engine, draft.hash, draft.risk)
        and dict(draft.extra).items() <= dict(old.extra).items()
    ):
        return entry
    return put_draft(entry, texts, draft)


def _refused(entry: Entry, outcomes: Sequence[Outcome], engine: Engine) -> Entry:
    """An empty entry says why it stays so; an earlier draft stays what it is."""
    if any(entry.msgstr):
        return entry
    reason = next(outcome.reason for outcome in outcomes if outcome.target is None)
    return refuse(entry, engine=engine.name, hash=engine.hash, reason=reason)
