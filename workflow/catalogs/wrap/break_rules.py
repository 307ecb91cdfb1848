"""Where a line may break: the rules of libunistring 1.0, which gettext 0.21 calls (Unicode Standard Annex #14, Unicode 14).

A text is first turned into letters, one for each character's line breaking class; the rules are pairs of letters. This is the
inner loop of writing a catalog, and look-up is fastest in strings.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache

from workflow.catalogs.wrap.character_table import KINDS, RUNS
from workflow.catalogs.wrap.unicode16 import breaks16

__all__ = ["ESCAPES", "character_class", "letters_of", "may_break", "unicode16_rules"]

ESCAPES = {
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
"""The escape sequences of characters that must not be between quotes in a PO file."""

_ORDER = [
    "BA",
    "EX",
    "QU",
    "AL",
    "PR",
    "PO",
    "OP",
    "CP",
    "IS",
    "HY",
    "SY",
    "NU",
    "CL",
    "GL",
    "BB",
    "HL",
    "JL",
    "JV",
    "JT",
    "NS",
    "B2",
    "IN",
    "WJ",
    "ID",
    "OPW",
    "EB",
    "H2",
    "H3",
    "RI",
    "EM",
]
"""The columns of ``_PAIRS``."""

_PAIRS = {
    "BA": "IPIDDDDPPIPDPDDDDDDIDIPDDDDDDD",
    "EX": "IPIDDDDPPIPDPIDDDDDIDIPDDDDDDD",
    "QU": "IPIIIIPPPIPIPIIIIIIIIIPIPIIIII",
    "AL": "IPIIIIIPPIPIPIDIDDDIDIPDDDDDDD",
    "PR": "IPIIDDIPPIPIPIDIIIIIDIPIIIIIDI",
    "PO": "IPIIDDIPPIPIPIDIDDDIDIPDIDDDDD",
    "OP": "PPPPPPPPPPPPPPPPPPPPPPPPPPPPPP",
    "CP": "IPIIIIDPPIPIPIDIDDDIDIPDDDDDDD",
    "IS": "IPIDDDDPPIPIPIDDDDDIDIPDDDDDDD",
    "HY": "IPIDDDDPPIPIPDDDDDDIDIPDDDDDDD",
    "SY": "IPIDDDDPPIPIPIDIDDDIDIPDDDDDDD",
    "NU": "IPIIIIIPPIPIPIDIDDDIDIPDDDDDDD",
    "CL": "IPIDIIDPPIPDPIDDDDDPDIPDDDDDDD",
    "GL": "IPIIIIIPPIPIPIIIIIIIIIPIIIIIII",
    "BB": "IPIIIIIPPIPIPIIIIIIIIIPIIIIIII",
    "HL": "IPIIIIIPPIPIPIDIDDDIDIPDDDDDDD",
    "JL": "IPIDDIDPPIPDPIDDIIDIDIPDDDIIDD",
    "JV": "IPIDDIDPPIPDPIDDDIIIDIPDDDDDDD",
    "JT": "IPIDDIDPPIPDPIDDDDIIDIPDDDDDDD",
    "NS": "IPIDDDDPPIPDPIDDDDDIDIPDDDDDDD",
    "B2": "IPIDDDDPPIPDPIDDDDDIPIPDDDDDDD",
    "IN": "IPIDDDDPPIPDPIDDDDDIDIPDDDDDDD",
    "WJ": "IPIIIIIPPIPIPIIIIIIIIIPIIIIIII",
    "ID": "IPIDDIDPPIPDPIDDDDDIDIPDDDDDDD",
    "OPW": "PPPPPPPPPPPPPPPPPPPPPPPPPPPPPP",
    "EB": "IPIDDIDPPIPDPIDDDDDIDIPDDDDDDI",
    "H2": "IPIDDIDPPIPDPIDDDIIIDIPDDDDDDD",
    "H3": "IPIDDIDPPIPDPIDDDDIIDIPDDDDDDD",
    "RI": "IPIDDDDPPIPDPIDDDDDIDIPDDDDDID",
    "EM": "IPIDDIDPPIPDPIDDDDDIDIPDDDDDDD",
}
"""libunistring's table (lbrktables.c) of pairs of classes: P no break, I a break after spaces only, D a break."""

_LETTER = {name: chr(65 + number) for number, name in enumerate(_ORDER)}
_SPACE, _ZERO, _MARK, _JOINER, _BACKSLASH = "s", "z", "m", "j", "p"
_LETTER |= {"SP": _SPACE, "ZW": _ZERO, "CM": _MARK, "ZWJ": _JOINER, "BK": _ZERO}
_CLASSES = {letter: name for name, letter in _LETTER.items() if name != "BK"} | {_BACKSLASH: "PR"}
_MARKS = _MARK + _JOINER
_REGIONAL, _WORD = _LETTER["RI"], _LETTER["AL"]
_HEBREW, _HYPHENS = _LETTER["HL"], {_LETTER["HY"], _LETTER["BA"]}


def _pairs(rules: str) -> set[str]:
    """The pairs of letters between which one of ``rules`` holds."""
    found = {
        _LETTER[left] + _LETTER[right]
        for left, row in _PAIRS.items()
        for right, rule in zip(_ORDER, row, strict=True)
        if rule in rules
    }
    # The backslash of an escape sequence is of class PR before it, and never breaks from the character after it.
    return found | {pair[0] + _BACKSLASH for pair in found if pair[1] == _LETTER["PR"]}


_DIRECT = _pairs("D")
_SPACED = _pairs("DI")

_ALONE = re.compile(f"(?<![^{_SPACE}{_ZERO}]){_MARK}")
"""A combining mark without a base character, which Unicode 16 treats as a letter (LB10)."""


def may_break(letters: str, at: int) -> bool:
    """Whether a line may break before character ``at`` (not the first) of a text, given as ``letters_of`` it."""
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
            left = _WORD  # marks without a base character
    if before == at - 1:  # these two rules hold between neighbours only, without marks between them
        if left == _REGIONAL and right == _REGIONAL:
            return (at - len(letters[:at].rstrip(_REGIONAL))) % 2 == 0
        if left in _HYPHENS and before > 0 and letters[before - 1] == _HEBREW:
            return False
    elif left == _REGIONAL and right == _REGIONAL and not spaced:
        return True
    pair = left + right
    return pair in _DIRECT or (spaced and pair in _SPACED)


def unicode16_rules(letters: str, body: str) -> Callable[[str, int], bool]:
    """``may_break`` by the rules of Unicode 16, for one text.

    ``letters`` is ``letters_of`` the text, ``body`` the text itself, escaped.
    """
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
        usual = may_break(letters, at)
        if letters[before] in (_ZERO, _SPACE, _BACKSLASH, *_MARKS) or (right in _MARKS and not spaced):
            return usual
        if letters[at - 1] == _JOINER:
            return usual
        return breaks16(classes, body, at, before, usual)

    return breaks


class _Letters(dict[int, str]):
    """A table for ``str.translate``: a character's letter, or the letters of its escape sequence."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in ESCAPES:
            value = _BACKSLASH + "".join(_LETTER[character_class(part)[0]] for part in ESCAPES[char][1:])
        else:
            value = _LETTER[character_class(char)[0]]
        self[code] = value
        return value


_letters = _Letters()


def letters_of(text: str) -> str:
    """The line breaking classes of a text, escaped: a letter for each character."""
    return text.translate(_letters)


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
def character_class(char: str) -> tuple[str, int]:
    """A character's line breaking class (UAX #14) and its width in columns."""
    code = ord(char)
    if 0xAC00 <= code <= 0xD7A3 and (code - 0xAC00) % 28 == 0:
        return "H2", 2
    starts, kinds = _table()
    return kinds[bisect_right(starts, code) - 1]
