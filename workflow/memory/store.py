"""The memory's cache, in SQLite. A damaged one is rebuilt from the memory's inputs.

``texts`` holds each abstract source text once for each language, by the number that the trigram index gives it; ``pairs`` holds the
translation pairs of each file.
"""

import contextlib
import hashlib
import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from workflow.memory.model import Maker, Surroundings, TranslationPair
from workflow.memory.trigram_index import AMONG, BLOCK, LETTERS, SCHEMA, TrigramIndex, listed
from workflow.parse_cache import uncollected

__all__ = ["Item", "Store"]

_BATCH = 50_000
"""Maximum number of pairs that are added together: one block of the index, with free slots for later ones."""

_SCHEMA = f"""
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE languages(id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
CREATE TABLE files(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, digest TEXT NOT NULL);
CREATE TABLE texts(id INTEGER PRIMARY KEY, key INTEGER NOT NULL, abstract TEXT NOT NULL);
CREATE INDEX by_key ON texts(key);
CREATE TABLE pairs(id INTEGER PRIMARY KEY, text INTEGER NOT NULL, file INTEGER NOT NULL, maker INTEGER NOT NULL,
  source TEXT, target TEXT NOT NULL, before INTEGER NOT NULL, after INTEGER NOT NULL, heading INTEGER NOT NULL);
CREATE INDEX by_text ON pairs(text);
CREATE INDEX by_file ON pairs(file);
{SCHEMA}"""

Item = tuple[str, TranslationPair, str]
"""A language code, a pair, and the abstract text of its source."""


class Store:
    """An open cache. ``path`` None: one in this process's memory only.

    Errors of sqlite3 are passed on; the caller replaces a damaged cache.
    """

    def __init__(self, path: Path | None, stamp: str) -> None:
        """Open the file; create it if it does not exist or was made with another ``stamp``."""
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(":memory:" if path is None else path, isolation_level=None, timeout=60.0)
        self.index = TrigramIndex(self._db)
        try:
            self._set_up(stamp)
        except BaseException:
            self._db.close()
            raise
        weakref.finalize(self, _close, self._db)

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
        """Close the file."""
        self._db.close()

    @contextlib.contextmanager
    def changing(self) -> Iterator[None]:
        """A transaction: all changes are kept, or none if an exception is raised."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def hold(self) -> None:
        """Begin a read transaction: later reads see the present content, whatever other processes write."""
        self._db.execute("BEGIN")
        self._db.execute("SELECT count(*) FROM files").fetchone()

    # Writing: within ``changing``

    def replace(self, file: str, digest: str, items: Iterable[Item]) -> int:
        """Replace the pairs of ``file``. Returns their number."""
        unused = self._drop(file)
        number = self._db.execute("INSERT INTO files(path, digest) VALUES(?, ?)", (file, digest)).lastrowid or 0
        total = 0
        with uncollected():
            for batch in _batches(items):
                total += len(batch)
                self._put(number, batch)
        self._orphans(unused)
        return total

    def forget(self, file: str) -> None:
        """Remove the pairs of ``file``."""
        self._orphans(self._drop(file))

    def _drop(self, file: str) -> list[int]:
        row = self._db.execute("SELECT id FROM files WHERE path = ?", (file,)).fetchone()
        if row is None:
            return []
        texts = [text for (text,) in self._db.execute("SELECT DISTINCT text FROM pairs WHERE file = ?", row)]
        self._db.execute("DELETE FROM pairs WHERE file = ?", row)
        self._db.execute("DELETE FROM files WHERE id = ?", row)
        return texts

    def _put(self, file: int, batch: Sequence[Item]) -> None:
        keys = [_key(code, abstract) for code, _, abstract in batch]
        known = self._known(keys)
        new: dict[str, dict[int, str]] = {}
        for key, (code, _, abstract) in zip(keys, batch, strict=True):
            if key not in known:
                new.setdefault(code, {})[key] = abstract
        for code, texts in new.items():
            numbers = self.index.put(self._new_language(code), list(texts.values()))
            known.update(zip(texts, numbers, strict=True))
            self._db.executemany(
                "INSERT INTO texts(id, key, abstract) VALUES(?, ?, ?)", zip(numbers, texts, texts.values(), strict=True)
            )
        self._db.executemany(
            "INSERT INTO pairs(text, file, maker, source, target, before, after, heading) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (known[key], file, int(pair.maker), None if pair.source == abstract else pair.source, pair.target,
                 pair.place.before, pair.place.after, pair.place.heading)
                for key, (_, pair, abstract) in zip(keys, batch, strict=True)
            ),
        )  # fmt: skip

    def _known(self, keys: Sequence[int]) -> dict[int, int]:
        return dict(self._db.execute(f"SELECT key, id FROM texts WHERE key {AMONG}", (listed(keys),)))

    def _orphans(self, texts: Sequence[int]) -> None:
        """Remove those of the texts that are no longer in any file."""
        lost = self._db.execute(
            f"SELECT id, abstract FROM texts WHERE id {AMONG} AND NOT EXISTS (SELECT 1 FROM pairs WHERE text = texts.id)",
            (listed(texts),),
        ).fetchall()
        self.index.remove(lost)
        self._db.executemany("DELETE FROM texts WHERE id = ?", ((number,) for number, _ in lost))

    # Reading

    def files(self) -> dict[str, str]:
        """Return the imported files, with the hashes of their contents."""
        return dict(self._db.execute("SELECT path, digest FROM files ORDER BY path"))

    def exact(self, code: str, abstract: str) -> list[int]:
        """Return the numbers of the texts with this abstract form: one or none."""
        return list(self._known([_key(code, abstract)]).values())

    def texts(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return the abstract texts by number."""
        return dict(self._db.execute(f"SELECT id, abstract FROM texts WHERE id {AMONG}", (listed(numbers),)))

    def pairs(self, numbers: Sequence[int]) -> list[tuple[int, TranslationPair, str]]:
        """Return the pairs of texts, each with the number of its text and its file."""
        rows = self._db.execute(f"{_PAIRS} WHERE pairs.text {AMONG} ORDER BY pairs.id", (listed(numbers),))
        return [(row[0], _pair(row[1:]), row[-1]) for row in rows]

    def everything(self, code: str) -> Iterator[tuple[TranslationPair, str]]:
        """Yield every pair of a language with its file, in an order that depends only on the content."""
        rows = self._db.execute(
            f"{_PAIRS} JOIN blocks ON blocks.id = pairs.text >> {BLOCK} WHERE blocks.language = ? "
            "ORDER BY 2, target, maker DESC, files.path, before, after, heading",
            (self.language(code),),
        )
        for row in rows:
            yield _pair(row[1:]), row[-1]

    def tally(self) -> list[tuple[str, str, int, int]]:
        """Return for each file and language: file, language, number of pairs, number of pairs that no person has read."""
        return list(
            self._db.execute(
                "SELECT files.path, languages.code, count(*), sum(pairs.maker = 0) FROM pairs JOIN files ON files.id = pairs.file "
                f"JOIN blocks ON blocks.id = pairs.text >> {BLOCK} JOIN languages ON languages.id = blocks.language "
                "GROUP BY 1, 2 ORDER BY 1, 2"
            )
        )

    def language(self, code: str) -> int:
        """Return the number of a language; 0 if it has no text."""
        row = self._db.execute("SELECT id FROM languages WHERE code = ?", (code,)).fetchone()
        return int(row[0]) if row else 0

    def _new_language(self, code: str) -> int:
        return self.language(code) or self._db.execute("INSERT INTO languages(code) VALUES(?)", (code,)).lastrowid or 0

    def _meta(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None


_PAIRS = (
    "SELECT pairs.text, coalesce(pairs.source, texts.abstract), target, maker, before, after, heading, files.path "
    "FROM pairs JOIN texts ON texts.id = pairs.text JOIN files ON files.id = pairs.file"
)


def _close(database: sqlite3.Connection) -> None:
    """Close a database that nobody uses any more; the garbage collector may run in another thread, where SQLite allows no call."""
    with contextlib.suppress(sqlite3.ProgrammingError):
        database.close()


def _pair(row: Sequence[object]) -> TranslationPair:
    source, target, maker, before, after, heading = row[:6]
    place = Surroundings(int(str(before)), int(str(after)), int(str(heading)))
    return TranslationPair(str(source), str(target), Maker(int(str(maker))), place)


def _key(code: str, abstract: str) -> int:
    digest = hashlib.blake2b(f"{code}\0{abstract}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    letters = 0
    for item in items:
        batch.append(item)
        letters += len(item[2])
        if len(batch) == _BATCH or letters >= LETTERS:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch
