"""What a draft must not be: a copy, a loop, a fragment, the wrong script, other numbers.

Each objection is a plain function in one visible table: (source, target, what is known of the pair) to a reason or None. Texts come
without codes. An engine's words that fail one are not saved.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

__all__ = ["DENSE", "OBJECTIONS", "Pair", "blemishes", "forbidden", "objection"]


@dataclass(frozen=True, slots=True)
class Pair:
    """The languages of a draft, as far as objections go."""

    source: str
    target: str
    source_script: str
    """ISO 15924, as ``languages`` has it."""
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
# How much shorter a translation may be than its source, by the target's script: a sign of Chinese says what three letters do.
DENSE = frozenset({"Jpan", "Hans", "Hant", "Kore"})


def objection(source: str, target: str, pair: Pair, *, names: bool = False) -> str | None:
    """The first objection there is to ``target`` as a translation of ``source``, both without codes.

    ``names``: whether words with capitals may come back as they were.
    """
    for name, check in OBJECTIONS.items():
        reason = check(source, target, pair)
        if reason and not (names and name == "same" and _could_be_names(source, pair)):
            return f"{name}: {reason}"
    return None


def _could_be_names(source: str, pair: Pair) -> bool:
    same_script = pair.source_script == pair.target_script
    return same_script and not any(len(word) > 3 and word[0].islower() for word in _WORD.findall(source))


def _empty(source: str, target: str, pair: Pair) -> str | None:
    return "no text came" if source.strip() and not _WORD.search(target) else None


def _unknown(source: str, target: str, pair: Pair) -> str | None:
    mark = next((mark for mark in _MARKS if mark in target and mark not in source), None)
    return f"{mark} in it" if mark else None


_MEASURE = re.compile(
    r"(?<=\d)\s?(?:[munpkcdMGT]?(?:m|g|l|L|s|W|Wh|V|A|Hz|B|bit|Pa|J|N)|min|h|t|ha|px|pt|em|rem|dpi|K|°C|°F)[²³]?(?:/(?:s|h|m[²³]?|km|l))?(?!\w)"
)
"""A symbol of measure after a number, SI's and those of screens: the same in all languages."""


def _copy(source: str, target: str, pair: Pair) -> str | None:
    """The same words again. A few words in capitals may be an abbreviation; whether the rest are names is the caller's affair."""
    source, target = _MEASURE.sub("", source), _MEASURE.sub("", target)
    words = _WORD.findall(source)
    if [word.casefold() for word in words] != [word.casefold() for word in _WORD.findall(target)]:
        return None
    telling = [word for word in words if len(word) > 1 and not word.isupper()]
    return "the source came back" if telling or len(words) > 2 else None


def _script(source: str, target: str, pair: Pair) -> str | None:
    names = _SCRIPTS.get(pair.target_script)
    if names is None or (pair.source_script == pair.target_script == "Latn" and target.isascii()):
        return None
    kept = {word.casefold() for word in _WORD.findall(source)}
    letters = [letter for word in _WORD.findall(target) if word.casefold() not in kept for letter in word]
    wrong = sum(not _of_script(letter, names) for letter in letters)
    if letters and wrong * 2 > len(letters):
        return f"more than half of it is not written in {names[0].title()}"
    if not letters and pair.source_script != pair.target_script and _WORD.search(target):
        words = _WORD.findall(target)
        if any(word.islower() and len(word) > 3 for word in words):
            return "nothing was translated"
    return None


def _loop(source: str, target: str, pair: Pair) -> str | None:
    for pattern in (_LOOP, _STUTTER, _DOUBLED, _SIGNS):
        match = pattern.search(target)
        if match and len(pattern.findall(target)) > len(pattern.findall(source)):
            return f"“{match.group(1).strip()[:30]}” over and over"
    return None


def _numbers(source: str, target: str, pair: Pair) -> str | None:
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
    said = []
    if lost:
        said.append(f"{', '.join(sorted(lost))} lost")
    if invented:
        said.append(f"{', '.join(sorted(invented))} invented")
    return " and ".join(said)


def _number_signs(source: str, target: str) -> str | None:
    """A minus or the dash of a range that was lost, and a number with two decimal signs (``1,234,5``)."""
    if len(_MINUS.findall(target)) < len(_MINUS.findall(source)):
        return "a minus was lost"
    for first, last in _RANGE.findall(source):
        if re.search(rf"(?<!\d){first}\s+{last}(?!\d)", target):
            return f"the dash between {first} and {last} was lost"
    odd = _TWICE.search(target)
    return f"{odd.group()} is no number" if odd and not _TWICE.search(source) else None


def _roman(number: int) -> str:
    """1 to 39; nothing anyone writes for others."""
    if not 0 < number < 40:
        return "\0"
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]


def _length(source: str, target: str, pair: Pair) -> str | None:
    ours, theirs = len(source.strip()), len(target.strip())
    if ours < 40:
        return "far too long" if theirs > 6 * ours + 40 else None
    dense = (pair.target_script in DENSE) - (pair.source_script in DENSE)
    least, most = {0: (0.4, 2.8), 1: (0.13, 1.6), -1: (0.8, 8.0)}[dense]
    if theirs < least * ours:
        return f"{theirs} characters for {ours}: words are missing"
    if theirs > most * ours:
        return f"{theirs} characters for {ours}"
    return None


OBJECTIONS: dict[str, Callable[[str, str, Pair], str | None]] = {
    "empty": _empty,
    "unknown": _unknown,
    "same": _copy,
    "script": _script,
    "loop": _loop,
    "numbers": _numbers,
    "length": _length,
}


def forbidden(found: Sequence[tuple[str, str]]) -> str | None:
    """The objection to words that the glossary forbids: (term of the source or nothing, word) each."""
    if not found:
        return None
    term, word = found[0]
    return f"forbidden: the glossary does not want “{word}”{f' for “{term}”' if term else ''}"


def blemishes(source: str, target: str) -> int:
    """How many small things speak against a translation: of two that may be saved, the one with fewer is better."""
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
    """The numbers of a text, without signs between groups of digits, whatever digits it is written in."""
    plain = text
    if not text.isascii():
        # NFKC: ½ is 1⁄2, ² is 2.
        plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in unicodedata.normalize("NFKC", text))
    return Counter(re.sub(r"\D", "", number) for number in _NUMBER.findall(_GROUPED.sub("", plain)))


@cache
def _of_script(letter: str, names: tuple[str, ...]) -> bool:
    name = unicodedata.name(letter, "")
    return name.startswith(names)
