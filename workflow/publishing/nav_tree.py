"""The navigation as a tree: its entries in order, each with its depth. It is the same in every edition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workflow.findings import Finding

__all__ = ["DEEPEST", "NavEntry", "Navigation"]

DEEPEST = 20
"""The greatest depth of an entry. What lies deeper is listed at this depth."""


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One entry of the navigation, in every language: a page, a folder or group, or a link to another site."""

    document: str | None = None
    """None for a group's heading, or a link to another site."""
    depth: int = 0
    title: str | None = None
    """Its title in the source language; None for the document's own."""
    url: str | None = None
    """The address of a link to another site."""
    folder: str = ""
    """The folder without an index that a heading stands for; empty for any other entry."""


@dataclass(frozen=True, slots=True)
class Navigation:
    """The navigation of a publication."""

    entries: tuple[NavEntry, ...] = ()
    summary: str | None = None
    """The document that has the entries as a list of links."""
    findings: tuple[Finding, ...] = ()
    """Entries that lead to no document."""
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language: translations of titles, by the title in the source language."""
    parents: tuple[int, ...] = field(init=False)
    """By the index of an entry: that of the entry it belongs to; -1 at the top."""
    children: Mapping[int, tuple[int, ...]] = field(init=False)
    """By the index of an entry, -1 for the top: the indexes of the entries directly below it."""
    places: Mapping[str, int] = field(init=False)
    """The index of each document's first entry, in the order of the navigation."""

    def __post_init__(self) -> None:
        parents: list[int] = []
        children: dict[int, list[int]] = {}
        open_entries: list[int] = []
        places: dict[str, int] = {}
        for index, entry in enumerate(self.entries):
            while open_entries and self.entries[open_entries[-1]].depth >= entry.depth:
                open_entries.pop()
            parents.append(open_entries[-1] if open_entries else -1)
            children.setdefault(parents[-1], []).append(index)
            open_entries.append(index)
            if entry.document is not None:
                places.setdefault(entry.document, index)
        object.__setattr__(self, "parents", tuple(parents))
        object.__setattr__(self, "children", {index: tuple(found) for index, found in children.items()})
        object.__setattr__(self, "places", places)

    def above(self, index: int) -> tuple[int, ...]:
        """Return the entries that an entry belongs to, from the top down, without itself."""
        found = []
        while index >= 0 and (index := self.parents[index]) >= 0:
            found.append(index)
        return tuple(reversed(found))

    def below(self, index: int) -> Iterator[int]:
        """Yield all entries below an entry, in order."""
        depth = self.entries[index].depth
        for inner in range(index + 1, len(self.entries)):
            if self.entries[inner].depth <= depth:
                return
            yield inner
