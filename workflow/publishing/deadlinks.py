"""Links of a publication that lead nowhere, and pictures that would have to be fetched from elsewhere."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from workflow.model import Severity
from workflow.project import Project
from workflow.publishing.editions import Edition
from workflow.publishing.links import Link, identifiers, links
from workflow.publishing.pages import Site
from workflow.publishing.report import Finding
from workflow.publishing.sanitising import SCHEMES

__all__ = ["link_findings"]


def link_findings(project: Project, edition: Edition, site: Site) -> list[Finding]:
    """Dead links and anchors, and outside pictures, each once.

    One edition is enough: link targets and anchors are the same in every language.
    """
    bodies = {document: built.page.body for document, built in edition.pages.items()}
    anchors = {document: identifiers(body) for document, body in bodies.items()}
    found: dict[tuple[str, str], Finding] = {}
    for document, body in bodies.items():
        for link in links(body):
            problem = _local(project, site, anchors, document, link) if link.local else _elsewhere(site, link)
            if problem is not None and (document, problem[2]) not in found:
                found[document, problem[2]] = _finding(project, edition, document, link.url, *problem)
    return list(found.values())


_Problem = tuple[str, Severity, str]
"""Id, severity and message of a finding."""


def _local(
    project: Project, site: Site, anchors: Mapping[str, frozenset[str]], document: str, link: Link
) -> _Problem | None:
    target, fragment = link.target(document)
    if target not in anchors:
        if _exists(project, target, site):
            return None
        return "link", Severity.WARNING, f"{_short(link)} leads to nothing that is published"
    if fragment in ("", "top") or fragment in anchors[target]:
        return None
    return "anchor", Severity.WARNING, f"there is no heading or anchor {fragment!r} in {target}"


def _elsewhere(site: Site, link: Link) -> _Problem | None:
    if link.scheme and link.scheme not in SCHEMES:
        if site.trusted:
            return None
        known = ", ".join(sorted(SCHEMES))
        return "link", Severity.WARNING, f"{_short(link)} is left out: pages link by {known} only (html: safe)"
    if link.url.startswith("/") and not link.url.startswith("//"):
        return "root", Severity.NOTE, f"{_short(link)} works only where the edition is the root of its server"
    if link.attribute != "href":
        return "outside", Severity.NOTE, f"{_short(link)} is fetched from elsewhere when the page is read"
    return None


def _short(link: Link) -> str:
    return repr(link.url if len(link.url) <= 80 else f"{link.url[:77]}…")


def _exists(project: Project, target: str, site: Site) -> bool:
    if target.startswith(".."):
        return False
    if target in site.paths.values() or f"{target}/index.html".removeprefix("./") in site.paths.values():
        return True
    return (project.layout.source / target).is_file() and not any(
        part.startswith(".") and part != "." for part in PurePosixPath(target).parts
    )


def _finding(
    project: Project, edition: Edition, document: str, url: str, kind: str, severity: Severity, message: str
) -> Finding:
    text = edition.pages[document].document.text
    at = text.find(url)
    line = text.count("\n", 0, at) + 1 if at >= 0 else 0
    source = project.layout.source / document
    where = f"{project.config.source}/{document}{f':{line}' if line else ''}"
    return Finding(kind, severity, f"{where}: {message}.", None, document, source=source, source_line=line)
