"""Where the entries of a catalog are in the text that it was read from, and what a change of one makes of its lines.

For editors: an offset belongs to an entry, a text of an entry has a place, and a changed entry is a replacement of some lines.
"""

from bisect import bisect_right
from functools import cached_property

from workflow.catalogs.layout import HEADER, EntryBlock, FileLayout
from workflow.catalogs.parse.string_map import StringMap, string_maps
from workflow.catalogs.wrap.file_style import FileStyle, style_of
from workflow.catalogs.write.entry_lines import changed_lines, gap_and_body
from workflow.model import Catalog, Entry, Span

__all__ = ["CatalogPlaces"]


class CatalogPlaces:
    """The places of the entries of a catalog that was read."""

    def __init__(self, catalog: Catalog) -> None:
        """``catalog``: as ``parse`` or ``parse_text`` returned it."""
        assert isinstance(catalog.layout, FileLayout)
        self.catalog = catalog
        self._layout = catalog.layout
        self._blocks = list(catalog.layout.blocks.values())
        self._starts = [block.start for block in self._blocks]

    @property
    def text(self) -> str:
        """The text of the file."""
        return self._layout.text

    def entry_at(self, offset: int) -> Entry | None:
        """Return the entry whose lines an offset is in, comments and blank lines before it included; None for the header and an
        obsolete entry."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0 or (number == len(self._blocks) - 1 and offset > self._blocks[number].end):
            return None
        entry = self._blocks[number].entry
        return None if entry.obsolete or entry.key == HEADER else entry

    def span(self, entry: Entry) -> Span:
        """Return where the lines of an entry are, without blank lines before them."""
        block = self._block(entry)
        gap, _ = gap_and_body(self.text[block.start : block.end])
        return Span(block.start + len(gap), block.end)

    def strings(self, entry: Entry) -> dict[str, StringMap]:
        """Return where the texts of an entry are, by keyword: ``msgid``, ``msgstr[0]``."""
        block = self._block(entry)
        return string_maps(self.text, block.start, block.end)

    def change(self, entry: Entry) -> tuple[Span, str]:
        """Return the lines to replace, and their new text, so that the entry of the same key becomes ``entry``.

        The result is what ``serialise`` writes. Lines that stay the same at the beginning and the end are left out.
        """
        block, span = self._block(entry), self.span(entry)
        before = self.text[span.start : span.end]
        after = before if entry == block.entry else changed_lines(block, entry, before, self._style)
        if not before.endswith("\n"):
            after = after.removesuffix("\n").removesuffix("\r")
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
        first = next(
            (n for n, (one, two) in enumerate(zip(old, new, strict=False)) if one != two), min(len(old), len(new))
        )
        last = next(
            (
                n
                for n, (one, two) in enumerate(zip(reversed(old[first:]), reversed(new[first:]), strict=False))
                if one != two
            ),
            min(len(old), len(new)) - first,
        )
        start = span.start + sum(map(len, old[:first]))
        return Span(start, start + sum(map(len, old[first : len(old) - last]))), "".join(new[first : len(new) - last])

    def _block(self, entry: Entry) -> EntryBlock:
        return self._layout.blocks[entry.key]

    @cached_property
    def _style(self) -> FileStyle:
        return style_of(self._layout)
