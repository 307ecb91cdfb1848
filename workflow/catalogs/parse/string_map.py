"""Where each character of an entry's texts is in its PO file: behind escapes, and in lines that were wrapped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workflow.catalogs.parse.lines import decoded_units
from workflow.model import Span

__all__ = ["StringMap", "string_maps"]

_TOKEN = re.compile(
    r"^[ \t]*#[^\n]*"
    r"|(msgctxt|msgid_plural|msgid|msgstr)\b(?:\s*\[[ \t]*(\d+)[ \t]*\])?"
    r'|"((?:[^"\\\n]|\\(?:\r?\n|.))*)"',
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class StringMap:
    """One text of an entry. Offsets are characters of the file's text."""

    keyword: Span
    """Where ``msgstr`` is, with its number."""
    content: Span
    """From the first opening quote to the last closing one, without both."""
    starts: tuple[int, ...]
    """For each character of the text: where what stands for it begins."""
    ends: tuple[int, ...]
    """For each character of the text: where what stands for it ends."""

    def place(self, span: Span) -> Span:
        """Return where a part of the text is. It starts and ends at whole escapes; within it, lines may end and begin again."""
        length = len(self.starts)
        start, end = min(span.start, length), min(span.end, length)
        after = self.ends[-1] if length else self.content.start
        begin = self.starts[start] if start < length else after
        return Span(begin, self.ends[end - 1] if end > start else begin)


def string_maps(text: str, start: int, end: int) -> dict[str, StringMap]:
    """Return the texts of the entry between two offsets of a PO file, by keyword: ``msgid``, ``msgstr[0]``.

    For an entry that ``parse_text`` has read and that is not obsolete. Previous texts (``#|``) are left out.
    """
    found: dict[str, StringMap] = {}
    for name, keyword, pieces in _fields(text, start, end):
        starts: list[int] = []
        ends: list[int] = []
        units = [(unit, at + begin, at + after) for at, raw in pieces for unit, begin, after in decoded_units(raw)]
        for begin, after in _characters(units):
            starts.append(begin)
            ends.append(after)
        content = Span(pieces[0][0], pieces[-1][0] + len(pieces[-1][1])) if pieces else Span(keyword.end, keyword.end)
        found[name] = StringMap(keyword, content, tuple(starts), tuple(ends))
    return found


def _fields(text: str, start: int, end: int) -> Iterator[tuple[str, Span, list[tuple[int, str]]]]:
    """Name, keyword and strings of each text."""
    name, keyword = "", Span(start, start)
    pieces: list[tuple[int, str]] = []
    for token in _TOKEN.finditer(text, start, end):
        if token[1]:
            if name:
                yield name, keyword, pieces
            number = token[2]
            name = token[1] if number is None else f"{token[1]}[{int(number[-9:])}]"
            keyword, pieces = Span(token.start(), token.end()), []
        elif token[3] is not None:
            pieces.append((token.start(3), token[3]))
    if name:
        yield name, keyword, pieces


def _characters(units: list[tuple[str, int, int]]) -> Iterator[tuple[int, int]]:
    """Start and end of each character. Escaped bytes that make one character together are joined."""
    at = 0
    while at < len(units):
        run = at
        while run < len(units) and _is_byte(*units[run]):
            run += 1
        if run == at:
            yield units[at][1:]
            at += 1
            continue
        for character in bytes(ord(unit) - 0xDC00 for unit, _, _ in units[at:run]).decode("utf-8", "replace"):
            last = min(at + len(character.encode("utf-8")), run) - 1
            yield units[at][1], units[last][2]
            at = min(last + 1, run - 1)
        at = run


def _is_byte(unit: str, start: int, end: int) -> bool:
    """Whether a unit is an escaped byte above 0x7F."""
    return end - start > 1 and unit >= "\udc80"
