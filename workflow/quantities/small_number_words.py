"""Numbers from two to 99 in words: ``twenty-five``, ``treinta y cinco``, ``soixante et onze``, ``fünfundzwanzig``."""

import re
from collections import Counter
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter

from workflow.languages import base_language
from workflow.quantities.words import cardinals, number_words

__all__ = ["may_be_number", "spelled_numbers"]

_GERMAN_ENDINGS = "jährige?[nrsm]?|stündige?[nrsm]?|tägige?[nrsm]?|minütige?[nrsm]?|köpfige?[nrsm]?|stellige?[nrsm]?|mal|fache?[nrsm]?"
_TWENTIES = ["dós", "trés", "cuatro", "cinco", "séis", "siete", "ocho", "nueve"]


@lru_cache(maxsize=256)
def spelled_numbers(text: str, code: str) -> Counter[int]:
    """Count the numbers from two to 99 that are words in a text; none for a language without a list.

    One is an article or a pronoun in most languages.
    """
    pattern, values = _reader(base_language(code))
    return (
        Counter(values[re.sub(r"[\s-]+", " ", found[1])] for found in pattern.finditer(text.casefold()))
        if values
        else Counter()
    )


def may_be_number(word: str, code: str) -> bool:
    """Whether a number from two to 99 may begin with a word: its first one, or a German one with an ending."""
    begins = _beginning(base_language(code))
    return begins is not None and begins.fullmatch(word.casefold()) is not None


@cache
def _beginning(code: str) -> re.Pattern[str] | None:
    values = _written(code)
    first = sorted({form.split(" ")[0] for form in values}, key=len, reverse=True)
    ending = f"(?:{_GERMAN_ENDINGS})?" if code == "de" else ""
    return re.compile(rf"(?:{'|'.join(map(re.escape, first))}){ending}") if values else None


@cache
def _reader(code: str) -> tuple[re.Pattern[str], dict[str, int]]:
    values = _written(code)
    ending = f"(?:{_GERMAN_ENDINGS})?" if code == "de" else ""
    forms = sorted(values, key=lambda form: (form[0], -len(form)))
    # By the first letter: most words begin with another one, and need not be compared with every form.
    rests = {
        first: [re.escape(form[1:]).replace(r"\ ", r"[\s-]") for form in same]
        for first, same in groupby(forms, key=itemgetter(0))
    }
    choice = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())
    ordinal = r"(?![\s-](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b)" if code == "en" else ""
    return re.compile(rf"(?<!\w)({choice or '(?!)'}){ending}(?!\w){ordinal}"), values


def _written(code: str) -> dict[str, int]:
    """The numbers from 2 to 99 by their words, whose parts are separated by spaces."""
    if not cardinals(code):
        return {}
    words: dict[int, list[str]] = {}
    for word, number in number_words(code).items():
        if number.isdigit() and int(number) < 100 and (int(number) <= 20 or not int(number) % 10):
            words.setdefault(int(number), []).append(word.replace("-", " "))
    ones = {number: [word for word, value in cardinals(code).items() if value == number] for number in range(2, 10)}
    ones[1] = {"en": ["one"], "es": ["uno", "un", "una"], "fr": ["un", "une"], "de": ["ein"]}[code]
    result = dict(cardinals(code))
    result |= {word: number for number in (*range(13, 20), *range(20, 100, 10)) for word in words.get(number, ())}
    for tens in range(20, 100, 10):
        for one in range(1, 10):
            for head in words.get(tens, ()):
                result |= dict.fromkeys(_joined(code, head, tens, one, ones[one]), tens + one)
    if code == "fr":
        teens = {number: words[number][0] for number in range(11, 20)}
        result |= {f"soixante et {teens[11]}": 71} | {f"soixante {word}": 60 + number for number, word in teens.items()}
        result |= {f"quatre vingt {word}": 80 + number for number, word in teens.items()}
        result |= {f"quatre vingt {word}": 80 + number for number in range(1, 10) for word in ones[number]}
    return result


def _joined(code: str, head: str, tens: int, one: int, ones: list[str]) -> list[str]:
    """The words of a number from 21 to 99."""
    if code == "de":
        return [f"{word}und{head}" for word in ones]
    if code == "es":
        if tens == 20:
            return [f"veinti{word}" for word in (["uno", "ún", "una"] if one == 1 else [_TWENTIES[one - 2]])]
        return [f"{head} y {word}" for word in ones]
    if code == "fr":
        return [f"{head} et {word}" if one == 1 else f"{head} {word}" for word in ones]
    return [f"{head} {word}" for word in ones]
