"""Join the catalogs of all documents into one PO file per language, for other tools, and split it again. Pure functions.

A text that several documents share is one entry of the joined file if its translations, flags and comments are equal. If they differ,
each document has its own entry, with the document's name in the context: ``[guide.md]``. Splitting takes over what a translator
may change (texts, flags, comments); the rest of a document's catalog stays.

Every entry of the joined file tells what it was when it was joined, so each copy of the file can come back at any time, in any order:

    # workflow-joined: src=HASH txt=HASH notes=HASH

``src`` is the hash of the source, ``txt`` that of the translation and its flags, ``notes`` that of the translator comments. The comment
of the header has the hash of the fields that programs set when a person saves.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from workflow.catalogs.comment_syntax import add_comment, comment_values, pairs_in, remove_comments
from workflow.catalogs.hashes import source_hash, text_hash
from workflow.catalogs.headers import field, with_field
from workflow.catalogs.layout import FileLayout
from workflow.catalogs.merge3.entries import Conflict, MergedCatalog, merge3
from workflow.catalogs.provenance import put_conflict
from workflow.errors import BadInput
from workflow.model import Catalog, Entry, Key

__all__ = ["NOTHING_TAKEN", "Strays", "Taken", "edits", "is_joined", "join", "missing", "split", "strays"]

Taken = Mapping[str, AbstractSet[str]]
"""Changes that were taken over: the hash of each, with those of the entries that it met. They tell a change that was taken back
(by git, for example) from one that a person has improved since."""
NOTHING_TAKEN: Taken = {}

_KIND = "joined"
_BY_PERSONS = ("PO-Revision-Date", "Last-Translator", "Language-Team", "X-Generator")
"""Header fields that a translator's program sets when it saves the joined file."""


@dataclass(frozen=True, slots=True)
class Strays:
    """The entries of a joined file that no document has any longer."""

    edited: Mapping[str, tuple[Entry, ...]]
    """By document: those with a new translation, as obsolete entries of the catalog they came from."""
    homeless: tuple[Entry, ...]
    """Those with a new translation that name no document."""
    unchanged: int
    """The number of the others."""


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
    signed = [_signed(entry) for entry in found.values()]
    live = [entry for entry in signed if not entry.obsolete]
    obsolete = [entry for entry in signed if entry.obsolete]
    first = next(iter(catalogs.values()), Catalog(()))
    header = add_comment(first.header, _KIND, f"src={source_hash(first.header)} txt={_saved_by(first)}")
    return Catalog(entries=(*live, *obsolete), header=header)


def is_joined(catalog: Catalog) -> bool:
    """Whether ``join`` made the catalog."""
    return any(any(comment_values(entry, _KIND)) for entry in (catalog.header, *catalog.entries))


def edits(document: str, ours: Catalog, joined: Catalog, taken: Taken = NOTHING_TAKEN) -> Taken:
    """Return the changes of the joined catalog that ``split`` takes over, with what they meet in the document's catalog."""
    there = {entry.key: entry for entry in joined.entries}
    found: dict[str, frozenset[str]] = {}
    for entry in ours.entries:
        other = _counterpart(document, entry, there)
        if other is None:
            continue
        mine = replace(entry, context=other.context)
        for state in (_text_state, _notes_state):
            if _is_news(state, mine, other, taken):
                found[state(other)] = found.get(state(other), frozenset()) | {state(mine)}
    return found


def split(
    document: str, ours: Catalog, joined: Catalog, taken: Taken = NOTHING_TAKEN, added: Sequence[Entry] = ()
) -> MergedCatalog:
    """Return a document's catalog with the changes of the joined one.

    Changes made in the document's catalog in the meantime are kept, and a change in both places is a conflict, as are two different
    translations of an entry that does not tell what it was when it was joined. An empty translation never replaces another.
    ``taken``: the ``edits`` that were taken over before; they do not count again if the entry has been changed since. ``added``:
    entries to add (``Strays.edited``).
    """
    there = {entry.key: entry for entry in joined.entries}
    before, theirs, other_forms = [], [], {}
    for entry in ours.entries:
        other = _counterpart(document, entry, there)
        if other is None:
            before.append(entry)
            theirs.append(entry)
            continue
        if len(other.msgstr) != len(entry.msgstr):
            if any(other.msgstr) and _is_news(_text_state, replace(entry, context=other.context), other, taken):
                other_forms[entry.key] = other.msgstr
            other = replace(other, msgstr=entry.msgstr, flags=entry.flags)
        base, changed = _sides(entry, other, taken)
        before.append(base)
        theirs.append(changed)
    there_now = Catalog((*theirs, *added), ours.header)
    if there_now.entries != ours.entries:
        there_now = _signed_by(there_now, ours, joined)
    layout = ours if isinstance(ours.layout, FileLayout) else None
    merge = merge3(replace(ours, entries=tuple(before)), ours, there_now, layout=layout)
    if not other_forms:
        return merge
    entries = tuple(
        put_conflict(entry, other_forms[entry.key]) if entry.key in other_forms else entry
        for entry in merge.catalog.entries
    )
    conflicts = [Conflict(e.key, e.msgstr, other_forms[e.key]) for e in entries if e.key in other_forms]
    return MergedCatalog(replace(merge.catalog, entries=entries), (*merge.conflicts, *conflicts))


def strays(joined: Catalog, catalogs: Mapping[str, Catalog]) -> Strays:
    """Return the entries of the joined catalog that no document has, by the document that their context or reference names."""
    keys = {key for document, one in catalogs.items() for entry in one.entries for key in _keys(document, entry)}
    edited: dict[str, tuple[Entry, ...]] = {}
    homeless: list[Entry] = []
    unchanged = 0
    for entry in joined.entries:
        if entry.key in keys:
            continue
        if not any(entry.msgstr) or _text_state(entry) in _joined_as(entry):
            unchanged += 1
            continue
        places = {location.rpartition(":")[0] or location for location in entry.locations} | {*entry.locations}
        home = next((name for name in catalogs if _is_named(name, entry.context) or name in places), None)
        if home is None:
            homeless.append(entry)
        else:
            edited[home] = (*edited.get(home, ()), _obsolete(home, entry))
    return Strays(edited, tuple(homeless), unchanged)


def missing(joined: Catalog, catalogs: Mapping[str, Catalog]) -> int:
    """Return how many current entries of the documents' catalogs are not in the joined catalog."""
    there = {entry.key: entry for entry in joined.entries}
    lost = {
        entry.key for name, one in catalogs.items() for entry in one.live if _counterpart(name, entry, there) is None
    }
    return len(lost)


# The comment in the joined file


def _signed(entry: Entry) -> Entry:
    entry = remove_comments(entry, _KIND)
    states = (_text_state(entry), _notes_state(entry))
    txt, notes = (state.rpartition(" ")[2] for state in states)
    return add_comment(entry, _KIND, f"src={source_hash(entry)} txt={txt} notes={notes}")


def _joined_as(entry: Entry) -> set[str]:
    """The states of text and notes with which the entry was joined; several if a tool combined copies of the file."""
    source = source_hash(entry)
    records = [pairs_in(value)[0] for value in comment_values(entry, _KIND)]
    return {
        f"{name} {source} {record[name]}"
        for record in records
        if record.get("src") == source
        for name in ("txt", "notes")
        if name in record
    }


def _text_state(entry: Entry) -> str:
    return f"txt {source_hash(entry)} {text_hash(*entry.msgstr, *sorted(entry.flags))}"


def _notes_state(entry: Entry) -> str:
    return f"notes {source_hash(entry)} {text_hash(*remove_comments(entry, _KIND).comments)}"


def _saved_by(catalog: Catalog) -> str:
    return text_hash(*(field(catalog, name) for name in _BY_PERSONS))


def _is_news(state: Callable[[Entry], str], mine: Entry, other: Entry, taken: Taken) -> bool:
    """Whether the joined entry was changed since it was joined, and the change was not taken over before."""
    known = _joined_as(other)
    if state(other) in known:
        return False
    met = taken.get(state(other))
    return met is None or state(mine) in met or state(mine) in known


# The two sides of an entry


def _sides(ours: Entry, other: Entry, taken: Taken) -> tuple[Entry, Entry]:
    """The base of an entry as far as it is known, and the entry with the changes of the joined one."""
    base = theirs = ours
    mine = replace(ours, context=other.context)  # hashes are of the joined file's contexts
    texts = tuple(there or here for there, here in zip(other.msgstr, ours.msgstr, strict=True))
    if any(other.msgstr) and _is_news(_text_state, mine, other, taken):
        theirs = replace(
            theirs,
            msgstr=texts,
            flags=ours.flags if sorted(ours.flags) == sorted(other.flags) else other.flags,
            previous_context=other.previous_context,
            previous_msgid=other.previous_msgid,
            previous_plural=other.previous_plural,
        )
        if _text_state(mine) not in _joined_as(other):
            base = replace(base, msgstr=(), flags=tuple(flag for flag in ours.flags if flag in other.flags))
    if _is_news(_notes_state, mine, other, taken):
        notes = remove_comments(other, _KIND).comments
        theirs = replace(theirs, comments=ours.comments if sorted(ours.comments) == sorted(notes) else notes)
        if _notes_state(mine) not in _joined_as(other):
            base = replace(base, comments=())
    return base, theirs


def _signed_by(catalog: Catalog, ours: Catalog, joined: Catalog) -> Catalog:
    """The catalog with the fields of the joined file's header that a person's save changed."""
    records = [pairs_in(value)[0] for value in comment_values(joined.header, _KIND)]
    if _saved_by(joined) in [record.get("txt") for record in records]:
        return catalog
    for name in _BY_PERSONS:
        value = field(joined, name)
        if value and value != field(ours, name):
            catalog = with_field(catalog, name, value)
    return catalog


# Entries of documents


def _counterpart(document: str, entry: Entry, there: Mapping[Key, Entry]) -> Entry | None:
    """The joined entry of a document's entry."""
    own, shared = _keys(document, entry)
    return there.get(own) or there.get(shared)


def _keys(document: str, entry: Entry) -> tuple[Key, Key]:
    return (_named(document, entry.context), entry.msgid), entry.key


def _named(document: str, context: str | None) -> str:
    return f"[{document}]" if context is None else f"{context} [{document}]"


def _is_named(document: str, context: str | None) -> bool:
    return context is not None and (context == f"[{document}]" or context.endswith(f" [{document}]"))


def _obsolete(document: str, entry: Entry) -> Entry:
    context = entry.context
    if context is not None and _is_named(document, context):
        context = context.removesuffix(f"[{document}]").removesuffix(" ") or None
    return replace(remove_comments(entry, _KIND), context=context, obsolete=True, extracted=(), locations=())


def _interchangeable(first: Entry, second: Entry) -> bool:
    """Whether one entry can stand for both: they differ in extracted comments, references and the order of flags only."""
    places = {"extracted": (), "locations": (), "flags": tuple(sorted(second.flags))}
    return replace(first, **(places | {"flags": tuple(sorted(first.flags))})) == replace(second, **places)  # type: ignore[arg-type]


def _both(first: Entry, second: Entry) -> Entry:
    return replace(
        first, extracted=_union(first.extracted, second.extracted), locations=_union(first.locations, second.locations)
    )


def _union(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
