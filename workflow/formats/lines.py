"""Lines, their ends and soft line breaks in text formats."""

import re
from collections.abc import Iterator

__all__ = ["find_in_lines", "join", "line_end", "line_ends", "search_lines", "words"]

# Characters between which a line break is removed (CSS Text 3 §4.1.3 "segment break", languages without spaces).
_CJK = "\u2e80-\u2fdf\u3000-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
_SPACE = re.compile(r"(?<=\S) (?=\S)")
_IS_CJK = re.compile(f"[{_CJK}]")
_CLOSING = frozenset("、。，．：；？！）］｝〉》」』】〕’”ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ")
_OPENING = frozenset("（［｛〈《「『【〔‘“")


def join(before: str, after: str) -> str:
    """Return the text for a soft line break between two characters: a space, nothing between CJK characters."""
    return "" if _IS_CJK.match(before) and _IS_CJK.match(after) else " "


def line_end(text: str) -> str:
    """Return the line end of a text: LF, CRLF or CR; LF if they differ or there is only one line."""
    if "\r" not in text:
        return "\n"
    return "\r\n" if "\r\n" in text else "\r" if "\n" not in text else "\n"


def line_ends(text: str, start: int, end: int) -> int:
    """Count the line ends (LF, CRLF or CR) between two offsets."""
    found = text.count("\n", start, end)
    if text.find("\r", start, end) >= 0:
        found += text.count("\r", start, end) - text.count("\r\n", start, end)
    return found


def search_lines(pattern: re.Pattern[str], text: str, at: int = 0) -> re.Match[str] | None:
    """Return what ``pattern.search(text, at)`` does, for a pattern that begins with ``^`` and is ``MULTILINE``.

    ``re`` tries such a pattern at every character, which takes ten times as long.
    """
    if at and not text.startswith("\n", at - 1):
        at = text.find("\n", at) + 1
        if not at:
            return None
    while (found := pattern.match(text, at)) is None:
        at = text.find("\n", at) + 1
        if not at:
            return None
    return found


def find_in_lines(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield what ``pattern.finditer(text)`` does, for a pattern as for ``search_lines`` that matches no empty text."""
    found = search_lines(pattern, text)
    while found is not None:
        yield found
        found = search_lines(pattern, text, found.end())


def words(line: str) -> list[tuple[str, str]]:
    """Return the parts of a line between which it may break, each as (part, separator before it)."""
    found: list[tuple[str, str]] = []
    for number, word in enumerate(_SPACE.split(line)):
        gap = " " if number else ""
        piece = ""
        for character in word:
            if piece and not join(piece[-1], character) and character not in _CLOSING and piece[-1] not in _OPENING:
                found.append((piece, gap))
                piece, gap = "", ""
            piece += character
        found.append((piece, gap))
    return found
