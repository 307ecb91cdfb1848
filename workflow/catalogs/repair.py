"""Repair PO files: duplicate entries that agree, git's conflict markers, and flags that not every gettext reads alike.

Only ``workflow catalogs fix`` does this. If the translations of duplicate entries differ, a person must choose, and the error names
both lines. Between conflict markers, both sides are merged by entry, and both texts are kept (``workflow-conflict``).
"""

import codecs
import re
from dataclasses import dataclass, replace
from pathlib import Path

from workflow.catalogs.layout import HEADER
from workflow.catalogs.merge3.entries import merge3
from workflow.catalogs.parse.parser import parse
from workflow.catalogs.parse.source_text import DuplicateEntry
from workflow.catalogs.write.flags import ambiguous, with_flags_on_one_line
from workflow.catalogs.write.serialiser import serialise
from workflow.errors import CatalogError
from workflow.files import read_bytes, rewrite
from workflow.locks import locked
from workflow.model import Catalog, Entry, Key

__all__ = ["RepairedFile", "repair", "repair_file"]


@dataclass(frozen=True, slots=True)
class RepairedFile:
    """The bytes of the repaired file, and what was repaired: a sentence for each repair, with the line."""

    data: bytes
    done: tuple[str, ...] = ()


def repair(data: bytes, path: object = "") -> RepairedFile:
    """Merge duplicate entries whose texts are equal, or of which one has no text; merge the sides of git's conflict markers; put the
    flags of an entry on one line where versions of gettext disagree about ``fuzzy``.

    The first of two entries stays in its place and gets the other's comments, locations and flags; it is fuzzy if both were.
    ``path`` is for messages. Raises CatalogError for every other error in the file.
    """
    if (sides := _sides(data)) is not None:
        return _merged(sides, data, path)
    merged: dict[Key, Entry] = {}
    done: list[str] = []
    removed: list[tuple[int, int]] = []
    """(Line in the remaining text, number of lines removed before it), to report lines of the file."""
    while True:
        try:
            catalog = parse(data, str(path))
            break
        except DuplicateEntry as twice:
            first, second = twice.entries
            at, by = (_line(entry.line, removed) for entry in twice.entries)
            one = _one(merged.get(first.key, first), second)
            if one is None:
                raise CatalogError(_differ(path, at, by, first)) from twice
            what = f"the entry {_shown(first)}" if second.msgid else "the header"
            done.append(f"{path}:{by}: merged into {what} at line {at}.")
            merged[first.key] = one
            start, end = twice.span
            text = twice.source.text
            removed.append((text.count("\n", 0, start) + 1, text.count("\n", start, end)))
            rest = (text[:start] + text[end:]).encode(twice.source.charset)
            data = (codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b"") + rest
    if not done:
        found = ambiguous(catalog)
        done = [
            f"{path}:{entry.line}: put the flags on one line: some versions of gettext did not see fuzzy."
            for entry in found
        ]
        return RepairedFile(serialise(with_flags_on_one_line(catalog)) if done else data, tuple(done))
    header = merged.get(HEADER, catalog.header)
    entries = tuple(merged.get(entry.key, entry) for entry in catalog.entries)
    return RepairedFile(serialise(replace(catalog, entries=entries, header=header)), tuple(done))


_MARK = re.compile(rb"(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?\n?")


@dataclass(slots=True)
class _Sides:
    """The versions in a file with git's conflict markers."""

    ours: bytes = b""
    base: bytes = b""
    theirs: bytes = b""
    has_base: bool = True
    lines: tuple[int, ...] = ()
    """Lines where the conflicts begin."""


def _sides(data: bytes) -> _Sides | None:
    """The versions; None if there are no markers, or not in the right order."""
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


def _merged(sides: _Sides, data: bytes, path: object) -> RepairedFile:
    try:
        ours, theirs = parse(sides.ours, str(path)), parse(sides.theirs, str(path))
        base = parse(sides.base, str(path)) if sides.has_base else _common(ours, theirs)
    except CatalogError:
        parse(data, str(path))  # names the marker's line in the file
        raise
    merge = merge3(base, ours, theirs, layout=ours)
    where = ", ".join(map(str, sides.lines))
    done = [f"{path}:{sides.lines[0]}: git's conflict markers (line {where}): merged both sides by entry."]
    if merge.conflicts:
        done.append(
            f"{path}: entries that now have two texts (fuzzy, workflow-conflict): {len(merge.conflicts)}. Choose one in each."
        )
    return RepairedFile(serialise(merge.catalog), tuple(done))


def _common(ours: Catalog, theirs: Catalog) -> Catalog:
    """The entries that both sides share, in place of a base version that is not in the file."""
    there = {entry.key: entry for entry in theirs.entries}
    shared = tuple(entry for entry in ours.entries if there.get(entry.key) == entry)
    return Catalog(shared, header=ours.header if ours.header == theirs.header else Entry(msgid=""))


def _one(first: Entry, second: Entry) -> Entry | None:
    """Two entries of one key as one; None if they differ."""
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
    what = f"the entry {_shown(entry)}" if entry.msgid else "the header"
    return (
        f"{path}:{second}: {what} is also at line {first}, and the two differ. Keep one and remove the other. "
        "The file was not touched."
    )


def _line(line: int, removed: list[tuple[int, int]]) -> int:
    """The line of the file for a line of the remaining text."""
    for at, count in reversed(removed):
        if line >= at:
            line += count
    return line


def repair_file(path: Path, *, write: bool) -> tuple[tuple[str, ...], bytes, bytes]:
    """``repair`` a file, written only if ``write`` is true. Returns what was repaired, and the bytes before and after.

    Raises CatalogError, FileProblem, Locked; the file is then as it was.
    """
    if not write:
        before = read_bytes(path)
        repaired = repair(before, path)
        return repaired.done, before, repaired.data
    with locked(path):
        before, after = rewrite(path, lambda data: repair(data, path).data)
        return repair(before, path).done, before, after
