"""Links of a publication that lead nowhere, and pictures that would have to be fetched from elsewhere."""

from pathlib import PurePosixPath

from workflow.config import Project
from workflow.model import Severity
from workflow.publishing.editions import Edition
from workflow.publishing.links import identifiers, links
from workflow.publishing.pages import Site
from workflow.publishing.report import Finding

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
            message, severity, kind = "", Severity.WARNING, "link"
            if link.local:
                target, fragment = link.target(document)
                if target in anchors:
                    if fragment and fragment != "top" and fragment not in anchors[target]:
                        message, kind = f"there is no heading or anchor {fragment!r} in {target}", "anchor"
                elif not _exists(project, target, site):
                    message = f"{link.url!r} leads to nothing that is published"
            elif link.attribute != "href" and not link.url.startswith("data:"):
                message, severity, kind = (
                    f"{link.url!r} is fetched from elsewhere when the page is read",
                    Severity.NOTE,
                    "outside",
                )
            if message and (document, message) not in found:
                found[document, message] = _finding(project, edition, document, link.url, message, severity, kind)
    return list(found.values())


def _exists(project: Project, target: str, site: Site) -> bool:
    if target.startswith(".."):
        return False
    if target in site.paths.values() or f"{target}/index.html".removeprefix("./") in site.paths.values():
        return True
    return (project.source / target).is_file() and not any(
        part.startswith(".") and part != "." for part in PurePosixPath(target).parts
    )


def _finding(
    project: Project, edition: Edition, document: str, url: str, message: str, severity: Severity, kind: str
) -> Finding:
    text = edition.pages[document].document.text
    at = text.find(url)
    line = text.count("\n", 0, at) + 1 if at >= 0 else 0
    source = project.source / document
    where = f"{project.config.source}/{document}{f':{line}' if line else ''}"
    return Finding(kind, severity, f"{where}: {message}.", None, document, source=source, source_line=line)
