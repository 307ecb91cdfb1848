"""What has to hold for the pages of any publication: every link leads somewhere, and menus lead to every page."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.publishing.nav_reading import reachable
from workflow.publishing import Publication

__all__ = ["dead_links", "to_look_at", "unreachable"]


class _Page(HTMLParser):
    """The links and anchors of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "poster", "srcset") and tag != "base":
                self.links.append(value or "")
            elif name == "id" or (name == "name" and tag == "a"):
                self.ids.append(value or "")


def dead_links(html: Path, report: Publication) -> Iterator[str]:
    """Yield the links of all pages that lead nowhere, and which the publication has not named, and ids that occur twice."""
    pages = {path: _Page(path.read_text(encoding="utf-8")) for path in sorted(html.rglob("*.html"))}
    named = _named(report, "dead_link", "root_link")
    anchors = _named(report, "dead_anchor")
    for path, page in pages.items():
        where = path.relative_to(html)
        yield from (f"{where}: two ids {one}" for one in {one for one in page.ids if page.ids.count(one) > 1})
        for url in page.links:
            parts = urlsplit(url)
            if parts.scheme or url in named:
                continue
            start = html if parts.path.startswith("/") else path.parent
            target = (start / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_relative_to(html) or not target.is_file():
                yield f"{where}: {url} leads nowhere"
            elif target in pages and unquote(parts.fragment) not in {"", "top", *pages[target].ids, *anchors}:
                yield f"{where}: {url}: there is no such anchor"


def _named(report: Publication, *ids: str) -> set[str]:
    """The links, or anchors, that findings name."""
    return {name for one in report.findings if one.id in ids for name in re.findall(r"'([^']*)'", one.message)}


def unreachable(html: Path, report: Publication) -> Iterator[str]:
    """Yield the pages of documents to which no menu leads, from the home page of their language."""
    for edition in report.editions:
        found = reachable(html / edition.language)
        yield from (
            f"{edition.language}/{page.page}: no menu leads here" for page in edition.pages if page.page not in found
        )


def to_look_at(report: Publication, everywhere: str) -> Iterator[str]:
    """Yield some pages, below ``html``: each document in one language, in turn, and one document in all languages."""
    editions = report.editions
    for place, page in enumerate(editions[0].pages):
        chosen = editions if page.document == everywhere else [editions[place % len(editions)]]
        for edition in chosen:
            yield f"{edition.language}/{edition.pages[place].page}"
    yield from ("index.html", "404.html")
