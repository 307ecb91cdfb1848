"""Entries whose flags are placed so that versions of gettext disagree about ``fuzzy``.

gettext before 0.26 looks at the last line of flags alone, and not at ``#=``: with ``#, fuzzy`` above ``#, c-format``, ``msgfmt`` takes the
text for a finished one. Here such an entry is fuzzy, and its flags are put on one line, which every version reads alike.
"""

from collections.abc import Iterator
from dataclasses import replace

from workflow.catalogs.layout import EntryBlock, FileLayout
from workflow.catalogs.parse.lines import older_gettext_reads_fuzzy
from workflow.catalogs.parse.parser import parse
from workflow.catalogs.wrap.file_style import style_of
from workflow.catalogs.write.entry_lines import changed_lines, gap_and_body
from workflow.catalogs.write.serialiser import encoded
from workflow.model import Catalog, Entry

__all__ = ["ambiguous", "with_flags_on_one_line"]


def ambiguous(catalog: Catalog) -> tuple[Entry, ...]:
    """The fuzzy entries of a catalog from a file that some versions of gettext read as finished, in order."""
    return tuple(block.entry for block in _ambiguous(catalog))


def with_flags_on_one_line(catalog: Catalog) -> Catalog:
    """The catalog with the flags of its ambiguous entries on one line each.

    The same object if it has none, or if the file's charset does not allow a change.
    """
    found = {block.start: block for block in _ambiguous(catalog)}
    layout = catalog.layout
    if not found or not isinstance(layout, FileLayout) or not layout.exact:
        return catalog
    style = style_of(layout)
    pieces, at = [], 0
    for start, block in sorted(found.items()):
        gap, own = gap_and_body(layout.text[start : block.end])
        pieces += [layout.text[at:start], gap, changed_lines(block, block.entry, own, style)]
        at = block.end
    again = parse(encoded("".join([*pieces, layout.text[at:]]), layout))
    return replace(catalog, entries=again.entries, header=again.header, layout=again.layout)


def _ambiguous(catalog: Catalog) -> Iterator[EntryBlock]:
    layout = catalog.layout
    if not isinstance(layout, FileLayout):
        return
    for block in layout.blocks.values():
        if block.entry.fuzzy and not older_gettext_reads_fuzzy(_comments(layout.text[block.start : block.end])):
            yield block


def _comments(raw: str) -> str:
    """The comment lines of an entry, with blank ones in place of the others."""
    return "\n".join(line if line.lstrip().startswith("#") else "" for line in raw.split("\n"))
