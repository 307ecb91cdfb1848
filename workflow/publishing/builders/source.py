"""``source``: the localized documents in their own formats."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from workflow import formats
from workflow.findings import Finding
from workflow.languages import language
from workflow.model import Severity
from workflow.project.source_layouts import LAYOUTS
from workflow.publishing.builders.base import OutputFolder
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.links import links
from workflow.publishing.site import Site

__all__ = ["MANIFEST_KEY", "build", "document_path", "finish", "take_over"]

_SHOWN = 3
"""Maximum number of documents in one message."""
MANIFEST_KEY = "markdown"
"""The key dates from the time when Markdown was the only format."""


def document_path(site: Site, code: str, document: str) -> str:
    """See ``Builder``."""
    return LAYOUTS[site.source_layout].path(document, language(code), site.source)


def build(site: Site, edition: Edition, output: OutputFolder, assets: Path) -> None:
    """See ``Builder``."""
    code = edition.language.code
    for document, localized in edition.documents.items():
        path, source = document_path(site, code, document), site.label(document)
        if document in output.kept.get(code, ()):
            output.take_over(path, source)
        elif not localized.withheld:
            navigation = document == site.navigation.summary
            output.write(path, localized.data if navigation else _data(localized), source)
    output.findings.extend(_links_to_withheld(site, edition))
    _copy_assets(site, code, output, assets)


def _links_to_withheld(site: Site, edition: Edition) -> Iterator[Finding]:
    """Name the documents that this edition lacks, since they are withheld, if others link to them."""
    code = edition.language.code
    withheld = {path for path, localized in edition.documents.items() if localized.withheld}
    linking: dict[str, list[str]] = {}
    for document, localized in edition.documents.items() if withheld else ():
        if localized.withheld or localized.page is None:
            continue
        paths = {link.path for link in links(localized.page.body) if link.path}
        targets = {site.documents.get(site.published_at(path, document) or "") for path in paths}
        for target in sorted(withheld.intersection(targets)):
            linking.setdefault(target, []).append(document)
    for target, documents in linking.items():
        shown = f"{', '.join(documents[:_SHOWN])}{' …' if len(documents) > _SHOWN else ''}"
        links_to_it = "1 document links" if len(documents) == 1 else f"{len(documents)} documents link"
        message = (
            f"{site.label(target)}: has no localized document in {code}, since it is complete-only and not all of it may appear. "
            f"{links_to_it} to it: {shown}."
        )
        yield Finding("dead_link", Severity.WARNING, message, language=code, document=target)


def take_over(site: Site, code: str, output: OutputFolder, assets: Path) -> None:
    """See ``Builder``."""
    for document in site.paths:
        path = document_path(site, code, document)
        if (output.published / path).is_file():
            output.take_over(path, site.label(document))
    _copy_assets(site, code, output, assets)


def _copy_assets(site: Site, code: str, output: OutputFolder, assets: Path) -> None:
    """Copy the files of the source folder; links stay as written, so those outside it are not needed.

    Where a language has a folder of its own, ``map.ar.svg`` is ``map.svg`` in the folder of ``ar``, and in no other.
    """
    layout = LAYOUTS[site.source_layout]
    for asset in site.assets:
        if asset.startswith("../") or (layout.by_folder and asset in site.variant_assets):
            continue
        found = site.asset_in(code, asset) if layout.by_folder else asset
        output.copy(assets / found, layout.asset_path(asset, language(code), site.source), site.label(found))


def _data(localized: LocalizedDocument) -> bytes:
    """A localized document whose headings have the anchors of the source, so that links to them work wherever it is rendered."""
    write = formats.of(localized.document).with_anchors
    return localized.data if write is None else write(localized.document, localized.rendering)


def finish(site: Site, titles: Mapping[str, str | None], output: OutputFolder) -> None:
    """See ``Builder``. The editions share nothing."""
