"""The navigation of an edition: which pages, in which order and groups, under which titles.

It comes from ``nav`` in workflow.yaml: a list of documents, or the navigation file of a site generator. A document has its own title,
but in a ``SUMMARY.md`` (mdBook) the titles are those of its list, which is translated like every document. Titles of an ``mkdocs.yml`` are
in the source language; in other languages, a page has its own title, and a group the translation of the same text, if there is one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workflow.findings import Finding
from workflow.formats.base import Attributes
from workflow.html import plain, tokens
from workflow.languages import Language
from workflow.model import Severity
from workflow.project import CONFIG_NAME, Project
from workflow.project.navigation_files import mkdocs_nav
from workflow.publishing.editions import Edition
from workflow.publishing.policy import PublishedUnit, language_attributes
from workflow.publishing.sanitising import SCHEMES
from workflow.publishing.targets import Link, roots_of

__all__ = ["MenuItem", "NavEntry", "Navigation", "menu", "navigation_of"]

_HEADING = re.compile(r"h[1-6]\Z")


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One entry of the navigation, in every language."""

    document: str | None = None
    """None for a group's heading, or a link to another site."""
    depth: int = 0
    title: str | None = None
    """Its title in the source language; None for the document's own."""
    url: str | None = None
    """The address of a link to another site."""


@dataclass(frozen=True, slots=True)
class Navigation:
    """The navigation of a publication."""

    entries: tuple[NavEntry, ...] = ()
    """Empty: all documents in their order."""
    summary: str | None = None
    """The document that has the entries as a list of links."""
    grouped: bool = False
    """Whether the depths are those of a navigation file, not of folders."""
    findings: tuple[Finding, ...] = ()
    """Entries that lead to no document."""
    parents: tuple[int, ...] = field(init=False)
    """By the index of an entry: that of the entry it belongs to; -1 at the top."""
    children: Mapping[int, tuple[int, ...]] = field(init=False)
    places: Mapping[str, int] = field(init=False)
    """The index of each document's first entry."""

    def __post_init__(self) -> None:
        parents: list[int] = []
        children: dict[int, list[int]] = {}
        open_entries: list[int] = []
        for index, entry in enumerate(self.entries):
            while open_entries and self.entries[open_entries[-1]].depth >= entry.depth:
                open_entries.pop()
            parents.append(open_entries[-1] if open_entries else -1)
            children.setdefault(parents[-1], []).append(index)
            open_entries.append(index)
        places = {entry.document: index for index, entry in reversed([*enumerate(self.entries)]) if entry.document}
        object.__setattr__(self, "parents", tuple(parents))
        object.__setattr__(self, "children", {index: tuple(found) for index, found in children.items()})
        object.__setattr__(self, "places", places)

    def near(self, document: str) -> list[int]:
        """Return the entries of a large navigation that a page shows: the top level, and what is beside, above and below the page."""
        here = self.places.get(document, -1)
        shown = {*self.children.get(-1, ()), *self.children.get(here, ())}
        while here >= 0:
            here = self.parents[here]
            shown.update(self.children.get(here, ()))
        return sorted(shown)


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of the navigation in one language."""

    entry: NavEntry
    title: str
    attributes: Attributes
    """The marks of its title: ``lang``, ``class`` …"""


def navigation_of(project: Project, edition: Edition) -> Navigation:
    """Return the navigation that ``nav`` in workflow.yaml wants. Every edition has the same entries.

    Raises ConfigError for an ``mkdocs.yml`` that is not valid YAML, FileProblem if it cannot be read.
    """
    config, pages = project.config, edition.documents
    if config.nav_file is None:
        entries = tuple(NavEntry(name) for name in config.nav if name in pages and pages[name].page is not None)
        return Navigation(entries, findings=tuple(_unknown(project, name) for name in config.nav if name not in pages))
    if config.nav_file in pages:
        found = _summary(project, edition, config.nav_file)
    elif config.nav_file.endswith((".yml", ".yaml")) and (project.root / config.nav_file).is_file():
        found = _mkdocs(project, edition, config.nav_file)
    else:
        return Navigation(findings=(_unknown(project, config.nav_file),))
    if any(entry.document for entry in found.entries):
        return found
    message = f"{CONFIG_NAME}: nav names {config.nav_file!r}, which lists no document of this project."
    empty = Finding("unknown_nav_entry", Severity.WARNING, message, source=project.root / CONFIG_NAME)
    return Navigation(findings=(*found.findings, empty))


def menu(navigation: Navigation, edition: Edition, source: Language) -> tuple[MenuItem, ...]:
    """Return the entries of the navigation in the language of an edition. ``source`` is the source language."""
    if navigation.summary is not None:
        items = _items(edition, navigation.summary)
        if len(items) == len(navigation.entries):
            return tuple(
                MenuItem(entry, item.title, item.attributes)
                for entry, item in zip(navigation.entries, items, strict=True)
            )
    translated: dict[str, PublishedUnit] = {}
    if edition.language != source and any(entry.title for entry in navigation.entries):
        translated = {
            one.unit.source: one
            for localized in edition.documents.values()
            for one in localized.units
            if one.text is not None
        }
    # A document that cannot be read keeps its last page in the editions that have one.
    return tuple(
        _item(entry, edition, source, translated)
        for entry in navigation.entries
        if entry.document is None or entry.document in edition.documents
    )


def _item(entry: NavEntry, edition: Edition, source: Language, translated: Mapping[str, PublishedUnit]) -> MenuItem:
    if entry.title is not None and edition.language == source:
        return MenuItem(entry, entry.title, {})
    if entry.title is not None and entry.title in translated:
        found = translated[entry.title]
        return MenuItem(entry, found.text or "", {"class": "draft"} if found.unread else {})
    if entry.document is None:
        return MenuItem(entry, entry.title or entry.url or "", language_attributes(source, edition.language))
    localized = edition.documents[entry.document]
    return MenuItem(entry, localized.title, localized.title_attributes)


# SUMMARY.md


@dataclass(frozen=True, slots=True)
class _Item:
    """A link or heading of a list of contents."""

    title: str
    href: str
    """Empty for a heading, and for a chapter that does not exist yet."""
    depth: int
    attributes: Attributes


def _summary(project: Project, edition: Edition, name: str) -> Navigation:
    entries, findings = [], []
    roots = roots_of(project)
    for item in _items(edition, name):
        link = Link("href", item.href)
        if link.path is None:
            entries.append(NavEntry(None, item.depth, item.title, _address(link)))
            continue
        found = _document(edition, roots.candidates(link.path, name)) if link.path else None
        entries.append(NavEntry(found, item.depth, item.title))
        if found is None and link.path:
            text = edition.documents[name].document.text
            at = text.find(f"]({item.href}")
            findings.append(_unknown(project, link.path, name, text.count("\n", 0, at) + 1 if at >= 0 else 0))
    return Navigation(tuple(entries), name, grouped=True, findings=tuple(findings))


def _items(edition: Edition, name: str) -> list[_Item]:
    """The list of contents in a page: its links, at the depth of their lists, and its headings, except for its title."""
    page = edition.documents[name].page
    found: list[_Item] = []
    depth, begin, href = 0, -1, ""
    attributes: dict[str, str] = {}
    body = page.body if page is not None else ""
    for token in tokens(body):
        tag = token.tag
        if tag is None:
            continue
        heading = _HEADING.match(tag.name) is not None
        if tag.name in ("ul", "ol"):
            depth += -1 if tag.closing else 1
        elif (tag.name == "a" or heading) and tag.closing and begin >= 0:
            title = " ".join(plain(body[begin : token.start]).split())
            if found or not heading or tag.name != "h1":
                found.append(_Item(title, href, 0 if heading else max(depth - 1, 0), attributes))
            begin = -1
        if tag.closing:
            continue
        own = {each.name: each.value for each in tag.attributes}
        if heading or tag.name in ("li", "p", "ul", "ol"):
            attributes = {}
        attributes = {**attributes, **{key: own[key] for key in ("lang", "dir", "class") if key in own}}
        if (tag.name == "a" and "href" in own and begin < 0) or heading:
            begin, href = token.end, own.get("href", "") if tag.name == "a" else ""
    return found


# mkdocs.yml


def _mkdocs(project: Project, edition: Edition, name: str) -> Navigation:
    entries, findings = [], []
    roots = roots_of(project)
    for line in mkdocs_nav(project.root / name):
        if line.target is None:
            entries.append(NavEntry(None, line.depth, line.title))
            continue
        link = Link("href", line.target)
        found = _document(edition, roots.candidates(f"/{link.path}", "")) if link.path else None
        if found is not None:
            entries.append(NavEntry(found, line.depth, line.title))
        elif link.path is None:
            entries.append(NavEntry(None, line.depth, line.title or line.target, _address(link)))
        else:
            findings.append(_unknown(project, line.target, name, line.line))
    return Navigation(tuple(entries), grouped=True, findings=tuple(findings))


def _document(edition: Edition, candidates: Iterator[str]) -> str | None:
    return next((one for one in candidates if one in edition.documents and edition.documents[one].page), None)


def _address(link: Link) -> str | None:
    """The address of a link to another site, if pages may have it."""
    return link.url if link.scheme in SCHEMES or not link.scheme else None


def _unknown(project: Project, name: str, file: str = CONFIG_NAME, line: int = 0) -> Finding:
    path = project.root / file if file.endswith((".yml", ".yaml")) else project.layout.source / file
    where = path.relative_to(project.root).as_posix()
    message = f"{where}{f':{line}' if line else ''}: nav names {name!r}, which is not a document of this project."
    return Finding("unknown_nav_entry", Severity.WARNING, message, source=path, source_line=line)
