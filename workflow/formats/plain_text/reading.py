"""Read a plain text as passages: find which lines belong together, and their kinds.

Blank lines separate *groups*. Inside a group, a new passage begins with a list marker, a row of signs, an underlined heading,
another depth of quoted mail, or a line indented like the first line of the previous paragraph. If the lines of a group are too
long to have been wrapped by hand, each is a paragraph (wire services and CMS exports); so are the lines of a file without
blank lines.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from workflow.formats.base import FormatSettings
from workflow.formats.lines import join
from workflow.inline_tags import find_tags

__all__ = [
    "Passage",
    "PlainTextSettings",
    "Shape",
    "TextLine",
    "columns",
    "has_words",
    "is_rule",
    "passages",
    "shape_of",
    "source_of",
    "starts_anew",
]

_LINE = re.compile(r"[^\r\n]*")
_INDENT = re.compile(r"\s*(?:>\s?)*\s*")
_NEXT = re.compile(r"\r\n|\r|\n")
_MARKER = re.compile(r"(?P<bullet>[-*+•‣◦▪])[ \t]+(?=\S)|(?P<number>\d{1,2})[.)][ \t]+(?=\S)")
_UNDERLINE = re.compile(r"([=\-~*^_#+\"'`:.])\1{2,}")
_SENTENCE_GAP = re.compile(r"(?<=[.!?:…\"'”’)])  (?=\S)")
_LABEL = re.compile(r"(?P<capital>[^\W\d_])[^\s:]*(?: [^\s:]+){0,2}:\s+\S")
_SUBNUMBER = re.compile(r"\d+(?:\.\d+)+\.?\s+(?P<capital>[^\W\d_])")
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}(?!\w)")
_LETTER = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s+\S")
_DASH = re.compile(r"[–—]\s*\S")
_SENTENCE_END = re.compile(r"[.!?:;…。．！？；：][\"'”’»)\]」』]*\Z")
_WORD = re.compile(r"\S+")
# An address longer than a line does not show where lines are wrapped.
_LONG_WORD = re.compile(r"[!-~]{60,}")

_LONGEST_WRAPPED = 100
"""Maximum width, in columns, of a line that was wrapped by hand."""
_SHORTEST_WRAPPED = 40
"""Minimum width, in columns, of wrapped lines; shorter ones are verse, addresses, tables."""
_FULL = 0.75
"""Minimum fraction of the width at which a line continues in the next one. People wrap less exactly than programs."""
_HALF_FULL = 0.5
"""Minimum fraction of the width at which a line continues if the next word did not fit or is in lower case."""
_FEWEST_LINES = 4
"""Minimum number of lines for a file without blank lines to be one wrapped paragraph; all but the last must be full."""


@dataclass(frozen=True, slots=True)
class PlainTextSettings(FormatSettings):
    """``plain_text:`` in ``workflow.yaml``."""

    headings: bool = True
    """Whether titles and subheadings are recognised."""
    wrap: bool = True
    """Whether wrapped paragraphs are joined for translation, and their translations wrapped at the file's width."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line that is not blank: offsets of its first character after the indent, and after its last character."""

    start: int
    end: int
    text: str
    indent: str
    """White space, and the ``>`` of quoted mail."""
    page_break: bool = False
    """Whether a form feed precedes it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The layout of a file."""

    width: int
    """Columns at which its paragraphs are wrapped; 0 if they are not."""
    by_lines: tuple[bool, ...]
    """By group: whether each line is a paragraph."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that belong together: a paragraph, a heading, a list item or a rule."""

    what: str
    """``text``, ``item`` (of a list), ``underlined`` (heading; its last line is the underline) or ``rule``."""
    lines: tuple[TextLine, ...]
    group: int
    marker: str = ""
    """The marker of a list item, with the white space after it."""
    by_line: bool = field(default=False, compare=False)
    """Whether its translation must be one line."""

    @property
    def start(self) -> int:
        """The offset of its first word, after the marker."""
        return self.lines[0].start + len(self.marker)

    @property
    def end(self) -> int:
        """The offset after its last line."""
        return self.lines[-1].end

    @property
    def texts(self) -> tuple[str, ...]:
        """Its lines, without marker and underline."""
        texts = [line.text for line in self.lines]
        texts[0] = texts[0][len(self.marker) :]
        return tuple(texts[:-1] if self.what == "underlined" else texts)


def columns(text: str) -> int:
    """The width of a text in terminal columns: East Asian wide characters take two (UAX #11)."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _lines(text: str) -> Iterator[TextLine | None]:
    """The lines of a text; None for a blank one. Lines end with LF, CRLF or CR."""
    at = 1 if text.startswith("\ufeff") else 0
    while at < len(text):
        found = _LINE.match(text, at)
        assert found is not None
        whole = found[0]
        prefix = _INDENT.match(whole)
        indent = prefix[0] if prefix else ""
        inner = whole[len(indent) :].strip()
        if inner:
            start = at + len(indent)
            yield TextLine(start, start + len(inner), inner, indent.rpartition("\f")[2], "\f" in indent)
        else:
            yield None
        ending = _NEXT.match(text, found.end())
        if ending is None:
            break
        at = ending.end()


def shape_of(text: str) -> Shape:
    """The layout of a file."""
    groups = list(_groups(text))
    by_lines = tuple(len(group) > 1 and any(_too_long(line) for line in group) for group in groups)
    if len(groups) == 1 and len(groups[0]) > 1 and not _is_wrapped_text(groups[0]):
        by_lines = (True,)
    wrapped = [
        columns(line.indent + line.text)
        for group, lines in zip(groups, by_lines, strict=True)
        if not lines
        for line in group[:-1]
    ]
    width = max((length for length in wrapped if length <= _LONGEST_WRAPPED), default=0)
    return Shape(width if width >= _SHORTEST_WRAPPED else 0, by_lines)


def _groups(text: str) -> Iterator[list[TextLine]]:
    group: list[TextLine] = []
    for line in _lines(text):
        if line is None or line.page_break:
            if group:
                yield group
            group = []
        if line is not None:
            group.append(line)
    if group:
        yield group


def _too_long(line: TextLine) -> bool:
    return columns(_LONG_WORD.sub("", line.text)) > _LONGEST_WRAPPED


def _is_wrapped_text(group: Sequence[TextLine]) -> bool:
    """Whether the only group of a file is one wrapped paragraph, or several whose first lines are indented."""
    paragraphs = [one.lines for one in _passages(group, 0, frozenset()) if one.what == "text"]
    margin = min(len(line.indent) for line in group)
    if any(len(lines[0].indent) == margin for lines in paragraphs[1:]):
        return False
    full = [columns(line.indent + line.text) for lines in paragraphs for line in lines[:-1]]
    if not full or len(group) < _FEWEST_LINES:
        return False
    unfinished = sum(1 for lines in paragraphs for line in lines[:-1] if not _SENTENCE_END.search(line.text))
    return (
        _SHORTEST_WRAPPED <= max(full) <= _LONGEST_WRAPPED
        and min(full) >= _FULL * max(full)
        and all(columns(lines[-1].indent + lines[-1].text) <= max(full) for lines in paragraphs)
        and unfinished * 2 > len(full)
    )


def _numbers(groups: Sequence[Sequence[TextLine]]) -> frozenset[int]:
    """The numbers that begin lines and have a neighbour that does: ``3. October`` alone is not a list item."""
    found = (_MARKER.match(line.text) for group in groups for line in group)
    numbers = {int(match["number"]) for match in found if match and match["number"]}
    return frozenset(number for number in numbers if {number - 1, number + 1} & numbers)


def passages(text: str, shape: Shape) -> Iterator[Passage]:
    """Yield the passages of a text with the layout ``shape``."""
    groups = list(_groups(text))
    numbers = _numbers(groups)
    for number, group in enumerate(groups):
        by_lines = number < len(shape.by_lines) and shape.by_lines[number]
        for passage in _passages(group, number, numbers):
            if by_lines and passage.what in ("text", "item"):
                yield replace(passage, lines=passage.lines[:1], by_line=True)
                for line in passage.lines[1:]:
                    yield Passage("text", (line,), number, by_line=True)
            else:
                yield passage


def _passages(group: Sequence[TextLine], number: int, numbers: frozenset[int]) -> Iterator[Passage]:
    """Split a group into passages, as far as this does not depend on the lengths of its lines."""
    run: list[TextLine] = []
    at = 0
    while at < len(group):
        line = group[at]
        underlined = at + 1 < len(group) and not run and _is_underlined(line, group[at + 1])
        if underlined or is_rule(line.text) or (run and _begins(line, run, numbers)):
            if run:
                yield _passage(run, number, numbers)
            run = []
        if underlined:
            yield Passage("underlined", (line, group[at + 1]), number)
            at += 1
        elif is_rule(line.text):
            yield Passage("rule", (line,), number)
        else:
            run.append(line)
        at += 1
    if run:
        yield _passage(run, number, numbers)


def _passage(run: Sequence[TextLine], number: int, numbers: frozenset[int]) -> Passage:
    marker = _marker(run[0].text, numbers)
    return Passage("item" if marker else "text", tuple(run), number, marker)


def _begins(line: TextLine, run: Sequence[TextLine], numbers: frozenset[int]) -> bool:
    """Whether a line begins a passage of its own."""
    if _marker(line.text, numbers) or line.indent.count(">") != run[-1].indent.count(">"):
        return True
    if len(run) < 2 or _marker(run[0].text, numbers):
        return False
    # As the paragraph before it began; or the first paragraph of a story is at the margin.
    usual = line.indent == run[0].indent or run[0].indent == run[1].indent == run[-1].indent
    return usual and len(line.indent) > len(run[-1].indent)


def _marker(text: str, numbers: frozenset[int]) -> str:
    found = _MARKER.match(text)
    return found[0] if found and (found["bullet"] or int(found["number"]) in numbers) else ""


def is_rule(text: str) -> bool:
    """Whether a line is only signs: ``* * *``, ``-----``."""
    return not any(character.isalnum() for character in text)


def _is_underlined(line: TextLine, following: TextLine) -> bool:
    return (
        not is_rule(line.text)
        and _UNDERLINE.fullmatch(following.text) is not None
        and columns(line.text) <= _LONGEST_WRAPPED
    )


def starts_anew(text: str) -> bool:
    """Whether a line with this text could begin a passage, wherever it stands."""
    return is_rule(text) or text.startswith(">") or _MARKER.match(text) is not None


def source_of(texts: Sequence[str], shape: Shape, *, wrap: bool = True) -> str:
    """Join lines into one text: a wrapped line's end is a space (nothing between CJK characters), any other one ``\\n``."""
    # The wider of two lines does not show that the next word did not fit.
    widest = max(columns(text) for text in texts) if len(texts) > 2 else shape.width
    result = texts[0]
    for line, following in pairwise(texts):
        soft = wrap and shape.width > 0 and _is_wrapped(line, following, widest, shape.width)
        soft = soft and not _has_own_line(texts[0], line, following)
        result += (join(result[-1:], following[:1]) if soft else "\n") + following
    return _SENTENCE_GAP.sub(" ", result)


def _has_own_line(first: str, line: str, following: str) -> bool:
    """Whether ``following`` begins a line of minutes, an interview or a list, in a passage that begins with ``first``.

    These are labels after a label (``Present: …``, ``Q: …``), times of day after a time, dashes after a dash, numbers such as ``2.1`` before a capital, and
    ``(a)`` or ``a)`` after punctuation.
    """
    label, number = _LABEL.match(following), _SUBNUMBER.match(following)
    if label and label["capital"].isupper():
        return bool(_LABEL.match(first))
    if number:
        return number["capital"].isupper()
    if _TIME.match(following):
        return bool(_TIME.match(first))
    if _DASH.match(following):
        return following[0] == first[0]
    return bool(_LETTER.match(following) and (line.endswith(",") or _SENTENCE_END.search(line)))


def _is_wrapped(line: str, following: str, widest: int, width: int) -> bool:
    """Whether a line ends only because the next word did not fit."""
    if not _HALF_FULL * width <= columns(line) < _FULL * width:
        return columns(line) >= _FULL * width
    first = _WORD.match(following)
    word = "" if first is None else first[0] if join(following[:1], following[:1]) else following[:1]
    return columns(line) + len(join(line[-1:], word[:1])) + columns(word) > widest or following[:1].islower()


def has_words(text: str, placeholders: tuple[str, ...]) -> bool:
    """Whether a text has words other than addresses, placeholders and names."""
    at = 0
    for tag in find_tags(text, syntax="plain", placeholders=placeholders):
        if any(character.isalpha() for character in text[at : tag.start]):
            return True
        at = tag.end
    return any(character.isalpha() for character in text[at:])
