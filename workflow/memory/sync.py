"""A project's translation memory: opened, brought up to date with its inputs, and made anew where its cache is gone or broken.

Inputs are the catalogs of all languages and the TMX and PO files in ``memory/``. Each is known by the hash of its bytes: a file that did not
change is not parsed again. Programs that do this at the same time wait for each other, and one that is killed leaves
the part of each file old or new.
"""

import contextlib
import hashlib
import logging
import sqlite3
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from workflow.catalogs.headers import field
from workflow.errors import BadInput, CatalogError, FileProblem, WorkflowError
from workflow.files import read_bytes
from workflow.inline_tags import Grammar
from workflow.languages import base_language, language
from workflow.locks import locked
from workflow.memory.abstraction import abstract
from workflow.memory.compendia import pairs_of
from workflow.memory.lookup import FLOOR, Query, find
from workflow.memory.model import NOWHERE, MemoryMatch, Surroundings, TranslationPair
from workflow.memory.store import Item, Store
from workflow.memory.tmx import read as read_tmx
from workflow.model import Observer
from workflow.project import Project

__all__ = ["STORE", "SUFFIXES", "Memory", "fitting", "grammar", "items_of", "open_memory", "with_store"]

_log = logging.getLogger(__name__)

STORE = "memory.db"
SUFFIXES = (".tmx", ".po")

_VERSION = 2
"""The version of the cache: raise it when the file's structure changes, or what counts as a number or an inline tag."""
_LONG = 1_000_000
"""From this many bytes on, reading a file is reported as progress."""
_WAIT = 600.0
"""Seconds to wait for another program, which may be importing a large file."""

T = TypeVar("T")


class Memory:
    """A project's memory as it was when it was opened."""

    def __init__(self, project: Project, store: Store, problems: tuple[WorkflowError, ...]) -> None:
        self.problems = problems
        """Inputs that could not be read; the memory is without them."""
        self._project = project
        self._store = store
        self._grammar = grammar(project)
        self._store.hold()

    def find(
        self, text: str, code: str, *, place: Surroundings = NOWHERE, floor: int = FLOOR, limit: int = 5
    ) -> tuple[MemoryMatch, ...]:
        """The best matches for ``text`` in the language ``code`` (gettext), the best first.

        ``place``: where the text stands (``surroundings``), for context matches. ``floor``: the least match score, in per cent.
        ``limit``: how many matches at most. Raises FileProblem where the cache is damaged and cannot be made anew.
        """
        query = Query(text, code, self._grammar, place, floor, limit)
        return self._recovered(lambda: find(self._store, query))

    def pairs(self, code: str) -> Iterator[tuple[TranslationPair, str]]:
        """Every pair of a language with its file, in an order that depends on the content alone."""
        return iter(self._recovered(lambda: list(self._store.everything(code))))

    def tally(self) -> list[tuple[str, str, int, int]]:
        """For each input file and language: the number of pairs, and how many of them nobody has read."""
        return self._recovered(self._store.tally)

    def close(self) -> None:
        """Close the cache."""
        self._store.close()

    def __enter__(self) -> "Memory":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _recovered(self, work: Callable[[], T]) -> T:
        """The result of ``work``; if the cache turns out to be damaged, it is made anew and ``work`` done again."""
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

    Inputs that cannot be read are in ``Memory.problems``. Where the cache cannot be written, the memory is made for this process alone.
    Raises FileProblem (Locked) where another program holds it for ten minutes.
    """
    with _writing(project):
        return with_store(project, lambda store: Memory(project, store, _refresh(project, store, observer)))


def with_store(project: Project, work: Callable[[Store], T]) -> T:
    """Do ``work`` on the open store: on a new one where the file is damaged, on one in memory where no file can be written."""
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
    """The pairs in the bytes of a TMX or PO file, ready for the store. ``folder``: the language that its folder names, for a PO file
    whose header names none.

    Raises CatalogError where the file is broken, BadInput where a PO file does not say which language it is in.
    """
    own = grammar(project)
    known: dict[str, str] = {}
    pairs: Iterator[tuple[str, TranslationPair]]
    if path.suffix.lower() == ".tmx":
        source = project.config.source_language
        pairs = read_tmx(data, str(path), lru_cache(maxsize=64)(lambda tag: fitting(tag, (source,)) == source))
    else:
        catalog = project.catalogs.parse(data, path)
        said = field(catalog, "Language") or ""
        code = folder or said
        if not code:
            raise BadInput(f"{path}: the header does not name the language. Name it: -l CODE.")
        if folder and said and fitting(said, project.config.languages) != folder:
            raise BadInput(
                f"{path}: the header says Language: {said}, which is not {folder}. Leave -l out, or correct the header."
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
    """The one of ``languages`` (gettext codes) that a language tag in any spelling fits; if it fits none, the tag as a gettext code.

    ``es-MX`` fits ``es``, and ``pt`` fits the only Portuguese of a project, but ``pt-PT`` does not fit ``pt_BR``.
    """
    code = tag.strip().replace("-", "_")
    exact = next((one for one in languages if one.lower() == code.lower()), None)
    if exact:
        return exact
    base = base_language(code).lower()
    related = [one for one in languages if base_language(one) == base]
    try:
        script = language(code).script
        related = [one for one in related if language(one).script == script]
    except BadInput:
        pass
    bare = [one for one in related if one == base or ("_" in one and len(one.split("_")[1]) == 4)]
    if bare:
        return bare[0]
    return related[0] if code.lower() == base and len(related) == 1 else code


def grammar(project: Project) -> Grammar:
    """The grammar by which numbers and inline tags are found: one for all texts, since a pair may serve any document."""
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
    """Every input by its name below the project, with the language that its folder names."""
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
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{_path(project)}{ending}").unlink(missing_ok=True)


def _stamp(project: Project) -> str:
    config = project.config
    return repr((_VERSION, config.source_language, sorted(config.languages), config.format.placeholders))
