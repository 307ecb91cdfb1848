"""What is wrong with the sources, the translations and the structure of a publication."""

from collections.abc import Iterator, Mapping

from workflow.checks.sources import file_findings, front_matter_findings
from workflow.findings import Finding
from workflow.model import Severity
from workflow.project import CONFIG_NAME, Project
from workflow.publishing.assets import check_assets
from workflow.publishing.facts import DocumentFacts
from workflow.publishing.links import check_links
from workflow.publishing.page_lists import check_lists
from workflow.publishing.root_files import check_root_files
from workflow.publishing.site import Site
from workflow.publishing.theming import check_theme
from workflow.publishing.ui_catalogs import check_interface

__all__ = ["site_findings"]

_SHOWN = 3
"""Maximum number of documents in one message."""


def site_findings(
    project: Project,
    site: Site,
    sources: Mapping[str, DocumentFacts],
    editions: Mapping[str, Mapping[str, DocumentFacts]],
) -> Iterator[Finding]:
    """Yield the findings about the documents and files of a site, those about single translations left out.

    ``sources``: what is known of each document that can be read. ``editions``: the same by language, for the languages that are built.
    Raises ConfigError, FileProblem.
    """
    yield from _dead_redirects(project, site)
    yield from check_root_files(project, site)
    yield from check_assets(project, site)
    pages = {site.source.code: sources, **editions}
    yield from check_links(
        project,
        site,
        {code: {path: one.links for path, one in documents.items()} for code, documents in pages.items()},
        {path: frozenset(one.anchors) for path, one in sources.items() if one.outline.has_page},
    )
    if "html" in project.config.output:
        for one in sources.values():
            yield from one.removed
    if "source" in project.config.output:
        yield from _links_to_withheld(site, sources, editions)
    yield from check_theme(project, site)
    yield from check_interface(project)
    yield from check_lists(project, site, {path: one.outline for path, one in sources.items()})
    yield from _formulas(pages)
    yield from front_matter_findings(project, {path: one.metadata for path, one in sources.items()})
    yield from file_findings(project)


def _links_to_withheld(
    site: Site, sources: Mapping[str, DocumentFacts], editions: Mapping[str, Mapping[str, DocumentFacts]]
) -> Iterator[Finding]:
    """Name the documents that the localized documents of a language lack, since they are withheld, if others link to them."""
    for code, documents in editions.items():
        withheld = {path for path, one in documents.items() if one.outline.withheld}
        linking: dict[str, list[str]] = {}
        for document, one in documents.items() if withheld else ():
            if document not in withheld:
                paths = {found.link.path for found in (*sources[document].links, *one.links) if found.link.path}
                targets = {site.documents.get(site.published_at(path, document) or "") for path in paths}
                for target in sorted(withheld.intersection(targets)):
                    linking.setdefault(target, []).append(document)
        for target, found_in in linking.items():
            shown = f"{', '.join(found_in[:_SHOWN])}{' …' if len(found_in) > _SHOWN else ''}"
            links_to_it = "1 document links" if len(found_in) == 1 else f"{len(found_in)} documents link"
            message = (
                f"{site.label(target)}: has no localized document in {code}, since it is complete-only and not all of it may "
                f"appear. {links_to_it} to it: {shown}."
            )
            yield Finding("dead_link", Severity.WARNING, message, language=code, document=target)


def _formulas(editions: Mapping[str, Mapping[str, DocumentFacts]]) -> Iterator[Finding]:
    """The formulas that cannot be shown, each once for a document."""
    seen = set()
    for documents in editions.values():
        for path, one in documents.items():
            for formula, finding in one.formulas.items():
                if (path, formula) not in seen:
                    seen.add((path, formula))
                    yield finding


def _dead_redirects(project: Project, site: Site) -> Iterator[Finding]:
    """Name the redirects to documents that are not published."""
    found = {redirect.path for redirect in site.redirects}
    for path, (target, line) in project.config.redirects.items():
        if path not in found:
            message = (
                f"{CONFIG_NAME}:{line}: redirects: {path} leads to {target!r}, which is not a document of this project."
            )
            source = project.layout.config
            yield Finding("dead_redirect", Severity.WARNING, message, source=source, source_line=line)
