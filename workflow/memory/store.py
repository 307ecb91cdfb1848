"""The memory's file: SQLite with an index of trigrams. A cache: whatever is wrong with it, it is made anew from its inputs.

``texts`` holds each abstract source text once a language, ``pairs`` what files say about it, ``grams`` (FTS5, trigrams, ``detail=none``,
without contents) finds texts, ``counts`` says how many texts a trigram is in. The counts are fts5vocab's; asking it each time would walk
every list of texts that it counts, so they are kept.

A text's number is language, length and a running number, in this order: one range of numbers is all texts of a language that are
long enough and not too long, which saves most of the index from being read. FTS5 wants numbers in order, so what comes in is
sorted a batch at a time.
"""

import contextlib
import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from workflow.memory.abstraction import folded
from workflow.memory.model import Maker, Pair, Surroundings

__all__ = ["Item", "Store", "grams_of", "span"]

_BATCH = 50_000
"""Pairs that are put in together: FTS5 writes its own batch for each, and texts are sorted within one."""
_FEW = 2_000
"""Up to so many texts the counts of trigrams are kept up one by one; for more they are taken anew."""

_SCHEMA = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE languages(id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
CREATE TABLE files(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, digest TEXT NOT NULL);
CREATE TABLE texts(id INTEGER PRIMARY KEY, key INTEGER NOT NULL, abstract TEXT NOT NULL);
CREATE INDEX by_key ON texts(key);
CREATE TABLE pairs(id INTEGER PRIMARY KEY, text INTEGER NOT NULL, file INTEGER NOT NULL, maker INTEGER NOT NULL,
  source TEXT, target TEXT NOT NULL, before INTEGER NOT NULL, after INTEGER NOT NULL, heading INTEGER NOT NULL);
CREATE INDEX by_text ON pairs(text);
CREATE INDEX by_file ON pairs(file);
CREATE TABLE counts(gram TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE grams USING fts5(abstract, content='', tokenize='trigram case_sensitive 1', detail=none, columnsize=0);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(grams, 'row');
"""

Item = tuple[str, Pair, str]
"""A language code, a pair, and the abstract text of its source."""


class Store:
    """One open memory. ``path`` None: in this process's memory only.

    What sqlite3 raises comes out: whoever calls knows what to do about a cache that is broken.
    """

    def __init__(self, path: Path | None, stamp: str) -> None:
        """Open the file; make it if it isn't there, or was made under another ``stamp``."""
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(":memory:" if path is None else path, isolation_level=None, timeout=60.0)
        try:
            self._set_up(stamp)
        except BaseException:
            self._db.close()
            raise

    def _set_up(self, stamp: str) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "cache_size=-65536", "temp_store=MEMORY"):
            self._db.execute(f"PRAGMA {pragma}")
        if self._db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").fetchone()[0]:
            if self._meta("stamp") == stamp:
                return
            raise sqlite3.DatabaseError("made under another configuration")
        with self.changing():
            for statement in _SCHEMA.split(";\n"):
                if statement.strip():
                    self._db.execute(statement)
            self._db.execute("INSERT INTO meta VALUES('stamp', ?)", (stamp,))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextlib.contextmanager
    def changing(self) -> Iterator[None]:
        """All of it or nothing, whatever happens in between."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def hold(self) -> None:
        """From now on see what is there now, whatever other programs put in."""
        self._db.execute("BEGIN")
        self._db.execute("SELECT count(*) FROM files").fetchone()

    # Writing: within ``changing``

    def replace(self, file: str, digest: str, items: Iterable[Item]) -> int:
        """What ``file`` says, in place of what it said before; how many pairs that is."""
        gone = self._drop(file)
        number = self._db.execute("INSERT INTO files(path, digest) VALUES(?, ?)", (file, digest)).lastrowid or 0
        left, total, new = iter(items), 0, 0
        fresh: list[tuple[int, str]] = []
        while batch := list(islice(left, _BATCH)):
            total += len(batch)
            added = self._put(number, batch)
            new += len(added)
            if new <= _FEW:
                fresh += added
        lost = self._orphans(gone)
        self._count(fresh, lost, few=new + len(lost) <= _FEW)
        return total

    def forget(self, file: str) -> None:
        """Take out what ``file`` said."""
        lost = self._orphans(self._drop(file))
        self._count([], lost, few=len(lost) <= _FEW)

    def settle(self) -> None:
        """Put the index in order after much was put in."""
        if self._meta("uncounted"):
            with self.changing():
                self._db.execute("DELETE FROM counts")
                self._db.execute("INSERT INTO counts SELECT term, doc FROM vocabulary")
                self._db.execute("DELETE FROM meta WHERE name = 'uncounted'")

    def _drop(self, file: str) -> list[int]:
        row = self._db.execute("SELECT id FROM files WHERE path = ?", (file,)).fetchone()
        if row is None:
            return []
        texts = [text for (text,) in self._db.execute("SELECT DISTINCT text FROM pairs WHERE file = ?", row)]
        self._db.execute("DELETE FROM pairs WHERE file = ?", row)
        self._db.execute("DELETE FROM files WHERE id = ?", row)
        return texts

    def _put(self, file: int, batch: Sequence[Item]) -> list[tuple[int, str]]:
        """The texts that are new, by their numbers."""
        keys = [_key(code, abstract) for code, _, abstract in batch]
        known = self._known(keys)
        numbers: dict[int, int] = {}
        new: list[tuple[int, int, str]] = []
        languages = {code: self._language(code) for code in {code for code, _, _ in batch}}
        for key, (code, _, abstract) in zip(keys, batch, strict=True):
            if key not in known:
                shelf = (languages[code] << 8 | _bucket(len(abstract))) << 40
                if shelf not in numbers:
                    numbers[shelf] = self._next(shelf)
                known[key] = numbers[shelf]
                new.append((numbers[shelf], key, abstract))
                numbers[shelf] += 1
        new.sort()
        self._db.executemany("INSERT INTO texts(id, key, abstract) VALUES(?, ?, ?)", new)
        fresh = [(number, folded(abstract)) for number, _, abstract in new]
        self._db.executemany("INSERT INTO grams(rowid, abstract) VALUES(?, ?)", fresh)
        self._db.executemany(
            "INSERT INTO pairs(text, file, maker, source, target, before, after, heading) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (known[key], file, int(pair.maker), None if pair.source == abstract else pair.source, pair.target,
                 pair.place.before, pair.place.after, pair.place.heading)
                for key, (_, pair, abstract) in zip(keys, batch, strict=True)
            ),
        )  # fmt: skip
        return fresh

    def _known(self, keys: Sequence[int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for part in _parts(keys):
            found.update(self._db.execute(f"SELECT key, id FROM texts WHERE key IN ({part})"))
        return found

    def _next(self, shelf: int) -> int:
        last = self._db.execute("SELECT max(id) FROM texts WHERE id BETWEEN ? AND ?", (shelf, shelf | (1 << 40) - 1))
        found = last.fetchone()[0]
        return shelf if found is None else int(found) + 1

    def _orphans(self, texts: Sequence[int]) -> list[str]:
        """Take out those of the texts that no file has any more; their folded forms."""
        lost: list[tuple[int, str]] = []
        for part in _parts(texts):
            lost += self._db.execute(
                f"SELECT id, abstract FROM texts WHERE id IN ({part}) AND id NOT IN (SELECT text FROM pairs WHERE text IN ({part}))"
            )
        lost.sort()
        forms = [folded(abstract) for _, abstract in lost]
        self._db.executemany(
            "INSERT INTO grams(grams, rowid, abstract) VALUES('delete', ?, ?)",
            ((number, form) for (number, _), form in zip(lost, forms, strict=True)),
        )
        self._db.executemany("DELETE FROM texts WHERE id = ?", ((number,) for number, _ in lost))
        return forms

    def _count(self, fresh: Sequence[tuple[int, str]], lost: Sequence[str], *, few: bool) -> None:
        if not few:
            self._db.execute("INSERT OR REPLACE INTO meta VALUES('uncounted', 'yes')")
            return
        change: Counter[str] = Counter()
        for _, form in fresh:
            change.update(set(grams_of(form)))
        for form in lost:
            change.subtract(set(grams_of(form)))
        self._db.executemany(
            "INSERT INTO counts VALUES(?, ?) ON CONFLICT(gram) DO UPDATE SET number = number + excluded.number",
            sorted((gram, number) for gram, number in change.items() if number),
        )
        if lost:
            self._db.execute("DELETE FROM counts WHERE number <= 0")

    # Reading

    def files(self) -> dict[str, str]:
        """The files that it was fed from, with the hashes of what they held."""
        return dict(self._db.execute("SELECT path, digest FROM files ORDER BY path"))

    def exact(self, code: str, abstract: str) -> list[int]:
        """The numbers of the texts whose abstract form this is: one or none."""
        return list(self._known([_key(code, abstract)]).values())

    def numbers(self, grams: Sequence[str]) -> dict[str, int]:
        """In how many texts each trigram is; those in none are left out."""
        marks = ",".join("?" * len(grams))
        return dict(self._db.execute(f"SELECT gram, number FROM counts WHERE gram IN ({marks})", list(grams)))

    def sharing(self, code: str, grams: Sequence[str], least: int, lengths: tuple[int, int]) -> list[tuple[int, int]]:
        """Texts of a language, so long, that have at least ``least`` of the trigrams: their numbers, and how many they have."""
        place = self._db.execute("SELECT id FROM languages WHERE code = ?", (code,)).fetchone()
        if place is None or not grams:
            return []
        low, high = ((place[0] << 8 | _bucket(length)) << 40 for length in lengths)
        one = (
            f"SELECT rowid AS number FROM grams WHERE grams MATCH ? AND rowid BETWEEN {low} AND {high | (1 << 40) - 1}"
        )
        return list(
            self._db.execute(
                f"SELECT number, count(*) AS shared FROM ({' UNION ALL '.join([one] * len(grams))}) "
                f"GROUP BY number HAVING shared >= {least}",
                ['"' + gram.replace('"', '""') + '"' for gram in grams],
            )
        )

    def texts(self, numbers: Sequence[int]) -> dict[int, str]:
        """The abstract texts behind numbers."""
        found: dict[int, str] = {}
        for part in _parts(numbers):
            found.update(self._db.execute(f"SELECT id, abstract FROM texts WHERE id IN ({part})"))
        return found

    def pairs(self, numbers: Sequence[int]) -> list[tuple[int, Pair, str]]:
        """What files say about texts: the text's number, the pair, the file."""
        found: list[tuple[int, Pair, str]] = []
        for part in _parts(numbers):
            found += [
                (row[0], _pair(row[1:]), row[-1])
                for row in self._db.execute(f"{_PAIRS} WHERE pairs.text IN ({part}) ORDER BY pairs.id")
            ]
        return found

    def everything(self, code: str) -> Iterator[tuple[Pair, str]]:
        """Every pair of a language with its file, in an order that follows from what they say."""
        place = self._db.execute("SELECT id FROM languages WHERE code = ?", (code,)).fetchone()
        if place is None:
            return
        rows = self._db.execute(
            f"{_PAIRS} WHERE pairs.text BETWEEN ? AND ? "
            "ORDER BY 2, target, maker DESC, files.path, before, after, heading",
            (place[0] << 48, (place[0] + 1 << 48) - 1),
        )
        for row in rows:
            yield _pair(row[1:]), row[-1]

    def tally(self) -> list[tuple[str, str, int, int]]:
        """For each file and language: how many pairs, and how many of them nobody read."""
        return list(
            self._db.execute(
                "SELECT files.path, languages.code, count(*), sum(pairs.maker = 0) FROM pairs JOIN files ON files.id = pairs.file "
                "JOIN languages ON languages.id = pairs.text >> 48 GROUP BY 1, 2 ORDER BY 1, 2"
            )
        )

    def _language(self, code: str) -> int:
        row = self._db.execute("SELECT id FROM languages WHERE code = ?", (code,)).fetchone()
        return int(row[0]) if row else self._db.execute("INSERT INTO languages(code) VALUES(?)", (code,)).lastrowid or 0

    def _meta(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None


_PAIRS = (
    "SELECT pairs.text, coalesce(pairs.source, texts.abstract), target, maker, before, after, heading, files.path "
    "FROM pairs JOIN texts ON texts.id = pairs.text JOIN files ON files.id = pairs.file"
)


def _pair(row: Sequence[object]) -> Pair:
    source, target, maker, before, after, heading = row[:6]
    place = Surroundings(int(str(before)), int(str(after)), int(str(heading)))
    return Pair(str(source), str(target), Maker(int(str(maker))), place)


def grams_of(text: str) -> list[str]:
    """The trigrams of a folded text, in order."""
    return [text[at : at + 3] for at in range(len(text) - 2)]


def span(length: int, likeness: float) -> tuple[int, int]:
    """How long a text can be that is ``likeness`` (0 to 1) like one of ``length`` characters: ratio ≤ 2·min / (a + b)."""
    return int(length * likeness / (2 - likeness)), int(length * (2 - likeness) / likeness) + 1


def _bucket(length: int) -> int:
    """Lengths that are about the same: four steps from one power of two to the next."""
    bits = length.bit_length()
    return min(bits * 4 + (length >> max(bits - 3, 0) & 3), 255)


def _key(code: str, abstract: str) -> int:
    digest = hashlib.blake2b(f"{code}\0{abstract}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _parts(numbers: Sequence[int]) -> Iterator[str]:
    for at in range(0, len(numbers), 500):
        yield ",".join(map(str, numbers[at : at + 500]))
