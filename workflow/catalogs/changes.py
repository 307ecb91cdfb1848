"""What a merge did, counted."""

from dataclasses import dataclass

from workflow.model import Catalog

__all__ = ["Changes", "changes"]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a merge did, in numbers of entries."""

    new: int = 0
    """Without a translation."""
    stale: int = 0
    """Edited: the old translation is kept as fuzzy."""
    followed: int = 0
    """Moved here from another document, with their translation."""
    revived: int = 0
    """Back again, with their translation."""
    emptied: int = 0
    """Machine drafts of texts that changed since."""
    obsolete: int = 0
    """Gone from the document, and not because of an edit."""

    def __add__(self, other: "Changes") -> "Changes":
        return Changes(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)


def changes(before: Catalog, after: Catalog) -> Changes:
    """What became of ``before`` in ``after``."""
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
