"""How a file is laid out, told by its own lines: what is written anew follows it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from workflow.catalogs.layout import Layout
from workflow.catalogs.lines import BadEscape, unquote
from workflow.catalogs.wrapping import PAGE_WIDTH, quoted

__all__ = ["OWN", "Style", "style_of"]

_WRAPPED = re.compile(
    r'^(msgid|msgstr)[ \t]+"((?:[^"\\\n]|\\.)*)"[ \t]*\r?\n((?:"(?:[^"\\\n]|\\.)*"[ \t]*\r?\n)*)', re.MULTILINE
)
_SEVERAL = re.compile(r"^#:[ \t]*\S+[ \t]+\S", re.MULTILINE)
_ONE_EACH = re.compile(r"^#:[ \t]*\S+[ \t]*\r?\n#:", re.MULTILINE)
_SAMPLES = 30
_USUAL = (80, 78, 77, 76, 60, 70, 72, 100, 120)
"""Page widths that people and programs choose, tried before any other."""


@dataclass(frozen=True, slots=True)
class Style:
    """What is the same all through a file. The defaults are gettext's own style."""

    newline: str = "\n"
    width: int | None = PAGE_WIDTH
    """The longest line of a string; None: broken after line feeds only."""
    one_location_a_line: bool = False
    gap: int = 1
    """Blank lines between entries."""


OWN = Style()
"""The style of files that are made here: as msgcat writes them."""


def style_of(layout: Layout) -> Style:
    """The style that a file's text shows; gettext's where it shows nothing."""
    text = layout.text
    crlf = text.count("\r\n")
    return Style(
        newline="\r\n" if 2 * crlf > text.count("\n") else "\n",
        width=_width(text),
        one_location_a_line=_SEVERAL.search(text) is None and _ONE_EACH.search(text) is not None,
        gap=_gap(layout),
    )


def _gap(layout: Layout) -> int:
    seen: Counter[int] = Counter()
    for block in islice(layout.blocks.values(), 1, 40):
        raw = layout.text[block.start : block.end]
        seen[raw[: len(raw) - len(raw.lstrip("\r\n \t"))].count("\n")] += 1
    return seen.most_common(1)[0][0] if seen else 1


def _width(text: str) -> int | None:
    """The page width under which the most of the file's long strings come out as they are."""
    samples = list(islice(_long(text), _SAMPLES))
    if all(_same(name_text, lines, PAGE_WIDTH) for name_text, lines in samples):
        return PAGE_WIDTH
    longest = max(len(line) for _, lines in samples for line in lines if " " in line)
    candidates: list[int | None] = list(dict.fromkeys([PAGE_WIDTH, None, *_USUAL, *range(longest, longest + 4)]))
    scores = {width: sum(_same(name_text, lines, width) for name_text, lines in samples) for width in candidates}
    best = max(scores.values())
    return next(width for width in candidates if scores[width] == best)


def _long(text: str) -> Iterator[tuple[tuple[str, str], list[str]]]:
    """Strings whose layout tells the width: (keyword, text) and their lines."""
    for found in _WRAPPED.finditer(text):
        lines = [line.rstrip() for line in found[0].rstrip().split("\n")]
        if not any(" " in line for line in lines[1:] or lines) or len(found[0]) < 70:
            continue
        try:
            yield (found[1], unquote("\n".join(lines))), lines
        except BadEscape:  # in a comment that looks like an entry
            continue


def _same(name_text: tuple[str, str], lines: list[str], width: int | None) -> bool:
    return quoted(*name_text, width=width).rstrip("\n").split("\n") == lines
