"""Read the navigation of pages as readers have it."""

import posixpath
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

__all__ = ["menu", "reachable"]


class _Lists(HTMLParser):
    """The lines of the lists in one element: depth, address, title."""

    def __init__(self, tag: str, name: str) -> None:
        super().__init__()
        self.tag, self.name = tag, name
        self.found: list[list[str]] = []
        self.depth = -1
        self.inside = False
        self.href = ""
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        if tag == self.tag and self.name in (own.get("class") or "").split():
            self.inside = True
        if not self.inside:
            return
        if tag == "ul":
            self.depth += 1
        elif tag == "li":
            self.href = ""
        elif tag == "a":
            self.href = own["href"] or ""
        elif tag == "span" and own.get("class") in (None, "long"):
            self.found.append([str(self.depth), self.href, ""])
            self.open = True

    def handle_endtag(self, tag: str) -> None:
        if not self.inside:
            return
        if tag == "ul":
            self.depth -= 1
        elif tag == "span":
            self.open = False
        elif tag == self.tag and self.depth < 0:
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside and self.open:
            self.found[-1][2] += data


def menu(html: str, tag: str = "nav", name: str = "documents") -> list[tuple[str, str, str]]:
    """The navigation of a page: depth, address and title of each line."""
    reader = _Lists(tag, name)
    reader.feed(html)
    return [(depth, href, title) for depth, href, title in reader.found]


def reachable(edition: Path, home: str = "index.html") -> set[str]:
    """The pages that a reader gets to from the home page of an edition through menus alone, lists of contents included."""
    found, waiting = {home}, [home]
    while waiting:
        here = waiting.pop()
        html = (edition / here).read_text(encoding="utf-8")
        for _, href, _ in (*menu(html), *menu(html, "div", "listing")):
            if href and not urlsplit(href).scheme:
                path = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(href)))
                assert (edition / path).is_file(), (here, href)
                if path not in found:
                    found.add(path)
                    waiting.append(path)
    return found
