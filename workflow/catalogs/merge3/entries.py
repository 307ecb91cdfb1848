"""Two edited versions of one catalog made into one: a three-way merge by entry. Pure.

What only one side changed is taken from that side; comments, flags, references, order and header fields are merged one by one.
Where both gave the same entry different words, one text stays in the entry, fuzzy, and the other whole in a ``workflow-conflict``
comment: the file stays a PO file that every tool reads. An entry that one side removed and the other edited stays. Words of a
machine give way to those of a person, as everywhere. Line breaks and escapes are no edits: entries are compared decoded.
"""

import codecs
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from workflow.catalogs.headers import field
from workflow.catalogs.layout import HEADER, Layout
from workflow.catalogs.merge3.header import merged_header
from workflow.catalogs.merge3.values import merged_list, picked
from workflow.catalogs.provenance import draft_of, grouped, previous_text, put_conflict, remove
from workflow.model import Catalog, Entry, Key

__all__ = ["Conflict", "Merge", "merge3"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry to which both sides gave words; ``(None, "")`` is the header."""

    key: Key
    kept: tuple[str, ...]
    """What the entry holds now."""
    other: tuple[str, ...]
    """What stands in its ``workflow-conflict``."""


@dataclass(frozen=True, slots=True)
class Merge:
    """What became of three catalogs."""

    catalog: Catalog
    conflicts: tuple[Conflict, ...] = ()


def merge3(base: Catalog, ours: Catalog, theirs: Catalog, *, layout: Catalog | None = None) -> Merge:
    """``ours`` and ``theirs``, both made from ``base``, as one catalog.

    Where words meet, ours stay in the entry. ``layout``: the catalog whose lines the result keeps wherever entries
    are equal, ours by default; the other's where it is in a charset that ours is not in.
    """
    header, conflicts = merged_header(base.header, ours.header, theirs.header)
    found: dict[Key, Entry] = {}
    old, mine, other = (_by_key(catalog) for catalog in (base, ours, theirs))
    clashes = [Conflict(HEADER, ours.header.msgstr, (line,)) for line in conflicts]
    for key in dict.fromkeys([*mine, *other]):
        entry, lost = _entry(old.get(key), mine.get(key), other.get(key))
        if entry is not None:
            found[key] = entry
        if lost is not None:
            clashes.append(Conflict(key, entry.msgstr if entry else (), lost))
    _follow(old, mine, other, found)
    _follow(old, other, mine, found)
    order = _order(list(old), list(mine), list(other), found)
    entries = [found[key] for key in order]
    if _sorted(ours) and _sorted(theirs):
        entries.sort(key=lambda entry: entry.obsolete)
    catalog = Catalog(entries=tuple(entries), header=header, layout=_layout(header, layout or ours, ours, theirs))
    return Merge(catalog, tuple(clashes))


def _by_key(catalog: Catalog) -> dict[Key, Entry]:
    return {entry.key: entry for entry in catalog.entries}


def _sorted(catalog: Catalog) -> bool:
    """Whether the obsolete entries stand at the end."""
    states = [entry.obsolete for entry in catalog.entries]
    return states == sorted(states)


# One entry


def _entry(base: Entry | None, ours: Entry | None, theirs: Entry | None) -> tuple[Entry | None, tuple[str, ...] | None]:
    """What becomes of an entry, and the text that had to give way."""
    if ours == theirs or base == theirs:
        return ours, None
    if base == ours:
        return theirs, None
    if ours is None or theirs is None:
        left = ours or theirs
        assert left is not None and base is not None
        return (None, None) if _only_moved(base, left) else (left, None)
    if base is None:  # each side made it: what either says counts
        base = replace(ours, msgstr=(), flags=(), comments=(), extracted=(), locations=(), obsolete=True)
    return _both(base, ours, theirs)


def _only_moved(base: Entry, entry: Entry) -> bool:
    """Whether nothing was changed but what the document says of the entry."""
    return base == replace(entry, extracted=base.extracted, locations=base.locations)


def _both(base: Entry, ours: Entry, theirs: Entry) -> tuple[Entry, tuple[str, ...] | None]:
    text, lost = _words(base, ours, theirs)
    obsolete = picked(base.obsolete, ours.obsolete, theirs.obsolete)
    document = ours if ours.obsolete == obsolete else theirs
    flags = merged_list(*(tuple(f for f in entry.flags if f != "fuzzy") for entry in (base, ours, theirs)))
    groups = merged_list(*(grouped(entry) for entry in (base, ours, theirs)))
    plurals = (base.msgid_plural, ours.msgid_plural, theirs.msgid_plural)
    same = ours.obsolete == theirs.obsolete
    own = grouped(text)
    groups = tuple(group for group in groups if group in own or not group[0].startswith("workflow-draft:"))
    entry = replace(
        document,
        msgstr=text.msgstr,
        msgid_plural=picked(*plurals) if ours.msgstr == theirs.msgstr else text.msgid_plural,
        flags=("fuzzy", *flags) if _fuzzy(base, ours, theirs, text) else flags,
        comments=tuple(line for group in groups for line in group),
        extracted=merged_list(base.extracted, ours.extracted, theirs.extracted) if same else document.extracted,
        locations=merged_list(base.locations, ours.locations, theirs.locations) if same else document.locations,
        previous_context=text.previous_context,
        previous_msgid=text.previous_msgid,
        previous_plural=text.previous_plural,
        obsolete=obsolete,
    )
    if not obsolete:
        entry = remove(entry, "obsolete")
    if lost is None:
        return entry, None
    return put_conflict(entry, lost), lost


def _words(base: Entry, ours: Entry, theirs: Entry) -> tuple[Entry, tuple[str, ...] | None]:
    """The side whose text the entry gets, and the other's text where it must not be forgotten."""
    if ours.msgstr == theirs.msgstr:
        before = (base.fuzzy, base.previous_msgid, base.previous_plural, base.previous_context)
        now = (ours.fuzzy, ours.previous_msgid, ours.previous_plural, ours.previous_context)
        return (theirs if before == now else ours), None
    mine, other = _said(base, ours), _said(base, theirs)
    if not other:
        return ours, None
    if not mine:
        return theirs, None
    if not any(theirs.msgstr) or _machine(base, theirs):
        return ours, None
    if not any(ours.msgstr) or _machine(base, ours):
        return theirs, None
    return ours, theirs.msgstr


def _said(base: Entry, entry: Entry) -> bool:
    """Whether this side says something of the text: gave another one, or declared the old one good."""
    return entry.msgstr != base.msgstr or entry.msgid_plural != base.msgid_plural or (base.fuzzy and not entry.fuzzy)


def _machine(base: Entry, entry: Entry) -> bool:
    """Whether the text is an untouched draft with no words of a person behind it but those of the base."""
    return draft_of(entry) is not None and previous_text(entry) in (None, base.msgstr)


def _fuzzy(base: Entry, ours: Entry, theirs: Entry, text: Entry) -> bool:
    """Fuzzy is a text that its own side calls so, and one that the other side has come to doubt."""
    if ours.msgstr == theirs.msgstr:
        return picked(base.fuzzy, ours.fuzzy, theirs.fuzzy)
    other = theirs if text is ours else ours
    return text.fuzzy or (other.msgstr == base.msgstr and other.fuzzy and not base.fuzzy)


def _follow(
    base: Mapping[Key, Entry], mine: Mapping[Key, Entry], other: Mapping[Key, Entry], found: dict[Key, Entry]
) -> None:
    """Where one side's document was edited, and the other translated the text as it was before: the new words go where the old went.

    Without this the entry of the edited text would keep the older words, and the newer ones stay behind with the text that is gone.
    """
    for key, entry in mine.items():
        former = (entry.previous_context, entry.previous_msgid or "")
        was, now = base.get(former), other.get(former)
        if key in base or key in other or was is None or now is None or not entry.fuzzy:
            continue
        gone = former not in mine or (mine[former].obsolete and mine[former].msgstr == was.msgstr)
        if not gone or now.obsolete or entry.msgstr != was.msgstr or now.msgstr == was.msgstr or not any(now.msgstr):
            continue
        if len(now.msgstr) != len(entry.msgstr) or draft_of(now) is not None:
            continue
        groups = merged_list(grouped(was), grouped(entry), grouped(now))
        lines = tuple(line for group in groups for line in group)
        found[key] = remove(replace(entry, msgstr=now.msgstr, comments=lines), "draft", "obsolete")
        found.pop(former, None)


# The whole


def _order(base: list[Key], ours: list[Key], theirs: list[Key], found: Mapping[Key, Entry]) -> list[Key]:
    """The order of the side that changed it (ours if both did), with what only the other has behind what it stands behind there."""
    first, second = (theirs, ours) if not _reordered(base, ours) and _reordered(base, theirs) else (ours, theirs)
    there = {key for key in first if key in found}
    behind: dict[Key | None, list[Key]] = {}
    last: Key | None = None
    for key in second:
        if key in there:
            last = key
        elif key in found:
            behind.setdefault(last, []).append(key)
    order = behind.get(None, [])
    for key in first:
        if key in there:
            order += [key, *behind.get(key, ())]
    return order


def _reordered(base: Iterable[Key], side: list[Key]) -> bool:
    there, before = set(side), set(base)
    return [key for key in base if key in there] != [key for key in side if key in before]


def _layout(header: Entry, preferred: Catalog, ours: Catalog, theirs: Catalog) -> object:
    """The layout of the preferred catalog, or of one whose charset is that of the header."""
    wanted = _charset(field(Catalog((), header), "Content-Type"))
    layouts = [side.layout for side in (preferred, ours, theirs) if isinstance(side.layout, Layout)]
    return next((layout for layout in layouts if layout.charset == wanted), layouts[0] if layouts else None)


def _charset(content_type: str) -> str:
    try:
        return codecs.lookup(content_type.rpartition("charset=")[2].strip()).name
    except LookupError:
        return ""
