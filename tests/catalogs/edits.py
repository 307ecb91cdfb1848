"""Catalogs and pairs of edits made of them, for Hypothesis."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from tests.catalogs.examples import HEADER
from workflow.model import Catalog, Entry, Key

__all__ = ["Side", "pairs", "words"]

KEYS: tuple[Key, ...] = (
    *(
        (None, f"Text number {n}, which is long enough to be wrapped somewhere by some tool or other.")
        for n in range(6)
    ),
    ("menu", "Open"),
    (None, "Open"),
)
NEW: tuple[Key, ...] = tuple((None, f"A new text, {n}") for n in range(4))
_FLAGS = ("markdown-text", "no-wrap", "python-format")


@dataclass(frozen=True, slots=True)
class Side:
    """An edited catalog, and what was edited: keys, and other parts by name."""

    catalog: Catalog
    touched: frozenset[Key | str]


def words(catalog: Catalog) -> set[str]:
    """Every text of every entry, those kept in comments left out."""
    return {text for entry in catalog.entries for text in entry.msgstr if text}


@st.composite
def pairs(draw: st.DrawFn, *, disjoint: bool = False) -> tuple[Catalog, Side, Side]:
    """A catalog, and two edits of it; with ``disjoint`` no entry is touched by both."""
    base = Catalog(
        tuple(_entry(draw, key) for key in draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1))), HEADER
    )
    keys = [entry.key for entry in base.entries]
    if disjoint:
        mine = draw(st.sets(st.sampled_from(keys)))
        other = set(keys) - mine
        new = draw(st.integers(0, len(NEW)))
        reorder = draw(st.booleans())
        return (
            base,
            _edited(draw, base, "ours", mine, NEW[:new], ("Last-Translator",), reorder=reorder),
            _edited(draw, base, "theirs", other, NEW[new:], ("X-Generator",), reorder=not reorder),
        )
    fields = ("Last-Translator", "X-Generator", "X-Own")
    return (
        base,
        _edited(draw, base, "ours", set(keys), NEW, fields, reorder=True),
        _edited(draw, base, "theirs", set(keys), NEW, fields, reorder=True),
    )


def _name(key: Key) -> str:
    """The key and texts of an entry, which identify it."""
    return f"{key[0] or ''} {key[1]}"


def _entry(draw: st.DrawFn, key: Key) -> Entry:
    text = draw(st.sampled_from(["", f"base {_name(key)}"]))
    obsolete = bool(text) and draw(st.integers(0, 9)) == 0
    return Entry(
        msgid=key[1],
        context=key[0],
        msgstr=(text,),
        flags=("fuzzy",) if text and draw(st.booleans()) else (),
        comments=tuple(draw(st.lists(st.sampled_from(["a note", "another", "by hand"]), max_size=2, unique=True))),
        locations=() if obsolete else ("guide.md",),
        obsolete=obsolete,
    )


def _edited(
    draw: st.DrawFn,
    base: Catalog,
    side: str,
    keys: set[Key],
    new: Sequence[Key],
    fields: Sequence[str],
    *,
    reorder: bool,
) -> Side:
    touched: set[Key | str] = set()
    entries: list[Entry] = []
    for entry in base.entries:
        action = draw(
            st.sampled_from(["leave"] * 4 + ["text"] * 4 + ["flag", "note", "remove", "retire", "place", "source"])
        )
        after: Entry | None = entry
        if entry.key in keys and action != "leave":
            after = _changed(draw, entry, action, side)
            if after != entry:
                touched |= {entry.key} if after is None else {entry.key, after.key}
        if after is not None:
            entries.append(after)
    for key in new:
        if draw(st.booleans()):
            text = draw(st.sampled_from(["", f"{side}: {_name(key)}", f"same: {_name(key)}"]))
            at = draw(st.integers(0, len(entries)))
            entries.insert(at, Entry(msgid=key[1], context=key[0], msgstr=(text,), locations=("new.md",)))
            touched.add(key)
    if reorder and draw(st.integers(0, 3)) == 0:
        entries = list(draw(st.permutations(entries)))
    header = base.header
    if draw(st.booleans()):
        name = draw(st.sampled_from(fields))
        header = replace(header, msgstr=(f"{header.text}{name}: {side}\n",))
        touched.add(name)
    return Side(Catalog(tuple(entries), header), frozenset(touched))


def _changed(draw: st.DrawFn, entry: Entry, action: str, side: str) -> Entry | None:
    if action == "remove":
        return None
    if action == "text":
        text = draw(st.sampled_from([f"{side}: {_name(entry.key)}", f"same: {_name(entry.key)}", ""]))
        flags = tuple(flag for flag in entry.flags if flag != "fuzzy")
        return replace(entry, msgstr=(text,), flags=("fuzzy", *flags) if text and draw(st.booleans()) else flags)
    if action == "flag":
        flag = draw(st.sampled_from(_FLAGS))
        return replace(entry, flags=(*entry.flags, flag))
    if action == "source":  # as extract and msgmerge leave an entry whose document was edited
        return replace(
            entry,
            msgid=f"{entry.msgid} {draw(st.sampled_from([f'Edited by {side}.', 'Edited.']))}",
            flags=("fuzzy", *(flag for flag in entry.flags if flag != "fuzzy")),
            previous_context=entry.context,
            previous_msgid=entry.msgid,
        )
    if action == "note":
        return replace(entry, comments=(*entry.comments, draw(st.sampled_from([f"{side} says", "a note", ""]))))
    if action == "retire":
        return replace(entry, obsolete=True, locations=())
    return replace(entry, locations=() if entry.obsolete else (f"{side}.md",))
