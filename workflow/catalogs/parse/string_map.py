"""Where each character of an entry's texts is in its PO file: behind escapes, and in lines that were wrapped."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from workflow.catalogs.parse.lines import decoded_runs
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
    length: int
    """Number of characters of the text."""
    _offsets: tuple[int, ...]
    """Where each run begins in the text."""
    _runs: tuple[tuple[int, int], ...]
    """Where each run begins and ends in the file: characters that stand as they are, or one escape."""

    def place(self, span: Span) -> Span:
        """Return where a part of the text is. It starts and ends at whole escapes; within it, lines may end and begin again."""
        start, end = min(span.start, self.length), min(span.end, self.length)
        after = self._runs[-1][1] if self._runs else self.content.start
        begin = self._character(start)[0] if start < self.length else after
        return Span(begin, self._character(end - 1)[1] if end > start else begin)

    def _character(self, at: int) -> tuple[int, int]:
        """Start and end of what stands for a character."""
        number = bisect_right(self._offsets, at) - 1
        start, end = self._runs[number]
        first = self._offsets[number]
        next_one = self._offsets[number + 1] if number + 1 < len(self._offsets) else self.length
        if end - start != next_one - first:
            return start, end
        return start + at - first, start + at - first + 1


def string_maps(text: str, start: int, end: int) -> dict[str, StringMap]:
    """Return the texts of the entry between two offsets of a PO file, by keyword: ``msgid``, ``msgstr[0]``.

    For an entry that ``parse_text`` has read and that is not obsolete. Previous texts (``#|``) are left out.
    """
    found: dict[str, StringMap] = {}
    for name, keyword, pieces in _fields(text, start, end):
        offsets: list[int] = []
        runs: list[tuple[int, int]] = []
        length = 0
        parts = [(part, at + begin, at + after) for at, raw in pieces for part, begin, after in decoded_runs(raw)]
        for count, begin, after in _joined(parts):
            offsets.append(length)
            runs.append((begin, after))
            length += count
        content = Span(pieces[0][0], pieces[-1][0] + len(pieces[-1][1])) if pieces else Span(keyword.end, keyword.end)
        found[name] = StringMap(keyword, content, length, tuple(offsets), tuple(runs))
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


def _joined(parts: list[tuple[str, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Number of characters, start and end of each run. Escaped bytes that make one character together are one run."""
    at = 0
    while at < len(parts):
        last = at
        while last < len(parts) and _is_byte(*parts[last]):
            last += 1
        if last == at:
            part, start, end = parts[at]
            yield len(part), start, end
            at += 1
            continue
        for character in bytes(ord(part) - 0xDC00 for part, _, _ in parts[at:last]).decode("utf-8", "replace"):
            final = min(at + len(character.encode("utf-8")), last) - 1
            yield 1, parts[at][1], parts[final][2]
            at = min(final + 1, last - 1)
        at = last


def _is_byte(part: str, start: int, end: int) -> bool:
    """Whether a part is an escaped byte above 0x7F."""
    return len(part) == 1 and end - start > 1 and part >= "\udc80"
