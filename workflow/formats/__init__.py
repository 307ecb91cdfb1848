"""Document formats by file suffix.

``FORMATS`` is the table: a new format is one module that implements ``base.Format`` and one line here, or an entry point
``workflow.formats`` of another package. ``for_path`` finds the format of a file.
"""

import contextlib
import posixpath
from collections.abc import Mapping
from pathlib import PurePath

from workflow.errors import DocumentError
from workflow.formats import markdown, plain_text, plugins
from workflow.formats.base import Format
from workflow.model import Document

__all__ = ["FORMATS", "ON_REQUEST", "find", "for_path", "of", "readable", "refused", "sections", "suffixes"]

FORMATS: dict[str, Format] = {
    ".md": markdown,
    ".markdown": markdown,
    ".txt": plain_text,
    **dict.fromkeys((".mdx", ".qmd", ".rmd", ".Rmd", ".mdown", ".mkd", ".mkdn", ".mdwn"), markdown),
}

ON_REQUEST = frozenset(suffix for suffix, handler in FORMATS.items() if handler is markdown) - {".md", ".markdown"}
"""Suffixes of documents that are read only if ``documents`` in workflow.yaml has a pattern for them: their dialects have syntax that
other Markdown has not.
"""


def suffixes() -> tuple[str, ...]:
    """Return every suffix that can be read: those of ``FORMATS`` in its order, then those of other packages."""
    return tuple(dict.fromkeys([*FORMATS, *plugins.plugged_in()]))


def find(path: str | PurePath) -> Format | None:
    """Return the format of a file by its suffix; None for a file that no format reads.

    Raises DocumentError if another package's format cannot be loaded.
    """
    suffix = posixpath.splitext(path)[1]
    if suffix in FORMATS:
        return FORMATS[suffix]
    point = plugins.plugged_in().get(suffix)
    return plugins.load(point) if point is not None else None


def for_path(path: str | PurePath) -> Format:
    """Return the format of a document by its suffix.

    Raises DocumentError for a file that no format reads, or whose format cannot be loaded.
    """
    found = find(path)
    if found is None:
        raise DocumentError(
            f"{path}: this kind of document is not supported. Supported: {', '.join(sorted(suffixes()))}. "
            "Leave it out of documents: in workflow.yaml."
        )
    return found


def of(document: Document) -> Format:
    """Return the format that parsed a document.

    Raises DocumentError if no format has its name.
    """
    own = next((each for each in FORMATS.values() if document.format == each.NAME), None)
    return own if own is not None else for_path(document.path)


def refused(document: Document, targets: Mapping[int, str]) -> Mapping[int, str]:
    """Return the translations (by ``unit.index``) that a machine must not make, each with the reason: they would break the document, or
    change the inline tags of their units.
    """
    return of(document).splice(document, targets).refused if targets else {}


def sections() -> Mapping[str, Format]:
    """Return the formats by the name of their section in ``workflow.yaml``. A format that cannot be loaded is left out."""
    found = {each.NAME: each for each in FORMATS.values()}
    for suffix, point in plugins.plugged_in().items():
        with contextlib.suppress(DocumentError):
            if suffix not in FORMATS:
                found.setdefault((other := plugins.load(point)).NAME, other)
    return found


def readable(path: str | PurePath) -> bool:
    """Whether a format reads files with this suffix."""
    suffix = posixpath.splitext(path)[1]
    return suffix in FORMATS or suffix in plugins.plugged_in()
