"""Checks of a machine translation: no copy, no loop, no fragment, the right script, the same numbers.

Each check is a function in one table, ``TEXT_CHECKS``: (source, target, languages) to a reason or None. Texts have no inline tags.
A translation that fails a check is not saved.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

__all__ = ["DENSE", "TEXT_CHECKS", "LanguagePair", "failed_check", "minor_flaws"]


@dataclass(frozen=True, slots=True)
class LanguagePair:
    """The languages of a draft, and their scripts."""

    source: str
    target: str
    source_script: str
    """ISO 15924 code, as in ``languages``."""
    target_script: str


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LOOP = re.compile(r"(?<!\w)(\w[^\n]{0,60}?)(?:[\s,;.]+\1(?!\w)){2,}", re.IGNORECASE)
_STUTTER = re.compile(r"([^\W\d_]{2,6}?)\1{3,}", re.IGNORECASE)
_SIGNS = re.compile(r"([:;,!?]|(?<!\.)\.(?!\.\.(?!\.)))\1{2,}")
_DOUBLED = re.compile(r"[^\W\d_]{2}([^\W\d_]{3,12})\1(?!\w)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,'’]\d+)*")
_GROUPED = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009](?=\d{3}(?!\d))")
_MINUS = re.compile(r"(?<![^\s(\"“«„])[−-](?=\d)")
_RANGE = re.compile(r"(?<![\d.,–-])(\d+)[–-](\d+)(?![\d.,–-]*\d)")
_TWICE = re.compile(r"(?<![\d.,])\d{1,3}(?:([.,])\d{3})+\1\d{1,2}(?![\d.,]*\d)")
_MARKS = ("<unk>", "⁇", "\ufffd", "▁")
_SCRIPTS = {
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
DENSE = frozenset({"Jpan", "Hans", "Hant", "Kore"})
"""Scripts that need about a third of the characters that an alphabet needs."""


def failed_check(source: str, target: str, pair: LanguagePair, *, names: bool = False) -> str | None:
    """The first check that ``target`` fails as a translation of ``source``, as ``name: reason``; None if it passes all.

    Both are without inline tags. ``names``: whether capitalised words may come back unchanged.
    """
    for name, check in TEXT_CHECKS.items():
        reason = check(source, target, pair)
        if reason and not (names and name == "same" and _could_be_names(source, pair)):
            return f"{name}: {reason}"
    return None


def _could_be_names(source: str, pair: LanguagePair) -> bool:
    same_script = pair.source_script == pair.target_script
    return same_script and not any(len(word) > 3 and word[0].islower() for word in _WORD.findall(source))


def _empty(source: str, target: str, pair: LanguagePair) -> str | None:
    return "no text" if source.strip() and not _WORD.search(target) else None


def _unknown(source: str, target: str, pair: LanguagePair) -> str | None:
    mark = next((mark for mark in _MARKS if mark in target and mark not in source), None)
    return f"contains {mark}" if mark else None


_MEASURE = re.compile(
    r"(?<=\d)\s?(?:[munpkcdMGT]?(?:m|g|l|L|s|W|Wh|V|A|Hz|B|bit|Pa|J|N)|min|h|t|ha|px|pt|em|rem|dpi|K|°C|°F)[²³]?(?:/(?:s|h|m[²³]?|km|l))?(?!\w)"
)
"""A unit symbol after a number, of SI or of screens: the same in all languages."""


def _copy(source: str, target: str, pair: LanguagePair) -> str | None:
    """The same words again. A few words in capitals may be an abbreviation; ``failed_check`` handles names."""
    source, target = _MEASURE.sub("", source), _MEASURE.sub("", target)
    words = _WORD.findall(source)
    if [word.casefold() for word in words] != [word.casefold() for word in _WORD.findall(target)]:
        return None
    telling = [word for word in words if len(word) > 1 and not word.isupper()]
    return "identical to the source" if telling or len(words) > 2 else None


def _script(source: str, target: str, pair: LanguagePair) -> str | None:
    names = _SCRIPTS.get(pair.target_script)
    if names is None or (pair.source_script == pair.target_script == "Latn" and target.isascii()):
        return None
    kept = {word.casefold() for word in _WORD.findall(source)}
    letters = [letter for word in _WORD.findall(target) if word.casefold() not in kept for letter in word]
    wrong = sum(not _of_script(letter, names) for letter in letters)
    if letters and wrong * 2 > len(letters):
        return f"more than half of it is not in {names[0].title()} script"
    if not letters and pair.source_script != pair.target_script and _WORD.search(target):
        words = _WORD.findall(target)
        if any(word.islower() and len(word) > 3 for word in words):
            return "not translated"
    return None


def _loop(source: str, target: str, pair: LanguagePair) -> str | None:
    for pattern in (_LOOP, _STUTTER, _DOUBLED, _SIGNS):
        match = pattern.search(target)
        if match and len(pattern.findall(target)) > len(pattern.findall(source)):
            return f"repeats “{match.group(1).strip()[:30]}”"
    return None


def _numbers(source: str, target: str, pair: LanguagePair) -> str | None:
    ours, theirs = _digits(source), _digits(target)
    if ours == theirs:
        return _number_signs(source, target)
    lost, invented = ours - theirs, theirs - ours
    # "the 15th century" is "el siglo XV" in many languages.
    for number in [
        number for number in lost if len(number) < 3 and _roman(int(number)) in re.findall(r"\b[IVX]+\b", target)
    ]:
        del lost[number]
    if not lost and not invented:
        return None
    clauses = []
    if lost:
        clauses.append(f"{', '.join(sorted(lost))} missing")
    if invented:
        clauses.append(f"{', '.join(sorted(invented))} added")
    return " and ".join(clauses)


def _number_signs(source: str, target: str) -> str | None:
    """A missing minus, a missing dash of a range, and a number with two decimal signs (``1,234,5``)."""
    if len(_MINUS.findall(target)) < len(_MINUS.findall(source)):
        return "a minus sign is missing"
    for first, last in _RANGE.findall(source):
        if re.search(rf"(?<!\d){first}\s+{last}(?!\d)", target):
            return f"the dash between {first} and {last} is missing"
    odd = _TWICE.search(target)
    return f"{odd.group()} is not a number" if odd and not _TWICE.search(source) else None


def _roman(number: int) -> str:
    """1 to 39 in Roman numerals; a string that no text contains for other numbers."""
    if not 0 < number < 40:
        return "\0"
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]


def _length(source: str, target: str, pair: LanguagePair) -> str | None:
    ours, theirs = len(source.strip()), len(target.strip())
    if ours < 40:
        return "far too long" if theirs > 6 * ours + 40 else None
    dense = (pair.target_script in DENSE) - (pair.source_script in DENSE)
    least, most = {0: (0.4, 2.8), 1: (0.13, 1.6), -1: (0.8, 8.0)}[dense]
    if theirs < least * ours:
        return f"{theirs} characters for {ours}: text is missing"
    if theirs > most * ours:
        return f"{theirs} characters for {ours}"
    return None


TEXT_CHECKS: dict[str, Callable[[str, str, LanguagePair], str | None]] = {
    "empty": _empty,
    "unknown": _unknown,
    "same": _copy,
    "script": _script,
    "loop": _loop,
    "numbers": _numbers,
    "length": _length,
}


def minor_flaws(source: str, target: str) -> int:
    """Count minor flaws: of two valid translations, the one with fewer is better."""
    count = 2 * (source.split() == target.split())
    for opening, closing in ("()", "[]", "“”", "«»"):
        if source.count(opening) == source.count(closing):
            count += target.count(opening) != target.count(closing)
    if source.count('"') % 2 == 0:
        count += target.count('"') % 2
    if len(source) >= 40:
        count += len(target) < 0.6 * len(source)
    return count


def _digits(text: str) -> Counter[str]:
    """The numbers of a text without group separators, in any script's digits."""
    plain = text
    if not text.isascii():
        # NFKC: ½ is 1⁄2, ² is 2.
        plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in unicodedata.normalize("NFKC", text))
    return Counter(re.sub(r"\D", "", number) for number in _NUMBER.findall(_GROUPED.sub("", plain)))


@cache
def _of_script(letter: str, names: tuple[str, ...]) -> bool:
    name = unicodedata.name(letter, "")
    return name.startswith(names)
