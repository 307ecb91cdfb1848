"""Join the catalogs of all documents into one PO file per language, for other tools, and split it again. Pure functions.

A text that several documents share is one entry of the joined file if its translations, flags and comments are equal. If they differ,
each document has its own entry, with the document's name in the context: ``[guide.md]``. Splitting takes over what a translator
may change (texts, flags, comments); the rest of a document's catalog stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workflow.catalogs.headers import field, with_field
from workflow.catalogs.layout import FileLayout
from workflow.catalogs.merge3.entries import MergedCatalog, merge3
from workflow.errors import BadInput
from workflow.model import Catalog, Entry, Key

__all__ = ["join", "split", "unknown"]

_BY_PERSONS = ("PO-Revision-Date", "Last-Translator", "Language-Team", "X-Generator")
"""Header fields that a translator's program sets when it saves the joined file."""


def join(catalogs: Mapping[str, Catalog]) -> Catalog:
    """Return the catalogs of documents (by name, in order) as one, with the header of the first.

    Raises BadInput if the context that an entry would get exists already.
    """
    firsts: dict[Key, Entry] = {}
    differ: set[Key] = set()
    for catalog in catalogs.values():
        for entry in catalog.entries:
            if not _interchangeable(firsts.setdefault(entry.key, entry), entry):
                differ.add(entry.key)
    found: dict[Key, Entry] = {}
    for document, catalog in catalogs.items():
        for entry in catalog.entries:
            own = replace(entry, context=_named(document, entry.context)) if entry.key in differ else entry
            if own.key != entry.key and (own.key in firsts or own.key in found):
                raise BadInput(
                    f"{document}: the context {own.context!r} exists already, so the files cannot be joined. Rename it."
                )
            if own.key in found:
                own = _both(found[own.key], own)
            found[own.key] = own
    live = [entry for entry in found.values() if not entry.obsolete]
    obsolete = [entry for entry in found.values() if entry.obsolete]
    header = next((catalog.header for catalog in catalogs.values()), Entry(msgid=""))
    return Catalog(entries=(*live, *obsolete), header=header)


def split(document: str, ours: Catalog, joined: Catalog, base: Catalog | None = None) -> MergedCatalog:
    """Return a document's catalog with the changes of the joined one.

    ``base`` is the joined catalog as ``join`` made it. With it, changes made in the document's catalog in the meantime are kept, and a
    change in both places is a conflict; without it, the joined catalog wins.
    """
    fields = [name for name in _BY_PERSONS if base is None or field(joined, name) != field(base, name)]
    theirs = _applied(document, ours, joined, fields)
    before = ours if base is None else _applied(document, ours, base, ())
    return merge3(before, ours, theirs, layout=ours if isinstance(ours.layout, FileLayout) else None)


def unknown(joined: Catalog, catalogs: Mapping[str, Catalog]) -> tuple[Entry, ...]:
    """Return the entries of the joined catalog that no document has."""
    keys = {key for document, one in catalogs.items() for entry in one.entries for key in _keys(document, entry)}
    return tuple(entry for entry in joined.entries if entry.key not in keys)


def _keys(document: str, entry: Entry) -> tuple[Key, Key]:
    return (_named(document, entry.context), entry.msgid), entry.key


def _applied(document: str, ours: Catalog, joined: Catalog, fields: Sequence[str]) -> Catalog:
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
        for name in fields:
            value = field(joined, name)
            if value and value != field(ours, name):
                result = with_field(result, name, value)
    return result


def _named(document: str, context: str | None) -> str:
    return f"[{document}]" if context is None else f"{context} [{document}]"


def _interchangeable(first: Entry, second: Entry) -> bool:
    """Whether one entry can stand for both: they differ in extracted comments, references and the order of flags only."""
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
