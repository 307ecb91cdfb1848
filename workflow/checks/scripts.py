"""Scripts: the letters of each, and the words of a text that are in another than its own."""

import re
import unicodedata
from functools import cache

__all__ = ["SCRIPTS", "foreign_words", "is_plain_latin", "of_script"]

SCRIPTS = {
    "Latn": ("LATIN",),
    "Cyrl": ("CYRILLIC",),
    "Arab": ("ARABIC",),
    "Hebr": ("HEBREW",),
    "Grek": ("GREEK",),
    "Deva": ("DEVANAGARI",),
    "Beng": ("BENGALI",),
    "Thai": ("THAI",),
    "Jpan": ("HIRAGANA", "KATAKANA", "CJK", "KATAKANA-HIRAGANA"),
    "Hans": ("CJK",),
    "Hant": ("CJK",),
    "Kore": ("HANGUL", "CJK"),
    "Geor": ("GEORGIAN",),
    "Armn": ("ARMENIAN",),
}
"""For each script (ISO 15924), what the Unicode names of its letters begin with."""

_NO_SCRIPT = (
    "MODIFIER",
    "FULLWIDTH",
    "HALFWIDTH",
    "MATHEMATICAL",
    "DOUBLE-STRUCK",
    "SCRIPT",
    "BLACK-LETTER",
    "CIRCLED",
    "PARENTHESIZED",
)
"""What the names of letters that are signs of any script begin with."""
_BEYOND_LATIN = re.compile("[^\x00-\xa9\xab-\xb4\xb6-\xb9\xbb-\u024f\u2000-\u206f]")
"""What may be a letter that is not of the Latin script, as ``µ`` is."""
_LETTER = re.compile(" (?:LETTER|SYLLABLE|CHARACTER|IDEOGRAPH|VOWEL|CONSONANT|LIGATURE)")
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u0670\u06d6-\u06ed\u0711-\u074a\u07a6-\u07b0\u0900-\u109f\u135d-\u135f\u1712-\u1734\u1780-\u17d3"
_WORDS = re.compile(rf"[^\x00-\u036f\W\d_](?:[^\W\d_]|[{_MARKS}])*|[^\W\d_]+")


@cache
def of_script(letter: str, names: tuple[str, ...]) -> bool:
    """Whether the Unicode name of a letter begins with one of ``names``."""
    return unicodedata.name(letter, "").startswith(names)


def is_plain_latin(text: str) -> bool:
    """Whether every letter of a text is one of the Latin letters that most languages have. Quick; other Latin texts may be refused."""
    return text.isascii() or _BEYOND_LATIN.search(text) is None


@cache
def _has_script(letter: str) -> bool:
    """Whether a character is a letter of one script, by its Unicode name: ``LAO LETTER KO``."""
    name = unicodedata.name(letter, "")
    return _LETTER.search(name) is not None and not name.startswith(_NO_SCRIPT)


def foreign_words(text: str, script: str) -> list[tuple[int, int]]:
    """Return the spans of the words of ``text`` in scripts other than ``script``; words beside each other are one.

    None for a script that is not in ``SCRIPTS``.
    """
    own = SCRIPTS.get(script)
    if own is None or text.isascii():
        return []
    found: list[tuple[int, int]] = []
    for match in _WORDS.finditer(text):
        first = match.group()[0]
        if first.isascii() or of_script(first, own) or not _has_script(first):
            continue
        if found and not text[found[-1][1] : match.start()].strip():
            found[-1] = (found[-1][0], match.end())
        else:
            found.append(match.span())
    return found
