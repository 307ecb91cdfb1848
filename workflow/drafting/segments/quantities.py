"""Placeholders that stand for a number of things: which ones do, and numbers that an engine may get in their place.

An engine that sees ``22 messages were sent`` puts the noun and the verb where the language has them after a number; one that sees a
placeholder tag takes it for a name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from workflow.drafting.segments.planning import Atom, Role, Sentence
from workflow.languages import base_language

__all__ = ["ONE", "misplaced_count", "with_samples"]

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
    r" (?!(?:of|to|in|and|or|is|are|was|were|has|have|had|will|can|cannot|could|would|should|must|might|may|did|does|do|not|than|but|if|that|then|also|so|as|for|from|by|with|at|on|out|more|people|men|women|children)\b)"
    r"[a-z]{3,}(?<!s)\b(?! (?!is\b|was\b|has\b)\w+s\b)"
)
"""A noun that is no plural."""
_PER_CENT = re.compile(r"%{1,2}\Z")
ONE = "1"
"""The sample for a placeholder of one thing."""
_USUAL = (22, 35, 47, 58, 63, 74, 86, 92)
"""Numbers of things that texts seldom have, in a form that every language has for many things."""


_ARTICLES = {
    "es": "el|la|los|las|del|al|un|una",
    "de": "der|die|das|den|dem|des|eine?",
    "fr": "le|la|les|du|des|une?",
    "it": "il|lo|la|i|gli|le|del|della|dei|una?",
    "pt": "o|a|os|as|do|da|dos|das|uma?",
    "ca": "el|la|els|les|del|dels|una?",
    "nl": "de|het|een",
}
_THE_ONE = re.compile(r"(?<!\w)(?:el|la|le|der|die|das|il|lo|het)\s\Z", re.IGNORECASE)
"""Before a number, where "one line was changed" has become "the 1 line was changed"."""
_DEFINITE = re.compile(r"\b(?:the|this|that|each|every|your|its|my|our|their)\s\Z", re.IGNORECASE)
_NEXT = re.compile(r"\s*([^\W\d_]+)")
_NO_NOUNS = re.compile(
    "(?:en|de|del|no|se|fue|fueron|es|son|está|están|que|y|a|al|por|para|in|im|ist|sind|wurden?|nicht|und|zu|von|auf|bis|dans|du|des|ne|n|est"
    "|sont|ont|été|et|à|aux?|par|pour|sur|la|le|les|los|las|el|der|die|das|foi|foram|são|é|è|sono|stat[oi])",
    re.IGNORECASE,
)
"""Words that stand behind a noun."""


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


def misplaced_count(sentence: Sentence, parts: Sequence[str | int], language: str) -> str | None:
    """Return the placeholder of a number that does not stand before what it counts in a translation, though it does in its sentence.

    ``parts``: the translation. For a ``language`` whose numbers stand there, and whose articles are known: ``le fichier %d``.
    """
    articles = _ARTICLES.get(base_language(language))
    if articles is None or not any(atom.sample for atom in sentence.atoms):
        return None
    ours = _after(sentence)
    behind = re.compile(rf"(?:(?<!\w)(?:{articles})\s|(?<!\w)[ldLD]['’])\s*[^\W\d_]+\s+\Z", re.IGNORECASE)
    for place, part in enumerate(parts):
        if not isinstance(part, int) or not sentence.atoms[part].sample or not _has_things(ours[part]):
            continue
        before, after = (parts[at] if 0 <= at < len(parts) else "" for at in (place - 1, place + 1))
        noun = _NEXT.match(after) if isinstance(after, str) else None
        is_counted = noun is not None and not _NO_NOUNS.fullmatch(noun[1])
        said = isinstance(before, str) and _THE_ONE.search(before) and not _DEFINITE.search(_before(sentence, part))
        if not is_counted or said or (isinstance(before, str) and behind.search(before)):
            return sentence.atoms[part].text
    return None


def _before(sentence: Sentence, atom: int) -> str:
    """The words before an atom."""
    return next((one for one, two in pairwise(sentence.parts) if two == atom and isinstance(one, str)), "")


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
