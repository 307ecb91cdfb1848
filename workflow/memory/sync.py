"""A project's translation memory: open it, update it from its inputs, and rebuild it if its cache is missing or damaged.

Inputs are the catalogs of all languages and the TMX and PO files in ``memory/``. A file whose bytes have the same hash is not parsed
again. Processes that update at the same time wait for each other. If one is killed, the pairs of each file are old or new.
"""

import contextlib
import hashlib
import logging
import sqlite3
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from workflow.boundary import real_path
from workflow.catalogs.headers import field
from workflow.errors import BadInput, CatalogError, FileProblem, WorkflowError
from workflow.files import read_bytes
from workflow.inline_tags import Grammar
from workflow.languages import best_match, named, normalise
from workflow.locks import locked
from workflow.memory.abstraction import abstract
from workflow.memory.compendia import pairs_of
from workflow.memory.lookup import MIN_SCORE, Query, find
from workflow.memory.model import NOWHERE, MemoryMatch, Surroundings, TranslationPair
from workflow.memory.store import Item, Store
from workflow.memory.tmx import read as read_tmx
from workflow.model import Observer
from workflow.project import Project

__all__ = ["STORE", "SUFFIXES", "Memory", "fitting", "grammar", "items_of", "open_memory", "with_store"]

_log = logging.getLogger(__name__)

STORE = "memory.db"
SUFFIXES = (".tmx", ".po")

_VERSION = 3
"""The version of the cache: raise it when the structure of the file or the definition of numbers and inline tags changes."""
_LONG = 1_000_000
"""Minimum size in bytes of a file whose reading is reported as progress."""
_WAIT = 600.0
"""Maximum seconds to wait for another process, which may be importing a large file."""

T = TypeVar("T")


class Memory:
    """A project's memory, with its content at the time of opening."""

    def __init__(self, project: Project, store: Store, problems: tuple[WorkflowError, ...]) -> None:
        self.problems = problems
        """Errors of inputs that could not be read; the memory does not have their pairs."""
        self._project = project
        self._store = store
        self._grammar = grammar(project)
        self._store.hold()

    def find(
        self, text: str, code: str, *, place: Surroundings = NOWHERE, min_score: int = MIN_SCORE, limit: int = 5
    ) -> tuple[MemoryMatch, ...]:
        """Return the best matches for ``text`` in the language ``code`` (gettext), the best first.

        ``place``: the text's ``surroundings``, for context matches. ``min_score``: the minimum match score in %. ``limit``: the maximum
        number of matches. Raises FileProblem if the cache is damaged and cannot be rebuilt.
        """
        query = Query(text, code, self._grammar, place, min_score, limit)
        return self._recovered(lambda: find(self._store, query))

    def pairs(self, code: str) -> Iterator[tuple[TranslationPair, str]]:
        """Yield every pair of a language with its file, in an order that depends only on the content."""
        return iter(self._recovered(lambda: list(self._store.everything(code))))

    def tally(self) -> list[tuple[str, str, int, int]]:
        """Return for each input file and language: file, language, number of pairs, number of pairs that no person has read."""
        return self._recovered(self._store.tally)

    def close(self) -> None:
        """Close the cache."""
        self._store.close()

    def __enter__(self) -> "Memory":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _recovered(self, work: Callable[[], T]) -> T:
        """Return the result of ``work``. If the cache is damaged, it is rebuilt and ``work`` is called again."""
        try:
            return work()
        except sqlite3.DatabaseError:
            self._store.close()
            with _writing(self._project):
                _remove(self._project)
            again = open_memory(self._project)
            self._store = again._store
        try:
            return work()
        except sqlite3.DatabaseError as error:
            raise FileProblem(
                f"{_path(self._project)}: cannot be read: {error}. Delete it; it will be rebuilt."
            ) from error


def open_memory(project: Project, *, observer: Observer = Observer()) -> Memory:
    """Open the project's memory, up to date with its inputs.

    Inputs that cannot be read are in ``Memory.problems``. If the cache cannot be written, the memory is built for this process only.
    Raises Locked if another process holds it for ten minutes.
    """
    with _writing(project):
        return with_store(project, lambda store: Memory(project, store, _refresh(project, store, observer)))


def with_store(project: Project, work: Callable[[Store], T]) -> T:
    """Call ``work`` with the open store: a new one if the file is damaged, one in memory if no file can be written.

    Raises FileProblem if a link would lead the store out of the project.
    """
    for file in _files(project):
        real_path(file, project.root)
    stamp = _stamp(project)
    for path in (_path(project), _path(project), None):
        store = None
        try:
            store = Store(path, stamp)
            return work(store)
        except (sqlite3.DatabaseError, OSError):
            if store is not None:
                store.close()
            if path is None:
                raise
            with contextlib.suppress(OSError):
                _remove(project)
        except BaseException:
            if store is not None:
                store.close()
            raise
    raise AssertionError


def items_of(project: Project, path: Path, data: bytes, folder: str = "") -> Iterator[Item]:
    """Yield the pairs in the bytes of a TMX or PO file, as items of the store. ``folder``: the language of the file's folder, for a PO
    file whose header has none.

    Raises CatalogError if the file is broken, BadInput if the language of a PO file is not known.
    """
    own = grammar(project)
    known: dict[str, str] = {}
    pairs: Iterator[tuple[str, TranslationPair]]
    if path.suffix.lower() == ".tmx":
        source = project.config.source_language
        pairs = read_tmx(data, str(path), lru_cache(maxsize=64)(lambda tag: fitting(tag, (source,)) == source))
    else:
        catalog = project.catalogs.parse(data, path)
        declared = field(catalog, "Language") or ""
        code = folder or declared
        if not code:
            raise BadInput(f"{path}: the header does not name the language. Name it: -l CODE.")
        if folder and declared and fitting(declared, project.config.languages) != folder:
            raise BadInput(
                f"{path}: the header says Language: {declared}, which is not {folder}. Leave -l out, or correct the header."
            )
        pairs = ((code, pair) for pair in pairs_of(catalog))
    for tag, pair in pairs:
        if tag not in known:
            known[tag] = fitting(tag, project.config.languages)
        if not pair.source.isascii() or not pair.target.isascii():
            try:
                (pair.source + pair.target).encode()
            except UnicodeEncodeError:
                continue
        yield known[tag], pair, abstract(pair.source, own).text


def fitting(tag: str, languages: tuple[str, ...]) -> str:
    """Return the one of ``languages`` (gettext codes) that matches a language's tag in any spelling, or its English name; else the tag as
    a gettext code.

    ``es-MX`` matches ``es``, and ``pt`` matches the only Portuguese of a project, but ``pt-PT`` does not match ``pt_BR``.
    """
    code = normalise(named(tag) or tag)
    return best_match(code, languages) or code


def grammar(project: Project) -> Grammar:
    """Return the inline grammar of the memory: one for all texts, since a pair may be used in any document."""
    return Grammar(placeholders=project.config.format.placeholders)


def _refresh(project: Project, store: Store, observer: Observer) -> tuple[WorkflowError, ...]:
    problems: list[WorkflowError] = []
    there = store.files()
    found = dict(_inputs(project))
    for name in there.keys() - found.keys():
        with store.changing():
            store.forget(name)
    for number, (name, (path, folder)) in enumerate(found.items()):
        try:
            real_path(path, project.root)
            data = read_bytes(path)
            digest = hashlib.sha256(data).hexdigest()
            if there.get(name) == digest:
                continue
            if len(data) > _LONG:
                observer.report(number, len(found), f"memory: {name}")
            with store.changing():
                store.replace(name, digest, items_of(project, path, data, folder))
            _log.debug("read %s", path)
        except (CatalogError, BadInput, FileProblem) as error:
            _log.info("skipped %s", error)
            problems.append(error)
            with store.changing():
                store.forget(name)
    _log.info("%s holds %d files", _path(project), len(found) - len(problems))
    return tuple(problems)


def _inputs(project: Project) -> Iterator[tuple[str, tuple[Path, str]]]:
    """Yield every input: its POSIX path below the project, its path, and the language of its folder."""
    for code in project.config.languages:
        folder = project.layout.catalogs(code)
        for path in sorted(folder.rglob("*.po")):
            if path.is_file():
                yield path.relative_to(project.root).as_posix(), (path, code)
    top = project.layout.memory
    for path in sorted(top.rglob("*")):
        if path.suffix in SUFFIXES and path.is_file() and not path.name.startswith("."):
            inside = path.relative_to(top).parts
            yield path.relative_to(project.root).as_posix(), (path, inside[0] if len(inside) > 1 else "")


@contextlib.contextmanager
def _writing(project: Project) -> Iterator[None]:
    with locked(_path(project), wait=_WAIT):
        yield


def _path(project: Project) -> Path:
    return project.layout.cache / STORE


def _remove(project: Project) -> None:
    for path in _files(project):
        path.unlink(missing_ok=True)


def _files(project: Project) -> list[Path]:
    """The files of the cache: SQLite's own, and those that it makes beside it."""
    return [Path(f"{_path(project)}{ending}") for ending in ("", "-wal", "-shm", "-journal")]


def _stamp(project: Project) -> str:
    config = project.config
    return repr((_VERSION, config.source_language, sorted(config.languages), config.format.placeholders))
