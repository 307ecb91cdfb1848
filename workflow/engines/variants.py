"""Other forms of a sentence, for an engine that has one translation of a text: each form gives a hypothesis of its own.

The forms differ in what is known to leave the same trace in every language: a stop, a capital, a list number, a dash.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from workflow.engines.base import Hypothesis, Segment

__all__ = ["in_forms"]

_STOP = re.compile(r"(?<=[\w)\]\"'”’»`])[.。]\Z")
_CAPITAL = re.compile(r"\A[^\W\d_](?=[^\W\d_]*[a-zß-ÿ])")
_LEADS = ("1. ", "- ")


@dataclass(frozen=True, slots=True)
class _Form:
    """A text written in another way."""

    text: str
    restore: Callable[[str], str | None]
    """Takes its translation; returns that of the text itself, or None if the difference left no clear trace."""


def in_forms(
    segments: Sequence[Segment], translate: Callable[[Sequence[str]], Mapping[str, Hypothesis]]
) -> list[tuple[Hypothesis, ...]]:
    """Translate segments without inline tags: each as it is, or in its other forms if ``Segment.retry`` is set.

    ``translate`` gets distinct texts with words, and returns what there is for each: a translation, or why there is none (``fault``),
    which is passed on if no form has one. White space stays as it is.
    """
    forms = {segment: _forms(segment) for segment in dict.fromkeys(segments)}
    texts = list(dict.fromkeys(form.text for found in forms.values() for form in found if form.text.strip()))
    done = translate(texts) if texts else {}
    made = {segment: tuple(_hypotheses(found, done)) for segment, found in forms.items()}
    return [made[segment] for segment in segments]


def _hypotheses(forms: Sequence[_Form], done: Mapping[str, Hypothesis]) -> Iterator[Hypothesis]:
    """The distinct hypotheses of a segment; if there are none, why."""
    seen: set[str] = set()
    fault = "no other form of the sentence has a translation that can be used"
    for form in forms:
        found = done[form.text] if form.text.strip() else Hypothesis((form.text,))
        fault = found.fault or fault
        text = None if found.fault else form.restore(str(found.parts[0]))
        if text is not None and text not in seen:
            seen.add(text)
            yield replace(found, parts=(text,))
    if not seen:
        yield Hypothesis((), fault=fault)


def _forms(segment: Segment) -> tuple[_Form, ...]:
    """The forms in which a segment is translated."""
    text = segment.text
    core = text.strip()
    if not segment.retry or not core:
        return (_Form(text, lambda found: found),)
    start, end = text[: text.index(core)], text[text.index(core) + len(core) :]
    return tuple(_Form(form.text, partial(_at_edges, start, form.restore, end)) for form in _other_forms(core))


def _at_edges(start: str, restore: Callable[[str], str | None], end: str, found: str) -> str | None:
    restored = restore(found)
    return None if restored is None else start + restored + end


def _other_forms(text: str) -> Iterator[_Form]:
    """The forms of a sentence, those nearest to it first. ``text`` has no white space at its edges."""
    bare = _STOP.sub("", text)
    if bare != text:
        yield _Form(bare, lambda found: found + text[len(bare) :] if found[-1:].isalnum() else found)
    elif text[-1:].isalnum():
        yield _Form(text + ".", lambda found: _STOP.sub("", found))
    if _CAPITAL.match(text) and (lower := text[0].lower() + text[1:]) != text:
        yield _Form(lower, lambda found: found[:1].upper() + found[1:])
    for lead in _LEADS:
        if not text.startswith(lead):
            yield _Form(lead + text, partial(_after, lead))


def _after(lead: str, found: str) -> str | None:
    """The translation without the lead; None if it does not begin with it."""
    mark = lead.strip()
    rest = found[len(mark) :].lstrip()
    return rest if found.startswith(mark) and rest else None
