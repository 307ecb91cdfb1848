"""One editor's session: the open texts, and the answers to what the editor asks about them. Nothing here talks to the editor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol import types

from workflow.editing import author
from workflow.errors import BadInput, WorkflowError
from workflow.language_server.actions import EntryActions
from workflow.language_server.catalog_texts import BrokenCatalog, CatalogOwner, CatalogText, owner_of, read_text
from workflow.language_server.diagnostics import CatalogChecks, broken, diagnostic, diagnostics, note
from workflow.language_server.hover import as_content, unit_facts
from workflow.language_server.lenses import (
    APPROVE_COMMAND,
    NEXT_COMMAND,
    entry_arguments,
    entry_lenses,
    entry_of,
    entry_title,
    source_lenses,
    wants_somebody,
)
from workflow.language_server.links import destination, document_links, source_of
from workflow.language_server.open_texts import OpenText
from workflow.language_server.projects import OpenProjects
from workflow.language_server.source_pages import SourcePage, SourcePages
from workflow.memory import MemoryMatch
from workflow.model import Entry, Key
from workflow.reporting.unit import describe, describe_entry, matches_of

__all__ = ["EditorSession", "PointedEntry"]


@dataclass(frozen=True, slots=True)
class PointedEntry:
    """The entry at a position of an open PO file."""

    found: CatalogText
    entry: Entry
    owner: CatalogOwner | None
    """None if the header names no language."""


@dataclass(slots=True)
class EditorSession:
    """The state of a session. Methods that may take long say so; the others answer at once."""

    name: str | None = None
    """Who decides; None for git's user."""
    encoding: str = "utf-16"
    """That of columns."""
    markdown: bool = True
    """Whether the editor shows Markdown."""
    versioned: bool = True
    """Whether the editor takes changes of a certain version of a document."""
    creates_files: bool = False
    """Whether the editor creates files that are part of a change."""
    texts: dict[str, OpenText] = field(default_factory=dict)
    projects: OpenProjects = field(default_factory=OpenProjects)
    _pages: SourcePages = field(default_factory=SourcePages)
    _read: dict[str, CatalogText | BrokenCatalog] = field(default_factory=dict)
    _sound: dict[str, CatalogText] = field(default_factory=dict)
    """The last version of each PO file that could be parsed."""
    _checks: dict[str, CatalogChecks] = field(default_factory=dict)
    _authors: dict[Path, str] = field(default_factory=dict)

    def open(self, document: types.TextDocumentItem) -> OpenText:
        """Take an opened document."""
        text = OpenText(document.uri, document.language_id, document.version, document.text, self.encoding)
        self.texts[document.uri] = text
        return text

    def change(self, params: types.DidChangeTextDocumentParams) -> OpenText | None:
        """Take a change; None if the document is not open."""
        text = self.texts.get(params.text_document.uri)
        if text is None:
            return None
        text = self.texts[text.uri] = text.changed(params.text_document.version, params.content_changes)
        return text

    def close(self, uri: str) -> None:
        """Forget a document."""
        self.texts.pop(uri, None)
        self._read.pop(uri, None)
        self._sound.pop(uri, None)
        self._checks.pop(uri, None)
        self._pages.close(uri)

    def check(self, text: OpenText, *, together: bool) -> list[types.Diagnostic]:
        """Return the diagnostics of a text. It may take seconds the first time; then only what changed is checked.

        ``together``: whether entries are compared with each other. Raises WorkflowError if the document of a PO file cannot be read.
        """
        if not text.is_catalog:
            page = self._page(text)
            return page.problems() if page is not None else []
        found = self._catalog(text)
        if isinstance(found, BrokenCatalog):
            return [broken(found)]
        if text.is_template or not found.catalog.live:
            return []
        try:
            owner = owner_of(found, self.projects)
        except BadInput:
            return [note(text, "The header names no known language (“Language: es”), so the entries are not checked.")]
        words = self.projects.words(owner.project, owner.languages.target)
        checks = self._checks.setdefault(text.uri, CatalogChecks())
        return list(diagnostics(found, checks.check(owner, found.catalog, words, together=together)))

    def entry_at(self, text: OpenText, position: types.Position) -> PointedEntry | None:
        """Return the entry at a position of a PO file; None outside entries, and in a broken file."""
        found = self._catalog(text)
        if isinstance(found, BrokenCatalog):
            return None
        entry = found.places.entry_at(text.lines.offset(position))
        return None if entry is None else PointedEntry(found, entry, self._owner(found))

    def entry_named(self, text: OpenText, key: Key) -> PointedEntry | None:
        """Return an entry of a PO file by its key; None if there is no such entry."""
        found = self._catalog(text)
        if isinstance(found, BrokenCatalog):
            return None
        entry = next((one for one in found.catalog.live if one.key == key), None)
        return None if entry is None else PointedEntry(found, entry, self._owner(found))

    def hover(self, text: OpenText, position: types.Position) -> types.Hover | None:
        """Return what is known about the entry, or about the paragraph of a source document. It looks into the memory, so it may take long
        the first time."""
        if not text.is_catalog:
            return self._source_hover(text, position)
        pointed = self.entry_at(text, position)
        if pointed is None or pointed.owner is None:
            return None
        owner = pointed.owner
        unit = owner.unit(pointed.entry)
        links: list[tuple[str, Path, int]] = []
        if owner.project is None:
            details = describe_entry(unit)
        else:
            memory = self.projects.memory(owner.project)
            details = describe(owner.project, unit, with_findings=False, memory=memory)
            if details.document_line:
                links = [(f"{owner.document}:{details.document_line}", details.document, details.document_line)]
        content = as_content(unit_facts(details), links, markdown=self.markdown)
        return types.Hover(content, text.lines.range(pointed.found.places.span(pointed.entry)))

    def actions(
        self, pointed: PointedEntry, place: types.Range, matches: Sequence[MemoryMatch]
    ) -> Iterator[types.CodeAction]:
        """Yield the actions for an entry: those for findings that touch the range, then decisions and other texts."""
        owner, found, entry = pointed.owner, pointed.found, pointed.entry
        if owner is None:
            return
        words = self.projects.words(owner.project, owner.languages.target)
        checks = self._checks.setdefault(found.text.uri, CatalogChecks())
        findings = checks.of_entry(owner, found.catalog, entry, words)
        shown = [(one, diagnostic(found, entry, one)) for one in findings]
        maker = self._maker(pointed, owner)
        yield from maker.of_findings(sorted(shown, key=lambda one: not _touch(one[1].range, place)))
        yield from maker.decisions()
        if maker.wants_text:
            yield from maker.of_matches(matches)
        yield from maker.drafting()

    def matches(self, pointed: PointedEntry) -> tuple[MemoryMatch, ...]:
        """Return matches of the memory for an entry that nobody has finished. It may take long the first time."""
        owner = pointed.owner
        if owner is None or owner.project is None or not self._maker(pointed, owner).wants_text:
            return ()
        memory = self.projects.memory(owner.project)
        return matches_of(owner.project, owner.unit(pointed.entry), memory=memory) if memory is not None else ()

    def drafted(self, pointed: PointedEntry) -> tuple[types.WorkspaceEdit | None, str]:
        """Return the change that inserts a draft, None if there is none, and why not. It takes seconds. Raises WorkflowError."""
        owner = pointed.owner
        if owner is None or owner.project is None:
            return None, "This file belongs to no project. Run `workflow draft FILE.po`."
        from workflow.language_server.drafts import draft_entry  # it imports the engines

        place = (owner.languages.target, owner.document)
        entry, reason = draft_entry(owner.project, place, pointed.found.catalog, pointed.entry)
        change = self._maker(pointed, owner).change(entry) if entry != pointed.entry else None
        return change, reason or ("" if change else "The entry is as it would be drafted.")

    def links(self, text: OpenText) -> list[types.DocumentLink]:
        """Return the links of a PO file, without their targets."""
        return list(document_links(text)) if text.is_catalog else []

    def link_target(self, link: types.DocumentLink) -> types.DocumentLink:
        """Add the target of a link, if there is one."""
        data = link.data if isinstance(link.data, dict) else {}
        text = self.texts.get(str(data.get("uri")))
        if text is not None:
            pointed = self.entry_at(text, link.range.start)
            owner, entry = (pointed.owner, pointed.entry) if pointed is not None else (None, None)
            line = data.get("line")
            link.target = destination(owner, text, entry, str(data.get("name")), line if isinstance(line, int) else 0)
        return link

    def lenses(self, text: OpenText) -> list[types.CodeLens]:
        """Return the lenses of a text; those of a PO file without titles. Raises DocumentError."""
        if text.is_catalog:
            found = self._catalog(text)
            return [] if text.is_template or isinstance(found, BrokenCatalog) else list(entry_lenses(found))
        page = self._page(text)
        return list(source_lenses(text, page.units(), self._pages.states(page))) if page is not None else []

    def lens_title(self, lens: types.CodeLens) -> types.CodeLens:
        """Add what a lens of a PO file says and does. It says nothing if its entry is no longer there."""
        number, command, uri = entry_of(lens)
        text = self.texts.get(uri)
        found = self._catalog(text) if text is not None else None
        lens.command = types.Command("", "")
        if text is None or not isinstance(found, CatalogText) or number >= len(found.catalog.live):
            return lens
        entry, owner = found.catalog.live[number], self._owner(found)
        if command == NEXT_COMMAND:
            lens.command = types.Command("Next", command, arguments=entry_arguments(text, entry))
        elif owner is not None:
            pointed = PointedEntry(found, entry, owner)
            can_approve = self._maker(pointed, owner).approved() is not None
            title = entry_title(owner, entry, can_approve=can_approve)
            arguments = entry_arguments(text, entry) if can_approve else None
            lens.command = types.Command(title, APPROVE_COMMAND if can_approve else "", arguments=arguments)
        return lens

    def approved(self, pointed: PointedEntry) -> types.WorkspaceEdit | None:
        """Return the change that approves an entry; None if it cannot be approved."""
        if pointed.owner is None:
            return None
        maker = self._maker(pointed, pointed.owner)
        entry = maker.approved()
        return None if entry is None else maker.change(entry)

    def after(self, pointed: PointedEntry) -> types.Location | None:
        """Return where the next entry is that wants somebody, from the first one again after the last; None if there is no other."""
        live = pointed.found.catalog.live
        at = live.index(pointed.entry)
        entry = next((one for one in (*live[at + 1 :], *live[:at]) if one.msgid and wants_somebody(one)), None)
        if entry is None:
            return None
        start = pointed.found.text.lines.position(pointed.found.places.span(entry).start)
        return types.Location(pointed.found.text.uri, types.Range(start, start))

    def translation(self, text: OpenText, code: str, key: Key) -> types.Location | None:
        """Return where a language has a paragraph of a source document; None if it has none."""
        page = self._page(text)
        return self._pages.place(page, code, key) if page is not None else None

    def definition(self, text: OpenText, position: types.Position) -> types.Location | None:
        """Return where the source of the entry is."""
        pointed = self.entry_at(text, position) if text.is_catalog else None
        return None if pointed is None else source_of(pointed.owner, text, pointed.entry, self.encoding)

    def references(self, text: OpenText, position: types.Position) -> list[types.Location]:
        """Return where the paragraph of a source document is translated. Raises DocumentError."""
        page = self._page(text) if not text.is_catalog else None
        unit = page.unit_at(text.lines.offset(position)) if page is not None else None
        return self._pages.references(page, unit) if page is not None and unit is not None else []

    def _source_hover(self, text: OpenText, position: types.Position) -> types.Hover | None:
        page = self._page(text)
        unit = page.unit_at(text.lines.offset(position)) if page is not None else None
        if page is None or unit is None:
            return None
        return types.Hover(as_content(*self._pages.facts(page, unit), markdown=self.markdown))

    def _page(self, text: OpenText) -> SourcePage | None:
        return self._pages.page(text, self.projects.at(text.path))

    def _catalog(self, text: OpenText) -> CatalogText | BrokenCatalog:
        known = self._read.get(text.uri)
        if known is None or known.text is not text:
            known = self._read[text.uri] = read_text(text, self._sound.get(text.uri))
            if isinstance(known, CatalogText):
                self._sound[text.uri] = known
        return known

    def _owner(self, found: CatalogText) -> CatalogOwner | None:
        try:
            return owner_of(found, self.projects)
        except BadInput:
            return None

    def _maker(self, pointed: PointedEntry, owner: CatalogOwner) -> EntryActions:
        return EntryActions(
            pointed.found, owner, pointed.entry, self._author(owner), self.versioned, self.creates_files
        )

    def _author(self, owner: CatalogOwner) -> str:
        """Who decides; empty if nobody is named."""
        root = owner.project.root if owner.project is not None else owner.text.name.parent
        if root not in self._authors:
            try:
                self._authors[root] = author(root, self.name)
            except WorkflowError:
                return ""
        return self._authors[root]


def _touch(one: types.Range, two: types.Range) -> bool:
    return one.start <= two.end and two.start <= one.end
