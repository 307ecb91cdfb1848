"""The lines of one entry: all of them, or only those of its changed fields.

Of a changed entry only the lines of the changed fields are written again. Its other strings, comments in unusual places and
unknown lines stay as they are.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from workflow.catalogs.layout import EntryBlock, FileLayout
from workflow.catalogs.parse.lines import comment_kind, flags_in, older_gettext_reads_fuzzy
from workflow.catalogs.wrap.file_style import FileStyle
from workflow.catalogs.wrap.gettext import PAGE_WIDTH, quoted
from workflow.model import Entry

__all__ = ["changed_lines", "entry_lines", "gap_and_body", "rewrapped_lines"]

_KEYWORD = re.compile(
    r'[ \t]*(?:#~[ \t]*)?(\|?)[ \t]*(?:#\|[ \t]*)?(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)[ \t]*"'
)
_GOES_ON = re.compile(r'[ \t]*(?:#~[ \t]*)?(?:#?\|[ \t]*)?"')
_STRING_LINE = re.compile(r'[^"]*"(?:[^"\\]|\\.)*"[ \t\r]*\n?')
_LINES = re.compile(r"[^\n]*\n|[^\n]+\Z")
_BREAKS = re.compile(r"\r\n?|\n")
_LOCATION = re.compile(r"(.*?)(:\d+)?", re.DOTALL)
_RANK = {" ": 0, ".": 1, ":": 2, ",": 3, "=": 3, "!": 3}
"""gettext's order of comment lines, by kind (see ``comment_kind``)."""


def rewrapped_lines(block: EntryBlock, layout: FileLayout, style: FileStyle) -> str:
    """The lines of an entry with its strings wrapped again; comments and blank lines stay as they are."""
    gap, body = gap_and_body(layout.text[block.start : block.end])
    if gap and not gap.endswith("\n"):  # the entry began on the last line of the entry before it
        gap = style.newline
    taken = _taken_apart(body)
    entry = block.entry
    if taken is None:
        return gap + entry_lines(entry, style)
    lines = [line if line.endswith("\n") else line + style.newline for line in taken[0]]
    return gap + "".join(lines) + _strings(entry, style)


def gap_and_body(raw: str) -> tuple[str, str]:
    """Blank lines before an entry, and the entry's own lines."""
    body = raw.lstrip(" \t\r\n\f\v")
    cut = raw.rfind("\n", 0, len(raw) - len(body)) + 1
    return raw[:cut], raw[cut:]


def changed_lines(block: EntryBlock, entry: Entry, raw: str, style: FileStyle) -> str:
    """The lines of an entry that changed since it was read: those of unchanged fields as they are in ``raw``."""
    old = block.entry
    taken = _taken_apart(raw)
    if taken is None:
        return entry_lines(entry, style)
    comments, parts = taken
    prefix = "#~ " if entry.obsolete else ""
    same = old.obsolete == entry.obsolete
    string = _quoter(entry, style)
    lines = _comment_lines(comments, old, entry, style)
    was = (old.previous_context, old.previous_msgid, old.previous_plural)
    now = (entry.previous_context, entry.previous_msgid, entry.previous_plural)
    lines.append(parts["previous"] if same and was == now and "previous" in parts else _previous(entry, style))
    texts = [("msgctxt", old.context, entry.context), ("msgid", old.msgid, entry.msgid)]
    texts.append(("msgid_plural", old.msgid_plural, entry.msgid_plural))
    for name, before, after in texts:
        if after is not None:
            kept = same and before == after and name in parts
            lines.append(parts[name] if kept else string(name, after, prefix))
    for number, text in enumerate(entry.msgstr):
        name = "msgstr" if entry.msgid_plural is None else f"msgstr[{number}]"
        kept = same and number < len(old.msgstr) and old.msgstr[number] == text and name in parts
        lines.append(parts[name] if kept else string(name, text, prefix))
    return "".join(line if not line or line.endswith("\n") else line + style.newline for line in lines)


def _taken_apart(raw: str) -> tuple[list[str], dict[str, str]] | None:
    """Comment lines, and the lines of each string by keyword; None if a line of the entry has more than one comment or string."""
    comments: list[str] = []
    parts: dict[str, list[str]] = {}
    current = ""
    for line in _LINES.findall(raw):
        found = _KEYWORD.match(line)
        stripped = line.lstrip()
        if found is not None and (stripped.startswith(("#|", "#~", "msg"))):
            if _STRING_LINE.fullmatch(line) is None:
                return None
            previous = bool(found[1]) or stripped.startswith("#|")
            current = "previous" if previous else found[2]
            if not previous:
                parts[current] = []
            parts.setdefault(current, []).append(line)
        elif current and _GOES_ON.match(line):
            if _STRING_LINE.fullmatch(line) is None:
                return None
            parts[current].append(line)
        elif stripped.startswith("#"):
            comments.append(line)
        elif stripped or current:
            return None
        else:
            comments.append(line)
    return comments, {name: "".join(lines) for name, lines in parts.items()}


_Line = tuple[str, str]
"""A comment line's kind (see ``comment_kind``; empty for a line that is no comment) and the line itself, with its line end."""


def _comment_lines(raw: list[str], old: Entry, entry: Entry, style: FileStyle) -> list[str]:
    """The comment lines of a changed entry: ``raw``, with new lines in the place of those they replace."""
    lines = [(_kind(line), line) for line in raw]
    for kind, before, after in ((" ", old.comments, entry.comments), (".", old.extracted, entry.extracted)):
        if before != after:
            lines = _edited(lines, kind, before, after, style)
    if old.locations != entry.locations:
        lines = _put(lines, ":", _locations(entry.locations, style))
    if old.flags != entry.flags:
        lines = _flags(lines, entry.flags, style)
    if sum(kind in (",", "!") for kind, _ in lines) > 1 or entry.fuzzy != older_gettext_reads_fuzzy(
        "".join(line for _, line in lines)
    ):
        lines = _on_one_line(lines, entry, style)
    return [line for _, line in lines]


def _kind(line: str) -> str:
    stripped = line.lstrip()
    return comment_kind(stripped) if stripped.startswith("#") else ""


def _edited(
    lines: list[_Line], kind: str, before: tuple[str, ...], after: tuple[str, ...], style: FileStyle
) -> list[_Line]:
    """Comments of one kind: unchanged ones keep their lines, and their places if the order did not change."""
    at = [number for number, (found, _) in enumerate(lines) if found == kind]
    if len(at) != len(before):
        return _put(lines, kind, _comments(kind, after, style))
    kept: list[int] = []
    rest = list(after)
    for number, text in zip(at, before, strict=True):
        if rest and text == rest[0]:
            kept.append(number)
            rest.pop(0)
    new = [(kind, line) for line in _comments(kind, rest, style)]
    removed = set(at) - set(kept)
    last = kept[-1] if kept else (at[0] if at and new else None)
    out: list[_Line] = []
    for number, line in enumerate(lines):
        if number not in removed:
            out.append(line)
        if number == last:
            out += new
    return out if last is not None or not new else _put(out, kind, [line for _, line in new])


def _put(lines: list[_Line], kind: str, new: list[str]) -> list[_Line]:
    """``lines`` with ``new`` in the place of the lines of its kind, or else before the first kind that comes after it."""
    kinds = [found for found, _ in lines]
    if kind in kinds:
        place = kinds.index(kind)
    else:
        place = next((n for n, found in enumerate(kinds) if found and _RANK[found] > _RANK[kind]), len(lines))
    left = [line for line in lines[:place] if line[0] != kind]
    right = [line for line in lines[place:] if line[0] != kind]
    return [*left, *((kind, line) for line in new), *right]


def _flags(lines: list[_Line], flags: tuple[str, ...], style: FileStyle) -> list[_Line]:
    """``lines`` without the flags that were removed, and with new flags in the first flag line."""
    there = [set(flags_in(line.strip())) if kind in (",", "=", "!") else set() for kind, line in lines]
    known: set[str] = set().union(*there)
    new = [flag for flag in flags if flag not in known]
    out: list[_Line] = []
    for (kind, line), found in zip(lines, there, strict=True):
        if kind in (",", "=", "!") and (not found <= set(flags) or (new and kind == ",")):
            kept = [flag for flag in flags_in(line.strip()) if flag in flags]
            if new and kind == ",":
                kept, new = [*(f for f in new if f == "fuzzy"), *kept, *(f for f in new if f != "fuzzy")], []
            if not kept:
                continue
            line = f"#{kind} {', '.join(kept)}{style.newline}"
        out.append((kind, line))
    return _put(out, ",", [f"#, {', '.join(_ordered(new))}{style.newline}"]) if new else out


def _on_one_line(lines: list[_Line], entry: Entry, style: FileStyle) -> list[_Line]:
    """``lines`` with their flags in one ``#,`` line, so that every version of gettext reads the same; ``#=`` lines keep all but ``fuzzy``."""
    flags = [flag for kind, line in lines if kind in (",", "=", "!") for flag in flags_in(line)]
    if entry.fuzzy:  # also where lines that a backslash joins say so together
        flags.append("fuzzy")
    later = {flag for kind, line in lines if kind == "=" for flag in flags_in(line)} - {"fuzzy"}
    lines = _put(lines, ",", [])
    lines = _put(lines, "!", [])
    lines = _flags(lines, tuple(flag for flag in flags if flag in later), style)
    # A line that ends with a backslash would take the flags to itself.
    lines = [(kind, re.sub(r"\\(?=\r?\n?\Z)", r"\\ ", line)) for kind, line in lines]
    own = _ordered(dict.fromkeys(flag for flag in flags if flag not in later))
    return _put(lines, ",", [f"#, {', '.join(own)}{style.newline}"]) if own else lines


def _ordered(flags: Iterable[str]) -> list[str]:
    listed = list(flags)
    return [flag for flag in listed if flag == "fuzzy"] + [flag for flag in listed if flag != "fuzzy"]


def _quoter(entry: Entry, style: FileStyle) -> Callable[[str, str, str], str]:
    """``quoted`` for the strings of this entry: (name, text, prefix) to lines."""
    strings = replace(style.strings, width=None) if "no-wrap" in entry.flags else style.strings
    flags = tuple(flag for flag in entry.flags if flag.endswith("-format")) if entry.flags else ()
    return lambda name, text, prefix: quoted(name, text, strings, prefix, flags)


def entry_lines(entry: Entry, style: FileStyle) -> str:
    """The lines of a whole entry: comments in gettext's order, then the strings."""
    lines = _comments(" ", entry.comments, style)
    lines += _comments(".", entry.extracted, style)
    lines += _locations(entry.locations, style)
    if entry.flags:
        lines.append(f"#, {', '.join(_ordered(entry.flags))}{style.newline}")
    return "".join(lines) + _strings(entry, style)


def _strings(entry: Entry, style: FileStyle) -> str:
    prefix = "#~ " if entry.obsolete else ""
    string = _quoter(entry, style)
    lines = []
    if not (entry.previous_msgid is None and entry.previous_context is None and entry.previous_plural is None):
        lines.append(_previous(entry, style))
    for name, text in (("msgctxt", entry.context), ("msgid", entry.msgid), ("msgid_plural", entry.msgid_plural)):
        if text is not None:
            lines.append(string(name, text, prefix))
    for number, text in enumerate(entry.msgstr):
        name = "msgstr" if entry.msgid_plural is None else f"msgstr[{number}]"
        lines.append(string(name, text, prefix))
    return "".join(lines)


def _previous(entry: Entry, style: FileStyle) -> str:
    prefix = "#~| " if entry.obsolete else "#| "
    texts = (
        ("msgctxt", entry.previous_context),
        ("msgid", entry.previous_msgid),
        ("msgid_plural", entry.previous_plural),
    )
    string = _quoter(entry, style)
    return "".join(string(name, text, prefix) for name, text in texts if text is not None)


def _comments(kind: str, texts: Iterable[str], style: FileStyle) -> list[str]:
    mark = "#" if kind == " " else "#."
    lines = []
    for text in texts:
        for line in _BREAKS.split(text) if "\n" in text or "\r" in text else (text,):
            # gettext joins a line that ends with a backslash to the next one, even in a comment: the next line would be lost.
            end = " " if line.endswith("\\") else ""
            lines.append(f"{mark}{' ' if line else ''}{line}{end}{style.newline}")
    return lines


def _locations(locations: tuple[str, ...], style: FileStyle) -> list[str]:
    """``#:`` lines, filled as gettext does: up to the page width, counted in bytes."""
    names = [_location(name) for name in locations]
    if style.one_location_a_line:
        return [f"#: {name}{style.newline}" for name in names]
    lines: list[str] = []
    column = 0
    for name in names:
        length = len(name.encode("utf-8", "replace")) + 1
        if not lines or (column > 2 and column + length > (style.strings.width or PAGE_WIDTH)):
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
