"""A catalog to bytes. What nothing changed is written as it was read; the rest follows the style of its file (law 4).

Of a changed entry only the lines of the changed fields are written anew: its other strings, comments in places of their own and
lines nobody understands stay as they are.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from io import BytesIO
from pathlib import PurePath

from workflow.catalogs.layout import HEADER, Block, Body, Layout
from workflow.catalogs.parse.lines import comment_kind, flags_in
from workflow.catalogs.wrap.file_style import OWN, Style, style_of
from workflow.catalogs.wrap.gettext import PAGE_WIDTH, quoted
from workflow.errors import CatalogError
from workflow.model import Catalog, Entry

__all__ = ["body", "encoded", "laid_out", "serialise"]

_KEYWORD = re.compile(
    r'[ \t]*(?:#~[ \t]*)?(\|?)[ \t]*(?:#\|[ \t]*)?(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)[ \t]*"'
)
_GOES_ON = re.compile(r'[ \t]*(?:#~[ \t]*)?(?:#?\|[ \t]*)?"')
_LINE = re.compile(r'[^"]*"(?:[^"\\]|\\.)*"[ \t\r]*\n?')
_RANK = {" ": 0, ".": 1, ":": 2, ",": 3, "=": 3, "!": 3}
_LOCATION = re.compile(r"(.*?)(:\d+)?", re.DOTALL)
_LINES = re.compile(r"[^\n]*\n|[^\n]+\Z")
_BREAKS = re.compile(r"\r\n?|\n")
_STATELESS = ("utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252")
"""Charsets in which a text's bytes are those of its parts."""
_CHUNK = 1 << 20
"""The longest piece that is made of what nothing changed, in characters."""


def serialise(catalog: Catalog, path: PurePath | str = "") -> bytes:
    """The bytes of the PO file. ``path`` is for the message, as in ``parse``.

    Raises CatalogError where a text does not fit into the file's charset.
    """
    try:
        return _serialised(catalog)
    except CatalogError as error:
        if not path:
            raise
        raise CatalogError(f"{path}: {error}") from error


def _serialised(catalog: Catalog) -> bytes:
    layout = catalog.layout if isinstance(catalog.layout, Layout) else None
    if layout is None:
        return _encode(_fresh(catalog), "utf-8")
    pieces = _assemble(catalog, layout)
    if layout.charset not in _STATELESS or not layout.exact:
        return encoded("".join(pieces), layout)
    # Piece by piece, so that the text is not in memory once more.
    data = BytesIO()
    data.write(b"\xef\xbb\xbf" if layout.bom else b"")
    for piece in pieces:
        data.write(_encode(piece, layout.charset))
    return data.getvalue()


def encoded(text: str, layout: Layout) -> bytes:
    """The bytes of a file's text, in the charset it came in. Raises CatalogError where that cannot be."""
    if not layout.exact and text != layout.text:
        raise CatalogError(
            f"This file in {layout.charset.upper()} cannot be changed without touching other lines. "
            "Convert it first (msgconv -t UTF-8 -o FILE FILE)."
        )
    data = _encode(text, layout.charset) if layout.exact else text.encode(layout.charset)
    return b"\xef\xbb\xbf" + data if layout.bom else data


def _encode(text: str, charset: str) -> bytes:
    try:
        return text.encode(charset)
    except UnicodeEncodeError as error:
        if charset == "utf-8":
            raise CatalogError(f"{text[error.start]!a} is half a character and cannot be written to a file.") from error
        raise CatalogError(
            f"{text[error.start]!r} cannot be written in {charset.upper()}, the charset of the file. "
            "Convert it first (msgconv -t UTF-8 -o FILE FILE)."
        ) from error


def body(entries: tuple[Entry, ...]) -> Body:
    """Entries of files that are not there yet, laid out: ``new`` takes them."""
    return Body(entries, "\n".join([_lay_out(entry, OWN) for entry in entries]))


def _fresh(catalog: Catalog) -> str:
    made = catalog.layout
    if not isinstance(made, Body) or made.entries != catalog.entries:
        made = body(catalog.entries)
    header = _header(catalog.header) if any(catalog.header.msgstr) or catalog.header.comments else ""
    return f"{header}\n{made.text}" if header and made.text else header + made.text


@lru_cache(maxsize=64)  # all new files of a language have the same
def _header(header: Entry) -> str:
    return _lay_out(header, OWN)


def _assemble(catalog: Catalog, layout: Layout) -> Iterator[str]:
    """The text of the file, in pieces."""
    entries = list(catalog.entries)
    if HEADER in layout.blocks or any(catalog.header.msgstr):
        entries.insert(min(layout.header_at, len(entries)), catalog.header)
    if _untouched(entries, layout):
        yield from _stretch(layout.text, 0, len(layout.text))
        return
    style = style_of(layout)
    last = ""
    """The piece that is still to be given out: the end of the file may need it otherwise."""
    for piece in _pieces(entries, layout, style):
        if last:
            yield last
        last = piece
    tail = layout.text[layout.tail :]
    yield last.removesuffix(style.newline) if not layout.text.endswith("\n") and not tail else last + tail


def _pieces(entries: list[Entry], layout: Layout, style: Style) -> Iterator[str]:
    """The entries' text: long stretches of what nothing changed, and between them what was laid out anew; none is empty."""
    before = None
    begin = end = -1
    """The stretch of untouched entries that is still to be written: one long one rather than many short ones."""
    sealed = True
    """Whether the next entry may follow what is written so far without a line end of our own."""
    first = True
    for entry in entries:
        block = layout.blocks.get(entry.key)
        if block is None:
            gap, body, same = None, _lay_out(entry, style), False
        else:
            same = block.entry is entry or (block.entry == entry)
            if same and block.after == before:
                if not sealed and not layout.text.startswith(("\n", "\r\n"), block.start):
                    yield style.newline
                if begin < 0:
                    begin = block.start
                before, sealed, end = entry.key, True, block.end
                continue
            gap, body = _gap_and_body(layout.text[block.start : block.end])
            body = body if same else _changed(block, entry, body, style)
            gap = gap if block.after == before else None
        if begin >= 0:
            yield from _stretch(layout.text, begin, end)
            first, sealed = False, layout.text[end - 1] == "\n"
            begin = -1
        gap = gap if gap is not None else style.newline * (0 if first else style.gap)
        yield (gap if sealed else style.newline + gap) + body
        first, before, sealed = False, entry.key, body.endswith("\n")
    if begin >= 0:
        yield from _stretch(layout.text, begin, end)


def _stretch(text: str, begin: int, end: int) -> Iterator[str]:
    for start in range(begin, end, _CHUNK):
        yield text[start : min(start + _CHUNK, end)]


def laid_out(block: Block, layout: Layout, style: Style) -> str:
    """The stretch of an entry with its strings laid out anew; comments and blank lines as they are."""
    gap, body = _gap_and_body(layout.text[block.start : block.end])
    if gap and not gap.endswith("\n"):  # the entry began on the line of the one before it
        gap = style.newline
    taken = _take_apart(body)
    entry = block.entry
    if taken is None:
        return gap + _lay_out(entry, style)
    lines = [line if line.endswith("\n") else line + style.newline for line in taken[0]]
    return gap + "".join(lines) + _strings(entry, style)


def _untouched(entries: list[Entry], layout: Layout) -> bool:
    blocks = layout.blocks.values()
    return len(entries) == len(blocks) and all(
        entry is block.entry or entry == block.entry for entry, block in zip(entries, blocks, strict=True)
    )


def _gap_and_body(raw: str) -> tuple[str, str]:
    body = raw.lstrip(" \t\r\n\f\v")
    cut = raw.rfind("\n", 0, len(raw) - len(body)) + 1
    return raw[:cut], raw[cut:]


def _changed(block: Block, entry: Entry, raw: str, style: Style) -> str:
    """The entry's lines, those of unchanged fields as they are in ``raw``."""
    old = block.entry
    taken = _take_apart(raw)
    if taken is None:
        return _lay_out(entry, style)
    comments, parts = taken
    prefix = "#~ " if entry.obsolete else ""
    same = old.obsolete == entry.obsolete
    line_of = _quoter(entry, style)
    lines = _comment_lines(comments, old, entry, style)
    was = (old.previous_context, old.previous_msgid, old.previous_plural)
    now = (entry.previous_context, entry.previous_msgid, entry.previous_plural)
    lines.append(parts["previous"] if same and was == now and "previous" in parts else _previous(entry, style))
    texts = [("msgctxt", old.context, entry.context), ("msgid", old.msgid, entry.msgid)]
    texts.append(("msgid_plural", old.msgid_plural, entry.msgid_plural))
    for name, before, after in texts:
        if after is not None:
            kept = same and before == after and name in parts
            lines.append(parts[name] if kept else line_of(name, after, prefix=prefix))
    for number, text in enumerate(entry.msgstr):
        name = "msgstr" if entry.msgid_plural is None else f"msgstr[{number}]"
        kept = same and number < len(old.msgstr) and old.msgstr[number] == text and name in parts
        lines.append(parts[name] if kept else line_of(name, text, prefix=prefix))
    body = [line if not line or line.endswith("\n") else line + style.newline for line in lines]
    return "".join(body)


def _take_apart(raw: str) -> tuple[list[str], dict[str, str]] | None:
    """Comment lines, and the lines of each string by keyword; None where the entry keeps no line to one thing."""
    comments: list[str] = []
    parts: dict[str, str] = {}
    current = ""
    for line in _LINES.findall(raw):
        found = _KEYWORD.match(line)
        stripped = line.lstrip()
        if found is not None and (stripped.startswith(("#|", "#~", "msg"))):
            if _LINE.fullmatch(line) is None:
                return None
            previous = bool(found[1]) or stripped.startswith("#|")
            current = "previous" if previous else found[2]
            parts[current] = parts.get(current, "") + line if previous else line
        elif current and _GOES_ON.match(line):
            if _LINE.fullmatch(line) is None:
                return None
            parts[current] += line
        elif stripped.startswith("#"):
            comments.append(line)
        elif stripped or current:
            return None
        else:
            comments.append(line)
    return comments, parts


def _comment_lines(lines: list[str], old: Entry, entry: Entry, style: Style) -> list[str]:
    """The comment lines of a changed entry: ``lines`` with what changed put in the place of what it replaces."""
    kinds = [_kind(line) for line in lines]
    for kind, before, after in ((" ", old.comments, entry.comments), (".", old.extracted, entry.extracted)):
        if before != after:
            lines, kinds = _edited(lines, kinds, kind, before, after, style)
    if old.locations != entry.locations:
        lines, kinds = _put(lines, kinds, ":", _locations(entry.locations, style))
    if old.flags != entry.flags:
        lines, kinds = _flags(lines, kinds, entry.flags, style)
    return lines


def _kind(line: str) -> str:
    stripped = line.lstrip()
    if not stripped.startswith("#"):
        return ""
    return comment_kind(stripped)


def _edited(
    lines: list[str], kinds: list[str], kind: str, before: tuple[str, ...], after: tuple[str, ...], style: Style
) -> tuple[list[str], list[str]]:
    """Comments of one kind: those that stay keep their lines (and places, where none changed its order)."""
    at = [number for number, found in enumerate(kinds) if found == kind]
    if len(at) != len(before):
        return _put(lines, kinds, kind, _comments(kind, after, style))
    kept: list[int] = []
    rest = list(after)
    for number, text in zip(at, before, strict=True):
        if rest and text == rest[0]:
            kept.append(number)
            rest.pop(0)
    if tuple(before[at.index(number)] for number in kept) + tuple(rest) != after:
        return _put(lines, kinds, kind, _comments(kind, after, style))
    new = _comments(kind, rest, style)
    gone = set(at) - set(kept)
    last = kept[-1] if kept else (at[0] if at and new else None)
    out: list[str] = []
    out_kinds: list[str] = []
    for number, (line, found) in enumerate(zip(lines, kinds, strict=True)):
        if number not in gone:
            out.append(line)
            out_kinds.append(found)
        if number == last:
            out += new
            out_kinds += [kind] * len(new)
    return (out, out_kinds) if last is not None or not new else _put(out, out_kinds, kind, new)


def _put(lines: list[str], kinds: list[str], kind: str, new: list[str]) -> tuple[list[str], list[str]]:
    """``new`` in the place of the lines of its kind; where there are none, before the first kind that comes after it."""
    if kind in kinds:
        place = kinds.index(kind)
    else:
        later = [number for number, found in enumerate(kinds) if found and _RANK[found] > _RANK[kind]]
        place = later[0] if later else len(lines)
    left = [(line, found) for line, found in zip(lines[:place], kinds[:place], strict=True) if found != kind]
    right = [(line, found) for line, found in zip(lines[place:], kinds[place:], strict=True) if found != kind]
    both = [*left, *((line, kind) for line in new), *right]
    return [line for line, _ in both], [found for _, found in both]


def _flags(lines: list[str], kinds: list[str], flags: tuple[str, ...], style: Style) -> tuple[list[str], list[str]]:
    """Flag lines with what went taken out and what came put into the first of them."""
    there = [
        set(flags_in(line.strip())) if kind in (",", "=", "!") else set()
        for line, kind in zip(lines, kinds, strict=True)
    ]
    known: set[str] = set().union(*there)
    new = [flag for flag in flags if flag not in known]
    out: list[str] = []
    out_kinds: list[str] = []
    for line, kind, found in zip(lines, kinds, there, strict=True):
        if kind in (",", "=", "!") and (not found <= set(flags) or (new and kind == ",")):
            kept = [flag for flag in flags_in(line.strip()) if flag in flags]
            if new and kind == ",":
                kept, new = [*(f for f in new if f == "fuzzy"), *kept, *(f for f in new if f != "fuzzy")], []
            if not kept:
                continue
            line = f"#{kind} {', '.join(kept)}{style.newline}"
        out.append(line)
        out_kinds.append(kind)
    if new:
        return _put(out, out_kinds, ",", [f"#, {', '.join(_ordered(new))}{style.newline}"])
    return out, out_kinds


def _ordered(flags: Iterable[str]) -> list[str]:
    listed = list(flags)
    return [flag for flag in listed if flag == "fuzzy"] + [flag for flag in listed if flag != "fuzzy"]


def _quoter(entry: Entry, style: Style) -> "partial[str]":
    """``quoted`` for the strings of this entry."""
    width = None if "no-wrap" in entry.flags else style.width
    flags = tuple(flag for flag in entry.flags if flag.endswith("-format")) if entry.flags else ()
    return partial(quoted, width=width, newline=style.newline, rules=style.rules, flags=flags)


def _lay_out(entry: Entry, style: Style) -> str:
    """A whole entry: gettext's order of comments, then the strings."""
    lines = _comments(" ", entry.comments, style)
    lines += _comments(".", entry.extracted, style)
    lines += _locations(entry.locations, style)
    if entry.flags:
        lines.append(f"#, {', '.join(_ordered(entry.flags))}{style.newline}")
    return "".join(lines) + _strings(entry, style)


def _strings(entry: Entry, style: Style) -> str:
    prefix = "#~ " if entry.obsolete else ""
    line_of = _quoter(entry, style)
    lines = []
    if not (entry.previous_msgid is None and entry.previous_context is None and entry.previous_plural is None):
        lines.append(_previous(entry, style))
    for name, text in (("msgctxt", entry.context), ("msgid", entry.msgid), ("msgid_plural", entry.msgid_plural)):
        if text is not None:
            lines.append(line_of(name, text, prefix=prefix))
    for number, text in enumerate(entry.msgstr):
        name = "msgstr" if entry.msgid_plural is None else f"msgstr[{number}]"
        lines.append(line_of(name, text, prefix=prefix))
    return "".join(lines)


def _previous(entry: Entry, style: Style) -> str:
    prefix = "#~| " if entry.obsolete else "#| "
    texts = (
        ("msgctxt", entry.previous_context),
        ("msgid", entry.previous_msgid),
        ("msgid_plural", entry.previous_plural),
    )
    line_of = _quoter(entry, style)
    return "".join(line_of(name, text, prefix=prefix) for name, text in texts if text is not None)


def _comments(kind: str, texts: Iterable[str], style: Style) -> list[str]:
    mark = "#" if kind == " " else "#."
    lines = []
    for text in texts:
        for line in _BREAKS.split(text) if "\n" in text or "\r" in text else (text,):
            # gettext takes a backslash at the end, in a comment too, for a line that goes on: the next one would be lost.
            end = " " if line.endswith("\\") else ""
            lines.append(f"{mark}{' ' if line else ''}{line}{end}{style.newline}")
    return lines


def _locations(locations: tuple[str, ...], style: Style) -> list[str]:
    """``#:`` lines, filled as gettext fills them: to the page width, counted in bytes."""
    names = [_location(name) for name in locations]
    if style.one_location_a_line:
        return [f"#: {name}{style.newline}" for name in names]
    lines: list[str] = []
    column = 0
    for name in names:
        length = len(name.encode("utf-8", "replace")) + 1
        if not lines or (column > 2 and column + length > (style.width or PAGE_WIDTH)):
            lines.append("#:")
            column = 2
        lines[-1] += f" {name}"
        column += length
    return [line + style.newline for line in lines]


def _location(name: str) -> str:
    if " " not in name and "\t" not in name:
        return name
    found = _LOCATION.fullmatch(name)
    assert found is not None
    return f"\u2068{found[1]}\u2069{found[2] or ''}"
