"""Numbers: the same digits, signs and ranges in both texts."""

import re
import unicodedata
from collections import Counter

from workflow.checks.language_pair import LanguagePair

__all__ = ["numbers"]

_NUMBER = re.compile(r"\d+(?:[.,'’]\d+)*")
_GROUPED = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009](?=\d{3}(?!\d))")
_MINUS = re.compile(r"(?<![^\s(\"“«„])[−-](?=\d)")
_RANGE = re.compile(r"(?<![\d.,–-])(\d+)[–-](\d+)(?![\d.,–-]*\d)")
_TWICE = re.compile(r"(?<![\d.,])\d{1,3}(?:([.,])\d{3})+\1\d{1,2}(?![\d.,]*\d)")


def numbers(source: str, target: str, pair: LanguagePair) -> str | None:
    """Numbers that are missing or added."""
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


def _digits(text: str) -> Counter[str]:
    """The numbers of a text without group separators, in any script's digits."""
    plain = text
    if not text.isascii():
        # NFKC: ½ is 1⁄2, ² is 2.
        plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in unicodedata.normalize("NFKC", text))
    return Counter(re.sub(r"\D", "", number) for number in _NUMBER.findall(_GROUPED.sub("", plain)))
