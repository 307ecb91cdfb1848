"""Three-way merge of single values, of lists, and of the fields of a header."""

import re
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar, cast

from workflow.catalogs.comment_syntax import add_comment, as_json, comment_groups, comment_values
from workflow.model import Entry

__all__ = ["merged_header", "merged_list", "picked"]

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)

_FIELD = re.compile(r"([A-Za-z][\w-]*):[ \t]*(.*)")
_REVISED, _WHO = "po-revision-date", "last-translator"
_PASSING = frozenset(
    {
        "content-transfer-encoding", "content-type", "language", "language-team", "last-translator", "mime-version",
        "plural-forms", "po-revision-date", "pot-creation-date", "project-id-version", "report-msgid-bugs-to",
    }
)  # fmt: skip
"""Fields whose values are derived: two new values are no conflict."""

_Name = tuple[str, int]
"""(Lower-case field name, occurrence index); for a line that is not a field: (the line, negative index)."""


def picked(base: T, ours: T, theirs: T) -> T:
    """Return the value of the side that changed it; ours if both did."""
    return theirs if ours == base else ours


def merged_list(base: Sequence[H], ours: Sequence[H], theirs: Sequence[H]) -> tuple[H, ...]:
    """Return our list with the items that theirs added (each after its predecessor there) and without those that theirs removed."""
    if theirs in (base, ours):
        return tuple(ours)
    if ours == base:
        return tuple(theirs)
    before, mine, other = Counter(base), Counter(ours), Counter(theirs)
    wanted = Counter(
        {
            item: other[item] if mine[item] == before[item] else mine[item] if other[item] == before[item] else
            max(mine[item], other[item])
            for item in [*mine, *other]
        }
    )  # fmt: skip
    # A linked list, so that an item is put after another one at once; the place before the first item is 0.
    items: list[H | None] = [None]
    following = [0]
    place_of: dict[H, int] = {}
    count: Counter[H] = Counter()

    def put(item: H, after: int) -> int:
        items.append(item)
        following.append(following[after])
        following[after] = len(items) - 1
        place_of.setdefault(item, len(items) - 1)
        count[item] += 1
        return len(items) - 1

    at = 0
    for item in ours:
        if wanted[item] > count[item]:
            at = put(item, at)
    at = 0
    seen: Counter[H] = Counter()
    for item in theirs:
        seen[item] += 1
        at = place_of.get(item, at) if count[item] >= min(seen[item], wanted[item]) else put(item, at)
    out: list[H] = []
    at = following[0]
    while at:
        out.append(cast(H, items[at]))
        at = following[at]
    return tuple(out)


def merged_header(base: Entry, ours: Entry, theirs: Entry) -> tuple[Entry, tuple[str, ...]]:
    """Return the merged header, and the lines of theirs that conflict with ours, which ``workflow-conflict`` comments keep.

    Last-Translator and PO-Revision-Date come from the side that was revised later.
    """
    if theirs in (base, ours):
        return ours, ()
    if ours == base:
        return theirs, ()
    lines, lost = _merged_lines(_lines(base), _lines(ours), _lines(theirs))
    text = "\n".join(lines) + ("\n" if lines and ours.text[-1:] in ("", "\n") else "")
    groups = merged_list(*(comment_groups(entry) for entry in (base, ours, theirs)))
    header = replace(
        ours,
        msgstr=(text,),
        comments=tuple(line for group in groups for line in group),
        flags=merged_list(base.flags, ours.flags, theirs.flags),
        extracted=merged_list(base.extracted, ours.extracted, theirs.extracted),
        locations=merged_list(base.locations, ours.locations, theirs.locations),
    )
    for line in lost:
        header = _with_conflict(header, line)
    return header, tuple(lost)


def _merged_lines(
    base: Mapping[_Name, str], ours: Mapping[_Name, str], theirs: Mapping[_Name, str]
) -> tuple[list[str], list[str]]:
    """The merged lines of a header, and the lines of theirs that conflict with ours."""
    later = _value(theirs.get((_REVISED, 0))) > _value(ours.get((_REVISED, 0)))
    lost: list[str] = []
    chosen: dict[_Name, str] = {}
    for name in merged_list(tuple(base), tuple(ours), tuple(theirs)):
        before, here, there = base.get(name), ours.get(name), theirs.get(name)
        if here is None or there is None:
            line = here if there is None else there
        elif before in (here, there) or here == there:
            line = picked(before, here, there)
        elif name[0] in (_REVISED, _WHO):
            line = there if later else here
        else:
            line = here
            if name[0] not in _PASSING and not name[0].startswith("x-"):
                lost.append(there)
        if line is not None:
            chosen[name] = line
    for side in (ours, theirs):  # a field that one side removed and the other changed stays
        for name, line in side.items():
            if name not in chosen and name in base and base[name] != line:
                chosen[name] = line
    return list(chosen.values()), lost


def _with_conflict(header: Entry, line: str) -> Entry:
    value = as_json((line,))
    return header if value in comment_values(header, "conflict") else add_comment(header, "conflict", value)


def _lines(header: Entry) -> dict[_Name, str]:
    found: dict[_Name, str] = {}
    text = header.text
    for line in text.removesuffix("\n").split("\n") if text else []:
        field = _FIELD.fullmatch(line)
        name = field[1].lower() if field else line
        number, step = (0, 1) if field else (-1, -1)
        while (name, number) in found:
            number += step
        found[name, number] = line
    return found


def _value(line: str | None) -> str:
    return line.partition(":")[2].strip() if line else ""
