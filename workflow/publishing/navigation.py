"""The navigation of an edition: which pages, in which order and groups, under which titles.

It comes from ``nav`` in workflow.yaml: entries with headings, or the navigation file of a site generator. Without it, it has the folders
and documents as they lie in the source folder. Titles:

- A document has its own title. In a ``SUMMARY.md`` (mdBook) the titles are those of its list, which is translated like every document.
- A title in ``nav``, ``mkdocs.yml`` or ``_category_.json``, and that of a folder without an index, is in the source language. In another
  language it is what ``overrides`` says, else the translation of the same text in any document; else a page has its own title, and a
  group keeps its title, marked with its language.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import isfinite

from workflow.findings import Finding
from workflow.formats.base import Attributes
from workflow.languages import Language
from workflow.model import Severity
from workflow.project import CONFIG_NAME, Project
from workflow.project.navigation_files import NavLine, folder_settings, mkdocs_nav
from workflow.publishing.editions import Edition
from workflow.publishing.folder_entries import FolderFacts, folder_entries, folders_of
from workflow.publishing.nav_tree import DEEPEST, NavEntry, Navigation
from workflow.publishing.policy import language_attributes
from workflow.publishing.sanitising import SCHEMES
from workflow.publishing.targets import Link, roots_of

__all__ = ["MenuItem", "menu", "navigation_of"]

_POSITIONS = ("sidebar_position", "weight", "nav_order")
"""Front-matter keys with the position of a document: Docusaurus, Hugo, Just the Docs."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of the navigation in one language."""

    entry: NavEntry
    title: str
    attributes: Attributes
    """The marks of its title: ``lang``, ``class`` …"""


def navigation_of(project: Project, edition: Edition, paths: Mapping[str, str]) -> Navigation:
    """Return the navigation. Every edition has the same entries. ``paths``: the published path of each document, in reading order.

    Raises ConfigError for an ``mkdocs.yml`` or ``_category_`` file that is not valid, FileProblem if one cannot be read.
    """
    found = _wanted(project, edition, paths)
    if not found.entries:
        facts = _facts(project, edition, paths)
        found = replace(found, entries=folder_entries(paths, facts), findings=(*found.findings, *facts.findings))
    known = {entry.title for entry in found.entries}
    titles = {code: project.config.nav_titles(code) for code in project.config.by_language}
    lost = [
        Finding(
            "unknown_nav_entry",
            Severity.WARNING,
            f"{CONFIG_NAME}: overrides.{code}.nav translates {title!r}, which is no title of the navigation.",
            source=project.root / CONFIG_NAME,
        )
        for code, translations in titles.items()
        for title in translations
        if title not in known
    ]
    return replace(found, titles=titles, findings=(*found.findings, *lost))


def _wanted(project: Project, edition: Edition, paths: Mapping[str, str]) -> Navigation:
    """What ``nav`` in workflow.yaml lists; without entries if there is no ``nav``, or if it leads to no document."""
    config, pages = project.config, edition.documents
    if config.nav_file is None:
        return _configured(project, edition, paths) if config.nav else Navigation()
    if config.nav_file in pages:
        found = _summary(project, edition, config.nav_file)
    elif config.nav_file.endswith((".yml", ".yaml")) and (project.root / config.nav_file).is_file():
        found = _mkdocs(project, edition, config.nav_file, paths)
    else:
        return Navigation(findings=(_unknown(project, config.nav_file),))
    if any(entry.document for entry in found.entries):
        return found
    message = f"{CONFIG_NAME}: nav names {config.nav_file!r}, which lists no document of this project."
    empty = Finding("unknown_nav_entry", Severity.WARNING, message, source=project.root / CONFIG_NAME)
    return Navigation(findings=(*found.findings, empty))


def _configured(project: Project, edition: Edition, paths: Mapping[str, str]) -> Navigation:
    """The navigation that ``nav`` lists in workflow.yaml itself."""
    folders = _Folders(project, edition, paths)
    entries: list[NavEntry] = []
    findings = []
    for line in project.config.nav:
        target = line.target
        if target is None:
            entries.append(NavEntry(None, line.depth, line.title))
        elif Link("href", target).path is None:
            entries.append(_elsewhere(line))
        elif target.endswith("/"):
            inside = folders.entries(line)
            entries += inside
            if not inside:
                findings.append(_unknown(project, target, line=line.line))
        elif target in edition.documents and edition.documents[target].has_page:
            entries.append(NavEntry(target, line.depth, line.title))
        elif target not in paths:
            findings.append(_unknown(project, target, line=line.line))
    return Navigation(tuple(entries), findings=(*findings, *folders.findings))


class _Folders:
    """The folders that a ``nav`` names. What sources say about them is read when it names the first."""

    def __init__(self, project: Project, edition: Edition, paths: Mapping[str, str]) -> None:
        self._about = project, edition, paths
        self._facts: FolderFacts | None = None

    def entries(self, line: NavLine) -> list[NavEntry]:
        """Return the entries of the folder that a line names; none if it has no documents."""
        project, edition, paths = self._about
        if self._facts is None:
            self._facts = _facts(project, edition, paths)
        inside = folder_entries(paths, self._facts, (line.target or "").strip("/") or ".")
        found = [replace(one, depth=min(line.depth + one.depth, DEEPEST)) for one in inside]
        if found and line.title is not None:
            found[0] = replace(found[0], title=line.title)
        return found

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What ``_category_`` files say and is not used."""
        return self._facts.findings if self._facts is not None else ()


def _facts(project: Project, edition: Edition, paths: Iterable[str]) -> FolderFacts:
    """Read what ``_category_`` files and front matter say about titles and positions."""
    titles: dict[str, str] = {}
    positions: dict[str, float] = {}
    findings: list[Finding] = []
    for document, outline in edition.documents.items():
        values = (_number(outline.meta.get(key, "")) for key in _POSITIONS)
        if (position := next((value for value in values if value is not None), None)) is not None:
            positions[document] = position
    for folder in folders_of(tuple(paths)):
        settings = folder_settings(project.layout.source / folder) if folder != "." else None
        if settings is not None and settings.title:
            titles[folder] = settings.title
        if settings is not None and settings.position is not None:
            positions[folder] = settings.position
        for name, line, problem in settings.unusable if settings is not None else ():
            path = project.layout.source / folder / name
            message = (
                f"{path.relative_to(project.root).as_posix()}{f':{line}' if line else ''}: {problem} It is not used."
            )
            findings.append(Finding("unusable_value", Severity.WARNING, message, source=path, source_line=line))
    return FolderFacts(titles, positions, tuple(findings))


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if isfinite(found) else None


def menu(navigation: Navigation, edition: Edition, source: Language) -> tuple[MenuItem | None, ...]:
    """Return the entries of the navigation in the language of an edition, one for each. ``source`` is the source language.

    None for a document that the edition does not have. (A document that cannot be read keeps its last page in the editions that have
    one.)
    """
    if navigation.summary is not None:
        items = edition.documents[navigation.summary].listed
        if len(items) == len(navigation.entries):
            return tuple(
                MenuItem(entry, item.title, item.attributes)
                for entry, item in zip(navigation.entries, items, strict=True)
            )
    translated: dict[str, tuple[str, Attributes]] = {}
    if edition.language != source and any(entry.title for entry in navigation.entries):
        translated = {
            title: (text, {"class": "draft"} if unread else {})
            for outline in edition.documents.values()
            for title, (text, unread) in outline.titles.items()
        }
        translated |= {title: (text, {}) for title, text in navigation.titles.get(edition.language.code, {}).items()}
    return tuple(
        _item(entry, edition, source, translated)
        if entry.document is None or entry.document in edition.documents
        else None
        for entry in navigation.entries
    )


def _item(
    entry: NavEntry, edition: Edition, source: Language, translated: Mapping[str, tuple[str, Attributes]]
) -> MenuItem:
    if entry.title is not None and edition.language == source:
        return MenuItem(entry, entry.title, {})
    if entry.title is not None and entry.title in translated:
        return MenuItem(entry, *translated[entry.title])
    if entry.document is None:
        return MenuItem(entry, entry.title or entry.url or "", language_attributes(source, edition.language))
    outline = edition.documents[entry.document]
    return MenuItem(entry, outline.title, outline.title_attributes)


# SUMMARY.md


def _summary(project: Project, edition: Edition, name: str) -> Navigation:
    entries, findings = [], []
    roots = roots_of(project)
    for item in edition.documents[name].listed:
        link = Link("href", item.href)
        if link.path is None:
            entries.append(NavEntry(None, item.depth, item.title, _address(item.href)))
            continue
        found = _document(edition, roots.candidates(link.path, name)) if link.path else None
        entries.append(NavEntry(found, item.depth, item.title))
        if found is None and link.path:
            text = project.parse(name).text
            at = text.find(f"]({item.href}")
            findings.append(_unknown(project, link.path, name, text.count("\n", 0, at) + 1 if at >= 0 else 0))
    return Navigation(tuple(entries), name, findings=tuple(findings))


# mkdocs.yml


def _mkdocs(project: Project, edition: Edition, name: str, paths: Mapping[str, str]) -> Navigation:
    folders = _Folders(project, edition, paths)
    entries: list[NavEntry] = []
    findings = []
    roots = roots_of(project)
    for line in mkdocs_nav(project.root / name):
        if line.target is None:
            entries.append(NavEntry(None, line.depth, line.title))
            continue
        link = Link("href", line.target)
        if link.path and line.target.endswith("/") and (inside := folders.entries(line)):
            entries += inside
            continue
        found = _document(edition, roots.candidates(f"/{link.path}", "")) if link.path else None
        if found is not None:
            entries.append(NavEntry(found, line.depth, line.title))
        elif link.path is None:
            entries.append(_elsewhere(line))
        else:
            findings.append(_unknown(project, line.target, name, line.line))
    return Navigation(tuple(entries), findings=(*findings, *folders.findings))


def _document(edition: Edition, candidates: Iterator[str]) -> str | None:
    return next((one for one in candidates if one in edition.documents and edition.documents[one].has_page), None)


def _elsewhere(line: NavLine) -> NavEntry:
    """A link to another site."""
    target = line.target or ""
    return NavEntry(None, line.depth, line.title or target, _address(target))


def _address(target: str) -> str | None:
    """The address of a link to another site, if pages may have it."""
    link = Link("href", target)
    return link.url if link.scheme in SCHEMES or not link.scheme else None


def _unknown(project: Project, name: str, file: str = CONFIG_NAME, line: int = 0) -> Finding:
    path = project.root / file if file.endswith((".yml", ".yaml")) else project.layout.source / file
    where = path.relative_to(project.root).as_posix()
    what = "a folder with documents" if name.endswith("/") else "a document"
    message = f"{where}{f':{line}' if line else ''}: nav names {name!r}, which is not {what} of this project."
    return Finding("unknown_nav_entry", Severity.WARNING, message, source=path, source_line=line)
