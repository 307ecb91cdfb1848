"""Lists of pages: those of a folder with dates, the newest first, and those with a tag.

``lists`` in workflow.yaml names the folders. The list of a folder is on the page of its index, or on a page of its own; that of ``.``, which is of the whole
publication, on the home page.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from workflow.findings import Finding
from workflow.formats.base import Attributes
from workflow.model import Severity
from workflow.project import CONFIG_NAME, Project
from workflow.publishing.dated import dated
from workflow.publishing.descriptions import Description
from workflow.publishing.editions import Edition, Outline
from workflow.publishing.heads import dates
from workflow.publishing.links import relative
from workflow.publishing.navigation import MenuItem
from workflow.publishing.notices import BylinePart, byline
from workflow.publishing.site import Site
from workflow.publishing.tags import OVERVIEW, Tag, tags_of
from workflow.publishing.titles import ShownTitle, shown

__all__ = ["EditionLists", "ListPage", "ListedPage", "ListedTag", "check_lists", "list_pages", "lists_of", "tags_on"]

_NEWEST = 100
"""Number of pages in the list of a folder."""


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page in a list."""

    title: ShownTitle
    byline: tuple[BylinePart, ...] = ()
    description: Description | None = None


@dataclass(frozen=True, slots=True)
class ListedTag:
    """A tag in the list of all tags."""

    title: ShownTitle
    count: int
    """Number of pages that have it."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page that only lists others: those of a folder without an index, those with a tag, or all tags."""

    path: str
    """Below the folder of the edition."""
    title: str
    attributes: Attributes
    """The marks of the title."""
    source: str
    """What it is made of, for messages."""
    entry: int = -1
    """The entry of the navigation whose folder it lists; -1 for tags."""
    pages: tuple[ListedPage, ...] = ()
    tags: tuple[ListedTag, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionLists:
    """The lists of an edition."""

    site: Site
    edition: Edition
    tags: Mapping[str, Tag]
    newest: Mapping[str, tuple[str, ...]]
    """By the path of the page that has the list: the documents in it."""

    def pages_at(self, path: str) -> tuple[ListedPage, ...]:
        """Return the list that the page at a path has; empty if it has none."""
        return tuple(self.entry(document, path) for document in self.newest.get(path, ()))

    def entry(self, document: str, here: str) -> ListedPage:
        """Return an entry of a list on the page at the path ``here``."""
        outline, edition = self.edition.documents[document], self.edition
        title = shown(outline.title, outline.title_attributes, relative(self.site.paths[document], here))
        parts = byline(edition.interface, edition.language, outline.meta, ())
        return ListedPage(title, tuple(parts), outline.description)


def lists_of(site: Site, edition: Edition) -> EditionLists:
    """Return the lists of an edition. ``site`` is in its language."""
    newest = {}
    found = dated(site, edition) if site.lists else ()
    for folder in site.lists:
        path = _page_of(site, folder)
        members = [one.path for one in found if _is_in(one.path, folder) and site.paths[one.path] != path]
        if path is not None and members:
            newest[path] = tuple(members[:_NEWEST])
    return EditionLists(site, edition, tags_of(site, edition), newest)


def tags_on(tags: Mapping[str, Tag], outline: Outline, here: str) -> tuple[ShownTitle, ...]:
    """Return the tags of a document, as its page at the path ``here`` shows them."""
    names = dict.fromkeys(tag.name for tag in outline.tags)
    return tuple(_linked(tags[name], here) for name in names)


def list_pages(lists: EditionLists, items: Sequence[MenuItem | None]) -> Iterator[ListPage]:
    """Yield a page for each folder that has a list and no index, one for each tag, and one for all tags.

    ``items``: the navigation of the edition. What the page of a folder lists is in ``pages_at``.
    """
    site, edition, tags = lists.site, lists.edition, lists.tags.values()
    for index, item in enumerate(items):
        if item is not None and (path := site.folder_pages.get(item.entry.folder)):
            yield ListPage(path, item.title, item.attributes, f"the list of {site.label(item.entry.folder)}/", index)
    for tag in tags:
        pages = tuple(lists.entry(document, tag.path) for document in _by_date(edition, tag.documents))
        source = f"the tag {tag.name!r} of {site.label(tag.documents[0])}"
        yield ListPage(tag.path, tag.title, tag.attributes, source, pages=pages)
    if tags:
        words = edition.interface.words("Tags")
        listed = [ListedTag(_linked(tag, OVERVIEW), len(tag.documents)) for tag in tags]
        listed.sort(key=lambda one: (one.title.title.casefold(), one.title.title))
        yield ListPage(OVERVIEW, words.text, words.attributes, "the list of all tags", tags=tuple(listed))


def check_lists(project: Project, site: Site, documents: Mapping[str, Outline]) -> Iterator[Finding]:
    """Find what ``lists`` and ``tags`` in workflow.yaml name and no document has. ``documents``: those of any edition."""
    metas = {path: one.meta for path, one in documents.items() if one.has_page}

    def finding(name: str, what: str, severity: Severity = Severity.WARNING) -> Finding:
        return Finding(name, severity, f"{CONFIG_NAME}: {what}", source=project.root / CONFIG_NAME)

    for folder in site.lists:
        if _page_of(site, folder) is None:
            what = f"{folder}/ has no index, and is not in the navigation, so its list is not shown. Add {folder}/index.md."
            yield finding("unknown_list", f"lists: {what}")
            continue
        number = sum(1 for path, meta in metas.items() if _is_in(path, folder) and dates(meta).published)
        if not number:
            yield finding("unknown_list", f"lists: no document in {folder}/ has a date, so there is no list.")
        elif number > _NEWEST:
            what = f"{folder}/ has {number} dated documents. Its list shows the newest {_NEWEST}; menus lead to the others."
            yield finding("shortened_list", f"lists: {what}", Severity.NOTE)
    for key in project.config.tags:
        if not any(meta.get(key) for meta in metas.values()):
            yield finding("unknown_tag", f"tags: no document has {key!r} in its front matter.")
    known = {tag.name for one in documents.values() for tag in one.tags}
    for code, titles in site.tag_names.items():
        for name in titles:
            if name not in known:
                yield finding("unknown_tag", f"overrides.{code}.tags translates {name!r}, which no document has.")


def _page_of(site: Site, folder: str) -> str | None:
    """The path of the page that shows the list of a folder; None if it has none."""
    path = site.home if folder == "." else f"{folder}/index.html"
    return path if folder == "." or path in site.documents else site.folder_pages.get(folder)


def _is_in(document: str, folder: str) -> bool:
    return PurePosixPath(document).is_relative_to(folder)


def _by_date(edition: Edition, documents: Iterable[str]) -> list[str]:
    """Documents with a date, the newest first, then the others in their order."""
    days = {}
    for document in documents:
        days[document] = dates(edition.documents[document].meta).published
    with_day = sorted((one for one in days if days[one]), key=lambda one: (days[one], one), reverse=True)
    return with_day + [one for one in days if not days[one]]


def _linked(tag: Tag, here: str) -> ShownTitle:
    return shown(tag.title, tag.attributes, relative(tag.path, here))
