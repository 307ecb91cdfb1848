"""Emphasis marks in a text: the runs of them, and those that show as characters."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
_SHOWN = re.compile(b"\0+")
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
    return _visible_marks(source, target, find) if _RUN.search(target) else ()


# Asked for by several checks of a translation, and for what is written and for its verification.
@lru_cache(maxsize=64)
def _visible_marks(source: str, target: str, find: Find) -> tuple[str, ...]:
    theirs = find(target)
    inside = "".join([tag.text for tag in theirs])
    if all(target.count(sign) == inside.count(sign) for sign in "*_~"):
        return ()  # as nearly always: no mark is outside a tag
    left = _left_over(target, theirs)
    if not left:
        return ()
    lost = bool(emphasis(find(source)) - emphasis(theirs))
    found = [run for run in _not_in(source, find, target, left) if lost or not is_apart(target, run)]
    signs = Counter(run.sign for run in found if run.width == 1)

    def probable(run: MarkRun) -> bool:
        if lost or run.partial:
            return True
        return (1 < run.width < 4 or signs[run.sign] > 1) and not (run.sign == "_" and _in_word(target, run))

    return tuple(target[run.start : run.end] for run in found if probable(run))


def meant(source: str, target: str, find: Find) -> list[MarkRun]:
    """Return the runs of ``target`` that are meant as emphasis, in order: not those that ``source`` shows as characters as well."""
    runs = list(_marks(target, find(target)))
    shown = [run for run, covered in runs if 1 not in covered]
    kept = set(_not_in(source, find, target, shown))
    return [run for run, covered in runs if 1 in covered or run in kept]


def _not_in(source: str, find: Find, target: str, runs: Sequence[MarkRun]) -> list[MarkRun]:
    """The runs that ``target`` shows beyond those that ``source`` shows: first those between other characters, with no blanks around."""
    shown = _left_over(source, find(source))
    spare = Counter(source[run.start : run.end] for run in shown)
    around = {_neighbours(source, run) for run in shown}
    found = []
    for run in sorted(runs, key=lambda run: (_neighbours(target, run) not in around, not is_apart(target, run))):
        text = target[run.start : run.end]
        if spare[text]:
            spare[text] -= 1
        else:
            found.append(run)
    return sorted(found, key=lambda run: run.start)


def _neighbours(text: str, run: MarkRun) -> tuple[str, str]:
    """The characters on both sides of a run, blanks left out."""
    before, after = run.start - 1, run.end
    while before >= 0 and text[before] in BLANKS:
        before -= 1
    while after < len(text) and text[after] in BLANKS:
        after += 1
    return text[before : before + 1] if before >= 0 else "", text[after : after + 1]


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
        for part in _SHOWN.finditer(covered)
    ]
