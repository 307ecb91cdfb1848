"""One PO file a language out of one PO file a document, as other tools want it, and back. Pure.

A text that several documents say and translate alike is one entry in the joined file. Where their translations, flags or comments
differ each document keeps an entry of its own, with the document's name in its context: ``[guide.md]``. Coming back, a
document's catalog takes what a translator may change: texts, flags, comments. The rest of it stays as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workflow.catalogs.headers import field, with_field
from workflow.catalogs.layout import Layout
from workflow.catalogs.merge3.entries import Merge, merge3
from workflow.errors import BadInput
from workflow.model import Catalog, Entry, Key

__all__ = ["join", "split", "unknown"]

_BY_PERSONS = ("PO-Revision-Date", "Last-Translator", "Language-Team", "X-Generator")
"""Header fields that whoever saves the joined file may set."""


def join(catalogs: Mapping[str, Catalog]) -> Catalog:
    """The catalogs of documents (by name, in order) as one, with the header of the first. Raises BadInput where a context is in use already."""
    firsts: dict[Key, Entry] = {}
    differ: set[Key] = set()
    for catalog in catalogs.values():
        for entry in catalog.entries:
            if not _alike(firsts.setdefault(entry.key, entry), entry):
                differ.add(entry.key)
    found: dict[Key, Entry] = {}
    for document, catalog in catalogs.items():
        for entry in catalog.entries:
            own = replace(entry, context=_named(document, entry.context)) if entry.key in differ else entry
            if own.key != entry.key and (own.key in firsts or own.key in found):
                raise BadInput(
                    f"{document}: the context {own.context!r} is in use already; the files cannot be joined."
                )
            if own.key in found:
                own = _both(found[own.key], own)
            found[own.key] = own
    live = [entry for entry in found.values() if not entry.obsolete]
    gone = [entry for entry in found.values() if entry.obsolete]
    header = next((catalog.header for catalog in catalogs.values()), Entry(msgid=""))
    return Catalog(entries=(*live, *gone), header=header)


def split(document: str, ours: Catalog, joined: Catalog, base: Catalog | None = None) -> Merge:
    """A document's catalog with what was changed in the joined one.

    ``base`` is the joined file as ``join`` made it: with it, what was changed in the document's catalog meanwhile is kept too, and
    where both were there is a conflict; without it the joined file has the last word.
    """
    told = [name for name in _BY_PERSONS if base is None or field(joined, name) != field(base, name)]
    theirs = _applied(document, ours, joined, told)
    before = ours if base is None else _applied(document, ours, base, ())
    return merge3(before, ours, theirs, layout=ours if isinstance(ours.layout, Layout) else None)


def unknown(joined: Catalog, catalogs: Mapping[str, Catalog]) -> tuple[Entry, ...]:
    """The entries of the joined file that no document has any more."""
    keys = {key for document, one in catalogs.items() for entry in one.entries for key in _keys(document, entry)}
    return tuple(entry for entry in joined.entries if entry.key not in keys)


def _keys(document: str, entry: Entry) -> tuple[Key, Key]:
    return (_named(document, entry.context), entry.msgid), entry.key


def _applied(document: str, ours: Catalog, joined: Catalog, told: Sequence[str]) -> Catalog:
    there = {entry.key: entry for entry in joined.entries}
    entries = []
    for entry in ours.entries:
        own, shared = _keys(document, entry)
        other = there.get(own) or there.get(shared)
        if other is None or len(other.msgstr) != len(entry.msgstr):
            entries.append(entry)
            continue
        entries.append(
            replace(
                entry,
                msgstr=other.msgstr,
                flags=_unless_same(entry.flags, other.flags),
                comments=_unless_same(entry.comments, other.comments),
                previous_context=other.previous_context,
                previous_msgid=other.previous_msgid,
                previous_plural=other.previous_plural,
            )
        )
    result = replace(ours, entries=tuple(entries))
    if result.entries != ours.entries:
        for name in told:
            value = field(joined, name)
            if value and value != field(ours, name):
                result = with_field(result, name, value)
    return result


def _named(document: str, context: str | None) -> str:
    return f"[{document}]" if context is None else f"{context} [{document}]"


def _alike(first: Entry, second: Entry) -> bool:
    """Whether one entry can stand for both: what differs is only where they are and what they are."""
    places = {"extracted": (), "locations": (), "flags": tuple(sorted(second.flags))}
    return replace(first, **(places | {"flags": tuple(sorted(first.flags))})) == replace(second, **places)  # type: ignore[arg-type]


def _both(first: Entry, second: Entry) -> Entry:
    return replace(
        first, extracted=_union(first.extracted, second.extracted), locations=_union(first.locations, second.locations)
    )


def _union(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _unless_same(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    return ours if sorted(ours) == sorted(theirs) else theirs
