"""Filter pairs for training."""

import re
import unicodedata
from collections import Counter

__all__ = ["REASONS", "clean", "fault"]

_NUMBER = re.compile(r"\d+")
_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\ufeff\u00ad]")
_COMMON = {
    "en": "the of and to in is that for with on are was by as this it be from at not you can have an or which",
    "es": "de la que el en y los del se las por un para con no una su al es lo como más o pero sus este si",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus",
    "fr": "de la le et les des en un du une que est pour qui dans par sur au pas plus ce ne se il sont avec vous",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
REASONS = ("empty", "copied", "ratio", "numbers", "language", "long", "letters")


def clean(text: str) -> str:
    """Normalise a text: NFC, single spaces, no invisible characters."""
    return " ".join(_ZERO_WIDTH.sub("", unicodedata.normalize("NFC", text)).split())


def fault(source: str, target: str, language: str) -> str | None:
    """Return the one of ``REASONS`` for which a pair is left out; None if it is used."""
    if not any(map(str.isalpha, source)) or not any(map(str.isalpha, target)):
        return "empty"
    if len(source) > 600 or len(target) > 700:
        return "long"
    if source == target and source.count(" ") >= 3:
        return "copied"
    if max(len(source), len(target)) > 20 and not 0.5 <= len(target) / len(source) <= 2.2:
        return "ratio"
    if sum((_digits(source) - _digits(target)).values()) + sum((_digits(target) - _digits(source)).values()) > 1:
        return "numbers"
    words = target.casefold().split()
    if len(words) >= 6:
        own = sum(word in _WORDS[language] for word in words)
        english = sum(word in _WORDS["en"] and word not in _WORDS[language] for word in words)
        if english > own:
            return "language"
    strange = sum(letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN") for letter in target)
    if strange > 0.2 * len(target):
        return "letters"
    return None


def _digits(text: str) -> Counter[str]:
    """Numbers of a text without their separators of thousands and decimals; one digit may be a word on the other side."""
    return Counter(number for number in _NUMBER.findall(text.replace(",", "").replace(".", "")) if len(number) > 1)
