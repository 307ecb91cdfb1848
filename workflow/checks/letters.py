"""Letters that a translation into a language does not have: words of two scripts, words of a third script, capitals only."""

import re
import unicodedata
from functools import cache

from workflow.checks.language_pair import LanguagePair
from workflow.checks.scripts import SCRIPTS, is_plain_latin

__all__ = ["letters"]

_WORD = re.compile(r"[^\W\d_]+")
_ALIKE = ("LATIN", "CYRILLIC", "GREEK")
"""Scripts with letters that look the same."""
_SIGNS = "µªº"
_SHORTEST = 3
_SPACED = frozenset({"Latn", "Cyrl", "Grek", "Arab", "Hebr", "Armn", "Geor", "Deva", "Beng"})
_MANY = 6
"""Words that no language writes as one."""


def letters(source: str, target: str, pair: LanguagePair) -> str | None:
    """Words with letters of two scripts, words in a third script, a text in capitals alone, without spaces, or of single letters."""
    return _mixed(source, target, pair) or _capitals(source, target) or _spaces(source, target, pair)


def _mixed(source: str, target: str, pair: LanguagePair) -> str | None:
    """Letters of another script that look like those of the target's, or a word in a script of neither language."""
    own = SCRIPTS.get(pair.target_script)
    if own is None or target.isascii() or ("LATIN" in own and is_plain_latin(target)):
        return None
    known = (*own, *SCRIPTS.get(pair.source_script, ()), "LATIN")
    for word in _WORD.findall(target):
        if word.isascii() or word in source:
            continue
        scripts = {_script(letter) for letter in word}
        if len(scripts.intersection(_ALIKE)) > 1 and not _has_latin_stem(word, source):
            return f"“{word}” has letters of two scripts"
        if len(word) >= _SHORTEST and not any(script.startswith(known) for script in scripts if script):
            return f"“{word}” is in another script"
    return None


def _has_latin_stem(word: str, source: str) -> bool:
    """Whether the Latin letters of a word are a word of the source: ``PDFи``."""
    stem = "".join(letter for letter in word if letter.isascii())
    return len(stem) > 1 and stem in source


def _capitals(source: str, target: str) -> str | None:
    if target != target.upper() or sum(letter.isupper() for letter in target) < 8:
        return None
    small = sum(len(word) > 1 and word.islower() for word in _WORD.findall(source))
    if small < 2:
        return None
    return "is in capitals, and the source is not"


def _spaces(source: str, target: str, pair: LanguagePair) -> str | None:
    """Words written as one, or letters written apart, in scripts with spaces between words."""
    if pair.target_script not in _SPACED:
        return None
    given = target.split()
    single = [word for word in given if len(word) == 1] if list(map(len, given)).count(1) > _MANY else []
    alone = len(single) > _MANY and sum(map(str.isalpha, single))
    apart = alone > _MANY and alone * 2 > len(given)
    if (len(given) > 1 and not apart) or len(_WORD.findall(source)) < _MANY:
        return None
    return "has no spaces between words" if len(given) == 1 else "has spaces between letters"


@cache
def _script(letter: str) -> str:
    """The first word of a letter's Unicode name, which is its script's; empty for signs that all scripts use, such as ``µ``."""
    return "" if letter in _SIGNS else unicodedata.name(letter, "").partition(" ")[0]
