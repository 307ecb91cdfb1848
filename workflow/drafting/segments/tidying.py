"""Take out of an engine's answer what small models add: a phrase that comes twice at once, marks of code and emphasis.

Only what the checks would refuse is taken out, and only if the source has nothing like it. No word is lost. A plural that does not exist
becomes the one that does: ``edicións``, ``ediciones``.
"""

import re
from collections.abc import Sequence

from workflow.checks.repetition import USUAL_TWICE
from workflow.languages import base_language
from workflow.lexicon import Lexicon

__all__ = ["tidied"]

_ADDED = {
    sign: re.compile(rf"(?<!\S){sign}+\s+|(?<![\w.,;:!?]){sign}+|(?<![.,;:!?]){sign}+(?!\w)") for sign in ("`", r"\*")
}
"""Marks of code and emphasis, one of them alone, too: its other half may be beyond an inline tag. ``Nutzer*innen`` is a word,
and after a stop they are the end of something that the source does not have."""
_PRODUCT = re.compile(r"\d\s*\*\s*\d")
_WORD = re.compile(r"\w+")
_SIGNS = ",.;"
"""What may stand between a phrase and the same phrase, after a word."""
_PHRASES = range(3, 9)
"""How many words a phrase has; two of them may come twice: ``peu à peu à``."""
_SHORTEST = 2
"""The fewest letters of a word that is taken out if it stands twice."""


_PLURALS = {
    "es": re.compile(r"(?<!\w)(\w+?)([aeiouáéíóú])([dlnrz])s(?!\w)"),
    "fr": re.compile(r"(?<!\w)(\w+)(a)(l)s(?!\w)"),
}
"""By language: a plural with an ``s`` after a consonant that has another one; its beginning, the vowel and the consonant."""
_PLAIN = str.maketrans("áéíóú", "aeiou")


def tidied(source: str, parts: Sequence[str | int], language: str) -> tuple[str | int, ...]:
    """Return the parts of a translation (strings and atom numbers) into ``language`` without what was added. ``source`` is without inline tags."""
    whole = len(parts) == 1
    return tuple(_tidied(source, part, language, whole=whole) if isinstance(part, str) else part for part in parts)


def _tidied(source: str, text: str, language: str, *, whole: bool) -> str:
    for sign, added in _ADDED.items():
        if sign[-1] not in text or sign[-1] in source or _PRODUCT.search(text):
            continue
        if not (whole and text[0] == text[-1] == sign[-1]):  # an answer that is set off as a whole is none
            text = added.sub("", text)
    if pattern := _PLURALS.get(base_language(language)):
        text = pattern.sub(lambda found: _plural(found, source, language), text)
    places = _again(text, language)
    if not places or _again(source, language):
        return text
    pieces = text.split(" ")
    for start, end in reversed(places):
        del pieces[start:end]
    result = " ".join(pieces)
    return text[0].upper() + result[1:] if text[0].isupper() and result[:1].islower() else result


def _plural(found: re.Match[str], source: str, language: str) -> str:
    """A plural as it is spelt, if the word does not exist and is not of the source."""
    stem, vowel, consonant = found.groups()
    known = Lexicon(language)
    spelt = (
        f"{stem}aux"
        if base_language(language) == "fr"
        else f"{stem}{vowel.translate(_PLAIN)}{consonant.replace('z', 'c')}es"
    )
    is_corrected = not known.has(found[0].lower()) and found[0] not in source and known.has(spelt.lower())
    return spelt if is_corrected else found[0]


def _again(text: str, language: str) -> list[tuple[int, int]]:
    """The words and phrases that stand once more right after themselves, by the numbers of their words between blanks; without overlaps."""
    words = [word.lower() for word in text.split(" ")]
    if len(set(words)) == len(words):
        return []
    bare = [word.rstrip(_SIGNS) for word in words]
    usual = USUAL_TWICE.get(base_language(language), frozenset())
    last: dict[str, int] = {}
    found: list[tuple[int, int]] = []
    for place, word in enumerate(bare):
        before = last.get(word, place)
        last[word] = place
        size = place - before
        start = before - size + 1
        if not 0 < size < _PHRASES.stop or start < (found[-1][1] if found else 0):
            continue
        if size == 1:
            again = word.isalpha() and len(word) >= _SHORTEST and word not in usual and words[before] == word
        else:
            phrase = bare[start : before + 1]
            again = phrase == bare[before + 1 : place + 1] and len(_WORD.findall(" ".join(phrase))) in _PHRASES
        if again and found and start == found[-1][1]:
            return []  # a third time: the engine lost its way
        if again:
            found.append((start, before + 1))
    return found
