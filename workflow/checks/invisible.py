"""Characters that a reader cannot see, and that the source does not have."""

import re
import unicodedata
from functools import cache

from workflow.checks.language_pair import LanguagePair

__all__ = ["DRAWN_AS_NOTHING", "TURNING", "hidden", "is_balanced"]

_JOINERS = "\u200c\u200d"
"""Zero width non-joiner and joiner: part of the spelling in Arabic and Indic scripts, between letters of these scripts."""
_JOINED = ("ARABIC", "SYRIAC", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA")  # fmt: skip
_DIRECTIONS = "\u200e\u200f\u061c"
"""Marks of direction: needed beside numbers and Latin words in scripts that are written from right to left."""
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates, and what closes them: they turn the text around them (Unicode Standard Annex 9)."""
_OPENING, _ISOLATING = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068"
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_FROM_THE_RIGHT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"})
_BREAKS = frozenset({"Khmr", "Mymr", "Laoo", "Thai"})
"""Scripts without spaces, in which U+200B says where a line may break."""
DRAWN_AS_NOTHING = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u3164\uffa0\ufffc\ufffd"
)
"""Characters of other categories that are drawn as nothing, or stand for something that was lost."""


def is_balanced(text: str) -> bool:
    """Whether each embedding, override and isolate is closed in its order, in its paragraph (Unicode Standard Annex 9)."""
    for paragraph in text.split("\n"):
        stack: list[str] = []
        for sign in TURNING.findall(paragraph):
            if sign in _OPENING:
                stack.append(_POP)
            elif sign in _ISOLATING:
                stack.append(_POP_ISOLATE)
            elif not stack or stack.pop() != sign:
                return False
        if stack:
            return False
    return True


def hidden(source: str, target: str, pair: LanguagePair) -> str | None:
    """Control, format, private and unassigned characters that the source does not have, or that it has less often.

    ZWNJ and ZWJ, marks of direction and U+200B pass where the target's script needs them. The categories are those of the Unicode standard,
    which calls characters that may be left out of a display *default ignorable*.
    """
    if target.isascii() and target.isprintable():
        return None
    if _SEEN.issuperset(target):
        return None
    _SEEN.update(char for char in target if not _is_hidden(char))
    for char in sorted({char for char in target if _is_hidden(char)}):
        if target.count(char) > source.count(char) and not _needed(char, target, pair):
            name = unicodedata.name(char, "")
            return f"contains U+{ord(char):04X}{f' ({name.lower()})' if name else ''}"
    return None


_SEEN: set[str] = set()
"""Characters of the texts so far that are not hidden, so that most texts are passed at once."""


@cache
def _is_hidden(char: str) -> bool:
    if char in "\n\t":
        return False
    # Cc, Cf, Cn, Co, Cs: control, format, unassigned, private, surrogate; Zl, Zp: separators of lines and paragraphs.
    kind = unicodedata.category(char)
    return kind[0] == "C" or kind in ("Zl", "Zp") or char in DRAWN_AS_NOTHING or _is_variation_selector(char)


def _is_variation_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _needed(char: str, target: str, pair: LanguagePair) -> bool:
    """Whether each such character of the target is part of how its script is written."""
    if char in _JOINERS:
        parts = target.split(char)
        return all(unicodedata.name(part[-1:] or " ").startswith(_JOINED) for part in parts[:-1])
    if char in _DIRECTIONS:
        return pair.target_script in _FROM_THE_RIGHT and any(sign.isdigit() or _is_latin(sign) for sign in target)
    return char == "\u200b" and pair.target_script in _BREAKS


def _is_latin(char: str) -> bool:
    return char.isalpha() and unicodedata.name(char, "").startswith("LATIN")
