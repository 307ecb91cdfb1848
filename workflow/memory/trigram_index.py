"""The trigram index: it finds the texts that share the most of a text's rarest trigrams. Lists of 16-bit numbers in SQLite, merged by numpy.

Texts are in *blocks* of one language with 65,536 slots each; a text's number is its block and its slot. For each block and trigram
``postings`` has the slots of the texts that it is in: two bytes each or, from 4,096 on, a bit for every slot. A block's ``lengths``
have the length of each slot's text, in steps (0: the slot is free), and ``counts`` the number of texts of a language with a trigram.
A trigram is identified by twenty bits of a hash. A collision only makes a list longer, since texts are compared letter by letter later.

FTS5's trigram index is slower: filling it takes three times as long, and it returns a list as one SQL row per text, which is most of a look-up.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # Imported where it is used: most runs of the program do no look-up, and the import of numpy takes a tenth of a second.
    import numpy as np
    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]
    """Trigram (20 bits) and slot (16 bits), sorted."""

__all__ = ["AMONG", "BLOCK", "LETTERS", "SCHEMA", "TrigramIndex", "folded", "listed", "span"]

SCHEMA = """
CREATE TABLE blocks(id INTEGER PRIMARY KEY, language INTEGER NOT NULL, room INTEGER NOT NULL, lengths BLOB NOT NULL);
CREATE INDEX by_language ON blocks(language, room);
CREATE TABLE postings(id INTEGER PRIMARY KEY, slots BLOB NOT NULL);
CREATE TABLE counts(id INTEGER PRIMARY KEY, number INTEGER NOT NULL)
"""
"""``postings.id``: block and trigram; ``counts.id``: language and trigram."""

AMONG = "IN (SELECT value FROM json_each(?))"
"""A list of numbers as one parameter of a statement: a third of the work of one parameter for each number."""
BLOCK = 16
"""Bits of a slot's number within its block."""
_GRAM = 20
"""Bits of a trigram."""
LETTERS = 16_000_000
"""Approximate maximum number of letters whose trigrams are in memory at the same time."""
_SLOTS = 1 << BLOCK
_BITS = _SLOTS // 8
"""Bytes of a list with one bit per slot; a list with two bytes per slot is used only if it is shorter."""
_TOGETHER = 1 << 32 - _GRAM
_PIECE = 250_000
"""Texts and letters whose trigrams are computed at once: within the processor's cache, it is eight times as fast."""


class TrigramIndex:
    """The index in an open database. The caller's transaction includes its writes."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database

    def put(self, language: int, texts: Sequence[str]) -> list[int]:
        """Add abstract texts, at most 65,536. Returns their numbers."""
        import numpy as np

        row = self._db.execute(
            "SELECT id, lengths FROM blocks WHERE language = ? AND room >= ? ORDER BY id LIMIT 1",
            (language, len(texts)),
        ).fetchone()
        block, lengths = row or (self._new(language), b"")
        steps = _unpacked(lengths)
        slots = np.flatnonzero(steps == 0)[: len(texts)]
        steps[slots] = _steps([len(text) for text in texts])
        self._keep(block, steps)
        self._change(language, block, _keys(texts, slots), ())
        numbers: list[int] = (slots + (block << BLOCK)).tolist()
        return numbers

    def remove(self, texts: Iterable[tuple[int, str]]) -> None:
        """Remove texts, each given by its number and itself."""
        import numpy as np

        removed: dict[int, tuple[list[int], list[str]]] = {}
        for number, text in texts:
            slots, forms = removed.setdefault(number >> BLOCK, ([], []))
            slots.append(number & _SLOTS - 1)
            forms.append(text)
        for block, (slots, forms) in removed.items():
            row = self._db.execute("SELECT language, lengths FROM blocks WHERE id = ?", (block,)).fetchone()
            if row is None:
                raise sqlite3.DatabaseError("a block of the index is gone")
            language, lengths = row
            steps = _unpacked(lengths)
            steps[slots] = 0
            self._keep(block, steps)
            for at, end in _stretches(forms, _SLOTS, LETTERS):
                self._change(language, block, _keys(forms[at:end], np.array(slots[at:end])), slots[at:end])

    def counts(self, language: int, text: str) -> list[tuple[int, int, int]]:
        """The trigrams of a text as (number of texts of the language with it, trigram, first position); those in no text are left out."""
        import numpy as np

        grams, places = np.unique(_grams(np.frombuffer(folded(text).encode("utf-32-le"), "<u4")), return_index=True)
        places_of = dict(zip(grams.tolist(), places.tolist(), strict=True))
        shelf = language << _GRAM
        return [
            (number, key - shelf, places_of[key - shelf])
            for key, number in self._db.execute(
                f"SELECT id, number FROM counts WHERE id {AMONG}", (listed([shelf | gram for gram in places_of]),)
            )
        ]

    def sharing(
        self, language: int, grams: Sequence[int], lengths: tuple[int, int], least: int = 1
    ) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
        """Return the texts of a language within ``lengths`` that have at least ``least`` of the trigrams: their numbers, and how many they have."""
        import numpy as np

        shortest, longest = _steps(lengths)
        blocks = dict(self._db.execute("SELECT id, lengths FROM blocks WHERE language = ?", (language,)))
        lists: dict[int, list[NDArray[np.uint16]]] = {}
        for key, slots in self._postings([block << _GRAM | gram for block in blocks for gram in grams]):
            lists.setdefault(key >> _GRAM, []).append(slots)
        numbers, shared = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for block, found in lists.items():
            slots = np.concatenate(found)
            slots.sort(kind="stable")
            for _ in range(1, least):
                slots = slots[1:][slots[1:] == slots[:-1]]  # each of them once less: few are left
            starts = _starts(slots)
            count = np.append(starts[1:], len(slots)) - starts + (least - 1)
            slots = slots[starts]
            length = _unpacked(blocks[block])[slots]
            fitting = (length >= shortest) & (length <= longest)
            numbers.append(slots[fitting] + np.int64(block << BLOCK))
            shared.append(count[fitting])
        return np.concatenate(numbers), np.concatenate(shared)

    def _postings(self, keys: Sequence[int]) -> "Iterator[tuple[int, NDArray[np.uint16]]]":
        for key, slots in self._db.execute(f"SELECT id, slots FROM postings WHERE id {AMONG}", (listed(keys),)):
            yield key, _slots(slots)

    def _new(self, language: int) -> int:
        row = self._db.execute("INSERT INTO blocks(language, room, lengths) VALUES(?, ?, '')", (language, _SLOTS))
        return row.lastrowid or 0

    def _keep(self, block: int, steps: "NDArray[np.uint8]") -> None:
        """Store the lengths of a block; an empty block is removed."""
        used = steps.nonzero()[0]
        if len(used):
            change = (_SLOTS - len(used), steps[: used[-1] + 1].tobytes(), block)
            self._db.execute("UPDATE blocks SET room = ?, lengths = ? WHERE id = ?", change)
        else:
            self._db.execute("DELETE FROM blocks WHERE id = ?", (block,))

    def _change(self, language: int, block: int, keys: "Keys", removed: Sequence[int]) -> None:
        """Change the lists of the trigrams in ``keys``: remove the slots ``removed`` or, if that is empty, add those of ``keys``."""
        import numpy as np

        shelf = block << _GRAM
        lists = list(_lists(keys))
        there = {key - shelf: slots for key, slots in self._postings([shelf | gram for gram, _ in lists])}
        without = np.zeros(_SLOTS, np.bool_)
        without[list(removed)] = True
        rows: list[tuple[int, bytes]] = []
        changes: list[tuple[int, int]] = []
        for gram, more in lists:
            old = there.get(gram)
            if removed:
                new = old[~without[old]] if old is not None else more[:0]
            else:
                new = more if old is None else np.sort(np.concatenate((old, more)))
            rows.append((shelf | gram, _packed(new)))
            changes.append((language << _GRAM | gram, len(new) - (0 if old is None else len(old))))
        self._db.executemany("INSERT OR REPLACE INTO postings VALUES(?, ?)", rows)
        self._db.executemany(
            "INSERT INTO counts VALUES(?, ?) ON CONFLICT(id) DO UPDATE SET number = number + excluded.number", changes
        )
        if removed:
            empty = [(key,) for key, slots in rows if not slots]
            self._db.executemany("DELETE FROM postings WHERE id = ?", empty)
            self._db.execute("DELETE FROM counts WHERE number = 0")


def folded(text: str) -> str:
    """Normalise an abstract text for the index: case-folded, and without NUL, which separates texts here."""
    return text.casefold().replace("\0", " ")


def span(length: int, ratio: float) -> tuple[int, int]:
    """Return the minimum and maximum length of a text whose similarity to one of ``length`` characters is at least ``ratio`` (0 to 1): ratio ≤ 2·min / (a + b)."""
    return int(length * ratio / (2 - ratio)), int(length * (2 - ratio) / ratio) + 1


def listed(numbers: Sequence[int]) -> str:
    """Return numbers as one parameter for ``AMONG``."""
    return json.dumps(numbers)


def _steps(lengths: Sequence[int]) -> "NDArray[np.uint8]":
    """Round lengths to steps, four per power of two; 0 is not used for texts."""
    import numpy as np

    part, power = np.frexp(lengths)  # 0.5 to below 1, times two to the power
    return np.asarray(np.clip(power * 4 + (part * 8).astype(np.int64) - 4, 1, 255), np.uint8)


def _grams(letters: "NDArray[np.uint32]") -> "NDArray[np.uint32]":
    """The trigram that begins at each letter except the last two."""
    import numpy as np

    if len(letters) < 3:
        return np.zeros(0, np.uint32)
    one, two, three = (np.uint32(odd) for odd in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D))
    mixed: NDArray[np.uint32] = letters[:-2] * one + letters[1:-1] * two + letters[2:] * three
    return mixed >> np.uint32(32 - _GRAM)


def _keys(texts: Sequence[str], slots: "NDArray[np.int64]") -> "Keys":
    """The trigrams of texts, each with the slot of its text, sorted and unique."""
    import numpy as np

    found: list[Keys] = []
    for at, end in _stretches(texts, _TOGETHER, _PIECE):
        forms = [folded(text) for text in texts[at:end]]
        letters = np.frombuffer("\0".join(forms).encode("utf-32-le"), "<u4")
        owners = np.repeat(np.arange(len(forms), dtype=np.uint32), [len(form) + 1 for form in forms])[: len(letters)]
        inside = letters != 0
        # Trigram and text fit into 32 bits here, which are sorted in half the time of 64.
        near = (_grams(letters) * np.uint32(_TOGETHER) | owners[:-2])[inside[:-2] & inside[1:-1] & inside[2:]]
        near.sort()
        near = near[_starts(near)]
        grams, owners = near // np.uint32(_TOGETHER), near % np.uint32(_TOGETHER)
        found.append(grams.astype(np.uint64) << np.uint64(BLOCK) | slots[at:end].astype(np.uint64)[owners])
    keys = np.concatenate([np.zeros(0, np.uint64), *found])
    keys.sort(kind="stable")  # a stable sort makes use of the sorted pieces
    return keys


def _stretches(texts: Sequence[str], most: int, letters: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of at most ``most`` texts with about ``letters`` letters together."""
    at = size = 0
    for end, text in enumerate(texts):
        if end - at == most or size >= letters:
            yield at, end
            at, size = end, 0
        size += len(text)
    if texts:
        yield at, len(texts)


def _starts(values: "NDArray[Any]") -> "NDArray[np.int64]":
    """The indexes in a sorted array at which another value begins."""
    import numpy as np

    first = np.ones(len(values), np.bool_)
    first[1:] = values[1:] != values[:-1]
    return np.flatnonzero(first)


def _lists(keys: "Keys") -> "Iterator[tuple[int, NDArray[np.uint16]]]":
    """Each trigram in sorted keys with its slots."""
    import numpy as np

    grams, slots = (keys >> np.uint64(BLOCK)).astype(np.uint32), keys.astype(np.uint16)
    starts = _starts(grams)
    ends = [*starts[1:].tolist(), len(keys)]
    for gram, start, end in zip(grams[starts].tolist(), starts.tolist(), ends, strict=False):
        yield gram, slots[start:end]


def _packed(slots: "NDArray[np.uint16]") -> bytes:
    import numpy as np

    if 2 * len(slots) < _BITS:
        return slots.astype("<u2").tobytes()
    bits = np.zeros(_SLOTS, np.bool_)
    bits[slots] = True
    return np.packbits(bits).tobytes()


def _slots(packed: bytes) -> "NDArray[np.uint16]":
    import numpy as np

    if len(packed) < _BITS and len(packed) % 2 == 0:
        return np.frombuffer(packed, "<u2")
    if len(packed) == _BITS:
        return np.flatnonzero(np.unpackbits(np.frombuffer(packed, np.uint8))).astype(np.uint16)
    raise sqlite3.DatabaseError("a list of the index is damaged")


def _unpacked(lengths: bytes) -> "NDArray[np.uint8]":
    """A block's lengths, of all slots."""
    import numpy as np

    if len(lengths) > _SLOTS:
        raise sqlite3.DatabaseError("a block of the index is damaged")
    return np.frombuffer(lengths.ljust(_SLOTS, b"\0"), np.uint8).copy()
