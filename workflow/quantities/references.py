"""References by number: pages, eras before Christ, and Roman numerals, which a translation keeps in its own form."""

import re
from collections.abc import Iterator
from functools import cache

from workflow.languages import base_language
from workflow.quantities.words import number_words, roman

__all__ = ["has_numerals", "lost_references"]

_PAGE = re.compile(r"(?<![\w.])(pp?\.)\s?\d")
_PAGES = re.compile(r"(?<!\w)(?:pp?\.|p[áa]gs?\b|p[áa]ginas?\b|s\.|seiten?\b|pages?\b)", re.IGNORECASE)
_BEFORE_CHRIST = re.compile(r"\d\s?(?:BCE?(?!\w)|B\.C\.)")
_ERAS = re.compile(
    r"\bBCE?\b|B\.\s?C\.|\ba\.\s?(?:de\s)?(?:n\.|C|J|e\.)|\ban?tes de|\bAEC\b|\bA\.?C\b|\bvor\s(?:Chr|unser|der)|\bv\.\s?(?:Chr|u|d)|\bav(?:ant)?\.?\s"
)
"""How Spanish, German and French say ``before Christ`` or ``before the common era``."""
_ROMAN = re.compile(r"(?<![\w.-])([A-Z][a-z]+)\s(X{0,3}(?:IX|IV|V?I{2,3}|VI|V)|X{1,3}I?)(?![\w'’.-]*\w)")
"""A numeral after a name. ``I``, ``V`` and ``X`` alone are too often letters."""


def has_numerals(text: str) -> bool:
    """Whether a text has a Roman numeral after a name."""
    return ("I" in text or "X" in text) and _ROMAN.search(text) is not None


def lost_references(texts: tuple[str, str], codes: tuple[str, str]) -> Iterator[str]:
    """Yield what ``texts[1]`` lost of the pages, eras and Roman numerals of ``texts[0]``, in English and a language whose words for them are known."""
    if base_language(codes[0]) != "en" or base_language(codes[1]) not in ("es", "de", "fr"):
        return
    source, target = texts
    if "p." in source and (page := _PAGE.search(source)) and not _PAGES.search(target):
        yield f"{page[0]} is no longer a page"
    if "B" in source and (era := _BEFORE_CHRIST.search(source)) and not _ERAS.search(target):
        yield f"{era[0]} is no longer before Christ"
    for found in _ROMAN.finditer(source):
        number = _value(found[2])
        if len(found[2]) > 1 and number and not _has(target, number, found[2], codes[1]):
            yield f"the numeral {found[2]} is missing"


def _has(target: str, number: int, numeral: str, code: str) -> bool:
    if re.search(rf"(?<!\w)(?:{numeral}|{number})(?=\D|\Z)", target):
        return True
    stems = tuple(word for word, value in number_words(code).items() if value == str(number))
    return any(word.startswith(stems) for word in target.casefold().split())


@cache
def _value(numeral: str) -> int:
    return next((number for number in range(2, 40) if roman(number) == numeral), 0)
