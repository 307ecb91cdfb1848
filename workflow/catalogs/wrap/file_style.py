"""How a file is laid out, told by its own lines: what is written anew follows it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from workflow.catalogs.layout import Layout
from workflow.catalogs.parse.lines import BadEscape, unquote
from workflow.catalogs.wrap.gettext import PAGE_WIDTH, Rules, quoted

__all__ = ["OWN", "Style", "style_of"]

_WRAPPED = re.compile(
    r'^(msgid|msgstr)[ \t]+"((?:[^"\\\n]|\\.)*)"[ \t]*\r?\n((?:"(?:[^"\\\n]|\\.)*"[ \t]*\r?\n)*)', re.MULTILINE
)
_SEVERAL = re.compile(r"^#:[ \t]*\S+[ \t]+\S", re.MULTILINE)
_ONE_EACH = re.compile(r"^#:[ \t]*\S+[ \t]*\r?\n#:", re.MULTILINE)
_Sample = tuple[tuple[str, str], list[str]]
"""(Keyword, text) and the lines they are in the file."""
_SAMPLES = 30
_MORE = 200
_LENGTHS = 16
_TELLING = 70
"""Characters: a shorter string is one line in every width."""
_SPECIAL = re.compile(r"-format$|^no-wrap$")
_USUAL = (80, 78, 77, 76, 60, 70, 72, 100, 120)
"""Page widths that people and programs choose, tried before any other."""


@dataclass(frozen=True, slots=True)
class Style:
    """What is the same all through a file. The defaults are gettext's own style."""

    newline: str = "\n"
    width: int | None = PAGE_WIDTH
    """The longest line of a string; None: broken after line feeds only."""
    rules: Rules = Rules.GETTEXT
    one_location_a_line: bool = False
    gap: int = 1
    """Blank lines between entries."""


OWN = Style()
"""The style of files that are made here: as msgcat writes them."""


def style_of(layout: Layout) -> Style:
    """The style that a file's text shows; gettext's where it shows nothing."""
    text = layout.text
    crlf = text.count("\r\n")
    width, rules = _breaking(layout)
    return Style(
        newline="\r\n" if 2 * crlf > text.count("\n") else "\n",
        width=width,
        rules=rules,
        one_location_a_line=_one_location_a_line(layout),
        gap=_gap(layout),
    )


def _one_location_a_line(layout: Layout) -> bool:
    """Whether of the entries with several locations none has two on a line."""
    found = False
    for block in layout.blocks.values():
        if len(block.entry.locations) > 1:
            if _SEVERAL.search(layout.text, block.start, block.end):
                return False
            found = found or _ONE_EACH.search(layout.text, block.start, block.end) is not None
    return found


def _gap(layout: Layout) -> int:
    seen: Counter[int] = Counter()
    for block in islice(layout.blocks.values(), 1, 40):
        raw = layout.text[block.start : block.end]
        seen[raw[: len(raw) - len(raw.lstrip("\r\n \t"))].count("\n")] += 1
    return seen.most_common(1)[0][0] if seen else 1


def _breaking(layout: Layout) -> tuple[int | None, Rules]:
    """The page width and the rules under which the most of the file's long strings come out as they are."""
    strings = _long(layout)
    samples = list(islice(strings, _SAMPLES))
    if not samples:
        return PAGE_WIDTH, Rules.GETTEXT
    widths = _candidates(samples)
    best, width, rules = -1, widths[0], Rules.GETTEXT
    for by in Rules:
        for candidate in widths:
            score = _score(samples, candidate, by)
            if score > best:
                best, width, rules = score, candidate, by
            if best == len(samples):  # most strings break alike by all rules, so more of them are asked
                return width, _rules(list(islice(strings, _MORE)), width, rules)
    return width, rules


def _candidates(samples: list[_Sample]) -> list[int | None]:
    """Widths worth a try: the usual ones, and how long the longest lines are (a single long word may be longer than the page)."""
    lengths = sorted({len(line) for _, lines in samples for line in lines if " " in line}, reverse=True)
    longest = lengths[0]
    return list(dict.fromkeys([PAGE_WIDTH, None, *_USUAL, *range(longest, longest + 4), *lengths[1:_LENGTHS]]))


def _rules(samples: list[_Sample], width: int | None, usual: Rules) -> Rules:
    if _score(samples, width, usual) == len(samples):
        return usual
    return max((usual, *(by for by in Rules if by != usual)), key=lambda by: _score(samples, width, by))


def _score(samples: list[_Sample], width: int | None, rules: Rules) -> int:
    return sum(
        quoted(*name_text, width=width, rules=rules).rstrip("\n").split("\n") == lines for name_text, lines in samples
    )


def _long(layout: Layout) -> Iterator[_Sample]:
    """Strings whose layout tells the width."""
    for block in layout.blocks.values():
        # gettext breaks no line inside a format directive, other programs do.
        if block.end - block.start < _TELLING or any(_SPECIAL.search(flag) for flag in block.entry.flags):
            continue
        for found in _WRAPPED.finditer(layout.text, block.start, block.end):
            lines = [line.rstrip() for line in found[0].rstrip().split("\n")]
            if not any(" " in line for line in lines[1:] or lines) or len(found[0]) < _TELLING:
                continue
            try:
                yield (found[1], unquote("\n".join(lines))), lines
            except BadEscape:  # in a comment that looks like an entry
                continue
