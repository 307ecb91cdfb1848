"""``publish --compress``: a .gz beside each page, for web servers that send it as it is (``gzip_static`` of nginx)."""

import re
import zlib
from collections.abc import Collection, Iterable
from pathlib import Path

from workflow.errors import FileProblem
from workflow.files import reason

__all__ = ["compress", "without_copies"]

_COMPRESSIBLE = re.compile(
    r"\.(?:atom|css|csv|geojson|html?|ico|js|json|map|md|mjs|otf|rss|svg|ttf|txt|vtt|webmanifest|xml)$", re.IGNORECASE
)
"""Files that become much smaller. Pictures, films, archives and WOFF are compressed already."""
_SMALLEST = 512
"""Number of bytes from which a file is compressed: a smaller one is sent in one packet in any case."""
_GZIP = 31
"""Tells zlib to write the format of gzip, with no name and no time, so that the same file gives the same bytes."""


def without_copies(html: Path, languages: Collection[str], published: Iterable[str]) -> None:
    """Remove the compressed copies that came with pages of the last publication.

    ``html`` is the folder that is being built; ``published`` are the files of the last publication, below ``editions/``.
    """
    for path in published:
        output, _, name = path.partition("/")
        if output == "html" and name.endswith(".gz") and name.split("/")[0] in languages:
            (html / name).unlink(missing_ok=True)


def compress(html: Path) -> frozenset[str]:
    """Write ``guide.html.gz`` beside ``guide.html``, and so on. Returns the paths of the copies below ``html``.

    A file gets none if it would not become smaller, or if the project has a file of that name. The same files give the same bytes with
    the same zlib. Raises FileProblem for a file that cannot be read, OSError for one that cannot be written.
    """
    found = set()
    for path in sorted(html.rglob("*")):
        copy = path.with_name(f"{path.name}.gz")
        if not _COMPRESSIBLE.search(path.name) or not path.is_file() or copy.exists():
            continue
        try:
            data = path.read_bytes()
        except OSError as error:
            raise FileProblem(f"{path}: cannot be read: {reason(error)}. Nothing was compressed.") from error
        packed = zlib.compress(data, level=9, wbits=_GZIP)
        if len(data) >= _SMALLEST and len(packed) < len(data):
            copy.write_bytes(packed)
            found.add(copy.relative_to(html).as_posix())
    return frozenset(found)
