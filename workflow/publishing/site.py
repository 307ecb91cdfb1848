"""The site: the published files of every edition with their paths, and the reading order of the documents."""

import copy
import posixpath
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from workflow.languages import Language, language
from workflow.project import Project
from workflow.project.configuration import BookSettings
from workflow.project.theme_settings import ThemeSettings
from workflow.publishing.aliases import bare
from workflow.publishing.nav_tree import Navigation
from workflow.publishing.paths import page_paths
from workflow.publishing.report import ReaderCounts
from workflow.publishing.targets import Roots, roots_of
from workflow.publishing.ui_catalogs import interface
from workflow.publishing.ui_strings import Interface

__all__ = ["ASSETS", "INDEX", "TAGS", "Redirect", "Site", "site_of"]

ASSETS = "assets"
"""The folder of the assets on the website, which all languages share, beside those of the editions."""
INDEX = "pagefind"
"""The folder of the index for the search, likewise."""
TAGS = "tags"
"""The folder of the pages of tags, below that of an edition."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """The old path of a page, and the document that it leads to."""

    path: str
    document: str
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """The structure that all editions of a publication share. Paths are POSIX paths below the folder of an edition."""

    title: str
    source: Language
    languages: tuple[Language, ...]
    """The source language first, then in the order of the configuration."""
    paths: Mapping[str, str]
    """The published path of each document: its page, or the document itself if its format has no page. ``in_language`` puts in the
    translated names of one language."""
    navigation: Navigation
    order: tuple[str, ...]
    """The documents of the navigation, in order. Other documents are published too, but the navigation does not link to them."""
    assets: Mapping[str, str]
    """The other files that are published: the path of each relative to the source folder, and its published path. All editions share
    them, so that the path leads out of the folder of the edition: ``../assets/map.svg``."""
    home: str
    """The first page of an edition."""
    url: str | None
    """The address of ``editions/html/`` on the web, without a slash at the end."""
    roots: Roots
    """How links are resolved."""
    interfaces: Mapping[str, Interface]
    """The interface strings by language (gettext code)."""
    aliases: Mapping[str, str]
    """Other names of documents, which generators give them."""
    slugs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language: the paths of documents whose pages have other names there."""
    root_files: Mapping[str, str] = field(default_factory=dict)
    """The files for the top of the site: the path of each relative to the source folder, and below the site."""
    redirects: tuple[Redirect, ...] = ()
    """The old paths of pages, below every edition, or below the site if they begin with "/"."""
    edit_url: str = ""
    """The pattern of the addresses at which people edit the text of a page; empty for none."""
    catalogs: Mapping[str, str] = field(default_factory=dict)
    """With ``edit_url``: by document, the name of its catalogs."""
    source_layout: str = "folders"
    """How the localized documents lie in their folders: a name of ``source_layouts.LAYOUTS``."""
    books: BookSettings = field(default_factory=BookSettings)
    """What is set for EPUB and PDF."""
    trusted: bool = False
    """Whether pages may hold any HTML that a document has (``html: trusted``)."""
    base: Mapping[str, str] = field(default_factory=dict)
    """``paths`` without translated names."""
    theme: ThemeSettings = field(default_factory=ThemeSettings)
    theme_folder: Path | None = None
    """The project's folder of templates and style sheets."""
    templates: str = ""
    """The version of the project's templates (``theming.templates_version``)."""
    search_engines: str = "read"
    """Which pages search engines may list (``Config.search_engines``)."""
    search: bool = False
    """Whether readers can search the pages."""
    lists: tuple[str, ...] = ()
    """The folders that have a list of their dated pages; ``.`` is the whole publication."""
    tag_keys: tuple[str, ...] = ()
    """The keys of front matter that have tags."""
    tag_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language: translations of tags."""
    coverage: Mapping[str, Mapping[str, ReaderCounts]] = field(default_factory=dict, repr=False)
    """By language, the documents that are published in it, and what readers get of each; empty as long as it is not known. It is not in
    the ``repr``: a page is told of its own document only (``with_coverage_of``)."""
    documents: Mapping[str, str] = field(init=False)
    """The document that is published at a path."""
    places: Mapping[str, int] = field(init=False)
    """The position of each document in ``order``."""
    asset_at: Mapping[str, str] = field(init=False)
    """The asset that is published at a path."""
    variants: Mapping[tuple[str, str], str] = field(init=False)
    """Assets for one language (``map.ar.svg``), by the language and the asset that they replace (``map.svg``)."""
    folder_pages: Mapping[str, str] = field(init=False)
    """The path of the page of each folder that has a list and no index."""
    list_pages: Mapping[str, str] = field(init=False)
    """The path of each page that a link can name and that only lists others, by that path and its folder."""
    variant_assets: frozenset[str] = field(init=False, repr=False)
    """Those assets."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "documents", {path: document for document, path in self.paths.items()})
        object.__setattr__(self, "places", {document: place for place, document in enumerate(self.order)})
        variants = _variants(self.assets, self.languages)
        object.__setattr__(self, "asset_at", {path: asset for asset, path in self.assets.items()})
        object.__setattr__(self, "variants", variants)
        folders = [entry.folder for entry in self.navigation.entries if entry.folder in self.lists]
        pages = {folder: f"{folder}/index.html" for folder in (*folders, *([TAGS] if self.tag_keys else []))}
        object.__setattr__(self, "folder_pages", {folder: pages[folder] for folder in folders})
        object.__setattr__(self, "list_pages", pages | {path: path for path in pages.values()})
        object.__setattr__(self, "variant_assets", frozenset(variants.values()))

    def published_at(self, path: str, document: str) -> str | None:
        """Return the published path of what a link leads to: a page, an asset, a list or the home page; None if it is not published.

        ``path`` is the link's, "/" at its beginning included; ``document`` is the one with the link.
        """
        for one in self.roots.candidates(path, document):
            if found := self.paths.get(one) or self.assets.get(one):
                return found
            if one in self.root_files:
                return f"../{self.root_files[one]}"
            if one in self.list_pages:
                return self.list_pages[one]
            if one in (".", "index.html"):
                return self.home
        candidates = map(bare, self.roots.candidates(path, document))
        named = next((self.aliases[name] for name in candidates if name in self.aliases), None)
        return None if named is None else self.paths[named]

    def in_language(self, code: str) -> "Site":
        """Return the site with the paths of one language."""
        return replace(self, paths={**self.base, **self.slugs[code]}) if self.slugs.get(code) else self

    def with_coverage_of(self, document: str, counts: Mapping[str, ReaderCounts]) -> "Site":
        """Return the site with what readers get of one document, by language."""
        return self.with_coverage({code: {document: found} for code, found in counts.items()})

    def with_coverage(self, coverage: Mapping[str, Mapping[str, ReaderCounts]]) -> "Site":
        """Return the site with what readers get of its documents."""
        found = copy.copy(self)  # nothing else depends on it: `replace` would make all the mappings again
        object.__setattr__(found, "coverage", coverage)
        return found

    def path_in(self, code: str, document: str) -> str:
        """Return the published path of a document in a language."""
        return self.slugs.get(code, {}).get(document) or self.base.get(document) or self.paths[document]

    def counterpart(self, path: str, code: str) -> str:
        """Return the path that a page of the edition ``in_language`` has in another language."""
        document = self.documents.get(path)
        return path if document is None else self.path_in(code, document)

    @property
    def interface(self) -> Interface:
        """The interface strings in the source language."""
        return self.interfaces[self.source.code]

    @property
    def is_preview(self) -> bool:
        """Whether search engines should list no page at all: neither the documents nor what leads to them."""
        return self.search_engines == "none"

    @property
    def own_folders(self) -> frozenset[str]:
        """The folders at the top of the website that it needs itself."""
        return frozenset({ASSETS, "theme", *([INDEX] if self.search else []), *(each.code for each in self.languages)})

    def edit_link(self, code: str, document: str) -> str | None:
        """Return the address at which people edit the text of a page: its document, or the catalog of a translated one."""
        if not self.edit_url or document not in self.catalogs:
            return None
        is_source = code == self.source.code
        counts = self.coverage.get(code, {}).get(document)
        if not is_source and counts is not None and not counts.entries:
            return None  # a document without texts has no catalog
        path = self.label(document) if is_source else f"locales/{code}/LC_MESSAGES/{self.catalogs[document]}.po"
        return self.edit_url.format(path=quote(path), language=quote(code), document=quote(document))

    def asset_in(self, code: str, asset: str) -> str:
        """Return the asset that an edition shows in place of one: ``map.ar.svg`` for ``map.svg``. Takes and returns a key of ``assets``."""
        return self.variants.get((code, asset), asset)

    def label(self, path: str) -> str:
        """Return the name of a document or asset in messages: its path below the project."""
        if path.startswith(".") or self.roots.folder == ".":
            return posixpath.normpath(posixpath.join(self.roots.folder, path))
        return f"{self.roots.folder}/{path}"  # asked for every document


def _variants(assets: Collection[str], languages: Sequence[Language]) -> dict[tuple[str, str], str]:
    """The assets for one language, by the language and the asset that they replace there."""
    names = {name: each.code for each in languages for name in (each.code, each.tag)}
    found = {}
    for asset in assets:
        stem, suffix = posixpath.splitext(asset)
        base, mark = posixpath.splitext(stem)
        if (code := names.get(mark[1:])) is not None and f"{base}{suffix}" in assets:
            found[code, f"{base}{suffix}"] = asset
    return found


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
        interfaces={
            code: interface(code, project.layout.interface) for code in dict.fromkeys((config.source_language, *codes))
        },
        aliases=aliases,
        redirects=_redirects(config.redirects, paths),
        edit_url=config.edit_url.page,
        catalogs={document: project.documents.name(document) for document in paths} if config.edit_url.page else {},
        source_layout=config.source_layout,
        base=paths,
        books=config.books,
        trusted=config.html == "trusted",
        theme=config.theme,
        theme_folder=project.root / config.theme.folder if config.theme.folder else None,
        search_engines=config.search_engines,
        search=config.search == "pagefind",
        lists=config.lists,
        tag_keys=config.tags,
        tag_names={code: config.tag_names(code) for code in config.by_language},
    )


def _redirects(wanted: Mapping[str, tuple[str, int]], paths: Mapping[str, str]) -> tuple[Redirect, ...]:
    """The redirects to documents that are published. ``build`` names the others."""
    found = []
    for path, (target, _) in wanted.items():
        document, _, fragment = target.partition("#")
        if document in paths:
            found.append(Redirect(path, document, fragment))
    return tuple(found)
