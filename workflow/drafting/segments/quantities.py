"""Placeholders that stand for a number of things: which ones do, and numbers that an engine may get in their place.

An engine that sees ``22 messages were sent`` puts the noun and the verb where the language has them after a number; one that sees a
placeholder tag takes it for a name.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from workflow.drafting.segments.planning import Atom, Role, Sentence

__all__ = ["ONE", "with_samples"]

_NUMBER = re.compile(
    r"%(?:\d+\$)?[+\-#0 ']*\d*(?:hh|h|ll|l|L|q|j|z|t)?[diu]"  # %d, %1$d, %ld
    r"|%\(\w+\)[+\-#0 ]*\d*[diu]"
    r"|%L?n"
    r"|\{\w+:[,_]?[dn]?\}|\{\w+,\s*number\}"
    r"|(?:%\(|[%#$]?\{+ ?)(?:\w*_)?(?:n|count|num|number|total|quantity|amount|length|size)(?:_\w+)?(?: ?\}+|\)s)",
    re.IGNORECASE,
)
"""A placeholder whose type or name says that it is a number."""
_ANY = re.compile(r"%(?:\d+\$)?[sd]|%L?\d{1,2}|%\(\w+\)s|[%$]?\{\w*\}|%(?:\d+\$)?@")
"""A placeholder that may be a number, by the words after it."""
_THINGS = re.compile(
    r" (?:(?:new|more|other|selected|unread|different|open|free|matching)\s)?[a-z]{3,}(?<!ss|us|is)s\b(?=[.,;:!?)]|\s*\Z| (?:were|are|have|had|"
    r"selected|found|remaining|left|per|of|in|from|ago|and|or|per|will|could|cannot)\b)"
)
"""A plural noun."""
_ONE = re.compile(
    r" (?!(?:of|to|in|and|or|is|are|was|were|has|have|had|will|can|may|as|for|from|by|with|at|on|out|more|people|men|women|children)\b)"
    r"[a-z]{3,}(?<!s)\b(?! (?!is\b|was\b|has\b)\w+s\b)"
)
"""A noun that is no plural."""
_PER_CENT = re.compile(r"%{1,2}\Z")
ONE = "1"
"""The sample for a placeholder of one thing."""
_USUAL = (22, 35, 47, 58, 63, 74, 86, 92)
"""Numbers of things that texts seldom have, in a form that every language has for many things."""


def with_samples(sentence: Sentence, numbers: tuple[int, ...]) -> Sentence:
    """Return the sentence with a sample for each placeholder of a number. ``numbers``: for a plural form, those that it is for."""
    if not sentence.atoms:
        return sentence
    taken = set(re.findall(r"\d+", sentence.words))
    places = [part for part in sentence.parts if isinstance(part, int) and _is_number(sentence, part, bool(numbers))]
    samples = {}
    # In "Hunk #%d is at line %d (%d lines away)", the plural form is about the lines.
    for place in sorted(places, key=lambda place: not _has_things(_after(sentence, place))):
        sample = next((one for one in _samples(sentence, place, numbers) if one not in taken), None)
        if sample is None:
            return sentence
        taken.add(sample)
        samples[place] = sample + ("%" if _is_share(sentence.atoms[place]) else "")
        numbers = ()
    if not samples:
        return sentence
    return replace(
        sentence,
        atoms=tuple(replace(atom, sample=samples.get(place, "")) for place, atom in enumerate(sentence.atoms)),
    )


def _is_share(atom: Atom) -> bool:
    """Whether a per cent sign is part of the placeholder's atom: ``%d%%``."""
    return atom.text.endswith("%") and len(atom.text) > 2


def _is_number(sentence: Sentence, place: int, is_plural: bool) -> bool:
    atom = sentence.atoms[place]
    if atom.role is not Role.NOUN:
        return False
    text = _PER_CENT.sub("", atom.text) if _is_share(atom) else atom.text
    if _NUMBER.fullmatch(text):
        return True
    if not _ANY.fullmatch(text):
        return False
    placeholders = [one for one in sentence.atoms if one.role is Role.NOUN]
    return (is_plural and len(placeholders) == 1) or _THINGS.match(_after(sentence, place)) is not None


def _has_things(after: str) -> bool:
    """Whether a noun follows."""
    return bool(_ONE.match(after) or _THINGS.match(after))


def _samples(sentence: Sentence, place: int, numbers: tuple[int, ...]) -> Iterator[str]:
    """Numbers that may stand for a placeholder, the best first."""
    if numbers:
        rare = [number for number in _USUAL if number in numbers]
        # Small numbers are written as words in many languages.
        yield from map(str, (*rare, *(number for number in numbers if number > 10), *reversed(numbers[:11])))
        return
    if _ONE.match(_after(sentence, place)):
        yield ONE
    yield from map(str, _USUAL)


def _after(sentence: Sentence, place: int) -> str:
    """The words after an atom."""
    at = sentence.parts.index(place) + 1
    following = sentence.parts[at] if at < len(sentence.parts) else ""
    return following if isinstance(following, str) else ""
