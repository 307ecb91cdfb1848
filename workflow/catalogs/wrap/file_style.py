"""Find out how a file is laid out from its own lines, so that new lines follow its style."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from workflow.catalogs.layout import FileLayout
from workflow.catalogs.parse.lines import BadEscape, unquote
from workflow.catalogs.wrap.gettext import GETTEXT_STYLE, PAGE_WIDTH, StringStyle, WrapRules, quoted

__all__ = ["OWN", "FileStyle", "style_of"]

_WRAPPED = re.compile(
    r'^(msgid|msgstr)[ \t]+"((?:[^"\\\n]|\\.)*)"[ \t]*\r?\n((?:"(?:[^"\\\n]|\\.)*"[ \t]*\r?\n)*)', re.MULTILINE
)
_SEVERAL = re.compile(r"^#:[ \t]*\S+[ \t]+\S", re.MULTILINE)
_ONE_EACH = re.compile(r"^#:[ \t]*\S+[ \t]*\r?\n#:", re.MULTILINE)
_Sample = tuple[tuple[str, str], list[str]]
"""(Keyword, text) of a string, and its lines in the file."""
_SAMPLES = 30
"""Maximum number of strings that are wrapped again to find the page width."""
_MORE_SAMPLES = 200
"""Maximum number of strings that are wrapped again to find the rules: most strings break in the same way by all of them."""
_MAX_LENGTHS = 16
"""Number of the longest line lengths that are tried as the page width."""
_MIN_STRING = 70
"""Minimum length in characters of a string that shows the page width: a shorter one is one line in every width."""
_SPECIAL = re.compile(r"-format$|^no-wrap$")
_USUAL = (80, 78, 77, 76, 60, 70, 72, 100, 120)
"""Page widths that people and programs choose, tried before any other."""


@dataclass(frozen=True, slots=True)
class FileStyle:
    """The style of a file, which is the same throughout. The defaults are gettext's."""

    strings: StringStyle = GETTEXT_STYLE
    one_location_a_line: bool = False
    """Whether each ``#:`` line has a single reference."""
    gap: int = 1
    """Blank lines between entries."""

    @property
    def newline(self) -> str:
        """The line end: ``\\n`` or ``\\r\\n``."""
        return self.strings.newline


OWN = FileStyle()
"""The style of files that this program makes: as msgcat writes them."""


def style_of(layout: FileLayout) -> FileStyle:
    """Return the style of a file as its lines show it; gettext's if they do not."""
    text = layout.text
    crlf = text.count("\r\n")
    width, rules = _breaking(layout)
    return FileStyle(
        strings=StringStyle(width, "\r\n" if 2 * crlf > text.count("\n") else "\n", rules),
        one_location_a_line=_one_location_a_line(layout),
        gap=_gap(layout),
    )


def _one_location_a_line(layout: FileLayout) -> bool:
    """Whether no entry with several references has two of them on a line."""
    found = False
    for block in layout.blocks.values():
        if len(block.entry.locations) > 1:
            if _SEVERAL.search(layout.text, block.start, block.end):
                return False
            found = found or _ONE_EACH.search(layout.text, block.start, block.end) is not None
    return found


def _gap(layout: FileLayout) -> int:
    seen: Counter[int] = Counter()
    for block in islice(layout.blocks.values(), 1, 40):
        raw = layout.text[block.start : block.end]
        seen[raw[: len(raw) - len(raw.lstrip("\r\n \t"))].count("\n")] += 1
    return seen.most_common(1)[0][0] if seen else 1


def _breaking(layout: FileLayout) -> tuple[int | None, WrapRules]:
    """The page width and the rules that reproduce most of the file's long strings."""
    strings = _long(layout)
    samples = list(islice(strings, _SAMPLES))
    if not samples:
        return PAGE_WIDTH, WrapRules.GETTEXT
    widths = _candidates(samples)
    best, width, rules = -1, widths[0], WrapRules.GETTEXT
    for by in WrapRules:
        for candidate in widths:
            score = _score(samples, candidate, by)
            if score > best:
                best, width, rules = score, candidate, by
            if best == len(samples):  # most strings break in the same way by all rules, so more of them are tried
                return width, _rules(list(islice(strings, _MORE_SAMPLES)), width, rules)
    return width, rules


def _candidates(samples: list[_Sample]) -> list[int | None]:
    """Widths worth a try: the usual ones, and the lengths of the longest lines (a long word may be longer than the page)."""
    lengths = sorted({len(line) for _, lines in samples for line in lines if " " in line}, reverse=True)
    longest = lengths[0]
    return list(dict.fromkeys([PAGE_WIDTH, None, *_USUAL, *range(longest, longest + 4), *lengths[1:_MAX_LENGTHS]]))


def _rules(samples: list[_Sample], width: int | None, usual: WrapRules) -> WrapRules:
    if _score(samples, width, usual) == len(samples):
        return usual
    return max((usual, *(by for by in WrapRules if by != usual)), key=lambda by: _score(samples, width, by))


def _score(samples: list[_Sample], width: int | None, rules: WrapRules) -> int:
    style = StringStyle(width, rules=rules)
    return sum(quoted(*name_text, style).rstrip("\n").split("\n") == lines for name_text, lines in samples)


def _long(layout: FileLayout) -> Iterator[_Sample]:
    """Strings that are long enough to show the width."""
    for block in layout.blocks.values():
        # gettext breaks no line inside a format directive, other programs do.
        if block.end - block.start < _MIN_STRING or any(_SPECIAL.search(flag) for flag in block.entry.flags):
            continue
        for found in _WRAPPED.finditer(layout.text, block.start, block.end):
            lines = [line.rstrip() for line in found[0].rstrip().split("\n")]
            if not any(" " in line for line in lines[1:] or lines) or len(found[0]) < _MIN_STRING:
                continue
            try:
                yield (found[1], unquote("\n".join(lines))), lines
            except BadEscape:  # in a comment that looks like an entry
                continue
