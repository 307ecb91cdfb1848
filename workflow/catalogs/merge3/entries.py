"""Three-way merge of two edited versions of one catalog, entry by entry. Pure functions.

What only one side changed is taken from that side. Comments, flags, references, order and header fields are merged one by one. If
both sides gave an entry different texts, one text stays in the entry, fuzzy, and a ``workflow-conflict`` comment keeps the other
whole: the result is a PO file that every tool reads. An entry that one side deleted and the other edited stays. A draft gives way to
a person's text. Entries are compared decoded, so line breaks and escapes do not count as edits.
"""

import codecs
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from workflow.catalogs.comment_syntax import comment_groups, remove_comments
from workflow.catalogs.headers import field
from workflow.catalogs.layout import HEADER, FileLayout
from workflow.catalogs.merge3.fields import merged_header, merged_list, picked
from workflow.catalogs.provenance import draft_of, edit_of, previous_text, put_conflict, put_edit
from workflow.catalogs.source_edits.kinds import EditKind
from workflow.model import Catalog, Entry, Key

__all__ = ["Conflict", "MergedCatalog", "merge3"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry to which both sides gave a text; the key ``(None, "")`` is the header."""

    key: Key
    kept: tuple[str, ...]
    """The entry's texts now."""
    other: tuple[str, ...]
    """The texts in its ``workflow-conflict`` comment."""


@dataclass(frozen=True, slots=True)
class MergedCatalog:
    """The result of a three-way merge."""

    catalog: Catalog
    conflicts: tuple[Conflict, ...] = ()


def merge3(base: Catalog, ours: Catalog, theirs: Catalog, *, layout: Catalog | None = None) -> MergedCatalog:
    """Merge ``ours`` and ``theirs``, both made from ``base``. If texts conflict, ours stay in the entries.

    Entries that are equal to those of ``layout`` (default: ours) keep the lines of its file. If the merged header names another
    charset, the catalog whose file has that charset is taken instead.
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
    return MergedCatalog(catalog, tuple(clashes))


def _by_key(catalog: Catalog) -> dict[Key, Entry]:
    return {entry.key: entry for entry in catalog.entries}


def _sorted(catalog: Catalog) -> bool:
    """Whether all obsolete entries are at the end."""
    states = [entry.obsolete for entry in catalog.entries]
    return states == sorted(states)


# One entry


def _entry(base: Entry | None, ours: Entry | None, theirs: Entry | None) -> tuple[Entry | None, tuple[str, ...] | None]:
    """The merged entry (None: deleted), and the text that conflicts with it."""
    if ours == theirs or base == theirs:
        return ours, None
    if base == ours:
        return theirs, None
    if ours is None or theirs is None:
        left = ours or theirs
        assert left is not None and base is not None
        return (None, None) if _only_moved(base, left) else (left, None)
    if base is None:  # both sides added it
        base = replace(ours, msgstr=(), flags=(), comments=(), extracted=(), locations=(), obsolete=True)
    return _both(base, ours, theirs)


def _only_moved(base: Entry, entry: Entry) -> bool:
    """Whether only the lines that come from the document changed."""
    return base == replace(entry, extracted=base.extracted, locations=base.locations)


def _both(base: Entry, ours: Entry, theirs: Entry) -> tuple[Entry, tuple[str, ...] | None]:
    text, lost = _words(base, ours, theirs)
    obsolete = picked(base.obsolete, ours.obsolete, theirs.obsolete)
    if draft_of(base) is not None and not text.obsolete and not base.obsolete and _edited(base, text):
        obsolete = (
            False  # translated here, edited in its source there: the next extraction carries the translation over
        )
    document = ours if ours.obsolete == obsolete else theirs
    flags = merged_list(*(tuple(f for f in entry.flags if f != "fuzzy") for entry in (base, ours, theirs)))
    groups = merged_list(*(comment_groups(entry) for entry in (base, ours, theirs)))
    plurals = (base.msgid_plural, ours.msgid_plural, theirs.msgid_plural)
    same = ours.obsolete == theirs.obsolete
    own = comment_groups(text)
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
        entry = remove_comments(entry, "obsolete")
    if lost is None:
        return entry, None
    return put_conflict(entry, lost), lost


def _words(base: Entry, ours: Entry, theirs: Entry) -> tuple[Entry, tuple[str, ...] | None]:
    """The side whose text the entry gets, and the other's text if it must be kept."""
    if ours.msgstr == theirs.msgstr:
        before = (base.fuzzy, base.previous_msgid, base.previous_plural, base.previous_context)
        now = (ours.fuzzy, ours.previous_msgid, ours.previous_plural, ours.previous_context)
        return (theirs if before == now else ours), None
    mine, other = _edited(base, ours), _edited(base, theirs)
    if not other:
        return ours, None
    if not mine:
        return theirs, None
    if not any(theirs.msgstr) or _machine(base, theirs):
        return ours, None
    if not any(ours.msgstr) or _machine(base, ours):
        return theirs, None
    return ours, theirs.msgstr


def _edited(base: Entry, entry: Entry) -> bool:
    """Whether this side changed the text, or removed its fuzzy flag."""
    return entry.msgstr != base.msgstr or entry.msgid_plural != base.msgid_plural or (base.fuzzy and not entry.fuzzy)


def _machine(base: Entry, entry: Entry) -> bool:
    """Whether the text is an untouched draft, and ``workflow-was`` keeps no text by a person that the base does not have."""
    return draft_of(entry) is not None and previous_text(entry) in (None, base.msgstr)


def _fuzzy(base: Entry, ours: Entry, theirs: Entry, text: Entry) -> bool:
    """Whether the merged entry is fuzzy: it is on its own side, or the other side kept the old text and marked it fuzzy."""
    if ours.msgstr == theirs.msgstr:
        return picked(base.fuzzy, ours.fuzzy, theirs.fuzzy)
    other = theirs if text is ours else ours
    return text.fuzzy or (other.msgstr == base.msgstr and other.fuzzy and not base.fuzzy)


def _follow(
    base: Mapping[Key, Entry], mine: Mapping[Key, Entry], other: Mapping[Key, Entry], found: dict[Key, Entry]
) -> None:
    """Move new translations to edited texts: one side merged an edited document, the other translated the text as it was before.

    Without this, the entry of the edited text would keep the older translation, and the newer one would stay in the entry of the
    deleted text.
    """
    for key, entry in mine.items():
        former = (entry.previous_context, entry.previous_msgid or "")
        was, now = base.get(former), other.get(former)
        if key in base or key in other or was is None or now is None or not entry.fuzzy:
            continue
        deleted = former not in mine or (mine[former].obsolete and mine[former].msgstr == was.msgstr)
        carried = entry.msgstr == was.msgstr or previous_text(entry) == was.msgstr
        if not deleted or now.obsolete or not carried or now.msgstr == was.msgstr or not any(now.msgstr):
            continue
        if len(now.msgstr) != len(entry.msgstr) or draft_of(now) is not None:
            continue
        groups = merged_list(comment_groups(was), comment_groups(entry), comment_groups(now))
        lines = tuple(line for group in groups for line in group)
        followed = remove_comments(replace(entry, msgstr=now.msgstr, comments=lines), "draft", "obsolete", "edit")
        edit = edit_of(entry)
        if edit is not None:
            # Exchanged facts cannot be exchanged here: the new text is of the old source.
            kind = edit.kind if edit.kind is not EditKind.FACTS else EditKind.SENTENCE
            followed = put_edit(followed, kind, edit.was)
        found[key] = followed
        if former in mine:
            found[former] = replace(now, obsolete=True, locations=(), comments=mine[former].comments)
        else:
            found.pop(former, None)


# The whole


def _order(base: list[Key], ours: list[Key], theirs: list[Key], found: Mapping[Key, Entry]) -> list[Key]:
    """The order of the side that changed it (ours if both did); each entry that only the other side has follows its predecessor there."""
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
    """The layout of the first catalog whose charset is that of the header, or else of the first with a layout."""
    wanted = _charset(field(Catalog((), header), "Content-Type"))
    layouts = [side.layout for side in (preferred, ours, theirs) if isinstance(side.layout, FileLayout)]
    return next((layout for layout in layouts if layout.charset == wanted), layouts[0] if layouts else None)


def _charset(content_type: str) -> str:
    try:
        return codecs.lookup(content_type.rpartition("charset=")[2].strip()).name
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return ""
