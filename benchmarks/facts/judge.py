"""Does a draft say what was planted in its source? The judge knows the facts, and none of the program's own checks."""

import re
from collections.abc import Callable, Mapping

from benchmarks.facts.forms import Fact
from benchmarks.facts.sentences import Sentence

__all__ = ["changed"]

_TAKEN = "\u25a0"
_ARTICLES = "el|la|los|las|del|al|der|die|das|den|dem|le|les|des|une?|eine?"
_NO_NOUNS = frozenset(
    [
        "en",
        "de",
        "del",
        "no",
        "se",
        "fue",
        "fueron",
        "es",
        "son",
        "está",
        "están",
        "que",
        "y",
        "a",
        "al",
        "por",
        "para",
        "in",
        "im",
        "ist",
        "sind",
        "wurde",
        "wurden",
        "nicht",
        "und",
        "zu",
        "von",
        "auf",
        "bis",
        "dans",
        "du",
        "des",
        "ne",
        "n",
        "est",
        "sont",
        "a",
        "ont",
        "été",
        "et",
        "à",
        "au",
        "aux",
        "par",
        "pour",
        "sur",
        "la",
        "le",
        "les",
        "los",
        "las",
        "el",
        "der",
        "die",
        "das",
    ]
)
_LEFT = re.compile(r"\d|[$€£¥₹%°@½¼¾⅓⅔]|https?:|\{[^{}]*\}|&\w+;|[<>=]")


def changed(sentence: Sentence, draft: str, to: str, *, source: str = "") -> str:
    """Why the draft changes a fact of its source, the sentence's text by default; empty if it keeps all.

    Every fact must be there in a form of the target language, and no figure, sign or placeholder that belongs to none.
    """
    source = source or sentence.text
    left = f" {draft} "
    places: dict[int, int] = {}
    wanted = sorted((fact for fact in sentence.facts if fact.text in source), key=lambda one: source.index(one.text))
    for number in sorted(range(len(wanted)), key=lambda one: -len(wanted[one].text)):
        found = re.search(wanted[number].forms[to], left)
        if found is None:
            text = wanted[number].text
            same = re.search(rf"(?<!\w){re.escape(text)}(?!\w)", draft)
            return f"{text} says something else in the target" if same else f"{text} is missing"
        places[number] = found.start()
        left = left[: found.start()] + _TAKEN * len(found[0]) + left[found.end() :]
    if extra := _LEFT.search(left):
        return f"{extra[0]} was added"
    for number, fact in enumerate(wanted):
        if fact.rule and not _RULES[fact.rule](source, draft, fact):
            return f"{fact.text}: {fact.rule}"
        if fact.rule == "order" and number and places[number] < places[number - 1]:
            return f"{fact.text}: order"
    return ""


def _whole(_: str, draft: str, fact: Fact) -> bool:
    return draft.strip() == fact.text


def _count(source: str, draft: str, fact: Fact) -> bool:
    """A number stands before what it counts: not in the place of a name behind it (``the message %d was sent``)."""
    field = re.escape(fact.text)
    after = re.search(rf"{field}\s+([^\W\d_]+)", draft)
    behind = rf"(?i:\b(?:{_ARTICLES})\s\w+\s{field}|\b(?:les|los|las|des)\s\w+\s\w+\s{field}|\b[ld]['’]\w+\s{field})"
    return after is not None and after[1].lower() not in _NO_NOUNS and not re.search(behind, draft)


def _active(text: str) -> list[str]:
    """The placeholders of a MessageFormat pattern that are not quoted by a single apostrophe."""
    shown = re.sub(r"'[^']*(?:'|$)", "", text.replace("''", "\u2019"))
    return sorted(re.findall(r"\{[^{}]*\}", shown))


def _java(source: str, draft: str, _: Fact) -> bool:
    """The same placeholders work, and no apostrophe that is not doubled starts a quotation."""
    return _active(source) == _active(draft) and "'" not in draft.replace("''", "")


def _brackets(source: str, draft: str, _: Fact) -> bool:
    return all(source.count(sign) == draft.count(sign) for sign in "()[]{}")


def _quotes(source: str, draft: str, _: Fact) -> bool:
    """One pair, of any kind; an apostrophe inside a word is none."""
    marks = re.findall(r"[\"“”„«»‹›‚]|(?<!\w)['‘’]|['‘’](?!\w)", draft)
    return len(marks) == 2


_RULES: Mapping[str, Callable[[str, str, Fact], bool]] = {
    "whole": _whole,
    "count": _count,
    "java": _java,
    "brackets": _brackets,
    "quotes": _quotes,
    "order": lambda source, draft, fact: True,
}
