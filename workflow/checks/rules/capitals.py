"""Capitals: the one with which a sentence begins."""

import re
from collections.abc import Iterator

from workflow.checks.model import MARK, OBJECT, Check, Example, TextPair, TextProblem
from workflow.model import Severity, Span

__all__ = ["CHECKS"]

_OPENING = f'{MARK}"“„«‹‘([{{¿¡ \u00a0\u202f'
_WORD = re.compile(r"\w[\w.\-]*")
_CLOSING = " \"'”»“’)]}"
_ENDS = (".", "!", "?")
_ONE_CASE = frozenset({"ka"})
"""Languages whose letters Unicode calls small, and which have no capitals in sentences."""

_APOSTROPHES = frozenset({"nl", "af"})
"""Languages in which a sentence may begin with an apostrophe and a small letter: ``'s Avonds``."""


def _first(text: str) -> int:
    """Where the first letter of a masked text is."""
    return len(text) - len(text.lstrip(_OPENING))


def _is_named(word: str, pair: TextPair) -> bool:
    """Whether a word may be written as it is: a name of the source, a word with signs or capitals in it, the ``'s`` of Dutch."""
    if word in pair.source.lower() or not word.islower() or not word.isalpha():
        return True
    return len(word) == 1 and pair.language in _APOSTROPHES


def _start(pair: TextPair) -> Iterator[TextProblem]:
    ours, theirs = _first(pair.masked_source), _first(pair.masked_target)
    first, other = pair.masked_source[ours : ours + 1], pair.masked_target[theirs : theirs + 1]
    if not (first.isupper() and other.islower()) or pair.language in _ONE_CASE:
        return
    word = _WORD.match(pair.masked_target, theirs)
    if word is None or _is_named(word.group(), pair):
        return
    if OBJECT in pair.masked_source[:ours] or not pair.source_words.rstrip(_CLOSING).endswith(_ENDS):
        return
    fix = pair.target[:theirs] + other.upper() + pair.target[theirs + 1 :]
    yield TextProblem("begins with a small letter", Span(theirs, theirs + 1), Span(ours, ours + 1), fix)


CHECKS = (
    Check(
        id="startcaps",
        mqm="Linguistic conventions: spelling",
        severity=Severity.NOTE,
        description="A sentence begins with a small letter, and its source with a capital. A name that is written so passes.",
        find=_start,
        examples=(
            Example("en-es", "Close the door.", "Cierre la puerta.", "cierre la puerta."),
            Example("en-es", "“Where are you?”", "«¿Dónde está?»", "«¿dónde está?»"),
            Example("en-de", "Start `make` now.", "Starten Sie jetzt `make`.", "starten Sie jetzt `make`."),
            Example("en-uk", "Close the door.", "Зачиніть двері.", "зачиніть двері."),
            Example("en-el", "Close the door.", "Κλείστε την πόρτα.", "κλείστε την πόρτα."),
        ),
    ),
)
