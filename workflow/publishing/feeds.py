"""Sitemaps (sitemaps.org) and Atom feeds (RFC 4287) of an edition. Both need the address of the site."""

from collections.abc import Iterator, Sequence
from datetime import date
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from workflow.html import without_controls
from workflow.publishing.coverage import Coverage, coverage, is_listed
from workflow.publishing.dated import dated
from workflow.publishing.editions import Edition
from workflow.publishing.heads import address, dates, head
from workflow.publishing.site import Site

__all__ = ["FEED", "SITEMAP", "feed", "has_feed", "has_sitemap", "sitemap", "sitemap_index"]

FEED = "feed.xml"
"""The path of the feed below the folder of an edition."""
SITEMAP = "sitemap.xml"
"""The path of the sitemap below the folder of an edition, and of the list of sitemaps at the top."""
_NEWEST = 30
"""Number of documents in a feed."""
_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def has_feed(site: Site, edition: Edition) -> bool:
    """Whether an edition has a feed: the site has an address, and a document a date."""
    return site.url is not None and FEED not in site.documents and bool(dated(site, edition))


def feed(site: Site, edition: Edition) -> bytes:
    """Return the feed of an edition: its documents with a date, the newest first. A document that is not translated is not in it."""
    found = dated(site, edition)[:_NEWEST]
    code, strings = edition.language.code, edition.interface
    mark = f" [{strings.text('AI')}]"
    top = Element("feed", {"xmlns": _ATOM, "xml:lang": edition.language.tag})
    SubElement(top, "title").text = edition.title + (mark if edition.title_unread else "")
    SubElement(top, "id").text = f"{site.url}/{code}/"
    SubElement(top, "updated").text = _moment(max(one.updated for one in found))
    SubElement(top, "link", {"rel": "self", "href": f"{site.url}/{code}/{FEED}", "type": "application/atom+xml"})
    SubElement(
        top, "link", {"rel": "alternate", "href": address(site, code, site.home), "hreflang": edition.language.tag}
    )
    SubElement(SubElement(top, "author"), "name").text = edition.title
    for one in found:
        outline, url = one.outline, address(site, code, site.paths[one.path])
        source = {"xml:lang": outline.title_attributes["lang"]} if "lang" in outline.title_attributes else {}
        entry = SubElement(top, "entry")
        SubElement(entry, "title", source).text = outline.title + (mark if outline.title_unread else "")
        SubElement(entry, "id").text = url
        SubElement(entry, "link", {"rel": "alternate", "href": url, "hreflang": edition.language.tag})
        SubElement(entry, "published").text = _moment(one.published)
        SubElement(entry, "updated").text = _moment(one.updated)
        if author := outline.meta.get("author"):
            SubElement(SubElement(entry, "author"), "name").text = author
        if coverage(site, code, one.path) is Coverage.MACHINE:
            SubElement(entry, "category", {"term": "machine-translation", "label": strings.text("Machine translation")})
        if (summary := outline.description) is not None:
            language = {"xml:lang": summary.attributes["lang"]} if "lang" in summary.attributes else {}
            SubElement(entry, "summary", language).text = summary.text + (mark if summary.machine else "")
    return _written(top)


def has_sitemap(site: Site, edition: Edition, lists: Sequence[str] = ()) -> bool:
    """Whether an edition has a sitemap: search engines may list a page of it. ``lists``: see ``sitemap``."""
    return next(_listed(site, edition, lists), None) is not None


def sitemap(site: Site, edition: Edition, lists: Sequence[str] = ()) -> bytes:
    """Return the sitemap of an edition: its pages that search engines may list, with their other languages.

    ``lists``: the paths of pages that only list others, and that all editions have.
    """
    code = edition.language.code
    top = Element("urlset", {"xmlns": _SITEMAPS, "xmlns:xhtml": _XHTML})
    for document, path in _listed(site, edition, lists):
        entry, about = SubElement(top, "url"), head(site, code, path, document)
        SubElement(entry, "loc").text = about.address
        outline = edition.documents.get(document or "")
        days = dates(outline.meta if outline is not None else {})
        if day := days.updated or days.published:
            SubElement(entry, "lastmod").text = day.isoformat()
        for tag, url in about.alternates:
            SubElement(entry, "xhtml:link", {"rel": "alternate", "hreflang": tag, "href": url})
    return _written(top)


def _listed(site: Site, edition: Edition, lists: Sequence[str]) -> Iterator[tuple[str | None, str]]:
    """The documents of an edition that search engines may list, and the paths of their pages; None for a page without a document."""
    pages: list[tuple[str | None, str]] = [] if site.home in site.documents else [(None, site.home)]
    pages += [(None, path) for path in lists]
    pages += [(path, site.paths[path]) for path in edition.documents if site.paths[path].endswith(".html")]
    return ((document, path) for document, path in pages if is_listed(site, edition.language.code, document))


def sitemap_index(site: Site, codes: Sequence[str]) -> bytes:
    """Return the list of the sitemaps of editions, for the top of the site. ``codes``: the languages that have one."""
    top = Element("sitemapindex", {"xmlns": _SITEMAPS})
    for code in codes:
        SubElement(SubElement(top, "sitemap"), "loc").text = f"{site.url}/{code}/{SITEMAP}"
    return _written(top)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _written(top: Element) -> bytes:
    ElementTree.indent(top)
    written = without_controls(ElementTree.tostring(top, encoding="unicode"))
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'.encode()
