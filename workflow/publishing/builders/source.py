"""``source``: the localized documents in their own formats."""

from collections.abc import Mapping
from pathlib import Path

from workflow import formats
from workflow.languages import language
from workflow.project.source_layouts import LAYOUTS
from workflow.publishing.builders.base import EditionContext, EditionTexts, OutputFolder
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.report import ReaderCounts
from workflow.publishing.site import Site

__all__ = ["MANIFEST_KEY", "build", "context", "document_file", "document_path", "finish", "take_over"]

MANIFEST_KEY = "markdown"
"""The key dates from the time when Markdown was the only format."""


def document_path(site: Site, code: str, document: str) -> str:
    """See ``Builder``."""
    return LAYOUTS[site.source_layout].path(document, language(code), site.source)


def context(site: Site, edition: Edition) -> str:
    """See ``Builder``. The document that is the navigation gets no anchors."""
    return site.navigation.summary or ""


def document_file(context: str, localized: LocalizedDocument, counts: Mapping[str, ReaderCounts]) -> bytes:
    """See ``Builder``. Headings have the anchors of the source, so that links to them work wherever the document is rendered."""
    write = formats.of(localized.document).with_anchors
    if write is None or localized.document.path == context:
        return localized.data
    return write(localized.document, localized.rendering)


def build(
    site: Site, edition: Edition, shown: EditionContext, contents: EditionTexts, output: OutputFolder, assets: Path
) -> None:
    """See ``Builder``."""
    _copy_assets(site, edition.language.code, output, assets)


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


def finish(site: Site, titles: Mapping[str, str | None], output: OutputFolder) -> None:
    """See ``Builder``. The editions share nothing."""
