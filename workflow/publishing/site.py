"""The site: the published files of every edition with their paths, and the reading order of the documents."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from workflow import formats
from workflow.languages import Language, language
from workflow.project import Project
from workflow.project.configuration import BookSettings
from workflow.publishing.aliases import bare
from workflow.publishing.navigation import NavEntry, Navigation
from workflow.publishing.targets import Roots, roots_of

__all__ = ["Site", "page_paths", "reading_order", "site_of"]


@dataclass(frozen=True, slots=True)
class Site:
    """The structure that all editions of a publication share. Paths are POSIX paths below the folder of an edition."""

    title: str
    source: Language
    languages: tuple[Language, ...]
    """The source language first, then in the order of the configuration."""
    paths: Mapping[str, str]
    """The published path of each document: its page, or the document itself if its format has no page."""
    navigation: Navigation
    """Its entries, all documents by default."""
    order: tuple[str, ...]
    """The documents of the navigation, in order. Other documents are published too, but the navigation does not link to them."""
    assets: Mapping[str, str]
    """The other files that are published: the path of each relative to the source folder, and its published path."""
    home: str
    """The first page of an edition."""
    url: str | None
    """The address of ``editions/html/`` on the web, without a slash at the end."""
    roots: Roots
    """How links are resolved."""
    aliases: Mapping[str, str]
    """Other names of documents, which generators give them."""
    books: BookSettings = field(default_factory=BookSettings)
    """What is set for EPUB and PDF."""
    trusted: bool = False
    """Whether pages may hold any HTML that a document has (``html: trusted``)."""
    documents: Mapping[str, str] = field(init=False)
    """The document that is published at a path."""
    places: Mapping[str, int] = field(init=False)
    """The position of each document in ``order``."""
    folders: Mapping[str, tuple[str, ...]] = field(init=False)
    """The documents that the navigation lists for a folder: its own, and the indexes of the folders directly below it."""

    def __post_init__(self) -> None:
        folders: dict[str, list[str]] = {}
        for document in self.order:
            path = PurePosixPath(self.paths[document])
            folders.setdefault(str(path.parent), []).append(document)
            if path.name == "index.html" and path.parent != path.parent.parent:
                folders.setdefault(str(path.parent.parent), []).append(document)
        object.__setattr__(self, "documents", {path: document for document, path in self.paths.items()})
        object.__setattr__(self, "places", {document: place for place, document in enumerate(self.order)})
        object.__setattr__(self, "folders", {name: tuple(found) for name, found in folders.items()})

    def published_at(self, path: str, document: str) -> str | None:
        """Return the published path of what a link leads to: a page, an asset or the home page; None if it is not published.

        ``path`` is the link's, "/" at its beginning included; ``document`` is the one with the link.
        """
        candidates = tuple(self.roots.candidates(path, document))
        for one in candidates:
            if found := self.paths.get(one) or self.assets.get(one):
                return found
            if one in (".", "index.html"):
                return self.home
        named = next((self.aliases[name] for name in map(bare, candidates) if name in self.aliases), None)
        return None if named is None else self.paths[named]

    def page_over(self, asset: str) -> str | None:
        """Return the page that has the published path of an asset, or of a folder that it is in; None if no page has."""
        above = (asset, *map(str, PurePosixPath(asset).parents))
        return next((one for one in above if one == self.home or one in self.documents), None)


def site_of(
    project: Project,
    codes: Sequence[str],
    documents: Sequence[str],
    assets: Mapping[str, str],
    navigation: Navigation,
    aliases: Mapping[str, str],
) -> Site:
    """Lay out the site. ``codes`` are the languages it has; ``documents`` are in reading order. The other arguments are fields of it."""
    config = project.config
    paths = page_paths(documents)
    pages = [document for document in documents if _has_page(document)]
    indexes = [document for document in pages if paths[document] == "index.html"]
    entries = navigation.entries or tuple(map(NavEntry, pages))
    if not navigation.grouped:
        entries = tuple(replace(entry, depth=_depth(paths[entry.document or ""])) for entry in entries)
    return Site(
        title=config.title or project.root.resolve().name,
        source=language(config.source_language),
        languages=tuple(language(code) for code in codes),
        paths=paths,
        navigation=replace(navigation, entries=entries),
        order=tuple(dict.fromkeys(entry.document for entry in entries if entry.document is not None)),
        assets=assets,
        home=paths[indexes[0]] if indexes else "index.html",
        url=config.site_url.rstrip("/") if config.site_url else None,
        roots=roots_of(project),
        aliases=aliases,
        books=config.books,
        trusted=config.html == "trusted",
    )


def page_paths(documents: Collection[str]) -> Mapping[str, str]:
    """Return the published path of each document: ``guide.md`` → ``guide.html``; itself if its format has no page.

    A folder's ``_index`` (Hugo) or ``README`` is its index if it has no other. Two documents whose names differ only in the suffix both keep it
    (``guide.md.html``), and so does one beside a folder called ``guide.html``.
    """
    pages = {path: PurePosixPath(path).with_suffix(".html").as_posix() for path in documents if _has_page(path)}
    taken = Counter(pages.values())
    taken.update(str(folder) for path in documents for folder in PurePosixPath(path).parents)
    paths = {path: path for path in documents}
    paths |= {path: page if taken[page] == 1 else f"{path}.html" for path, page in pages.items()}
    for document in sorted(pages, key=lambda path: (PurePosixPath(path).stem.lower() != "_index", path)):
        path = PurePosixPath(document)
        index = path.with_name("index.html").as_posix()
        if path.stem.lower() in ("_index", "readme") and index not in paths.values():
            paths[document] = index
    return paths


def reading_order(documents: Sequence[str]) -> tuple[str, ...]:
    """Put the publication's index first, and the index of each folder before the folder's other documents."""
    indexes = {_folder(document): document for document in reversed(documents) if _is_index(document)}
    order: dict[str, None] = dict.fromkeys([indexes["."]] if "." in indexes else [])
    for document in documents:
        first = indexes.get(_folder(document))
        order |= dict.fromkeys([first, document] if first is not None else [document])
    return tuple(order)


def _has_page(document: str) -> bool:
    """Whether a document is published as a page. A document in the last publication may have a format that no longer exists."""
    known = formats.find(document)
    return known is None or known.page is not None


def _depth(path: str) -> int:
    """The depth of a page in the navigation: that of its folder; an index belongs to the folder above."""
    return path.removesuffix("/index.html").count("/")


def _folder(document: str) -> str:
    return PurePosixPath(document).parent.as_posix()


def _is_index(document: str) -> bool:
    return PurePosixPath(document).stem.lower() in ("index", "readme", "_index")
