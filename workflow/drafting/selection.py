"""What there is to draft in a project: counted first, read again when its turn comes, so that memory does not grow with the project."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workflow import catalogs
from workflow.drafting.entries import wanted
from workflow.drafting.report import LanguageReport
from workflow.drafting.structure import Work
from workflow.engines.base import Capabilities, Engine, Hypothesis, Segment
from workflow.engines.choice import Choice
from workflow.errors import CatalogError, DocumentError, FileProblem, WorkflowError
from workflow.model import Entry, Progress
from workflow.project import Project
from workflow.segmentation import word_count

__all__ = ["Pending", "Room", "gather", "limited", "pieces", "words"]

_PARTS = 8
"""In how many parts a long document is drafted at most: its catalog is written after each."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much goes to the engine together, in characters of source."""

    piece: int
    most: int | None = None
    """What can be done at all before the time is up; None where there is no such limit."""


@dataclass(frozen=True, slots=True)
class Pending:
    """One catalog of one language with something to draft."""

    document: str
    path: Path
    units: int
    words: int
    size: int
    """Characters of the sources."""


def gather(
    project: Project, code: str, documents: Sequence[str], choice: Choice, redo: bool, problems: list[WorkflowError]
) -> tuple[list[Pending], LanguageReport]:
    """What is to be drafted in a language, in the order of the documents. Catalogs that cannot be read go to ``problems``."""
    engine = choice.engine
    found: list[Pending] = []
    missing: list[Path] = []
    earlier = 0
    for name in documents:
        path = project.catalog_path(code, name)
        try:
            if not path.is_file():
                # A document without texts has no catalog.
                missing += [path] if project.parse(name).units else []
                continue
            there = wanted(project.catalogs.read(path), engine or _Nobody(), redo=redo and engine is not None)
        except (CatalogError, DocumentError) as error:
            if str(error) not in map(str, problems):
                problems.append(error)
            continue
        earlier += there.earlier
        if there.entries:
            found.append(_pending(name, path, there.entries))
    report = replace(
        LanguageReport.of(code, choice),
        units=sum(one.units for one in found),
        words=sum(one.words for one in found),
        missing=tuple(missing),
        earlier=earlier,
    )
    return found, report


def limited(pending: Sequence[Pending], limit: int | None, engine: Engine, *, redo: bool) -> list[Pending]:
    """The first ``limit`` units of what there is to do."""
    if limit is None:
        return list(pending)
    kept: list[Pending] = []
    room = max(limit, 0)
    for one in pending:
        if not room:
            break
        if one.units > room:
            one = _pending(one.document, one.path, _entries(one, engine, redo)[:room])
        room -= one.units
        kept.append(one)
    return kept


def pieces(
    language: str,
    pending: Sequence[Pending],
    engine: Engine,
    room: Callable[[], Room],
    *,
    redo: bool,
    trouble: Callable[[Pending, WorkflowError], None],
) -> Iterator[list[Work]]:
    """What goes to the engine together: documents' wanted entries, read now, each piece as large as ``room`` says then.

    A long document comes in parts, but for an engine that takes whole ones; that gets one document at a time. Ends where what
    comes next does not fit any more. Catalogs that cannot be read go to ``trouble``.
    """
    piece: list[Work] = []
    filled = 0
    now = room()
    for one in pending:
        try:
            left = list(_entries(one, engine, redo)[: one.units])
        except (CatalogError, FileProblem) as error:
            trouble(one, error)
            continue
        while left:
            taken = len(left) if engine.capabilities.whole_documents else _fitting(left, one, now, filled)
            size = sum(len(entry.msgid) for entry in left[:taken])
            if piece and (engine.capabilities.whole_documents or not taken or filled + size > now.piece):
                yield piece
                piece, filled, now = [], 0, room()
                continue
            if now.most is not None and size > now.most:
                return
            piece.append(Work(language, one.document, one.path, tuple(left[:taken])))
            filled += size
            del left[:taken]
    if piece:
        yield piece


def _fitting(entries: Sequence[Entry], one: Pending, room: Room, filled: int) -> int:
    """How many of a document's entries go into the piece; at least one into an empty one."""
    if filled + sum(len(entry.msgid) for entry in entries) <= room.piece:
        return len(entries)
    if filled:
        return 0
    if room.most is None and sum(len(entry.msgid) for entry in entries) <= 2 * room.piece:
        return len(entries)
    # Each part of a document costs a writing of its catalog and a proof of its structure: not too many of them.
    free = room.piece if room.most is not None else max(room.piece, -(-one.size // _PARTS))
    count = 0
    for entry in entries:
        free -= len(entry.msgid)
        if free < 0:
            break
        count += 1
    return max(count, 1)


def words(entries: Iterable[Entry]) -> int:
    """Words of the entries' sources."""
    return sum(word_count(entry.msgid) for entry in entries)


def _pending(document: str, path: Path, entries: Sequence[Entry]) -> Pending:
    return Pending(document, path, len(entries), words(entries), sum(len(entry.msgid) for entry in entries))


def _entries(one: Pending, engine: Engine, redo: bool) -> tuple[Entry, ...]:
    return wanted(catalogs.read(one.path), engine, redo=redo).entries


class _Nobody:
    """Stands where a language has no engine, to count what one would have to do."""

    name = hash = package = "none"
    capabilities = Capabilities()

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        raise NotImplementedError
