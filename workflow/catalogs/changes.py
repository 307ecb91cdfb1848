"""What a merge with the document changed in a catalog, as numbers of entries."""

from collections import Counter
from dataclasses import dataclass

from workflow.catalogs.carrying import former_key
from workflow.catalogs.provenance import edit_of, untouched_draft_of
from workflow.catalogs.reuse import can_be_fuzzy
from workflow.model import Catalog, Entry

__all__ = ["Changes", "changes"]


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of a merge, as numbers of entries."""

    new: int = 0
    """New in the document, without a translation."""
    cosmetic: int = 0
    """Edited without a change of meaning: the translation is kept, and published."""
    facts: int = 0
    """Edited in numbers, links, code or names, which were exchanged in the translation."""
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
    retired: int = 0
    """Those of them with a person's translation, which is kept as an obsolete entry."""

    def __add__(self, other: "Changes") -> "Changes":
        return Changes(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)


def changes(before: Catalog, after: Catalog) -> Changes:
    """Count the changes from ``before`` to ``after``."""
    old = {entry.key: entry for entry in before.entries}
    count: Counter[str] = Counter()
    for entry in after.live:
        was = old.get(entry.key)
        if was is not None and was.obsolete:
            count["revived"] += 1
        elif was is None or (any(entry.msgstr) and not any(was.msgstr)):
            count[_novelty(entry)] += 1
        elif any(was.msgstr) and not any(entry.msgstr):
            count["emptied"] += untouched_draft_of(was) is not None
    there = {entry.key for entry in after.live} | {former_key(entry) for entry in after.live}
    deleted = {entry.key: entry for entry in before.live if entry.key not in there}
    retired = sum(1 for entry in after.entries if entry.obsolete and entry.key in deleted and can_be_fuzzy(entry))
    return Changes(**count, obsolete=len(deleted), retired=retired)


def _novelty(entry: Entry) -> str:
    """The field of ``Changes`` that counts an entry which is new, or has a translation for the first time."""
    if not any(entry.msgstr):
        return "new"
    edit = edit_of(entry)
    if edit is not None and edit.kind.keeps_text:
        return str(edit.kind)
    return "stale" if entry.fuzzy and entry.previous_msgid is not None else "followed"
