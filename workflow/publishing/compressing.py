"""``publish --compress``: a .gz beside each page, for web servers that send it as it is (``gzip_static`` of nginx)."""

import re
import zlib

__all__ = ["compressed", "copy_of"]

_COMPRESSIBLE = re.compile(
    r"\.(?:atom|css|csv|geojson|html?|ico|js|json|map|md|mjs|otf|rss|svg|ttf|txt|vtt|webmanifest|xml)$", re.IGNORECASE
)
"""Files that become much smaller. Pictures, films, archives and WOFF are compressed already."""
_SMALLEST = 512
"""Number of bytes from which a file is compressed: a smaller one is sent in one packet in any case."""
_GZIP = 31
"""Tells zlib to write the format of gzip, with no name and no time, so that the same file gives the same bytes."""


def copy_of(path: str) -> str | None:
    """Return the path of the compressed copy of a file; None for a file that gets none."""
    return f"{path}.gz" if _COMPRESSIBLE.search(path) else None


def compressed(data: bytes) -> bytes | None:
    """Return the compressed copy of a file; None if it would not be smaller. The same data gives the same bytes with the same zlib."""
    packed = zlib.compress(data, level=9, wbits=_GZIP)
    return packed if len(data) >= _SMALLEST and len(packed) < len(data) else None
