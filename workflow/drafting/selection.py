"""The queue of a language: entries to draft are counted first and read again in batches, so that memory use does not grow with the project."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from workflow.drafting.targets import Target
from workflow.model import Catalog, Entry
from workflow.segmentation import word_count

__all__ = ["BatchLimit", "Pending", "Work", "batches", "count_words"]

_MAX_PARTS = 8
"""Maximum number of parts of a long document: its catalog is written after each."""


@dataclass(frozen=True, slots=True)
class BatchLimit:
    """The maximum size of a batch for the engine, in characters of source."""

    batch: int
    total: int | None = None
    """Characters that can be translated before the deadline; None: no limit."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A catalog with entries to draft, and their numbers."""

    target: Target
    units: int
    words: int
    size: int
    """Characters of the sources."""

    @classmethod
    def of(cls, target: Target, entries: Sequence[Entry]) -> "Pending":
        """Count entries of a catalog."""
        return cls(target, len(entries), count_words(entries), sum(len(entry.msgid) for entry in entries))


@dataclass(frozen=True, slots=True)
class Work:
    """Entries of one catalog that go to the engine together."""

    target: Target
    catalog: Catalog
    """The catalog as it was read."""
    entries: tuple[Entry, ...]


def batches(
    pending: Sequence[Pending],
    read: Callable[[Pending], tuple[Catalog, Sequence[Entry]]],
    limit: Callable[[], BatchLimit],
    *,
    whole_documents: bool,
) -> Iterator[list[Work]]:
    """Split the pending entries into batches, each as large as ``limit`` allows when it begins.

    ``read`` returns a catalog and its entries to draft; none if it cannot be read. A long document comes in parts;
    ``whole_documents``: never, and each document makes a batch. Ends when the next document does not fit before the time is up.
    """
    batch: list[Work] = []
    filled = 0
    now = limit()
    for one in pending:
        catalog, entries = read(one)
        left = list(entries)
        while left:
            taken = len(left) if whole_documents else _fitting(left, one, now, filled)
            size = sum(len(entry.msgid) for entry in left[:taken])
            if batch and (whole_documents or not taken or filled + size > now.batch):
                yield batch
                batch, filled, now = [], 0, limit()
                continue
            if now.total is not None and size > now.total:
                return
            batch.append(Work(one.target, catalog, tuple(left[:taken])))
            filled += size
            del left[:taken]
    if batch:
        yield batch


def _fitting(entries: Sequence[Entry], one: Pending, limit: BatchLimit, filled: int) -> int:
    """How many of a document's entries fit into the batch; at least one fits into an empty batch."""
    if filled + sum(len(entry.msgid) for entry in entries) <= limit.batch:
        return len(entries)
    if filled:
        return 0
    if limit.total is None and sum(len(entry.msgid) for entry in entries) <= 2 * limit.batch:
        return len(entries)
    # Each part of a document costs one write of its catalog and one check of its structure.
    free = limit.batch if limit.total is not None else max(limit.batch, -(-one.size // _MAX_PARTS))
    count = 0
    for entry in entries:
        free -= len(entry.msgid)
        if free < 0:
            break
        count += 1
    return max(count, 1)


def count_words(entries: Iterable[Entry]) -> int:
    """Words of the entries' sources."""
    return sum(word_count(entry.msgid) for entry in entries)
