"""The paths of pages, and the order in which documents are read."""

import posixpath
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from workflow import formats

__all__ = ["has_page", "page_paths", "reading_order"]


def page_paths(documents: Collection[str]) -> Mapping[str, str]:
    """Return the published path of each document: ``guide.md`` → ``guide.html``; itself if its format has no page.

    A folder's ``_index`` (Hugo) or ``README`` is its index if it has no other. Two documents whose names differ only in the suffix both keep it
    (``guide.md.html``), and so does one beside a folder called ``guide.html``.
    """
    pages = {path: f"{posixpath.splitext(path)[0]}.html" for path in documents if has_page(path)}
    taken = Counter(pages.values())
    taken.update(_folders(documents))
    paths = {path: path for path in documents}
    paths |= {path: page if taken[page] == 1 else f"{path}.html" for path, page in pages.items()}
    indexes = [path for path in pages if _stem(path) in ("_index", "readme")]
    published = Counter(paths.values())
    for path in sorted(indexes, key=lambda path: (_stem(path) != "_index", path)):
        index = posixpath.join(posixpath.dirname(path), "index.html")
        if not published[index]:
            published.subtract((paths[path],))
            published[index] += 1
            paths[path] = index
    return paths


def reading_order(documents: Sequence[str]) -> tuple[str, ...]:
    """Put the publication's index first, and the index of each folder before the folder's other documents."""
    indexes = {posixpath.dirname(document): document for document in reversed(documents) if _is_index(document)}
    order: dict[str, None] = dict.fromkeys([indexes[""]] if "" in indexes else [])
    for document in documents:
        first = indexes.get(posixpath.dirname(document))
        order |= dict.fromkeys([first, document] if first is not None else [document])
    return tuple(order)


def has_page(document: str) -> bool:
    """Return whether a document is published as a page. A document in the last publication may have a format that no longer exists."""
    known = formats.find(document)
    return known is None or known.page is not None


def _folders(documents: Collection[str]) -> set[str]:
    """The folders of documents, and those above them."""
    found: set[str] = set()
    for document in documents:
        folder = posixpath.dirname(document)
        while folder and folder not in found:
            found.add(folder)
            folder = posixpath.dirname(folder)
    return found


def _stem(document: str) -> str:
    """The name without its suffix, in lower case."""
    return posixpath.splitext(posixpath.basename(document))[0].lower()


def _is_index(document: str) -> bool:
    return _stem(document) in ("index", "readme", "_index")
