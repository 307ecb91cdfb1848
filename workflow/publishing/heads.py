"""The heads of pages: their addresses for search engines and for programs that show links."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from workflow.publishing.coverage import Coverage, coverage, is_listed, listed_languages
from workflow.publishing.site import Site

__all__ = ["Dates", "Head", "address", "dates", "head"]

_UPDATED = ("updated", "lastmod", "modified", "last_modified", "date_modified", "last_update")
"""The keys of front matter that say when a document was changed."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says of it."""

    listed: bool
    """Whether search engines may list it."""
    address: str | None = None
    """Its address; None if the site has none."""
    canonical: str | None = None
    """The address of the page that search engines should show in its place: its own, or for an untranslated page that of the source."""
    alternates: tuple[tuple[str, str], ...] = ()
    """The addresses of the page in every language that is listed, by language tag; the last is that for all other languages."""


def head(site: Site, code: str, path: str, document: str | None) -> Head:
    """Return the head of a page at the path ``path`` of the language that ``site`` is in. ``document``: None for a list of contents."""
    if site.is_preview:
        return Head(False, None if site.url is None else address(site, code, path))
    listed = is_listed(site, code, document)
    untranslated = coverage(site, code, document) is Coverage.SOURCE
    if site.url is None:
        return Head(listed or untranslated)
    own = address(site, code, path)
    if not listed:
        # A page that is the same as another names that one; it is not called unwanted as well, which would say the opposite.
        return Head(untranslated, own, _of(site, site.source.code, path, document) if untranslated else own)
    languages = listed_languages(site, document)
    alternates = [(one.tag, _of(site, one.code, path, document)) for one in site.languages if one.code in languages]
    # For readers of other languages: the page that leads to the languages, or the original.
    others = f"{site.url}/" if path == site.home else _of(site, site.source.code, path, document)
    return Head(listed, own, own, (*alternates, ("x-default", others)))


def _of(site: Site, code: str, path: str, document: str | None) -> str:
    """The address of a page in another language, where its name may be translated."""
    return address(site, code, path if document is None else site.path_in(code, document))


def address(site: Site, code: str, path: str) -> str:
    """Return the address of a page; a folder's for its index. Servers give both, and search engines should know one."""
    short = path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path
    return f"{site.url}/{code}/{quote(short)}"


@dataclass(frozen=True, slots=True)
class Dates:
    """When a document was published and changed, from its front matter."""

    published: date | None = None
    updated: date | None = None


def dates(meta: Mapping[str, str]) -> Dates:
    """Read the dates in front matter; one that is not written as ``2026-11-29`` is left out."""
    updated = next((found for key in _UPDATED if (found := _date(meta.get(key, "")))), None)
    return Dates(_date(meta.get("date", "")), updated)


def _date(text: str) -> date | None:
    found = re.match(r"\d{4}-\d\d-\d\d", text) if text else None
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
