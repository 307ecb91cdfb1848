"""The header of a catalog that two sides changed, field by field."""

import re
from dataclasses import replace

from workflow.catalogs.merge3.values import merged_list, picked
from workflow.catalogs.provenance import add_comment, grouped, values
from workflow.model import Entry

__all__ = ["merged_header"]

_FIELD = re.compile(r"([A-Za-z][\w-]*):[ \t]*(.*)")
_REVISED, _WHO = "po-revision-date", "last-translator"
_PASSING = frozenset(
    {
        "content-transfer-encoding", "content-type", "language", "language-team", "last-translator", "mime-version",
        "plural-forms", "po-revision-date", "pot-creation-date", "project-id-version", "report-msgid-bugs-to",
    }
)  # fmt: skip
"""Fields that say nothing that could not be found out again: of two new values one is enough."""

Name = tuple[str, int]
"""A field's name in small letters, and the how manieth of that name; a line that is no field: the line itself, and -1 or less."""


def merged_header(base: Entry, ours: Entry, theirs: Entry) -> tuple[Entry, tuple[str, ...]]:
    """The header, and those lines of theirs that had to give way (they stand in its ``workflow-conflict`` comments).

    Who translated last, and when, comes from the side that was revised later.
    """
    if theirs in (base, ours):
        return ours, ()
    if ours == base:
        return theirs, ()
    old, mine, other = (_lines(entry) for entry in (base, ours, theirs))
    later = _value(other.get((_REVISED, 0))) > _value(mine.get((_REVISED, 0)))
    lost: list[str] = []
    chosen: dict[Name, str] = {}
    for name in merged_list(tuple(old), tuple(mine), tuple(other)):
        before, here, there = old.get(name), mine.get(name), other.get(name)
        if here is None or there is None:
            line = here if there is None else there
        else:
            line = picked(before, here, there)
            if here != there and before not in (here, there):
                if name[0] in (_REVISED, _WHO) and later:
                    line = there
                elif name[0] not in _PASSING and not name[0].startswith("x-"):
                    lost.append(there)
        if line is not None:
            chosen[name] = line
    # A field that one side took out and the other changed stays.
    for side in (mine, other):
        for name, line in side.items():
            if name not in chosen and name in old and old[name] != line:
                chosen[name] = line
    text = "\n".join(chosen.values()) + ("\n" if chosen and ours.text[-1:] in ("", "\n") else "")
    groups = merged_list(*(grouped(entry) for entry in (base, ours, theirs)))
    header = replace(
        ours,
        msgstr=(text,),
        comments=tuple(line for group in groups for line in group),
        flags=merged_list(base.flags, ours.flags, theirs.flags),
        extracted=merged_list(base.extracted, ours.extracted, theirs.extracted),
        locations=merged_list(base.locations, ours.locations, theirs.locations),
    )
    for line in lost:
        header = _noted(header, line)
    return header, tuple(lost)


def _noted(header: Entry, line: str) -> Entry:
    import json

    value = json.dumps(line, ensure_ascii=False)
    return header if value in values(header, "conflict") else add_comment(header, "conflict", value)


def _lines(header: Entry) -> dict[Name, str]:
    found: dict[Name, str] = {}
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
