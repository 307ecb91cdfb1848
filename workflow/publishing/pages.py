"""Pages from the theme: what a template is told, and the files that come out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from workflow.languages import Language, language
from workflow.publishing.editions import Built, Edition
from workflow.publishing.links import relative
from workflow.publishing.policy import foreign
from workflow.publishing.sanitising import sanitised
from workflow.publishing.ui_strings import Interface, interface

if TYPE_CHECKING:
    import jinja2

__all__ = ["STYLE_SHEET", "THEME", "Site", "contents_page", "index_page", "page", "style_sheet"]

THEME = Path(__file__).parent / "theme"
STYLE_SHEET = "theme/edition.css"
"""Where the one style sheet lies, below ``editions/html/``."""
_SECTIONS = 3
_LONG_PAGE = 2500
"""From this many sections and characters on (of the source, so that it is the same in every language) a page gets a table of
contents.
"""
_WHOLE_TREE = 40
"""Up to this many documents the navigation shows them all; beyond, those near the page."""


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of a publication share."""

    title: str
    source: Language
    languages: tuple[Language, ...]
    """In the order of the configuration, the source language first."""
    order: tuple[str, ...]
    """The documents of the navigation, in order. Others have pages too, but nothing leads to them by itself."""
    paths: Mapping[str, str]
    """The page of each document, below ``editions/html/<language>/``."""
    home: str
    """The page where an edition begins."""
    url: str | None
    """Where ``editions/html/`` will be served, without a slash at its end."""
    trusted: bool = False
    places: Mapping[str, int] = field(init=False)
    """Each document's place in ``order``."""
    folders: Mapping[str, tuple[str, ...]] = field(init=False)
    """What a folder of pages shows in the navigation: its own pages, and the indexes of the folders in it."""

    def __post_init__(self) -> None:
        folders: dict[str, list[str]] = {}
        for document in self.order:
            path = PurePosixPath(self.paths[document])
            folders.setdefault(str(path.parent), []).append(document)
            if path.name == "index.html" and path.parent != path.parent.parent:
                folders.setdefault(str(path.parent.parent), []).append(document)
        object.__setattr__(self, "places", {document: place for place, document in enumerate(self.order)})
        object.__setattr__(self, "folders", {name: tuple(found) for name, found in folders.items()})


def style_sheet() -> bytes:
    """The theme's style sheet."""
    return (THEME / "edition.css").read_bytes()


def page(site: Site, edition: Edition, built: Built, body: str) -> str:
    """One page, whole. ``body`` is sanitised already and its links lead to pages."""
    document = built.document.path
    here = site.paths[document]
    heading, rest = _split_title(body) if built.titled else ("", body)
    place = site.places.get(document, -1)
    return _render(
        "page.html",
        **_common(site, edition, here),
        title=built.title,
        heading=_safe(heading),
        own_title=not any(each.level == 1 for each in built.page.headings),
        title_attributes=built.title_attributes,
        listing=[],
        body=_safe(rest),
        description=built.page.meta.get("description") or built.page.meta.get("summary") or "",
        navigation=_navigation(site, edition, document),
        contents=_contents(site, built),
        previous=_step(site, edition, here, place - 1) if place > 0 else None,
        following=_step(site, edition, here, place + 1) if -1 < place < len(site.order) - 1 else None,
        notice=_notice(edition.interface, built),
        original=None if edition.language == site.source else _other(here, site.source.code, here),
        byline=_byline(edition, built),
    )


def contents_page(site: Site, edition: Edition) -> str:
    """Where no document is the index of an edition: a page that lists its documents."""
    return _render(
        "page.html",
        **_common(site, edition, "index.html"),
        title=edition.title,
        heading="",
        own_title=True,
        title_attributes={},
        body="",
        description="",
        previous=None,
        following=None,
        notice=[],
        original=None,
        byline=[],
        listing=[_entry(site, edition, "index.html", document) for document in site.order],
        navigation=[],
        contents=[],
    )


def index_page(site: Site, editions: Sequence[tuple[Language, str, bool]]) -> str:
    """The page at the root of the site: it leads to the languages, each with the title it has there (if it has one)."""
    return _render(
        "index.html",
        site=site,
        language=site.source,
        interface=interface(site.source.code),
        stylesheet=STYLE_SHEET,
        editions=[
            {"language": spoken, "title": title if translated else "", "href": f"{spoken.code}/{site.home}"}
            for spoken, title, translated in editions
        ],
    )


def _common(site: Site, edition: Edition, here: str) -> dict[str, Any]:
    """What every template is told about the page at ``here``."""
    depth = f"../{'../' * here.count('/')}"
    own, words = edition.language, edition.interface
    said_in = language(words.code)
    return {
        "site": site,
        "language": own,
        "edition": edition,
        "interface": words,
        # Interface words in another language than the page say so.
        "words": {} if said_in.tag == own.tag or words.code == own.code.split("_")[0] else foreign(said_in, own),
        "site_title_attributes": {} if edition.title_translated else foreign(site.source, own),
        # Between sentences: a blank, but not in scripts that have none.
        "gap": "" if said_in.script in ("Jpan", "Hans", "Hant") else " ",
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
    """From the page at ``here`` to a page of another language."""
    return f"../{'../' * here.count('/')}{code}/{relative(target, 'index.html')}"


def _entry(site: Site, edition: Edition, here: str, document: str) -> dict[str, Any]:
    built = edition.pages[document]
    return {
        "title": built.title,
        "attributes": {name: value for name, value in built.title_attributes.items() if name in ("lang", "dir")},
        "href": relative(site.paths[document], here),
        "current": site.paths[document] == here,
        "depth": min(site.paths[document].removesuffix("/index.html").count("/"), 3),
    }


def _navigation(site: Site, edition: Edition, document: str) -> list[dict[str, Any]]:
    """All documents; in a large publication those of the page's folder, the folders above, and the ways into others."""
    here = site.paths[document]
    shown: Sequence[str] = site.order
    if len(site.order) > _WHOLE_TREE:
        folders = [str(folder) for folder in PurePosixPath(here).parents]
        near = {other for folder in folders for other in site.folders.get(folder, ())}
        shown = sorted(near, key=site.places.__getitem__)
    return [_entry(site, edition, here, other) for other in shown]


def _step(site: Site, edition: Edition, here: str, place: int) -> dict[str, Any]:
    return _entry(site, edition, here, site.order[place])


def _contents(site: Site, built: Built) -> list[dict[str, Any]]:
    headings = [heading for heading in built.page.headings if heading.level in (2, 3) and heading.anchor]
    sections = sum(1 for heading in headings if heading.level == 2)
    if sections < _SECTIONS or len(built.document.text) < _LONG_PAGE:
        return []
    return [
        {
            "level": heading.level,
            "anchor": heading.anchor,
            "html": _safe(heading.html if site.trusted else sanitised(heading.html)),
        }
        for heading in headings
    ]


def _notice(words: Interface, built: Built) -> list[str]:
    """What a reader has to know before reading: how much of the page no person has read, and what isn't translated."""
    total = len(built.choices)
    drafts = sum(1 for choice in built.choices if choice.unread)
    missing = sum(1 for choice in built.choices if choice.text is None)
    told = []
    if drafts and drafts == total:
        told.append(words.text("A machine translated this page, and no person has read the translation yet."))
    elif drafts:
        one = "A machine translated {count} of the {total} passages on this page, and no person has read it yet."
        many = "A machine translated {count} of the {total} passages on this page, and no person has read them yet."
        told.append(words.plural(one, many, drafts).format(count=drafts, total=total))
        told.append(words.text("Machine translation is marked with a dotted line."))
    if drafts:
        told.append(
            words.text("A machine can get the meaning wrong, even turn it round. Where it matters, read the original.")
        )
    if missing and missing == total:
        told.append(words.text("This page is not translated yet and is shown in the original language."))
    elif missing:
        one = "{count} of the {total} passages is not translated yet and is shown in the original language."
        many = "{count} of the {total} passages are not translated yet and are shown in the original language."
        told.append(words.plural(one, many, missing).format(count=missing, total=total))
    return told


def _byline(edition: Edition, built: Built) -> list[dict[str, str]]:
    """Author and date from the front matter, the date as the language writes it."""
    from datetime import date

    from babel.dates import format_date

    told = []
    if built.page.meta.get("author"):
        told.append({"text": built.page.meta["author"], "datetime": ""})
    written = built.page.meta.get("date", "")[:10]
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return told
    text = format_date(day, format="long", locale=edition.language.tag.replace("-", "_"))
    return [*told, {"text": text, "datetime": written}]


def _split_title(body: str) -> tuple[str, str]:
    """The title at the beginning of a body, and the rest: what tells about the page stands between the two."""
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


def _render(template: str, **told: object) -> str:
    return _environment().get_template(template).render(**told)
