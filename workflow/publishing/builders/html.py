"""``html``: a web page for each document, and a page at the top that leads to the languages."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from workflow.formats.base import Page
from workflow.project.navigation_files import FOLDER_FILES
from workflow.publishing import pages
from workflow.publishing.builders.base import EditionContext, EditionTexts, OutputFolder
from workflow.publishing.corrections import with_corrections
from workflow.publishing.coverage import coverages
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.feeds import FEED, SITEMAP, feed, has_feed, has_sitemap, sitemap, sitemap_index
from workflow.publishing.finishing import finished
from workflow.publishing.formulas import with_formulas
from workflow.publishing.highlighting import highlighted
from workflow.publishing.links import relative, rewritten
from workflow.publishing.navigation import MenuItem, menu
from workflow.publishing.page_lists import ListedPage, ListPage, list_pages, lists_of, tags_on
from workflow.publishing.removed_html import without_reserved
from workflow.publishing.report import ReaderCounts
from workflow.publishing.sanitising import sanitised
from workflow.publishing.search_index import (
    build_index,
    check_installed,
    has_search,
    origin_of,
    searchable,
)
from workflow.publishing.site import INDEX, Redirect, Site
from workflow.publishing.store import digest
from workflow.publishing.tags import Tag
from workflow.publishing.targets import Link
from workflow.publishing.theming import SCRIPT, STYLE_SHEET, Theme
from workflow.publishing.ui_strings import put_labels

__all__ = ["MANIFEST_KEY", "PageContext", "build", "context", "document_file", "document_path", "finish", "take_over"]

MANIFEST_KEY = "page"
_SEARCH = "the search"
"""What the index is made of, for messages."""


def document_path(site: Site, code: str, document: str) -> str:
    """See ``Builder``. A document whose format has no page is a download."""
    return f"{code}/{site.path_in(code, document)}"


@dataclass(frozen=True, slots=True)
class PageContext:
    """What the pages of an edition show beside their documents. Its ``repr`` has all of it: with the same one, a page is the same."""

    site: Site
    """In the language."""
    edition: Edition
    items: tuple[MenuItem | None, ...] = field(repr=False)
    """The navigation; it follows from the two."""
    additions: pages.Additions
    """What all pages have."""
    newest: Mapping[str, tuple[ListedPage, ...]]
    """The lists of dated pages, by the path of the page that has the list."""
    tags: Mapping[str, Tag]


def context(site: Site, edition: Edition) -> PageContext:
    """See ``Builder``."""
    found = site.in_language(edition.language.code)
    lists = lists_of(found, edition)
    return PageContext(
        found,
        edition,
        menu(site.navigation, edition, site.source),
        pages.Additions(has_feed(found, edition), has_search(found, edition)),
        {path: lists.pages_at(path) for path in lists.newest},
        lists.tags,
    )


def document_file(context: PageContext, localized: LocalizedDocument, counts: Mapping[str, ReaderCounts]) -> bytes:
    """See ``Builder``."""
    if localized.page is None:
        return localized.data
    document = localized.document.path
    site, edition = context.site.with_coverage_of(document, counts), context.edition
    body = "" if localized.withheld else _body(site, edition, localized, localized.page)
    here = site.paths[document]
    own = replace(
        context.additions,
        pages=context.newest.get(here, ()),
        tags=tags_on(context.tags, edition.documents[document], here),
    )
    return pages.page(site, edition, localized, body, context.items, own).encode("utf-8")


def build(
    site: Site, edition: Edition, shown: EditionContext, contents: EditionTexts, output: OutputFolder, assets: Path
) -> None:
    """See ``Builder``."""
    code = edition.language.code
    site = site.in_language(code)
    about: PageContext = shown.context
    items, own, key = about.items, about.additions, shown.with_coverage

    def contents_page() -> bytes:
        added = replace(own, pages=about.newest.get(site.home, ()))
        return pages.contents_page(site, edition, items, added).encode("utf-8")

    def list_page(each: ListPage) -> bytes:
        added = replace(own, pages=about.newest.get(each.path, ()))
        return pages.list_page(site, edition, each, items, added).encode("utf-8")

    if site.home not in site.documents:
        output.make(f"{code}/{site.home}", key, contents_page, "the list of contents")
    listing = list(list_pages(lists_of(site, edition), items))
    for each in listing:
        output.make(f"{code}/{each.path}", key, partial(list_page, each), each.source)
    if site.url is not None:
        if "404.html" not in site.documents:
            output.make(f"{code}/404.html", key, lambda: pages.missing_page(site, [code]).encode("utf-8"))
        if own.feed:
            output.make(f"{code}/{FEED}", key, lambda: feed(site, edition), "the feed")
        listed = [each.path for each in listing]
        if has_sitemap(site, edition, listed) and SITEMAP not in site.documents:
            output.make(f"{code}/{SITEMAP}", key, lambda: sitemap(site, edition, listed), "the sitemap")
    for redirect in site.redirects:
        if not redirect.path.startswith("/"):
            anchor = _anchor(edition, redirect.document, redirect.fragment)
            _write_redirect(site, code, f"{code}/{redirect.path}", replace(redirect, fragment=anchor), output)
    for file, path in site.root_files.items():
        if path.split("/")[0] not in site.own_folders:
            output.copy(assets / file, path, site.label(file))
    for asset, path in site.assets.items():
        if posixpath.basename(asset) not in FOLDER_FILES:
            output.copy(assets / asset, posixpath.normpath(f"{code}/{path}"), site.label(asset))


def take_over(site: Site, code: str, output: OutputFolder, assets: Path) -> None:
    """See ``Builder``."""
    output.take_over(code)


def finish(site: Site, titles: Mapping[str, str | None], output: OutputFolder) -> None:
    """See ``Builder``. A file of the project for the top of the site takes the place of such a page."""
    own, theme = frozenset(site.root_files.values()), Theme(site.theme, site.theme_folder)
    codes = [each.code for each in site.languages]
    key = digest(site, coverages(site), titles)
    if "index.html" not in own:
        output.make("index.html", key, lambda: pages.index_page(site, titles).encode("utf-8"))
    if site.url is not None and "404.html" not in own:
        output.make("404.html", key, lambda: pages.missing_page(site, codes).encode("utf-8"))
    if site.url is not None and SITEMAP not in own:
        found = [each.code for each in site.languages if f"{each.code}/{SITEMAP}" in output.hashes]
        output.write(SITEMAP, sitemap_index(site, found))
    output.write(STYLE_SHEET, theme.style_sheet())
    for file, path in theme.files():
        output.copy(file, path, f"{site.theme.folder}/{file.name}")
    for redirect in site.redirects:
        if redirect.path.startswith("/"):
            path = redirect.path.lstrip("/")
            first = path.split("/")[0]
            _write_redirect(site, first if first in codes else site.source.code, path, redirect, output)
    if site.search:
        output.write(SCRIPT, theme.script())
        check_installed(site, output.published)
        _write_index(output)


def _write_index(output: OutputFolder) -> None:
    """Write the index of the search; that of the last publication stays if its pages are the same."""
    origin = origin_of({path: known for path, known in output.hashes.items() if path.endswith(".html")})
    if not output.keep_adopted(INDEX, origin, _SEARCH):
        output.adopt(build_index(output.filled(), output.published), origin, _SEARCH)


def _anchor(edition: Edition, document: str | None, anchor: str) -> str:
    """Return an anchor of a document; empty where it is not published in the language: the page that says so has none."""
    target = edition.documents.get(document) if document is not None else None
    return "" if target is not None and target.withheld else anchor


def _write_redirect(site: Site, code: str, path: str, redirect: Redirect, output: OutputFolder) -> None:
    page = pages.redirect_page(site, code, path, redirect)
    output.write(path, page.encode("utf-8"), f"the redirect {redirect.path!r} in workflow.yaml")


def _body(site: Site, edition: Edition, localized: LocalizedDocument, page: Page) -> str:
    """Return a page's HTML with interface strings in place and links that lead to pages; sanitised unless it is trusted."""

    document = localized.document.path

    @cache  # a long page has the same links again and again
    def change(link: Link) -> str | None:
        path, here = link.path, site.paths[document]
        found = site.published_at(path, document) if path else None
        if not path or found is None:
            return None
        if asset := site.asset_at.get(found):
            found = site.assets[site.asset_in(edition.language.code, asset)]
        anchor = _anchor(edition, site.documents.get(found), link.fragment)
        as_written = posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
        return None if as_written == found and anchor == link.fragment else relative(found, here, anchor)

    strings = edition.interface
    body = put_labels(page.body, strings, edition.language)
    body = with_formulas(without_reserved(rewritten(body, change)))
    body = finished(highlighted(body if site.trusted else sanitised(body)), edition)
    body = with_corrections(body, localized.corrections, strings)
    return searchable(body) if site.search else body
