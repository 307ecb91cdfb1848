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
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote

from workflow.findings import Finding
from workflow.html import attributes_in, identifiers
from workflow.model import Document, Severity, Span
from workflow.project import Project
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.policy import PublishedUnit
from workflow.publishing.removed_html import lost_addresses
from workflow.publishing.sanitising import SCHEMES
from workflow.publishing.site import Site
from workflow.publishing.targets import Link
from workflow.publishing.unit_findings import UnitFindings

__all__ = ["check_links", "links", "relative", "rewritten"]

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
    path = posixpath.relpath(target, posixpath.dirname(page) or ".")
    return quote(path, safe="/~@!$&'()*+,;=") + (f"#{quote(fragment, safe=_FRAGMENT)}" if fragment else "")


def check_links(project: Project, editions: Sequence[Edition], site: Site) -> list[Finding]:
    """Find dead links and anchors, links that pages may not have, and resources of other sites; each once for a document.

    The links of the documents are checked in the first edition, since their targets and anchors are the same in every language.
    Links that people added to their translations are checked in each.
    """
    first = editions[0]
    anchors = {path: identifiers(one.page.body) for path, one in first.documents.items() if one.page is not None}
    found: dict[tuple[str, str], Finding] = {}
    for edition in editions:
        for path, one in edition.documents.items():
            added = _added(one)
            if one.page is None or not (added or edition is first):
                continue
            left_out = frozenset[str]() if site.trusted else lost_addresses(one.page.body)
            for link in links(one.page.body):
                if link.url in left_out and link.attribute == "src":
                    continue
                translation = added.get(link.url)
                if translation is None and edition is not first:
                    continue
                problem = _problem(project, site, anchors, path, link)
                if problem is None or (path, problem.message) in found:
                    continue
                if translation is None:
                    finding = _finding(project, one.document, link, problem)
                else:
                    about = UnitFindings(project, edition.language.code, path)
                    finding = about.about(translation, problem.id, problem.severity, problem.message)
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
        reason = next(filter(None, (_reason(project, one) for one in site.roots.candidates(path, document))), "")
        if path.startswith("/") and not reason:
            message = f"{link} is not in the edition, so it works only if it is at the root of the server"
            return _Problem("root_link", Severity.NOTE, message)
        return _Problem("dead_link", Severity.WARNING, f"{link} is not published{reason}")
    target = site.documents.get(published, "")
    if target not in anchors or fragment in ("", "top") or fragment in anchors[target]:
        return None
    return _Problem("dead_anchor", Severity.WARNING, f"there is no heading or anchor {fragment!r} in {target}")


def _reason(project: Project, path: str) -> str:
    """Why a file is not published; "" if it does not exist."""
    file = os.path.join(project.layout.source, path)  # noqa: PTH118  (a path object would take four times as long)
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
    written = "|".join(re.escape(one) for one in dict.fromkeys((url, unquote(url))))
    pattern = re.compile(rf"(?<![\w/.-])(?:{written})(?![\w/-]|\.\w)")
    for span in (*(unit.span for unit in document.units), Span(0, len(document.text))):
        if found := pattern.search(document.text, span.start, span.end):
            return Span(found.start(), found.end())
    return None
