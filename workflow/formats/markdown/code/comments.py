"""Comments in code, found by pygments' lexers.

Consecutive lines of comments are one unit, as in mdbook-i18n-helpers: a sentence goes on from line to line. A blank comment line, a
list item or a tag such as ``@param`` ends a unit.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from workflow.formats.markdown.code.model import CodeText
from workflow.formats.markdown.code.prose import is_prose, item_marker

if TYPE_CHECKING:
    from pygments.lexer import Lexer

__all__ = ["comments"]

_ALIASES = {"jsonc": "json", "json5": "json", "mjs": "js", "cjs": "js", "mts": "ts", "cts": "ts", "env": "bash"}
"""Names of languages that pygments does not know."""
_CLOSINGS = {
    "/*": "*/",
    "<!--": "-->",
    "{-": "-}",
    "(*": "*)",
    "<#": "#>",
    "{#": "#}",
    "--[[": "]]",
    "<%--": "--%>",
    "{{!--": "--}}",
}
"""Comments that need not end with their line: how they begin and end."""
_OPENING = re.compile(
    r"(?:/\*+!?|<%--+|<!--+|\{\{!--|\{[-#]\|?-?|\(\*+|<#|--\[\[|//[/!]*|\#+!?:?|;+|--+|%+|'+|\"|!+|\.\.|(?i:rem)\b|::?)[ \t]*"
)
_LEADER = re.compile(r"[ \t]*(?:\*+(?!/)[ \t]*|(?://[/!]*|\#+|;+|--+|%+)(?=[ \t]|$)[ \t]*)?")
_ENDED = re.compile(r"[.!?:;…。！？：；][\"'”’)\]»]*\Z")
_FENCE = re.compile(r"`{3,}|~{3,}")
_LONG = 40
"""A line of this many characters may have been broken because it was full."""


class _Line(NamedTuple):
    """A line of a comment."""

    number: int
    """Of the code."""
    start: int
    end: int
    marker: str
    """What stands before the text, from the start of the line on; inside a ``/* … */`` blanks in its place."""
    region: int
    """Where the ``/* … */`` starts that the line is in; -1 for a comment that ends with its line."""
    first: bool
    """Whether the comment starts on this line."""
    whole: bool
    """Whether nothing but the comment stands before its text."""
    item: bool
    """Whether it begins a unit."""


def comments(code: str, language: str, known: Callable[[int], bool]) -> Iterator[CodeText]:
    """Yield the comments in ``code`` that are prose, or start where ``known`` says; none if ``language`` is not known."""
    group: list[_Line] = []
    for line in _lines(code, _regions(code, language), known):
        if group and not _goes_on(group[-1], line):
            yield _text(code, group)
            group = []
        group.append(line)
    if group:
        yield _text(code, group)


def _goes_on(last: _Line, line: _Line) -> bool:
    if line.number != last.number + 1 or line.item or line.region != last.region:
        return False
    if line.region >= 0:  # the first line has another marker than the others
        return last.first or last.item or last.marker == line.marker
    return last.whole and line.whole and (line.marker.startswith if last.item else line.marker.__eq__)(last.marker)


def _text(code: str, group: list[_Line]) -> CodeText:
    texts = [code[line.start : line.end] for line in group]
    kept = tuple(_ends(before, after) for before, after in itertools.pairwise(texts))
    return CodeText(tuple((line.start, line.end) for line in group), kept)


def _ends(before: str, after: str) -> bool:
    """Whether a line ends on purpose, not because it was full."""
    return bool(_ENDED.search(before)) or (len(before) < _LONG and not after[:1].islower())


def _lines(code: str, regions: Iterable[tuple[int, int]], known: Callable[[int], bool]) -> Iterator[_Line]:
    """Yield the lines of comments that have prose. An example between fences, as in documentation comments, has none."""
    number = counted = 0
    fenced = False
    for start, end in regions:
        opening = _OPENING.match(code, start, end)
        if opening is None:
            continue
        closing = next((closing for mark, closing in _CLOSINGS.items() if code.startswith(mark, start)), None)
        if closing is not None and code.endswith(closing, start, end):
            end = start + len(code[start : end - len(closing)].rstrip(f"{closing[0]} \t"))
        fenced = fenced and closing is None
        at = start
        while at < end:
            stop = code.find("\n", at, end)
            stop = end if stop < 0 else stop
            leader = opening if at == start else _LEADER.match(code, at, stop)
            assert leader is not None
            begin = min(leader.end(), stop)
            text = code[begin:stop].rstrip()
            if _FENCE.match(text):
                fenced = not fenced
            elif text and not fenced and (is_prose(text) or known(begin + item_marker(text))):
                offset = item_marker(text)
                line_start = code.rfind("\n", 0, at) + 1
                marker = code[line_start:begin]
                number, counted = number + code.count("\n", counted, at), at
                if is_prose(text[offset:]) or known(begin + offset):
                    yield _Line(
                        number,
                        begin + offset,
                        begin + len(text),
                        marker if closing is None else " " * len(marker),
                        -1 if closing is None else start,
                        at == start,
                        not code[line_start:at].strip(),
                        offset > 0,
                    )
            at = stop + 1


def _regions(code: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the comments; some lexers give a comment in several tokens."""
    start = end = -1
    several = False
    for at, joins, text in _tokens(code, language):
        if several and joins and at == end:
            end = at + len(text)
            continue
        if end > start:
            yield start, end
        start, end = at, at + len(text)
        several = joins and not text.startswith(("//", "#"))
    if end > start:
        yield start, end


def _tokens(code: str, language: str) -> list[tuple[int, bool, str]]:
    """The comments as tokens: where they start, whether they may be parts of a comment, and their text."""
    from pygments.token import Comment, String

    lexer = _lexer(_ALIASES.get(language, language))
    if lexer is None:
        return []
    parts, others = (Comment.Multiline, String.Doc), (Comment.Preproc, Comment.PreprocFile, Comment.Hashbang)
    found: list[tuple[int, bool, str]] = []
    try:
        for at, kind, text in lexer.get_tokens_unprocessed(code):
            if kind in String.Doc:
                if not text.startswith("/") and not (found and found[-1][0] + len(found[-1][2]) == at and found[-1][1]):
                    continue
            elif kind not in Comment or any(kind in other for other in others):
                continue
            found.append((at, any(kind in part for part in parts), text))
    except Exception:  # a lexer is other people's code, and code blocks are not always valid: without comments then
        return []
    return found


@lru_cache(maxsize=64)
def _lexer(language: str) -> "Lexer | None":
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return None
