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
    r"%(?:\d+\$)?[+\-#0 ']*\d*(?:(?:hh|h|ll|l|L|q|j|z|t)?[diu]|<PRI[diu]\w+>)"  # %d, %1$d, %ld, %<PRIu64>
    r"|%(?:\(\w+\)|<\w+>)[+\-#0 ]*\d*[diu]"
    r"|%L?n"
    r"|\{\w+:[,_]?[dn]?\}|\{\w+,\s*number(?:,[^{}]*)?\}|~d"
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
    after = _after(sentence)
    is_only = bool(numbers) and sum(atom.role is Role.NOUN for atom in sentence.atoms) == 1
    places = [place for place, words in after.items() if _is_number(sentence.atoms[place], words, is_only)]
    if not 0 < len(places) <= len(_USUAL):
        return sentence
    taken = set(re.findall(r"\d+", sentence.words))
    samples: dict[int, str] = {}
    # In "Hunk #%d is at line %d (%d lines away)", the plural form is about the lines.
    for place in sorted(places, key=lambda place: not _has_things(after[place])):
        sample = next((one for one in _samples(after[place], numbers) if one not in taken), None)
        if sample is None:
            return sentence
        taken.add(sample)
        samples[place] = sample + ("%" if _is_share(sentence.atoms[place]) else "")
        numbers = ()
    atoms = tuple(replace(atom, sample=samples.get(place, "")) for place, atom in enumerate(sentence.atoms))
    return replace(sentence, atoms=atoms)


def _after(sentence: Sentence) -> dict[int, str]:
    """By atom: the words after it."""
    following = (*sentence.parts[1:], "")
    return {
        part: words if isinstance(words, str) else ""
        for part, words in zip(sentence.parts, following, strict=True)
        if isinstance(part, int)
    }


def _is_share(atom: Atom) -> bool:
    """Whether a per cent sign is part of the placeholder's atom: ``%d%%``."""
    return atom.text.endswith("%") and len(atom.text) > 2


def _is_number(atom: Atom, after: str, is_only: bool) -> bool:
    """Whether an atom stands for a number, by its text or by the words after it. ``is_only``: whether it is the only placeholder of a
    plural form.
    """
    if atom.role is not Role.NOUN:
        return False
    text = _PER_CENT.sub("", atom.text) if _is_share(atom) else atom.text
    if _NUMBER.fullmatch(text):
        return True
    return _ANY.fullmatch(text) is not None and (is_only or _THINGS.match(after) is not None)


def _has_things(after: str) -> bool:
    """Whether a noun follows."""
    return bool(_ONE.match(after) or _THINGS.match(after))


def _samples(after: str, numbers: tuple[int, ...]) -> Iterator[str]:
    """Numbers that may stand for a placeholder, the best first. ``after``: the words after it."""
    if numbers:
        # Small numbers are written as words in many languages.
        yield from map(str, (*(one for one in _USUAL if one in numbers), *(one for one in numbers if one > 10)))
        yield from map(str, reversed([one for one in numbers if one <= 10]))
        return
    if _ONE.match(after):
        yield ONE
    yield from map(str, _USUAL)
