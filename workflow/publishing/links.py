"""Links in pages: find, rewrite and check them.

This works on the HTML of a page, so that links in raw HTML are treated like those that the format made. A link to a file of the
edition, as any site generator resolves it (``targets``), becomes relative and names the file: ``guide.md#setup`` and ``/guide#setup``
become ``guide.html#setup``. Every other link stays as it was written.
"""

import os
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from html.entities import html5
from itertools import chain
from pathlib import Path
from urllib.parse import quote, unquote

from workflow.findings import Finding
from workflow.html import attributes_in
from workflow.model import Document, Severity, Span
from workflow.project import Project
from workflow.publishing.editions import LocalizedDocument
from workflow.publishing.policy import PublishedUnit
from workflow.publishing.removed_html import lost_addresses
from workflow.publishing.sanitising import SCHEMES
from workflow.publishing.site import Site
from workflow.publishing.targets import Link
from workflow.publishing.unit_findings import TranslationPlace, UnitFindings

__all__ = ["PageLink", "check_links", "links", "page_links", "relative", "rewritten"]

_LINKS = frozenset({"href", "src", "poster"})
_FRAGMENT = "/~@!$&'()*+,;=:?%-._"


def links(body: str) -> tuple[Link, ...]:
    """Return the links of a page, in order."""
    return tuple(Link(found.name, found.value) for _, found in attributes_in(body, _LINKS))


def rewritten(body: str, change: Callable[[Link], str | None]) -> str:
    """Replace the URL of each link for which ``change`` returns one."""
    parts = []
    at = 0
    for start, found in attributes_in(body, _LINKS):
        url = change(Link(found.name, found.value))
        if url is not None:
            quotes = 1 if found.quote else 0
            parts += [body[at : start + found.start - quotes], f'"{escape(url)}"']
            at = start + found.end + quotes
    return "".join([*parts, body[at:]])


def relative(target: str, page: str, fragment: str = "") -> str:
    """Return the relative URL from a page to another file of the same edition."""
    return _relative_path(target, posixpath.dirname(page)) + (f"#{quote(fragment, safe=_FRAGMENT)}" if fragment else "")


@lru_cache(maxsize=65_536)
def _relative_path(target: str, folder: str) -> str:
    """The menus of a folder's pages ask for the same again and again."""
    return quote(posixpath.relpath(target, folder or "."), safe="/~@!$&'()*+,;=")


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link of a page, for its check."""

    link: Link
    place: TranslationPlace | None = None
    """Where the translation is to which a person added it; None for a link of the document."""
    left_out: bool = False
    """Whether it is that of an element which the page does not show; nothing is loaded from there."""


def page_links(project: Project, code: str, localized: LocalizedDocument) -> tuple[PageLink, ...]:
    """Return the links of a document's page in a language: all in the source language, in others those that people added to translations."""
    if localized.page is None:
        return ()
    about, added = UnitFindings(project, code, localized.document.path), _added(localized)
    is_source = code == project.config.source_language
    if not added and not is_source:
        return ()
    body = localized.page.body
    left_out = frozenset[str]() if project.config.html == "trusted" else lost_addresses(body)
    return tuple(
        PageLink(
            link,
            about.place(added[link.url]) if link.url in added else None,
            link.attribute == "src" and link.url in left_out,
        )
        for link in links(body)
        if is_source or link.url in added
    )


def check_links(
    project: Project,
    site: Site,
    pages: Mapping[str, Mapping[str, Sequence[PageLink]]],
    anchors: Mapping[str, frozenset[str]],
) -> list[Finding]:
    """Find dead links and anchors, links that pages may not have, and resources of other sites; each once for a document.

    ``pages``: by language and document, what ``page_links`` returns. Links of a document are those of its source, since their targets and
    anchors are the same in every language. ``anchors``: those of each document with a page.
    """
    found: dict[tuple[str, str], Finding] = {}
    checked: set[tuple[str, Link]] = set()
    parsed = lru_cache(maxsize=1)(project.parse)  # it is read once
    for code, documents in pages.items():
        for path, page in documents.items():
            for one in page:
                if one.left_out or (path, one.link) in checked:
                    continue
                checked.add((path, one.link))
                problem = _problem(project, site, anchors, path, one.link)
                if problem is None or (path, problem.message) in found:
                    continue
                if one.place is None:
                    finding = _finding(project, parsed(path), one.link, problem)
                else:
                    about = UnitFindings(project, code, path)
                    finding = about.at(one.place, problem.id, problem.severity, problem.message)
                found[path, problem.message] = finding
    return list(found.values())


def _added(document: LocalizedDocument) -> Mapping[str, PublishedUnit]:
    """The links that people added to their translations, by URL."""
    changed = document.rendering.changed
    return {url: one for one in document.units if one.unit.index in changed for url in changed[one.unit.index].added}


@dataclass(frozen=True, slots=True)
class _Problem:
    id: str
    severity: Severity
    message: str


def _problem(
    project: Project, site: Site, anchors: Mapping[str, frozenset[str]], document: str, link: Link
) -> _Problem | None:
    if link.path is None:
        return _questionable(site, link)
    if document == site.navigation.summary:
        return None  # the navigation names its dead entries
    return _dead(project, site, anchors, document, link)


def _dead(
    project: Project, site: Site, anchors: Mapping[str, frozenset[str]], document: str, link: Link
) -> _Problem | None:
    path, fragment = link.path or "", link.fragment
    published = site.published_at(path, document) if path else site.paths[document]
    if published is None:
        places = tuple(site.roots.candidates(path, document))
        reason = next(filter(None, (_reason(project, one) for one in places)), "")
        if path.startswith("/") and not reason:
            message = f"{link} is not in the edition, so it works only if it is at the root of the server"
            return _Problem("root_link", Severity.NOTE, message)
        if not any(os.path.lexists(project.layout.source_name(one)) for one in places):
            return _Problem("dead_link", Severity.WARNING, f"{link} is not published: there is no such file")
        return _Problem("dead_link", Severity.WARNING, f"{link} is not published{reason}")
    target = site.documents.get(published, "")
    if target not in anchors or fragment in ("", "top") or fragment in anchors[target]:
        return None
    return _Problem("dead_anchor", Severity.WARNING, f"there is no heading or anchor {fragment!r} in {target}")


def _reason(project: Project, path: str) -> str:
    """Why a file is not published; "" if it does not exist."""
    file = project.layout.source_name(path)
    if not os.path.isfile(file):  # noqa: PTH113  (False for what cannot be a file's name, such as one with a NUL)
        return ""
    if not path.startswith("..") and project.documents.is_excluded(path):
        return ": `documents` in workflow.yaml leaves it out"
    inside = Path(os.path.realpath(file)).is_relative_to(os.path.realpath(project.layout.source))
    return "" if inside else f": it is outside {project.config.source}/"


def _questionable(site: Site, link: Link) -> _Problem | None:
    if link.scheme and link.scheme not in SCHEMES:
        if site.trusted:
            return None
        known = ", ".join(sorted(SCHEMES))
        return _Problem("unsafe_link", Severity.WARNING, f"{link} is left out: pages link by {known} only (html: safe)")
    if link.attribute != "href":
        return _Problem("external_resource", Severity.NOTE, f"{link} is loaded from another site when the page is read")
    return None


def _finding(project: Project, document: Document, link: Link, problem: _Problem) -> Finding:
    span = _span(document, link.url)
    line = document.text.count("\n", 0, span.start) + 1 if span is not None else 0
    where = f"{project.config.source}/{document.path}{f':{line}' if line else ''}"
    return Finding(
        problem.id,
        problem.severity,
        f"{where}: {problem.message}.",
        document=document.path,
        source=project.layout.source / document.path,
        source_line=line,
        span=span,
    )


def _span(document: Document, url: str) -> Span | None:
    """Find a URL in a document: in a unit if it is in one, else anywhere, such as in a link reference definition."""
    written = "".join(map(_written, unquote(url)))
    pattern = re.compile(rf"(?<![\w/.-])(?:{re.escape(url)}|{written})(?![\w/-]|\.\w)")
    for span in chain((unit.span for unit in document.units), [Span(0, len(document.text))]):
        if found := pattern.search(document.text, span.start, span.end):
            return Span(found.start(), found.end())
    return None


@cache
def _written(character: str) -> str:
    """A pattern for all that stands for a character of a URL in sources: itself, with a backslash, encoded, or an entity."""
    encoded = re.escape(quote(character, safe="", errors="replace"))
    if character.isascii():
        encoded = f"%{ord(character):02x}"
    names = "".join(f"|{name}" for name in _entities().get(character, ()))
    entities = f"&(?:#0*{ord(character)}|#[xX]0*(?i:{ord(character):x}){names});"
    return rf"(?:\\?{re.escape(character)}|(?i:{encoded})|{entities})"


@cache
def _entities() -> Mapping[str, Sequence[str]]:
    """The names of entities by the character that they stand for."""
    found: dict[str, list[str]] = {}
    for name, text in html5.items():
        if name.endswith(";"):
            found.setdefault(text, []).append(name.removesuffix(";"))
    return found
