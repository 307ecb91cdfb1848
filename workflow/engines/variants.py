"""Other ways to write a sentence, for an engine that has one translation of a text: each way gives a hypothesis of its own.

The differences are such that their traces in a translation are known in every language: a stop, a capital, a list number, a dash.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

__all__ = ["Variant", "variants"]

_STOP = re.compile(r"(?<=[\w)\]\"'”’»`])[.。]\Z")
_CAPITAL = re.compile(r"\A[^\W\d_](?=[^\W\d_]*[a-zß-ÿ])")
_LEADS = ("1. ", "- ")


@dataclass(frozen=True, slots=True)
class Variant:
    """A text written in another way."""

    text: str
    restore: Callable[[str], str | None]
    """Takes its translation; returns that of the text itself, or None if the difference left no clear trace."""


def variants(text: str) -> Iterator[Variant]:
    """Yield the variants of a sentence, those nearest to it first. ``text`` has no white space at its edges."""
    bare = _STOP.sub("", text)
    if bare != text:
        yield Variant(bare, lambda found: found + text[len(bare) :] if found[-1:].isalnum() else found)
    elif text[-1:].isalnum():
        yield Variant(text + ".", lambda found: _STOP.sub("", found))
    if _CAPITAL.match(text) and (lower := text[0].lower() + text[1:]) != text:
        yield Variant(lower, lambda found: found[:1].upper() + found[1:])
    for lead in _LEADS:
        if not text.startswith(lead):
            yield Variant(lead + text, lambda found, lead=lead: _after(lead, found))  # type: ignore[misc]


def _after(lead: str, found: str) -> str | None:
    """The translation without the lead; None if it does not begin with it."""
    mark = lead.strip()
    rest = found[len(mark) :].lstrip()
    return rest if found.startswith(mark) and rest else None
