"""Quoting and wrapping as gettext does it, so that msgcat leaves alone what was written here; or as the writer of a file did.

gettext (write-po.c, function ``wrap``) takes a text apart after each line feed, escapes each portion, and has libunistring
break it (Unicode Standard Annex #14) so that a line with its quotes fits the page width; where there is more than one line,
the first stays empty.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection
from enum import Enum
from functools import cache, lru_cache
from itertools import accumulate

from workflow.catalogs.wrap import pypo
from workflow.catalogs.wrap.format_directives import inside
from workflow.catalogs.wrap.linebreaks import KINDS, ORDER, PAIRS, RUNS
from workflow.catalogs.wrap.linebreaks16 import breaks16

__all__ = ["PAGE_WIDTH", "Rules", "escape", "quoted"]


class Rules(Enum):
    """By whose rules lines are broken."""

    __hash__ = object.__hash__  # Enum's own is written in Python, and is asked for every string

    GETTEXT = "gettext"
    """gettext to 0.22, and Poedit, which has gettext do it."""
    GETTEXT_16 = "gettext by Unicode 16"
    """gettext 0.23 and later."""
    PYPO = "pypo"
    """translate-toolkit 3.8 and its like: pot2po, older Weblate. Its pages are two columns narrower: quotes don't count."""


PAGE_WIDTH = 79
"""gettext's default: no line is longer, the closing quote included, unless one word is."""

_ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\t": "\\t",
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\v": "\\v",
    "\r": "\\r",
    "\0": "\\000",
}
_NO_DIRECTIVE: frozenset[int] = frozenset()
_TO_ESCAPE = re.compile(r'[\\"\n\t\a\b\f\v\r\0]')
_PORTIONS = re.compile(r"[^\n]*\n|[^\n]+\Z")
# Characters of one column: Latin, Greek and Cyrillic letters, general punctuation.
_NARROW = re.compile("[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u202f-\u205e]*\\Z")
_SEGMENTS = re.compile("[^\x85\u2028\u2029]*[\x85\u2028\u2029]|[^\x85\u2028\u2029]+\\Z")

# A text's characters as letters, one for each line breaking class, and below them the rules as pairs of letters.
_LETTER = {name: chr(65 + number) for number, name in enumerate(ORDER)}
_SPACE, _ZERO, _MARK, _JOINER, _BACKSLASH = "s", "z", "m", "j", "p"
_LETTER |= {"SP": _SPACE, "ZW": _ZERO, "CM": _MARK, "ZWJ": _JOINER, "BK": _ZERO}
_CLASSES = {letter: name for name, letter in _LETTER.items() if name != "BK"} | {_BACKSLASH: "PR"}
_MARKS = _MARK + _JOINER
_REGIONAL, _WORD = _LETTER["RI"], _LETTER["AL"]
_HEBREW, _HYPHENS = _LETTER["HL"], {_LETTER["HY"], _LETTER["BA"]}
_DIRECT = {
    _LETTER[a] + _LETTER[b] for a, row in PAIRS.items() for b, rule in zip(ORDER, row, strict=True) if rule == "D"
}
_SPACED = {
    _LETTER[a] + _LETTER[b] for a, row in PAIRS.items() for b, rule in zip(ORDER, row, strict=True) if rule != "P"
}
# The backslash of an escape sequence is of class PR before it, and never lets go of the character after it.
_DIRECT |= {pair[0] + _BACKSLASH for pair in _DIRECT if pair[1] == _LETTER["PR"]}
_SPACED |= {pair[0] + _BACKSLASH for pair in _SPACED if pair[1] == _LETTER["PR"]}


_ALONE = re.compile(f"(?<![^{_SPACE}{_ZERO}]){_MARK}")
"""A mark with nothing to stand on, which Unicode 16 takes for a letter."""


def escape(text: str) -> str:
    """The text as it stands between quotes."""
    return _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], text)


@lru_cache(maxsize=16384)  # the same msgid stands in the catalogs of every language
def quoted(
    name: str,
    text: str,
    *,
    prefix: str = "",
    width: int | None = PAGE_WIDTH,
    newline: str = "\n",
    rules: Rules = Rules.GETTEXT,
    flags: tuple[str, ...] = (),
) -> str:
    """The lines of a keyword and its string, each with its line end.

    ``name`` is ``msgid``, ``msgstr[0]`` …; ``prefix`` stands before each line (``#| ``, ``#~ ``). ``width`` is the page width;
    None breaks after line feeds only (pypo: not at all). ``flags`` are those of the entry that tell of format directives.
    """
    if not text:
        return f'{prefix}{name} ""{newline}'
    if rules is Rules.PYPO:
        first, *others = pypo.lines_of(escape(text), None if width is None else width - 2)
        return f'{prefix}{name} "{first}"{newline}' + "".join(f'{prefix}"{line}"{newline}' for line in others)
    portions = _PORTIONS.findall(text)
    room = None if width is None else max(width - 2 - len(prefix), 0)
    start = len(name) + 1
    whole = inside(text, flags) if flags and ("%" in text or "{" in text) else _NO_DIRECTIVE
    if len(portions) <= 1:
        lines = _lines(text, start, room, rules, whole)
        if len(lines) <= 1 and (room is None or not text or start <= room):
            return f'{prefix}{name} "{escape(text)}"{newline}'
    out = [f'{prefix}{name} ""{newline}']
    at = 0
    for portion in portions:
        kept = frozenset(one - at for one in whole) if whole else whole
        out += [f'{prefix}"{line}"{newline}' for line in _lines(portion, 0, room, rules, kept)]
        at += len(portion)
    return "".join(out)


def _lines(portion: str, start: int, room: int | None, rules: Rules, kept: Collection[int]) -> list[str]:
    """One portion, escaped, in lines of at most ``room`` columns; the first one begins in column ``start``."""
    body = escape(portion)
    if room is None or start + 2 * len(body) <= room or (start + len(body) <= room and _NARROW.match(body)):
        return [body]
    lines = [""]
    at = 0
    # After a line separator inside the text libunistring begins to count anew, on the same line.
    for segment in _SEGMENTS.findall(portion):
        here = {len(escape(segment[: one - at])) for one in kept if at < one < at + len(segment)} if kept else kept
        first, *others = _filled(segment, start, room, rules, here)
        lines[-1] += first
        lines += others
        start = 0
        at += len(segment)
    return lines


def _filled(segment: str, start: int, room: int, rules: Rules, kept: Collection[int]) -> list[str]:
    """libunistring's ``width_linebreaks``: as much on each line as fits, no matter how long a piece is that cannot be broken.

    Before the characters in ``kept`` no line breaks.
    """
    body = escape(segment)
    letters = segment.translate(_letters)
    breaks = _breaks if rules is Rules.GETTEXT else _newer(letters, body)
    last = {len(body) - 2, *kept} if segment.endswith("\n") else kept  # no line begins with the closing \n
    columns = None if _NARROW.match(body) else list(accumulate((_class(char)[1] for char in body), initial=0))
    lines = []
    begin = 0
    offset = start
    while True:
        fits = room - offset
        limit = begin + fits if columns is None else bisect_right(columns, columns[begin] + fits) - 1
        if limit >= len(body):
            break
        at = limit
        while at > begin and (at in last or not breaks(letters, at)):
            at -= 1
        if at <= begin:
            at = max(limit, begin) + 1
            while at < len(body) and (at in last or not breaks(letters, at)):
                at += 1
            if at >= len(body):
                break
        lines.append(body[begin:at])
        begin, offset = at, 0
    lines.append(body[begin:])
    return lines


def _newer(letters: str, body: str) -> Callable[[str, int], bool]:
    """Like ``_breaks``, by the rules of Unicode 16."""
    letters = _ALONE.sub(_WORD, letters)
    classes = tuple(_CLASSES[letter] for letter in letters)

    def breaks(_: str, at: int) -> bool:
        right = letters[at]
        before = at - 1
        if right in (_SPACE, _ZERO) or letters[before] == _BACKSLASH:
            return False
        spaced = letters[before] == _SPACE
        while before > 0 and letters[before] == _SPACE:
            before -= 1
        while before > 0 and letters[before] in _MARKS:
            before -= 1
        usual = _breaks(letters, at)
        if letters[before] in (_ZERO, _SPACE, _BACKSLASH, *_MARKS) or (right in _MARKS and not spaced):
            return usual
        if letters[at - 1] == _JOINER:
            return usual
        return breaks16(classes, body, at, before, usual)

    return breaks


def _breaks(letters: str, at: int) -> bool:
    """Whether a line may break before the character ``at`` (not the first)."""
    right = letters[at]
    before = at - 1
    left = letters[before]
    if right in (_SPACE, _ZERO) or left == _BACKSLASH:
        return False
    spaced = left == _SPACE
    while left == _SPACE:
        if before == 0:
            return False
        before -= 1
        left = letters[before]
    if right in _MARKS:
        return spaced or left == _ZERO
    if left == _ZERO:
        return True
    if left == _JOINER and not spaced:
        return False
    if left in _MARKS:
        while left in _MARKS and before > 0:
            before -= 1
            left = letters[before]
        if left in _MARKS or left in (_SPACE, _ZERO):
            left = _WORD  # marks that have nothing to stand on
    if before == at - 1:  # these two rules know neighbours only, no marks between
        if left == _REGIONAL and right == _REGIONAL:
            return (at - len(letters[:at].rstrip(_REGIONAL))) % 2 == 0
        if left in _HYPHENS and before > 0 and letters[before - 1] == _HEBREW:
            return False
    elif left == _REGIONAL and right == _REGIONAL and not spaced:
        return True
    pair = left + right
    return pair in _DIRECT or (spaced and pair in _SPACED)


class _Letters(dict[int, str]):
    """For ``str.translate``: each character's letter, an escape sequence's letters for a character that is escaped."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _ESCAPES:
            value = _BACKSLASH + "".join(_LETTER[_class(part)[0]] for part in _ESCAPES[char][1:])
        else:
            value = _LETTER[_class(char)[0]]
        self[code] = value
        return value


_letters = _Letters()


@cache
def _table() -> tuple[list[int], list[tuple[str, int]]]:
    starts: list[int] = []
    kinds: list[tuple[str, int]] = []
    at = 0
    for count, letter in re.findall(r"(\d*)(\D)", RUNS):
        starts.append(at)
        kinds.append(KINDS[letter])
        at += int(count or 1)
    return starts, kinds


@cache
def _class(char: str) -> tuple[str, int]:
    """A character's line breaking class, and how many columns it takes."""
    code = ord(char)
    if 0xAC00 <= code <= 0xD7A3 and (code - 0xAC00) % 28 == 0:
        return "H2", 2
    starts, kinds = _table()
    return kinds[bisect_right(starts, code) - 1]
