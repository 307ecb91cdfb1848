"""The navigation of a publication whose ``nav`` lists nothing: its folders and documents, as they lie in the source folder.

A folder is an entry: its index, or else a heading with the title that ``_category_.json`` (Docusaurus) gives it, or the folder's name.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from workflow.findings import Finding
from workflow.publishing.nav_tree import DEEPEST, NavEntry
from workflow.publishing.paths import has_page

__all__ = ["FolderFacts", "folder_entries", "folder_title", "folders_of"]

_NUMBER = re.compile(r"\A\d{1,3}[-_. ]+(?=\D)")
"""The number that orders a folder: ``02-guides``, but not ``2026-01``."""


@dataclass(frozen=True, slots=True)
class FolderFacts:
    """What the sources say about the order and the titles of the navigation."""

    titles: Mapping[str, str] = field(default_factory=dict)
    """Titles of folders, by their path below the source folder."""
    positions: Mapping[str, float] = field(default_factory=dict)
    """Positions of documents and folders among their neighbours. Those without one come last, in the order of the documents."""
    findings: tuple[Finding, ...] = ()
    """What they say and is not used."""


def folders_of(documents: Sequence[str]) -> list[str]:
    """Return the folders of documents, and those above them up to the source folder, which is ".", in order."""
    found: dict[str, None] = {}
    for document in documents:
        found |= dict.fromkeys(str(folder) for folder in reversed(PurePosixPath(document).parents))
    return list(found)


def folder_title(folder: str) -> str:
    """Return the title that a folder has by its name: ``02-set_up`` is "Set up"."""
    name = PurePosixPath(folder).name
    title = _NUMBER.sub("", name)
    if not any(map(str.isalpha, title)):
        return name
    title = " ".join(re.sub(r"[-_]+", " ", title).split())
    return title[0].upper() + title[1:] if title == title.lower() else title


def folder_entries(paths: Mapping[str, str], facts: FolderFacts, top: str = ".") -> tuple[NavEntry, ...]:
    """Return the entries for the folder ``top`` and what is in it; the source folder has no entry of its own.

    ``paths``: the published path of each document, in reading order. The result is empty if no document is in ``top``.
    """
    tree = _Tree(facts)
    for document, path in paths.items():
        if has_page(document):
            tree.add(document, path)
    if top == ".":
        return tuple(tree.inside(top, 0))
    return tuple(tree.folder(top, 0)) if top in tree.members or top in tree.indexes else ()


@dataclass(frozen=True, slots=True)
class _Tree:
    facts: FolderFacts
    members: dict[str, dict[str, bool]] = field(default_factory=dict)
    """By folder: its documents, and its folders (true), in order."""
    indexes: dict[str, str] = field(default_factory=dict)
    """The index of each folder. That of the source folder is the home page, which is the first of its members."""

    def add(self, document: str, path: str) -> None:
        parts = PurePosixPath(document).parts[:-1][:DEEPEST]
        for depth in range(len(parts)):
            above, folder = "/".join(parts[:depth]) or ".", "/".join(parts[: depth + 1])
            self.members.setdefault(above, {})[folder] = True
        folder = "/".join(parts) or "."
        if PurePosixPath(path) == PurePosixPath(folder, "index.html"):
            self.indexes[folder] = document
        if folder == "." or self.indexes.get(folder) != document:
            self.members.setdefault(folder, {})[document] = False

    def folder(self, folder: str, depth: int) -> list[NavEntry]:
        index, title = self.indexes.get(folder), self.facts.titles.get(folder)
        if index is None:
            return [
                NavEntry(None, depth, title or folder_title(folder), folder=folder),
                *self.inside(folder, depth + 1),
            ]
        own = NavEntry(index, depth, title)
        return [own, *self.inside(folder, depth + 1)]

    def inside(self, folder: str, depth: int) -> list[NavEntry]:
        found: list[NavEntry] = []
        members = self.members.get(folder, {})
        for member in sorted(members, key=lambda member: self._position(member, members[member])):
            found += self.folder(member, depth) if members[member] else [NavEntry(member, depth)]
        return found

    def _position(self, member: str, is_folder: bool) -> float:
        if member == self.indexes.get("."):
            return float("-inf")
        at = self.facts.positions.get(member)
        if at is None and is_folder:
            at = self.facts.positions.get(self.indexes.get(member, ""))
        return float("inf") if at is None else at
