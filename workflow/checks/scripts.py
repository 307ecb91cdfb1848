"""Scripts: the letters of each, and the words of a text that are in another than its own."""

import re
import unicodedata
from functools import cache

__all__ = ["SCRIPTS", "foreign_words", "of_script"]

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

_LETTERS = tuple({name for names in SCRIPTS.values() for name in names})
_WORDS = re.compile(r"[^\x00-\u036f\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0900-\u0dff])*|[^\W\d_]+")


@cache
def of_script(letter: str, names: tuple[str, ...]) -> bool:
    """Whether the Unicode name of a letter begins with one of ``names``."""
    return unicodedata.name(letter, "").startswith(names)


def foreign_words(text: str, script: str) -> list[tuple[int, int]]:
    """Return the spans of the words of ``text`` in scripts of ``SCRIPTS`` other than ``script``; words beside each other are one.

    None in a script that is not in ``SCRIPTS``.
    """
    own = SCRIPTS.get(script)
    if own is None or text.isascii():
        return []
    found: list[tuple[int, int]] = []
    for match in _WORDS.finditer(text):
        first = match.group()[0]
        if first.isascii() or of_script(first, own) or not of_script(first, _LETTERS):
            continue
        if found and not text[found[-1][1] : match.start()].strip():
            found[-1] = (found[-1][0], match.end())
        else:
            found.append(match.span())
    return found
