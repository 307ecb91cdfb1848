"""Write a catalog to bytes. Unchanged entries keep the bytes they were read from; the rest follows the style of the file (invariant 4)."""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import PurePath

from workflow.catalogs.layout import HEADER, Body, FileLayout
from workflow.catalogs.wrap.file_style import OWN, FileStyle, style_of
from workflow.catalogs.write.entry_lines import changed_lines, entry_lines, gap_and_body
from workflow.errors import CatalogError
from workflow.model import Catalog, Entry

__all__ = ["body", "encoded", "serialise"]

_STATELESS = ("utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252")
"""Charsets that keep no state: the bytes of a text are the bytes of its parts."""
_CHUNK = 1 << 20
"""The longest piece of unchanged text that is encoded at once, in characters."""


def serialise(catalog: Catalog, path: PurePath | str = "") -> bytes:
    """The bytes of the PO file, in the charset it was read in (UTF-8 for a new file). ``path`` is for error messages only.

    Raises CatalogError if a text cannot be encoded in that charset.
    """
    try:
        return _serialised(catalog)
    except CatalogError as error:
        if not path:
            raise
        raise CatalogError(f"{path}: {error}") from error


def _serialised(catalog: Catalog) -> bytes:
    layout = catalog.layout if isinstance(catalog.layout, FileLayout) else None
    if layout is None:
        return _encode(_fresh(catalog), "utf-8")
    pieces = _assemble(catalog, layout)
    if layout.charset not in _STATELESS or not layout.exact:
        return encoded("".join(pieces), layout)
    # Encode piece by piece, so that the whole text is not in memory a second time.
    data = BytesIO()
    data.write(b"\xef\xbb\xbf" if layout.bom else b"")
    for piece in pieces:
        data.write(_encode(piece, layout.charset))
    return data.getvalue()


def encoded(text: str, layout: FileLayout) -> bytes:
    """The bytes of a file's text, in the charset it was read in. Raises CatalogError if that is impossible."""
    if not layout.exact and text != layout.text:
        raise CatalogError(
            f"this file in {layout.charset.upper()} cannot be changed without changing other lines. "
            "Convert it first (msgconv -t UTF-8 -o FILE FILE)."
        )
    data = _encode(text, layout.charset) if layout.exact else text.encode(layout.charset)
    return b"\xef\xbb\xbf" + data if layout.bom else data


def _encode(text: str, charset: str) -> bytes:
    try:
        return text.encode(charset)
    except UnicodeEncodeError as error:
        if charset == "utf-8":
            raise CatalogError(
                f"{text[error.start]!a} is a lone surrogate, which cannot be written to a file."
            ) from error
        raise CatalogError(
            f"{text[error.start]!r} cannot be encoded in {charset.upper()}, the charset of the file. "
            "Convert it first (msgconv -t UTF-8 -o FILE FILE)."
        ) from error


def body(entries: tuple[Entry, ...]) -> Body:
    """Lay out the entries of new files once; ``new`` takes the result."""
    return Body(entries, "\n".join([entry_lines(entry, OWN) for entry in entries]))


def _fresh(catalog: Catalog) -> str:
    made = catalog.layout
    if not isinstance(made, Body) or made.entries != catalog.entries:
        made = body(catalog.entries)
    header = _header(catalog.header) if any(catalog.header.msgstr) or catalog.header.comments else ""
    return f"{header}\n{made.text}" if header and made.text else header + made.text


@lru_cache(maxsize=64)  # all new files of a language have the same header
def _header(header: Entry) -> str:
    return entry_lines(header, OWN)


def _assemble(catalog: Catalog, layout: FileLayout) -> Iterator[str]:
    """The text of the file, in pieces."""
    entries = list(catalog.entries)
    if HEADER in layout.blocks or any(catalog.header.msgstr):
        entries.insert(min(layout.header_at, len(entries)), catalog.header)
    if _untouched(entries, layout):
        yield from _stretch(layout.text, 0, len(layout.text))
        return
    style = style_of(layout)
    last = ""
    """The latest piece, held back because the end of the file may change it."""
    for piece in _pieces(entries, layout, style):
        if last:
            yield last
        last = piece
    tail = layout.text[layout.tail :]
    yield last.removesuffix(style.newline) if not layout.text.endswith("\n") and not tail else last + tail


def _pieces(entries: list[Entry], layout: FileLayout, style: FileStyle) -> Iterator[str]:
    """The text of the entries: long stretches of unchanged entries, and new text between them. No piece is empty."""
    before = None
    begin = end = -1
    """The stretch of unchanged entries that is not written yet: a long one is faster than many short ones."""
    sealed = True
    """Whether what is written so far ends with a line end."""
    first = True
    for entry in entries:
        block = layout.blocks.get(entry.key)
        if block is None:
            gap, text = None, entry_lines(entry, style)
        else:
            same = block.entry is entry or (block.entry == entry)
            if same and block.after == before:
                if not sealed and not layout.text.startswith(("\n", "\r\n"), block.start):
                    yield style.newline
                if begin < 0:
                    begin = block.start
                before, sealed, end = entry.key, True, block.end
                continue
            gap, text = gap_and_body(layout.text[block.start : block.end])
            text = text if same else changed_lines(block, entry, text, style)
            gap = gap if block.after == before else None
        if begin >= 0:
            yield from _stretch(layout.text, begin, end)
            first, sealed = False, layout.text[end - 1] == "\n"
            begin = -1
        gap = gap if gap is not None else style.newline * (0 if first else style.gap)
        yield (gap if sealed else style.newline + gap) + text
        first, before, sealed = False, entry.key, text.endswith("\n")
    if begin >= 0:
        yield from _stretch(layout.text, begin, end)


def _stretch(text: str, begin: int, end: int) -> Iterator[str]:
    for start in range(begin, end, _CHUNK):
        yield text[start : min(start + _CHUNK, end)]


def _untouched(entries: list[Entry], layout: FileLayout) -> bool:
    blocks = layout.blocks.values()
    return len(entries) == len(blocks) and all(
        entry is block.entry or entry == block.entry for entry, block in zip(entries, blocks, strict=True)
    )
