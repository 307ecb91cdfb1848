"""Source documents that are open in the editor: which languages have a paragraph, in which state, and what is wrong with front matter."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lsprotocol import types

from workflow.catalogs.states import state
from workflow.checks.sources import front_matter_findings
from workflow.errors import DocumentError, WorkflowError
from workflow.excerpts import excerpt
from workflow.language_server.diagnostics import note
from workflow.language_server.hover import Fact
from workflow.language_server.open_texts import OpenText, uri_of
from workflow.language_server.projects import stamp_of
from workflow.model import Document, Entry, Key, Span, State, Unit
from workflow.project import Project
from workflow.project.addresses import LocatedUnit
from workflow.reporting.unit import describe_entry
from workflow.reporting.unit_facts import state_line

__all__ = ["SourcePage", "SourcePages"]

_LINE = re.compile(r":(\d+): ")
_LONGEST = 200
"""Maximum number of characters of a translation that is shown."""


@dataclass(frozen=True)
class SourcePage:
    """An open text that is a document of a project."""

    text: OpenText
    project: Project
    document: str

    @cached_property
    def parsed(self) -> Document:
        """The document as it is in the editor. Raises DocumentError."""
        return self.project.documents.parse_bytes(self.document, self.text.text.encode("utf-8", "replace"))

    def unit_at(self, offset: int) -> Unit | None:
        """Return the unit that an offset is in. Raises DocumentError."""
        document = self.parsed
        shift = len(document.text) - len(self.text.text)  # the editor shows no BOM
        for unit in document.units:
            if isinstance(unit.locator, Span) and unit.locator.start <= offset + shift <= unit.locator.end:
                return unit
        return None

    def units(self) -> list[tuple[int, Unit]]:
        """Return the units, each with the line of the editor on which it begins. Raises DocumentError."""
        return [(unit.line, unit) for unit in self.parsed.units if unit.line]

    def problems(self) -> list[types.Diagnostic]:
        """Return what is wrong with the document: it cannot be read, or its front matter has text that is not translated."""
        try:
            metadata = self.parsed.metadata
            found = front_matter_findings(self.project, {self.document: metadata})
        except DocumentError as error:
            line = _LINE.search(str(error))
            return [note(self.text, str(error), "unread_input", int(line[1]) if line else 1)]
        return [
            note(self.text, one.message, one.id, one.source_line or 1) for one in found if one.document == self.document
        ]


@dataclass(slots=True)
class SourcePages:
    """Finds the translations of units. Catalogs are read again when they change."""

    _catalogs: dict[Path, tuple[tuple[int, int], dict[Key, Entry]]] = field(default_factory=dict)
    _open: dict[str, SourcePage] = field(default_factory=dict)
    _known_states: dict[Path, tuple[dict[Key, Entry], dict[Key, State]]] = field(default_factory=dict)

    def page(self, text: OpenText, project: Project | None) -> SourcePage | None:
        """Return the page that an open text is; None if it is no document of the project."""
        if project is None or text.path is None:
            return None
        real, top = os.path.realpath(text.path), os.path.realpath(project.layout.source)
        if not real.startswith(f"{top}{os.sep}"):
            return None
        document = Path(real[len(top) + 1 :]).as_posix()
        if not project.documents.is_document(document):
            return None
        known = self._open.get(text.uri)
        if known is None or known.text is not text or known.project is not project:
            known = self._open[text.uri] = SourcePage(text, project, document)
        return known

    def close(self, uri: str) -> None:
        """Forget a text."""
        self._open.pop(uri, None)

    def translations(self, page: SourcePage, key: Key) -> Iterator[tuple[str, LocatedUnit | None]]:
        """Yield each language with the unit's entry; None where it has none."""
        name = page.project.documents.name(page.document)
        for code in page.project.config.languages:
            path = page.project.layout.catalog(code, name)
            entry = self._entries(page.project, path).get(key)
            yield code, LocatedUnit(code, page.document, name, path, entry) if entry is not None else None

    def facts(self, page: SourcePage, unit: Unit) -> tuple[list[Fact], list[tuple[str, Path, int]]]:
        """Return the state in each language, and links to the entries."""
        rows: list[Fact] = [("place", " > ".join((str(unit.kind), *unit.heading_path)))]
        links = []
        for code, found in self.translations(page, unit.key):
            if found is None:
                rows.append((code, "not extracted yet"))
                continue
            details = describe_entry(found)
            rows.append((code, state_line(details)))
            if found.entry.text and state(found.entry) is not None:
                rows.append(("", excerpt(found.entry.text, _LONGEST)))
            links.append((f"{code}: {found.path.name}:{found.entry.line}", found.path, found.entry.line))
        return rows, links

    def references(self, page: SourcePage, unit: Unit) -> list[types.Location]:
        """Return where the translations of a unit are."""
        found = []
        for _, one in self.translations(page, unit.key):
            if one is not None:
                found.append(_place(one))
        return found

    def states(self, page: SourcePage) -> dict[str, dict[Key, State]]:
        """Return the state of each unit in each language."""
        name = page.project.documents.name(page.document)
        return {
            code: self._states(page.project, page.project.layout.catalog(code, name))
            for code in page.project.config.languages
        }

    def place(self, page: SourcePage, code: str, key: Key) -> types.Location | None:
        """Return where a language has a unit; None if it has none."""
        return next((_place(one) for other, one in self.translations(page, key) if one and other == code), None)

    def _states(self, project: Project, path: Path) -> dict[Key, State]:
        entries = self._entries(project, path)
        known = self._known_states.get(path)
        if known is None or known[0] is not entries:
            known = self._known_states[path] = (entries, {key: state(entry) for key, entry in entries.items()})
        return known[1]

    def _entries(self, project: Project, path: Path) -> dict[Key, Entry]:
        if (stamp := stamp_of(path)) is None:
            return {}
        known = self._catalogs.get(path)
        if known is None or known[0] != stamp:
            try:
                entries = {entry.key: entry for entry in project.catalogs.read(path).live}
            except WorkflowError:
                return {}
            known = self._catalogs[path] = (stamp, entries)
        return known[1]


def _place(unit: LocatedUnit) -> types.Location:
    at = types.Position(max(unit.entry.line - 1, 0), 0)
    return types.Location(uri_of(unit.path), types.Range(at, at))
