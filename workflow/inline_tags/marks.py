"""Emphasis marks in a text: the runs of them, and those that show as characters."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workflow.inline_tags.model import InlineTag, TagKind

__all__ = [
    "BLANKS",
    "HTML",
    "MARKS",
    "Find",
    "MarkRun",
    "emphasis",
    "is_apart",
    "is_blank",
    "is_emphasis",
    "meant",
    "visible_marks",
]

Find = Callable[[str], Sequence[InlineTag]]
"""Finds the inline tags of a text."""

HTML = {"*": "em", "**": "strong", "~~": "del"}
"""The HTML elements that say the same as a pair of marks."""

MARKS = {f"<{slash}{name}>": mark for mark, name in HTML.items() for slash in ("", "/")}
"""The HTML tags that say the same as an emphasis mark."""

BLANKS = " \t\n\u00a0\u202f\u3000"

_RUN = re.compile(r"\*+|_+|(?<!~)~~(?!~)")
_EMPHASIS = (TagKind.EMPHASIS, TagKind.STRIKETHROUGH)


@dataclass(frozen=True, slots=True)
class MarkRun:
    """Marks of one kind side by side: ``**``."""

    start: int
    end: int
    sign: str
    partial: bool = False
    """Whether the signs beside them are marks that come out."""

    @property
    def width(self) -> int:
        """How many marks."""
        return self.end - self.start


def visible_marks(source: str, target: str, find: Find) -> tuple[str, ...]:
    """Return the emphasis marks that ``target`` shows as characters and ``source`` does not.

    A sign that is probably none of emphasis is left out: one with a blank on both sides, a single one, an underscore within a word,
    unless the translation has lost emphasis of its source.
    """
    if not _RUN.search(target):
        return ()
    theirs = find(target)
    left = _left_over(target, theirs)
    if not left:
        return ()
    ours = find(source)
    spare = Counter(source[run.start : run.end] for run in _left_over(source, ours))
    lost = bool(emphasis(ours) - emphasis(theirs))
    found: list[MarkRun] = []
    for run in sorted(left, key=lambda run: not is_apart(target, run)):
        text = target[run.start : run.end]
        if spare[text]:
            spare[text] -= 1
        elif lost or not is_apart(target, run):
            found.append(run)
    signs = Counter(run.sign for run in found if run.width == 1)

    def probable(run: MarkRun) -> bool:
        if lost or run.partial:
            return True
        return (1 < run.width < 4 or signs[run.sign] > 1) and not (run.sign == "_" and _in_word(target, run))

    return tuple(target[run.start : run.end] for run in sorted(found, key=lambda run: run.start) if probable(run))


def meant(source: str, target: str, find: Find) -> list[MarkRun]:
    """Return the runs of ``target`` that are meant as emphasis, in order: not those that ``source`` shows as characters as well."""
    spare = Counter(source[run.start : run.end] for run in _left_over(source, find(source)))
    runs = []
    for run, covered in sorted(_marks(target, find(target)), key=lambda pair: not is_apart(target, pair[0])):
        text = target[run.start : run.end]
        if 1 not in covered and spare[text]:
            spare[text] -= 1
        else:
            runs.append(run)
    return sorted(runs, key=lambda run: run.start)


def is_emphasis(tag: InlineTag) -> bool:
    """Whether a tag is an emphasis mark, in Markdown or in HTML."""
    return tag.kind in _EMPHASIS or (tag.kind is TagKind.TAG and tag.text in MARKS)


def emphasis(found: Sequence[InlineTag]) -> Counter[str]:
    """Return how many pairs there are of each mark, whatever its form."""
    return Counter(
        MARKS.get(tag.text, tag.text.replace("_", "*"))
        for place, tag in enumerate(found)
        if tag.opens(place) and is_emphasis(tag)
    )


def is_blank(text: str, at: int) -> bool:
    """Whether there is a blank at an offset, or no text."""
    return not 0 <= at < len(text) or text[at] in BLANKS


def is_apart(text: str, run: MarkRun) -> bool:
    """Whether a run has a blank on both sides, inside the text."""
    return run.start > 0 and run.end < len(text) and is_blank(text, run.start - 1) and is_blank(text, run.end)


def _in_word(text: str, run: MarkRun) -> bool:
    """Whether a run joins two words of a script with blanks between words."""

    def letter(at: int) -> bool:
        return not is_blank(text, at) and text[at].isalnum() and text[at] < "\u0e00"

    return letter(run.start - 1) and letter(run.end)


def _marks(text: str, found: Sequence[InlineTag]) -> Iterator[tuple[MarkRun, bytes]]:
    """The runs of marks outside other tags, and for each character of a run, whether it is part of emphasis (1) or shows (0)."""
    inside = bytearray(len(text))
    for tag in found:
        value = b"\1" if tag.kind in _EMPHASIS else b"\2"
        inside[tag.start : tag.end] = value * (tag.end - tag.start)
    for match in _RUN.finditer(text):
        covered = bytes(inside[match.start() : match.end()])
        if 2 not in covered:
            yield MarkRun(match.start(), match.end(), match[0][0]), covered


def _left_over(text: str, found: Sequence[InlineTag]) -> list[MarkRun]:
    """The marks that show as characters."""
    return [
        MarkRun(run.start + part.start(), run.start + part.end(), run.sign, partial=1 in covered)
        for run, covered in _marks(text, found)
        for part in re.finditer(b"\0+", covered)
    ]
