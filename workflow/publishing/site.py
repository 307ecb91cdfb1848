"""The site: the published files of every edition with their paths, and the reading order of the documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from workflow.languages import Language, language
from workflow.project import Project
from workflow.publishing.aliases import bare
from workflow.publishing.nav_tree import Navigation
from workflow.publishing.paths import page_paths
from workflow.publishing.targets import Roots, roots_of

__all__ = ["Site", "site_of"]


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
    trusted: bool = False
    """Whether pages may hold any HTML that a document has (``html: trusted``)."""
    documents: Mapping[str, str] = field(init=False)
    """The document that is published at a path."""
    places: Mapping[str, int] = field(init=False)
    """The position of each document in ``order``."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "documents", {path: document for document, path in self.paths.items()})
        object.__setattr__(self, "places", {document: place for place, document in enumerate(self.order)})

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
    indexes = [document for document, path in paths.items() if path == "index.html"]
    return Site(
        title=config.title or project.root.resolve().name,
        source=language(config.source_language),
        languages=tuple(language(code) for code in codes),
        paths=paths,
        navigation=navigation,
        order=tuple(navigation.places),
        assets=assets,
        home=paths[indexes[0]] if indexes else "index.html",
        url=config.site_url.rstrip("/") if config.site_url else None,
        roots=roots_of(project),
        aliases=aliases,
        trusted=config.html == "trusted",
    )
