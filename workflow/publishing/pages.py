"""Web pages: the theme's templates, filled in."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from workflow.formats.base import PageHeading
from workflow.languages import language
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.links import relative
from workflow.publishing.navigation import MenuItem
from workflow.publishing.policy import PublishedUnit, language_attributes, reader_counts
from workflow.publishing.sanitising import sanitised
from workflow.publishing.site import Site
from workflow.publishing.structured_data import head_marks
from workflow.publishing.ui_strings import Interface, interface

if TYPE_CHECKING:
    import jinja2

__all__ = ["STYLE_SHEET", "THEME", "contents_page", "index_page", "page", "style_sheet"]

THEME = Path(__file__).parent / "theme"
STYLE_SHEET = "theme/edition.css"
"""The path of the style sheet below ``editions/html/``."""
_SECTIONS = 3
"""Number of sections from which a long page has a table of contents."""
_LONG_PAGE = 2500
"""Number of characters that make a page long. The source document is measured, so that the page is the same in every language."""
_WHOLE_TREE = 40
"""Number of documents up to which the navigation lists them all. Beyond it lists those near the page."""


def style_sheet() -> bytes:
    """Return the theme's style sheet."""
    return (THEME / "edition.css").read_bytes()


def page(site: Site, edition: Edition, localized: LocalizedDocument, body: str, items: Sequence[MenuItem]) -> str:
    """Return the page of a document. ``body`` is sanitised, and its links lead to pages. ``items``: the navigation of the edition."""
    document = localized.document.path
    # The page of a document that is not published in this language has its title, and leads to the source's page.
    headings = localized.page.headings if localized.page is not None and not localized.withheld else ()
    meta = localized.page.meta if localized.page is not None else {}
    here = site.paths[document]
    heading, rest = _split_title(body) if localized.has_own_title and body else ("", body)
    place = site.places.get(document, -1)
    return _render(
        "page.html",
        **_common(site, edition, here),
        title=localized.title,
        heading=_safe(heading),
        own_title=not any(each.level == 1 for each in headings),
        title_attributes=localized.title_attributes,
        listing=[],
        body=_safe(rest),
        head_marks=head_marks(site, edition, localized),
        description=meta.get("description") or meta.get("summary") or "",
        navigation=_navigation(site, items, document),
        contents=_contents(site, headings, len(localized.document.text)),
        previous=_step(site, edition, here, place - 1),
        following=_step(site, edition, here, place + 1) if place >= 0 else None,
        notice=[edition.interface.text("Not translated yet")]
        if localized.withheld
        else _notice(edition.interface, localized.units),
        original=None if edition.language == site.source else _other(here, site.source.code, here),
        byline=_byline(edition, meta),
    )


def contents_page(site: Site, edition: Edition, items: Sequence[MenuItem]) -> str:
    """Return a page that lists the documents, for an edition in which no document is the index. ``items``: its navigation."""
    return _render(
        "page.html",
        **_common(site, edition, "index.html"),
        title=edition.title,
        heading="",
        own_title=True,
        title_attributes={},
        body="",
        head_marks="",
        description="",
        previous=None,
        following=None,
        notice=[],
        original=None,
        byline=[],
        listing=[_link(site, item, "index.html") for item in items],
        navigation=[],
        contents=[],
    )


def index_page(site: Site, titles: Mapping[str, str | None]) -> str:
    """Return the page at the top of the site, which links to the editions.

    ``titles`` has the publication's title by language; None if it is not translated.
    """
    return _render(
        "index.html",
        site=site,
        language=site.source,
        interface=interface(site.source.code),
        stylesheet=STYLE_SHEET,
        editions=[
            {"language": each, "title": titles[each.code] or "", "href": f"{each.code}/{site.home}"}
            for each in site.languages
        ],
    )


def _common(site: Site, edition: Edition, here: str) -> dict[str, Any]:
    """Return the template variables that every page has; ``here`` is the page's path below the folder of the edition."""
    depth = f"../{'../' * here.count('/')}"
    own, strings = edition.language, edition.interface
    strings_language = language(strings.code)
    same = strings_language.tag == own.tag or strings.code == own.code.split("_")[0]
    return {
        "site": site,
        "language": own,
        "edition": edition,
        "interface": strings,
        # The attributes of interface strings, which may be in another language than the page.
        "words": {} if same else language_attributes(strings_language, own),
        "site_title_attributes": {} if edition.title_translated else language_attributes(site.source, own),
        # Between sentences there is a space, except in scripts without spaces.
        "gap": "" if strings_language.script in ("Jpan", "Hans", "Hant") else " ",
        "stylesheet": f"{depth}{STYLE_SHEET}",
        "home": relative(site.home, here),
        "languages": [
            {"language": other, "href": _other(here, other.code, here), "current": other == own}
            for other in site.languages
        ],
        "canonical": f"{site.url}/{own.code}/{here}" if site.url else None,
        "alternates": [(other.tag, f"{site.url}/{other.code}/{here}") for other in site.languages] if site.url else [],
    }


def _other(here: str, code: str, target: str) -> str:
    """Return the relative URL from the page at ``here`` to a page of another language."""
    return f"../{'../' * here.count('/')}{code}/{relative(target, 'index.html')}"


def _navigation(site: Site, items: Sequence[MenuItem], document: str) -> list[dict[str, Any]]:
    """List all entries; in a large publication those near the page: by their groups, or else of its folder and of the folders above,
    and the indexes of other folders.
    """
    here = site.paths[document]
    navigation = site.navigation
    shown: Iterable[int] = range(len(items))
    if len(items) > _WHOLE_TREE and navigation.grouped:
        shown = navigation.near(document)
    elif len(items) > _WHOLE_TREE:
        folders = [str(folder) for folder in PurePosixPath(here).parents]
        shown = sorted({navigation.places[other] for folder in folders for other in site.folders.get(folder, ())})
    return [_link(site, items[index], here) for index in shown]


def _link(site: Site, item: MenuItem, here: str) -> dict[str, Any]:
    """Return an entry of the navigation for the page at ``here``. Without ``href`` it is the heading of a group."""
    document = item.entry.document
    path = None if document is None else site.paths[document]
    return {
        "title": item.title,
        "attributes": item.attributes,
        "href": item.entry.url if path is None else relative(path, here),
        "current": path == here,
        "depth": min(item.entry.depth, 3),
    }


def _step(site: Site, edition: Edition, here: str, place: int) -> dict[str, Any] | None:
    """The neighbour at a place of the reading order; None beyond its ends, and for a document that this edition lacks."""
    document = site.order[place] if 0 <= place < len(site.order) else ""
    if document not in edition.documents:
        return None
    localized = edition.documents[document]
    attributes = {name: value for name, value in localized.title_attributes.items() if name in ("lang", "dir")}
    return {"title": localized.title, "attributes": attributes, "href": relative(site.paths[document], here)}


def _contents(site: Site, headings: Sequence[PageHeading], length: int) -> list[dict[str, Any]]:
    """Return a table of contents; empty for a short page. ``length`` is the source document's, in characters."""
    listed = [heading for heading in headings if heading.level in (2, 3) and heading.anchor]
    sections = sum(1 for heading in listed if heading.level == 2)
    if sections < _SECTIONS or length < _LONG_PAGE:
        return []
    return [
        {
            "level": heading.level,
            "anchor": heading.anchor,
            "html": _safe(heading.html if site.trusted else sanitised(heading.html)),
        }
        for heading in listed
    ]


def _notice(strings: Interface, units: Sequence[PublishedUnit]) -> list[str]:
    """Return the notice of a page: how much of it is unread machine translation, and how much is not translated."""
    counts = reader_counts(units)
    total, drafts, missing = counts.entries, counts.drafts, counts.source
    sentences = []
    if drafts and drafts == total:
        sentences.append(strings.text("A machine translated this page, and no person has read the translation yet."))
    elif drafts:
        one = "A machine translated {count} of the {total} passages on this page, and no person has read it yet."
        many = "A machine translated {count} of the {total} passages on this page, and no person has read them yet."
        sentences.append(strings.plural(one, many, drafts).format(count=drafts, total=total))
        sentences.append(strings.text("Machine translation is marked with a dotted line."))
    if drafts:
        sentences.append(
            strings.text("A machine can get the meaning wrong or even reverse it. Where it matters, read the original.")
        )
    if missing and missing == total:
        sentences.append(strings.text("This page is not translated yet and is shown in the original language."))
    elif missing:
        one = "{count} of the {total} passages is not translated yet and is shown in the original language."
        many = "{count} of the {total} passages are not translated yet and are shown in the original language."
        sentences.append(strings.plural(one, many, missing).format(count=missing, total=total))
    if any(one.is_previous for one in units):
        sentences.append(
            strings.text(
                "A passage with a grey line is being updated: the original has changed since it was translated."
            )
        )
    return sentences


def _byline(edition: Edition, meta: Mapping[str, str]) -> list[dict[str, str]]:
    """Return author and date of the front matter, the date in the format of the language."""
    from datetime import date

    from babel.dates import format_date

    parts = []
    if meta.get("author"):
        parts.append({"text": meta["author"], "datetime": ""})
    written = meta.get("date", "")[:10]
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return parts
    text = format_date(day, format="long", locale=edition.language.tag.replace("-", "_"))
    return [*parts, {"text": text, "datetime": written}]


def _split_title(body: str) -> tuple[str, str]:
    """Split a body that begins with its title into the title and the rest. Byline and notice are put between the two."""
    found = re.match(r"\s*<h1[\s>].*?</h1>", body, re.DOTALL)
    if found is None or found[0].count("<h1") != 1:
        return "", body
    return found[0], body[found.end() :]


def _safe(html: str) -> Any:
    from markupsafe import Markup

    return Markup(html)


@cache
def _environment() -> "jinja2.Environment":
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(THEME),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def _render(template: str, **variables: object) -> str:
    return _environment().get_template(template).render(**variables)
