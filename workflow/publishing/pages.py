"""Web pages: the theme's templates, filled in."""

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from workflow.formats.base import Attributes, PageHeading
from workflow.languages import Language, language
from workflow.publishing.coverage import Coverage, coverage
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.feeds import FEED
from workflow.publishing.heads import address, dates, head
from workflow.publishing.links import relative
from workflow.publishing.menus import MenuNode, breadcrumbs, folder_menu, page_menu, site_menu, whole_menu
from workflow.publishing.navigation import MenuItem
from workflow.publishing.notices import Notice, byline, notice
from workflow.publishing.page_lists import ListedPage, ListPage
from workflow.publishing.policy import language_attributes
from workflow.publishing.sanitising import sanitised
from workflow.publishing.search_index import page_marks
from workflow.publishing.site import Redirect, Site
from workflow.publishing.structured_data import head_marks
from workflow.publishing.tags import OVERVIEW
from workflow.publishing.theming import SCRIPT, STYLE_SHEET, Theme, safe
from workflow.publishing.titles import ShownTitle, shown

__all__ = ["Additions", "contents_page", "index_page", "list_page", "missing_page", "page", "redirect_page"]

_SECTIONS = 3
"""Number of sections from which a long page has a table of contents."""
_LONG_PAGE = 2500
"""Number of characters that make a page long. The source document is measured, so that the page is the same in every language."""
_MANY_LANGUAGES = 7
"""Number of languages from which the list of languages is folded."""
_LICENCE = re.compile(r"https?://creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)/(\d\.\d)")


@dataclass(frozen=True, slots=True)
class Additions:
    """What a page has beside its document, its navigation and its other languages."""

    feed: bool = False
    """Whether the edition has a feed."""
    search: bool = False
    """Whether it has a search."""
    pages: tuple[ListedPage, ...] = ()
    """The dated pages that the page lists, the newest first."""
    tags: tuple[ShownTitle, ...] = ()
    """The tags of its document."""


def page(
    site: Site,
    edition: Edition,
    localized: LocalizedDocument,
    body: str,
    items: Sequence[MenuItem | None],
    additions: Additions,
) -> str:
    """Return the page of a document. ``body`` is sanitised, and its links lead to pages. ``items``: the navigation of the edition.

    Raises ConfigError for a template of the project that is not valid.
    """
    document = localized.document.path
    # The page of a document that is not published in this language has its title, and leads to the source's page.
    headings = localized.page.headings if localized.page is not None and not localized.withheld else ()
    meta = localized.page.meta if localized.page is not None else {}
    here = site.paths[document]
    heading, rest = _split_title(body) if localized.has_own_title and body else ("", body)
    place = site.places.get(document, -1)
    variables = {
        **_common(site, edition, here, document, additions),
        **_title(localized.title, localized.title_attributes),
        "heading": safe(heading),
        "own_title": not any(each.level == 1 for each in headings),
        "heading_attributes": localized.title_attributes,
        "listing": (),
        "listed": (),
        "all_tags": (),
        "body": safe(rest),
        "searched": page_marks(site, edition, localized),
        "head_marks": head_marks(site, edition, localized),
        "description": localized.description,
        "image": _image(site, edition, meta, document),
        "dates": dates(meta),
        "navigation": page_menu(site, items, document),
        "breadcrumbs": breadcrumbs(site, items, here, site.navigation.places.get(document, -1)),
        "contents": _contents(site, headings, len(localized.document.text)),
        "previous": _step(site, edition, here, place - 1),
        "following": _step(site, edition, here, place + 1) if place >= 0 else None,
        "notice": Notice(sentences=(edition.interface.words("Not translated yet"),))
        if localized.withheld
        else notice(edition.interface, localized.units),
        "original": _original(site, edition, here),
        "edit": site.edit_link(edition.language.code, document),
        "corrections": bool(localized.corrections) and bool(body),
        "byline": byline(edition.interface, edition.language, meta, localized.units),
    }
    return _theme(site).render("page.html", variables)


def contents_page(site: Site, edition: Edition, items: Sequence[MenuItem | None], additions: Additions) -> str:
    """Return a page that lists the documents, for an edition in which no document is the index. The other arguments are those of ``page``.

    Raises ConfigError for a template of the project that is not valid.
    """
    variables = {
        **_without_document(site, edition, "index.html", additions),
        **_title(edition.title, {"class": "draft"} if edition.title_unread else {}),
        "listing": whole_menu(site, items, "index.html"),
    }
    return _theme(site).render("page.html", variables)


def list_page(
    site: Site, edition: Edition, page: ListPage, items: Sequence[MenuItem | None], additions: Additions
) -> str:
    """Return a page that lists pages or tags. The other arguments are those of ``page``.

    Raises ConfigError for a template of the project that is not valid.
    """
    above = breadcrumbs(site, items, page.path, page.entry)
    if page.entry < 0 and page.path != OVERVIEW:
        words = edition.interface.words("Tags")
        above = (MenuNode(words.text, words.attributes, href=relative(OVERVIEW, page.path)),)
    variables = {
        **_without_document(site, edition, page.path, additions),
        **_title(page.title, page.attributes),
        "heading_attributes": page.attributes,
        "listed": page.pages,
        "all_tags": page.tags,
        # A folder of which nothing is translated shows what is in it all the same.
        "listing": folder_menu(site, items, page.path, page.entry) if page.entry >= 0 and not additions.pages else (),
        "navigation": site_menu(site, items, page.path, page.entry),
        "breadcrumbs": above,
    }
    return _theme(site).render("page.html", variables)


def _without_document(site: Site, edition: Edition, here: str, additions: Additions) -> dict[str, Any]:
    """Return the template variables of a page that no document has, at the path ``here``."""
    return {
        **_common(site, edition, here, None, additions),
        "heading": "",
        "own_title": True,
        "heading_attributes": {},
        "body": "",
        "searched": {},
        "head_marks": "",
        "description": None,
        "image": None,
        "dates": dates({}),
        "previous": None,
        "following": None,
        "notice": Notice(),
        "original": None,
        "byline": [],
        "listing": (),
        "listed": (),
        "all_tags": (),
        "navigation": [],
        "breadcrumbs": [],
        "edit": None,
        "corrections": False,
        "contents": [],
    }


def index_page(site: Site, titles: Mapping[str, str | None]) -> str:
    """Return the page at the top of the site, which links to the editions.

    ``titles`` has the publication's title by language; None if it is not translated. Raises ConfigError as ``page`` does.
    """
    variables = {
        "site": site,
        "language": site.source,
        "interface": site.interface,
        "stylesheet": STYLE_SHEET,
        "logo": _logo(site, site.source.code, ""),
        "alternates": head(site, site.source.code, site.home, site.documents.get(site.home)).alternates,
        "editions": [
            {"language": each, "title": titles[each.code] or "", "href": f"{each.code}/{site.home}"}
            for each in site.languages
        ],
    }
    return _theme(site).render("index.html", variables)


def missing_page(site: Site, codes: Sequence[str]) -> str:
    """Return the page that a server shows at an address without a page, in one language or in several.

    It is shown at any address, so its links begin at the top of the server: the site must have a ``url``.
    """
    top = urlsplit(site.url or "").path
    words = [(language(code), site.interfaces[code]) for code in codes]
    variables = {
        "site": site,
        "stylesheet": f"{top}/{STYLE_SHEET}",
        "sections": [
            {
                "language": language(strings.code),
                "interface": strings,
                "home": f"{top}/{own.code}/{site.home}",
                "own": own,
            }
            for own, strings in words
        ],
    }
    return _theme(site).render("missing.html", variables)


def redirect_page(site: Site, code: str, here: str, redirect: Redirect) -> str:
    """Return a page that leads on from the path ``here`` below the site. ``code``: the language to which it leads."""
    strings = site.interfaces[code]
    path = site.path_in(code, redirect.document)
    variables = {
        "language": language(strings.code),
        "interface": strings,
        "href": relative(f"{code}/{path}", here, redirect.fragment),
        "canonical": address(site, code, path) if site.url else None,
        "site": site,
    }
    return _theme(site).render("redirect.html", variables)


def _theme(site: Site) -> Theme:
    return Theme(site.theme, site.theme_folder, site.templates)


def _common(site: Site, edition: Edition, here: str, document: str | None, additions: Additions) -> dict[str, Any]:
    """Return the template variables that every page has; ``here`` is the page's path below the folder of the edition."""
    depth = f"../{'../' * here.count('/')}"
    own, strings = edition.language, edition.interface
    strings_language = language(strings.code)
    return {
        "site": site,
        "language": own,
        "edition": edition,
        "interface": strings,
        # The language of what is inside an element whose label may be in another one.
        "own_language": {"lang": own.tag} if strings.missing else {},
        "site_title_attributes": {} if edition.title_translated else language_attributes(site.source, own),
        # Between sentences there is a space, except in scripts without spaces.
        "gap": "" if strings_language.script in ("Jpan", "Hans", "Hant") else " ",
        "stylesheet": f"{depth}{STYLE_SHEET}",
        "home": relative(site.home, here),
        "logo": _logo(site, own.code, here),
        "languages": [_language(site, edition, other, here, document) for other in site.languages],
        "folded_languages": len(site.languages) >= _MANY_LANGUAGES,
        "head": head(site, own.code, here, document),
        "feed": relative(FEED, here) if additions.feed else None,
        "search": f"{depth}{SCRIPT}" if additions.search else None,
        "newest": additions.pages,
        "tags": additions.tags,
        "tags_href": relative(OVERVIEW, here),
        "footer": _footer(site, edition, here),
        "licence": _licence(site.theme.licence),
    }


def _language(site: Site, edition: Edition, other: Language, here: str, document: str | None) -> dict[str, Any]:
    """Return an entry of the list of languages: the same page, or the first one of an edition that lacks it."""
    found = coverage(site, other.code, document)
    strings = edition.interface
    words = {
        Coverage.PARTIAL: strings.words("Partly translated"),
        Coverage.MACHINE: strings.words("Machine translation"),
        Coverage.SOURCE: strings.words("Not translated yet"),
        Coverage.MISSING: strings.words("Not translated yet"),
    }
    return {
        "language": other,
        "href": _other(
            here, other.code, site.home if found is Coverage.MISSING else site.counterpart(here, other.code)
        ),
        "current": other == edition.language,
        "coverage": str(found),
        "words": words.get(found),
    }


def _title(title: str, marks: Attributes) -> dict[str, Any]:
    found = shown(title, marks)
    return {"title": title, "title_attributes": found.attributes, "title_machine": found.machine}


def _image(site: Site, edition: Edition, meta: Mapping[str, str], document: str) -> str | None:
    """Return the address of the picture in the front matter, for programs that show links."""
    name = meta.get("image", "")
    if not name or site.url is None or name.startswith(("http://", "https://")):
        return name if name.startswith("https://") else None
    found = site.published_at(name, document)
    return f"{site.url}/{_below_top(edition.language.code, found)}" if found else None


def _below_top(code: str, path: str) -> str:
    """Return the URL, relative to the top of the site, of a path relative to an edition."""
    return quote(posixpath.normpath(f"{code}/{path}"))


def _logo(site: Site, code: str, here: str) -> str | None:
    """Return the relative URL of the logo, from a page of an edition, or from the top if ``here`` is empty."""
    path = site.assets.get(site.theme.logo)
    if path is None:
        return None
    return relative(path, here) if here else _below_top(code, path)


def _footer(site: Site, edition: Edition, here: str) -> list[ShownTitle]:
    """Return what the foot of a page links to."""
    found = []
    for name in site.theme.footer:
        if name in edition.documents:
            outline = edition.documents[name]
            found.append(shown(outline.title, outline.title_attributes, relative(site.paths[name], here)))
        elif ":" in name:
            found.append(ShownTitle(re.sub(r"^(?:https?://|mailto:)", "", name).rstrip("/"), {}, href=name))
    return found


def _licence(address: str) -> dict[str, str] | None:
    if not address:
        return None
    found = _LICENCE.match(address)
    name = f"CC {found[1].upper()} {found[2]}" if found else re.sub(r"^https?://", "", address).rstrip("/")
    return {"href": address, "name": name.replace("CC ZERO", "CC0")}


def _original(site: Site, edition: Edition, here: str) -> str | None:
    code = site.source.code
    return None if edition.language == site.source else _other(here, code, site.counterpart(here, code))


def _other(here: str, code: str, target: str) -> str:
    """Return the relative URL from the page at ``here`` to a page of another language."""
    return f"../{'../' * here.count('/')}{code}/{relative(target, 'index.html')}"


def _step(site: Site, edition: Edition, here: str, place: int) -> ShownTitle | None:
    """The neighbour at a place of the reading order; None beyond its ends, and for a document that this edition lacks."""
    document = site.order[place] if 0 <= place < len(site.order) else ""
    if document not in edition.documents:
        return None
    outline = edition.documents[document]
    return shown(outline.title, outline.title_attributes, relative(site.paths[document], here))


def _contents(site: Site, headings: Sequence[PageHeading], length: int) -> list[dict[str, Any]]:
    """Return a table of contents; empty for a short page. ``length`` is the source document's, in characters."""
    listed = [heading for heading in headings if heading.level in (2, 3) and heading.anchor]
    sections = sum(1 for heading in listed if heading.level == 2)
    if sections < _SECTIONS or length < _LONG_PAGE:
        return []
    return [
        {
            "attributes": shown("", heading.attributes).attributes,
            "level": heading.level,
            "anchor": heading.anchor,
            "title": safe(heading.html if site.trusted or "<" not in heading.html else sanitised(heading.html)),
            # On a page that a machine wrote as a whole, the notice says so once, and its headings have no label.
            "machine": heading.attributes.get("class") == "draft" and "data-label" in heading.attributes,
        }
        for heading in listed
    ]


def _split_title(body: str) -> tuple[str, str]:
    """Split a body that begins with its title into the title and the rest. Byline and notice are put between the two."""
    found = re.match(r"\s*<h1[\s>].*?</h1>", body, re.DOTALL)
    if found is None or found[0].count("<h1") != 1:
        return "", body
    return found[0], body[found.end() :]
