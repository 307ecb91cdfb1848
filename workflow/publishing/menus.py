"""The menu of a page: the part of the navigation that it shows.

From every page each page of the navigation can be reached through menus alone, however many there are. A short navigation is shown
as a whole. In a longer one, a group shows what is in it on its own pages; from elsewhere, its title leads to its page, or it unfolds, or
leads to the first page in it. A long list shows what is near the page, with the rest folded before and after it, so that the page's line is near
the top of the menu; a very long one goes on from page to page.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from workflow.publishing.links import relative
from workflow.publishing.navigation import MenuItem
from workflow.publishing.site import Site
from workflow.publishing.titles import ShownTitle, shown

__all__ = ["MenuNode", "breadcrumbs", "folder_menu", "page_menu", "site_menu", "whole_menu"]

_WHOLE = 24
"""Number of entries up to which a menu shows them all, open."""
_UNFOLDING = 300
"""Number of entries up to which groups without a page unfold on every page."""
_LIST = 100
"""Number of neighbours that a list has."""
_LONG = 24
"""Number of lines up to which a list shows them all."""
_BEFORE, _AFTER = 4, 16
"""Number of lines that a longer list shows before and after the page, or the group that it is in."""
_FEW = 3
"""A smaller number of lines is not folded."""


@dataclass(frozen=True, slots=True)
class MenuNode(ShownTitle):
    """A line of a menu, with those below it. Without ``href`` it is a heading; if it folds and has no title, it is a part of a long list."""

    current: bool = False
    """Whether it is the page itself."""
    folds: bool = False
    """Whether its children can be hidden and shown."""
    open: bool = False
    """Whether the page is below it, or is it."""
    more: bool = False
    """Whether the list goes on beyond this line, which is its first or last."""
    children: tuple["MenuNode", ...] = ()


def page_menu(site: Site, items: Sequence[MenuItem | None], document: str) -> tuple[MenuNode, ...]:
    """Return the menu of a document's page; empty if it would show nothing but the page. ``items``: the navigation of the edition."""
    place = site.navigation.places.get(document, -1)
    path = {*site.navigation.above(place), place} - {-1}
    found = _Menu(site, items, site.paths[document], path, short=len(items) <= _WHOLE).below(-1)
    return () if len(found) == 1 and found[0].current and not found[0].children else found


def site_menu(site: Site, items: Sequence[MenuItem | None], here: str, index: int = -1) -> tuple[MenuNode, ...]:
    """Return the menu of the page at the path ``here``, which no document has. ``index``: its entry in the navigation; -1 for none."""
    path = {*site.navigation.above(index), index} - {-1}
    return _Menu(site, items, here, path, short=len(items) <= _WHOLE).below(-1)


def folder_menu(site: Site, items: Sequence[MenuItem | None], here: str, index: int) -> tuple[MenuNode, ...]:
    """Return what is below an entry of the navigation, for the page at the path ``here``."""
    return _Menu(site, items, here, (), short=True, longest=max(1, len(items))).below(index)


def whole_menu(site: Site, items: Sequence[MenuItem | None], here: str) -> tuple[MenuNode, ...]:
    """Return the whole navigation for the page at the path ``here``, which no document has."""
    return _Menu(site, items, here, (), short=True, longest=max(1, len(items))).below(-1)


def breadcrumbs(site: Site, items: Sequence[MenuItem | None], here: str, index: int) -> tuple[MenuNode, ...]:
    """Return the groups and pages above the page at the path ``here``, from the top down, without the page itself and the home page.

    ``index``: its entry in the navigation; -1 for none.
    """
    menu = _Menu(site, items, here, (), short=True)
    return tuple(menu.line(above, items[above]) for above in site.navigation.above(index))


@dataclass(frozen=True, slots=True)
class _Menu:
    site: Site
    items: Sequence[MenuItem | None]
    here: str
    """The published path of the page."""
    path: Collection[int]
    """The entries of the page and of the groups it is in."""
    short: bool
    longest: int = _LIST

    def below(self, index: int) -> tuple[MenuNode, ...]:
        """The lines directly below an entry, with theirs."""
        children = self.site.navigation.children.get(index, ())
        lacks = any(self.items[child] is None for child in children)
        return self._near(tuple(self._available(index)) if lacks else children)

    def line(self, index: int, item: MenuItem | None) -> MenuNode:
        """An entry without its children."""
        if item is None:
            return MenuNode("", {})
        document = item.entry.document
        path = self.site.folder_pages.get(item.entry.folder) if document is None else self.site.paths[document]
        href = item.entry.url if path is None else relative(path, self.here)
        title = shown(item.title, item.attributes, href)
        return MenuNode(
            title.title, title.attributes, title.machine, href, current=path == self.here, open=index in self.path
        )

    def _available(self, index: int) -> Iterator[int]:
        """The children of an entry; in place of one whose document this edition lacks, its children."""
        for child in self.site.navigation.children.get(index, ()):
            if self.items[child] is None:
                yield from self._available(child)
            else:
                yield child

    def _near(self, indexes: Sequence[int]) -> tuple[MenuNode, ...]:
        first = 0
        if len(indexes) > self.longest:
            first = max(0, min((self._place(indexes) or 0) - self.longest // 2, len(indexes) - self.longest))
        last = min(first + self.longest, len(indexes))
        found = [self._node(index) for index in indexes[first:last]]
        if first > 0:
            found[0] = replace(found[0], more=True)
        if last < len(indexes):
            found[-1] = replace(found[-1], more=True)
        return _folded(found, self._place(indexes[first:last]))

    def _place(self, indexes: Sequence[int]) -> int | None:
        """The place in a list of the page, or of the group that it is in."""
        places = ((bisect_left(indexes, index), index) for index in self.path)
        return next((at for at, index in places if at < len(indexes) and indexes[at] == index), None)

    def _node(self, index: int) -> MenuNode:
        node = self.line(index, self.items[index])
        if index not in self.site.navigation.children:
            return node
        if self.short:
            return replace(node, children=self.below(index))
        unfolds = node.href is None and len(self.items) <= _UNFOLDING
        if (
            index in self.path or unfolds or self._is_repeated(index)
        ):  # the page of a repeated entry shows what is below its first one
            return replace(node, folds=node.href is None, children=self.below(index))
        return node if node.href is not None else replace(node, href=self._first_page(index))

    def _is_repeated(self, index: int) -> bool:
        """Whether an entry is that of a document which has one before it."""
        item = self.items[index]
        document = item.entry.document if item is not None else None
        return document is not None and self.site.navigation.places[document] != index

    def _first_page(self, index: int) -> str | None:
        """The address of the first page below an entry whose menu shows that it is there."""
        for inner in self.site.navigation.below(index):
            item = self.items[inner]
            if item is not None and item.entry.document is not None and not self._is_repeated(inner):
                return relative(self.site.paths[item.entry.document], self.here)
        return None


def _folded(nodes: Sequence[MenuNode], place: int | None) -> tuple[MenuNode, ...]:
    """The lines of a list, in a long one those far from ``place`` folded."""
    if place is None or len(nodes) <= _LONG:
        return tuple(nodes)
    first, last = place - _BEFORE, place + _AFTER + 1
    first, last = first if first >= _FEW else 0, last if len(nodes) - last >= _FEW else len(nodes)
    before, after = (
        (MenuNode("", {}, folds=True, children=tuple(part)),) if part else () for part in (nodes[:first], nodes[last:])
    )
    return (*before, *nodes[first:last], *after)
