"""``html``: a web page for each document, and a page at the top that leads to the languages."""

import posixpath
from collections.abc import Mapping
from pathlib import Path

from workflow.formats.base import Page
from workflow.html import attributes
from workflow.languages import language
from workflow.publishing import pages
from workflow.publishing.builders.base import OutputFolder
from workflow.publishing.editions import Edition
from workflow.publishing.links import relative, rewritten
from workflow.publishing.navigation import menu
from workflow.publishing.sanitising import sanitised
from workflow.publishing.site import Site
from workflow.publishing.targets import Link
from workflow.publishing.ui_strings import put_labels

__all__ = ["MANIFEST_KEY", "build", "document_path", "edition_path", "finish"]

MANIFEST_KEY = "page"


def edition_path(code: str) -> str:
    """See ``Builder``."""
    return code


def document_path(site: Site, code: str, document: str) -> str:
    """See ``Builder``. A document whose format has no page is a download."""
    return f"{code}/{site.paths[document]}"


def build(site: Site, edition: Edition, output: OutputFolder, assets: Path) -> None:
    """See ``Builder``. An asset with the path of a page gives way to the page."""
    code = edition.language.code
    items = menu(site.navigation, edition, site.source)
    for document, localized in edition.documents.items():
        path = document_path(site, code, document)
        if document in output.kept.get(code, ()):
            output.take_over(path)
        elif localized.page is None:
            output.write(path, localized.data)
        else:
            body = "" if localized.withheld else _body(site, edition, document, localized.page)
            output.write(path, pages.page(site, edition, localized, body, items).encode("utf-8"))
    if site.home not in site.documents:
        output.write(f"{code}/{site.home}", pages.contents_page(site, edition, items).encode("utf-8"))
    for asset, path in site.assets.items():
        if site.page_over(path) is None:
            output.copy(assets / asset, f"{code}/{path}")


def finish(site: Site, titles: Mapping[str, str | None], output: OutputFolder) -> None:
    """See ``Builder``."""
    output.write("index.html", pages.index_page(site, titles).encode("utf-8"))
    output.write(pages.STYLE_SHEET, pages.style_sheet())


def _body(site: Site, edition: Edition, document: str, page: Page) -> str:
    """Return a page's HTML with interface strings in place and links that lead to pages; sanitised unless it is trusted."""

    def change(link: Link) -> str | None:
        path, here = link.path, site.paths[document]
        found = site.published_at(path, document) if path else None
        if not path or found is None:
            return None
        as_written = posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
        return None if as_written == found else relative(found, here, link.fragment)

    strings = language(edition.interface.code)
    same = strings.tag.split("-")[0] == edition.language.tag.split("-")[0]
    body = put_labels(page.body, edition.interface, "" if same else attributes({"lang": strings.tag}))
    body = rewritten(body, change)
    return body if site.trusted else sanitised(body)
