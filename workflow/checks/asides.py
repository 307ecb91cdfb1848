"""Sentences and labels that a translation has beside those of its source: “Understood.”, “Translated by …”, “Assistant: …”."""

import re

from workflow.checks.language_pair import LanguagePair
from workflow.segmentation import sentences

__all__ = ["aside"]

_LETTERS = r"(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u200c\u200d])+"
_WORD = re.compile(_LETTERS)
_DIVIDED = re.compile(r"[.!?…;:(。！？।؟；：]\s*\S|\s[–—-]{1,2}\s|—|\S\n")
"""Marks within a text at which a translation may begin a new sentence, or write a colon."""
_QUOTED = re.compile("[\"“”„«»「『]|(?<!\\w)['‘]")
_LABEL = re.compile(rf"\W{{0,2}}(?:{_LETTERS}[ \u00a0\u202f]){{0,2}}{_LETTERS}[ \u00a0\u202f]?[:：](?=\s|[^\W\d_])")
_READY = re.compile(
    rf"\W{{0,2}}(?:{_LETTERS} ){{0,2}}{_LETTERS}[,،、，] ?(?:{_LETTERS}[ '’-]){{0,4}}{_LETTERS}[ \u00a0\u202f]?[:：](?=\s|[^\W\d_])"
)
"""“Of course, here it is:”"""
_ANNOUNCING = re.compile(
    r"\b(?:not(?:e|ice)|example|tip|warning|remember|important|another|shows?|says?|said)\b", re.IGNORECASE
)
"""English words that other languages write with a colon: “Note that …”, “For example, …”."""
_SHORT = 4
"""The most words of a sentence that says nothing about the text."""
_WHOLE = 5
"""The fewest words of a text that is a sentence: in names of menus, languages write colons as they like."""


def aside(source: str, target: str, pair: LanguagePair) -> str | None:
    """A label before the translation of a single sentence, a short sentence before or after it, or a sentence that is there twice.

    Language models announce, comment and sign their work. A source that is divided in some way may have become several sentences.
    """
    ours = source.strip()
    if _DIVIDED.search(ours):
        return None
    label = _LABEL.match(target) or _READY.match(target)
    if label and len(_WORD.findall(ours)) >= _WHOLE and not _QUOTED.search(ours) and not _ANNOUNCING.search(ours):
        return f"has a label: “{label[0].strip()}”"
    found = [part.strip() for part in sentences(target, pair.target)] if _DIVIDED.search(target) else []
    if len(found) < 2:
        return None
    if len(set(found)) < len(found):
        return "says everything twice"
    short = next((part for part in (found[0], found[-1]) if len(_WORD.findall(part)) <= _SHORT), None)
    return f"adds a sentence: “{short}”" if short and not _QUOTED.search(ours + target) else None
