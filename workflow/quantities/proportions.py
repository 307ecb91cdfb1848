"""Proportions in words: ``one in ten``, which other languages do not say with ``in``."""

import re
from collections.abc import Iterator

from workflow.languages import base_language
from workflow.quantities.words import cardinals

__all__ = ["has_proportions", "proportion_edits"]

_FORMS = {"es": "{} de cada {}", "de": "{} von {}", "fr": "{} sur {}"}
_LITERAL = {"es": "en(?:\\scada)?", "de": "in|aus", "fr": "dans|en"}
"""By language: what a model makes of the ``in``."""
_ONES = {"en": ("one",), "es": ("uno", "una", "un"), "de": ("einer", "eine", "eines", "ein"), "fr": ("un", "une")}
_NO_NOUN = (
    "a an the this that these those and or of in on at to for from by with is was are were days? weeks? months? years? hours? minutes? seconds? "
    "centuries decades lines? rows? columns? places? cases steps? parts? languages? pages? files? rooms? countries cities words?"
).replace(" ", "|")
"""What follows two numbers that are no proportion: ``one in ten days``, ``two in three rows``."""


def has_proportions(text: str) -> bool:
    """Return whether an English text has a proportion in words."""
    return " in " in text and _ENGLISH.search(text) is not None


def proportion_edits(texts: tuple[str, str], codes: tuple[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield the edits that put right the proportions that ``texts[1]`` translates word by word: ``ein in zehn`` becomes ``ein von zehn``."""
    to = base_language(codes[1])
    if base_language(codes[0]) != "en" or to not in _FORMS or not has_proportions(texts[0]):
        return
    words = cardinals("en") | {"one": 1}
    for said in _ENGLISH.finditer(texts[0]):
        part, whole = words[said[1].casefold()], words[said[2].casefold()]
        if part >= whole:
            continue
        for found in re.finditer(
            rf"(?<!\w)({_words(part, to)})\s({_LITERAL[to]})\s({_words(whole, to)})(?!\w)", texts[1], re.IGNORECASE
        ):
            yield *found.span(), _FORMS[to].format(found[1], found[3])


def _words(number: int, code: str) -> str:
    """The words for a number, as a pattern, and its digits."""
    words = _ONES[code] if number == 1 else tuple(word for word, value in cardinals(code).items() if value == number)
    return "|".join((*map(re.escape, words), str(number)))


_NUMBER = "|".join((*_ONES["en"], *cardinals("en")))
_ENGLISH = re.compile(
    rf"(?<![\w-])({_NUMBER})\sin\s({_NUMBER})\s(?!(?:{_NO_NOUN})\b)(?=[a-z]+s\b|people\b|men\b|women\b|children\b)",
    re.IGNORECASE,
)
