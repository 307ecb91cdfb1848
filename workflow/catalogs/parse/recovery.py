"""What can be mended in a broken PO file: a message that is there twice and says the same, and what git could not merge by lines.

Nothing is mended by the way. Where two translations differ a person has to choose, and is told between what; of git's two sides
both texts are kept, as everywhere (``workflow-conflict``).
"""

import codecs
import re
from dataclasses import dataclass, replace
from pathlib import Path

from workflow.catalogs.layout import HEADER
from workflow.catalogs.locks import locked
from workflow.catalogs.merge3.entries import merge3
from workflow.catalogs.parse.parser import parse
from workflow.catalogs.parse.source_text import Duplicate
from workflow.catalogs.writer import serialise
from workflow.errors import CatalogError
from workflow.files import read_bytes, write_bytes
from workflow.model import Catalog, Entry, Key

__all__ = ["Repair", "mend", "repair"]


@dataclass(frozen=True, slots=True)
class Repair:
    """The bytes of the mended file, and what was done: a sentence each, with the line."""

    data: bytes
    done: tuple[str, ...] = ()


def repair(data: bytes, path: object = "") -> Repair:
    """Make messages that are there twice into one: where the texts are equal, or one of the two has none.

    The first stays in its place and gets the other's comments, locations and flags; it is fuzzy where both were.
    A file with git's conflict marks is merged by entry. Raises CatalogError for everything else that is wrong with the file.
    """
    if (sides := _sides(data)) is not None:
        return _merged(sides, data, path)
    merged: dict[Key, Entry] = {}
    done: list[str] = []
    gone: list[tuple[int, int]] = []
    """(Line of what is left, how many lines went before it), to tell lines as they are in the file."""
    while True:
        try:
            catalog = parse(data, str(path))
            break
        except Duplicate as twice:
            first, second = twice.entries
            at, by = (_line(entry.line, gone) for entry in twice.entries)
            one = _one(merged.get(first.key, first), second)
            if one is None:
                raise CatalogError(_differ(path, at, by, first)) from twice
            what = (
                f"{_shown(first)}, at line {at}, is the same"
                if second.msgid
                else f"the header at line {at} is the same"
            )
            done.append(f"{path}:{by}: {what}; now one.")
            merged[first.key] = one
            start, end = twice.stretch
            text = twice.source.text
            gone.append((text.count("\n", 0, start) + 1, text.count("\n", start, end)))
            rest = (text[:start] + text[end:]).encode(twice.source.charset)
            data = (codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b"") + rest
    if not done:
        return Repair(data)
    header = merged.get(HEADER, catalog.header)
    entries = tuple(merged.get(entry.key, entry) for entry in catalog.entries)
    return Repair(serialise(replace(catalog, entries=entries, header=header)), tuple(done))


_MARK = re.compile(rb"(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?\n?")


@dataclass(slots=True)
class _Sides:
    """The versions in a file with git's conflict marks."""

    ours: bytes = b""
    base: bytes = b""
    theirs: bytes = b""
    has_base: bool = True
    lines: tuple[int, ...] = ()
    """Where the conflicts begin."""


def _sides(data: bytes) -> _Sides | None:
    """The versions; None where there are no marks, or not in their order."""
    if not re.search(rb"^<{7}( |\r?$)", data, re.MULTILINE):
        return None
    sides = _Sides()
    state, order = "", {"": "<", "<": "|=", "|": "=", "=": ">"}
    with_base = False
    for number, line in enumerate(re.findall(rb"[^\n]*\n|[^\n]+", data), 1):
        found = _MARK.fullmatch(line)
        if found is not None:
            mark = chr(found[1][0])
            if mark not in order[state]:
                return None
            if mark == "<":
                sides.lines += (number,)
                with_base = False
            with_base = with_base or mark == "|"
            if mark == ">":
                sides.has_base = sides.has_base and with_base
            state = "" if mark == ">" else mark
            continue
        if state in ("", "<"):
            sides.ours += line
        if state in ("", "|"):
            sides.base += line
        if state in ("", "="):
            sides.theirs += line
    return None if state else sides


def _merged(sides: _Sides, data: bytes, path: object) -> Repair:
    try:
        ours, theirs = parse(sides.ours, str(path)), parse(sides.theirs, str(path))
        base = parse(sides.base, str(path)) if sides.has_base else _common(ours, theirs)
    except CatalogError:
        parse(data, str(path))  # says where the marks are, in the file's own lines
        raise
    merge = merge3(base, ours, theirs, layout=ours)
    where = ", ".join(map(str, sides.lines))
    done = [f"{path}:{sides.lines[0]}: git's conflict marks (at line {where}): both sides are merged by entry."]
    if merge.conflicts:
        done.append(
            f"{path}: entries with two texts now (fuzzy, workflow-conflict): {len(merge.conflicts)}. Choose in each."
        )
    return Repair(serialise(merge.catalog), tuple(done))


def _common(ours: Catalog, theirs: Catalog) -> Catalog:
    """What both sides have alike, for want of the version that they come from."""
    there = {entry.key: entry for entry in theirs.entries}
    alike = tuple(entry for entry in ours.entries if there.get(entry.key) == entry)
    return Catalog(alike, header=ours.header if ours.header == theirs.header else Entry(msgid=""))


def _one(first: Entry, second: Entry) -> Entry | None:
    """Two entries of one key as one; None where they say different things."""
    if first.msgid_plural != second.msgid_plural:
        return None
    if first.msgstr == second.msgstr:
        flags = [flag for flag in first.flags if flag != "fuzzy" or second.fuzzy]
    elif not any(second.msgstr):
        flags = list(first.flags)
    elif not any(first.msgstr):
        flags = [
            *(flag for flag in second.flags if flag == "fuzzy"),
            *(flag for flag in first.flags if flag != "fuzzy"),
        ]
    else:
        return None
    return replace(
        first,
        msgstr=first.msgstr if any(first.msgstr) else second.msgstr,
        flags=tuple(dict.fromkeys((*flags, *(flag for flag in second.flags if flag != "fuzzy")))),
        comments=_both(first.comments, second.comments),
        extracted=_both(first.extracted, second.extracted),
        locations=_both(first.locations, second.locations),
        previous_context=first.previous_context or second.previous_context,
        previous_msgid=first.previous_msgid or second.previous_msgid,
        previous_plural=first.previous_plural or second.previous_plural,
        obsolete=first.obsolete and second.obsolete,
    )


def _both(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return (*first, *(text for text in second if text not in first))


def _shown(entry: Entry) -> str:
    return repr(entry.msgid if len(entry.msgid) <= 40 else entry.msgid[:39] + "…")


def _differ(path: object, first: int, second: int, entry: Entry) -> str:
    what = f"the message {_shown(entry)}" if entry.msgid else "the header"
    return (
        f"{path}:{second}: {what} is also at line {first}, and they say different things. Choose one and remove the other. "
        "The file was not touched."
    )


def _line(line: int, gone: list[tuple[int, int]]) -> int:
    """A line of what is left as a line of the file."""
    for at, count in reversed(gone):
        if line >= at:
            line += count
    return line


def mend(path: Path, *, write: bool) -> tuple[tuple[str, ...], bytes, bytes]:
    """``repair`` for a file, which is written only where that is asked for: what was done, the bytes before and after.

    Raises CatalogError, FileProblem, Locked; the file is then as it was.
    """
    if not write:
        before = read_bytes(path)
        mended = repair(before, path)
        return mended.done, before, mended.data
    with locked(path):
        before = read_bytes(path)
        mended = repair(before, path)
        write_bytes(path, mended.data)
        return mended.done, before, mended.data
