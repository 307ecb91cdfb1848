"""The paths of pages, and the order in which documents are read."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath

from workflow import formats

__all__ = ["has_page", "page_paths", "reading_order"]


def page_paths(documents: Collection[str]) -> Mapping[str, str]:
    """Return the published path of each document: ``guide.md`` → ``guide.html``; itself if its format has no page.

    A folder's ``_index`` (Hugo) or ``README`` is its index if it has no other. Two documents whose names differ only in the suffix both keep it
    (``guide.md.html``), and so does one beside a folder called ``guide.html``.
    """
    pages = {path: PurePosixPath(path).with_suffix(".html").as_posix() for path in documents if has_page(path)}
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


def has_page(document: str) -> bool:
    """Return whether a document is published as a page. A document in the last publication may have a format that no longer exists."""
    known = formats.find(document)
    return known is None or known.page is not None


def _folder(document: str) -> str:
    return PurePosixPath(document).parent.as_posix()


def _is_index(document: str) -> bool:
    return PurePosixPath(document).stem.lower() in ("index", "readme", "_index")
