"""Other names of documents: generators publish a document under the address that its front matter gives it, without the numbers that
order files (``02-guide.md``), and often in lower case.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from workflow.publishing.editions import Outline

__all__ = ["aliases_of", "bare"]

_NUMBER = re.compile(r"(?<![^/])\d+[-_. ]+(?=[^/.])")
_KEYS = ("permalink", "url", "slug", "aliases", "redirect_from")
"""Front-matter keys with addresses: Jekyll, Hugo, Docusaurus, MDN."""


def aliases_of(documents: Mapping[str, Outline]) -> Mapping[str, str]:
    """Return documents by their other names; names that several documents have are left out.

    A name is a path below the source folder as ``bare`` gives it.
    """
    names = [(name, path) for path, outline in documents.items() for name in set(_names(path, outline))]
    counts = Counter(name for name, _ in names)
    return {name: path for name, path in names if counts[name] == 1}


def bare(path: str) -> str:
    """Return a path without suffix and without the name of an index, in lower case."""
    name = posixpath.splitext(path.lower())[0]
    folder, last = posixpath.split(name)
    return (folder or ".") if last in ("index", "readme", "_index") else name


def _names(path: str, outline: Outline) -> Iterator[str]:
    yield bare(path)
    yield bare(_NUMBER.sub("", path))
    for key in _KEYS:
        for address in outline.meta.get(key, "").split(", "):
            if address and ":" not in address:
                below = (
                    address.strip("/") if address.startswith("/") else posixpath.join(posixpath.dirname(path), address)
                )
                yield bare(posixpath.normpath(below or "."))
