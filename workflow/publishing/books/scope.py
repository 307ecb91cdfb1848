"""What a book is made of, and how its pages and files are called in it."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workflow.findings import Finding
from workflow.model import Severity
from workflow.publishing.books.pictures import clean_svg, media_type
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.site import Site

__all__ = ["Media", "Scope", "file_names"]

_LONGEST = 80
_BLANK = re.compile(r"[^A-Za-z0-9./-]+")


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, sound or film in a book."""

    path: str
    """Its path in the book."""
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of an edition that a book has, and what was found while it was made."""

    site: Site
    """With the paths of the language (``Site.in_language``)."""
    edition: Edition
    assets: Path
    """The folder that the paths in ``site.assets`` are relative to."""
    localized: Mapping[str, LocalizedDocument]
    """The documents that are chapters, in reading order."""
    plays: bool
    """Whether it can have sounds and films."""
    findings: list[Finding]
    """What is left out; the caller's."""
    paths: Mapping[str, str] = field(init=False)
    """The file of each chapter: ``text/guide.xhtml``."""
    media: dict[str, Media | None] = field(default_factory=dict)
    """By element and published path: what pages show; None for a file that a book cannot have."""
    taken: set[str] = field(default_factory=set)
    """The names of these files, in lower case."""

    def __post_init__(self) -> None:
        pages = {document: self.site.paths[document] for document in self.localized}
        object.__setattr__(self, "paths", file_names(pages, "text", ".xhtml", set()))

    @property
    def documents(self) -> tuple[str, ...]:
        """The paths of the documents that are chapters."""
        return tuple(self.localized)

    def show(self, published: str, element: str) -> Media | None:
        """Return the file of an asset for an element that shows it; None if a book cannot have it. Raises OSError."""
        key = f"{element} {published}"
        if key not in self.media:
            self.media[key] = self._read(published, element)
        return self.media[key]

    def _read(self, published: str, element: str) -> Media | None:
        asset = self.site.asset_at.get(published)
        if asset is None:
            return None
        asset = self.site.asset_in(self.edition.language.code, asset)
        data: bytes | None = (self.assets / asset).read_bytes()
        found = media_type(asset, data or b"", element)
        if found is None:
            return None
        kind, suffix = found
        if kind == "image/svg+xml":
            data = clean_svg(data or b"")
        if data is None:
            return None
        path = file_names({asset: asset}, "media", suffix, self.taken)[asset]
        return Media(path, kind, data)

    def report(self, document: str, url: str, reason: str, severity: Severity = Severity.WARNING) -> None:
        """Report what a page has and a book has not: ``url`` in a document, and why."""
        text = self.localized[document].document.text
        at = text.find(url)
        line = text.count("\n", 0, at) + 1 if at >= 0 else 0
        folder = "" if self.site.roots.folder == "." else f"{self.site.roots.folder}/"
        shown = url if len(url) <= _LONGEST else f"{url[: _LONGEST - 1]}…"
        self.findings.append(
            Finding(
                "left_out_of_book",
                severity,
                f"{folder}{document}{f':{line}' if line else ''}: {shown!r} is left out of books (EPUB, PDF): {reason}.",
                document=document,
                source=self.assets / document,
                source_line=line,
            )
        )


def file_names(wanted: Mapping[str, str], folder: str, suffix: str, taken: set[str]) -> dict[str, str]:
    """Return a name for each path that every reader and file system takes: ASCII, and different in more than case.

    ``wanted``: paths by key. ``taken``: names that are in use, in lower case; the new ones are added.
    """
    names = {}
    for key, path in wanted.items():
        plain = _BLANK.sub("-", posixpath.splitext(path)[0]).replace("..", "-").strip("-./") or "file"
        stem = f"{folder}/{plain[:_LONGEST].rstrip('-./')}"
        name, number = f"{stem}{suffix}", 1
        while name.lower() in taken:
            number += 1
            name = f"{stem}-{number}{suffix}"
        taken.add(name.lower())
        names[key] = name
    return names
