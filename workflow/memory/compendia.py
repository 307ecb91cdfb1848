"""Translation pairs by people from catalogs and compendia (PO files), with their surroundings."""

import hashlib
from collections.abc import Iterator

from workflow.catalogs.approvals import approval_of
from workflow.catalogs.provenance import is_machine_text
from workflow.catalogs.states import state
from workflow.catalogs.templates import kind_of
from workflow.memory.model import NOWHERE, Maker, Surroundings, TranslationPair
from workflow.model import Catalog, Entry, Key, State

__all__ = ["pairs_of", "surroundings"]


def pairs_of(catalog: Catalog) -> Iterator[TranslationPair]:
    """Yield the pairs of a catalog: its translated and approved entries, obsolete ones included, without plural entries."""
    places = surroundings(catalog)
    for entry in catalog.entries:
        if entry.fuzzy or entry.msgid_plural is not None or not entry.msgid or not entry.text:
            continue
        now = state(entry)
        if now in (State.TRANSLATED, State.APPROVED):
            place = NOWHERE if entry.obsolete else places.get(entry.key, NOWHERE)
            yield TranslationPair(entry.msgid, entry.text, _maker(entry, now), place)


def surroundings(catalog: Catalog) -> dict[Key, Surroundings]:
    """Return the surroundings of each live entry: its neighbours in the file, and the heading path in its ``#.`` line."""
    live = catalog.live
    hashes = [_hash(entry.msgid) for entry in live]
    return {
        entry.key: Surroundings(
            hashes[at - 1] if at else 0,
            hashes[at + 1] if at + 1 < len(live) else 0,
            _hash(kind_of(entry)[1]),
        )
        for at, entry in enumerate(live)
    }


def _maker(entry: Entry, now: State) -> Maker:
    if now is State.APPROVED:
        if is_machine_text(entry):
            return Maker.MACHINE
        return Maker.PERSON if (approval := approval_of(entry)) is None or approval.by_rule else Maker.APPROVED
    return Maker.PERSON


def _hash(text: str) -> int:
    """A short hash; 0 for no text."""
    if not text:
        return 0
    return int.from_bytes(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )
