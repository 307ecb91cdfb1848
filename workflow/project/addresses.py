"""Find units by their addresses: ``es:guide#3f2a91c0``, or ``es:guide:118`` for a line of the PO file.

``es:guide#3f2a91c0@be1f6cac`` also says which translation is meant: ``@`` is followed by the hash of it (``txt=`` of the comments).
``locales/es/LC_MESSAGES/guide.po:118``, as messages name a place, is an address as well.
"""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from workflow.catalogs.hashes import short_key, target_hash
from workflow.catalogs.states import address
from workflow.errors import BadInput
from workflow.files import exists, read_bytes
from workflow.model import Catalog, Entry
from workflow.project.model import Project

__all__ = ["LocatedUnit", "UnitFinder", "is_address"]

_ADDRESS = re.compile(
    r"(?P<language>[A-Za-z_@-]+):(?P<document>[^#]+?)(?:#(?P<key>[0-9a-f]{8})|:(?P<line>\d{1,9}))(?:@(?P<text>[0-9a-f]{8}))?"
)
_PLACE = re.compile(r"(?P<path>.+\.po):(?P<line>\d{1,9})")


@dataclass(frozen=True, slots=True)
class LocatedUnit:
    """An entry and its place in the project."""

    language: str
    document: str
    """POSIX path below the source folder."""
    name: str
    """The document's name in addresses."""
    path: Path
    """The PO file."""
    entry: Entry

    @property
    def address(self) -> str:
        """``es:guide#3f2a91c0``."""
        return address(self.language, self.name, self.entry)

    @property
    def exact_address(self) -> str:
        """``es:guide#3f2a91c0@be1f6cac``: the address, and the hash of the translation."""
        return f"{self.address}@{target_hash(self.entry)}"


@dataclass(frozen=True, slots=True)
class UnitFinder:
    """Finds units of a project. It lists the project's files once, however many addresses there are."""

    project: Project
    _languages: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    _documents: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    _owners: dict[str, tuple[str, str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _catalogs: dict[Path, tuple[Catalog, dict[str, list[Entry]]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def find(self, unit: str) -> LocatedUnit:
        """Return the unit at an address.

        Raises BadInput if it is no address, there is no such unit, or its translation is another one than that after ``@``;
        CatalogError and FileProblem.
        """
        match = _ADDRESS.fullmatch(self._with_place(unit.strip()))
        if match is None:
            raise BadInput(
                f"{unit.strip()!r} is not a valid unit address. An address looks like es:guide#3f2a91c0 (language, document, unit) "
                f"or es:guide:118 (a line of the PO file)."
            )
        language = self._language(match["language"])
        document = self._document(match["document"])
        path = self.project.catalog_path(language, document)
        if path not in self._catalogs:
            if not exists(path):
                raise BadInput(f"{unit}: {path} does not exist yet. Run `workflow extract`.")
            self._catalogs[path] = _by_key(self.project.catalogs.read(path))
        catalog, keys = self._catalogs[path]
        if match["key"]:
            entries = keys.get(match["key"], [])
            if len(entries) > 1:
                lines = " and ".join(str(entry.line) for entry in entries)
                raise BadInput(
                    f"{unit}: names the units at lines {lines} of {path}. Name the line: {language}:{match['document']}:{entries[0].line}"
                )
            entry = entries[0] if entries else None
        else:
            entry = _by_line(path, catalog, int(match["line"]))
        if entry is None:
            raise BadInput(f"{unit}: {_missing(path, catalog, match['line'])}")
        if match["text"] and match["text"] != target_hash(entry):
            raise BadInput(f"{unit}: the translation has changed since you looked at it. Look again, then decide.")
        return LocatedUnit(language, document, self.project.documents.name(document), path, entry)

    def _with_place(self, unit: str) -> str:
        """The address of a line of a PO file of the project; any other text as it is. The path is relative to the project or the folder."""
        place = _PLACE.fullmatch(unit)
        if place is None:
            return unit
        if not self._owners:
            self._owners.update(self.project.catalog_owners(self.project.config.languages))
        for folder in (self.project.root, Path.cwd()):
            if owner := self._owners.get(os.path.realpath(folder / place["path"])):
                return f"{owner[0]}:{self.project.documents.name(owner[1])}:{place['line']}"
        return unit

    def _language(self, word: str) -> str:
        if word not in self._languages:
            self._languages[word] = _one(self.project.config.select_languages([word]), word)
        return self._languages[word]

    def _document(self, word: str) -> str:
        if word not in self._documents:
            self._documents[word] = _one(self.project.documents.select([word]), word)
        return self._documents[word]


def is_address(text: str) -> bool:
    """Whether a text has the form of an address; there need not be such a unit."""
    return _ADDRESS.fullmatch(text) is not None or _PLACE.fullmatch(text) is not None


def _by_key(catalog: Catalog) -> tuple[Catalog, dict[str, list[Entry]]]:
    keys: dict[str, list[Entry]] = {}
    for entry in catalog.live:
        keys.setdefault(short_key(entry), []).append(entry)
    return catalog, keys


def _one(found: tuple[str, ...], word: str) -> str:
    if len(found) != 1:
        raise BadInput(f"{word!r} matches {len(found)}; a unit address must name exactly one.")
    return found[0]


def _by_line(path: Path, catalog: Catalog, line: int) -> Entry | None:
    """The entry that a line of the file belongs to: the last one that starts at or before it, unless that is obsolete."""
    before = [entry for entry in catalog.entries if 0 < entry.line <= line]
    entry = max(before, key=lambda entry: entry.line, default=None)
    return None if line > _line_count(path) or entry is None or entry.obsolete else entry


def _line_count(path: Path) -> int:
    return len(read_bytes(path).splitlines())


def _missing(path: Path, catalog: Catalog, line: str | None) -> str:
    """Why there is no unit at a line of a file, or of a key (None)."""
    if line is None:
        return f"no such unit in {path}."
    last = _line_count(path)
    if int(line) > last:
        return f"{path} has only {last} lines."
    if any(0 < entry.line <= int(line) for entry in catalog.entries):
        return f"line {line} of {path} belongs to an obsolete entry."
    return f"line {line} of {path} belongs to the header, not to a unit."
