"""Write a translation in place of a passage: on one line, or wrapped at the width of the file."""

import re
from collections.abc import Sequence

from workflow.formats.lines import join, words
from workflow.formats.plain_text.reading import Passage, Shape, columns, is_rule, starts_anew

__all__ = ["written"]

_BREAK = re.compile(r"(?<!\s)\s*\n\s*")


def written(passage: Passage, target: str, shape: Shape, line_end: str, *, wrap: bool) -> str | None:
    """Return ``target`` as written in place of a passage (not a rule); None if nothing is left of it."""
    lines = [line for line in _BREAK.split(target.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n")) if line]
    if not lines:
        return None
    if passage.by_line or passage.what == "underlined":
        text = " ".join(lines)
        return text if passage.by_line else text + line_end + passage.lines[1].indent + _underline(passage, text)
    first, rest = passage.lines[0], _indent(passage)
    width = shape.width if wrap else 0
    result: list[str] = []
    for line in lines:
        taken = columns(rest if result else first.indent + passage.marker)
        result += _together(_wrapped(line, width - taken, width - columns(rest))) if width else [line]
    return (line_end + rest).join(result)


def _indent(passage: Passage) -> str:
    """The indentation of continuation lines."""
    first = passage.lines[0]
    if len(passage.lines) > 1:
        return passage.lines[1].indent
    return first.indent + " " * len(passage.marker)


def _underline(passage: Passage, text: str) -> str:
    """The underline of a heading: as long as the new text if it was as long as the old one."""
    heading, line = passage.lines[0].text, passage.lines[1].text
    return line[0] * max(columns(text), 3) if columns(heading) == len(line) else line


def _wrapped(line: str, first: int, width: int) -> list[str]:
    """Wrap a line between words: at most ``width`` columns, ``first`` for the first line."""
    result: list[str] = []
    current = ""
    for word, gap in words(line):
        limit = width if result else first
        if current and columns(current) + len(gap) + columns(word) > limit:
            result.append(current)
            current = word
        else:
            current = current + gap + word if current else word
    return [*result, current]


def _together(lines: Sequence[str]) -> list[str]:
    """Join each line that would begin a new passage to the line before it, and each line after a line of signs."""
    result = [lines[0]]
    for line in lines[1:]:
        if starts_anew(line) or is_rule(result[-1]):
            result[-1] += join(result[-1][-1:], line[:1]) + line
        else:
            result.append(line)
    return result
