"""Years and months as languages name them: ``2025 року``, ``2025年9月``, ``tháng 9 năm 2025``, and the years of the Thai calendar."""

import re

from workflow.languages import base_language
from workflow.quantities.model import Quantity
from workflow.quantities.names import names

__all__ = ["is_named_year", "take_buddhist_years", "take_numbered_months"]

_YEAR = re.compile(r"[12]\d{3}")
_NAMING_YEARS = frozenset(
    ["uk", "ru", "be", "bg", "mk", "sr", "hr", "bs", "sl", "pl", "cs", "sk", "lt", "lv", "et", "hu", "ka", "hy", "kk", "ky", "uz", "az", "tr",
     "mn", "zh", "yue", "ja", "ko", "vi", "th"]
)  # fmt: skip
"""Languages with a word for the year beside the number of one."""
_WORD = re.compile(r"[^\W\d_]+")
_MONTH_SIGN = re.compile(r"\s?(?:月|월|-?(?:р\s)?сар)")
_MONTH_WORD = re.compile(r"(?:[Tt]háng|ខែទី)\s?\Z")
"""The word for a month after or before its number, in languages that number months."""
_BUDDHIST = 543
"""What a year of the Thai calendar is ahead."""
_REACH = 8


def is_named_year(one: Quantity, other: Quantity, codes: tuple[str, str]) -> bool:
    """Whether two equal numbers are that of a year, and one of their languages has a word for the year beside it, which the other need not say."""
    named, code = (one, codes[0]) if one.unit else (other, codes[1])
    return (
        bool(one.unit) != bool(other.unit)
        and "duration-year" in named.unit
        and base_language(code) in _NAMING_YEARS
        and _YEAR.fullmatch(named.text) is not None
    )


def take_numbered_months(left: list[Quantity], texts: tuple[str, ...], code: str) -> None:
    """Remove from ``left``, quantities of ``texts[0]``, the months that are a name in ``texts[1]``, whose language is ``code``."""
    numbered = [
        one
        for one in left
        if _MONTH_SIGN.match(texts[0], one.digits[1])
        or _MONTH_WORD.search(texts[0][max(0, one.start - _REACH) : one.start])
    ]
    if not numbered:
        return
    beside = names(code).beside
    said = [unit for word in _WORD.findall(texts[1]) for unit in beside.get(word.casefold(), ())]
    for one in numbered:
        month = f"month-{one.values[0]}"
        if month in said:
            said.remove(month)
            left.remove(one)


def take_buddhist_years(
    lost: list[Quantity], added: list[Quantity], codes: tuple[str, str]
) -> list[tuple[Quantity, Quantity]]:
    """Remove from ``lost`` and ``added`` the years that Thai counts from the death of the Buddha, and return the pairs."""
    thai = [base_language(code) == "th" for code in codes]
    found: list[tuple[Quantity, Quantity]] = []
    if thai[0] == thai[1]:
        return found
    ahead = _BUDDHIST if thai[1] else -_BUDDHIST
    for one in [one for one in lost if _YEAR.fullmatch(one.text)]:
        other = next((other for other in added if other.values[0] == one.values[0] + ahead), None)
        if other is not None:
            lost.remove(one)
            added.remove(other)
            found.append((one, other))
    return found
