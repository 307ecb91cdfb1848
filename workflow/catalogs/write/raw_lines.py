"""The lines of an entry as they are in its file, and back: what puts an entry back byte for byte."""

from workflow.catalogs.layout import FileLayout
from workflow.catalogs.parse.parser import parse
from workflow.catalogs.write.entry_lines import gap_and_body
from workflow.catalogs.write.serialiser import encoded, serialise
from workflow.errors import CatalogError
from workflow.model import Catalog, Entry, Key

__all__ = ["entry_in", "lines_of", "with_lines"]


def lines_of(catalog: Catalog, key: Key) -> str:
    """Return the lines of an entry in the file that the catalog was read from; empty if it was not there."""
    layout = catalog.layout
    block = layout.blocks.get(key) if isinstance(layout, FileLayout) else None
    if not isinstance(layout, FileLayout) or block is None:
        return ""
    return gap_and_body(layout.text[block.start : block.end])[1]


def entry_in(lines: str) -> Entry | None:
    """Return the entry that ``lines`` are; None if they are not exactly one."""
    try:
        found = parse(lines.encode("utf-8", "surrogatepass"))
    except CatalogError:
        return None
    return found.entries[0] if len(found.entries) == 1 and not any(found.header.msgstr) else None


def with_lines(catalog: Catalog, lines: dict[Key, str]) -> Catalog | None:
    """Return the catalog with the lines of these entries replaced, all others as they are in its file.

    None if that is not possible: the catalog was changed since it was read, the line ends differ, or an entry is not in it.
    """
    layout = catalog.layout
    if not isinstance(layout, FileLayout) or not layout.exact:
        return None
    pieces: list[str] = []
    at = 0
    places = sorted((layout.blocks[key].start, key) for key in lines if key in layout.blocks)
    if len(places) != len(lines) or ("\r\n" in layout.text) != any("\r\n" in text for text in lines.values()):
        return None
    for start, key in places:
        block = layout.blocks[key]
        gap, body = gap_and_body(layout.text[block.start : block.end])
        new = lines[key]
        if body.endswith("\n") != new.endswith("\n"):
            new = (
                f"{new}{chr(13) if body.endswith(chr(13) + chr(10)) else ''}\n"
                if body.endswith("\n")
                else new.rstrip("\r\n")
            )
        pieces += [layout.text[at:start], gap, new]
        at = block.end
    text = "".join([*pieces, layout.text[at:]])
    try:
        made = parse(encoded(text, layout))
    except CatalogError:
        return None
    return made if serialise(catalog) == encoded(layout.text, layout) else None
