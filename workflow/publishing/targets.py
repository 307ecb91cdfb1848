"""What a link leads to: the paths that site generators would look for, in their order.

``guide.md`` names a file. Generators also resolve ``guide``, ``guide/`` and ``guide.html`` to it, and take ``/guide`` for a path below
the folder of the documents, or below ``static/`` or ``public/`` (Docusaurus, VitePress, Hugo, MkDocs, mdBook, Jekyll). The rules do not depend on the
generator: of all the paths that one of them would try, the first that exists is taken.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from workflow import formats
from workflow.project import Project

__all__ = ["Link", "Roots", "is_hidden", "is_served", "roots_of"]

_LONGEST = 80
"""Number of characters of a URL that a message shows."""
_SERVED = ("static", "public", ".vuepress/public")
"""Folders whose files generators publish at the root of the site (Hugo, Docusaurus; VitePress, Vite; VuePress)."""
_HIDDEN_BUT_SERVED = re.compile(r"(?:^|/)(?:\.vuepress/public|\.gitbook/assets)/(?!\.|.*/\.)")
"""Where VuePress and GitBook have pictures."""
_MDN = re.compile(r"/[a-z]{2}(?:-[A-Z]{2})?/docs/")
_MDN_CHARACTERS = {"::": "_doublecolon_", ":": "_colon_", "*": "_star_", "?": "_question_"}
"""What the names of MDN's folders have instead."""
_INDEXES = ("index", "README", "readme", "_index")
_SITE = "@site"
"""The project's folder, in Docusaurus."""
_FOLDERS = ("", ".", "..")
_PAGES = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page, as it is written in the document."""

    attribute: str
    """``href``, ``src`` or ``poster``."""
    url: str

    def __str__(self) -> str:
        url = unquote(self.url)
        return repr(url if len(url) <= _LONGEST else f"{url[: _LONGEST - 3]}…")

    @property
    def path(self) -> str | None:
        """Its path, decoded; "" for a link within the page, None if it leads to another site or is not a URL."""
        parts = _parts(self.url)
        return unquote(parts[1]) if parts is not None and not parts[0] else None

    @property
    def fragment(self) -> str:
        """The anchor, decoded, or ""."""
        parts = _parts(self.url)
        return unquote(parts[2]) if parts is not None else ""

    @property
    def scheme(self) -> str:
        """``https``, ``mailto`` …; empty if the link has none, or is not a URL."""
        try:
            return urlsplit(self.url).scheme.lower()
        except ValueError:
            return ""


@dataclass(frozen=True, slots=True)
class Roots:
    """Where the links of a project begin. Paths are POSIX paths relative to the source folder; those outside begin with ``..``."""

    folder: str = "."
    """The source folder, relative to the project."""
    pretty: bool = False
    """Whether pages have folders of their own (``guide/``), to which the links of documents are relative, as in Hugo."""
    root_files: str | None = None
    """The folder of the files for the top of the site, relative to the source folder."""
    mdn: bool = False
    """Whether ``/en-US/docs/Web/API`` is the folder ``web/api``, as on MDN."""

    def candidates(self, path: str, document: str) -> Iterator[str]:
        """Yield the paths that a link's path can name, the likeliest first. ``document`` is the one with the link."""
        path = path.removeprefix(_SITE) if path.startswith(f"{_SITE}/") else path
        if self.mdn and (found := _MDN.match(path)):
            path = "/" + _mdn_folder(path[found.end() :])
        folder = posixpath.basename(path) in _FOLDERS
        for base in self._bases(path, document):
            at = self._normal(posixpath.join(base, path.lstrip("/")))
            yield at
            stem, suffix = posixpath.splitext(at)
            for one in (stem, at) if suffix.lower() in _PAGES else (at,):
                files, indexes = self._files(one), self._indexes(one)
                yield from (*indexes, *files) if folder else (*files, *indexes)
            if suffix.lower() in _PAGES and posixpath.basename(stem) == "index":  # guide/index.html
                yield from self._files(posixpath.dirname(stem))
                yield from self._indexes(posixpath.dirname(stem) or ".")

    def _files(self, stem: str) -> list[str]:
        return [f"{stem}{suffix}" for suffix in formats.suffixes()] if posixpath.basename(stem) not in _FOLDERS else []

    def _indexes(self, folder: str) -> list[str]:
        found = [f"{folder}/{name}{suffix}" for name in _INDEXES for suffix in formats.suffixes()]
        return list(map(self._normal, found)) if folder.startswith(".") else found

    def _bases(self, path: str, document: str) -> Iterator[str]:
        if not path.startswith("/"):
            own, page = posixpath.dirname(document), posixpath.splitext(document)[0]
            if posixpath.basename(page).lower() in {"index", "readme", "_index"}:
                yield own
            elif self.pretty and not formats.readable(path):
                yield from (page, own)
            else:
                yield from (own, page)
            return
        parts = [] if self.folder == "." else self.folder.split("/")
        for depth in range(len(parts) + 1):  # from the source folder up to the project
            up = "/".join([".."] * depth)
            yield up
            yield from (posixpath.join(up, name) for name in _SERVED)
        if self.root_files is not None:
            yield self.root_files
        yield "docs"

    def _normal(self, path: str) -> str:
        """``../docs/guide.md`` is ``guide.md`` if ``docs`` is the source folder."""
        path = posixpath.normpath(path)
        if not path.startswith(".."):
            return path
        inside = posixpath.normpath(posixpath.join(self.folder, path))
        return posixpath.relpath(inside, self.folder) if not inside.startswith("..") else path


def is_hidden(path: str) -> bool:
    """Whether a file is hidden, or in a hidden folder, and no site generator publishes it."""
    shown = _HIDDEN_BUT_SERVED.search(path)
    parts = (path[: shown.start()] if shown else path).split("/")
    return any(part.startswith(".") and part != ".." for part in parts)


def is_served(path: str) -> bool:
    """Whether a file outside the source folder is in a folder that generators publish."""
    return any(part in _SERVED for part in path.split("/")[:-1])


def roots_of(project: Project) -> Roots:
    """Return where the links of a project begin."""
    dialect = project.config.sections["markdown"]["dialect"]
    names = dialect if isinstance(dialect, tuple) else ()
    source, root = project.config.source, project.config.root_files
    root_files = posixpath.relpath(root, source) if root is not None else None
    return Roots(source, "hugo" in names, root_files, "mdn" in names)


def _mdn_folder(slug: str) -> str:
    for character, name in _MDN_CHARACTERS.items():
        slug = slug.replace(character, name)
    return slug.lower()


def _parts(url: str) -> tuple[str, str, str] | None:
    """Return scheme and host, path, and fragment; None if it is not a URL."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts.scheme + parts.netloc, parts.path, parts.fragment
