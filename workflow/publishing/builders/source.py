"""``source``: the localized documents in their own formats."""

from collections.abc import Mapping
from pathlib import Path

from workflow import formats
from workflow.publishing.builders.base import OutputFolder
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.site import Site

__all__ = ["MANIFEST_KEY", "build", "document_path", "edition_path", "finish"]

MANIFEST_KEY = "markdown"
"""The key dates from the time when Markdown was the only format."""


def edition_path(code: str) -> str:
    """See ``Builder``."""
    return code


def document_path(site: Site, code: str, document: str) -> str:
    """See ``Builder``."""
    return f"{code}/{document}"


def build(site: Site, edition: Edition, output: OutputFolder, assets: Path) -> None:
    """See ``Builder``."""
    code = edition.language.code
    for document, localized in edition.documents.items():
        path = document_path(site, code, document)
        if document in output.kept.get(code, ()):
            output.take_over(path)
        elif not localized.withheld:
            navigation = document == site.navigation.summary
            output.write(path, localized.data if navigation else _data(localized))
    for asset in site.assets:
        if not asset.startswith("../"):  # links stay as written, and lead to files outside this folder
            output.copy(assets / asset, f"{code}/{asset}")


def _data(localized: LocalizedDocument) -> bytes:
    """A localized document whose headings have the anchors of the source, so that links to them work wherever it is rendered."""
    write = formats.of(localized.document).with_anchors
    return localized.data if write is None else write(localized.document, localized.rendering)


def finish(site: Site, titles: Mapping[str, str | None], output: OutputFolder) -> None:
    """See ``Builder``. The editions share nothing."""
