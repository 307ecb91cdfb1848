"""The units of a code block, at their places in the document."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from workflow.formats.front_matter.keys import looks_like_prose
from workflow.formats.lines import line_ends
from workflow.formats.markdown import csv_tables
from workflow.formats.markdown.code import CodePlace, CodeText, code_texts
from workflow.formats.markdown.code_texts import MYST_OPTIONS
from workflow.formats.markdown.collecting import FoundUnit
from workflow.formats.markdown.events import Event
from workflow.formats.markdown.placement import Placement
from workflow.model import Remark

__all__ = ["read_code", "unread_markup"]


def read_code(
    text: str, block: Event, leaves: Sequence[Event], known: Mapping[int, int], *, comments: bool
) -> tuple[list[str], list[FoundUnit]]:
    """Return the code between the units of a block (all of it, if there is none), and the units.

    ``block``: the start of the code block; ``leaves``: the events inside. ``known``: see ``extract.read``. ``comments``: whether comments are units.
    """
    code = "".join(event.value for event in leaves)
    info = block.value.get("Fenced", "") if isinstance(block.value, dict) else ""
    if not info or not (comments or info.startswith("{")):
        return [code], []
    places = _Places(leaves)
    skeleton, units, at = [], [], 0
    for each in code_texts(code, info, lambda at: places.start(at) in known, with_comments=comments):
        skeleton.append(code[at : each.start])
        at = each.end
        units.append(_unit(text, code, info, each, places))
    return [*skeleton, code[at:]], units


def unread_markup(text: str, block: Event, code: Sequence[str]) -> Remark | None:
    """Return a remark on a block whose text is not read: reStructuredText (``{eval-rst}``), some ``{csv-table}``; None for any other block."""
    info = block.value.get("Fenced", "") if isinstance(block.value, dict) else ""
    content = "".join(code)
    message = ""
    if info.startswith("{eval-rst}") and any(looks_like_prose(("text",), line) for line in content.splitlines()):
        message = "the reStructuredText in {eval-rst} is not read, so its text is not offered. Write it in Markdown."
    elif info.startswith("{csv-table}") and (options := MYST_OPTIONS.match(content)):
        message = csv_tables.unread(content, 0, options.end())
    return Remark("unread_block", 1 + line_ends(text, 0, block.start), message) if message else None


def _unit(text: str, code: str, info: str, found: CodeText, places: "_Places") -> FoundUnit:
    lines = [(places.start(start), places.end(end)) for start, end in found.lines]
    breaks = tuple(text[end:start] for (_, end), (start, _) in pairwise(lines))
    start, end = lines[0][0], lines[-1][1]
    line = code.rfind("\n", 0, found.start) + 1
    first = places.start(line)
    prefix = text[max(text.rfind("\n", 0, first), text.rfind("\r", 0, first)) + 1 : first]
    before = f"``````{info}\n{code[: found.start]}"
    after = f"{code[found.end :]}\n``````\n"
    place = CodePlace(found.syntax, text[start:end], before, after)
    return FoundUnit(found.source(code), start, end, found.kind, Placement("code", prefix, breaks, code=place))


class _Places:
    """Where the characters of a block's code are in the document."""

    def __init__(self, leaves: Sequence[Event]) -> None:
        self.leaves = leaves
        self.starts = [*accumulate((len(event.value) for event in leaves), initial=0)][:-1]

    def start(self, offset: int) -> int:
        """The place of a range's first character."""
        return self._place(bisect_right(self.starts, offset) - 1, offset)

    def end(self, offset: int) -> int:
        """The place after a range's last character."""
        return self._place(bisect_left(self.starts, offset) - 1, offset)

    def _place(self, index: int, offset: int) -> int:
        event = self.leaves[max(index, 0)]
        return min(event.start + offset - self.starts[max(index, 0)], event.end)
